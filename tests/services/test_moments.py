"""What was queued at a good moment and could not be sent then: it is sorted anew, and never comes at a bad one."""

from datetime import UTC, datetime, timedelta

from bot.domain.commitments import Commitment, ShareState
from bot.domain.deliveries import DeliveryState, MessageState, Rule
from bot.domain.permissions import ENGINE
from bot.errors import DeliveryFailed
from bot.services import doors, outbox, planning
from storage import commitments, people
from storage.database import Database
from tests import riverside
from tests.office import Office, openings
from tests.outgoing import MINUTE, claimed, fail, stored
from tests.planned import DUE, add, answer, change, plan
from tests.riverside import NOW, Riverside

EARLIER = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 26, 8, 30, tzinfo=UTC)
SUNDAY_NIGHT = datetime(2026, 11, 29, 3, 0, tzinfo=UTC)
BUSY = DeliveryFailed("ratelimited", retry_after=30)
FATES = tuple[DeliveryState, Rule | None]


def fates(office: Office) -> list[FATES]:
    return [(one.state, one.rule) for one in office.ledger()]


def remind(group: Riverside, office: Office, now: datetime) -> None:
    """A reminder is due, its envelope queued, and the platform takes nothing."""
    plan(group, planning.plan_reminders, add(group, due=DUE), now=EARLIER)
    office.gather(now)


def test_envelope_that_could_not_go_by_day_does_not_go_by_night(group: Riverside, office: Office) -> None:
    remind(group, office, TUESDAY)

    assert office.send(TUESDAY + timedelta(hours=12)) == []
    assert [opening for _, opening in openings(office.run(THURSDAY))] == [
        "Riverside Progression Group: one thing for this week."
    ]
    assert fates(office)[:2] == [(DeliveryState.WITHHELD, Rule.MERGED), (DeliveryState.SENT, None)]


def test_reminder_is_not_shown_after_its_date(group: Riverside, office: Office) -> None:
    remind(group, office, THURSDAY)

    office.live(SUNDAY_NIGHT, SUNDAY_NIGHT + timedelta(hours=8), step=timedelta(hours=1))

    assert office.sent == []
    assert fates(office)[:2] == [(DeliveryState.WITHHELD, Rule.TOO_LATE)] * 2


def test_hello_that_could_not_go_waits_for_a_working_morning(database: Database) -> None:
    group = riverside.build(database)
    office, friday = Office(database), NOW + timedelta(days=1)
    doors.open_doors(
        database=database, viewer=group.viewer("sam"), person_ids=[group.person("mina").id], now=friday
    )
    office.gather(friday)

    sent = office.live(friday + timedelta(days=1), friday + timedelta(days=4), step=timedelta(hours=1))

    hellos = [at for at, one in sent if "MINA" in one.conversation]
    assert hellos == [friday + timedelta(days=3)]


def test_who_has_no_address_any_more_is_not_written_to(group: Riverside, office: Office) -> None:
    remind(group, office, TUESDAY)
    with group.database.write() as transaction:
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            external_ids=["U-MINA"],
            usable=False,
        )

    assert [office.send(TUESDAY), office.run(TUESDAY)] == [[], []]
    assert fates(office)[0] == (DeliveryState.WITHHELD, Rule.NO_ADDRESS)


def test_answer_that_could_not_go_waits_for_the_morning(group: Riverside, office: Office) -> None:
    answer(group, "mina", now=NOW)
    office.gather(NOW)

    assert office.run(NOW + timedelta(hours=12)) == []
    assert len(office.run(NOW + timedelta(days=1))) == 1


def test_yesterdays_list_is_not_todays(group: Riverside, office: Office) -> None:
    with group.database.write() as transaction:
        planning.open_doors(transaction, viewer=group.viewer("sam"), person_ids=[], now=NOW + MINUTE)
    office.run(NOW + MINUTE)
    office.gather(NOW + timedelta(days=1))

    monday = office.run(NOW + timedelta(days=4))

    assert [name for name, _ in openings(monday)] == ["sam"]


def test_room_is_welcomed_whatever_the_hour(group: Riverside, office: Office) -> None:
    with group.database.write() as transaction:
        planning.open_doors(transaction, viewer=group.viewer("sam"), person_ids=[], now=NOW)
    office.gather(NOW)

    assert [name for name, _ in openings(office.send(NOW + timedelta(hours=15)))] == ["riverside"]


def test_what_was_merged_comes_back_when_its_message_is_given_up(group: Riverside, office: Office) -> None:
    remind(group, office, THURSDAY)
    carried = fates(office)[:2]
    [outgoing] = outbox.claim(database=group.database, now=THURSDAY, limit=5)
    fail(group, outgoing, BUSY, THURSDAY)

    assert claimed(group, THURSDAY + timedelta(hours=10)) == []
    assert carried == [(DeliveryState.CLAIMED, Rule.MERGED), (DeliveryState.CLAIMED, None)]
    assert fates(office)[:2] == [(DeliveryState.PENDING, None)] * 2
    assert stored(group, outgoing.message_id).state is MessageState.DEAD


def test_what_was_merged_is_not_lost_with_what_was_to_say_it(group: Riverside, office: Office) -> None:
    shares = [add(group, state=ShareState.ACCEPTED, due=DUE).shares[0] for _ in range(6)]
    for share in shares:
        plan(group, planning.plan_reminders, _commitment(group, share.commitment_id), now=EARLIER)
    office.gather(TUESDAY)
    [sixth] = [one for one in office.ledger() if one.rule is Rule.MERGED]
    for share in shares:
        if share.id != sixth.owed.share_id:
            change(group, share, state=ShareState.DONE)

    for _ in range(2):
        office.run(TUESDAY)

    [found] = [one for one in office.ledger(sixth.owed.share_id) if one.id == sixth.id]
    assert found.state is DeliveryState.SENT


def _commitment(group: Riverside, commitment_id: int) -> Commitment:
    with group.database.read() as transaction:
        return commitments.get(transaction, viewer=group.viewer("sam"), commitment_id=commitment_id)
