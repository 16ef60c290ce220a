"""An installation: a Slack workspace, a Teams tenant, or the web page of this server. It authenticates its addresses."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.people import AddressKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """One installation as stored. `bot_id` is what the platform calls the bot there, "" where it calls it nothing.

    `name` is "" where nobody has told us one.
    `service_url` is where a tenant is written to. `removed_at` is when its people took us away, None while we are there.
    """

    id: int
    kind: AddressKind
    external_id: str
    name: str
    bot_id: str
    service_url: str = ""
    removed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person as an installation's directory lists them. `zone` is as the platform wrote it.

    A guest of the installation sees a part of it only. A stranger belongs to another one and shares no room with us,
    so that they cannot be written to.
    """

    external_id: str
    name: str
    email: str | None
    zone: str | None
    left: bool
    is_bot: bool
    is_guest: bool = False
    is_stranger: bool = False


def named_by(emails: Iterable[str]) -> str:
    """Return what an organisation is called whose platform tells no name: the domain of most addresses; "" without any."""
    domains = Counter(one.rpartition("@")[2].strip().casefold() for one in emails if "@" in one)
    return min(domains, key=lambda one: (-domains[one], one), default="")
