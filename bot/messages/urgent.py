"""What is said at once: a call for help to the runner (voice 5), and answers that somebody waits for."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.domain.dates import full
from bot.domain.items import ItemView
from bot.domain.stuck_help import RING, STEP
from bot.messages import stuck_help
from bot.messages.envelope import Section, section_blocks
from bot.messages.items import standing_item
from bot.messages.model import Message, Paragraph
from bot.messages.reports import stuck_item
from bot.messages.words import begin

_PRIVATE: Final = "It's just for you, so open it where nobody is reading over your shoulder."
_ALONE: Final = "Nobody else gets this message."
_SEEN: Final = 120
"""So many characters a notification shows; no name may stand among them, however short the partnership's is."""


def stuck(*, views: Sequence[ItemView]) -> Message:
    """Return the request for help, to the runner alone."""
    who = "somebody" if len(views) == 1 else "some people"
    opening = f"{views[0].partnership.name}: {who} would like a hand."
    private = [_PRIVATE] if len(opening) + len(_PRIVATE) >= _SEEN else [_PRIVATE, _ALONE]
    return Message(
        opening=opening, blocks=(*(Paragraph(text=(one,)) for one in private), *map(stuck_item, views))
    )


def answers(*, answered: Sequence[tuple[ItemView, str]], partnership: str, first_name: str) -> Message:
    """Return answers to what the reader asked for; each view with the step that says what was answered.

    `partnership` is empty where the answers come from several.
    """
    what = "an answer for you" if len(answered) == 1 else "answers for you"
    opening = f"{partnership}: {what}." if partnership else f"{begin(what)}."
    hello = f"Hello {first_name}. You asked about something in the timetable, and here is what came of it. There is nothing to do in a hurry."
    items = (standing_item(view, said=(_said(view, step),)) for view, step in answered)
    return Message(opening=opening, blocks=(Paragraph(text=(hello,)), *items))


def cannot_wait(*, section: Section, answered: Sequence[tuple[ItemView, str]], first_name: str) -> Message:
    """Return what somebody has asked me to send now, rather than with the reader's next message."""
    items = [standing_item(view, said=(_said(view, step),)) for view, step in answered]
    blocks = section_blocks(section, first_number=1, numbered=False)
    opening = f"{section.partnership}: something for you that could not wait."
    return Message(
        opening=opening,
        blocks=(Paragraph(text=(f"Hello {first_name}. {_NOT_USUAL}",)), *items, *blocks),
    )


_NOT_USUAL: Final = (
    "I don't usually write outside your two days and your hours. I was asked to send you this now, "
    "so that you know of it in good time. Everything else waits for your next message, as it always does."
)


def _said(view: ItemView, step: str) -> str:
    runner = view.runner_name or "The runner"
    if step.startswith(RING):
        day = date.fromisoformat(step.removeprefix(RING))
        when = _near_day(day, view.today)
        return f"{runner} has seen this and will ring you {when}. Nothing more to do until then."
    if step.startswith(STEP):
        return stuck_help.told(view, helper=step.removeprefix(STEP))
    if step == "date_agreed":
        return f"{runner} has agreed. The date is now {full(view.due)}."
    return f"{runner} would like to keep the date: {full(view.due)}."


def _near_day(day: date, today: date) -> str:
    words = full(day).rsplit(" ", 1)[0]
    if day == today:
        return f"today, {words}"
    return f"tomorrow, {words}" if day - today == timedelta(days=1) else f"on {words}"
