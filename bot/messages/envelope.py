"""The envelope: everything unasked that one person gets, in one message (voice 2 and 3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.domain.escalations import Next
from bot.domain.items import ItemView
from bot.domain.permissions import Intent
from bot.messages import menu, quiet
from bot.messages.asks import agreed_item, agreed_together, ask_item
from bot.messages.items import (
    envelope_item,
    last_reminder_item,
    warning_item,
)
from bot.messages.model import Block, Bullets, Buttons, Heading, Item, Message, Note, Paragraph, Strong
from bot.messages.notices import Notice
from bot.messages.plain import line, of_block
from bot.messages.words import begin, coming, number

_SEEN: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What one partnership has for the reader.

    `warned` are those whose date has passed and who get their one fair warning; `last` those reminded for the
    last time; `reminded` the other reminders; `also` other actions of the next days; `more` is how many more
    stand in the reader's list. `finished` are shares of others that were waited for. `hello` comes first,
    `notices` come after what is to be done. `asked_next` says by share whom a fair warning names.
    """

    partnership_id: int
    partnership: str
    warned: tuple[ItemView, ...] = ()
    reminded: tuple[ItemView, ...] = ()
    last: frozenset[int] = frozenset()
    also: tuple[ItemView, ...] = ()
    asked: tuple[ItemView, ...] = ()
    agreed: tuple[ItemView, ...] = ()
    finished: tuple[ItemView, ...] = ()
    more: int = 0
    hello: tuple[Block, ...] = ()
    notices: tuple[Notice, ...] = ()
    asked_next: Mapping[int, Next] = field(default_factory=dict)

    @property
    def working(self) -> tuple[ItemView, ...]:
        """What is to be done, soonest first."""
        return tuple(
            sorted((*self.warned, *self.reminded, *self.also), key=lambda one: (one.due, one.share.id))
        )

    @property
    def resting(self) -> tuple[ItemView, ...]:
        """What **Not today** lets rest: the reminders of this message, and what it asks."""
        return (*self.warned, *self.reminded, *self.asked)

    @property
    def to_check(self) -> int:
        return len(self.asked) + len(self.agreed)

    @property
    def count(self) -> int:
        return len(self.working) + self.to_check

    @property
    def questions(self) -> int:
        """How many notices ask something."""
        return sum(notice.asks for notice in self.notices)


def message(
    *, sections: Sequence[Section], first_name: str, is_morning: bool, today: date, until: date | None
) -> Message:
    """Return the envelope. `until` is the reader's next regular day, None when there is none in sight."""
    blocks: list[Block] = [Paragraph(text=(_greeting(sections, first_name, is_morning),))]
    at = 1
    for section in sections:
        if len(sections) > 1:
            blocks.append(Heading(text=section.partnership))
        blocks += section_blocks(section, first_number=at, numbered=_count(sections) > 1)
        at += section.count
    if _question(sections):
        # The greeting has asked already.
        del blocks[1]
    blocks.append(Note(text=(_end(until, today),)))
    blocks.append(quiet.foot(share_ids=[view.share.id for section in sections for view in section.resting]))
    return Message(opening=_opening(sections), blocks=tuple(blocks))


def section_blocks(section: Section, *, first_number: int, numbered: bool) -> list[Block]:
    """Return one partnership's part of an envelope, or of a runner's list."""
    at = first_number
    blocks: list[Block] = list(section.hello)
    for view in section.working:
        blocks.append(_working_item(section, view, at if numbered else None))
        at += 1
    if section.asked:
        blocks.append(_request(section.asked))
    for view in section.asked:
        blocks.append(ask_item(view, number=at if numbered else None))
        at += 1
    is_alone = len(section.agreed) == 1
    if section.agreed and not is_alone:
        blocks.append(Paragraph(text=agreed_together(section.agreed)))
    for view in section.agreed:
        blocks.append(agreed_item(view, number=at if numbered else None, is_alone=is_alone))
        at += 1
    for notice in section.notices:
        blocks += notice.blocks
    if section.finished:
        blocks.append(Paragraph(text=(Strong("Done since I last wrote"),)))
        blocks.append(finished(section.finished))
    return [*blocks, *_in_your_list(section)]


def _end(until: date | None, today: date) -> str:
    too_much = "If it's all too much this week, say so. It helps to know early."
    return too_much if until is None else f"That's everything until {coming(until, today=today)}. {too_much}"


def finished(views: Sequence[ItemView]) -> Bullets:
    """Return what others have finished, one line each."""
    return Bullets(items=tuple((f"{view.partner_name}: ", Strong(view.title)) for view in views))


