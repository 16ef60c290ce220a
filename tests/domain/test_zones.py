"""Time zones by name, and the ones that are offered."""

from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.domain.public_holidays import country_code
from bot.domain.zones import HOME, OFFERED, country_of, zone_of


def test_zone_by_its_name() -> None:
    assert zone_of("Europe/Dublin") == ZoneInfo("Europe/Dublin")


@pytest.mark.parametrize(
    "name", [None, "", "Europe", "Mars/Olympus", "../etc/passwd", "/etc/passwd", "\0", "x" * 5000]
)
def test_no_zone_of_such_a_name(name: str | None) -> None:
    assert zone_of(name) is None


def test_zones_on_offer_fit_a_menu_and_exist() -> None:
    assert len(OFFERED) < 100
    assert len(set(OFFERED)) == len(OFFERED)
    assert set(OFFERED) <= available_timezones()
    assert OFFERED[0] == HOME


@pytest.mark.parametrize("name", OFFERED)
def test_country_of_a_zone_has_holidays_that_we_know(name: str) -> None:
    country = country_of(ZoneInfo(name))

    assert country == "" or country_code(country) is not None
