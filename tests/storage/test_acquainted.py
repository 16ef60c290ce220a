"""Who may be given an address, and for which partner a share may be: what is of one's own partnership, or new."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.domain.calendars import Span
from bot.domain.commitments import NewShare, Wording
from bot.domain.importance import Importance
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Role, Viewer, myself
from storage import commitments, leave, people
from storage.database import Database
from tests.riverside import LONDON, NOW, Riverside, build

DUE = date(2026, 11, 27)
AWAY = Span(first=date(2026, 10, 5), last=date(2026, 10, 9))
ELSEWHERE = Viewer(person_id=99, partnership_id=98, role=Role.RUNNER)


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database)


def _give(riverside: Riverside, viewer: Viewer, person_id: int) -> None:
    with riverside.database.write() as transaction:
        people.give_address(
            transaction,
            viewer=viewer,
            person_id=person_id,
            kind=AddressKind.EMAIL,
            installation_id=None,
            external_id="somebody@castle.example",
        )


def test_address_of_somebody_elsewhere_is_not_given(riverside: Riverside) -> None:
    with pytest.raises(PermissionError):
        _give(riverside, ELSEWHERE, riverside.person("mina").id)

    with riverside.database.read() as transaction:
        found = people.addresses_of(transaction, viewer=ENGINE, person_id=riverside.person("mina").id)
    assert [one.external_id for one in found] == ["U-MINA"]


@pytest.mark.parametrize(
    "viewer",
    [
        lambda group: group.viewer("sam"),
        lambda group: myself(group.person("mina").id),
        lambda _: ENGINE,
    ],
    ids=["runner", "oneself", "sweep"],
)
def test_address_is_given_by_oneself_and_ones_own(
    riverside: Riverside, viewer: Callable[[Riverside], Viewer]
) -> None:
    mina = riverside.person("mina").id

    _give(riverside, viewer(riverside), mina)

    with riverside.database.read() as transaction:
        assert len(people.addresses_of(transaction, viewer=ENGINE, person_id=mina)) == 2


def test_address_of_somebody_who_is_in_no_partnership_yet(riverside: Riverside) -> None:
    with riverside.database.write() as transaction:
        nia = people.create(transaction, viewer=ELSEWHERE, name="Nia", zone=LONDON, now=NOW)

    _give(riverside, ELSEWHERE, nia.id)

    with riverside.database.read() as transaction:
        assert len(people.addresses_of(transaction, viewer=ENGINE, person_id=nia.id)) == 1


def test_share_is_for_a_partner_of_the_same_partnership(riverside: Riverside) -> None:
    theirs = NewShare(partner_id=riverside.castle_id + 1_000, person_id=riverside.person("mina").id)

    with riverside.database.write() as transaction:
        before = commitments.all_of(transaction, viewer=riverside.viewer("sam"))
        with pytest.raises(PermissionError):
            commitments.add(
                transaction,
                viewer=riverside.viewer("sam"),
                wording=Wording(title="Send course data", heading="", done_when="", why="", if_not=""),
                due=DUE,
                importance=Importance.NORMAL,
                last_safe=None,
                all_partners=False,
                shares=[theirs],
                now=NOW,
            )
        assert commitments.all_of(transaction, viewer=riverside.viewer("sam")) == before


def test_leave_is_noted_once(riverside: Riverside) -> None:
    mina = riverside.person("mina").id
    with riverside.database.write() as transaction:
        noted = [
            leave.add(transaction, viewer=riverside.viewer("rob"), person_id=mina, span=AWAY)
            for _ in range(2)
        ]
        found = people.get(transaction, viewer=riverside.viewer("sam"), person_id=mina).rhythm.leave

    assert (noted, found) == ([True, False], (AWAY,))


def test_leave_of_somebody_elsewhere(riverside: Riverside) -> None:
    with riverside.database.write() as transaction, pytest.raises(LookupError):
        leave.add(transaction, viewer=ELSEWHERE, person_id=riverside.person("mina").id, span=AWAY)
