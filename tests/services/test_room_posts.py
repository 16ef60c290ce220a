"""Posts in rooms, sent: two a week, one a day, celebrations before quick wins."""

from datetime import UTC, datetime, timedelta

from bot.domain.deliveries import DeliveryKind, Owed
from bot.services import milestones, room_posts
from storage import deliveries, rooms
from tests import marked
from tests.office import Office
from tests.riverside import ROOM, Riverside

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def celebrate(group: Riverside, title: str, *, now: datetime) -> None:
    made = marked.planned(group, title=title)
    milestones.reach_by_hand(
        database=group.database, viewer=group.viewer("sam"), milestone_id=made.id, now=now
    )
    marked.celebrate(group, made, now=now)


def posts(office: Office, start: datetime, end: datetime) -> list[tuple[str, str]]:
    """Return the day and the first words of each post in the room."""
    sent = office.live(start, end, step=timedelta(minutes=30))
    return [(f"{now:%A %H.%M}", one.content.opening) for now, one in sent if one.conversation == ROOM]


def test_third_post_of_a_week_waits_for_monday(group: Riverside) -> None:
    for number in range(3):
        celebrate(group, f"Number {number} is done", now=MONDAY)

    assert posts(Office(group.database), MONDAY, MONDAY + 8 * DAY) == [
        ("Monday 09.00", "Number 0 is done."),
        ("Tuesday 08.30", "Number 1 is done."),
        ("Monday 08.30", "Number 2 is done."),
    ]


def test_what_is_celebrated_in_the_evening_waits_for_the_morning(group: Riverside) -> None:
    friday_evening = MONDAY + 4 * DAY + timedelta(hours=11)
    celebrate(group, "The fair is over", now=friday_evening)

    assert posts(Office(group.database), friday_evening, friday_evening + 3 * DAY) == [
        ("Monday 08.30", "The fair is over."),
    ]


def test_celebration_goes_before_what_was_owed_earlier(group: Riverside) -> None:
    with group.database.write() as transaction:
        [room] = rooms.all_of(transaction, viewer=group.engine)
        owed = Owed(
            kind=DeliveryKind.QUICK_WINS,
            fact="quick-wins:1",
            step="quick_wins",
            partnership_id=group.partnership_id,
            due_on=MONDAY.date(),
            due_at=MONDAY - DAY,
            room_id=room.id,
        )
        deliveries.owe(transaction, viewer=group.engine, owed=owed, now=MONDAY)
    celebrate(group, "The fair is over", now=MONDAY)

    due = room_posts.due(database=group.database, now=MONDAY, limit=9)

    assert [one.owed.kind for one in due] == [DeliveryKind.CELEBRATION, DeliveryKind.QUICK_WINS]


def test_each_room_has_its_own_count(group: Riverside) -> None:
    with group.database.write() as transaction:
        rooms.add(
            transaction,
            viewer=group.viewer("sam"),
            installation_id=group.installation_id,
            external_id="C-SECOND",
            name="#second",
        )
    celebrate(group, "The fair is over", now=MONDAY)

    assert room_posts.post(database=group.database, now=MONDAY, limit=9) == 2
