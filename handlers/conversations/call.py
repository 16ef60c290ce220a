"""One incoming thing on its way through a conversation, with who sent it and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from bot.domain.permissions import Viewer
from bot.services.identity import Caller
from bot.services.ports import Transactions
from handlers.conversations.incoming import Incoming

Kind = TypeVar("Kind", bound=Incoming, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Generic[Kind]):
    """What a conversation gets.

    `viewer` is the caller in the partnership that this is about; where it is about none, the caller as
    themselves. `now` is aware and in UTC. `database` opens transactions, or joins the one already open.
    """

    incoming: Kind
    caller: Caller
    viewer: Viewer
    database: Transactions
    now: datetime

    @property
    def partnership_id(self) -> int:
        """The partnership that this is about. Only for routes that need one."""
        if self.viewer.partnership_id is None:
            raise LookupError("this conversation is about no partnership")
        return self.viewer.partnership_id

    @property
    def in_own_room(self) -> bool:
        """Whether this was said in a room of the very partnership that it is about."""
        room = self.caller.room_partnership_id
        return room is not None and room == self.viewer.partnership_id
