"""Home: what is yours, what you are waiting for, what comes next; for who runs it, the list of this morning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.permissions import Intent
from bot.messages import help as helping
from bot.messages import menu as menus
from bot.messages import mine, morning
from bot.messages.model import Block, Buttons, Heading, Item, Message, Note, Paragraph, Strong
from bot.messages.morning import Part as Morning
from bot.messages.words import begin, by, number

MOST_BLOCKS: Final = 90
"""So much fits on Slack's tab, with some room to spare; an item takes two."""

# A notification shows the first words of a message; no title may stand among them.
_INTRO: Final = (
    "Everything in one place, as it stands at this moment. "
    "Press what fits, and I'll pass on what others need to know."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One partnership on somebody's Home. `morning` is for who runs it, None for everybody else.

    `next_milestone` has the title and the date of the next one, None where there is none ahead. `stage` is the one in
    force, for runner and chair. `in_confidence` is what they raised, or hear, in confidence. `check_in` is the one that
    waits for them.
    """

    partnership_id: int
    mine: mine.Part
    morning: Morning | None = None
    next_milestone: tuple[str, date] | None = None
    stage: tuple[Block, ...] = ()
    in_confidence: tuple[Block, ...] = ()
    check_in: tuple[Block, ...] = ()


def message(*, parts: Sequence[Part], menu: Buttons) -> Message:
    """Return the whole of it. The opening says how much is theirs, and not what."""
    if not parts:
        return helping.introduction()
    blocks: list[Block] = [Paragraph(text=(_INTRO,))]
    for part in parts:
        if len(parts) > 1:
            blocks.append(Heading(text=part.mine.partnership))
        blocks += _blocks(part)
    return Message(opening=_opening(parts), blocks=(*_fitting(blocks), _elsewhere(parts, menu)))


def _opening(parts: Sequence[Part]) -> str:
    count = sum(len(part.mine.items) + part.mine.more for part in parts)
    nothing = (
        "no action is yours, but there is something below"
        if any(_has_more(part) for part in parts)
        else "nothing is yours at the moment"
    )
    what = nothing if not count else f"{number(count)} {'thing is' if count == 1 else 'things are'} yours"
    if len(parts) == 1:
        return f"{parts[0].mine.partnership}: {what}."
    return f"{begin(what)}."


def _has_more(part: Part) -> bool:
    """Whether something stands there that is no action and can be pressed: a check-in, or a concern."""
    listed = part.morning is not None and any(one.asks for one in part.morning.notices)
    return (
        listed
        or bool(part.check_in)
        or any(isinstance(one, Item) and one.buttons for one in part.in_confidence)
    )


def _blocks(part: Part) -> list[Block]:
    blocks: list[Block] = []
    if part.morning is not None:
        blocks += [Paragraph(text=(Strong("For you to know this morning"),)), *morning.whole(part.morning)]
    own = mine.blocks_of(part.mine)
    if part.mine.items:
        blocks.append(Paragraph(text=(Strong("What is yours"),)))
    # A morning's list says itself where there is nothing.
    if not own and part.morning is None and not _has_more(part):
        own = [Paragraph(text=("Nothing is waiting for you here.",))]
    blocks += own
    if part.check_in:
        blocks += [Paragraph(text=(Strong("What I'd like to ask you"),)), *part.check_in]
    if part.in_confidence:
        blocks += [Paragraph(text=(Strong("In confidence"),)), *part.in_confidence]
    if part.next_milestone is not None:
        title, day = part.next_milestone
        words = f", {by(day, today=part.mine.today)}."
        blocks.append(Paragraph(text=(Strong("What we're working towards: "), title, words)))
    return [*blocks, *part.stage]


def _elsewhere(parts: Sequence[Part], menu: Buttons) -> Buttons:
    """Return the menu, which leads away from here, and **Raise a concern**, which nobody should have to look for."""
    partnership_id = parts[0].partnership_id if len(parts) == 1 else None
    raising = menus.button(Intent.CONCERN, partnership_id=partnership_id)
    others = tuple(one for one in menu.buttons if one.intent not in (Intent.HOME, Intent.CONCERN))
    return Buttons(buttons=(*others, raising))


def _fitting(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return as many as there is room for, and say so where some are left out."""
    room = MOST_BLOCKS - 4
    kept: list[Block] = []
    for block in blocks:
        room -= 2 if isinstance(block, Item | Buttons) else 1
        if room < 0:
            return (*kept, Note(text=("There is more in your list. Type mine to see all of it.",)))
        kept.append(block)
    return tuple(kept)
