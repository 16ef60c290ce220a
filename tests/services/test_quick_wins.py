"""Quick wins: one line on a Friday in every room, and a question to the runner when none is in sight."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.domain.deliveries import DeliveryKind
from bot.domain.milestones import Milestone, MilestoneState
from bot.domain.mornings import Rank
from bot.domain.partnerships import Going
from bot.domain.permissions import ENGINE
from bot.messages import plain
from bot.messages.model import Message
from bot.services import celebrations, milestones, posts, quick_wins, readers
from storage import deliveries, rooms
from storage.database import Database
from storage.tables import PartnershipRow
from tests import marked, riverside
from tests.riverside import NOW, ROOM, Riverside

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)
FRIDAY_NOON = datetime(2026, 11, 27, 12, 15, tzinfo=UTC)
WEEK = timedelta(days=7)


def won(group: Riverside, title: str, *, now: datetime = TUESDAY) -> Milestone:
    made = marked.planned(group, title=title, is_quick_win=True)
    milestones.reach_by_hand(
        database=group.database, viewer=group.viewer("sam"), milestone_id=made.id, now=now
    )
    return made


def posted(group: Riverside) -> list[str]:
    with group.database.read() as transaction:
        found = deliveries.ledger(transaction, viewer=group.engine)
        return [
            plain.text(posts.write(transaction, delivery=one, now=FRIDAY_NOON))
            for one in found
            if one.owed.kind is DeliveryKind.QUICK_WINS
        ]


def test_quick_wins_of_a_week_are_told_on_friday_in_one_post(group: Riverside) -> None:
    made = [won(group, title) for title in ("The shared calendar is up", "We have a logo")]

    before = quick_wins.gather(database=group.database, now=FRIDAY_NOON - timedelta(seconds=1))
    told = quick_wins.gather(database=group.database, now=FRIDAY_NOON)
    again = quick_wins.gather(database=group.database, now=FRIDAY_NOON + WEEK)

    assert (before, told, again) == (0, 2, 0)
    assert posted(group) == ["Two quick wins this week.\n\n• The shared calendar is up.\n• We have a logo."]
    found = [marked.stored(group, one) for one in made]
    assert {(one.state, one.marked_by, one.marked_at) for one in found} == {
        (MilestoneState.CELEBRATED, None, FRIDAY_NOON)
    }


def test_what_is_won_after_noon_is_told_a_week_later(group: Riverside) -> None:
    won(group, "The shared calendar is up", now=FRIDAY_NOON + timedelta(hours=1))

    told = [
        quick_wins.gather(database=group.database, now=now)
        for now in (FRIDAY_NOON + timedelta(hours=2), FRIDAY_NOON + WEEK)
    ]

    assert told == [0, 1]
    assert posted(group) == ["A quick win this week: The shared calendar is up."]


def test_one_marked_by_hand_is_not_told_again(group: Riverside) -> None:
    made = won(group, "The shared calendar is up")
    marked.celebrate(group, marked.stored(group, made), now=TUESDAY)

    assert quick_wins.gather(database=group.database, now=FRIDAY_NOON) == 0
    assert posted(group) == []


def test_not_yet_keeps_it_back_until_it_was_asked_about_again(group: Riverside) -> None:
    made = won(group, "The shared calendar is up", now=FRIDAY_NOON - timedelta(hours=20))
    celebrations.put_off(
        database=group.database,
        viewer=group.viewer("sam"),
        milestone_id=made.id,
        now=FRIDAY_NOON - timedelta(hours=4),
    )

    told = [quick_wins.gather(database=group.database, now=FRIDAY_NOON + number * WEEK) for number in (0, 1)]

    assert told == [0, 1]


def test_while_nobody_looks_after_it_nothing_is_told(group: Riverside) -> None:
    won(group, "The shared calendar is up")

    assert quick_wins.gather(database=group.database, now=FRIDAY_NOON + 4 * WEEK) == 0


def test_without_a_room_it_stays_with_the_runner(group: Riverside) -> None:
    made = won(group, "The shared calendar is up")
    with group.database.write() as transaction:
        rooms.note_usable(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            external_id=ROOM,
            usable=False,
        )

    assert quick_wins.gather(database=group.database, now=FRIDAY_NOON) == 0
    assert marked.stored(group, made).state is MilestoneState.REACHED


def test_before_the_doors_open_nothing_is_told(database: Database) -> None:
    group = riverside.build(database)
    won(group, "The shared calendar is up")

    assert quick_wins.gather(database=database, now=FRIDAY_NOON) == 0


def going(group: Riverside, how: Going | None) -> None:
    with group.database.write() as transaction:
        one = PartnershipRow.id == group.partnership_id
        transaction.connection.execute(update(PartnershipRow).where(one).values(going=how))


def asked(group: Riverside, now: datetime) -> list[str]:
    with group.database.read() as transaction:
        member = group.members["sam"]
        reader = readers.of_member(transaction, viewer=group.engine, membership=member)
        found = quick_wins.of_morning(transaction, reader, now)
    assert all(one.rank is Rank.CAN_WAIT and one.asks for one in found)
    return [plain.text(Message(opening="", blocks=one.blocks)).strip() for one in found]


@pytest.mark.parametrize(
    ("how", "weeks"), [(Going.FORMING, "six"), (Going.FRUSTRATION, "four"), (Going.FLYING, ""), (None, "")]
)
def test_runner_is_asked_to_pick_one_when_none_is_in_sight(
    group: Riverside, how: Going | None, weeks: str
) -> None:
    going(group, how)

    found = asked(group, NOW + WEEK)

    assert found == ([_ASKED.format(weeks=weeks)] if weeks else [])


_ASKED = (
    "No quick win is in sight for {weeks} weeks of term. "
    "Small things that everybody can see keep a partnership going. Could you pick one?\n\n"
    "[Add a milestone] [Milestones]"
)


def test_runner_is_not_asked_in_the_first_week_or_when_one_is_planned(group: Riverside) -> None:
    going(group, Going.FORMING)
    early = asked(group, NOW + timedelta(days=6))
    marked.planned(group, is_quick_win=True, by_when="25 September 2026")

    assert (early, asked(group, NOW + WEEK)) == ([], [])


def test_in_a_draft_nobody_is_asked(database: Database) -> None:
    group = riverside.build(database)
    going(group, Going.FORMING)

    assert asked(group, NOW + WEEK) == []
