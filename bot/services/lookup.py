"""**Open an action**: any action that somebody may act for, found by its title and shown as it stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.commitments import Commitment, EventKind, Share
from bot.domain.findable import KEPT, MOST, is_named, may_open, may_open_any
from bot.domain.items import ItemView
from bot.domain.partnerships import Partnership
from bot.domain.permissions import Viewer
from bot.errors import Refused
from bot.services import items
from bot.services.ports import Transaction, Transactions
from storage import commitments as stored_commitments
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import shares as stored_shares

ITEMS_AT_MOST: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One action to choose, and whose it is."""

    commitment: Commitment
    partners: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What somebody can open: what is open, soonest first, and what was dropped in the last year.

    `more` were left out, for a list holds no more than a hundred.
    """

    partnership_id: int
    open: tuple[Choice, ...]
    dropped: tuple[Choice, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One action as it stands, an item for each share of it that the viewer may act for."""

    partnership: Partnership
    items: tuple[ItemView, ...]


def choices(*, database: Transactions, viewer: Viewer, words: str, now: datetime) -> Choices:
    """Return what can be opened, of which the title holds all of `words`.

    Raises `Refused` (not_for_your_role, nothing_to_open, nothing_so_named).
    """
    _require(viewer)
    with database.read() as transaction:
        return _choices(transaction, viewer, words, now)


def look(*, database: Transactions, viewer: Viewer, chosen: str, now: datetime) -> Opened:
    """Return the action whose id was chosen. Raises `Refused` (not_for_your_role, action_gone)."""
    _require(viewer)
    with database.read() as transaction:
        found = [(one, shares) for one, shares in _found(transaction, viewer, now) if str(one.id) == chosen]
        if not found:
            raise Refused("action_gone")
        [(commitment, shares)] = found
        pairs = [(commitment, share) for share in shares[:ITEMS_AT_MOST]]
        return Opened(
            partnership=stored_partnerships.get(transaction, viewer=viewer),
            items=items.views(transaction, viewer=viewer, pairs=pairs, now=now),
        )


def _require(viewer: Viewer) -> None:
    if not may_open_any(viewer):
        raise Refused("not_for_your_role")


def _choices(transaction: Transaction, viewer: Viewer, words: str, now: datetime) -> Choices:
    names = stored_partners.names(transaction, viewer=viewer)
    found = [
        (commitment, shares)
        for commitment, shares in _found(transaction, viewer, now)
        if is_named(commitment.wording.title, words=words)
    ]
    if not found:
        raise Refused("nothing_so_named", field="words") if words else Refused("nothing_to_open")
    still = [_choice(one, names) for one, shares in found if any(share.is_open for share in shares)]
    out = [_choice(one, names) for one, shares in found if not any(share.is_open for share in shares)]
    # What was dropped for the latest date is what somebody is likelier to want back.
    out.reverse()
    more = max(0, len(still) - MOST) + max(0, len(out) - MOST)
    return Choices(
        partnership_id=stored_partnerships.get(transaction, viewer=viewer).id,
        open=tuple(still[:MOST]),
        dropped=tuple(out[:MOST]),
        more=more,
    )


def _choice(commitment: Commitment, names: dict[int, str]) -> Choice:
    if commitment.all_partners:
        return Choice(commitment=commitment, partners=())
    whose = sorted({names[share.partner_id] for share in commitment.shares}, key=str.casefold)
    return Choice(commitment=commitment, partners=tuple(whose))


def _found(
    transaction: Transaction, viewer: Viewer, now: datetime
) -> list[tuple[Commitment, tuple[Share, ...]]]:
    """Return what somebody can open, soonest first, each with the shares that they may act for."""
    dropped = stored_shares.events_in(
        transaction, viewer=viewer, kinds=(EventKind.DROPPED,), since=now - KEPT
    )
    lately = {event.share_id for event in dropped}
    open_or_dropped = stored_commitments.still_open(transaction, viewer=viewer, share_ids=lately)
    found = [
        (
            commitment,
            tuple(one for one in commitment.shares if may_open(one, viewer=viewer, lately_dropped=lately)),
        )
        for commitment in open_or_dropped
    ]
    return [(commitment, shares) for commitment, shares in found if shares]
