"""A workbook of ours that comes back: as it was made, as it was edited, and how the timetable stands now.

Nothing is overwritten unasked: what changed on both sides since the workbook was made is a conflict. A row is
known again by its words first and by its hidden reference second, for a sorted column may have left it behind.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Final

from bot.domain.commitments import OPEN_STATES, ShareState
from bot.domain.imports.headings import Meaning
from bot.domain.imports.names import fold
from bot.domain.imports.rows import Row
from bot.domain.snapshots import KeptAction, KeptShare
from bot.domain.timetables import ALL_PARTNERS

FIELDS: Final = (
    Meaning.WHAT,
    Meaning.BY,
    Meaning.ORGANISATION,
    Meaning.PERSON,
    Meaning.STATUS,
    Meaning.HEADING,
    Meaning.DONE_WHEN,
    Meaning.WHY,
)
"""What is compared, in the order in which it is told."""

_MOST_TRIED: Final = 20
"""With how many rows of the same title one is compared: thousands that say the same are nobody's timetable."""

_LISTS: Final = frozenset({Meaning.ORGANISATION, Meaning.PERSON})
_TELLING: Final = (Meaning.WHAT, Meaning.BY, Meaning.ORGANISATION, Meaning.PERSON)

Values = Mapping[Meaning, str]
"""What stands in a row, by what it means: a date as an ISO date, the state as "done" or ""."""


