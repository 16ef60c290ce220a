"""The public holidays of a country or one of its regions, and how people call countries and regions."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from holidays import HolidayBase, country_holidays
from holidays.registry import COUNTRIES

# The registry's names are module names ("united_kingdom"), its codes ISO 3166 ("GB", "GBR") and aliases ("UK").
_COUNTRY_CODES: Mapping[str, str] = {
    name.upper(): codes[1]
    for module, codes in COUNTRIES.items()
    for name in (module.replace("_", " "), *codes[1:])
}

# People who live in these say their name when asked for the country; the rules are those of the United Kingdom.
_PARTS_OF_BRITAIN: Mapping[str, str] = {
    "ENGLAND": "GB",
    "NORTHERN IRELAND": "GB",
    "SCOTLAND": "GB",
    "WALES": "GB",
    "GREAT BRITAIN": "GB",
    "BRITAIN": "GB",
}


def country_code(text: str) -> str | None:
    """The two letters that stand for a country as people write it ("UK", "England", "Ireland"), or None."""
    name = _plain(text)
    return _PARTS_OF_BRITAIN.get(name) or _COUNTRY_CODES.get(name)


def region_code(*, country: str, text: str) -> str | None:
    """The code of a region ("SCT") as people write it ("Scotland"), or None. `country` is a known code."""
    return _region_codes(country).get(_plain(text))


@lru_cache(maxsize=1024)
def known_region(*, country: str, region: str | None) -> bool:
    """Whether the holidays of this country, and of this region of it when one is given, are known.

    Both are codes as `country_code` and `region_code` return them.
    """
    if country not in _COUNTRY_CODES.values():
        return False
    return region is None or region in _region_codes(country).values()


@lru_cache(maxsize=1024)
def public_holidays(*, country: str, region: str | None, year: int) -> Mapping[date, str]:
    """The holidays of one calendar year with their English names where the country's list has them.

    The answer is never changed afterwards, so threads may share it. Without a region it holds what the
    whole country shares.
    """
    found = country_holidays(
        country, subdiv=region, years=year, expand=False, language=_english(_country(country))
    )
    return MappingProxyType(dict(found.items()))


@lru_cache(maxsize=256)
def _region_codes(country: str) -> Mapping[str, str]:
    entity = _country(country)
    names = {_plain(code): code for code in entity.subdivisions}
    return names | {_plain(alias): code for alias, code in entity.subdivisions_aliases.items()}


@lru_cache(maxsize=256)
def _country(country: str) -> HolidayBase:
    return country_holidays(country)


def _english(entity: HolidayBase) -> str | None:
    """The best of the languages in which a country's holidays are named; None keeps the only one there is."""
    for language in ("en_GB", "en_US"):
        if language in entity.supported_languages:
            return language
    return None


def _plain(text: str) -> str:
    """Upper case, single spaces, no full stops and no leading article: "The U.K. " becomes "UK"."""
    return " ".join(text.replace(".", "").upper().removeprefix("THE ").split())
