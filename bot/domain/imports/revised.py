"""What becomes of the rows of our own workbook that were edited: what is taken, what is asked, and of whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.domain.imports.choices import Choices
from bot.domain.imports.headings import Meaning
from bot.domain.imports.names import fold, words_of
from bot.domain.imports.readings import NotTaken
from bot.domain.imports.rows import Row, completed
from bot.domain.imports.surroundings import PERSON, KnownMember, Surroundings
from bot.domain.imports.threeway import Change, Compared, Edited, KnownRow, KnownShare

_WORDS: Final = {
    Meaning.WHAT: "title",
    Meaning.HEADING: "heading",
    Meaning.DONE_WHEN: "done_when",
    Meaning.WHY: "why",
}
"""What a column of words is called where it is kept."""


MOST_REVISED: Final = 150
"""How many rows are revised at once. The rest comes when the same workbook is sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRevision:
    """What a row changes about an action that stands in the timetable.

    `taken` are the cells that are taken; `conflicts` were changed on both sides, and are taken only where that was
    chosen. `by` and `person_id` are the new date and holder, None where they stay. `asked` are the shares whose holders are
    asked first; the holders of `told` are told, and those of the rest hear nothing.
    """

    row: Row
    now: KnownRow
    taken: tuple[Change, ...]
    conflicts: tuple[Change, ...]
    words: Mapping[str, str]
    by: date | None = None
    person_id: int | None = None
    holder: str = ""
    done: bool = False
    asked: tuple[KnownShare, ...] = ()
    told: tuple[KnownShare, ...] = ()

    @property
    def open(self) -> tuple[Change, ...]:
        """The conflicts in which the timetable stays as it is."""
        return tuple(one for one in self.conflicts if one not in self.taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisions:
    """All that was edited. `unclear` have to be mended or answered first, `done_ahead` to be ticked.

    `questions` are all rows about which a person can say what is missing, answered or not. `later` do not fit
    this time.
    """

    planned: tuple[PlannedRevision, ...] = ()
    later: tuple[Row, ...] = ()
    questions: tuple[Row, ...] = ()
    unclear: tuple[Row, ...] = ()
    done_ahead: tuple[Row, ...] = ()
    not_taken: tuple[NotTaken, ...] = ()


def conflict_of(row: Row, change: Change) -> str:
    """Return the name by which a conflict is chosen about."""
    return f"{row.ref}.{change.meaning.value}"


def plan(compared: Compared, *, surroundings: Surroundings, choices: Choices) -> Revisions:
    """Return what becomes of every row that was edited."""
    planner = _Planner(surroundings=surroundings, choices=choices)
    for edited in compared.edited:
        planner.plan(edited)
    gone = tuple(_note(row, Meaning.WHAT, "gone_since") for row in compared.gone)
    return Revisions(
        planned=tuple(planner.planned[:MOST_REVISED]),
        later=tuple(one.row for one in planner.planned[MOST_REVISED:]),
        questions=tuple(planner.questions),
        unclear=tuple(planner.unclear),
        done_ahead=tuple(planner.done_ahead),
        not_taken=(*planner.not_taken, *gone),
    )


class _Planner:
    """Plans one row after the other, and keeps what cannot be taken."""

    def __init__(self, *, surroundings: Surroundings, choices: Choices) -> None:
        self._around = surroundings
        self._choices = choices
        self.planned: list[PlannedRevision] = []
        self.questions: list[Row] = []
        self.unclear: list[Row] = []
        self.done_ahead: list[Row] = []
        self.not_taken: list[NotTaken] = []

    def plan(self, edited: Edited) -> None:
        row = _with_problems_of(edited)
        if row.asks:
            self.questions.append(row)
        action = completed(row, choices=self._choices)
        if action is None:
            self.unclear.append(row)
            return
        row = replace(row, action=action)
        changes = [one for one in edited.changes if self._may_be_taken(row, one, edited.now)]
        conflicts = [one for one in edited.conflicts if self._may_be_taken(row, one, edited.now)]
        chosen = [one for one in conflicts if conflict_of(row, one) in self._choices.taken]
        if changes or conflicts:
            self.planned.append(self._planned(row, edited.now, [*changes, *chosen], tuple(conflicts)))

    def _may_be_taken(self, row: Row, change: Change, now: KnownRow) -> bool:
        reason = self._reason_against(row, change, now)
        if reason:
            self.not_taken.append(_note(row, change.meaning, reason))
        if change.meaning is Meaning.STATUS and row.action.done_ahead:
            self.done_ahead.append(row)
            return row.ref in self._choices.done
        return not reason

    def _reason_against(self, row: Row, change: Change, now: KnownRow) -> str:
        if not now.shares:
            return "done_since"
        match change.meaning:
            case Meaning.ORGANISATION:
                return "other_partner"
            case Meaning.PERSON:
                return "" if self._holder(row, now) else "other_person"
            case Meaning.BY:
                return "day_gone" if row.action.by is None or row.action.by < self._around.today else ""
            case _:
                return ""

    def _holder(self, row: Row, now: KnownRow) -> KnownMember | None:
        """Who is to hold it: one colleague of the one partner that does."""
        named = row.action.written.get(Meaning.PERSON, "")
        partners = [one.partner for one in now.shares]
        found = [
            member
            for member in self._around.members
            if words_of(member.person.name) == words_of(named)
            and member.person.key.startswith(PERSON)
            and [fold(member.person.partner)] == [fold(partner) for partner in partners]
        ]
        return found[0] if len(found) == 1 else None

    def _planned(
        self, row: Row, now: KnownRow, taken: Sequence[Change], conflicts: tuple[Change, ...]
    ) -> PlannedRevision:
        meanings = {one.meaning for one in taken}
        holder = self._holder(row, now) if Meaning.PERSON in meanings else None
        done = Meaning.STATUS in meanings
        asked, told = self._readers(now.shares, is_asked=not done, is_anything=bool(taken))
        return PlannedRevision(
            row=row,
            now=now,
            taken=tuple(taken),
            conflicts=conflicts,
            words={_WORDS[one.meaning]: _line(one.new) for one in taken if one.meaning in _WORDS},
            by=row.action.by if Meaning.BY in meanings else None,
            person_id=_id_of(holder),
            holder=holder.person.name if holder else "",
            done=done,
            asked=asked,
            told=told,
        )

    def _readers(
        self, shares: Iterable[KnownShare], *, is_asked: bool, is_anything: bool
    ) -> tuple[tuple[KnownShare, ...], tuple[KnownShare, ...]]:
        """Who is asked, and who is told: whoever accepted decides, unless a meeting did."""
        others = [one for one in shares if one.hears and one.person_id not in (None, self._around.sender)]
        if not is_anything:
            return (), ()
        is_asked = is_asked and not self._choices.agreed
        asked = tuple(one for one in others if is_asked and one.is_agreed)
        return asked, tuple(one for one in others if one not in asked)


def _with_problems_of(edited: Edited) -> Row:
    """Return the row with the problems of what was edited: the rest of it is what we wrote ourselves."""
    cells = {one.cell for one in (*edited.changes, *edited.conflicts)}
    problems = tuple(one for one in edited.row.problems if one.cell in cells)
    return replace(edited.row, problems=problems)


def _note(row: Row, meaning: Meaning, reason: str) -> NotTaken:
    action = row.action
    cell = action.cells.get(meaning, action.cells[Meaning.WHAT])
    written = action.what if meaning is Meaning.WHAT else action.written.get(meaning, "")
    return NotTaken(sheet=action.sheet, cell=cell, written=written, reason=reason)


def _id_of(member: KnownMember | None) -> int | None:
    return int(member.person.key.removeprefix(PERSON)) if member is not None else None


def _line(text: str) -> str:
    return " ".join(text.split())
