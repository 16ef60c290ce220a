"""Connects a platform: a Slack workspace, or our own web page."""

from datetime import datetime

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.services.ports import Transactions
from storage import installations as stored_installations


def register(
    *, database: Transactions, kind: AddressKind, external_id: str, name: str, bot_id: str, now: datetime
) -> int:
    """Keep an installation and return its id. Safe to call at every start."""
    with database.write() as transaction:
        return stored_installations.register(
            transaction,
            viewer=ENGINE,
            kind=kind,
            external_id=external_id,
            name=name,
            bot_id=bot_id,
            now=now,
        )
