"""The day that is named to whoever puts something in is the day on which its holder is asked."""

from datetime import UTC, date, datetime, timedelta

from bot.domain.asking import AskPlan
from bot.domain.deliveries import Destination, MessageKind, NewMessage
from bot.domain.evidence import Stage
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, myself
from bot.services.commitments import Added
from storage import manners, messages, people, stages
from tests.elsewhere import valley_link
from tests.office import Office, said
from tests.promised import add
from tests.riverside import NOW, Riverside

TUESDAY = datetime(2026, 9, 15, 7, 30, tzinfo=UTC)
"""Half past eight in London, one of Mina's hours."""

DAY = timedelta(days=1)
A_LITTLE = timedelta(minutes=10)


def asked(added: Added) -> AskPlan | None:
    [holding] = added.holdings
    return holding.plan


def envelope(group: Riverside, *, on: date, now: datetime) -> None:
    """Something has gone to Mina on a day."""
    with group.database.write() as transaction:
        new = NewMessage(
            kind=MessageKind.ENVELOPE,
            to=Destination(
                kind=AddressKind.SLACK, installation_id=group.installation_id, external_id="U-MINA"
            ),
            local_date=on,
            part="",
            not_before=now,
            person_id=group.person("mina").id,
        )
        messages.add(transaction, viewer=ENGINE, new=new, now=now)


def test_what_is_added_before_the_envelope_goes_rides_in_it(group: Riverside, office: Office) -> None:
    added = add(group, what="Sign accord", now=TUESDAY - A_LITTLE)

    assert asked(added) == AskPlan(on=TUESDAY.date(), late=False)
    assert "Sign accord" in said(office.run(TUESDAY), "mina")


def test_what_is_added_after_the_envelope_of_the_day_has_gone_comes_with_the_next(
    group: Riverside, office: Office
) -> None:
    add(group)
    office.run(TUESDAY)

    added = add(group, what="Sign accord", now=TUESDAY + A_LITTLE)

    assert asked(added) == AskPlan(on=date(2026, 9, 17), late=False)
    assert office.run(TUESDAY + A_LITTLE) == []
    assert "Sign accord" in said(office.run(TUESDAY + 2 * DAY), "mina")


def test_after_that_envelope_the_next_regular_day_can_be_too_late(group: Riverside, office: Office) -> None:
    add(group)
    office.run(TUESDAY)

    added = add(group, what="Sign accord", by_when="17 September 2026", now=TUESDAY + A_LITTLE)

    assert asked(added) == AskPlan(on=date(2026, 9, 16), late=True)
    assert "Sign accord" in said(office.run(TUESDAY + DAY), "mina")


def test_day_is_that_after_a_week_in_peace(group: Riverside, office: Office) -> None:
    mina = group.person("mina").id
    with group.database.write() as transaction:
        manners.be_quiet(transaction, viewer=myself(mina), person_id=mina, until=date(2026, 9, 21))

    added = add(group, what="Sign accord", now=TUESDAY - A_LITTLE)

    assert asked(added) == AskPlan(on=date(2026, 9, 22), late=False)
    assert office.run(TUESDAY) == []
    assert "Sign accord" in said(office.run(TUESDAY + 7 * DAY), "mina")


def test_day_is_of_the_next_week_where_one_envelope_a_week_is_enough(
    group: Riverside, office: Office
) -> None:
    with group.database.write() as transaction:
        stages.put_in_force(
            transaction, viewer=group.viewer("sam"), stage=Stage.FLYING, since=NOW.date(), now=NOW
        )
    add(group)
    office.run(TUESDAY)

    added = add(group, what="Sign accord", now=TUESDAY + A_LITTLE)

    assert asked(added) == AskPlan(on=date(2026, 9, 22), late=False)
    assert office.run(TUESDAY + 2 * DAY) == []
    assert "Sign accord" in said(office.run(TUESDAY + 7 * DAY), "mina")


def test_what_would_come_too_late_for_a_week_in_peace_names_no_day(group: Riverside) -> None:
    mina = group.person("mina").id
    with group.database.write() as transaction:
        manners.be_quiet(transaction, viewer=myself(mina), person_id=mina, until=date(2026, 9, 21))

    added = add(group, by_when="18 September 2026", now=TUESDAY - A_LITTLE)

    assert asked(added) == AskPlan(on=TUESDAY.date(), late=False, is_certain=False)


def test_no_day_is_named_that_hangs_on_another_partnership(group: Riverside) -> None:
    valley_link(group)
    envelope(group, on=TUESDAY.date(), now=TUESDAY)

    plan = asked(add(group, now=TUESDAY + A_LITTLE))

    assert plan is not None
    assert (plan.is_certain, plan.late) == (False, False)


def test_whoever_has_no_address_is_planned_for_all_the_same(group: Riverside) -> None:
    with group.database.write() as transaction:
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            external_ids=["U-MINA"],
            usable=False,
        )

    assert asked(add(group, now=TUESDAY - A_LITTLE)) == AskPlan(on=TUESDAY.date(), late=False)
