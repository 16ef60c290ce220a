"""Snapshots: the timetable as it was when a workbook was made, in the form in which it is kept and read again."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pydantic import TypeAdapter

from bot.domain.commitments import Commitment
from bot.domain.permissions import Viewer
from bot.domain.snapshots import KeptAction, Snapshot, kept_of
from bot.services.ports import Transaction
from storage import partners as stored_partners
from storage import people as stored_people
from storage import snapshots as stored_snapshots

_TOKEN_BYTES: Final = 18
_ACTIONS: Final[TypeAdapter[tuple[KeptAction, ...]]] = TypeAdapter(tuple[KeptAction, ...])


def new_token() -> str:
    """Return a token for a workbook, which says nothing to anybody but us."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def kept(
    transaction: Transaction, *, viewer: Viewer, commitments: Iterable[Commitment]
) -> tuple[KeptAction, ...]:
    """Return commitments of the viewer's partnership as they are kept."""
    partners = stored_partners.names(transaction, viewer=viewer)
    people = stored_people.names(transaction, viewer=viewer)
    return tuple(kept_of(one, partners=partners, people=people) for one in commitments)


def rows_of(actions: Sequence[KeptAction]) -> dict[str, Any]:
    """Return actions in the form in which a snapshot stores them."""
    return {"actions": _ACTIONS.dump_python(tuple(actions), mode="json")}


def actions_of(rows: Mapping[str, Any] | None) -> tuple[KeptAction, ...]:
    """Read what `rows_of` has written; nothing where nothing is kept."""
    return _ACTIONS.validate_python(rows["actions"], strict=False) if rows else ()


def by_token(
    transaction: Transaction, *, viewer: Viewer, token: str
) -> tuple[Snapshot, tuple[KeptAction, ...]] | None:
    """Return what a workbook of the viewer's partnership was made of; None where its token is not known here."""
    snapshot = stored_snapshots.by_token(transaction, viewer=viewer, token=token)
    return None if snapshot is None else (snapshot, actions_of(snapshot.rows))
