"""The link to a person's own page, and the key of one rendering of it. Both are signed, neither can be guessed."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from itsdangerous import BadSignature, URLSafeSerializer

LIFE: Final = timedelta(days=60)


class NotOurs(Exception):
    """A link or a key that this server did not sign, or whose time is over."""


class Links:
    """Signs and reads. A link works for 60 days; `now` is aware and in UTC."""

    def __init__(self, secret: str) -> None:
        self._links = URLSafeSerializer(secret, salt="page")
        self._keys = URLSafeSerializer(secret, salt="key")

    def token(self, *, reader: str, now: datetime) -> str:
        """Return the part of the address that stands for a reader, by the name that our page has for them."""
        return self._links.dumps([reader, int(now.timestamp())])

    def reader(self, token: str, *, now: datetime) -> str:
        """Return whose page it is. Raises `NotOurs`."""
        reader, issued = _read(self._links, token)
        if now - datetime.fromtimestamp(int(issued), now.tzinfo) >= LIFE:
            raise NotOurs("the time of this link is over")
        return reader

    def key(self, *, reader: str) -> str:
        """Return a new key: with it, one rendering of this reader's page can be answered, and no other's."""
        return self._keys.dumps([reader, secrets.token_urlsafe(9)])

    def opened(self, key: str, *, reader: str) -> str:
        """Return the random part of a key of this reader. Raises `NotOurs`."""
        owner, random = _read(self._keys, key)
        if owner != reader:
            raise NotOurs("the key of somebody else's page")
        return random


def _read(serializer: URLSafeSerializer, signed: str) -> tuple[str, str]:
    try:
        first, second = serializer.loads(signed)
    except BadSignature as error:
        raise NotOurs("not signed here") from error
    return str(first), str(second)
