"""The rows of a workbook, each with a reference by which it is chosen, and what a row still lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final

from bot.domain.imports.choices import EVERY_PARTNER, Choices
from bot.domain.imports.headings import Meaning
from bot.domain.imports.owners import Owner, is_of_the_partnership
from bot.domain.imports.readings import ImportedAction, Problem, Reading


class Ask(Enum):
    """What a person can say about a row without mending the workbook."""

    DAY = "day"
    PARTNER = "partner"


_ABOUT_DAYS: Final = frozenset(
    {"missing_day", "unreadable", "no_such_day", "weekday_differs", "ambiguous", "far_away"}
)
_ABOUT_OWNERS: Final = frozenset({"no_owner", "whose_person", "whose_role", "which_partners"})
_OWNERS: Final = (Meaning.ORGANISATION, Meaning.PERSON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row, and the problems in it. `ref` stays the same however often the workbook is read."""

    ref: str
    action: ImportedAction
    problems: tuple[Problem, ...] = ()

    @property
    def asks(self) -> frozenset[Ask]:
        """What to ask so that the row can be taken; nothing where it has to be mended in the workbook."""
        asks = [ask_for(problem, action=self.action) for problem in self.problems]
        return frozenset(ask for ask in asks if ask is not None) if None not in asks else frozenset()


def rows_of(reading: Reading, *, homes: Mapping[str, str]) -> tuple[Row, ...]:
    """Return every action that was read, clear or not, from the top.

    `homes` has the partner for whom each of the partnership's own roles ("chair", "runner") acts, "" for none.
    """
    found = [Row(ref="", action=action) for action in reading.actions]
    found += [Row(ref="", action=one.action, problems=one.problems) for one in reading.unclear if one.action]
    sheets = sorted({row.action.sheet for row in found})
    numbered = (replace(row, ref=f"{sheets.index(row.action.sheet) + 1}.{row.action.row}") for row in found)
    placed = (_placed(row, homes) for row in numbered)
    return tuple(sorted(placed, key=lambda row: (sheets.index(row.action.sheet), row.action.row)))


def completed(row: Row, *, choices: Choices) -> ImportedAction | None:
    """Return the row's action with what was chosen for it, None as long as something is unclear."""
    action = row.action
    for problem in row.problems:
        match ask_for(problem, action=action):
            case Ask.DAY if row.ref in choices.days:
                action = replace(action, by=choices.days[row.ref])
            case Ask.PARTNER if row.ref in choices.partners:
                action = _owned(action, partner=choices.partners[row.ref])
            case _:
                return None
    return action


def ask_for(problem: Problem, *, action: ImportedAction) -> Ask | None:
    """Return what would settle a problem, None where only the workbook itself can be mended."""
    is_formula = problem.reason == "formula"
    if problem.reason in _ABOUT_DAYS or (is_formula and problem.cell == action.cells.get(Meaning.BY)):
        return Ask.DAY
    owners = {action.cells.get(meaning) for meaning in _OWNERS}
    if problem.reason in _ABOUT_OWNERS or (is_formula and problem.cell in owners):
        return Ask.PARTNER
    return None


def is_past(action: ImportedAction, *, today: date) -> bool:
    return action.by is not None and action.by < today


def day_of(action: ImportedAction) -> date:
    """Return the date of an action that is clear. ValueError for one that has none."""
    if action.by is None:
        raise ValueError(f"row {action.row} has no date")
    return action.by


def own_role(owner: Owner) -> str:
    """Return which of the partnership's own roles is meant."""
    return "runner" if "runner" in owner.name.casefold() else "chair"


def _owned(action: ImportedAction, *, partner: str) -> ImportedAction:
    if partner == EVERY_PARTNER:
        return replace(action, partners=(), all_partners=True)
    people = tuple(replace(owner, partner=owner.partner or partner) for owner in action.people)
    return replace(action, partners=(partner,), all_partners=False, people=people)


def _placed(row: Row, homes: Mapping[str, str]) -> Row:
    """Give an action of the partnership's own chair or runner the partner for whom they act."""
    action = row.action
    own = _own_owners(action)
    if action.partners or action.all_partners or not own:
        return row
    home = homes.get(own_role(own[0]), "")
    if home:
        return replace(row, action=replace(action, partners=(home,)))
    cell = action.cells.get(Meaning.ORGANISATION) or action.cells.get(Meaning.PERSON, f"{action.row}")
    whose = Problem(cell=cell, written=own[0].name, reason="whose_role", parameters={"name": own[0].name})
    return replace(row, problems=(*row.problems, whose))


def _own_owners(action: ImportedAction) -> Sequence[Owner]:
    return [owner for owner in action.people if is_of_the_partnership(owner)]
