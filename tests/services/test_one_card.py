"""An action of several partners stands once in the runner's list, and rests when it has been told."""

from datetime import date, timedelta

import pytest

from bot.domain.commitments import Commitment
from bot.domain.importance import Importance
from bot.domain.permissions import Intent
from bot.errors import Refused
from bot.messages.model import Item
from bot.messages.plain import of_block, text
from bot.services import follow_ups, readers
from bot.services.presses import Pressed
from storage.database import Database
from tests import riverside
from tests.dates import FRIDAY, Autumn, at

WEDNESDAY = date(2026, 9, 30)
DAY = timedelta(days=1)
WHO = "No word yet from two partners: Castle College (Rob Stone) and Partnership office (Grace Obi)."


@pytest.fixture
def autumn(database: Database) -> Autumn:
    made = Autumn(riverside.build(database, opened=True))
    made.agreed_by_all()
    return made


def _cards(autumn: Autumn, day: date) -> list[Item]:
    viewer = autumn.group.viewer("sam")
    with autumn.group.database.read() as transaction:
        reader = readers.reader(transaction, viewer=viewer, person_id=viewer.person_id)
        assert reader is not None
        found = follow_ups.of_morning(transaction, reader, at(day))
    return [block for one in found for block in one.blocks if isinstance(block, Item)]


def _asked(autumn: Autumn, **how: object) -> Commitment:
    made = autumn.promised(**{"holders": ("rob", "grace"), **how})
    autumn.work(WEDNESDAY)
    autumn.look(WEDNESDAY)
    return made


def _lists(autumn: Autumn) -> dict[date, str]:
    """What Sam was sent in lists, by day."""
    return {
        now.date(): text(outgoing.content)
        for now, outgoing in autumn.office.sent
        if outgoing.conversation.endswith("-SAM") and "Good morning, Sam" in text(outgoing.content)
    }


def test_action_of_two_partners_is_one_card_with_the_way_to_each(autumn: Autumn) -> None:
    made = _asked(autumn)

    [card] = _cards(autumn, WEDNESDAY)

    assert of_block(card).startswith(f"Send course data\n{WHO} This was for Friday 25 September.")
    assert not card.buttons
    assert [(one.label, one.intent, one.opens) for one in card.more] == [
        ("Rob Stone", Intent.FOLLOW_UP, False),
        ("Grace Obi", Intent.FOLLOW_UP, False),
    ]
    assert card.subject == f"commitment:{made.id}:asked"


def test_what_is_done_about_one_of_them_is_said_beside_its_partner(autumn: Autumn) -> None:
    made = _asked(autumn)
    pressed = autumn.pressed(made)
    follow_ups.press(
        database=autumn.group.database,
        viewer=autumn.group.viewer("sam"),
        pressed=pressed,
        word="ring",
        now=at(WEDNESDAY),
    )
    assert [one.subject for one in _cards(autumn, WEDNESDAY)] == [f"share:{made.shares[1].id}"]

    [card] = _cards(autumn, WEDNESDAY + DAY)

    said = of_block(card)
    assert "No word yet from one partner: Partnership office (Grace Obi)." in said
    assert "Castle College: You said that you'd ring." in said


def test_critical_action_of_two_partners_is_decided_for_each(autumn: Autumn) -> None:
    _asked(autumn, importance=Importance.CRITICAL, due=WEDNESDAY, last_safe=WEDNESDAY)

    [card] = _cards(autumn, WEDNESDAY)

    said = of_block(card)
    assert "Much hangs on this. It's for Wednesday 30 September." in said
    assert "Today is the last safe date." in said
    assert "Shall we wait, or go without it? Choose for each of them." in said


def test_who_is_rung_and_not_written_to_stands_on_the_same_card(autumn: Autumn) -> None:
    _asked(autumn, holders=("rob", None, None))

    [card] = _cards(autumn, WEDNESDAY)

    assert len(card.more) == 3


def test_one_of_several_is_shown_with_what_may_be_pressed(autumn: Autumn) -> None:
    made = _asked(autumn)
    database, sam = autumn.group.database, autumn.group.viewer("sam")

    shown = follow_ups.show(database=database, viewer=sam, pressed=autumn.pressed(made), now=at(WEDNESDAY))

    assert shown.asked is not None
    assert shown.asked.may.helper == "Mina Iqbal"
    pressed = autumn.pressed(made)
    follow_ups.press(database=database, viewer=sam, pressed=pressed, word="go_without", now=at(WEDNESDAY))
    gone = follow_ups.show(database=database, viewer=sam, pressed=pressed, now=at(WEDNESDAY, 10))
    assert gone.asked is None
    with pytest.raises(Refused, match="action_gone"):
        follow_ups.show(
            database=database, viewer=sam, pressed=Pressed(share_id=99, version=1), now=at(WEDNESDAY)
        )


def test_what_a_list_has_told_rests_until_next_week(autumn: Autumn) -> None:
    autumn.promised(holders=("rob", "grace"))

    autumn.live(FRIDAY, date(2026, 10, 6), step=timedelta(hours=1))

    lists = _lists(autumn)
    told = [day for day, said in lists.items() if "No word yet from two partners" in said]
    assert WEDNESDAY in told
    assert date(2026, 10, 1) not in told
    # By Monday somebody has been asked to help with one of them.
    assert "No word yet from one partner" in lists[date(2026, 10, 5)]
    assert (
        "I've told you of one more thing already, and come back to it next week.\n\n[Show all]"
        in lists[date(2026, 10, 1)]
    )
    assert all(said.count("Send course data") <= 1 for said in lists.values())


def test_what_is_critical_is_told_every_day(autumn: Autumn) -> None:
    autumn.promised(holders=("rob", "grace"), importance=Importance.CRITICAL)

    autumn.live(date(2026, 9, 21), FRIDAY, step=timedelta(hours=1))

    told = [day for day, said in _lists(autumn).items() if "No word yet from two partners" in said]
    assert told == [date(2026, 9, 22), date(2026, 9, 23), date(2026, 9, 24), FRIDAY]
