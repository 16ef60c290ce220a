"""What came to somebody by a code is taken away from them again, and nothing else."""

import pytest

from bot.domain.invitations import InvitationKind
from bot.domain.permissions import Viewer, myself
from storage import disowning, invitations, merging, people
from tests.riverside import NOW, Riverside


def _merged(group: Riverside) -> tuple[Viewer, int]:
    """Mina has given a code to Rob."""
    mina, rob = group.person("mina").id, group.person("rob").id
    with group.database.write() as transaction:
        made, _ = invitations.make(transaction, viewer=myself(mina), kind=InvitationKind.ADDRESS, now=NOW)
        merging.merge(transaction, viewer=myself(mina), keep_id=mina, gone_id=rob, invitation_id=made.id)
    return myself(mina), made.id


def _names(group: Riverside, viewer: Viewer) -> list[str]:
    with group.database.read() as transaction:
        found = people.addresses_of(transaction, viewer=viewer, person_id=viewer.person_id)
    return sorted(one.external_id for one in found)


def test_only_what_came_by_the_code_or_a_later_one_is_found_and_goes(group: Riverside) -> None:
    mina, number = _merged(group)
    assert _names(group, mina) == ["U-MINA", "U-ROB"]

    with group.database.write() as transaction:
        assert disowning.came_since(transaction, viewer=mina, invitation_id=number + 1) == frozenset()
        came = disowning.came_since(transaction, viewer=mina, invitation_id=number)
        assert disowning.take_away(transaction, viewer=mina, address_ids=came) == ()

    assert _names(group, mina) == ["U-MINA"]


def test_nobody_finds_or_takes_what_is_somebody_elses(group: Riverside) -> None:
    mina, number = _merged(group)
    grace = myself(group.person("grace").id)

    with group.database.write() as transaction:
        assert disowning.came_since(transaction, viewer=grace, invitation_id=number) == frozenset()
        came = disowning.came_since(transaction, viewer=mina, invitation_id=number)
        with pytest.raises(LookupError):
            disowning.take_away(transaction, viewer=grace, address_ids=came)

    assert _names(group, mina) == ["U-MINA", "U-ROB"]
