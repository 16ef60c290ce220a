"""The chair's brief: five lines at most, to be read on a phone the evening before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bot.domain.dates import full
from bot.domain.permissions import Intent
from bot.messages.export import SHARE
from bot.messages.model import Block, Button, Buttons, Item, Message, Note, Paragraph
from bot.messages.what_helps import HELPS
from bot.messages.words import and_list, begin, by, near, number

PRINT: Final = "print"

_MOST_NAMED: Final = 3
_MOST_SENTENCES: Final = 4
_LISTENING: Final = "A call is the best way to hear what would help."


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """Something that is stuck.

    `partner` is "" for a chair who works for one of the partners, `because` for everybody who doesn't run it.
    """

    title: str
    due: date
    partner: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanks:
    """Whom to thank, and for what."""

    partner: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneBy:
    """What has gone by without a word, as a task: how many partners have not said, and not which."""

    title: str
    due: date
    partners: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Who is away, a person or a whole organisation, from and to (included); `back` is their first day again."""

    who: str
    first: date
    last: date
    back: date
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a chair should know. Each of the five lines is left out where there is nothing to say.

    `to_do` are the reader's own, with their dates; `to_decide` the milestones that were reached and not marked
    yet. `gone_by` has what has gone by without a word, and is not stuck. `runner` is the first name of who runs it,
    "" to themselves. `quiet` has the partner from whom nothing was heard, and only for who belongs to none of the
    partners; `moved` one that has needed more time more than once.
    """

    partnership_id: int
    partnership: str
    first_name: str
    today: date
    to_do: tuple[tuple[str, date], ...] = ()
    to_decide: tuple[str, ...] = ()
    gone_by: tuple[GoneBy, ...] = ()
    stuck: tuple[Stuck, ...] = ()
    away: tuple[Away, ...] = ()
    thanks: tuple[Thanks, ...] = ()
    runner: str = ""
    quiet: str = ""
    moved: str = ""

    @property
    def is_empty(self) -> bool:
        return not lines(self)


def message(brief: Brief) -> Message:
    """Return the brief. Its first sentence says how much there is, and nothing else."""
    count = len(lines(brief))
    what = f"{number(count)} thing{'' if count == 1 else 's'} before you next meet" if count else None
    blocks: list[Block] = [Paragraph(text=(_intro(brief, count),))]
    blocks += [Item(subject=f"brief:{name}", title=name, lines=((words,),)) for name, words in lines(brief)]
    blocks += [
        Buttons(buttons=_buttons(brief)),
        Note(text=("Only you get this. It isn't in the copy to share.",)),
    ]
    return Message(
        opening=f"{brief.partnership}: {what or 'nothing that you need to do or decide'}.",
        blocks=tuple(blocks),
    )


def lines(brief: Brief) -> tuple[tuple[str, str], ...]:
    """Return what each of the at most five lines is about, and its words."""
    found = (
        ("To do or decide", _to_do(brief)),
        ("What would free what is stuck", _stuck(brief)),
        ("Who is away", _away(brief)),
        ("Whom to thank", _thanks(brief)),
        ("One thing to listen for", _listen(brief)),
    )
    return tuple((name, words) for name, words in found if words)


def printed(brief: Brief) -> Brief:
    """Return what may stand on paper, which others will see lying about: no reason, nor who was not heard from."""
    stuck = tuple(replace(one, because="") for one in brief.stuck)
    return replace(brief, stuck=stuck, quiet="", moved="")


def file_name(brief: Brief) -> str:
    return f"{brief.partnership} - brief {brief.today.isoformat()}.html"


def going_along(brief: Brief) -> Message:
    """Say what comes with the printed brief."""
    return Message(
        opening=f"{brief.partnership}: your brief, to print.",
        blocks=(Paragraph(text=("Open it and print it; it is one page of large type.",)),),
    )


def _intro(brief: Brief, count: int) -> str:
    hello = f"Hello {brief.first_name}."
    if not count:
        return f"{hello} Nothing waits for a word of yours today, and nothing is in the way that I know of."
    return f"{hello} Here is what is good to know, in a minute and on one screen. It is for you alone."


def _to_do(brief: Brief) -> str:
    do = [f"{title}, {by(day, today=brief.today)}" for title, day in brief.to_do]
    parts = [f"Yours: {and_list(do)}."] if do else []
    parts += [f"How shall we mark {and_list(brief.to_decide)}?"] if brief.to_decide else []
    parts += [_without_a_word(one, brief.today) for one in brief.gone_by[:_MOST_NAMED]]
    others = len(brief.gone_by) - _MOST_NAMED
    parts += [f"And {number(others)} more without a word."] if others > 0 else []
    return " ".join(parts)


def _stuck(brief: Brief) -> str:
    if not brief.stuck:
        return ""
    first, others = brief.stuck[0], len(brief.stuck) - 1
    whose = f", with {first.partner}" if first.partner else ""
    words = f"{first.title}{whose}, {by(first.due, today=brief.today)}."
    help_ = f"{words} {HELPS.get(first.because, '') or _with_runner(brief)}"
    return f"{help_} And {number(others)} more." if others else help_


def _with_runner(brief: Brief) -> str:
    """What is in the way was said to the runner: nobody else reads it, nor what it would need."""
    return f"{brief.runner} has it; ask whether a word from you would help." if brief.runner else _LISTENING


def _without_a_word(one: GoneBy, today: date) -> str:
    who = f"{number(one.partners)} {'partner has' if one.partners == 1 else 'partners have'}"
    return f"{one.title} was for {near(one.due, today=today)}, and {who} not said how it is going."


def _away(brief: Brief) -> str:
    """Return one sentence for all those of one kind who have the same days."""
    found: dict[tuple[bool, str], list[str]] = {}
    for one in brief.away:
        found.setdefault((one.closed, _days(one, brief.today)), []).append(one.who)
    said = [_who(names, days, closed=closed) for (closed, days), names in found.items()]
    return " ".join(said[:_MOST_SENTENCES])


def _who(names: Sequence[str], days: str, *, closed: bool) -> str:
    kind = "partners" if closed else "people"
    who = and_list(names) if len(names) <= _MOST_NAMED else begin(f"{number(len(names))} {kind}")
    return f"{who} {'is' if len(names) == 1 else 'are'} {'closed' if closed else 'away'} {days}."


def _days(one: Away, today: date) -> str:
    if one.first <= today:
        return f"until {near(one.back, today=today)}"
    last = near(one.last, today=today)
    if one.first == one.last:
        return f"on {last}"
    is_one_month = (one.first.year, one.first.month) == (one.last.year, one.last.month)
    first = full(one.first).rsplit(" ", 2)[0] if is_one_month else near(one.first, today=today)
    return f"from {first} to {last}"


def _thanks(brief: Brief) -> str:
    return " ".join(f"{one.partner}, for this: {one.title}." for one in brief.thanks)


def _listen(brief: Brief) -> str:
    if brief.quiet:
        return f"How {brief.quiet} are. We haven't heard from them for a while, and don't know why."
    if brief.moved:
        return f"Whether it's all too much for {brief.moved}. They have needed more time more than once."
    return ""


def _buttons(brief: Brief) -> tuple[Button, ...]:
    return (
        Button(
            label="Copy to share",
            intent=Intent.EXPORT,
            partnership_id=brief.partnership_id,
            arg=SHARE,
            spoken="Copy to share: the timetable as a workbook",
            primary=True,
        ),
        Button(
            label="Print",
            intent=Intent.BRIEF,
            partnership_id=brief.partnership_id,
            arg=PRINT,
            spoken=f"Print: the brief of {full(brief.today)}",
        ),
    )
