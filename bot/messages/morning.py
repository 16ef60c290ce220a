"""The runner's morning list: one message a working day, at most seven lines, the most pressing first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from bot.domain.mornings import RANKS, Line, Need, Rank, Ring, Week, chosen, rests
from bot.domain.permissions import Intent
from bot.messages import morning_lines, week
from bot.messages.envelope import Section, finished, section_blocks
from bot.messages.model import (
    Block,
    Button,
    Buttons,
    Heading,
    Message,
    Note,
    Paragraph,
    Strong,
)
from bot.messages.notices import Notice
from bot.messages.words import begin, number


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One partnership's morning: its lines, and what is the runner's own.

    `unreached` has the names of those whose hello has found no way to them, and since when; `rung` those who have chosen
    since the last list to be rung. `week` stands there once a week. What has stood there since before `told_at`
    rests, and is only counted; None: nothing rests.
    """

    partnership_id: int
    partnership: str
    today: date
    lines: tuple[Line, ...]
    own: Section
    unreached: tuple[tuple[str, datetime], ...] = ()
    rung: tuple[tuple[str, Ring], ...] = ()
    notices: tuple[Notice, ...] = ()
    week: Week | None = None
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One of the seven lines. `asks` says that the runner is asked for something; `once` that no other list has it.

    `since` is when it came to stand there, None for what stands in every list.
    """

    rank: Rank
    blocks: tuple[Block, ...]
    asks: bool
    once: bool = False
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """What of a list is shown, by part; for how many more there was no room, and how many rest."""

    entries: Sequence[Sequence[_Entry]]
    more: int
    resting: int


_GREETED_NOT: Final = (
    "My hello found no way to {who}, so I haven't written to them since. A call may be worth making."
)
_DONE: Final = Paragraph(text=(Strong("Done since yesterday"),))


def message(*, parts: Sequence[Part], first_name: str, is_morning: bool) -> Message:
    """Return the list of every partnership that the reader runs: seven lines in all, the rest behind a button."""
    shown = _shown(parts)
    blocks: list[Block] = [Paragraph(text=(_greeting(parts, shown, first_name, is_morning),))]
    for part, entries in zip(parts, shown.entries, strict=True):
        found = [*_drawn(entries), *_own(part), *_week(part)]
        if found and len(parts) > 1:
            blocks.append(Heading(text=part.partnership))
        blocks += found
    left = _left(shown)
    if left:
        blocks += [*(Note(text=(words,)) for words in left), Buttons(buttons=(_show_all(parts),))]
    return Message(opening=_opening(parts, shown), blocks=tuple(blocks))


def whole(part: Part) -> list[Block]:
    """Return every line of one partnership, none left out and without the runner's own."""
    return _drawn(_entries(part)) or [Paragraph(text=("Nothing needs you today.",))]


def _entries(part: Part) -> list[_Entry]:
    """Return what stands in a list, the most pressing first."""
    found = [
        _Entry(rank=RANKS[line.need], blocks=(morning_lines.item(line),), asks=True, since=line.since)
        for line in part.lines
        if line.need is not Need.DONE
    ]
    found += [
        _Entry(rank=one.rank, blocks=one.blocks, asks=one.asks, once=one.once, since=one.since)
        for one in part.notices
    ]
    found += [_to_call(_GREETED_NOT.format(who=who), since) for who, since in part.unreached]
    found += [_to_call(morning_lines.by_ring(name, ring)) for name, ring in part.rung]
    done = [line.view for line in part.lines if line.need is Need.DONE]
    if done:
        found.append(_Entry(rank=RANKS[Need.DONE], blocks=(_DONE, finished(done)), asks=False))
    order = list(Rank)
    return sorted(found, key=lambda entry: order.index(entry.rank))


def _to_call(words: str, since: datetime | None = None) -> _Entry:
    return _Entry(rank=Rank.CALL, blocks=(Paragraph(text=(words,)),), asks=True, since=since)


