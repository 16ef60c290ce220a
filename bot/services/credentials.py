"""What lets us in at the workspaces that have installed us: encrypted at rest, and renewed by one process alone."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from bot.domain.credentials import Held, Sealed, Tenant, Tokens, Unreadable
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.services import installations, removals
from bot.services.ports import Transactions
from storage import credentials as stored_credentials
from storage.database import Joined

if TYPE_CHECKING:
    # Where nobody may install us, nothing is encrypted: what does it takes a while to load.
    from bot.services.vault import Vault

_EARLY: Final = timedelta(hours=2)
"""How long before its end access is renewed: time enough to try again while Slack cannot be reached."""

_LEASE: Final = timedelta(minutes=1)
"""How long a renewal belongs to whoever began it; what was not done by then, somebody else tries."""


def install(
    *,
    database: Transactions,
    vault: "Vault",
    tenant: Tenant,
    name: str,
    bot_user_id: str,
    tokens: Tokens,
    now: datetime,
) -> int:
    """Keep an installation of Slack with what lets us in, in place of what did before. Returns its number.

    In one go with it, who was closed to us is open: nothing else would open them later.
    """
    with database.write() as transaction:
        number = installations.register(
            database=Joined(transaction),
            kind=AddressKind.SLACK,
            external_id=tenant.external_id,
            name=name,
            bot_id=bot_user_id,
            now=now,
        )
        stored_credentials.keep(
            transaction,
            viewer=ENGINE,
            installation_id=number,
            tenant=tenant,
            secret=vault.seal(tokens),
            expires_at=tokens.expires_at,
            now=now,
        )
        removals.returned(database=Joined(transaction), installation_id=number)
        return number


def held(*, database: Transactions, vault: "Vault") -> tuple[tuple[Held, ...], tuple[int, ...]]:
    """Return what lets us in, and the installations for which it cannot be read: somebody must install us there again.

    What an old key has encrypted is kept under the new one from then on.
    """
    with database.read() as transaction:
        stored = stored_credentials.all_of(transaction, viewer=ENGINE)
    found: list[Held] = []
    lost: list[int] = []
    for sealed in stored:
        try:
            found.append(_held(sealed, vault.open(sealed)))
        except Unreadable:
            lost.append(sealed.installation_id)
            continue
        if not vault.is_own(sealed.secret):
            _encrypt_anew(database, vault, found[-1])
    return tuple(found), tuple(lost)


def is_due(held: Held, *, now: datetime) -> bool:
    """Say whether access runs out soon, and can be renewed."""
    ends = held.tokens.expires_at
    return bool(held.tokens.refresh) and ends is not None and now >= ends - _EARLY


def claim(*, database: Transactions, held: Held, now: datetime) -> Held | None:
    """Take the renewal of these upon us: None where another process was quicker, whose work is read later.

    A token for renewing works once, so only who has claimed it may use it.
    """
    with database.write() as transaction:
        claimed = stored_credentials.claim(
            transaction,
            viewer=ENGINE,
            installation_id=held.installation_id,
            version=held.version,
            before=now - _LEASE,
            now=now,
        )
    return replace(held, version=held.version + 1) if claimed else None


def renewed(
    *, database: Transactions, vault: "Vault", held: Held, tokens: Tokens, now: datetime
) -> Held | None:
    """Keep what the renewal brought; None where somebody has installed us there anew meanwhile."""
    with database.write() as transaction:
        kept = stored_credentials.renew(
            transaction,
            viewer=ENGINE,
            installation_id=held.installation_id,
            version=held.version,
            secret=vault.seal(tokens),
            expires_at=tokens.expires_at,
            now=now,
        )
    return replace(held, tokens=tokens, version=held.version + 1) if kept else None


def _encrypt_anew(database: Transactions, vault: "Vault", held: Held) -> None:
    with database.write() as transaction:
        stored_credentials.encrypt_anew(
            transaction,
            viewer=ENGINE,
            installation_id=held.installation_id,
            version=held.version,
            secret=vault.seal(held.tokens),
        )


def _held(sealed: Sealed, tokens: Tokens) -> Held:
    return Held(
        installation_id=sealed.installation_id,
        tenant=sealed.tenant,
        bot_user_id=sealed.bot_user_id,
        tokens=tokens,
        version=sealed.version,
    )
