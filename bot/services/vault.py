"""Encrypts what lets us in with a key that is made from the server's own."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.domain.credentials import Sealed, Tokens, Unreadable

_PURPOSE: Final = b"bywhen credentials"


class Vault:
    """Encrypts what lets us in, with the server's key; those of before can still be read."""

    def __init__(self, key: str, *, old: Sequence[str] = ()) -> None:
        self._own = _derived(key)
        self._any = MultiFernet([self._own, *map(_derived, old)])

    def seal(self, tokens: Tokens) -> bytes:
        """Return the tokens encrypted; when they end is kept beside them."""
        plain = json.dumps({"access": tokens.access, "refresh": tokens.refresh})
        return self._own.encrypt(plain.encode())

    def open(self, sealed: Sealed) -> Tokens:
        """Return the tokens. Raises `Unreadable`."""
        try:
            read = json.loads(self._any.decrypt(sealed.secret))
        except InvalidToken as error:
            raise Unreadable(sealed.tenant.external_id) from error
        return Tokens(access=read["access"], refresh=read["refresh"], expires_at=sealed.expires_at)

    def is_own(self, secret: bytes) -> bool:
        """Say whether this was encrypted with the key of today."""
        try:
            self._own.decrypt(secret)
        except InvalidToken:
            return False
        return True


def _derived(key: str) -> Fernet:
    """Return what encrypts with a key of its own for this purpose: the server's own key also signs links."""
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode())
    return Fernet(urlsafe_b64encode(made))
