"""Opening the doors: who would get what, and who then gets it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.domain.commitments import NewShare, ShareState, Wording
from bot.domain.doors import Greeting, Reached
from bot.domain.importance import Importance
from bot.domain.partnerships import PartnershipState, Profile
from bot.domain.permissions import ENGINE
from bot.errors import Refused
from bot.services import doors
from storage import commitments, members, partnerships, people, rooms
from storage.database import Database
from storage.tables import DeliveryRow
from tests.riverside import LONDON, NOW, ROOM, Riverside, build

_DUE = date(2026, 11, 27)


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database)


def _promise(riverside: Riverside, name: str, *, agreed: bool = False) -> None:
    """Put an action into the timetable, in somebody's name."""
    member = riverside.members[name]
    assert member.partner_id is not None
    share = NewShare(
        partner_id=member.partner_id,
        person_id=member.person.id,
        state=ShareState.ACCEPTED if agreed else ShareState.PROPOSED,
        agreed_on=NOW.date() if agreed else None,
    )
    with riverside.database.write() as transaction:
        commitments.add(
            transaction,
            viewer=riverside.viewer("sam"),
            wording=Wording(title="Send course data"),
            due=_DUE,
            importance=Importance.NORMAL,
            last_safe=None,
            all_partners=False,
            shares=[share],
            now=NOW,
        )


def _open(riverside: Riverside, *names: str, now: datetime = NOW) -> tuple[Greeting, ...]:
    person_ids = [riverside.person(name).id for name in names]
    opened = doors.open_doors(
        database=riverside.database, viewer=riverside.viewer("sam"), person_ids=person_ids, now=now
    )
    return opened.greetings


def _owed(riverside: Riverside) -> list[tuple[str, int | None]]:
    """What is owed to people, as kind and person."""
    with riverside.database.read() as transaction:
        rows = transaction.connection.execute(
            select(DeliveryRow.kind, DeliveryRow.person_id).where(DeliveryRow.person_id.is_not(None))
        )
        return sorted((row.kind.value, row.person_id) for row in rows)


def test_preview_shows_who_would_get_what(riverside: Riverside) -> None:
    _promise(riverside, "mina")
    _promise(riverside, "mina", agreed=True)
    _promise(riverside, "mina", agreed=True)
    _promise(riverside, "dee")

    preview = doors.preview(database=riverside.database, viewer=riverside.viewer("sam"))

    shown = [(guest.name, guest.partner, guest.reached, guest.asked, guest.told) for guest in preview.guests]
    assert shown == [
        ("Dee Frame", "Brook Lane Training", Reached.BY_TELEPHONE, 1, 0),
        ("Grace Obi", "Partnership office", Reached.BY_MESSAGE, 0, 0),
        ("Mina Iqbal", "Castle College", Reached.BY_MESSAGE, 1, 2),
        ("Rob Stone", "Castle College", Reached.BY_MESSAGE, 0, 0),
    ]
    assert [guest.name for guest in preview.waiting] == ["Grace Obi", "Mina Iqbal", "Rob Stone"]
    assert (preview.opens_first, preview.rooms, preview.runner) == (
        True,
        ("#riverside",),
        riverside.members["sam"],
    )


def test_address_that_cannot_be_used(riverside: Riverside) -> None:
    with riverside.database.write() as transaction:
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=riverside.installation_id,
            external_ids=["U-MINA"],
            usable=False,
        )
        rooms.note_usable(
            transaction,
            viewer=ENGINE,
            installation_id=riverside.installation_id,
            external_id=ROOM,
            usable=False,
        )

    preview = doors.preview(database=riverside.database, viewer=riverside.viewer("sam"))

    assert {guest.name: guest.reached for guest in preview.guests}["Mina Iqbal"] is Reached.NOT_YET
    assert preview.rooms == ()


