"""What is said to whoever puts something in where no day is certain on which its holder is asked."""

from datetime import date

import pytest

from bot.domain.asking import AskPlan
from bot.domain.date_reads import DateRead
from bot.domain.lines import Line
from bot.messages import add, plain

THURSDAY = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("late", "said"),
    [(False, "It isn't agreed until they say so."), (True, "It's close, so a ring would help.")],
)
def test_no_day_is_named_that_nobody_here_can_know(late: bool, said: str) -> None:
    plan = AskPlan(on=THURSDAY, late=late, is_certain=False)
    waits = [("Mina Iqbal", "Castle College", plan)]

    message = add.added(title="Sign accord", due=THURSDAY, waits=waits, own=False, without=(), ringer="Sam")

    words = plain.text(message)
    assert f"I'll ask Mina Iqbal at Castle College in their next message. {said}" in words


def test_date_that_nobody_typed_is_suggested() -> None:
    read = DateRead(text="", day=date(2027, 3, 9))
    given = Line(what="Meet", partner=None, everybody=True, date=read, today=THURSDAY)
    form = add.form(
        partnership_id=1, partners={1: "Castle College"}, all_partners=True, people={}, line=given
    )

    assert plain.line(form.intro[0]) == "I suggest Tuesday 9 March 2027."
