"""Connects a platform: a Slack workspace, a Teams tenant, or our own web page. And notes where we are no more."""

from datetime import datetime

from bot.domain.deliveries import Destination
from bot.domain.installations import Installation, named_by
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.services.ports import Transaction, Transactions
from storage import directory as stored_directory
from storage import installations as stored_installations

TAKEN_AWAY = "the bot was taken away"
"""Why somebody cannot be written to who has removed or blocked the bot."""


def register(
    *,
    database: Transactions,
    kind: AddressKind,
    external_id: str,
    name: str,
    bot_id: str,
    now: datetime,
    service_url: str = "",
) -> int:
    """Keep an installation and return its id. Safe to call at every start; one that was removed is there again."""
    with database.write() as transaction:
        return stored_installations.register(
            transaction,
            viewer=ENGINE,
            kind=kind,
            external_id=external_id,
            name=name,
            bot_id=bot_id,
            now=now,
            service_url=service_url,
        )


def connected(*, database: Transactions, kind: AddressKind) -> tuple[Installation, ...]:
    """Return the installations of a kind in which we are."""
    with database.read() as transaction:
        return stored_installations.connected(transaction, viewer=ENGINE, kind=kind)


def name_after_people(*, database: Transactions, installation_id: int) -> None:
    """Call an installation by the domain of most of its own people, as far as they are listed."""
    with database.read() as transaction:
        there = stored_directory.all_of(transaction, viewer=ENGINE, installation_id=installation_id)
        before = stored_installations.get(transaction, viewer=ENGINE, installation_id=installation_id).name
    name = named_by(one.email for one in there if one.email and not one.is_guest)
    if name in ("", before):
        return
    with database.write() as transaction:
        stored_installations.note_name(transaction, viewer=ENGINE, installation_id=installation_id, name=name)


def reached(
    *,
    database: Transactions,
    installation_id: int,
    external_id: str,
    is_there: bool,
    conversation: str | None = None,
) -> None:
    """Keep that somebody has added the bot for themselves, or has taken it away.

    `conversation` is the private one with them, None where it is not known or stays the same.
    """
    with database.write() as transaction:
        stored_installations.note_reach(
            transaction,
            viewer=ENGINE,
            installation_id=installation_id,
            external_id=external_id,
            trouble="" if is_there else TAKEN_AWAY,
            conversation=conversation,
        )


def refused(transaction: Transaction, *, at: Destination, now: datetime) -> None:
    """Keep that a platform takes nothing for somebody: their other addresses are tried before this one."""
    stored_installations.note_refused(transaction, viewer=ENGINE, at=at, since=now)


def taken(transaction: Transaction, *, at: Destination) -> None:
    """Keep that a platform has taken something for somebody, whatever it did before."""
    stored_installations.note_refused(transaction, viewer=ENGINE, at=at, since=None)


def leave_if_alone(*, database: Transactions, installation_id: int, now: datetime) -> bool:
    """Note that we are in an installation no more, if nobody and no room there can be written to. Returns whether."""
    with database.write() as transaction:
        alone = not stored_installations.reaches_anybody(
            transaction, viewer=ENGINE, installation_id=installation_id
        )
        if alone:
            stored_installations.note_removed(
                transaction, viewer=ENGINE, installation_id=installation_id, now=now
            )
        return alone