class Origin(Enum):
    """Whose workbook it is: anybody's, ours as we know it, or one of ours that we don't know (any more)."""

    ANYBODYS = "anybodys"
    OURS = "ours"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownShare:
    """One open share of a row as it stands now; `hears` says that its holder can be asked and told."""

    id: int
    partner: str
    person_id: int | None = None
    name: str = ""
    is_agreed: bool = False
    hears: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRow:
    """A row of the timetable, as it was exported or as it stands now; `ref` is the number of its action."""

    ref: int
    values: Values
    shares: tuple[KnownShare, ...] = ()

    @property
    def what(self) -> str:
        return self.values[Meaning.WHAT]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A workbook that we made: its rows as they were then, and the timetable's as they are now."""

    exported: tuple[KnownRow, ...]
    now: tuple[KnownRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One cell that was edited: what it said, what it says, and what the timetable says now."""

    meaning: Meaning
    cell: str
    old: str
    new: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A row that somebody edited. `conflicts` were changed in the timetable, too, and otherwise."""

    row: Row
    now: KnownRow
    changes: tuple[Change, ...]
    conflicts: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A whole workbook, compared. Every row of it is in one of these.

    `meanwhile` were changed in the timetable alone since. `gone` were edited and are in the timetable no more.
    `fresh` are known by nothing. `missing` stood in the copy as it was made, and not in the file.
    """

    edited: tuple[Edited, ...] = ()
    same: tuple[Row, ...] = ()
    meanwhile: tuple[Row, ...] = ()
    gone: tuple[Row, ...] = ()
    fresh: tuple[Row, ...] = ()
    missing: tuple[KnownRow, ...] = ()


@dataclass(slots=True)
class _Sorted:
    edited: list[Edited] = field(default_factory=list)
    same: list[Row] = field(default_factory=list)
    meanwhile: list[Row] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)


def known(action: KeptAction) -> Iterator[KnownRow]:
    """Yield the rows that an action has in our workbook: one for each date, and one alone for all partners."""
    rows: dict[date, list[KeptShare]] = {}
    for share in action.remaining:
        rows.setdefault(action.due if action.all_partners else action.due_of(share), []).append(share)
    for day, shares in sorted(rows.items()):
        values = {**_told(action, shares), Meaning.BY: day.isoformat()}
        yield KnownRow(
            ref=action.id, values=values, shares=tuple(_share(one) for one in shares if _is_open(one))
        )


def _told(action: KeptAction, shares: Sequence[KeptShare]) -> dict[Meaning, str]:
    partners = sorted({one.partner for one in shares}, key=str.casefold)
    people = dict.fromkeys(one.person for one in shares if one.person)
    return {
        Meaning.WHAT: action.title,
        Meaning.ORGANISATION: ALL_PARTNERS if action.all_partners else ", ".join(partners),
        Meaning.PERSON: "" if action.all_partners else ", ".join(people),
        Meaning.STATUS: "done" if all(one.state is ShareState.DONE for one in shares) else "",
        Meaning.HEADING: action.heading,
        Meaning.DONE_WHEN: action.done_when,
        Meaning.WHY: action.why,
    }


def _is_open(share: KeptShare) -> bool:
    return share.state in OPEN_STATES


def _share(share: KeptShare) -> KnownShare:
    return KnownShare(
        id=share.id,
        partner=share.partner,
        person_id=share.person_id,
        name=share.person,
        is_agreed=share.state is ShareState.ACCEPTED,
    )


def compare(rows: Sequence[Row], *, copy: Copy) -> Compared:
    """Compare what was read from a copy with what it was made of, and with the timetable."""
    pairs, fresh, missing = _paired(rows, copy.exported)
    found = _Sorted()
    there: dict[int, list[KnownRow]] = {}
    for one in copy.now:
        there.setdefault(one.ref, []).append(one)
    for row, exported in pairs:
        _sort(row, exported, _standing(exported, there.get(exported.ref, ())), found)
    return Compared(
        edited=tuple(found.edited),
        same=tuple(found.same),
        meanwhile=tuple(found.meanwhile),
        gone=tuple(found.gone),
        fresh=tuple(fresh),
        missing=tuple(one for one in missing if one.ref in there),
    )


def is_same(meaning: Meaning, first: str, second: str) -> bool:
    """Whether two values say the same: names in any order and case, words but for their spaces."""
    if first == second:
        return True
    if meaning in _LISTS:
        return _names(first) == _names(second)
    return " ".join(first.split()) == " ".join(second.split())


@lru_cache(maxsize=4096)
def _names(text: str) -> tuple[str, ...]:
    return tuple(sorted(fold(name) for name in text.split(",") if name.strip()))


def _sort(row: Row, exported: KnownRow, now: KnownRow | None, found: _Sorted) -> None:
    edits = list(_edits(row, exported))
    if now is None:
        (found.gone if edits else found.same).append(row)
        return
    changes = [_change(row, meaning, exported, now) for meaning in edits]
    open_ones = [one for one in changes if not is_same(one.meaning, one.new, one.now)]
    conflicts = tuple(one for one in open_ones if not is_same(one.meaning, one.old, one.now))
    if open_ones:
        clear = tuple(one for one in open_ones if one not in conflicts)
        found.edited.append(Edited(row=row, now=now, changes=clear, conflicts=conflicts))
    elif edits or all(is_same(one, exported.values[one], now.values[one]) for one in FIELDS):
        found.same.append(row)
    else:
        found.meanwhile.append(row)


def _edits(row: Row, exported: KnownRow) -> Iterator[Meaning]:
    """Yield what was edited. Of the state only *Done* is taken, so that nothing else in it is an edit."""
    written = row.action.written
    for meaning in FIELDS:
        is_nothing = meaning not in written or (meaning is Meaning.STATUS and not written[meaning])
        if not is_nothing and not is_same(meaning, written[meaning], exported.values[meaning]):
            yield meaning


def _change(row: Row, meaning: Meaning, exported: KnownRow, now: KnownRow) -> Change:
    return Change(
        meaning=meaning,
        cell=row.action.cells[meaning],
        old=exported.values[meaning],
        new=row.action.written[meaning],
        now=now.values[meaning],
    )


def _standing(exported: KnownRow, same: Sequence[KnownRow]) -> KnownRow | None:
    """Return the same row as it stands now: that of the same partners, where the action has several dates."""
    alike = [one for one in same if _alike(one, exported, Meaning.ORGANISATION)]
    return next(iter([*alike, *same]), None)


def _alike(one: KnownRow, other: KnownRow, meaning: Meaning) -> bool:
    return is_same(meaning, one.values[meaning], other.values[meaning])


Match = Callable[[Row, KnownRow], bool]


def _paired(
    rows: Sequence[Row], exported: Sequence[KnownRow]
) -> tuple[list[tuple[Row, KnownRow]], list[Row], list[KnownRow]]:
    """Pair rows with what they were: the surest pairs first, each row and each of those once."""
    pairs: dict[str, KnownRow] = {}
    left = list(exported)
    for key_of_row, key_of_known, match in _PASSES:
        waiting: dict[object, list[KnownRow]] = {}
        for one in left:
            waiting.setdefault(key_of_known(one), []).append(one)
        for row in rows:
            if row.ref in pairs:
                continue
            there = waiting.get(key_of_row(row), [])
            place = next((at for at, one in enumerate(there[:_MOST_TRIED]) if match(row, one)), None)
            if place is not None:
                pairs[row.ref] = there.pop(place)
        taken = {id(one) for one in pairs.values()}
        left = [one for one in left if id(one) not in taken]
    by_row = [(row, pairs[row.ref]) for row in rows if row.ref in pairs]
    return by_row, [row for row in rows if row.ref not in pairs], left


def _is_untouched(row: Row, known: KnownRow) -> bool:
    return not any(True for _ in _edits(row, known))


def _is_titled_alike(row: Row, known: KnownRow) -> bool:
    return _equal(row, known, (Meaning.WHAT,)) == 1


def _is_of_the_same_partners(row: Row, known: KnownRow) -> bool:
    return _equal(row, known, (Meaning.WHAT, Meaning.ORGANISATION)) == 2


def _is_much_alike(row: Row, known: KnownRow) -> bool:
    return _equal(row, known, _TELLING) >= 2


def _equal(row: Row, known: KnownRow, meanings: Iterable[Meaning]) -> int:
    written = row.action.written
    return sum(
        is_same(meaning, written.get(meaning, known.values[meaning]), known.values[meaning])
        for meaning in meanings
    )


def _ref_of(row: Row) -> object:
    return row.action.ref


def _known_ref(row: KnownRow) -> object:
    return str(row.ref)


def _title_of(row: Row) -> object:
    return fold(row.action.what)


def _known_title(row: KnownRow) -> object:
    return fold(row.what)


_PASSES: Final[tuple[tuple[Callable[[Row], object], Callable[[KnownRow], object], Match], ...]] = (
    (_ref_of, _known_ref, _is_untouched),
    (_title_of, _known_title, _is_untouched),
    (_ref_of, _known_ref, _is_titled_alike),
    (_title_of, _known_title, _is_of_the_same_partners),
    (_ref_of, _known_ref, _is_much_alike),
)
"""How rows are known again, the surest first: by what they are sought, and what has to be alike."""
