"""Posting: what is due to somebody becomes messages, and what may not be said is withheld by its rule."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.commitments import ShareState
from bot.domain.deliveries import (
    DeliveryKind,
    DeliveryState,
    Destination,
    MessageKind,
    MessageState,
    NewMessage,
    Owed,
    Rule,
)
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, engine_in
from bot.messages import plain
from bot.services import envelopes, planning, room_posts
from storage import commitments, deliveries, installations, members, messages, people, rooms
from storage.database import Database
from tests import planned, riverside
from tests.elsewhere import valley_link
from tests.office import Office, openings, said
from tests.planned import DUE, add, plan
from tests.riverside import NOW, Riverside

TUESDAY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
EARLIER = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def fates(office: Office) -> list[tuple[str, DeliveryState, Rule | None]]:
    return [(one.owed.step, one.state, one.rule) for one in office.ledger()]


def remind(group: Riverside, *, due: date = DUE) -> int:
    """Plan the reminders of an action of Mina's, and return the share."""
    commitment = add(group, due=due)
    plan(group, planning.plan_reminders, commitment, now=EARLIER)
    return commitment.shares[0].id


def test_everything_due_goes_in_one_envelope(group: Riverside, office: Office) -> None:
    remind(group)
    plan(group, planning.plan_ask, add(group, state=ShareState.PROPOSED), now=EARLIER)

    assert openings(office.run(TUESDAY)) == [
        ("mina", "Riverside Progression Group: two things for this week.")
    ]
    assert openings(office.run(TUESDAY + MINUTE)) == []


def test_nothing_is_due_before_its_hour(group: Riverside, office: Office) -> None:
    remind(group)

    assert office.run(TUESDAY - MINUTE) == []


def test_next_person_is_found_after_the_last(group: Riverside) -> None:
    remind(group)
    mina = group.person("mina").id

    found = [
        envelopes.people_due(database=group.database, now=TUESDAY, limit=5, after=after)
        for after in (0, mina)
    ]

    assert found == [(mina,), ()]


def test_what_was_answered_meanwhile_is_withheld(group: Riverside, office: Office) -> None:
    plan(group, planning.plan_ask, add(group, state=ShareState.PROPOSED), now=EARLIER)
    share = next(one for one in office.ledger()).owed.share_id
    assert share is not None
    with group.database.read() as transaction:
        _, found = commitments.of_share(transaction, viewer=ENGINE, share_id=share)
    planned.change(group, found, state=ShareState.ACCEPTED)

    assert office.run(TUESDAY) == []
    assert fates(office) == [("ask-1", DeliveryState.WITHHELD, Rule.ANSWERED)]


def test_what_comes_too_late_is_withheld(group: Riverside, office: Office) -> None:
    remind(group)

    office.run(datetime(2026, 11, 28, 10, 0, tzinfo=UTC))

    assert fates(office)[:2] == [
        ("before-5", DeliveryState.WITHHELD, Rule.TOO_LATE),
        ("before-1", DeliveryState.WITHHELD, Rule.TOO_LATE),
    ]


def test_two_reminders_of_one_action_are_merged(group: Riverside, office: Office) -> None:
    remind(group)

    office.run(datetime(2026, 11, 26, 10, 0, tzinfo=UTC))

    assert fates(office)[:2] == [
        ("before-5", DeliveryState.WITHHELD, Rule.MERGED),
        ("before-1", DeliveryState.SENT, None),
    ]


def test_what_waits_is_due_later(group: Riverside, office: Office) -> None:
    remind(group)

    assert office.run(TUESDAY + timedelta(hours=10)) == []
    assert [one.owed.due_on for one in office.ledger()][:2] == [date(2026, 11, 26), date(2026, 11, 26)]


def test_somebody_without_an_address_gets_nothing_and_the_ledger_says_so(
    group: Riverside, office: Office
) -> None:
    plan(group, planning.plan_reminders, add(group, holders=(None, None, "dee")), now=EARLIER)
    commitment = add(group, holders=(None, None, "dee"))
    with group.database.write() as transaction:
        planning.plan_reminders(
            transaction,
            viewer=group.viewer("sam"),
            commitment=commitment,
            share=commitment.shares[2],
            now=EARLIER,
        )

    office.run(TUESDAY)

    assert fates(office)[0] == ("before-5", DeliveryState.WITHHELD, Rule.NO_ADDRESS)


def test_somebody_who_left_the_platform_has_no_address(group: Riverside, office: Office) -> None:
    remind(group)
    with group.database.write() as transaction:
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            external_ids=["U-MINA"],
            usable=False,
        )

    office.run(TUESDAY)

    assert fates(office)[0] == ("before-5", DeliveryState.WITHHELD, Rule.NO_ADDRESS)


def owe(group: Riverside, owed: Owed) -> None:
    with group.database.write() as transaction:
        deliveries.owe(transaction, viewer=ENGINE, owed=owed, now=NOW)


def test_somebody_who_is_no_member_any_more_is_not_written_to(group: Riverside, office: Office) -> None:
    with group.database.write() as transaction:
        gone = people.create(transaction, viewer=group.viewer("sam"), name="Pat Gone", zone=None, now=NOW)
    owe(group, replace(_hello(group), person_id=gone.id))

    office.run(NOW)

    assert fates(office) == [("hello", DeliveryState.WITHHELD, Rule.LEFT)]


def test_shut_doors_stay_shut(database: Database) -> None:
    group = riverside.build(database)
    owe(group, _hello(group))

    Office(database).run(NOW)

    assert fates(Office(database)) == [("hello", DeliveryState.WITHHELD, Rule.DOORS_SHUT)]


