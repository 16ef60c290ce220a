"""What people choose for themselves."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.calendars import Span
from bot.domain.people import AddressKind, Hour, Rhythm
from bot.domain.permissions import myself
from bot.errors import Refused
from bot.services import identity, settings
from bot.services.identity import Caller
from bot.services.settings import Chosen, Settings
from storage import people
from storage.database import Database
from tests.riverside import NOW, Riverside, build, install

_LUNCH = Chosen(days=("0", "4"), hour="LUNCH")


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database, opened=True)


def _caller(riverside: Riverside, external_id: str = "U-MINA") -> Caller:
    return identity.recognise(
        database=riverside.database,
        kind=AddressKind.SLACK,
        installation_id=riverside.installation_id,
        external_id=external_id,
        room=None,
    )


def _change(riverside: Riverside, chosen: Chosen, external_id: str = "U-MINA") -> Settings:
    return settings.change(
        database=riverside.database, caller=_caller(riverside, external_id), chosen=chosen, now=NOW
    )


def _stored(riverside: Riverside, name: str) -> Rhythm:
    person_id = riverside.person(name).id
    with riverside.database.read() as transaction:
        return people.get(transaction, viewer=myself(person_id), person_id=person_id).rhythm


def test_settings_until_now(riverside: Riverside) -> None:
    found = settings.of_caller(database=riverside.database, caller=_caller(riverside), now=NOW)

    assert found == Settings(person=riverside.person("mina"), away=None, runs=False, has_links=False)


def test_settings_of_the_runner(riverside: Riverside) -> None:
    caller = _caller(riverside, "U-SAM")

    assert settings.of_caller(database=riverside.database, caller=caller, now=NOW).runs


def test_days_hour_and_absence_are_kept(riverside: Riverside) -> None:
    chosen = replace(_LUNCH, away_first="21 September", away_last="Fri 25 September")

    changed = _change(riverside, chosen)

    away = Span(first=date(2026, 9, 21), last=date(2026, 9, 25))
    rhythm = Rhythm(regular_days=frozenset({0, 4}), hour=Hour.LUNCH, leave=(away,))
    assert (changed.person.rhythm, changed.away, changed.runs) == (rhythm, away, False)
    assert _stored(riverside, "mina") == rhythm


def test_absence_takes_the_place_of_the_one_that_was_shown(riverside: Riverside) -> None:
    mina = riverside.person("mina")
    gone = Span(first=date(2026, 8, 3), last=date(2026, 8, 14))
    shown = Span(first=date(2026, 9, 7), last=date(2026, 9, 11))
    later = Span(first=date(2026, 12, 14), last=date(2026, 12, 18))
    with riverside.database.write() as transaction:
        people.set_rhythm(
            transaction,
            viewer=myself(mina.id),
            person_id=mina.id,
            rhythm=Rhythm(leave=(gone, shown, later)),
        )

    before = settings.of_caller(database=riverside.database, caller=_caller(riverside), now=NOW)
    after = _change(riverside, replace(_LUNCH, away_first="2026-10-05", away_last="2026-10-05"))
    none = _change(riverside, _LUNCH)

    assert before.away == shown
    assert after.person.rhythm.leave == (Span(first=date(2026, 10, 5), last=date(2026, 10, 5)), later)
    assert (none.person.rhythm.leave, none.away) == ((later,), later)


@pytest.mark.parametrize(
    ("changed", "key", "field"),
    [
        ({"days": ()}, "days_number", "days"),
        ({"days": ("0", "1", "2", "3")}, "days_number", "days"),
        ({"days": ("5", "6", "x")}, "days_number", "days"),
        ({"days": ("9" * 5000, "²")}, "days_number", "days"),
        ({"hour": "MIDNIGHT"}, "hour_unknown", "hour"),
        ({"away_first": "21 September"}, "away_half", "away_last"),
        ({"away_last": "21 September"}, "away_half", "away_first"),
        ({"away_first": "soon", "away_last": "21 September"}, "date_missing_day", "away_first"),
        ({"away_first": "21 September", "away_last": "31 February"}, "date_no_such_day", "away_last"),
        (
            {"away_first": "25 September 2026", "away_last": "21 September 2026"},
            "away_backwards",
            "away_last",
        ),
    ],
)
def test_field_that_needs_mending(
    riverside: Riverside, changed: dict[str, Any], key: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        _change(riverside, replace(_LUNCH, **changed))

    assert (refused.value.key, refused.value.field) == (key, field)
    assert _stored(riverside, "mina") == Rhythm()


def test_hour_alone(riverside: Riverside) -> None:
    chosen = settings.choose_hour(
        database=riverside.database, caller=_caller(riverside), hour="END_OF_DAY", now=NOW
    )

    assert chosen.person.rhythm == _stored(riverside, "mina") == Rhythm(hour=Hour.END_OF_DAY)


def test_hour_that_nobody_knows(riverside: Riverside) -> None:
    with pytest.raises(Refused, match="hour_unknown"):
        settings.choose_hour(database=riverside.database, caller=_caller(riverside), hour="", now=NOW)


def test_hopes_are_kept(riverside: Riverside) -> None:
    caller = _caller(riverside)

    settings.hope(database=riverside.database, caller=caller, hopes=" Fewer empty places ", now=NOW)

    assert settings.hopes_of(database=riverside.database, caller=caller) == "Fewer empty places"


def test_hopes_that_are_too_long(riverside: Riverside) -> None:
    with pytest.raises(Refused, match="too_long"):
        settings.hope(database=riverside.database, caller=_caller(riverside), hopes="x" * 4000, now=NOW)


def test_somebody_new_chooses_too(database: Database) -> None:
    caller = Caller(
        kind=AddressKind.SLACK,
        installation_id=install(database),
        external_id="U-ROB",
        person=None,
        memberships=(),
    )

    hopes = settings.hopes_of(database=database, caller=caller)
    changed = settings.change(
        database=database,
        caller=caller,
        chosen=replace(_LUNCH, away_first="today", away_last="tomorrow"),
        now=NOW,
    )

    assert hopes == ""
    assert changed.person.name == "Rob Stone"
    assert changed.away == Span(first=date(2026, 9, 10), last=date(2026, 9, 11))


def test_today_is_that_of_the_partnership_for_somebody_without_a_zone(riverside: Riverside) -> None:
    changed = _change(riverside, replace(_LUNCH, away_first="today", away_last="today"), "U-ROB")

    assert changed.away == Span(first=date(2026, 9, 10), last=date(2026, 9, 10))
