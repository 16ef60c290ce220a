"""The pages behind the first two: milestones, dates that moved and, in **My copy**, what changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from bot.domain.dates import full
from bot.domain.timetables import (
    PAGE_OF_CHANGES,
    PAGE_OF_CHECK_INS,
    PAGE_OF_MILESTONES,
    PAGE_OF_MOVES,
    PAGE_OF_STAGES,
    CheckInLine,
    FeltLine,
    MilestoneRow,
    MoveRow,
    PrivatePart,
    StageLine,
    TimetableSheet,
)
from bot.excel.looks import Look
from bot.excel.pages import Column, Page, page

_LINES_ON_ONE_SHEET: Final = 40

_MILESTONE: Final = Column(heading="Milestone", widest=46, look=Look.MAIN)
_WHAT: Final = Column(heading="What", widest=46, look=Look.MAIN)
_STATE: Final = Column(heading="State", widest=19)
_QUICK_WIN: Final = Column(heading="Quick win", widest=12, optional=True)
_SO_FAR: Final = Column(heading="So far", widest=16, optional=True)
_MAKES_POSSIBLE: Final = Column(heading="What it makes possible", widest=60, optional=True)
_PARTNER: Final = Column(heading="Partner", widest=26)
_CHANGE: Final = Column(heading="Change", widest=16)
_WHO: Final = Column(heading="Who", widest=36)
_WAS_WORDS: Final = Column(heading="Was", widest=30, optional=True)
_NOW_WORDS: Final = Column(heading="Now", widest=30)
_BY_WHOM: Final = Column(heading="By whom", widest=22, optional=True)
_REASON: Final = Column(heading="Reason", widest=40, optional=True)
_STAGE: Final = Column(heading="Stage", widest=26, look=Look.MAIN)
_QUESTION: Final = Column(heading="Question", widest=60, look=Look.MAIN)
_SAID: Final = Column(heading="Said", widest=60)
_EVIDENCE: Final = Column(heading="What it was seen by", widest=80, optional=True)


def further_pages(sheet: TimetableSheet) -> Iterator[Page]:
    """Yield a page for all of which there is something to say; that of the changes is always in **My copy**."""
    if sheet.milestones:
        yield _milestones(sheet.milestones)
    if sheet.moves:
        yield _moves(sheet.moves)
    if sheet.private:
        yield _changes(sheet.private)
    if sheet.private and sheet.private.stages:
        yield _stages(sheet.private.stages)
    if sheet.private and sheet.private.check_ins:
        yield _check_ins(sheet.private.check_ins, sheet.private.felt)


def _milestones(rows: tuple[MilestoneRow, ...]) -> Page:
    return page(
        title=PAGE_OF_MILESTONES,
        table="Milestones",
        columns=(
            (_dated("By when"), [row.by for row in rows]),
            (_MILESTONE, [row.title for row in rows]),
            (_STATE, [row.state for row in rows]),
            (_SO_FAR, [row.so_far for row in rows]),
            (_QUICK_WIN, ["Quick win" if row.is_quick_win else "" for row in rows]),
            (_MAKES_POSSIBLE, [row.makes_possible for row in rows]),
        ),
        fits=len(rows) <= _LINES_ON_ONE_SHEET,
    )


def _moves(rows: tuple[MoveRow, ...]) -> Page:
    return page(
        title=PAGE_OF_MOVES,
        table="Dates_moved",
        columns=(
            (_WHAT, [row.what for row in rows]),
            (_PARTNER, [row.partner for row in rows]),
            (_dated("Was"), [row.was for row in rows]),
            (_dated("Now"), [row.now for row in rows]),
            (_dated("Moved on"), [row.moved_on for row in rows]),
        ),
        fits=len(rows) <= _LINES_ON_ONE_SHEET,
    )


def _changes(private: PrivatePart) -> Page:
    rows = private.changes
    return page(
        title=PAGE_OF_CHANGES,
        table="Changes",
        columns=(
            (_CHANGE, [row.kind for row in rows]),
            (_WHAT, [row.what for row in rows]),
            (_WHO, [row.who for row in rows]),
            (_WAS_WORDS, [row.was for row in rows]),
            (_NOW_WORDS, [row.now for row in rows]),
            (_dated("On", optional=True), [row.on or "" for row in rows]),
            (_BY_WHOM, [row.by_whom for row in rows]),
            (_REASON, [row.reason for row in rows]),
        ),
        fits=len(rows) <= _LINES_ON_ONE_SHEET,
        note=_since(private.since, anything=bool(rows)),
    )


def _stages(rows: tuple[StageLine, ...]) -> Page:
    return page(
        title=PAGE_OF_STAGES,
        table="Stage",
        columns=(
            (_STAGE, [row.stage for row in rows]),
            (_dated("Since"), [row.since for row in rows]),
            (_REASON, [row.because for row in rows]),
            (_EVIDENCE, [row.evidence for row in rows]),
        ),
        fits=len(rows) <= _LINES_ON_ONE_SHEET,
        note="A word for where things stand. Not a mark.",
    )


def _check_ins(rows: tuple[CheckInLine, ...], felt: tuple[FeltLine, ...]) -> Page:
    made = page(
        title=PAGE_OF_CHECK_INS,
        table="Check_ins",
        columns=(
            (_dated("Asked on"), [row.on for row in rows]),
            (_QUESTION, [row.question for row in rows]),
            (_WHO, [row.who for row in rows]),
            (_SAID, [row.said for row in rows]),
        ),
        fits=len(rows) <= _LINES_ON_ONE_SHEET,
        note="Most, mixed and few say how many agree. Nobody's own answer stands here.",
    )
    return replace(made, felt=felt)


def _since(since: date | None, *, anything: bool) -> str:
    if since is None:
        return "I compare with My copy, or one that came by itself, of an earlier day. There is none yet."
    return f"{'Since' if anything else 'Nothing has changed since'} the copy of {full(since)}."


def _dated(heading: str, *, optional: bool = False) -> Column:
    return Column(heading=heading, widest=16, look=Look.DATE, optional=optional)
