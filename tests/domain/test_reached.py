"""Whether somebody was reached, and by which tool."""

import pytest

from bot.domain.people import Address, AddressKind
from bot.domain.reached import Last, Reached, standing

SLACK, TEAMS, EMAIL, TELEPHONE = (
    AddressKind.SLACK,
    AddressKind.TEAMS,
    AddressKind.EMAIL,
    AddressKind.TELEPHONE,
)


def addresses(*kinds: AddressKind, usable: bool = True) -> tuple[Address, ...]:
    return tuple(
        Address(
            id=at,
            person_id=1,
            kind=kind,
            installation_id=1,
            external_id=kind.value,
            conversation=None,
            usable=usable,
            preferred=at == 0,
        )
        for at, kind in enumerate(kinds)
    )


@pytest.mark.parametrize(
    ("last", "found"),
    [
        (None, (Reached.NOT_YET, SLACK)),
        (Last(arrived=True, tool=TEAMS), (Reached.REACHED, TEAMS)),
        (Last(arrived=False, tool=SLACK), (Reached.NOT_REACHED, SLACK)),
        (Last(arrived=False, tool=None), (Reached.NOT_REACHED, None)),
    ],
)
def test_last_thing_that_went_says_it(last: Last | None, found: tuple[Reached, AddressKind | None]) -> None:
    known = addresses(SLACK, TEAMS)

    assert standing(last=last, addresses=known, is_rung=False, has_spoken=False) == found


@pytest.mark.parametrize(
    ("known", "tool"),
    [
        (addresses(TELEPHONE, TEAMS), TEAMS),
        (addresses(SLACK, usable=False), None),
        ((), None),
    ],
)
def test_tool_of_somebody_to_whom_nothing_went_is_the_first_that_works(
    known: tuple[Address, ...], tool: AddressKind | None
) -> None:
    found = standing(last=None, addresses=known, is_rung=False, has_spoken=True)

    assert found == (Reached.NOT_YET, tool)


@pytest.mark.parametrize(("has_spoken", "reached"), [(True, Reached.REACHED), (False, Reached.NOT_YET)])
@pytest.mark.parametrize("is_rung", [True, False])
def test_somebody_with_a_telephone_alone_is_reached_by_a_talk(
    is_rung: bool, has_spoken: bool, reached: Reached
) -> None:
    found = standing(last=None, addresses=addresses(TELEPHONE), is_rung=is_rung, has_spoken=has_spoken)

    assert found == (reached, TELEPHONE)


def test_whoever_would_rather_be_rung_is_reached_by_telephone() -> None:
    found = standing(
        last=Last(arrived=True, tool=SLACK), addresses=addresses(SLACK), is_rung=True, has_spoken=False
    )

    assert found == (Reached.NOT_YET, TELEPHONE)


def test_what_went_nowhere_is_said_of_a_telephone_too() -> None:
    found = standing(
        last=Last(arrived=False, tool=EMAIL), addresses=addresses(TELEPHONE), is_rung=False, has_spoken=True
    )

    assert found == (Reached.NOT_REACHED, EMAIL)