def test_doors_open_for_those_who_are_ticked(riverside: Riverside) -> None:
    opened = doors.open_doors(
        database=riverside.database,
        viewer=riverside.viewer("sam"),
        person_ids=[riverside.person("mina").id, riverside.person("dee").id],
        now=NOW,
    )

    with riverside.database.read() as transaction:
        found = members.all_of(transaction, viewer=riverside.viewer("sam"))
        partnership = partnerships.get(transaction, viewer=riverside.viewer("sam"))
    assert {one.person.name for one in found if one.doors_open} == {"Sam Hallam", "Mina Iqbal"}
    assert {one.person.name for one in found if one.greeted_at} == {"Sam Hallam"}
    assert (partnership.state, partnership.opened_at) == (PartnershipState.OPEN, NOW)
    assert (opened.greetings, opened.rooms) == ((Greeting(name="Mina Iqbal", at=None),), ("#riverside",))


def test_hello_is_owed_to_those_who_are_ticked(riverside: Riverside) -> None:
    _promise(riverside, "mina")
    _promise(riverside, "rob")

    _open(riverside, "mina")

    mina = riverside.person("mina").id
    owed = _owed(riverside)
    assert ("hello", mina) in owed
    assert ("ask", mina) in owed
    assert [person_id for kind, person_id in owed if kind == "hello"] == [mina]
    assert riverside.person("rob").id not in {person_id for _, person_id in owed}


def test_hello_waits_for_the_morning(riverside: Riverside) -> None:
    friday_evening = datetime(2026, 9, 11, 20, 0, tzinfo=UTC)

    greetings = _open(riverside, "mina", now=friday_evening)

    assert greetings == (
        Greeting(name="Mina Iqbal", at=datetime(2026, 9, 14, 8, 30, tzinfo=ZoneInfo("Europe/Dublin"))),
    )


def test_doors_open_again_for_the_others(riverside: Riverside) -> None:
    _open(riverside, "mina")

    preview = doors.preview(database=riverside.database, viewer=riverside.viewer("sam"))
    opened = doors.open_doors(
        database=riverside.database,
        viewer=riverside.viewer("sam"),
        person_ids=[riverside.person(name).id for name in ("mina", "rob")],
        now=NOW,
    )

    assert ([guest.name for guest in preview.waiting], preview.opens_first) == (
        ["Grace Obi", "Rob Stone"],
        False,
    )
    assert ([one.name for one in opened.greetings], opened.rooms) == (["Rob Stone"], ())


def test_nobody_is_ticked(riverside: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        _open(riverside, "dee")

    assert (refused.value.key, refused.value.field) == ("doors_nobody_ticked", "people")
    assert _owed(riverside) == []


def test_everybody_is_in_already(database: Database) -> None:
    riverside = build(database, opened=True)

    for act in (
        lambda: doors.preview(database=database, viewer=riverside.viewer("sam")),
        lambda: _open(riverside, "mina"),
    ):
        with pytest.raises(Refused, match="doors_all_open"):
            act()


def test_there_is_nobody_to_write_to(riverside: Riverside) -> None:
    with riverside.database.write() as transaction:
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=riverside.installation_id,
            external_ids=["U-MINA", "U-ROB", "U-GRACE"],
            usable=False,
        )

    with pytest.raises(Refused, match="doors_nobody"):
        doors.preview(database=riverside.database, viewer=riverside.viewer("sam"))


@pytest.mark.parametrize("name", ["mina", "grace"])
def test_doors_are_opened_by_who_runs_things(riverside: Riverside, name: str) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        doors.preview(database=riverside.database, viewer=riverside.viewer(name))


def test_partnership_without_a_runner_is_a_mistake_of_ours(riverside: Riverside) -> None:
    with riverside.database.write() as transaction:
        empty = partnerships.create(
            transaction,
            viewer=riverside.viewer("sam"),
            profile=Profile(name="Valley Link", zone=LONDON),
            now=NOW,
        )

    with pytest.raises(LookupError):
        doors.preview(
            database=riverside.database, viewer=replace(riverside.viewer("sam"), partnership_id=empty.id)
        )
