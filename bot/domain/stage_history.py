"""The stages a partnership has been in, and the cards that two people were shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from bot.domain.evidence import Stage
from bot.domain.partnerships import Worked
from bot.domain.stage_decisions import CardState


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A stage that was agreed on: since when, and in whose words why. `card_id` is None for what `start` was told."""

    id: int
    stage: Stage
    since: date
    because: str
    card_id: int | None
    agreed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """One line of how it has been: a stage, since when, and why."""

    stage: Stage
    since: date
    because: str = ""


def how_it_has_been(held: Sequence[Held], *, began: Since | None) -> tuple[Since, ...]:
    """Return every stage there was, from what it `began` with; nothing where nothing has been agreed on since."""
    agreed = tuple(Since(stage=one.stage, since=one.since, because=one.because) for one in held)
    is_told = bool(held) and held[0].card_id is None
    return agreed if began is None or not agreed or is_told else (began, *agreed)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCard:
    """A card as stored, with its evidence as it was. `deciders` are those whom it asks; `at` is an aware UTC instant."""

    id: int
    on: date
    in_force: Stage
    suggests: Stage | None
    evidence: Mapping[str, Any]
    deciders: frozenset[int]
    state: CardState
    version: int
    at: datetime


OPEN_CARDS: Final = frozenset({CardState.OPEN, CardState.APART})
"""What can still be pressed."""


def at_first(*, going: Stage | None, worked: Worked | None) -> Stage:
    """Return the stage before anybody has agreed on one: what `start` was told.

    Where it was told nothing, a group that has worked together for years is not taken for a new one (F34).
    """
    if going is not None:
        return going
    return Stage.FUNCTIONING if worked is Worked.YEARS else Stage.FORMING
