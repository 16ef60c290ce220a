"""**Put it all back**: for a week, once, and only what nobody has touched since."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.domain.commitments import ShareState
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.permissions import Intent
from bot.messages.plain import text
from handlers.conversations.replies import Reply
from storage import deliveries
from storage.database import Database
from tests.edited import (
    DATA,
    DECEMBER,
    HALL,
    NOVEMBER,
    OCTOBER,
    SHARED,
    TUESDAY,
    Group,
    append,
    edited,
    gather,
    say,
)
from tests.workbooks import button_of, words_of

LATER = OCTOBER + timedelta(days=7)
NEW = "Pay for the hall"
ADDED = append(What=NEW, Who="Castle College", By_when=NOVEMBER)


@pytest.fixture
def group(database: Database) -> Group:
    return gather(database)


def _states(group: Group, title: str) -> set[ShareState]:
    return {share.state for share in group.named(title).shares}


def _made(group: Group) -> Reply:
    """A workbook with a new action, a change that holds, and a suggestion."""
    edits = (ADDED, say(HALL, "By when", LATER), say(DATA, "By when", DECEMBER))
    return group.taken(edited(group.exported(), *edits))


def test_everything_is_put_back(group: Group) -> None:
    before = [(one.wording, one.due) for one in group.timetable()]
    made = _made(group)

    words = words_of(group.put_back(made))

    assert words.startswith("Riverside Progression Group: it's put back.")
    assert "One action taken out again." in words
    assert "One action as it was before." in words
    assert "One question taken back." in words
    assert "Nobody is told." in words
    assert _states(group, NEW) == {ShareState.DROPPED}
    kept = [(one.wording, one.due) for one in group.timetable() if one.wording.title != NEW]
    assert kept == before


def test_who_had_not_heard_of_it_never_does(group: Group) -> None:
    group.put_back(_made(group))

    for name in ("Mina", "Kwame"):
        words = text(group.post(name, TUESDAY))
        assert NEW not in words
        assert "suggests" not in words
        assert "put back" not in words


def test_who_had_heard_of_it_is_told_once_more(group: Group) -> None:
    made = _made(group)
    group.post("Mina", TUESDAY)
    group.now = TUESDAY

    words = words_of(group.put_back(made))

    assert "One person had heard of it already, and I tell them once more." in words
    told = text(group.post("Mina", TUESDAY + timedelta(days=2)))
    assert "Sam has put back what a workbook had changed." in told
    assert "Pay for the hall: it's no longer in the timetable." in told
    assert "Send course data: it's by Friday 27 November, as it was before." in told
    assert "put back" not in text(group.post("Kwame", TUESDAY + timedelta(days=2)))
    assert "put back" not in text(group.post("Mina", TUESDAY + timedelta(days=7)))


def test_what_somebody_touched_since_stays_and_is_named(group: Group) -> None:
    made = _made(group)
    for title, sender in ((NEW, "mina"), (HALL, "kwame")):
        [share] = group.named(title).shares
        group.press(f"{share.id}.{share.version}", sender=sender, intent=Intent.ACCEPT)

    words = words_of(group.put_back(made))

    assert f"Touched since, so it stays\n\n• {NEW}\n• {HALL}" in words
    assert "taken out again" not in words
    assert _states(group, NEW) == {ShareState.ACCEPTED}
    assert group.named(HALL).due == LATER


def test_a_suggestion_that_was_agreed_is_put_back_too(group: Group) -> None:
    made = group.taken(edited(group.exported(), say(DATA, "By when", DECEMBER)))
    message = group.post("Mina", TUESDAY)
    group.answer_as("mina", message, DATA, "That's fine")
    assert group.named(DATA).due == DECEMBER

    group.put_back(made)

    assert group.named(DATA).due == NOVEMBER
    assert "as it was before" in text(group.post("Mina", TUESDAY + timedelta(days=2)))


def test_a_suggestion_that_was_kept_is_left(group: Group) -> None:
    made = group.taken(edited(group.exported(), say(DATA, "By when", DECEMBER)))
    message = group.post("Mina", TUESDAY)
    group.answer_as("mina", message, DATA, "Keep it as it was")

    assert "Nobody is told." in words_of(group.put_back(made))


def test_holders_words_and_done_are_put_back(group: Group) -> None:
    group.now += timedelta(days=90)
    edits = (
        say(DATA, "Person", "Rob Stone"),
        say(DATA, "Part of", "Fair"),
        say(SHARED, "State", "Done"),
    )
    agreed = {"agreed": ("yes",), "meeting": ("2026-09-09",)}
    made = group.taken(edited(group.exported(), *edits), **agreed)
    assert group.named(DATA).wording.heading == "Fair"

    group.put_back(made)

    [share] = group.named(DATA).shares
    assert (share.person_id, share.state) == (group.person_id("Mina"), ShareState.ACCEPTED)
    assert group.named(DATA).wording.heading == "Prospectus"
    assert _states(group, SHARED) == {ShareState.ACCEPTED}


def test_reminders_are_planned_as_they_were(group: Group) -> None:
    agreed = {"agreed": ("yes",), "meeting": ("2026-09-09",)}
    before = _open(group)
    made = group.taken(edited(group.exported(), say(DATA, "By when", DECEMBER)), **agreed)

    group.put_back(made)

    # The notice of the change stands there until its hour; it has nothing to say then.
    assert _open(group) - {(DeliveryKind.CHANGED, "upload:1", "changed")} == before


def _open(group: Group) -> set[tuple[DeliveryKind, str, str]]:
    with group.database.read() as transaction:
        owed = deliveries.ledger(transaction, viewer=group.viewer)
    open_ones = [one for one in owed if one.state is DeliveryState.PENDING]
    return {(one.owed.kind, one.owed.fact, one.owed.step) for one in open_ones}


def test_twice_is_once(group: Group) -> None:
    made = _made(group)
    group.put_back(made)
    after = group.timetable()

    assert "It's put back already, and nothing was done twice." in words_of(group.put_back(made))
    assert group.timetable() == after


def test_two_presses_at_once_put_it_back_once(group: Group) -> None:
    made = _made(group)

    with ThreadPoolExecutor(2) as pool:
        said = [pool.submit(group.put_back, made) for _ in range(2)]
        openings = sorted(words_of(one.result()).split("\n")[0] for one in said)

    assert [one.startswith("Riverside") for one in openings] == [False, True]
    assert _states(group, NEW) == {ShareState.DROPPED}


def test_after_a_week_it_stays(group: Group) -> None:
    made = _made(group)
    group.now += timedelta(days=7, seconds=1)

    assert "That was more than a week ago" in words_of(group.put_back(made))
    assert _states(group, NEW) == {ShareState.PROPOSED}


@pytest.mark.parametrize("arg", ["", "x", "999"])
def test_what_is_not_there_cannot_be_put_back(group: Group, arg: str) -> None:
    assert "I don't have that workbook any more." in words_of(group.press(arg, intent=Intent.PUT_BACK))


def test_only_who_sent_it_puts_it_back(group: Group) -> None:
    made = _made(group)

    assert "I don't have that workbook any more." in words_of(group.put_back(made, sender="grace"))
    assert "That one is for somebody else" in words_of(group.put_back(made, sender="mina"))
    assert _states(group, NEW) == {ShareState.PROPOSED}


def test_the_same_workbook_can_be_taken_again_afterwards(group: Group) -> None:
    content = edited(group.exported(), ADDED)
    group.put_back(group.taken(content))

    again = group.send(content)

    assert "one new action" in words_of(again)
    assert button_of(again, "Make these changes")
