"""What comes in from the people of Riverside, and a call as a conversation gets it."""

from datetime import datetime
from typing import Any

from bot.domain.people import AddressKind
from bot.domain.permissions import Intent
from bot.services import identity
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Incoming, Place, Press, Sender, Submit
from storage.database import Database
from tests.riverside import LISTED, NOW

PRIVATE = Place(conversation="D-PRIVATE", private=True)


def command(installation_id: int, external_id: str, words: str, *, place: Place = PRIVATE) -> Command:
    """Somebody types words after the slash command."""
    return Command(
        sender=_sender(installation_id, external_id), place=place, key=f"command:{words}", words=words
    )


def press(
    installation_id: int,
    external_id: str,
    intent: Intent,
    *,
    arg: str = "",
    partnership_id: int | None = None,
    place: Place = PRIVATE,
) -> Press:
    """Somebody presses a button."""
    return Press(
        sender=_sender(installation_id, external_id),
        place=place,
        key=f"press:{intent.value}:{arg}",
        intent=intent,
        partnership_id=partnership_id,
        arg=arg,
    )


def submit(
    installation_id: int,
    external_id: str,
    intent: Intent,
    *,
    arg: str = "",
    partnership_id: int | None = None,
    place: Place = PRIVATE,
    **values: str | tuple[str, ...],
) -> Submit:
    """Somebody sends a form."""
    return Submit(
        sender=_sender(installation_id, external_id),
        place=place,
        key=f"submit:{intent.value}:{arg}:{sorted(values.items())}",
        intent=intent,
        partnership_id=partnership_id,
        arg=arg,
        values={name: (value,) if isinstance(value, str) else value for name, value in values.items()},
    )


def call(database: Database, incoming: Incoming, *, now: datetime = NOW) -> Call[Any]:
    """Return the call: about the sender's first partnership, or about the sender alone where they have none."""
    caller = identity.recognise(
        database=database,
        kind=incoming.sender.kind,
        installation_id=incoming.sender.installation_id,
        external_id=incoming.sender.external_id,
        room=None if incoming.place.private else incoming.place.conversation,
        name=incoming.sender.name,
    )
    viewer = caller.memberships[0].viewer if caller.memberships else caller.alone()
    return Call(incoming=incoming, caller=caller, viewer=viewer, database=database, now=now)


def _sender(installation_id: int, external_id: str) -> Sender:
    entry = LISTED.get(external_id)
    return Sender(
        kind=AddressKind.SLACK,
        installation_id=installation_id,
        external_id=external_id,
        name=entry.name if entry else "",
    )
