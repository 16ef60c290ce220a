"""The operator's ledger, line by line: where each message went, what became of it, and what was tried next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from bot.domain.ledger import Send, Unsent, kinds_to_tell, masked, rule_to_tell
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.messages import ledger as wording
from bot.services.ports import Transaction, Transactions
from storage import ledger as stored_ledger
from storage import partnerships as stored_partnerships


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which part of the ledger: of one partnership, to one person, since a day (UTC). "" and None: all of it."""

    partnership: str = ""
    person: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the ledger. `message` is its number, None for what no message carries; `at` is in UTC.

    `tool` is the kind of address, `where` the installation and what it calls the reader: an e-mail address masked, of a page
    nothing.
    """

    at: datetime
    message: int | None
    to: str
    partnerships: tuple[str, ...]
    what: str
    tool: str
    where: str
    fate: str
    reason: str
    attempts: int
    sent_at: datetime | None
    next: str
    next_message: int | None

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as it is printed under the headings, without anything that a terminal would obey."""
        tool = wording.TOOLS[AddressKind(self.tool)] if self.tool else ""
        where = ": ".join(one for one in (tool, self.where) if one)
        fate = f"{self.fate}: {self.reason}" if self.reason else self.fate
        about = ", ".join(self.partnerships)
        cells = (f"{self.at:%Y-%m-%d %H:%M}", self.to, about, self.what, where, fate, self.next)
        return tuple(map(_printable, cells))


def read(*, database: Transactions, wanted: Wanted, now: datetime) -> tuple[Line, ...]:
    """Return the lines that are wanted, oldest first, for who runs the server.

    Raises LookupError where no partnership, or more than one, has this name, and where nobody is called this.
    """
    with database.read() as transaction:
        partnership = _partnership(transaction, wanted.partnership)
        people = _people(transaction, wanted.person)
        since = None if wanted.since is None else datetime.combine(wanted.since, time(), tzinfo=UTC)
        sends = stored_ledger.sends(transaction, viewer=ENGINE, people=people, since=since)
        unsent = stored_ledger.unsent(transaction, viewer=ENGINE, people=people, since=since, now=now)
        installations = stored_ledger.installations(transaction, viewer=ENGINE)
    lines = [*_of_sends(sends, installations), *map(_of_unsent, unsent)]
    kept = [one for one in lines if partnership is None or partnership in one.partnerships]
    return tuple(sorted(kept, key=lambda one: (one.at, one.message or 0)))


def _partnership(transaction: Transaction, name: str) -> str | None:
    if not name:
        return None
    found = stored_partnerships.named(transaction, viewer=ENGINE, name=name)
    if len(found) != 1:
        raise LookupError(f"{len(found)} partnerships are called {name!r}")
    return found[0].name


def _people(transaction: Transaction, name: str) -> frozenset[int] | None:
    if not name:
        return None
    found = stored_ledger.people_named(transaction, viewer=ENGINE, name=name)
    if not found:
        raise LookupError(f"nobody is called {name!r}")
    return found


def _of_sends(sends: Iterable[Send], installations: Mapping[int, str]) -> list[Line]:
    by_number = {one.message_id: one for one in sends}
    nexts = {one.stands_for: one for one in by_number.values() if one.stands_for is not None}
    return [_of_send(one, nexts, by_number, installations) for one in by_number.values()]


def _of_send(
    send: Send, nexts: Mapping[int, Send], by_number: Mapping[int, Send], installations: Mapping[int, str]
) -> Line:
    following = nexts.get(send.message_id)
    about = _about(send, following, by_number)
    return Line(
        at=send.at,
        message=send.message_id,
        to=send.person or send.room or wording.STRANGER,
        partnerships=tuple(sorted(about.partnerships)),
        what=wording.what(send.kind, kinds_to_tell(about.carries)),
        tool=send.to.kind.value,
        where=_where(send, installations),
        fate=wording.fate(state=send.state, attempts=send.attempts),
        reason=masked(send.error),
        attempts=send.attempts,
        sent_at=send.sent_at,
        next=_next(send, following),
        next_message=following.message_id if following else None,
    )


def _about(send: Send, following: Send | None, by_number: Mapping[int, Send]) -> Send:
    """Return the message that knows what this one was about: what could not be brought was handed on."""
    if send.carries:
        return send
    return following or by_number.get(send.edits or 0, send)


def _where(send: Send, installations: Mapping[int, str]) -> str:
    if send.to.kind is AddressKind.WEB:
        return ""  # A page has one reader, and its name is nobody else's business.
    name = installations.get(send.to.installation_id, "")
    return ", ".join(one for one in (name, masked(send.to.external_id)) if one)


def _next(send: Send, following: Send | None) -> str:
    if following is not None:
        return wording.next_way(tool=following.to.kind, message_id=following.message_id)
    return wording.NO_OTHER_WAY if send.undeliverable else ""


def _of_unsent(unsent: Unsent) -> Line:
    rule = rule_to_tell(unsent.kind, unsent.rule)
    return Line(
        at=unsent.at,
        message=None,
        to=unsent.person or unsent.room,
        partnerships=(unsent.partnership,),
        what=", ".join(kinds_to_tell((unsent.kind,))),
        tool="",
        where="",
        fate=wording.unsent(state=unsent.state),
        reason="" if rule is None else rule.value,
        attempts=0,
        sent_at=None,
        next="",
        next_message=None,
    )


def _printable(text: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())
