"""Codes: kept as a hash, used once however many type one at the same moment, and counted where they are wrong."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.invitations import InvitationKind, InvitationState, Used
from bot.domain.permissions import myself
from bot.errors import Refused
from storage import invitations, rooms
from storage.database import Database
from tests.riverside import NOW, Riverside
from tests.storage.crowd import EIGHT, errors, together

LOST = EIGHT - 1
ROOM = InvitationKind.ROOM


def _made(group: Riverside, kind: InvitationKind = ROOM) -> tuple[int, str]:
    with group.database.write() as transaction:
        made, code = invitations.make(transaction, viewer=group.viewer("sam"), kind=kind, now=NOW)
    return made.id, code


def _used(group: Riverside, room: str = "C-NEW") -> Used:
    return Used(
        person_id=group.person("rob").id,
        installation_id=group.installation_id,
        room=room,
        room_name="new",
        organisation="Castle College",
    )


def test_invitation_is_found_by_its_code(group: Riverside) -> None:
    made_id, code = _made(group)

    with group.database.read() as transaction:
        found = invitations.behind_code(transaction, code=code)
        other = invitations.behind_code(transaction, code="0000-0000")

    assert other is None
    assert found is not None
    assert (found.id, found.kind, found.state, found.used) == (made_id, ROOM, InvitationState.OPEN, None)
    assert (found.partnership_id, found.maker_id) == (group.partnership_id, group.person("sam").id)
    assert (found.made_at, found.expires_at) == (NOW, NOW + timedelta(days=7))


def test_code_for_an_address_is_in_no_partnership_and_lasts_a_day(group: Riverside) -> None:
    _, code = _made(group, InvitationKind.ADDRESS)

    with group.database.read() as transaction:
        found = invitations.behind_code(transaction, code=code)
        seen = invitations.outstanding(transaction, viewer=myself(group.person("sam").id), now=NOW)

    assert found is not None
    assert (found.partnership_id, found.expires_at) == (None, NOW + timedelta(days=1))
    assert seen == ()


def test_room_is_invited_into_a_partnership_only(group: Riverside) -> None:
    with group.database.write() as transaction, pytest.raises(PermissionError):
        invitations.make(transaction, viewer=myself(1), kind=ROOM, now=NOW)


def test_two_codes_differ(group: Riverside) -> None:
    assert len({_made(group)[1] for _ in range(5)}) == 5


def test_hash_tells_one_code_from_another() -> None:
    assert invitations.hash_of("7KQ2-MW4D") == invitations.hash_of("7KQ2-MW4D")
    assert invitations.hash_of("7KQ2-MW4D") != invitations.hash_of("7KQ2-MW4E")


def test_what_was_used_says_where_and_by_whom(group: Riverside) -> None:
    made_id, _ = _made(group)
    used = _used(group)

    with group.database.write() as transaction:
        assert invitations.use(
            transaction, invitation_id=made_id, used=used, state=InvitationState.WAITING, now=NOW
        )
        found = invitations.get(transaction, viewer=group.viewer("sam"), invitation_id=made_id)

    assert (found.state, found.used) == (InvitationState.WAITING, used)


@pytest.mark.parametrize("days", [7, 8])
def test_expired_code_is_not_used(group: Riverside, days: int) -> None:
    made_id, _ = _made(group)
    late = NOW + timedelta(days=days)

    with group.database.write() as transaction:
        assert not invitations.use(
            transaction, invitation_id=made_id, used=_used(group), state=InvitationState.WAITING, now=late
        )


def test_one_code_lets_one_room_wait_of_eight(group: Riverside) -> None:
    made_id, _ = _made(group)

    outcomes = together(
        group.database,
        lambda t, number: invitations.use(
            t,
            invitation_id=made_id,
            used=_used(group, f"C-{number}"),
            state=InvitationState.WAITING,
            now=NOW,
        ),
    )

    assert sorted(map(bool, outcomes)) == [False] * LOST + [True]


def test_one_of_eight_decides(group: Riverside) -> None:
    made_id, _ = _made(group)
    sam, waiting = group.viewer("sam"), InvitationState.WAITING
    with group.database.write() as transaction:
        invitations.use(transaction, invitation_id=made_id, used=_used(group), state=waiting, now=NOW)

    outcomes = together(
        group.database,
        lambda t, number: invitations.decide(
            t,
            viewer=sam,
            invitation_id=made_id,
            state=InvitationState.REFUSED if number % 2 else InvitationState.CONFIRMED,
            now=NOW,
        ),
    )

    assert sorted(map(bool, outcomes)) == [False] * LOST + [True]


def test_code_is_used_or_taken_back_and_never_both(group: Riverside) -> None:
    made_id, _ = _made(group)
    sam = group.viewer("sam")

    outcomes = together(
        group.database,
        lambda t, number: (
            invitations.take_back(t, viewer=sam, invitation_id=made_id, now=NOW)
            if number % 2
            else invitations.use(
                t, invitation_id=made_id, used=_used(group), state=InvitationState.WAITING, now=NOW
            )
        ),
    )

    assert sorted(map(bool, outcomes)) == [False] * LOST + [True]


def test_one_room_is_let_in_once(group: Riverside) -> None:
    sam = group.viewer("sam")

    outcomes = together(
        group.database,
        lambda t, _: rooms.add(
            t, viewer=sam, installation_id=group.installation_id, external_id="C-NEW", name="new"
        ),
    )

    assert errors(outcomes) == [Refused] * LOST


def test_room_is_kept_with_whose_it_is(group: Riverside) -> None:
    sam = group.viewer("sam")
    with group.database.write() as transaction:
        added = rooms.add(
            transaction,
            viewer=sam,
            installation_id=group.installation_id,
            external_id="C-NEW",
            name="new",
            partner_id=group.castle_id,
        )
        kept = rooms.all_of(transaction, viewer=sam)

    assert kept[-1] == added
    assert [one.partner_id for one in kept] == [None, group.castle_id]


def test_outstanding_are_the_open_ones_and_the_rooms_that_wait(group: Riverside) -> None:
    ids = [_made(group)[0] for _ in range(4)]
    sam = group.viewer("sam")
    with group.database.write() as transaction:
        for number in (1, 2):
            used = _used(group, f"C-{number}")
            invitations.use(
                transaction, invitation_id=ids[number], used=used, state=InvitationState.WAITING, now=NOW
            )
        invitations.decide(
            transaction, viewer=sam, invitation_id=ids[2], state=InvitationState.REFUSED, now=NOW
        )
        invitations.take_back(transaction, viewer=sam, invitation_id=ids[3], now=NOW)

        today = invitations.outstanding(transaction, viewer=sam, now=NOW)
        next_week = invitations.outstanding(transaction, viewer=sam, now=NOW + timedelta(days=7))

    assert [one.id for one in today] == ids[:2]
    assert [one.id for one in next_week] == [ids[1]]


def test_own_codes_for_an_address_are_taken_back_and_nobody_elses(group: Riverside) -> None:
    sam = group.viewer("sam")
    own, room = _made(group, InvitationKind.ADDRESS)[1], _made(group)[1]
    with group.database.write() as transaction:
        _, graces = invitations.make(
            transaction, viewer=group.viewer("grace"), kind=InvitationKind.ADDRESS, now=NOW
        )
        invitations.take_back_own(transaction, viewer=sam, now=NOW)
        found = [invitations.behind_code(transaction, code=code) for code in (own, room, graces)]

    assert [one.state if one else None for one in found] == [
        InvitationState.REVOKED,
        InvitationState.OPEN,
        InvitationState.OPEN,
    ]


def test_room_that_waits_is_found_by_where_it_is(group: Riverside) -> None:
    made_id, _ = _made(group)
    used = replace(_used(group), organisation="")
    where = {"partnership_id": group.partnership_id, "installation_id": group.installation_id}
    with group.database.write() as transaction:
        before = invitations.waits_from(transaction, **where)
        invitations.use(transaction, invitation_id=made_id, used=used, state=InvitationState.WAITING, now=NOW)
        found = invitations.waits_from(transaction, **where)
        elsewhere = invitations.waits_from(transaction, **{**where, "installation_id": 4711})

    assert (before, elsewhere) == (None, None)
    assert found is not None
    assert found.id == made_id


def test_wrong_codes_are_counted_by_address_and_since_when(database: Database) -> None:
    with database.write() as transaction:
        for hours in (0, 1, 30):
            at = NOW - timedelta(hours=hours)
            invitations.note_wrong(transaction, address="slack:1:U-PRIYA", now=at)
        invitations.note_wrong(transaction, address="slack:1:U-KIT", now=NOW)

        since = NOW - timedelta(days=1)
        counts = [
            invitations.wrong_since(transaction, address=address, since=since)
            for address in ("slack:1:U-PRIYA", "slack:1:U-KIT", "slack:2:U-PRIYA")
        ]

    assert counts == [2, 1, 0]
