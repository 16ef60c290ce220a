from datetime import date

import pytest

from bot.domain.public_holidays import country_code, known_region, public_holidays, region_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("GB", "GB"),
        ("gbr", "GB"),
        ("UK", "GB"),
        ("the U.K.", "GB"),
        ("  United   Kingdom ", "GB"),
        ("England", "GB"),
        ("scotland", "GB"),
        ("Wales", "GB"),
        ("Northern Ireland", "GB"),
        ("Great Britain", "GB"),
        ("Ireland", "IE"),
        ("The Netherlands", "NL"),
        ("United States", "US"),
        ("Ruritania", None),
        ("", None),
    ],
)
def test_country_code_of_what_people_write(text: str, code: str | None) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(
    ("country", "text", "code"),
    [
        ("GB", "England", "ENG"),
        ("GB", "scotland", "SCT"),
        ("GB", " Wales ", "WLS"),
        ("GB", "Northern Ireland", "NIR"),
        ("GB", "ENG", "ENG"),
        ("GB", "eng", "ENG"),
        ("DE", "Bayern", "BY"),
        ("GB", "Yorkshire", None),
        ("IE", "England", None),
    ],
)
def test_region_code_of_what_people_write(country: str, text: str, code: str | None) -> None:
    assert region_code(country=country, text=text) == code


@pytest.mark.parametrize(
    ("country", "region", "known"),
    [
        ("GB", None, True),
        ("GB", "SCT", True),
        ("GB", "Scotland", False),
        ("IE", "SCT", False),
        ("XX", None, False),
        ("", None, False),
    ],
)
def test_known_region_takes_codes_only(country: str, region: str | None, known: bool) -> None:
    assert known_region(country=country, region=region) is known


@pytest.mark.parametrize(
    ("region", "day", "name"),
    [
        ("ENG", date(2027, 3, 29), "Easter Monday"),
        ("SCT", date(2027, 3, 29), None),
        ("SCT", date(2027, 1, 4), "New Year Holiday (observed)"),
        ("ENG", date(2027, 1, 4), None),
        ("NIR", date(2027, 7, 12), "Battle of the Boyne"),
        ("WLS", date(2027, 7, 12), None),
        (None, date(2027, 12, 25), "Christmas Day"),
        (None, date(2027, 3, 29), None),
    ],
)
def test_public_holidays_differ_by_region(region: str | None, day: date, name: str | None) -> None:
    assert public_holidays(country="GB", region=region, year=2027).get(day) == name


@pytest.mark.parametrize(
    ("country", "name"),
    [("FR", "National Day"), ("GB", None), ("BS", None)],
)
def test_public_holidays_are_named_in_english_where_they_can_be(country: str, name: str | None) -> None:
    bastille_day = date(2027, 7, 14)

    assert public_holidays(country=country, region=None, year=2027).get(bastille_day) == name


def test_public_holidays_of_a_year_hold_no_other_year() -> None:
    years = {day.year for day in public_holidays(country="US", region=None, year=2027)}

    assert years == {2027}
