"""What a workbook changes about somebody's accepted action: they hear of it once, and they decide."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.domain.commitments import ShareState
from bot.domain.deliveries import DeliveryState
from bot.domain.permissions import ENGINE, Intent, Role
from bot.messages.model import Item
from bot.messages.plain import text
from handlers.conversations.replies import Replace, Reply
from storage import deliveries, members, people, revisions
from storage.database import Database
from tests.edited import DATA, DECEMBER, NOVEMBER, SHARED, TUESDAY, Group, edited, gather, say
from tests.workbooks import words_of

FINE, KEEP = "That's fine", "Keep it as it was"


@pytest.fixture
def group(database: Database) -> Group:
    return gather(database)


def _suggested(group: Group) -> None:
    group.taken(edited(group.exported(), say(DATA, "By when", DECEMBER)))


def _item_of(reply: Reply) -> str:
    assert isinstance(reply, Replace)
    assert reply.item is not None
    return "\n".join("".join(str(part) for part in line) for line in reply.item.lines)


def test_all_that_one_workbook_suggests_comes_in_one_notice(group: Group) -> None:
    copy = group.exported()
    group.taken(edited(copy, say(DATA, "By when", DECEMBER), say(SHARED, "What", "Read all the proofs")))

    words = text(group.post("Mina", TUESDAY))

    assert words.startswith("Riverside Progression Group: one thing to check with you.")
    assert "Sam suggests something else for two of yours. You decide." in words
    assert "By Thursday 3 December instead of Friday 27 November." in words
    assert "Its title would be “Read all the proofs”." in words
    assert words.count("[That's fine] [Keep it as it was]") == 2
    assert DATA not in words[:120]


def test_it_comes_once(group: Group) -> None:
    _suggested(group)
    group.post("Mina", TUESDAY)

    assert "suggests" not in text(group.post("Mina", TUESDAY + timedelta(days=2)))


def test_that_is_fine_lets_it_hold_and_tells_who_sent_it(group: Group) -> None:
    _suggested(group)
    message = group.post("Mina", TUESDAY)

    reply = group.answer_as("mina", message, DATA, FINE)

    assert "Thank you. I'll let Sam know.\nIt's by Thursday 3 December." in _item_of(reply)
    assert group.named(DATA).due == DECEMBER
    told = group.noted("Sam", "agreed")
    assert "Send course data: Mina at Castle College is fine with it. It's by Thursday 3 December." in told


def test_keep_it_as_it_was_keeps_it(group: Group) -> None:
    _suggested(group)
    message = group.post("Mina", TUESDAY)

    reply = group.answer_as("mina", message, DATA, KEEP)

    assert "That's fine. It stays as it was, and I'll let Sam know." in _item_of(reply)
    assert group.named(DATA).due == NOVEMBER
    told = group.noted("Sam", "kept")
    assert "Mina at Castle College would rather keep it. It's by Friday 27 November." in told


def test_a_second_answer_changes_nothing_and_shows_how_it_stands(group: Group) -> None:
    _suggested(group)
    message = group.post("Mina", TUESDAY)
    group.answer_as("mina", message, DATA, KEEP)

    reply = group.answer_as("mina", message, DATA, FINE)

    assert _item_of(reply) == "It's by Friday 27 November."
    assert group.named(DATA).due == NOVEMBER


def test_of_both_answers_at_once_one_holds(group: Group) -> None:
    _suggested(group)
    message = group.post("Mina", TUESDAY)

    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(group.answer_as, "mina", message, DATA, label) for label in (FINE, KEEP)]
        said = [_item_of(answer.result()).split("\n")[0] for answer in answers]

    assert sum(one.startswith("It's by") for one in said) == 1
    fine_holds = said[0].startswith("Thank you")
    assert group.named(DATA).due == (DECEMBER if fine_holds else NOVEMBER)


def test_what_was_done_meanwhile_is_not_asked_about(group: Group) -> None:
    _suggested(group)
    message = group.post("Mina", TUESDAY)
    share = group.named(DATA).shares[0]
    group.press(f"{share.id}.{share.version}", sender="mina", intent=Intent.DONE)

    reply = group.answer_as("mina", message, DATA, FINE)

    assert _item_of(reply) == "It's by Friday 27 November."
    assert group.named(DATA).due == NOVEMBER


def test_what_was_settled_before_it_went_is_never_said(group: Group) -> None:
    _suggested(group)
    share = group.named(DATA).shares[0]
    group.press(f"{share.id}.{share.version}", sender="mina", intent=Intent.DONE)

    group.post("Mina", TUESDAY)

    with group.database.read() as transaction:
        owed = deliveries.ledger(transaction, viewer=group.viewer)
    assert [one.state for one in owed if one.owed.step == "changed"] == [DeliveryState.WITHHELD]


def test_a_colleague_who_would_take_it_over_is_asked_then(group: Group) -> None:
    group.taken(edited(group.exported(), say(DATA, "Person", "Rob Stone")))
    message = group.post("Mina", TUESDAY)
    assert "Rob Stone would take it over." in text(message)

    reply = group.answer_as("mina", message, DATA, FINE)

    assert "Thank you. I'll ask Rob Stone, and let Sam know." in _item_of(reply)
    [share] = group.named(DATA).shares
    assert (share.person_id, share.state) == (group.person_id("Rob"), ShareState.PROPOSED)


def test_words_of_a_shared_action_wait_for_everybody(group: Group) -> None:
    group.taken(edited(group.exported(), say(SHARED, "What", "Read all the proofs")))
    first, second = group.post("Mina", TUESDAY), group.post("Kwame", TUESDAY)

    group.answer_as("mina", first, SHARED, FINE)
    assert group.named(SHARED)

    group.answer_as("kwame", second, SHARED, FINE)
    assert group.named("Read all the proofs")


def test_a_date_of_a_shared_action_is_each_ones_own(group: Group) -> None:
    later = DECEMBER + timedelta(days=7)
    group.taken(edited(group.exported(), say(SHARED, "By when", later)))
    message = group.post("Mina", TUESDAY)

    group.answer_as("mina", message, SHARED, FINE)

    assert sorted(share.own_due or DECEMBER for share in group.named(SHARED).shares) == [DECEMBER, later]


def test_what_holds_at_once_is_told(group: Group) -> None:
    edits = (say(DATA, "By when", DECEMBER), say(DATA, "Why it matters", "It goes to print"))
    group.taken(edited(group.exported(), *edits), agreed=("yes",), meeting=("2026-09-09",))

    words = text(group.post("Mina", TUESDAY))

    assert "Changed in the timetable" in words
    assert "Send course data: It's by Thursday 3 December now. New words: why it matters." in words


def test_somebody_of_another_partner_cannot_answer(group: Group) -> None:
    _suggested(group)
    message = group.post("Mina", TUESDAY)

    reply = group.answer_as("kwame", message, DATA, FINE)

    assert "That one is for somebody else" in words_of(reply)
    assert group.named(DATA).due == NOVEMBER


def test_the_runner_may_answer_for_somebody(group: Group) -> None:
    _suggested(group)
    with group.database.read() as transaction:
        [one] = revisions.of_upload(transaction, viewer=group.viewer, upload_id=1)

    group.press(f"{one.id}.fine", intent=Intent.ANSWER_CHANGE)

    assert group.named(DATA).due == DECEMBER


@pytest.mark.parametrize("arg", ["", "1", "1.maybe", "999.fine", "x.fine"])
def test_what_no_button_of_ours_carries_is_answered_with_a_sentence(group: Group, arg: str) -> None:
    reply = group.press(arg, intent=Intent.ANSWER_CHANGE)

    assert "That action isn't in the timetable any more." in words_of(reply)


def test_whose_doors_are_shut_is_not_asked(group: Group) -> None:
    joana_id = _newcomer(group)
    with group.database.write() as transaction:
        members.add(
            transaction,
            viewer=group.viewer,
            person_id=joana_id,
            role=Role.MEMBER,
            partner_id=group.partner_id("Castle"),
        )
    group.add("Ring the printer", NOVEMBER, ("Joana", "Castle"))

    made = group.taken(edited(group.exported(), say("Ring the printer", "By when", DECEMBER)))

    assert "Nobody is told." in words_of(made)
    assert group.named("Ring the printer").due == DECEMBER


def _newcomer(group: Group) -> int:
    with group.database.write() as transaction:
        return people.create(transaction, viewer=ENGINE, name="Joana Pereira", zone=None, now=group.now).id


def test_the_button_carries_the_name_of_its_action(group: Group) -> None:
    _suggested(group)
    message = group.post("Mina", TUESDAY)

    [item] = [one for one in message.blocks if isinstance(one, Item) and one.subject.startswith("revision")]
    assert [one.spoken for one in item.buttons] == [f"{FINE}: {DATA}", f"{KEEP}: {DATA}"]
