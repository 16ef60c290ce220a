from datetime import UTC, datetime, timedelta

import pytest

from handlers.web.demo.clock import BEGINNING, ZONE, MovableClock, Step, goal


def _london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZONE)  # type: ignore[arg-type,misc]  # year to minute, never a zone


def test_clock_stands_still_at_the_beginning() -> None:
    clock = MovableClock()

    assert [clock(), clock()] == [BEGINNING, BEGINNING]
    assert BEGINNING.tzinfo is UTC
    assert _london(2026, 9, 10, 8, 30) == BEGINNING


def test_clock_moves_on_and_never_back() -> None:
    clock = MovableClock()
    clock.move(BEGINNING + timedelta(minutes=10))

    assert clock() == BEGINNING + timedelta(minutes=10)
    with pytest.raises(ValueError, match="beginning"):
        clock.move(BEGINNING)


@pytest.mark.parametrize(
    ("step", "now", "then"),
    [
        (Step.TEN_MINUTES, _london(2026, 9, 10, 8, 30), _london(2026, 9, 10, 8, 40)),
        (Step.MORNING, _london(2026, 9, 10, 8, 30), _london(2026, 9, 11, 8, 30)),
        (Step.MORNING, _london(2026, 9, 11, 8, 40), _london(2026, 9, 14, 8, 30)),
        (Step.MORNING, _london(2026, 9, 12, 7, 0), _london(2026, 9, 14, 8, 30)),
        (Step.MORNING, _london(2026, 9, 14, 8, 29), _london(2026, 9, 14, 8, 30)),
        (Step.MORNING, _london(2026, 10, 23, 8, 30), _london(2026, 10, 26, 8, 30)),
        (Step.WEEK, _london(2026, 9, 10, 8, 30), _london(2026, 9, 14, 8, 30)),
        (Step.WEEK, _london(2026, 9, 14, 8, 30), _london(2026, 9, 21, 8, 30)),
        (Step.WEEK, _london(2027, 3, 25, 15, 45), _london(2027, 3, 29, 8, 30)),
    ],
    ids=[
        "ten minutes",
        "the next day",
        "over a weekend",
        "from a Saturday",
        "the same morning",
        "over the end of summer time",
        "the week after a Thursday",
        "the week after a Monday",
        "over the beginning of summer time",
    ],
)
def test_step_leads_to_the_local_hour(step: Step, now: datetime, then: datetime) -> None:
    assert goal(step, now=now.astimezone(UTC)) == then
