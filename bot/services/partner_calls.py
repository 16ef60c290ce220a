"""Whom a runner may want to ring this morning: one line a partner, the most useful one."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.mornings import Line
from bot.domain.people import Membership
from bot.messages import call_sheet as sheet_wording
from bot.messages import calls as call_wording
from bot.messages import quiet as wording
from bot.messages.notices import Notice
from bot.messages.words import and_list
from bot.services import call_sheets, calls, unanswered
from bot.services.ports import Transaction
from bot.services.readers import Reader


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Return the calls of a morning.

    A call sheet has everything that is due, so it comes before a call worth making; that one says when
    we last spoke, so it comes before the mere news that envelopes go unanswered.
    """
    viewer = reader.membership.viewer
    sheets = call_sheets.offered(transaction, viewer=viewer, now=now)
    on_sheets = {one.partner_id for one in sheets}
    worth = [
        one
        for one in calls.worth_making(transaction, viewer=viewer, now=now)
        if one.partner_id not in on_sheets
    ]
    named = on_sheets | {one.partner_id for one in worth}
    silent = unanswered.silent(transaction, reader=reader)
    return (
        *(sheet_wording.notice(one) for one in sheets),
        *call_wording.notices(worth),
        *(wording.call_worth_making(name=names) for names in _unnamed(silent, named)),
    )


def without_sheets(
    transaction: Transaction, *, reader: Reader, lines: tuple[Line, ...], now: datetime
) -> tuple[Line, ...]:
    """Return the lines of a list without those that only say of something on a call sheet that it needs a call."""
    if all(line.ring is None for line in lines):
        return lines
    sheets = call_sheets.offered(transaction, viewer=reader.membership.viewer, now=now)
    on_sheets = {view.share.id for sheet in sheets for view in sheet.items}
    return tuple(line for line in lines if line.ring is None or line.view.share.id not in on_sheets)


def _unnamed(silent: tuple[Membership, ...], named: Collection[int]) -> list[str]:
    """The people of each partner that no other line names, together; who belongs to none stands alone."""
    found: dict[tuple[str, int], list[str]] = {}
    for one in silent:
        if one.partner_id in named:
            continue
        key = ("person", one.person.id) if one.partner_id is None else ("partner", one.partner_id)
        found.setdefault(key, []).append(one.person.name)
    return [and_list(names) for names in found.values()]
