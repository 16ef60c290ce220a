"""What is said after **Done**, **Undo** and **On track**."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.commitments import is_done
from bot.domain.dates import full
from bot.domain.items import ItemView
from bot.domain.permissions import Intent
from bot.domain.reminders import before, skipped_by_answer
from bot.messages.items import button, standing_item, subject
from bot.messages.model import Bullets, Fragments, Item, Paragraph, Strong
from bot.messages.notices import Notice
from bot.messages.words import and_list

_ONE_DAY = timedelta(days=1)


def done(view: ItemView) -> Item:
    """Thank, and say who is told in ten minutes; of an action of all partners nobody waits for one another."""
    others = () if view.commitment.all_partners else view.others
    depending = view.waiting_partners if is_done(view.commitment) else ()
    waits = sorted({*others, *depending} - {view.partner_name}, key=str.casefold)
    said = f"Thank you. I'll tell {and_list(waits)} in ten minutes." if waits else "Thank you. It's done."
    return Item(
        subject=subject(view.share.id),
        title=view.title,
        lines=((said,),),
        buttons=(button(view, "Undo", Intent.UNDO),),
    )


def done_by(who: str, *, views: Sequence[ItemView]) -> Notice:
    """To a holder: somebody else says that what is theirs is done. `who` is "" where nobody is known."""
    name = who or "Somebody"
    if len(views) == 1:
        text: Fragments = (Strong(views[0].title), f": {name} says that it's done. Thank you.")
        return Notice(blocks=(Paragraph(text=text),), asks=False)
    titles = Bullets(items=tuple((Strong(view.title),) for view in views))
    heading = Paragraph(text=(f"{name} says that these are done. Thank you.",))
    return Notice(blocks=(heading, titles), asks=False)


def undone(view: ItemView) -> Item:
    return standing_item(view, said=("It's open again. I haven't told anybody.",))


def on_track(view: ItemView) -> Item:
    """Say until when it rests: until its last reminder, of a critical one until the next but one."""
    rests_until = _next_mention(view)
    if rests_until is None:
        said = "Good to know."
    elif rests_until == view.due - _ONE_DAY:
        said = "Good to know. I won't mention it again until the day before."
    else:
        said = f"Good to know. I won't mention it again until {full(rests_until)}."
    return standing_item(view, said=(said,))


def _next_mention(view: ItemView) -> date | None:
    if view.calendar is None:
        return None
    importance = view.commitment.importance
    steps = before(due=view.due, importance=importance, calendar=view.calendar, from_day=view.today)
    resting = skipped_by_answer(steps=steps, importance=importance, answered_on=view.today)
    ahead = [step.on for step in steps if step.on > view.today and step.name not in resting]
    return min(ahead, default=None)
