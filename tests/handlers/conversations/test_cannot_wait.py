"""Every press of runner and chair after hours says when it will be seen; **It can wait** and **It can't**."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.commitments import ShareState
from bot.domain.importance import Importance
from bot.domain.permissions import Intent, myself
from bot.messages import plain
from bot.messages.model import Message
from bot.services import drops
from handlers.conversations import cannot_wait
from handlers.conversations.replies import Nothing, Replace, Reply, Say
from storage import manners
from storage.database import Joined
from tests import calls
from tests.evening import EVENING, choose, drop, item, labels, lines, now_of, promised
from tests.office import Office
from tests.pressing import answer, press
from tests.riverside import Riverside

MINUTE = timedelta(minutes=1)
SATURDAY = EVENING + timedelta(days=4)
IN_HOURS = EVENING - timedelta(hours=12)
THURSDAY = "Mina will see this on Thursday morning."
BOTH = ["It can wait", "It can't"]


def _submit(group: Riverside, who: str, intent: Intent, arg: str, **values: Any) -> Any:
    sent = calls.submit(group.installation_id, who, intent, arg=arg, **values)
    return answer(group, sent, now=EVENING)


def _arg(group: Riverside, **how: Any) -> str:
    _, pressed = promised(group, **how)
    return f"{pressed.share_id}.{pressed.version}"


@pytest.mark.parametrize("who", ["U-SAM", "U-GRACE"])
@pytest.mark.parametrize(
    ("intent", "values"),
    [
        (Intent.MORE_TIME, {"date": "2026-12-04"}),
        (Intent.CHANGE, {"what": "Send all course data", "importance": "critical"}),
        (Intent.DROP, {}),
    ],
)
def test_forms_say_it_and_ask(group: Riverside, who: str, intent: Intent, values: dict[str, str]) -> None:
    reply = _submit(group, who, intent, _arg(group, last_safe=date(2026, 12, 18)), **values)

    assert lines(reply)[1] == f"{THURSDAY} Send it now instead?"
    assert labels(reply) == BOTH


def test_a_colleague_who_is_asked_to_take_over(group: Riverside) -> None:
    colleague = f"person:{group.person('rob').id}"

    reply = _submit(group, "U-SAM", Intent.HAND_OVER, _arg(group), person=colleague)

    assert lines(reply)[1].startswith("Rob will see this on Thursday morning.")


def test_putting_back_says_it_too(group: Riverside, office: Office) -> None:
    made, pressed = promised(group)
    choose(group, drop(group, pressed), "It can't")
    office.run(EVENING + MINUTE)

    back = press(group, "U-GRACE", Intent.RESTORE, now_of(group, made), now=EVENING + MINUTE)

    assert lines(back)[0] == "It's back, as it stood."
    assert lines(back)[1] == f"{THURSDAY} Send it now instead?"


def test_a_ring_that_is_promised_says_it_too(group: Riverside) -> None:
    made, pressed = promised(group)
    _submit(group, "U-MINA", Intent.STUCK, f"{pressed.share_id}.{pressed.version}", because="Money")

    ring = press(group, "U-SAM", Intent.HELP_STUCK, now_of(group, made), "tomorrow", now=EVENING)

    assert lines(ring)[1] == "Mina will see this on Wednesday morning. Send it now instead?"


@pytest.mark.parametrize("importance", ["normal", "critical"])
def test_what_is_added_names_its_day_once(group: Riverside, importance: str) -> None:
    reply = _submit(
        group,
        "U-SAM",
        Intent.ADD,
        "",
        what="Send course data",
        partner=str(group.castle_id),
        person=f"person:{group.person('mina').id}",
        by_when="2027-03-12",
        importance=importance,
    )
    said = plain.text(reply.message)

    assert "I'll ask Mina Iqbal at Castle College on " in said
    assert ("Mina will see this on " in said) is (importance == "critical")
    assert ("Send it now instead?" in said) is (importance == "critical")


@pytest.mark.parametrize("word", ["agree", "keep"])
def test_an_answer_comes_on_the_next_working_morning(group: Riverside, word: str) -> None:
    made, pressed = promised(group, state=ShareState.PROPOSED)
    _submit(group, "U-MINA", Intent.SUGGEST_DATE, f"{pressed.share_id}.{pressed.version}", date="2026-12-04")

    reply = press(group, "U-SAM", Intent.DECIDE_DATE, now_of(group, made), word, now=EVENING)

    assert lines(reply)[1] == "Mina will see this on Wednesday morning. Send it now instead?"


def test_thanks_say_it_and_ask_nothing(group: Riverside) -> None:
    whom = f"person:{group.person('mina').id}"

    reply = _submit(group, "U-GRACE", Intent.THANK, "", whom=whom, words="Thank you for the data.")

    assert isinstance(reply, Say)
    assert THURSDAY in plain.text(reply.message)
    assert "Send it now" not in plain.text(reply.message)


def test_an_ordinary_action_is_not_asked_about(group: Riverside) -> None:
    reply = _submit(group, "U-GRACE", Intent.DROP, _arg(group, importance=Importance.NORMAL))

    assert (lines(reply)[1], labels(reply)) == (THURSDAY, ["Put it back"])


def test_inside_their_hours_and_from_a_partner_nothing_is_said(group: Riverside) -> None:
    _, first = promised(group)
    _, second = promised(group, holders=("rob",))

    in_hours, partner = drop(group, first, now=IN_HOURS), drop(group, second, by="U-MINA")

    assert not any("will see this" in one for one in (*lines(in_hours), *lines(partner)))


def test_in_a_quiet_week_the_runner_is_asked_to_ring(group: Riverside) -> None:
    mina = group.person("mina").id
    _, pressed = promised(group)
    reply = drop(group, pressed, by="U-SAM")
    with group.database.write() as transaction:
        manners.be_quiet(transaction, viewer=myself(mina), person_id=mina, until=date(2026, 11, 16))

    answered = choose(group, reply, "It can't", by="U-SAM")
    _, other = promised(group)
    unasked = drop(group, other, by="U-SAM")

    assert lines(answered)[0] == "Mina has asked for a quiet week until Monday. Ring instead?"
    assert (lines(unasked)[1], labels(unasked)) == (
        "Mina will see this on Tuesday 17 November.",
        ["Put it back"],
    )


@pytest.mark.parametrize("label", BOTH)
def test_on_a_saturday_only_the_day_is_named(group: Riverside, label: str) -> None:
    _, pressed = promised(group)
    asked = drop(group, pressed)
    _, other = promised(group)

    answered = choose(group, asked, label, by="U-SAM", now=SATURDAY)
    unasked = drop(group, other, now=SATURDAY)

    is_hollow = label == "It can't"
    assert lines(answered)[0] == (
        "It's not a working day for Mina until Monday. Ring instead?"
        if is_hollow
        else "Mina will see this on Tuesday morning."
    )
    assert (lines(unasked)[1], labels(unasked)) == ("Mina will see this on Tuesday morning.", ["Put it back"])


def test_it_can_wait_comes_after_it_has_gone(group: Riverside) -> None:
    _, pressed = promised(group)
    asked = drop(group, pressed)
    choose(group, asked, "It can't", by="U-SAM")

    reply = choose(group, asked, "It can wait")

    assert lines(reply)[0] == "That's on its way already."


def test_what_is_made_ordinary_meanwhile_is_still_in_the_timetable(group: Riverside) -> None:
    made, _ = promised(group)
    asked = _submit(
        group,
        "U-SAM",
        Intent.CHANGE,
        f"{made.shares[0].id}.{made.shares[0].version}",
        what="Send all course data",
        importance="critical",
    )
    now = now_of(group, made)
    arg = f"{now.share_id}.{now.version}"
    _submit(group, "U-SAM", Intent.CHANGE, arg, what="Send all course data", importance="normal")

    reply = choose(group, asked, "It can't")

    assert lines(reply)[0] == "There is nothing left to send about this."


def test_it_can_wait_leaves_the_line_and_the_buttons_of_the_action(group: Riverside) -> None:
    _, pressed = promised(group)

    reply = choose(group, drop(group, pressed), "It can wait")

    assert (lines(reply)[0], labels(reply)) == (THURSDAY, ["Put it back"])
    assert item(reply).subject == f"share:{pressed.share_id}"


@pytest.mark.parametrize("arg", ["", "1.2", "1.maybe.2", "1.now.", "1.now.x", f"1.now.{'1-' * 60}1"])
def test_no_button_of_ours(group: Riverside, arg: str) -> None:
    reply = answer(
        group, calls.press(group.installation_id, "U-SAM", Intent.CANNOT_WAIT, arg=arg), now=EVENING
    )

    assert isinstance(reply, Say)


BARE = Message(opening="x")


def _said_with(group: Riverside, reply: Reply) -> Reply:
    """Let a conversation that has dropped something of Mina's give this reply."""
    _, pressed = promised(group)
    sent = calls.press(group.installation_id, "U-GRACE", Intent.DROP)
    with group.database.write() as transaction:
        joined = Joined(transaction)
        viewer = group.viewer("grace")
        drops.drop(database=joined, viewer=viewer, pressed=pressed, reason="", later=False, now=EVENING)
        call = replace(calls.call(group.database, sent, now=EVENING), database=joined)
        return cannot_wait.said_with(call, reply)


@pytest.mark.parametrize(
    "reply", [Nothing(), Say(message=BARE, in_room=True), Replace()], ids=["nothing", "in a room", "empty"]
)
def test_only_what_is_said_in_private_has_it(group: Riverside, reply: Reply) -> None:
    assert _said_with(group, reply) == reply


@pytest.mark.parametrize("reply", [Say(message=BARE), Replace(message=BARE)])
def test_a_whole_message_has_it_as_well(group: Riverside, reply: Reply) -> None:
    found = _said_with(group, reply)

    assert isinstance(found, Say | Replace)
    assert found.message is not None
    assert THURSDAY in plain.text(found.message)
