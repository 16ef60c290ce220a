"""The rest of an action's life, through the table of routes."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.permissions import Intent
from bot.messages.model import Button, Item
from bot.services.presses import Pressed
from handlers.conversations.replies import OpenForm, Say
from storage import dependencies
from storage.database import Database
from tests import calls
from tests.coursing import buttons, own, told
from tests.pressing import add_action, answer, errors, labels, press, said, submit
from tests.promised import accepted, fresh, proposed, stored
from tests.riverside import Riverside, build

STALE = "By Friday 27 November"


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database, opened=True)


def _press_button(riverside: Riverside, who: str, button: Button) -> Any:
    sent = calls.press(riverside.installation_id, who, button.intent, arg=button.arg)
    return answer(riverside, sent)


def _labels(reply: Any) -> list[str]:
    assert isinstance(reply.item, Item)
    return [one.label for one in reply.item.buttons]


def _hand_over(riverside: Riverside, pressed: Pressed) -> Any:
    rob = f"person:{riverside.person('rob').id}"
    return submit(riverside, "U-MINA", Intent.HAND_OVER, pressed, person=rob)


def test_hand_over_from_the_form_to_the_colleagues_yes(riverside: Riverside) -> None:
    pressed = accepted(riverside)

    opened = press(riverside, "U-MINA", Intent.HAND_OVER, pressed)
    asked = _hand_over(riverside, pressed)
    yes = buttons(told(riverside, "rob")[0])["Accept"]
    first, second = (_press_button(riverside, "U-ROB", yes) for _ in range(2))

    assert labels(opened.form) == ["Who could take this on?", "A line for them"]
    assert said(asked) == "I'll ask them in their next message. Until they accept, it stays with you."
    assert said(first) == "Thank you. It's yours now, by Friday 27 November 2026. I'll let the others know."
    assert said(second) == "This one has been settled meanwhile, so there is nothing you need to do."


def test_colleague_may_say_no(riverside: Riverside) -> None:
    _hand_over(riverside, accepted(riverside))
    no = buttons(told(riverside, "rob")[0])["Not for me"]

    assert said(_press_button(riverside, "U-ROB", no)) == (
        "That's fine. I'll let them know, and it stays where it is."
    )


def test_hand_over_to_nobody_is_asked_again_in_the_form(riverside: Riverside) -> None:
    reply = submit(riverside, "U-MINA", Intent.HAND_OVER, accepted(riverside), person="person:999")

    assert errors(reply) == {"person": "Choose somebody from the list, so that I know whom to ask."}


@pytest.mark.parametrize("intent", [Intent.HAND_OVER, Intent.CHANGE, Intent.DROP, Intent.SERIES])
def test_form_of_an_old_message_shows_how_things_stand(riverside: Riverside, intent: Intent) -> None:
    pressed = accepted(riverside)
    old = replace(pressed, version=pressed.version - 1)

    assert said(press(riverside, "U-MINA", intent, old)) == STALE


@pytest.mark.parametrize(
    ("intent", "arg"), [(Intent.ANSWER_HAND_OVER, "x"), (Intent.ANSWER_EFFECT, "1.maybe")]
)
def test_button_that_is_none_of_ours_is_gone(riverside: Riverside, intent: Intent, arg: str) -> None:
    reply = answer(riverside, calls.press(riverside.installation_id, "U-MINA", intent, arg=arg))

    assert isinstance(reply, Say)


def test_change_opens_with_how_it_stands_and_says_that_it_is_changed(riverside: Riverside) -> None:
    pressed = accepted(riverside, why="The prospectus is made from it")

    opened = press(riverside, "U-SAM", Intent.CHANGE, pressed)
    changed = submit(riverside, "U-SAM", Intent.CHANGE, pressed, what="Send all of it")

    assert isinstance(opened, OpenForm)
    values = {field.name: field.value for field in opened.form.fields}
    assert (values["what"], values["why"]) == (("Send course data",), ("The prospectus is made from it",))
    assert labels(opened.form)[-3:] == ["Milestone", "Starts on", "Waits for"]
    assert said(changed) == "That's changed. Whoever has accepted it hears of it."
    assert changed.item.title == "Send all of it"


def test_change_that_needs_mending_comes_back(riverside: Riverside) -> None:
    reply = submit(riverside, "U-SAM", Intent.CHANGE, accepted(riverside), what="")

    assert errors(reply) == {"what": "Tell me what is to be done, in a few words."}


def test_drop_asks_once_and_can_be_put_back(riverside: Riverside) -> None:
    pressed = accepted(riverside)

    opened = press(riverside, "U-SAM", Intent.DROP, pressed)
    dropped = submit(riverside, "U-SAM", Intent.DROP, pressed)
    back = press(riverside, "U-SAM", Intent.RESTORE, fresh(riverside, pressed))

    assert opened.form.intro[0] == ("Take this out of the timetable?",)
    assert said(dropped) == "That's out of the timetable. Whoever knew of it hears in their next message."
    assert _labels(dropped) == ["Put it back"]
    assert said(back) == "It's back, as it stood."


def test_reason_that_is_too_long_comes_back(riverside: Riverside) -> None:
    reply = submit(riverside, "U-SAM", Intent.DROP, accepted(riverside), reason="x" * 301)

    assert list(errors(reply)) == ["reason"]


def test_series_is_begun_from_the_form_and_asks_which_ones_from_then_on(riverside: Riverside) -> None:
    pressed = accepted(riverside)

    opened = press(riverside, "U-SAM", Intent.SERIES, pressed)
    no_end = submit(riverside, "U-SAM", Intent.SERIES, pressed, every="month")
    begun = submit(riverside, "U-SAM", Intent.SERIES, pressed, every="month", until="2027-06-30")
    again = submit(riverside, "U-SAM", Intent.SERIES, pressed, every="month", until="2027-06-30")
    change = press(riverside, "U-SAM", Intent.CHANGE, fresh(riverside, pressed))

    assert labels(opened.form) == ["How often?", "Until"]
    assert errors(no_end) == {"until": "Until when? It needs a last date, so that it ends some day."}
    assert said(begun) == (
        "It comes round again by Thursday 24 December 2026. "
        "Sunday 27 December 2026 is closed, so it comes before."
    )
    assert said(again) == STALE
    assert labels(change.form)[0] == "Which ones?"


def test_day_to_be_reminded_is_picked_or_not_needed(riverside: Riverside) -> None:
    first = press(riverside, "U-MINA", Intent.ACCEPT, proposed(riverside))
    one, _, no_need = first.item.buttons

    assert _labels(first) == ["Thursday 12 November", "Thursday 19 November", "No need"]
    assert said(_press_button(riverside, "U-MINA", no_need)) == "That's fine. It's in."
    assert said(_press_button(riverside, "U-MINA", one)) == (
        "Thank you. I'll remind you on Thursday 12 November."
    )


def test_day_that_is_none_changes_nothing(riverside: Riverside) -> None:
    pressed = accepted(riverside)

    assert said(press(riverside, "U-MINA", Intent.ACCEPT, pressed, "day_20261399")) == STALE


def test_third_new_date_offers_a_call(riverside: Riverside) -> None:
    pressed = accepted(riverside)
    for day in ("2026-12-04", "2026-12-11"):
        submit(riverside, "U-MINA", Intent.MORE_TIME, fresh(riverside, pressed), date=day)

    offered = press(riverside, "U-MINA", Intent.MORE_TIME, fresh(riverside, pressed))
    [ring] = offered.item.buttons
    rung = _press_button(riverside, "U-MINA", ring)
    talked = press(riverside, "U-SAM", Intent.DECIDE_DATE, fresh(riverside, pressed), "talked")

    assert said(offered) == "This would be its third new date. Would a call be quicker? Sam can ring you."
    assert said(rung) == "Thank you. Sam will see it in the next morning list."
    assert said(talked) == "Thank you. It stays by Friday 11 December 2026 until a new date is agreed."


def test_moved_start_is_all_right_or_talked_about(riverside: Riverside) -> None:
    needed = accepted(riverside)
    proof = own(riverside, "dee", what="Proof-read it", by_when="11 December 2026")
    with riverside.database.write() as transaction:
        ids = [stored(riverside, one)[0].id for one in (proof, needed)]
        sam = riverside.viewer("sam")
        dependencies.set_needs(transaction, viewer=sam, commitment_id=ids[0], needs_ids=ids[1:])
    submit(riverside, "U-MINA", Intent.MORE_TIME, needed, date="2026-12-08")
    _agree(riverside, needed)
    sent = [
        calls.press(riverside.installation_id, "U-SAM", Intent.ANSWER_EFFECT, arg=f"1.{word}")
        for word in ("yes", "no", "talked")
    ]

    assert [said(answer(riverside, one)) for one in sent] == [
        "Thank you. It stays like that.",
        "Good idea. Sam will see it in the next morning list.",
        "Thank you. I've taken it off your list.",
    ]


def _agree(riverside: Riverside, pressed: Pressed) -> None:
    press(riverside, "U-SAM", Intent.DECIDE_DATE, fresh(riverside, pressed), "agree")
    assert stored(riverside, pressed)[0].due == date(2026, 12, 8)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("add Castle to send course data by Blursday", "by_when"),
        ("add Meadow Farm to send course data by 27 November", "partner"),
    ],
)
def test_line_that_could_not_be_read_opens_the_form_and_says_so(
    riverside: Riverside, words: str, field: str
) -> None:
    reply = answer(riverside, calls.command(riverside.installation_id, "U-SAM", words))

    shown = {one.name: one for one in reply.form.fields}
    assert shown[field].error
    assert "send course data" in shown["what"].value[0].lower()


def test_what_comes_round_is_said_when_it_is_added(riverside: Riverside) -> None:
    reply = add_action(riverside, every="week", until="2026-12-31")

    shown = [block.text[0] for block in reply.message.blocks if block.kind == "paragraph"]
    assert "It comes round again by Friday 4 December 2026." in shown
