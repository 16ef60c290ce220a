"""An e-mail address at which nobody is reached: it is left alone, and the runner is told until it is put right."""

from datetime import datetime
from typing import Final

from bot.domain.deliveries import Destination
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.services.ports import Transaction
from storage import mailing as stored_mailing

_MOST_SAID: Final = 300


def note(transaction: Transaction, *, to: Destination, said: str, now: datetime) -> None:
    """Keep that nobody is reached at an e-mail address, in the words of a mail server. Others are no concern of it."""
    if to.kind is AddressKind.EMAIL:
        words = " ".join(said.split())[:_MOST_SAID] or "refused"
        stored_mailing.refuse(transaction, viewer=ENGINE, email=to.external_id, said=words, now=now)
