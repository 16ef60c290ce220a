"""The stages that were agreed on, the cards that proposed one, who pressed what, and what became of the steps."""

from collections.abc import Collection, Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import Row, Select, bindparam, delete, insert, select, update

from bot.domain.evidence import Stage
from bot.domain.permissions import Viewer
from bot.domain.stage_decisions import CardState, Press
from bot.domain.stage_history import OPEN_CARDS, Held, KeptCard
from bot.errors import Refused
from storage.conflicts import in_place_of, unless_there
from storage.database import Transaction
from storage.remembering import remembered
from storage.scope import seen_by, sees_everywhere, sight, within
from storage.tables import StageCardRow, StagePressRow, StageRow, StageStepRow

_HELD: Final = select(*(getattr(StageRow, field.name) for field in fields(Held))).order_by(StageRow.id)
_CARDS: Final = select(*(getattr(StageCardRow, field.name) for field in fields(KeptCard))).order_by(
    StageCardRow.id
)
_ADD_CARD: Final = {
    name: added.returning(StageCardRow.id)
    for name, added in unless_there(StageCardRow, key=("partnership_id", "on")).items()
}
_PRESS: Final = in_place_of(StagePressRow, key=("card_id", "person_id"), kept=())
_STEP: Final = in_place_of(StageStepRow, key=("stage_id", "step"), kept=())


@remembered
def history(transaction: Transaction, *, viewer: Viewer) -> tuple[Held, ...]:
    """Return every stage that was agreed on in the viewer's partnership, the first one first."""
    rows = transaction.connection.execute(_history(everywhere=sees_everywhere(viewer)), sight(viewer))
    return tuple(Held(**row._mapping) for row in rows)


def put_in_force(
    transaction: Transaction,
    *,
    viewer: Viewer,
    stage: Stage,
    since: date,
    now: datetime,
    because: str = "",
    card_id: int | None = None,
) -> int:
    """Write down that a stage is in force in the viewer's partnership from now on. Returns its number."""
    row = {
        "partnership_id": _own(viewer),
        "stage": stage,
        "since": since,
        "because": because,
        "card_id": card_id,
        "agreed_at": now,
    }
    added = insert(StageRow).values(row).returning(StageRow.id)
    return transaction.connection.execute(added).scalar_one()


def add_card(
    transaction: Transaction,
    *,
    viewer: Viewer,
    on: date,
    in_force: Stage,
    suggests: Stage | None,
    evidence: Mapping[str, Any],
    deciders: Collection[int],
    now: datetime,
) -> int | None:
    """Write a card of the viewer's partnership, in place of those still open. Returns its number.

    None, and nothing is written, where that day has a card.
    """
    row = {
        "partnership_id": _own(viewer),
        "on": on,
        "in_force": in_force,
        "suggests": suggests,
        "evidence": dict(evidence),
        "deciders": sorted(deciders),
        "state": CardState.OPEN,
        "version": 1,
        "at": now,
    }
    dialect = transaction.connection.dialect.name
    card_id = transaction.connection.execute(_ADD_CARD[dialect], row).scalar_one_or_none()
    if card_id is not None:
        transaction.connection.execute(
            update(StageCardRow)
            .where(
                StageCardRow.partnership_id == row["partnership_id"],
                StageCardRow.id != card_id,
                StageCardRow.state.in_(OPEN_CARDS),
            )
            .values(state=CardState.REPLACED, version=StageCardRow.version + 1)
        )
    return card_id


@remembered
def cards(transaction: Transaction, *, viewer: Viewer) -> tuple[KeptCard, ...]:
    """Return every card of the viewer's partnership, the first one first."""
    rows = transaction.connection.execute(_cards(everywhere=sees_everywhere(viewer)), sight(viewer))
    return tuple(_card(row) for row in rows)


def get_card(transaction: Transaction, *, viewer: Viewer, card_id: int) -> KeptCard:
    """Return one card. Raises `Refused` (stage_card_gone) where the viewer can see none."""
    found = _cards(everywhere=sees_everywhere(viewer)).where(StageCardRow.id == card_id)
    row = transaction.connection.execute(found, sight(viewer)).one_or_none()
    if row is None:
        raise Refused("stage_card_gone")
    return _card(row)


def hold_card(transaction: Transaction, *, viewer: Viewer, card_id: int) -> None:
    """Let nobody else change one card before this transaction is over. Raises `Refused` (stage_card_gone)."""
    if transaction.locks_rows:
        one = select(StageCardRow.id).where(
            StageCardRow.id == card_id, seen_by(viewer, StageCardRow.partnership_id)
        )
        transaction.connection.execute(one.with_for_update())
    get_card(transaction, viewer=viewer, card_id=card_id)


