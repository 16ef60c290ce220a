"""What is signed: the link to a person's own page, the key of one rendering of it, its cookie, the link to one file."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from itsdangerous import BadSignature, URLSafeSerializer

from bot.clock import Clock

LIFE: Final = timedelta(days=60)
"""How long a link to a page works, and how long a browser that was let in stays so."""

FILE_LIFE: Final = timedelta(hours=1)

_SECOND: Final = 1000


class NotOurs(Exception):
    """A link or a key that this server did not sign."""


class Over(NotOurs):
    """A link that this server signed, and whose time is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """Whose page a link or a cookie is for, by the name that our page has for them, and since when (UTC)."""

    reader: str
    at: datetime

    def is_over(self, *, now: datetime, since: datetime | None = None) -> bool:
        """Say whether its time is over, or whether it was issued before it was made worthless, which was at `since`."""
        return now - self.at >= LIFE or (since is not None and self.at < _cut(since))


class Links:
    """Signs and reads, with one secret; what was signed with one of those `before` it is read still.

    Every `now` is aware and in UTC.
    """

    def __init__(self, secret: str, *, before: tuple[str, ...] = ()) -> None:
        # The last one signs.
        secrets_of_ours = [*reversed(before), secret]
        self._links, self._keys, self._cookies, self._files, self._pauses = (
            URLSafeSerializer(secrets_of_ours, salt=salt)
            for salt in ("page", "key", "cookie", "file", "pause")
        )

    def token(self, *, reader: str, now: datetime) -> str:
        """Return the part of the address that stands for a reader, by the name that our page has for them."""
        return self._links.dumps([reader, _written(now)])

    def issued(self, token: str) -> Issued:
        """Return for whom and when a link was issued, however long ago. Raises `NotOurs`."""
        return _issued(self._links, token)

    def reader(self, token: str, *, now: datetime) -> str:
        """Return whose page it is. Raises `NotOurs`, and of that kind `Over`."""
        issued = self.issued(token)
        if issued.is_over(now=now):
            raise Over("the time of this link is over")
        return issued.reader

    def pause_token(self, *, reader: str, now: datetime) -> str:
        """Return the part of an address by which a reader gets a quiet week, and nothing else."""
        return self._pauses.dumps([reader, _written(now)])

    def pause(self, token: str) -> Issued:
        """Return for whom and when a link to a quiet week was issued. Raises `NotOurs`."""
        return _issued(self._pauses, token)

    def cookie(self, *, reader: str, now: datetime) -> str:
        """Return what a browser keeps that has been let in."""
        return self._cookies.dumps([reader, _written(now)])

    def let_in(self, cookie: str) -> Issued:
        """Return who was let in, and when. Raises `NotOurs`."""
        return _issued(self._cookies, cookie)

    def key(self, *, reader: str) -> str:
        """Return a new key: with it, one rendering of this reader's page can be answered, and no other's."""
        return self._keys.dumps([reader, secrets.token_urlsafe(9)])

    def opened(self, key: str, *, reader: str) -> str:
        """Return the random part of a key of this reader. Raises `NotOurs`."""
        owner, random = _read(self._keys, key)
        if owner != reader:
            raise NotOurs("the key of somebody else's page")
        return str(random)

    def file_token(self, *, message_id: int, now: datetime) -> str:
        """Return the part of an address that stands for the file of one message, and so for one reader, for an hour."""
        return self._files.dumps([message_id, _written(now)])

    def file(self, token: str, *, now: datetime) -> int:
        """Return the number of the message whose file is meant. Raises `NotOurs`, and of that kind `Over`."""
        message_id, at = _read(self._files, token)
        if now - _instant(at) >= FILE_LIFE:
            raise Over("the hour of this link is over")
        return int(message_id)


def entrances(links: Links, *, public_url: str, clock: Clock) -> Callable[[str], str]:
    """Return what gives the whole address of the way in to a reader's page, as a letter has it."""
    return lambda reader: f"{_slashed(public_url)}in/{links.token(reader=reader, now=clock())}"


def pauses(links: Links, *, public_url: str, clock: Clock) -> Callable[[str], str]:
    """Return what gives the whole address at which a reader gets a quiet week, as a letter has it."""
    return lambda reader: f"{_slashed(public_url)}pause/{links.pause_token(reader=reader, now=clock())}"


def file_addresses(links: Links, *, public_url: str, clock: Clock) -> Callable[[int], str]:
    """Return what gives the whole address of the file of a message, where a platform can't carry it. It works an hour."""
    return lambda message_id: (
        f"{_slashed(public_url)}f/{links.file_token(message_id=message_id, now=clock())}"
    )


def _slashed(address: str) -> str:
    return address if address.endswith("/") else f"{address}/"


def _issued(serializer: URLSafeSerializer, signed: str) -> Issued:
    reader, at = _read(serializer, signed)
    return Issued(reader=str(reader), at=_instant(at))


def _written(now: datetime) -> int:
    """In thousandths, for a link is made worthless and another one issued within one second."""
    return round(_cut(now).timestamp() * _SECOND)


def _instant(written: int) -> datetime:
    return datetime.fromtimestamp(written / _SECOND, UTC)


def _cut(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // _SECOND * _SECOND)


def _read(serializer: URLSafeSerializer, signed: str) -> tuple[Any, Any]:
    try:
        first, second = serializer.loads(signed)
    except BadSignature as error:
        raise NotOurs("not signed here") from error
    return first, second
