"""What the runner reads of a date with which somebody was asked to help."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.escalations import FollowUpChoice
from bot.domain.follow_ups import FollowUp, HelpAnswer
from bot.messages.follow_up import May, asked
from bot.messages.model import Item
from tests.messages.cast import SAMPLE

VIEW = replace(SAMPLE.view("after its day", reader_id=1), holder_name="Jo Park")
YESTERDAY = VIEW.today - timedelta(days=1)
HELPED = FollowUp(
    id=1, share_id=12, due=VIEW.due, asked_on=YESTERDAY, helper_id=3, helper_asked_on=VIEW.today
)


def _lines(follow_up: FollowUp, *, holder: str = "Jo Park", is_silent: bool = False) -> list[str]:
    view = replace(VIEW, holder_name=holder)
    notice = asked(view, follow_up=follow_up, may=May(), helper="Kwame Osei", is_silent=is_silent)
    [item] = notice.blocks
    assert isinstance(item, Item)
    return ["".join(map(str, line)) for line in item.lines[1:-1]]


@pytest.mark.parametrize(
    ("on", "holder", "expected"),
    [
        (None, "Jo Park", "I'm asking Kwame Osei for help, and Jo hears of it first."),
        (None, "", "I'm asking Kwame Osei for help."),
        (VIEW.today, "Jo Park", "Kwame Osei was asked for help today, and Jo was told first."),
        (VIEW.today, "", "Kwame Osei was asked for help today."),
    ],
)
def test_until_the_day_after_the_asking_it_says_who_hears_first(
    on: date | None, holder: str, expected: str
) -> None:
    assert _lines(replace(HELPED, helper_asked_on=on), holder=holder) == [expected]


def test_from_the_next_day_on_it_says_since_when_there_is_no_word() -> None:
    [line] = _lines(replace(HELPED, helper_asked_on=date(2026, 11, 24)))

    assert line == "Kwame Osei was asked for help on Tuesday 24 November. No word yet."


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (HelpAnswer.FIND_OUT, "Kwame Osei is finding out."),
        (HelpAnswer.RING, "Kwame Osei would be glad if you rang about it."),
    ],
)
def test_it_says_what_the_helper_has_answered(answer: HelpAnswer, expected: str) -> None:
    assert _lines(replace(HELPED, helper_answer=answer)) == [expected]


def test_after_silence_the_runner_is_asked_again() -> None:
    assert _lines(HELPED, is_silent=True)[1:] == ["What would you like to do now?"]


def test_what_was_left_comes_back_as_if_asked_anew() -> None:
    left = replace(HELPED, helper_id=None, helper_asked_on=None, choice=FollowUpChoice.LEAVE)

    assert _lines(left) == _lines(replace(left, choice=None)) == []
