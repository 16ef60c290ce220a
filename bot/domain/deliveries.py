"""A delivery: one fact owed to one person (or room), and what became of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from bot.domain.people import AddressKind


class DeliveryKind(Enum):
    """What is owed. The order is that of an envelope: due first, then acceptance, then answers and thanks."""

    HELLO = "hello"
    AFTER = "after"
    REMINDER = "reminder"
    ASK = "ask"
    AGREED = "agreed"
    ANSWER = "answer"
    EFFECT = "effect"
    STUCK = "stuck"
    HELP_OUT = "help_out"
    FOREWARNED = "forewarned"
    WAIT_OR_GO = "wait_or_go"
    CONCERN = "concern"
    TAKE_UP = "take_up"
    UNTOLD = "untold"
    SIDE = "side"
    WHO_HEARS = "who_hears"
    HAND_OVER = "hand_over"
    MOVED = "moved"
    CHANGED = "changed"
    CHECKIN = "checkin"
    MILESTONE = "milestone"
    LOOK_BACK = "look_back"
    STAGE = "stage"
    BRIEF = "brief"
    THANKS = "thanks"
    NEWS = "news"
    KEPT = "kept"
    MORNING = "morning"
    WORKBOOK = "workbook"
    WELCOME = "welcome"
    CELEBRATION = "celebration"
    SUMMARY = "summary"
    QUICK_WINS = "quick_wins"
    QUIET = "quiet"


NOTICES: Final = (
    DeliveryKind.HELP_OUT,
    DeliveryKind.FOREWARNED,
    DeliveryKind.WAIT_OR_GO,
    DeliveryKind.CONCERN,
    DeliveryKind.TAKE_UP,
    DeliveryKind.UNTOLD,
    DeliveryKind.SIDE,
    DeliveryKind.WHO_HEARS,
    DeliveryKind.HAND_OVER,
    DeliveryKind.MOVED,
    DeliveryKind.CHANGED,
    DeliveryKind.CHECKIN,
    DeliveryKind.MILESTONE,
    DeliveryKind.LOOK_BACK,
    DeliveryKind.STAGE,
    DeliveryKind.BRIEF,
    DeliveryKind.THANKS,
    DeliveryKind.NEWS,
    DeliveryKind.KEPT,
)
"""What rides in an envelope, or in a runner's list, beside the reader's own actions, in this order."""

IN_CONFIDENCE: Final = frozenset({DeliveryKind.CONCERN, DeliveryKind.TAKE_UP})
"""What nobody else is told of: it stands in nobody's **Tomorrow's post** and can't be held."""


FIRST_ASK: Final = "ask-1"
"""The step by which somebody is asked to accept for the first time."""


class DeliveryState(Enum):
    """PENDING until a message claims it; what is not sent is withheld by a named rule, and kept."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    WITHHELD = "withheld"
    UNDELIVERABLE = "undeliverable"


class Rule(Enum):
    """Why a delivery was not sent by itself. The ledger shows this name."""

    ANSWERED = "answered"
    DONE = "done"
    DROPPED = "dropped"
    DATE_MOVED = "date moved"
    UNDONE = "undone"
    LEFT = "left"
    DOORS_SHUT = "doors shut"
    NO_ADDRESS = "no address"
    TOO_LATE = "too late"
    MERGED = "merged"
    PAUSED = "paused"
    NOT_THEIRS = "not theirs any more"
    REPLANNED = "replanned"
    HELD = "held"
    NOT_THIS_WEEK = "not this week"
    STAGE = "not in this stage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A delivery to be written: `fact` and `step` make it unique for its recipient.

    `due_on` is a local date of the recipient, `due_at` its aware UTC instant. `off_day` marks what may come
    on a day that is not one of the person's regular days; `last_day` is the last local date on which it
    still makes sense, None when it always does. Exactly one of `person_id` and `room_id` is given.
    """

    kind: DeliveryKind
    fact: str
    step: str
    partnership_id: int
    due_on: date
    due_at: datetime
    person_id: int | None = None
    room_id: int | None = None
    share_id: int | None = None
    off_day: bool = False
    last_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A delivery as stored."""

    id: int
    owed: Owed
    state: DeliveryState
    rule: Rule | None
    message_id: int | None


class MessageState(Enum):
    """SENDING is committed before the call, so that a crash shows as an expired lease."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    DEAD = "dead"


class MessageKind(Enum):
    """What kind of physical send it is. ENVELOPE, HELLO and MORNING are unasked; the first two count for the week."""

    ENVELOPE = "envelope"
    HELLO = "hello"
    MORNING = "morning"
    URGENT = "urgent"
    ROOM = "room"
    WORKBOOK = "workbook"
    ANSWER = "answer"
    EDIT = "edit"


QUESTION: Final = "track:"
"""How the part of an ANSWER begins that somebody else has asked for: it is unasked, and counts for the week."""

CANNOT_WAIT: Final = "now:"
"""How the part of an URGENT begins that somebody has asked to be sent at any hour: it counts for the week as well."""

UNCONFIRMED: Final = "unconfirmed"
"""What stands as the error of a message that may have arrived, and isn't sent again: nobody knows."""

SECOND: Final = "second:"
"""How the part of a message begins that goes to a person's next address. The number of the one it stands for follows."""

LINK: Final = "link:"
"""How the part of a letter begins that brings a new link to somebody's page: only letters have one."""

Way = tuple[AddressKind, int]
"""Through which installation a message goes: its kind and number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a message goes: the address of a person, or a room, as its platform calls it."""

    kind: AddressKind
    installation_id: int
    external_id: str

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.installation_id}:{self.external_id}"

    @property
    def way(self) -> Way:
        return self.kind, self.installation_id

    @classmethod
    def parse(cls, text: str) -> "Destination":
        """Read what `str` has written."""
        kind, installation_id, external_id = text.split(":", 2)
        return cls(kind=AddressKind(kind), installation_id=int(installation_id), external_id=external_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """A message to be queued. `content` None: it is made from its deliveries when it is sent.

    `local_date` is the recipient's own date; with the kind, the destination and `part` it makes the message
    unique. `conversation` None: the destination itself. `edits_id` is our number of the message to change.
    """

    kind: MessageKind
    to: Destination
    local_date: date
    part: str
    not_before: datetime
    person_id: int | None = None
    address_id: int | None = None
    room_id: int | None = None
    content: dict[str, Any] | None = None
    conversation: str | None = None
    file: tuple[str, bytes] | None = None
    edits_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMessage:
    """A message as stored. `key` is opaque and all that a platform's metadata holds.

    `edits` is what the platform calls the message to change, `edits_id` what we call it. `attempt_at` is the UTC instant of the last try.
    """

    id: int
    kind: MessageKind
    to: Destination
    person_id: int | None
    address_id: int | None
    room_id: int | None
    local_date: date
    part: str
    key: str
    state: MessageState
    content: dict[str, Any] | None
    file: tuple[str, bytes] | None
    edits: str | None
    edits_id: int | None
    attempts: int
    attempt_at: datetime | None
    conversation: str
    external_id: str | None
    created_at: datetime