def _working_item(section: Section, view: ItemView, at: int | None) -> Item:
    if view in section.warned:
        return warning_item(view, number=at, asked_next=section.asked_next.get(view.share.id))
    if view.share.id in section.last:
        return last_reminder_item(view, number=at)
    return envelope_item(view, number=at)


def _in_your_list(section: Section) -> list[Block]:
    if not section.more:
        return []
    return [
        Note(text=(f"and {number(section.more)} more in your list",)),
        Buttons(buttons=(menu.button(Intent.MINE, partnership_id=section.partnership_id),)),
    ]


def _opening(sections: Sequence[Section]) -> str:
    """Say how much there is, and nothing that a stranger should not see."""
    only = _only_notice(sections)
    if only is not None:
        return f"{sections[0].partnership}: {only.alone}"
    questions = sum(section.questions for section in sections)
    count = _count(sections) + questions
    to_check = sum(section.to_check for section in sections) + questions
    if any(section.hello for section in sections) and not count:
        what = "hello from Bywhen"
    elif not count and any(section.notices for section in sections):
        what = "something for you to know"
    elif not count:
        what = "some good news"
    elif count == sum(len(section.agreed) for section in sections):
        what = f"{_things(count)} for you to know"
    elif to_check == count:
        what = f"{_things(count)} to check with you"
    else:
        what = f"{_things(count)} for this week"
    if len(sections) == 1:
        return f"{sections[0].partnership}: {what}."
    return f"{begin(what)}."


def _greeting(sections: Sequence[Section], first_name: str, is_morning: bool) -> str:
    hello = f"Good {'morning' if is_morning else 'afternoon'}, {first_name}."
    question = _question(sections)
    if question:
        return f"Hello {first_name}. {question}"
    working = [view for section in sections for view in section.working]
    if working and all(view in section.warned for section in sections for view in section.working):
        return f"{hello} There is something I'd like to ask you.{_takes(sections)}"
    if working:
        return f"{hello} Here is what's coming up, soonest first.{_takes(sections)}"
    if any(section.asked or section.questions for section in sections):
        return f"{hello} There is something I'd like to check with you.{_takes(sections)}"
    if any(section.agreed for section in sections):
        return (
            f"{hello} Here is what was agreed with you, and stands in the timetable. "
            "Read it whenever it suits you."
        )
    return f"{hello} There is nothing you need to do today, so you can read this whenever you like."


def _takes(sections: Sequence[Section]) -> str:
    """Say how long it takes, where nothing in the envelope says so itself: a check-in does, and takes longer."""
    first = [of_block(notice.blocks[0]) for section in sections for notice in section.notices]
    return "" if any("minute" in words for words in first) else " It should take you about a minute."


def _question(sections: Sequence[Section]) -> str:
    """Return what an envelope asks first, where it holds but one kind of question; "" where it holds more."""
    if _only_asks(sections):
        return line(_request(sections[0].asked).text)
    only = _only_notice(sections)
    if only is None:
        return ""
    asked = of_block(only.blocks[0])
    # What follows is about somebody's action, which no notification shows, however short the names are.
    is_long = len(sections[0].partnership) + len(only.alone) + len(asked) >= _SEEN
    return asked if is_long or "minute" in asked else f"{asked} It should take you about a minute."


def _only_asks(sections: Sequence[Section]) -> bool:
    """Whether nothing but what one partnership asks stands in the envelope (voice 2)."""
    only = sections[0]
    return len(sections) == 1 and bool(only.asked) and only.count == len(only.asked) and not only.hello


def _only_notice(sections: Sequence[Section]) -> Notice | None:
    """Return the notice that is all an envelope holds, if it has a first sentence of its own (voice 4)."""
    only = sections[0]
    holds_more = only.count or only.finished or only.hello or len(only.notices) != 1
    return None if len(sections) > 1 or holds_more or not only.notices[0].alone else only.notices[0]


def _request(asked: Sequence[ItemView]) -> Paragraph:
    """Ask as the runner asks; somebody else's name would tell a stranger who works with whom."""
    this = "this" if len(asked) == 1 else "these"
    on = "it" if len(asked) == 1 else "them"
    runner = asked[0].runner_name
    if runner and all(view.adder_name == runner for view in asked):
        words = f"{runner} would like to put {this} in the timetable with your name on {on}."
        return Paragraph(text=(f"{words} Is that all right?",))
    return Paragraph(
        text=(f"Shall {this} go in the timetable with your name on {on}? Choose what suits you best.",)
    )


def _count(sections: Sequence[Section]) -> int:
    return sum(section.count for section in sections)


def _things(count: int) -> str:
    return f"{number(count)} thing{'' if count == 1 else 's'}"
