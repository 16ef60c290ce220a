"""Eight at once: one code lets one room wait, makes one address somebody's, and one answer counts."""

from collections.abc import Callable

import pytest

from bot.domain.people import AddressKind
from bot.errors import Refused
from bot.services import identity
from bot.services.identity import Caller
from bot.services.joining import elsewhere, knocking, letting_in
from bot.services.joining.knocking import Door
from bot.services.joining.letting_in import Answer, LetIn, Settled
from storage import rooms
from storage.database import Joined, Transaction
from tests import council
from tests.council import Council
from tests.riverside import NOW, Riverside
from tests.storage.crowd import EIGHT, errors, together

LOST = EIGHT - 1


@pytest.fixture
def eight(group: Riverside) -> list[Council]:
    """Eight workspaces, each with a room of its own."""
    return [council.connect(group, external_id=f"T-{number}") for number in range(EIGHT)]


def _caller(them: Council) -> Caller:
    return identity.recognise(
        database=them.database,
        kind=AddressKind.SLACK,
        installation_id=them.installation_id,
        external_id=council.PRIYA,
        room=None,
    )


def _join(eight: list[Council], code: str, *, room: str | None) -> Callable[[Transaction, int], object]:
    callers = [_caller(one) for one in eight]

    def act(transaction: Transaction, number: int) -> object:
        return knocking.join(
            database=Joined(transaction),
            caller=callers[number],
            typed=code,
            door=Door(room=room, name="fair"),
            now=NOW,
        )

    return act


def _refused(outcomes: list[object]) -> set[str]:
    return {one.key for one in outcomes if isinstance(one, Refused)}


def test_one_room_of_eight_waits(group: Riverside, eight: list[Council]) -> None:
    outcomes = together(group.database, _join(eight, council.invite(group), room="C-FAIR"))

    assert errors(outcomes) == [Refused] * LOST
    assert _refused(outcomes) == {"code_used"}


def test_one_address_of_eight_becomes_somebodys(group: Riverside, eight: list[Council]) -> None:
    caller = identity.recognise(
        database=group.database,
        kind=AddressKind.SLACK,
        installation_id=group.installation_id,
        external_id="U-MINA",
        room=None,
    )
    made = elsewhere.make_code(database=group.database, caller=caller, now=NOW)

    outcomes = together(group.database, _join(eight, made.code, room=None))

    assert errors(outcomes) == [Refused] * LOST
    assert _refused(outcomes) == {"code_used"}


def test_room_is_let_in_by_one_of_eight(group: Riverside) -> None:
    number = council.knock(council.connect(group))
    answer = Answer(partner="new", organisation="County Council", is_typist=True)

    outcomes = together(
        group.database,
        lambda t, _: letting_in.let_in(
            database=Joined(t), viewer=group.viewer("sam"), invitation_id=number, answer=answer, now=NOW
        ),
    )

    assert sorted(type(one).__name__ for one in outcomes) == [LetIn.__name__, *[Settled.__name__] * LOST]
    with group.database.read() as transaction:
        assert len(rooms.all_of(transaction, viewer=group.viewer("sam"))) == 2


def test_shared_room_is_spoken_in_through_one_of_eight_workspaces(
    group: Riverside, eight: list[Council]
) -> None:
    outcomes = together(
        group.database,
        lambda t, number: rooms.add(
            t,
            viewer=group.viewer("sam"),
            installation_id=eight[number].installation_id,
            external_id="C-SHARED",
            name="shared",
        ),
    )

    assert errors(outcomes) == [Refused] * LOST
    assert _refused(outcomes) == {"room_taken"}
