"""One card for an action of several partners that needs the runner: their names once, and the way to each."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from bot.domain.follow_ups import FollowUp
from bot.domain.items import ItemView
from bot.domain.mornings import Rank
from bot.messages import follow_up as wording
from bot.messages.follow_up import May
from bot.messages.model import Block, Fragments, Message, Paragraph
from bot.messages.notices import Notice
from bot.messages.plain import line
from bot.messages.reports import gathered_item, named
from bot.messages.words import and_list, near, number

_SEVERAL: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One date that the runner is asked about, and what was done about it.

    `helper` is who has been asked to help, "" where nobody; `is_silent` when they said nothing since.
    `on_last_safe`: it is time to choose, and nobody has decided. `since` is when it came to stand as it does,
    None for what stands in every list.
    """

    view: ItemView
    follow_up: FollowUp
    may: May = field(default_factory=May)
    helper: str = ""
    is_silent: bool = False
    on_last_safe: bool = False
    since: datetime | None = None


def one(asked: Asked) -> Notice:
    """Ask about one date."""
    if asked.on_last_safe:
        more = wording.still_open(asked.view, may=asked.may)
        return replace(wording.wait_or_go(asked.view, more=more), since=asked.since)
    found = wording.asked(
        asked.view,
        follow_up=asked.follow_up,
        may=asked.may,
        helper=asked.helper,
        is_silent=asked.is_silent,
    )
    return replace(found, since=asked.since)


def together(several: Sequence[Asked], *, unasked: Sequence[ItemView] = ()) -> Notice:
    """Ask about one action by one date (at least one of `several`).

    `unasked` are further shares of it without a word, of those who are rung and not written to.
    """
    if len(several) + len(unasked) < _SEVERAL:
        return one(several[0])
    views = [*(each.view for each in several), *unasked]
    done = {each.view.share.id: _done(each) for each in several}
    quiet = [view for view in views if not done.get(view.share.id)]
    lines: list[Fragments] = [(_no_word(quiet),)] if quiet else []
    lines += [
        (f"{each.view.partner_name}: {words}",) for each in several for words in done[each.view.share.id]
    ]
    if any(each.on_last_safe for each in several):
        lines.append(("Shall we wait, or go without it? Choose for each of them.",))
    moments = [each.since for each in several if each.since is not None]
    return Notice(
        blocks=(gathered_item(views, reason="asked", said=lines),),
        rank=Rank.AT_RISK,
        since=max(moments) if len(moments) == len(several) else None,
        covers=frozenset(view.share.id for view in views),
    )


def shown(blocks: Sequence[Block], *, partnership: str) -> Message:
    """Show one partner's share, chosen from a card of several."""
    words = "Here it is for one partner alone. Whoever needs to know of what you press hears it from me."
    return Message(
        opening=f"{partnership}: one action, as it stands.", blocks=(Paragraph(text=(words,)), *blocks)
    )


def _done(asked: Asked) -> list[str]:
    done = wording.what_was_done(asked.view, asked.follow_up, asked.helper, is_silent=False)
    return [line(words) for words in done]


def _no_word(views: Sequence[ItemView]) -> str:
    first = views[0]
    partners = len({view.share.partner_id for view in views})
    who = f"{number(partners)} {'partner' if partners == 1 else 'partners'}"
    day = near(first.due, today=first.today)
    said = f"No word yet from {who}: {and_list([named(view) for view in views])}."
    return (
        f"{said} This was for {day}."
        if first.due < first.today
        else f"{said} Much hangs on this. It's for {day}."
    )
