"""A date on which partners are closed is asked about once, with a day that would suit."""

from datetime import date
from typing import Any

import pytest

from bot.domain.calendars import PartnerCalendar, Span
from bot.domain.partners import Partner, PartnerKind, Reach
from bot.errors import Refused
from bot.messages.refusals import sentence
from bot.services import due_days
from tests.riverside import LONDON

TODAY = date(2026, 11, 12)
DUE = date(2026, 12, 29)
CHRISTMAS = (Span(first=date(2026, 12, 21), last=date(2027, 1, 3), name="Christmas"),)
EARLY = (Span(first=date(2026, 12, 16), last=date(2027, 1, 3), name="Christmas"),)
ALWAYS = (Span(first=TODAY, last=date(2027, 3, 1)),)


def _partner(name: str, closed: tuple[Span, ...] = ()) -> Partner:
    return Partner(
        id=len(name),
        partnership_id=9,
        name=name,
        kind=PartnerKind.PARTNER,
        reach=Reach.SLACK,
        zone=LONDON,
        calendar=PartnerCalendar(country="GB", region="ENG", closed=closed),
    )


CASTLE, MEADOW, VALLEY = (
    _partner("Castle", CHRISTMAS),
    _partner("Meadow", EARLY),
    _partner("Valley Link"),
)


def _asked(*partners: Partner, due: date = DUE, **changes: Any) -> Refused:
    with pytest.raises(Refused) as refused:
        due_days.require_open(
            due=due, field="date", today=TODAY, partners=partners, **{"confirmed": (), **changes}
        )
    return refused.value


@pytest.mark.parametrize(
    ("partners", "said"),
    [
        ((CASTLE,), "Castle is closed on Tuesday 29 December 2026. Make it Friday 18 December 2026?"),
        (
            (CASTLE, VALLEY),
            "One of your two partners is closed on Tuesday 29 December 2026. Make it Friday 18 December 2026?",
        ),
        (
            (CASTLE, MEADOW, VALLEY),
            (
                "Two of your three partners are closed on Tuesday 29 December 2026. "
                "Make it Tuesday 15 December 2026?"
            ),
        ),
        (
            (CASTLE, MEADOW),
            "Nobody is open on Tuesday 29 December 2026. Make it Tuesday 15 December 2026?",
        ),
    ],
)
def test_closed_day_and_the_day_before_that_suits_all(partners: tuple[Partner, ...], said: str) -> None:
    assert sentence(_asked(*partners)) == said


@pytest.mark.parametrize(
    ("later_than", "open_day"),
    [
        (None, date(2026, 12, 18)),
        (date(2026, 12, 17), date(2026, 12, 18)),
        (date(2026, 12, 18), date(2027, 1, 4)),
        (date(2026, 12, 22), date(2027, 1, 4)),
    ],
    ids=["any day", "the day before it", "the date in force itself", "a date in force inside the holidays"],
)
def test_day_offered_comes_after_the_date_in_force(later_than: date | None, open_day: date) -> None:
    refused = _asked(CASTLE, later_than=later_than)

    assert (refused.key, refused.parameters["open_day"]) == ("date_closed", open_day)


def test_no_day_suits_before_it() -> None:
    refused = _asked(_partner("Castle", ALWAYS), VALLEY)

    assert refused.parameters["open_day"] is None
    assert sentence(refused).endswith("Would another day work?")


def test_one_that_is_closed_until_then() -> None:
    assert _asked(_partner("Castle", ALWAYS)).key == "date_closed_till_then"


@pytest.mark.parametrize(
    ("partners", "due", "confirmed"),
    [
        ((VALLEY,), DUE, ()),
        ((), DUE, ()),
        ((CASTLE,), DUE, ("date_closed",)),
        ((CASTLE, VALLEY), DUE, ("date_closed_for_some",)),
    ],
    ids=["open", "nobody", "meant", "meant for all"],
)
def test_nothing_to_ask(partners: tuple[Partner, ...], due: date, confirmed: tuple[str, ...]) -> None:
    due_days.require_open(due=due, field="date", today=TODAY, partners=partners, confirmed=confirmed)


def test_busy_days_are_not_asked_about() -> None:
    busy = Partner(
        id=1,
        partnership_id=9,
        name="Castle",
        kind=PartnerKind.PARTNER,
        reach=Reach.SLACK,
        zone=LONDON,
        calendar=PartnerCalendar(busy=(Span(first=DUE, last=DUE),)),
    )

    due_days.require_open(due=DUE, field="date", today=TODAY, partners=(busy,), confirmed=())


@pytest.mark.parametrize(
    ("text", "confirmed", "result"),
    [("18 December 2026", (), date(2026, 12, 18)), ("2 November 2026", ("date_passed",), date(2026, 11, 2))],
)
def test_date_is_read(text: str, confirmed: tuple[str, ...], result: date) -> None:
    read = due_days.read_due(text=text, field="by_when", today=TODAY, partners=(CASTLE,), confirmed=confirmed)

    assert read == result


def test_date_that_has_gone_by_is_asked_about() -> None:
    with pytest.raises(Refused) as refused:
        due_days.read_due(
            text="2 November 2026", field="by_when", today=TODAY, partners=(CASTLE,), confirmed=()
        )

    assert refused.value.key == "date_passed"


def test_earlier_date_than_the_one_in_force_is_asked_about() -> None:
    with pytest.raises(Refused) as refused:
        due_days.require_later(due=date(2026, 12, 28), in_force=DUE, field="date", confirmed=())

    assert (refused.value.key, refused.value.field) == ("date_earlier", "date")
    assert sentence(refused.value) == "That is earlier than Tuesday 29 December 2026. Is that right?"


@pytest.mark.parametrize(
    ("due", "confirmed"), [(DUE, ()), (date(2026, 12, 30), ()), (date(2026, 12, 28), ("date_earlier",))]
)
def test_later_date_and_an_earlier_one_that_is_meant_are_not_asked_about(
    due: date, confirmed: tuple[str, ...]
) -> None:
    due_days.require_later(due=due, in_force=DUE, field="date", confirmed=confirmed)
