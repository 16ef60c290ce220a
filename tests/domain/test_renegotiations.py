"""Whether a move applies without asking the runner."""

from datetime import date

import pytest

from bot.domain.renegotiations import applies_at_once

EARLY, SAFE, AFTER = date(2026, 12, 1), date(2026, 12, 4), date(2026, 12, 5)


@pytest.mark.parametrize("others_wait", [True, False])
@pytest.mark.parametrize(("new_due", "at_once"), [(EARLY, True), (SAFE, True), (AFTER, False)])
def test_with_a_last_safe_date_that_decides(new_due: date, at_once: bool, others_wait: bool) -> None:
    assert applies_at_once(new_due=new_due, last_safe=SAFE, others_wait=others_wait) is at_once


@pytest.mark.parametrize("others_wait", [True, False])
def test_without_one_the_runner_is_asked_where_others_wait(others_wait: bool) -> None:
    assert applies_at_once(new_due=AFTER, last_safe=None, others_wait=others_wait) is not others_wait
