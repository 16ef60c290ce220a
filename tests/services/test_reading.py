"""What people type into fields: days, places and lengths."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.errors import Refused
from bot.services.days import read_day
from bot.services.lengths import require_room
from bot.services.places import read_place, read_zone

_TODAY = date(2026, 9, 10)


def test_day_that_is_meant() -> None:
    assert read_day(text="Friday week", field="due", today=_TODAY) == date(2026, 9, 18)


def test_day_after_another() -> None:
    later = read_day(text="3 Jan", field="last", today=_TODAY, prefer_after=date(2027, 12, 19))

    assert later == date(2028, 1, 3)


@pytest.mark.parametrize(
    ("text", "key", "options", "weekday"),
    [
        ("", "date_missing_day", (), None),
        ("soonish", "date_unreadable", (), None),
        ("31 November 2026", "date_no_such_day", (date(2026, 11, 30),), None),
        ("27/28 November", "date_ambiguous", (date(2026, 11, 27), date(2026, 11, 28)), None),
    ],
)
def test_day_that_has_to_be_asked(
    text: str, key: str, options: tuple[date, ...], weekday: str | None
) -> None:
    with pytest.raises(Refused) as refused:
        read_day(text=text, field="due", today=_TODAY)

    assert (refused.value.key, refused.value.field) == (key, "due")
    assert refused.value.parameters == {
        "text": text,
        "options": options,
        "weekday": weekday,
        "example": date(2026, 9, 18),
    }


@pytest.mark.parametrize(
    ("country", "region", "place"),
    [
        ("", "", (None, None)),
        (" ", " ", (None, None)),
        ("United Kingdom", "", ("GB", None)),
        ("UK", "Scotland", ("GB", "SCT")),
        ("England", "", ("GB", "ENG")),
        ("Ireland", "", ("IE", None)),
    ],
)
def test_place_as_people_write_it(country: str, region: str, place: tuple[str | None, str | None]) -> None:
    assert read_place(country=country, region=region) == place


@pytest.mark.parametrize(
    ("country", "region", "key", "field"),
    [
        ("Narnia", "", "country_unknown", "country"),
        ("", "Scotland", "region_needs_country", "region"),
        ("UK", "Mordor", "region_unknown", "region"),
    ],
)
def test_place_that_nobody_knows(country: str, region: str, key: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        read_place(country=country, region=region)

    assert (refused.value.key, refused.value.field) == (key, field)


def test_zone_by_its_name() -> None:
    assert read_zone("Europe/Lisbon") == ZoneInfo("Europe/Lisbon")


def test_zone_that_nobody_knows() -> None:
    with pytest.raises(Refused, match="zone_unknown"):
        read_zone("Europe/Lisboa")


def test_text_that_fits_is_trimmed() -> None:
    assert require_room("  Castle  ", field="name", most=6) == "Castle"


def test_text_that_is_too_long() -> None:
    with pytest.raises(Refused) as refused:
        require_room("x" * 4000, field="name", most=150)

    assert (refused.value.key, refused.value.field) == ("too_long", "name")
    assert refused.value.parameters == {"length": 4000, "most": 150}
