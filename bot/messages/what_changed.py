"""What changed since the last workbook, in words: a line each in a message, a row each in **My copy**."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.domain.dates import full
from bot.domain.snapshots import Change, ChangeKind
from bot.domain.timetables import ALL_PARTNERS, ChangeRow
from bot.messages.words import and_list, near, number

MOST_LINES: Final = 5

KINDS: Final = {
    ChangeKind.NEW: "New",
    ChangeKind.DONE: "Done",
    ChangeKind.MOVED: "Date moved",
    ChangeKind.HANDED_OVER: "Handed over",
    ChangeKind.AGREED: "Agreed",
    ChangeKind.REWORDED: "New words",
    ChangeKind.OPEN_AGAIN: "Open again",
    ChangeKind.DROPPED: "Dropped",
}

_MOST_NAMES: Final = 3


def lines(changes: Sequence[Change], *, today: date) -> tuple[str, ...]:
    """Return at most five lines, the last of which counts what is left out."""
    if len(changes) <= MOST_LINES:
        return tuple(line(change, today=today) for change in changes)
    said = tuple(line(change, today=today) for change in changes[: MOST_LINES - 1])
    return (*said, f"And {number(len(changes) - len(said))} more.")


def line(change: Change, *, today: date) -> str:
    """Return one change as a line: "Date moved: Book the hall, now Friday 4 December (Castle College)."."""
    return f"{KINDS[change.kind]}: {change.title}{_now(change, today)} ({who(change)})."


def who(change: Change) -> str:
    """Return whose it is: up to three partners by name."""
    if change.all_partners:
        return ALL_PARTNERS
    if len(change.partners) <= _MOST_NAMES:
        return and_list(change.partners)
    named = change.partners[: _MOST_NAMES - 1]
    return and_list([*named, f"{number(len(change.partners) - len(named))} more"])


def row(change: Change, *, on: date | None, by_whom: str, reason: str) -> ChangeRow:
    """Return one change as it stands in **My copy**. `on` and `by_whom` say when it happened and who did it."""
    was, now = _was_and_now(change)
    return ChangeRow(
        kind=KINDS[change.kind],
        what=change.title,
        who=ALL_PARTNERS if change.all_partners else ", ".join(change.partners),
        was=was,
        now=now,
        on=on,
        by_whom=by_whom,
        reason=reason,
    )


def _now(change: Change, today: date) -> str:
    match change.kind:
        case ChangeKind.NEW | ChangeKind.AGREED | ChangeKind.OPEN_AGAIN:
            return f", by {near(change.due, today=today)}"
        case ChangeKind.MOVED:
            return f", now {near(change.due, today=today)}"
        case ChangeKind.HANDED_OVER:
            return f", now with {change.now}"
        case _:
            return ""


def _was_and_now(change: Change) -> tuple[str, str]:
    match change.kind:
        case ChangeKind.MOVED if change.old_due is not None:
            return full(change.old_due), full(change.due)
        case ChangeKind.HANDED_OVER | ChangeKind.REWORDED:
            return change.was, change.now
        case ChangeKind.DONE | ChangeKind.DROPPED:
            return f"By {full(change.due)}", KINDS[change.kind]
        case _:
            return "", f"By {full(change.due)}"
