"""A partner's days: what they change for its people, and calendars that are fetched first."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.domain.calendars import Span
from bot.domain.permissions import Role
from bot.engine.fetching import fetch
from bot.errors import DeliveryFailed, Refused
from bot.services import calendar_uploads, closed_dates
from bot.services.calendar_uploads import Sent
from bot.services.closed_dates import Days, Kept
from bot.services.ports import FileSource
from storage import partners
from tests.handlers.conversations.test_closed_dates import CALENDAR
from tests.riverside import NOW, Riverside

HALF_TERM = "Monday 26 to Friday 30 October 2026: half-term"
HELD = "https://files.example/T1-F1"


class Shelf(FileSource):
    """Where the file is: what is fetched is what was put there, or the error."""

    def __init__(self, found: bytes | Exception) -> None:
        self.found = found
        self.limits: list[int] = []

    async def fetch(self, *, reference: str, limit: int) -> bytes:
        self.limits.append(limit)
        if isinstance(self.found, Exception):
            raise self.found
        return self.found


def _keep(group: Riverside, **typed: str) -> object:
    shown = closed_dates.of_partner(
        database=group.database, viewer=group.viewer("sam"), partner_id=group.castle_id, now=NOW
    )
    return closed_dates.keep(
        database=group.database,
        viewer=group.viewer("sam"),
        partner_id=group.castle_id,
        seen=shown.seen,
        typed=Days(**typed),
        now=NOW,
    )


def _sent(group: Riverside, **changes: object) -> Sent:
    return replace(Sent(installation_id=group.installation_id, reference=HELD), **changes)  # type: ignore[arg-type]  # by name


def _expect(group: Riverside, **changes: object) -> None:
    calendar_uploads.expect(
        database=group.database, viewer=group.viewer("sam"), sent=_sent(group, **changes), now=NOW
    )


def _sweep(group: Riverside, shelf: Shelf, now: datetime = NOW) -> int:
    return asyncio.run(
        fetch(database=group.database, files={group.installation_id: shelf}, clock=lambda: now)
    )


def _calendar(group: Riverside) -> tuple[Span, ...]:
    with group.database.read() as transaction:
        return partners.get(
            transaction, viewer=group.viewer("sam"), partner_id=group.castle_id
        ).calendar.closed


def test_what_is_over_stays_when_the_rest_is_taken_away(group: Riverside) -> None:
    over = Span(first=date(2026, 8, 3), last=date(2026, 8, 28), name="summer")
    with group.database.write() as transaction:
        partners.keep_days(
            transaction,
            viewer=group.viewer("sam"),
            partner_id=group.castle_id,
            closed=[over],
            busy=[],
        )
    _keep(group, closed=HALF_TERM)

    _keep(group)

    assert _calendar(group) == (over,)


def test_same_days_again_change_nothing(group: Riverside) -> None:
    first, second = _keep(group, closed=HALF_TERM), _keep(group, closed=HALF_TERM)

    assert isinstance(first, Kept)
    assert first == second


@pytest.mark.parametrize("act", ["of_partner", "keep"])
def test_partner_that_is_not_there(group: Riverside, act: str) -> None:
    about = {
        "database": group.database,
        "viewer": group.viewer("sam"),
        "partner_id": 9_999,
        "now": NOW,
    }
    more = {"seen": "", "typed": Days()} if act == "keep" else {}

    with pytest.raises(Refused) as refused:
        getattr(closed_dates, act)(**about, **more)

    assert refused.value.key == "partner_gone"


def test_who_only_reads_sees_no_partners(group: Riverside) -> None:
    reads = replace(group.viewer("rob"), role=Role.OBSERVER)

    with pytest.raises(Refused):
        closed_dates.partners(database=group.database, viewer=reads)
    with pytest.raises(Refused):
        calendar_uploads.expect(database=group.database, viewer=reads, sent=_sent(group), now=NOW)


def test_calendar_is_fetched_read_and_answered_once(group: Riverside) -> None:
    shelf = Shelf(CALENDAR)
    _expect(group, partner_id=group.castle_id)
    _expect(group, partner_id=group.castle_id)

    done = [_sweep(group, shelf), _sweep(group, shelf)]

    assert (done, shelf.limits) == ([1, 0], [calendar_uploads.LARGEST])


def test_calendar_kept_by_its_number(group: Riverside) -> None:
    preview = calendar_uploads.take(
        database=group.database,
        viewer=group.viewer("sam"),
        sent=_sent(group, reference="", partner_id=group.castle_id),
        content=CALENDAR,
        now=NOW,
    )

    shown = calendar_uploads.preview(
        database=group.database, viewer=group.viewer("sam"), upload_id=preview.upload_id
    )

    assert shown == preview
    assert shown.partner_id == group.castle_id


@pytest.mark.parametrize(("partner_id", "key"), [(None, "calendar_whose"), (9_999, "partner_gone")])
def test_nobodys_calendar_is_kept(group: Riverside, partner_id: int | None, key: str) -> None:
    preview = calendar_uploads.take(
        database=group.database, viewer=group.viewer("sam"), sent=_sent(group), content=CALENDAR, now=NOW
    )

    with pytest.raises(Refused) as refused:
        calendar_uploads.keep(
            database=group.database,
            viewer=group.viewer("sam"),
            upload_id=preview.upload_id,
            partner_id=partner_id,
            now=NOW,
        )

    assert refused.value.key == key


@pytest.mark.parametrize(
    "found",
    [b"no calendar", Refused("workbook_too_large", most=1), DeliveryFailed("gone", permanent=True)],
    ids=["unreadable", "too large", "gone"],
)
def test_what_cannot_be_fetched_or_read_is_answered_once(group: Riverside, found: bytes | Exception) -> None:
    _expect(group)

    assert [_sweep(group, Shelf(found)), _sweep(group, Shelf(found))] == [1, 0]


def test_calendar_that_somebody_answered_already(group: Riverside) -> None:
    assert not calendar_uploads.answer(database=group.database, upload_id=9_999, content=CALENDAR, now=NOW)


def test_calendar_that_would_be_too_much(group: Riverside) -> None:
    days = [date(2026, 10, 1) + timedelta(days=2 * number) for number in range(200)]
    with group.database.write() as transaction:
        partners.keep_days(
            transaction,
            viewer=group.viewer("sam"),
            partner_id=group.castle_id,
            closed=[
                Span(first=day, last=day)
                for day in days
                if not date(2026, 10, 26) <= day <= date(2026, 10, 31)
            ]
            + [Span(first=day, last=day) for day in (date(2028, 1, 3), date(2028, 1, 5), date(2028, 1, 7))],
            busy=[],
        )
    preview = calendar_uploads.take(
        database=group.database, viewer=group.viewer("sam"), sent=_sent(group), content=CALENDAR, now=NOW
    )

    with pytest.raises(Refused) as refused:
        calendar_uploads.keep(
            database=group.database,
            viewer=group.viewer("sam"),
            upload_id=preview.upload_id,
            partner_id=group.castle_id,
            now=NOW,
        )

    assert refused.value.key == "closed_dates_too_many"