def _shown(parts: Sequence[Part]) -> _Shown:
    """Return the entries of each part for which there is room."""
    everything = [(at, entry) for at, part in enumerate(parts) for entry in _entries(part)]
    fresh = [(at, entry) for at, entry in everything if not rests(entry.since, told_at=parts[at].told_at)]
    own = sum(part.own.count + len(part.own.notices) for part in parts)
    once = {place for place, (_, entry) in enumerate(fresh) if entry.once}
    kept = chosen([entry.rank for _, entry in fresh], own=own, once=once)
    shown: list[list[_Entry]] = [[] for _ in parts]
    for place, (at, entry) in enumerate(fresh):
        if place in kept:
            shown[at].append(entry)
    return _Shown(entries=shown, more=len(fresh) - len(kept), resting=len(everything) - len(fresh))


def _left(shown: _Shown) -> list[str]:
    """Say how much is not shown, and why."""
    said = [f"and {number(shown.more)} more"] if shown.more else []
    if shown.resting:
        it = "it" if shown.resting == 1 else "them"
        told = f"I've told you of {number(shown.resting)} more {_things(shown.resting)} already"
        said.append(f"{told}, and come back to {it} next week.")
    return said


def _drawn(entries: Sequence[_Entry]) -> list[Block]:
    return [block for entry in entries for block in entry.blocks]


def _own(part: Part) -> list[Block]:
    # What others have finished stands in the lines already.
    own = replace(part.own, finished=()) if part.lines else part.own
    if not (own.count or own.finished or own.notices):
        return []
    heading = Paragraph(text=(Strong("Yours"),))
    return [heading, *section_blocks(own, first_number=1, numbered=own.count > 1)]


def _week(part: Part) -> list[Block]:
    return [] if part.week is None else week.lines(part.week, today=part.today)


def _show_all(parts: Sequence[Part]) -> Button:
    only = parts[0].partnership_id if len(parts) == 1 else None
    return Button(label="Show all", intent=Intent.HOME, partnership_id=only, spoken="Show all of the list")


def _opening(parts: Sequence[Part], shown: _Shown) -> str:
    count = _asking(shown) + sum(_to_do(part.own) for part in parts)
    calls = _calls(shown)
    if count:
        what = f"{number(count)} {_things(count)} for today"
    elif calls:
        what = f"{number(calls)} {'call' if calls == 1 else 'calls'} that may be worth making"
    elif shown.resting:
        what = "nothing new needs you today"
    else:
        what = "nothing needs you today"
    more = f", and {number(shown.more)} more" if shown.more else ""
    if len(parts) == 1:
        return f"{parts[0].partnership}: {what}{more}."
    return f"{begin(what)}{more}."


def _greeting(parts: Sequence[Part], shown: _Shown, first_name: str, is_morning: bool) -> str:
    hello = f"Good {'morning' if is_morning else 'afternoon'}, {first_name}."
    if _asking(shown):
        return f"{hello} Here is what would be good to know, the most pressing first. Only you get this list."
    if any(_to_do(part.own) for part in parts):
        return f"{hello} Nobody is waiting for you today. Here is what is yours, and there is nothing else to do."
    if _calls(shown):
        return f"{hello} Nothing urgent. It's a list for when you have a quiet ten minutes."
    if any(shown.entries) or any(part.own.finished or part.own.agreed for part in parts):
        return (
            f"{hello} Nobody is waiting for you, and what stands below can wait for a quiet moment of yours."
        )
    return f"{hello} Nobody is waiting for you."


def _asking(shown: _Shown) -> int:
    """How many of the lines ask the runner to do something."""
    return sum(entry.asks for entries in shown.entries for entry in entries)


def _calls(shown: _Shown) -> int:
    """How many calls may be worth making, on no particular day."""
    return sum(entry.rank is Rank.CALL and not entry.asks for entries in shown.entries for entry in entries)


def _to_do(own: Section) -> int:
    """How many of the runner's own things ask for something; what was agreed at a meeting is only told."""
    return own.count - len(own.agreed) + own.questions


def _things(count: int) -> str:
    return "thing" if count == 1 else "things"
