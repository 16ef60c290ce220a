"""A date that has gone by is never said as one to keep, whichever card or form names it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.milestones import Milestone, MilestoneState
from bot.messages import accept, changes, handovers, moves, stuck, stuck_help
from bot.messages import milestone as milestones
from bot.messages.model import Form
from bot.messages.plain import line
from tests.actions import DUE, SHARE, view

AFTER = view(today=DUE + timedelta(days=3))
STUCK = view(share=replace(SHARE, stuck_because="Money"), today=DUE + timedelta(days=3))
FORMS = {
    "stuck": stuck.form(AFTER),
    "help": stuck_help.form(STUCK, people={3: "Rob Stone"}),
    "more time": moves.more_time_form(AFTER),
    "hand over": handovers.form(AFTER, people={3: "Rob Stone"}),
    "put right": accept.put_right_form(AFTER),
    "change": changes.form(AFTER, needs=(), open_actions=(), milestones=()),
    "drop": changes.drop_form(AFTER),
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_form_says_what_the_date_was(form: Form) -> None:
    said = " ".join(line(one) for one in form.intro)

    assert "was for Friday 27 November 2026" in said.replace("Was for", "was for")
    assert "by Friday" not in said.casefold()


def test_milestone_that_is_not_reached_says_what_its_date_was() -> None:
    found = Milestone(
        id=1, partnership_id=9, title="The prospectus", due=DUE, state=MilestoneState.PLANNED, version=1
    )

    for day, said in (
        (DUE, "By Friday 27 November"),
        (DUE + timedelta(days=1), "Was for Friday 27 November"),
    ):
        shown = milestones.item(found, done=0, actions=2, marked_by="", today=day)
        assert line(shown.lines[0]) == said
