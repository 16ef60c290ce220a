"""Rooms as a platform tells of them: renamed, archived, shared with others, and called by another name."""

from dataclasses import replace

import pytest

from bot.domain.permissions import ENGINE, Viewer
from bot.domain.rooms import Room
from storage import rooms
from tests.riverside import ROOM, Riverside

PEOPLE = ("sam", "grace", "mina", "dee")


def only(group: Riverside) -> Room:
    with group.database.read() as transaction:
        [room] = rooms.all_of(transaction, viewer=group.viewer("sam"))
    return room


def called(group: Riverside, name: str, viewer: Viewer = ENGINE) -> Room | None:
    with group.database.read() as transaction:
        return rooms.called(
            transaction, viewer=viewer, installation_id=group.installation_id, external_id=name
        )


def rename(group: Riverside, new_id: str, *, old: str = ROOM, installation_id: int | None = None) -> None:
    with group.database.write() as transaction:
        rooms.note_new_id(
            transaction,
            viewer=ENGINE,
            installation_id=installation_id or group.installation_id,
            external_id=old,
            new_id=new_id,
        )


def test_room_is_found_by_what_the_platform_calls_it(group: Riverside) -> None:
    assert called(group, ROOM) == only(group)
    assert called(group, "C-ELSEWHERE") is None


def test_room_that_is_called_something_else_stays_the_same_room(group: Riverside) -> None:
    before = only(group)

    rename(group, "C-NEW")

    assert only(group) == replace(before, external_id="C-NEW")
    assert called(group, ROOM) is None


def test_room_does_not_take_the_name_of_another(group: Riverside) -> None:
    with group.database.write() as transaction:
        rooms.add(
            transaction,
            viewer=group.viewer("sam"),
            installation_id=group.installation_id,
            external_id="C-SECOND",
            name="#second",
        )

    rename(group, "C-SECOND")

    with group.database.read() as transaction:
        found = rooms.all_of(transaction, viewer=group.viewer("sam"))
    assert [one.external_id for one in found] == [ROOM, "C-SECOND"]


def test_same_name_in_another_installation_is_another_room(group: Riverside) -> None:
    rename(group, "C-NEW", installation_id=group.installation_id + 1)

    assert only(group).external_id == ROOM


@pytest.mark.parametrize("name", PEOPLE)
def test_people_do_not_say_what_a_platform_says(group: Riverside, name: str) -> None:
    viewer = group.viewer(name)
    where = {"viewer": viewer, "installation_id": group.installation_id, "external_id": ROOM}

    with group.database.write() as transaction:
        with pytest.raises(PermissionError):
            rooms.note_usable(transaction, **where, usable=False)  # type: ignore[arg-type]  # Names and values differ.
        with pytest.raises(PermissionError):
            rooms.note_new_id(transaction, **where, new_id="C-NEW")  # type: ignore[arg-type]  # As above.

    assert only(group).external_id == ROOM
    with pytest.raises(PermissionError):
        called(group, ROOM, viewer)
