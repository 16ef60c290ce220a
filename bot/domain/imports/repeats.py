"""Rows that are there already, so that no table is taken twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.domain.imports.names import fold
from bot.domain.imports.readings import ImportedAction

_EVERYONE: Final = frozenset({"*"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ExistingAction:
    """One action of the timetable, with the names of the partners that have a share of it."""

    what: str
    partners: tuple[str, ...]
    all_partners: bool
    by: date


@dataclass(slots=True)
class Timetabled:
    """The actions that are there, found by their words and date, however many there are."""

    partners: dict[tuple[str, date | None], set[str]] = field(default_factory=dict)

    def add(self, action: ImportedAction | ExistingAction) -> None:
        self.partners.setdefault((fold(action.what), action.by), set()).update(_partners(action))

    def holds(self, action: ImportedAction) -> bool:
        """Tell whether the same words stand for the same date, with each of its partners."""
        there = self.partners.get((fold(action.what), action.by))
        return there is not None and (there >= _EVERYONE or there >= _partners(action))


def timetabled(existing: Iterable[ExistingAction]) -> Timetabled:
    """Return what is there, ready to be asked about many actions."""
    known = Timetabled()
    for action in existing:
        known.add(action)
    return known


def already_there(action: ImportedAction, *, existing: Sequence[ExistingAction]) -> bool:
    """Tell whether the timetable holds this action. For a whole table ask `timetabled` once."""
    return timetabled(existing).holds(action)


def _partners(action: ImportedAction | ExistingAction) -> frozenset[str]:
    return _EVERYONE if action.all_partners else frozenset(map(fold, action.partners))
