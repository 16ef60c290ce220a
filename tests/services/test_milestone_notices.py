"""What runner, chair and whoever has no room hear about milestones."""

from datetime import UTC, datetime, timedelta

from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState, Owed
from bot.messages import plain
from bot.messages.model import Item, Message
from bot.messages.notices import Notice
from bot.services import celebrations, milestone_notices, planning, readers
from bot.services.readers import Reader
from storage.database import Transaction
from tests import marked
from tests.marked import LATER
from tests.office import Office, said
from tests.riverside import NOW, Riverside

FRIDAY = datetime(2026, 9, 11, 7, 30, tzinfo=UTC)
"""The morning after everything began, half past eight in London."""

DAY = timedelta(days=1)


def reader(transaction: Transaction, group: Riverside, name: str) -> Reader:
    return readers.of_member(transaction, viewer=group.engine, membership=group.members[name])


def of_morning(group: Riverside, now: datetime = FRIDAY) -> list[Notice]:
    with group.database.read() as transaction:
        return list(milestone_notices.of_morning(transaction, reader(transaction, group, "sam"), now))


def words(notice: Notice | None) -> str:
    assert notice is not None
    return plain.text(Message(opening="", blocks=notice.blocks)).strip()


def labels(notice: Notice) -> tuple[list[str], list[str]]:
    [item] = [block for block in notice.blocks if isinstance(block, Item)]
    return [one.label for one in item.buttons], [one.label for one in item.more]


def about(kind: DeliveryKind, milestone_id: int, group: Riverside) -> Delivery:
    owed = Owed(
        kind=kind,
        fact=f"milestone:{milestone_id}",
        step="told",
        partnership_id=group.partnership_id,
        due_on=NOW.date(),
        due_at=NOW,
        person_id=group.person("grace").id,
    )
    return Delivery(id=1, owed=owed, state=DeliveryState.PENDING, rule=None, message_id=None)


def test_runner_is_asked_on_the_morning_after(group: Riverside) -> None:
    marked.reached(group)

    [notice] = of_morning(group)

    assert "Everything in it is done. Shall we celebrate?" in words(notice)
    assert labels(notice) == (["Celebrate", "Not yet"], ["Quietly", "Change"])
    assert notice.asks


def test_nothing_is_asked_about_what_is_planned_or_marked(group: Riverside) -> None:
    marked.planned(group)
    made = marked.reached(group, title="The fair is over")
    celebrations.mark_quietly(
        database=group.database, viewer=group.viewer("grace"), milestone_id=made.id, now=LATER
    )

    assert of_morning(group) == []


def test_quick_win_is_told_to_the_runner_once(group: Riverside) -> None:
    marked.reached(group, is_quick_win=True)

    assert "I'll tell it on Friday in one line" in words(of_morning(group)[0])
    assert labels(of_morning(group)[0]) == (["Celebrate", "Quietly"], ["Change"])
    assert of_morning(group, FRIDAY + 5 * DAY) == []


def test_who_has_a_telephone_only_is_sent_a_picture_by_post(group: Riverside) -> None:
    marked.celebrated(group)

    [notice] = of_morning(group)

    assert words(notice).startswith(
        "Dee Frame has a telephone only, and hasn't seen this: The joint prospectus is out. "
        "You could print the picture and post it."
    )
    assert not notice.asks


def test_where_everybody_can_be_written_to_nothing_is_sent_by_post(group: Riverside) -> None:
    made = marked.celebrated(group)
    with group.database.write() as transaction:
        marked.give_page(transaction, group, "dee")

    assert marked.stored(group, made).marked_at == LATER
    assert of_morning(group) == []


def test_chair_is_told_until_it_is_marked(group: Riverside) -> None:
    made = marked.reached(group)
    delivery = about(DeliveryKind.MILESTONE, made.id, group)

    def told() -> Notice | None:
        with group.database.read() as transaction:
            grace = reader(transaction, group, "grace")
            return milestone_notices.write_reached(transaction, grace, delivery, LATER)

    before = told()
    marked.celebrate(group, made)

    assert "Shall we celebrate?" in words(before)
    assert told() is None


def test_news_say_what_the_room_reads(group: Riverside) -> None:
    made = marked.celebrated(group, makes_possible="choosing early")

    with group.database.read() as transaction:
        mina = reader(transaction, group, "mina")
        delivery = about(DeliveryKind.NEWS, made.id, group)
        notice = milestone_notices.write_news(transaction, mina, delivery, LATER)

    assert words(notice).startswith("Some news. The joint prospectus is out.\n\nMade by")
    assert notice is not None
    assert not notice.asks


def test_news_of_what_is_not_there_are_not_told(group: Riverside) -> None:
    with group.database.read() as transaction:
        mina = reader(transaction, group, "mina")
        delivery = about(DeliveryKind.NEWS, 99, group)

        assert milestone_notices.write_news(transaction, mina, delivery, LATER) is None


def mornings(group: Riverside, days: int) -> list[str]:
    """Return the dates on which Sam's list asks about the milestone."""
    office = Office(group.database)
    with group.database.write() as transaction:
        planning.open_doors(transaction, viewer=group.viewer("sam"), person_ids=[], now=NOW)
    found = []
    for number in range(days):
        now = FRIDAY + number * DAY
        tried = office.run(now)
        if any("Celebrate" in plain.text(one.content) for one in tried if _to_sam(one.conversation)):
            found.append(f"{now:%A %d %B}")
    return found


def _to_sam(conversation: str) -> bool:
    return conversation.endswith("SAM")


def test_runner_is_reminded_after_two_and_ten_days_in_term_and_then_no_more(group: Riverside) -> None:
    marked.reached(group)

    assert mornings(group, 30) == [
        "Friday 11 September",
        "Tuesday 15 September",
        "Friday 25 September",
    ]


def test_not_yet_is_not_asked_again_for_two_days_in_term(group: Riverside) -> None:
    made = marked.reached(group)
    celebrations.put_off(database=group.database, viewer=group.viewer("sam"), milestone_id=made.id, now=LATER)

    assert mornings(group, 30) == ["Tuesday 15 September", "Friday 25 September"]


def test_chair_reads_it_in_the_next_envelope(group: Riverside) -> None:
    marked.reached(group)

    tuesday = Office(group.database).run(datetime(2026, 9, 15, 7, 30, tzinfo=UTC))

    letter = said([one for one in tuesday if one.conversation.endswith("GRACE")], "grace")
    assert letter.startswith("Riverside Progression Group: ")
    assert "Shall we celebrate?" in letter
