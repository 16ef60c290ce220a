"""Sending on our own pages: a message is sent once it stands in its reader's feed, which it does from the start."""

from bot.services.ports import Outgoing, Sent


class WebMessenger:
    """The `Messenger` of the pages. It can neither fail nor be in doubt."""

    async def send(self, outgoing: Outgoing) -> Sent:
        return _standing(outgoing)

    async def find(self, outgoing: Outgoing, *, since: float) -> Sent | None:  # noqa: ARG002 - the port's signature
        return _standing(outgoing)


def _standing(outgoing: Outgoing) -> Sent:
    return Sent(external_id=f"m{outgoing.message_id}", conversation=outgoing.conversation)
