"""Time zones: reading their names, and the ones that are offered first."""

from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

HOME: Final = "Europe/London"
"""The zone that is offered to somebody whose own is not known."""

# A platform shows at most a hundred choices. Britain, Ireland and the rest of Europe stand first.
OFFERED: Final = (
    HOME,
    "Europe/Dublin",
    "Europe/Amsterdam",
    "Europe/Athens",
    "Europe/Belgrade",
    "Europe/Berlin",
    "Europe/Bratislava",
    "Europe/Brussels",
    "Europe/Bucharest",
    "Europe/Budapest",
    "Europe/Copenhagen",
    "Europe/Gibraltar",
    "Europe/Guernsey",
    "Europe/Helsinki",
    "Europe/Isle_of_Man",
    "Europe/Istanbul",
    "Europe/Jersey",
    "Europe/Kyiv",
    "Europe/Lisbon",
    "Europe/Ljubljana",
    "Europe/Luxembourg",
    "Europe/Madrid",
    "Europe/Malta",
    "Europe/Oslo",
    "Europe/Paris",
    "Europe/Prague",
    "Europe/Riga",
    "Europe/Rome",
    "Europe/Sarajevo",
    "Europe/Sofia",
    "Europe/Stockholm",
    "Europe/Tallinn",
    "Europe/Vienna",
    "Europe/Vilnius",
    "Europe/Warsaw",
    "Europe/Zagreb",
    "Europe/Zurich",
    "Asia/Nicosia",
    "Atlantic/Azores",
    "Atlantic/Canary",
    "Atlantic/Madeira",
    "Atlantic/Reykjavik",
    "Africa/Accra",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Nairobi",
    "America/Anchorage",
    "America/Argentina/Buenos_Aires",
    "America/Bogota",
    "America/Chicago",
    "America/Denver",
    "America/Halifax",
    "America/Jamaica",
    "America/Lima",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/New_York",
    "America/Phoenix",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "America/Toronto",
    "America/Vancouver",
    "Asia/Colombo",
    "Asia/Dhaka",
    "Asia/Dubai",
    "Asia/Hong_Kong",
    "Asia/Jakarta",
    "Asia/Jerusalem",
    "Asia/Karachi",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Kuala_Lumpur",
    "Asia/Manila",
    "Asia/Riyadh",
    "Asia/Seoul",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Adelaide",
    "Australia/Brisbane",
    "Australia/Melbourne",
    "Australia/Perth",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Pacific/Honolulu",
    "UTC",
)

# Where the zone leaves no doubt about the country; the public holidays follow from it.
_COUNTRIES: Final = {
    "Europe/London": "United Kingdom",
    "Europe/Dublin": "Ireland",
    "Europe/Amsterdam": "Netherlands",
    "Europe/Athens": "Greece",
    "Europe/Berlin": "Germany",
    "Europe/Brussels": "Belgium",
    "Europe/Lisbon": "Portugal",
    "Europe/Madrid": "Spain",
    "Europe/Paris": "France",
    "Europe/Rome": "Italy",
}


def zone_of(name: str | None) -> ZoneInfo | None:
    """Return the zone of this name, None where there is no such zone."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # An empty part, a path upwards and a folder's name ("Europe") each fail in a way of their own.
        return None


def country_of(zone: ZoneInfo) -> str:
    """Return the country to offer for a zone, as people write it; "" where the zone does not tell."""
    return _COUNTRIES.get(zone.key, "")
