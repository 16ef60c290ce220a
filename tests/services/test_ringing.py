"""Whoever would rather be rung than written to."""

from datetime import timedelta

import pytest

from bot.domain.deliveries import DeliveryState, Rule
from bot.domain.mornings import Ring
from bot.domain.people import AddressKind, Membership
from bot.errors import Refused
from bot.services import hellos, identity, planning, ringing
from bot.services.ringing import Chosen
from storage import members
from storage.database import Database
from tests.office import Office
from tests.planned import add, plan
from tests.riverside import NOW, Riverside, build


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database, opened=True)


def _choose(riverside: Riverside, *, rings: bool = True, partnership_id: int | None = None) -> Chosen:
    caller = identity.recognise(
        database=riverside.database,
        kind=AddressKind.SLACK,
        installation_id=riverside.installation_id,
        external_id="U-MINA",
        room=None,
    )
    return ringing.choose(
        database=riverside.database,
        caller=caller,
        partnership_id=riverside.partnership_id if partnership_id is None else partnership_id,
        rings=rings,
        now=NOW,
    )


def _newly(riverside: Riverside, *, hours: int = 0) -> list[str]:
    with riverside.database.read() as transaction:
        found = ringing.newly(transaction, viewer=riverside.viewer("sam"), since=NOW + timedelta(hours=hours))
    return [one.person.name for one in found]


def _mina(riverside: Riverside) -> Membership:
    viewer = riverside.viewer("mina")
    with riverside.database.read() as transaction:
        found = members.member(transaction, viewer=viewer, person_id=viewer.person_id)
    assert found is not None
    return found


def test_choice_is_kept_and_new_to_the_runner(riverside: Riverside) -> None:
    chosen = _choose(riverside)

    assert chosen == Chosen(
        partnership_id=riverside.partnership_id,
        partnership="Riverside Progression Group",
        runner="Sam",
        rings=True,
    )
    assert _mina(riverside).rings
    assert (_newly(riverside), _newly(riverside, hours=1)) == (["Mina Iqbal"], [])


def test_choice_can_be_taken_back(riverside: Riverside) -> None:
    _choose(riverside)

    assert not _choose(riverside, rings=False).rings
    assert not _mina(riverside).rings
    assert _newly(riverside) == []


def test_choice_is_made_where_one_belongs(riverside: Riverside) -> None:
    with pytest.raises(Refused, match="not_in_partnership"):
        _choose(riverside, partnership_id=999_999)


def _way_to(riverside: Riverside, name: str) -> Ring | None:
    viewer = riverside.viewer("sam")
    with riverside.database.read() as transaction:
        [membership] = [
            one
            for one in members.all_of(transaction, viewer=viewer)
            if one.person.id == riverside.person(name).id
        ]
        return ringing.way_to(transaction, viewer=viewer, membership=membership)


def test_who_has_nothing_but_a_telephone_is_rung(riverside: Riverside) -> None:
    assert _way_to(riverside, "dee") == Ring(chosen=False, number="01632 960 118")


def test_who_has_chosen_it_is_rung(riverside: Riverside) -> None:
    before = _way_to(riverside, "mina")
    _choose(riverside)

    assert (before, _way_to(riverside, "mina")) == (None, Ring(chosen=True))


def test_who_would_rather_be_rung_is_not_written_to(riverside: Riverside) -> None:
    plan(riverside, planning.plan_reminders, add(riverside))
    _choose(riverside)
    office = Office(riverside.database)

    office.gather(NOW + timedelta(days=76))

    first = office.ledger()[0]
    assert (first.owed.step, first.state, first.rule) == (
        "before-5",
        DeliveryState.WITHHELD,
        Rule.NO_ADDRESS,
    )


@pytest.mark.parametrize(("rings", "state"), [(True, DeliveryState.WITHHELD), (False, DeliveryState.PENDING)])
def test_what_was_withheld_comes_back_with_the_wish_to_be_written_to(
    riverside: Riverside, rings: bool, state: DeliveryState
) -> None:
    plan(riverside, planning.plan_reminders, add(riverside))
    _choose(riverside)
    office = Office(riverside.database)
    office.gather(NOW + timedelta(days=76))

    _choose(riverside, rings=rings)
    with riverside.database.write() as transaction:
        hellos.reach_again(transaction, viewer=riverside.viewer("sam"))

    assert office.ledger()[0].state is state
