"""One milestone as it stands, and what the runner is asked about it."""

import pytest

from bot.domain.milestones import Asking, MilestoneState
from bot.messages import milestone, plain
from tests.actions import TODAY
from tests.messages.cast import SAMPLE
from tests.messages.milestone_catalogue import of


def said(
    state: MilestoneState, *, done: int = 0, actions: int = 0, asking: Asking | None = None
) -> list[str]:
    shown = milestone.item(
        of(SAMPLE, state), done=done, actions=actions, marked_by="", today=TODAY, asking=asking
    )
    return [plain.line(line) for line in shown.lines]


@pytest.mark.parametrize(
    ("done", "actions", "line"),
    [
        (0, 0, "It has no actions yet. Add one, or mark it reached yourself."),
        (0, 1, "Nothing in it is done yet."),
        (1, 3, "One of its three actions is done."),
        (2, 3, "Two of its three actions are done."),
        (3, 3, "Everything in it is done."),
    ],
)
def test_planned_milestone_says_how_far_it_is(done: int, actions: int, line: str) -> None:
    assert said(MilestoneState.PLANNED, done=done, actions=actions) == ["By Friday 5 February", line]


@pytest.mark.parametrize(
    ("done", "actions", "begins"),
    [(2, 2, "Everything in it is done."), (0, 0, "This is reached."), (1, 2, "This is reached.")],
)
def test_what_was_reached_by_hand_is_not_called_done(done: int, actions: int, begins: str) -> None:
    [line] = said(MilestoneState.REACHED, done=done, actions=actions, asking=Asking.REACHED)

    assert line.startswith(f"{begins} Shall we celebrate?")


@pytest.mark.parametrize(
    ("asking", "buttons", "more"),
    [
        (Asking.REACHED, ["Celebrate", "Not yet"], ["Quietly", "Change"]),
        (Asking.AGAIN, ["Celebrate", "Not yet"], ["Quietly", "Change"]),
        (Asking.LAST, ["Celebrate", "Not yet", "Quietly"], ["Change"]),
    ],
)
def test_quietly_stands_beside_the_rest_the_last_time(
    asking: Asking, buttons: list[str], more: list[str]
) -> None:
    shown = milestone.item(
        of(SAMPLE, MilestoneState.REACHED), done=1, actions=1, marked_by="", today=TODAY, asking=asking
    )

    assert ([one.label for one in shown.buttons], [one.label for one in shown.more]) == (buttons, more)


def test_choice_of_actions_without_any_says_so() -> None:
    form = milestone.choose_form(milestone=of(SAMPLE), chosen=[], others=[])

    assert form.fields[0].hint == "Nothing is open in the timetable that belongs to no milestone."


def test_list_holds_fifteen_and_counts_the_rest() -> None:
    shown = milestone.item(of(SAMPLE), done=0, actions=0, marked_by="", today=TODAY)
    items = [(MilestoneState.PLANNED, shown)] * 17

    text = plain.text(milestone.overview(partnership_id=9, partnership="Riverside", items=items))

    assert text.count(SAMPLE.title) == 15
    assert text.endswith("and two more")


@pytest.mark.parametrize("state", MilestoneState)
def test_what_people_would_do_differently_is_offered_once_something_was_marked(state: MilestoneState) -> None:
    shown = milestone.item(of(SAMPLE, state), done=1, actions=1, marked_by="", today=TODAY)

    text = plain.text(milestone.overview(partnership_id=9, partnership="Riverside", items=[(state, shown)]))

    assert ("[For next time]" in text) is (state in (MilestoneState.CELEBRATED, MilestoneState.QUIET))
    assert ("[What people said]" in text) is (state is MilestoneState.CELEBRATED)
