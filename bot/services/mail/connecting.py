"""That this server can send letters, or can't any more; and the page to which those to an address lead."""

from datetime import datetime
from typing import Final

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.services.ports import Transactions
from storage import installations as stored_installations
from storage import mailing as stored_mailing

_NAME: Final = "mail"


def begin(*, database: Transactions, sender: str, now: datetime) -> None:
    """Let every e-mail address with which nothing is wrong be written to. Safe to call at every start."""
    with database.write() as transaction:
        stored_installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.EMAIL,
            external_id=_NAME,
            name=sender,
            bot_id="",
            now=now,
        )
        stored_mailing.begin(transaction, viewer=ENGINE)


def end(*, database: Transactions, now: datetime) -> None:
    """Keep that nobody is reached by mail any more, where letters could be sent before."""
    with database.write() as transaction:
        if stored_mailing.sends(transaction):
            stored_mailing.end(transaction, viewer=ENGINE, now=now)


def page_of(*, database: Transactions, email: str) -> str | None:
    """Return what our pages call whoever is reached at an e-mail address, None where nobody is."""
    with database.read() as transaction:
        return stored_mailing.page_of(transaction, viewer=ENGINE, email=email)
