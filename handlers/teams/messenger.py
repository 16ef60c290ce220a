"""Sends to Teams. Nothing is tried twice in here, and every call has a time-out."""

from collections.abc import Callable
from typing import Final

from bot.errors import DeliveryFailed
from bot.services.ports import Outgoing, Sent
from handlers.teams import cards, consent, ids
from handlers.teams.connection import Connector
from handlers.teams.elements import Data

FileLink = Callable[[int], str]
"""The address under which the file of the message of a number can be had for an hour."""

_AGAIN_SECONDS: Final = 30.0


class TeamsMessenger:
    """Implements `bot.services.ports.Messenger`."""

    def __init__(self, connector: Connector, *, file_link: FileLink | None) -> None:
        self._connector = connector
        self._file_link = file_link

    async def send(self, outgoing: Outgoing) -> Sent:
        conversation = await self._conversation(outgoing.conversation)
        if outgoing.edits is not None:
            await self._connector.put(conversation, outgoing.edits, cards.activity(outgoing.content))
            return Sent(external_id=outgoing.edits, conversation=conversation)
        name = await self._connector.post(conversation, self._activity(outgoing, conversation))
        return Sent(external_id=name, conversation=conversation)

    async def find(self, outgoing: Outgoing, *, since: float) -> Sent | None:  # noqa: ARG002 - the port's signature
        if outgoing.edits is not None:
            return None  # The same edit twice leaves the same message.
        raise DeliveryFailed("teams_shows_no_history", unknown=True)

    async def _conversation(self, place: str) -> str:
        """Return the conversation with a person where only the person is known."""
        if not ids.is_person(place):
            return place
        try:
            return await self._connector.open(place)
        except DeliveryFailed as failed:
            if not failed.unknown:
                raise
            # Whatever became of it, nothing has been said yet.
            raise DeliveryFailed(failed.reason, retry_after=_AGAIN_SECONDS) from failed

    def _activity(self, outgoing: Outgoing, conversation: str) -> Data:
        """Return what is sent. A file is offered to its reader alone; to several people it is a link."""
        if outgoing.file is None:
            return cards.activity(outgoing.content)
        if not ids.is_room(conversation):
            return consent.offer(outgoing)
        if self._file_link is None:
            raise DeliveryFailed("no_page_for_the_file", permanent=True)
        return consent.linked(outgoing, link=self._file_link(outgoing.message_id))
