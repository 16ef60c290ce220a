"""Countries, regions and time zones as people typed or chose them, or the refusal that says what to mend."""

from zoneinfo import ZoneInfo

from bot.domain.public_holidays import country_code, region_code
from bot.domain.zones import zone_of
from bot.errors import Refused


def read_zone(text: str) -> ZoneInfo:
    """Return the time zone of this name. Raises `Refused` (zone_unknown)."""
    zone = zone_of(text)
    if zone is None:
        raise Refused("zone_unknown", field="zone")
    return zone


def read_place(*, country: str, region: str) -> tuple[str | None, str | None]:
    """Return the codes of a country and of a region of it, None for what was left empty.

    "England" is a country here whose region is understood with it. Raises `Refused` (country_unknown,
    region_unknown, region_needs_country).
    """
    code = country_code(country) if country.strip() else None
    if country.strip() and code is None:
        raise Refused("country_unknown", field="country", country=country)
    if not region.strip():
        # Who says "Scotland" when asked for the country has told us the region as well.
        return code, region_code(country=code, text=country) if code else None
    if code is None:
        raise Refused("region_needs_country", field="region", region=region)
    part = region_code(country=code, text=region)
    if part is None:
        raise Refused("region_unknown", field="region", region=region, country=country)
    return code, part