def test_second_hello_is_not_said(group: Riverside, office: Office) -> None:
    owe(group, _hello(group))

    office.run(NOW)

    assert fates(office) == [("hello", DeliveryState.WITHHELD, Rule.ANSWERED)]


def _hello(group: Riverside) -> Owed:
    return Owed(
        kind=DeliveryKind.HELLO,
        fact=f"hello:{group.partnership_id}",
        step="hello",
        partnership_id=group.partnership_id,
        due_on=NOW.date(),
        due_at=NOW,
        person_id=group.person("mina").id,
        off_day=True,
    )


def test_action_that_is_gone_is_said_no_more(group: Riverside, office: Office) -> None:
    share_id = remind(group)
    elsewhere = valley_link(group).partnership_id
    mina = group.person("mina").id
    owe(
        group,
        Owed(
            kind=DeliveryKind.REMINDER,
            fact="share:of another partnership",
            step="before-5",
            partnership_id=elsewhere,
            due_on=TUESDAY.date(),
            due_at=TUESDAY,
            person_id=mina,
            share_id=share_id,
        ),
    )

    office.run(TUESDAY)

    gone = [one for one in office.ledger() if one.owed.partnership_id == elsewhere]
    assert [(one.state, one.rule) for one in gone] == [(DeliveryState.WITHHELD, Rule.DROPPED)]


def test_partnerships_merge_where_one_address_serves_both(group: Riverside, office: Office) -> None:
    remind(group)
    elsewhere = valley_link(group, greeted=False).partnership_id
    owe(
        group,
        replace(
            _hello(group),
            fact=f"hello:{elsewhere}",
            partnership_id=elsewhere,
            due_at=TUESDAY,
            due_on=TUESDAY.date(),
        ),
    )
    _spend(group, date(2026, 11, 23))

    [(to, opening)] = openings(office.run(TUESDAY))

    assert (to, opening) == ("mina", "One thing for this week.")
    with group.database.read() as transaction:
        mina = members.member(transaction, viewer=engine_in(elsewhere), person_id=group.person("mina").id)
    assert mina is not None
    assert mina.greeted_at == TUESDAY


def _spend(group: Riverside, day: date) -> None:
    """Mina has had an envelope on this day already."""
    to = Destination(kind=AddressKind.SLACK, installation_id=group.installation_id, external_id="U-MINA")
    new = NewMessage(
        kind=MessageKind.ENVELOPE,
        to=to,
        local_date=day,
        part="",
        not_before=datetime(2030, 1, 1, tzinfo=UTC),
        person_id=group.person("mina").id,
    )
    with group.database.write() as transaction:
        message_id = messages.add(transaction, viewer=ENGINE, new=new, now=NOW)
        assert message_id is not None
        messages.change(
            transaction,
            viewer=ENGINE,
            message_id=message_id,
            since=MessageState.PENDING,
            changes={"state": MessageState.SENT},
        )


def test_something_wrong_with_one_person_waits_an_hour(group: Riverside, office: Office) -> None:
    remind(group)
    mina = group.person("mina").id

    envelopes.push_away(database=group.database, person_id=mina, now=TUESDAY)

    assert office.run(TUESDAY + 59 * MINUTE) == []
    assert len(office.run(TUESDAY + 60 * MINUTE)) == 1


def test_room_is_welcomed(group: Riverside, office: Office) -> None:
    with group.database.write() as transaction:
        planning.open_doors(transaction, viewer=group.viewer("sam"), person_ids=[], now=NOW)

    assert said(office.run(NOW), "riverside").startswith(
        "Hello. I'm Bywhen, and I'm here to help Riverside Progression Group keep its dates."
    )


@pytest.mark.parametrize("kind", [AddressKind.SLACK, AddressKind.TEAMS])
def test_room_reads_that_i_look_there_only_where_i_can(
    group: Riverside, office: Office, kind: AddressKind
) -> None:
    with group.database.write() as transaction:
        number = installations.register(
            transaction, viewer=ENGINE, kind=kind, external_id="county", name="", bot_id="", now=NOW
        )
        rooms.add(
            transaction, viewer=group.engine, installation_id=number, external_id="19:county", name="county"
        )
        planning.open_doors(transaction, viewer=group.viewer("sam"), person_ids=[], now=NOW)

    [there] = [one for one in office.run(NOW) if one.installation_id == number]

    looks = "I look in this room only to check" in plain.text(there.content)
    assert looks is (kind is AddressKind.SLACK)


def test_room_that_was_archived_meanwhile_is_left_alone(group: Riverside, office: Office) -> None:
    with group.database.write() as transaction:
        planning.open_doors(transaction, viewer=group.viewer("sam"), person_ids=[], now=NOW)
        rooms.note_usable(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            external_id=riverside.ROOM,
            usable=False,
        )

    assert room_posts.post(database=group.database, now=NOW, limit=5) == 0
    assert fates(office) == [("welcome", DeliveryState.WITHHELD, Rule.NO_ADDRESS)]


def test_same_message_twice_is_a_mistake(group: Riverside) -> None:
    remind(group)
    to = Destination(kind=AddressKind.SLACK, installation_id=group.installation_id, external_id="U-MINA")
    new = NewMessage(kind=MessageKind.ENVELOPE, to=to, local_date=TUESDAY.date(), part="", not_before=TUESDAY)
    with group.database.write() as transaction:
        messages.add(transaction, viewer=ENGINE, new=new, now=TUESDAY)

    with pytest.raises(LookupError):
        envelopes.post(database=group.database, person_ids=[group.person("mina").id], now=TUESDAY)
