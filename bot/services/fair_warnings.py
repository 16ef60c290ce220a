"""What the one fair warning after a date promises: who is asked next, by what is in force, and by when (F7)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.calendars import local_date
from bot.domain.escalations import Case, Next, Who, asked_next
from bot.domain.items import ItemView
from bot.domain.permissions import Role, Viewer, engine_in
from bot.services import cases
from bot.services.cases import Followed
from bot.services.ports import Transaction
from storage import members as stored_members

_FORESEEN: Final = 28
"""So many days ahead are looked at; of what comes later nothing is promised."""


def asked_after(
    transaction: Transaction, *, views: Sequence[ItemView], until: date | None, now: datetime
) -> dict[int, Next]:
    """Return by share who is asked next. `until` is the day on which its holder is next written to, if any."""
    if until is None:
        return {}
    found = {view.share.id: _asked_after(transaction, view, until, now) for view in views}
    return {share_id: one for share_id, one in found.items() if one is not None}


def _asked_after(transaction: Transaction, view: ItemView, until: date, now: datetime) -> Next | None:
    viewer = engine_in(view.partnership.id)
    today = local_date(now=now, zone=view.partnership.zone)
    if view.reader_runs:
        # Who runs it has a list every day.
        until = today + timedelta(days=1)
    days = (today + timedelta(days=number) for number in range(1, _FORESEEN + 1))
    ahead = cases.ahead(
        transaction, viewer=viewer, commitment=view.commitment, share=view.share, now=now, days=days
    )
    seen: list[Followed] = []
    found = asked_next(_kept(ahead, seen), until=until)
    follow_up = seen[0].follow_up
    # Whoever was asked already is asked no second time, and the holder has been told.
    if found is None or (follow_up is not None and follow_up.helper_id is not None):
        return None
    name = _name(transaction, viewer, view, found.who, seen[-1])
    return replace(found, name=name) if name else None


def _kept(ahead: Iterable[tuple[date, Followed]], seen: list[Followed]) -> Iterator[tuple[date, Case]]:
    for day, followed in ahead:
        seen.append(followed)
        yield day, followed.case


def _name(transaction: Transaction, viewer: Viewer, view: ItemView, who: Who, followed: Followed) -> str:
    if who is Who.RUNNER:
        return view.runner_name
    if who is Who.HELPER:
        return followed.helper.person.name if followed.helper else ""
    everybody = stored_members.all_of(transaction, viewer=viewer)
    return next((one.person.name for one in everybody if one.role is Role.DEPUTY_RUNNER), "")