def change_card(
    transaction: Transaction, *, viewer: Viewer, card_id: int, version: int, state: CardState
) -> bool:
    """Change how an open card stands, if it still is as it was seen; False where somebody was quicker."""
    changed = transaction.connection.execute(
        update(StageCardRow)
        .where(
            StageCardRow.id == card_id,
            StageCardRow.version == version,
            StageCardRow.state.in_(OPEN_CARDS),
            seen_by(viewer, StageCardRow.partnership_id),
        )
        .values(state=state, version=StageCardRow.version + 1)
    )
    return changed.rowcount == 1


def renew_card(
    transaction: Transaction, *, viewer: Viewer, card_id: int, version: int, deciders: Collection[int]
) -> bool:
    """Ask an open card anew, of other people, with nothing pressed on it; False where somebody was quicker."""
    renewed = transaction.connection.execute(
        update(StageCardRow)
        .where(
            StageCardRow.id == card_id,
            StageCardRow.version == version,
            StageCardRow.state.in_(OPEN_CARDS),
            seen_by(viewer, StageCardRow.partnership_id),
        )
        .values(state=CardState.OPEN, version=StageCardRow.version + 1, deciders=sorted(deciders))
    )
    if renewed.rowcount != 1:
        return False
    transaction.connection.execute(delete(StagePressRow).where(StagePressRow.card_id == card_id))
    return True


def press(transaction: Transaction, *, viewer: Viewer, card_id: int, pressed: Press, now: datetime) -> None:
    """Keep what the viewer has pressed on a card, in place of what they pressed before.

    Raises `Refused` (stage_card_gone) where they can see no such card.
    """
    get_card(transaction, viewer=viewer, card_id=card_id)
    row = {
        "card_id": card_id,
        "person_id": viewer.person_id,
        "choice": pressed.choice,
        "stage": pressed.stage,
        "because": pressed.because,
        "at": now,
    }
    transaction.connection.execute(_PRESS[transaction.connection.dialect.name], row)


def presses(transaction: Transaction, *, viewer: Viewer, card_id: int) -> Mapping[int, Press]:
    """Return what was pressed on a card, by the number of who pressed it."""
    found = (
        select(StagePressRow.__table__)
        .join(StageCardRow, StageCardRow.id == StagePressRow.card_id)
        .where(StagePressRow.card_id == card_id, seen_by(viewer, StageCardRow.partnership_id))
        .order_by(StagePressRow.id)
    )
    return {row.person_id: _pressed(row) for row in transaction.connection.execute(found)}


def keep_step(
    transaction: Transaction,
    *,
    viewer: Viewer,
    stage_id: int,
    step: str,
    now: datetime,
    commitment_id: int | None = None,
) -> bool:
    """Keep that a step of a stage is in the timetable, or done with. False where the viewer can see no such stage."""
    if stage_id not in {one.id for one in history(transaction, viewer=viewer)}:
        return False
    row = {
        "stage_id": stage_id,
        "step": step,
        "commitment_id": commitment_id,
        "by_id": viewer.person_id,
        "at": now,
    }
    transaction.connection.execute(_STEP[transaction.connection.dialect.name], row)
    return True


@remembered
def steps(transaction: Transaction, *, viewer: Viewer, stage_id: int) -> Mapping[str, int | None]:
    """Return what became of the steps of a stage: the action that each became, None where it is done with."""
    found = _steps(everywhere=sees_everywhere(viewer))
    rows = transaction.connection.execute(found, {"stage_id": stage_id, **sight(viewer)})
    return {row.step: row.commitment_id for row in rows}


@cache
def _history(*, everywhere: bool) -> Select[Any]:
    return _HELD.where(within(StageRow.partnership_id, everywhere=everywhere))


@cache
def _cards(*, everywhere: bool) -> Select[Any]:
    return _CARDS.where(within(StageCardRow.partnership_id, everywhere=everywhere))


@cache
def _steps(*, everywhere: bool) -> Select[str, int | None]:
    return (
        select(StageStepRow.step, StageStepRow.commitment_id)
        .join(StageRow, StageRow.id == StageStepRow.stage_id)
        .where(
            StageStepRow.stage_id == bindparam("stage_id"),
            within(StageRow.partnership_id, everywhere=everywhere),
        )
        .order_by(StageStepRow.id)
    )


def _own(viewer: Viewer) -> int:
    if viewer.partnership_id is None:
        raise PermissionError("a stage belongs to a partnership")
    return viewer.partnership_id


def _card(row: Row[Any]) -> KeptCard:
    return KeptCard(**{**row._mapping, "deciders": frozenset(row.deciders)})


def _pressed(row: Row[Any]) -> Press:
    return Press(choice=row.choice, stage=row.stage, because=row.because)
