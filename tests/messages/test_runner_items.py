"""How an action is shown to the runner: somebody is stuck, or suggests another date."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.commitments import ShareState
from bot.domain.follow_ups import FollowUp
from bot.domain.stuck import BECAUSE
from bot.messages import follow_up as follow_ups
from bot.messages import items, reports
from bot.messages.model import Item, Strong
from bot.messages.what_helps import HELPS
from tests.actions import COMMITMENT, DUE, SHARE, move, view

PROPOSED = replace(SHARE, state=ShareState.PROPOSED)


def _lines(item: Item) -> tuple[str, ...]:
    return tuple(
        "".join(part.text if isinstance(part, Strong) else part for part in line) for line in item.lines
    )


def test_words_of_somebody_stuck_stand_in_no_item_but_the_runners() -> None:
    stuck = view(share=replace(SHARE, stuck_because="We can't agree between us", stuck_words="Rivals"))

    shown = [items.standing_item(stuck), items.envelope_item(stuck), items.last_reminder_item(stuck)]

    assert not any("Rivals" in line for item in shown for line in _lines(item))


def test_stuck_item_gives_the_runner_what_is_in_the_way_and_who_waits() -> None:
    stuck = replace(SHARE, stuck_because="We can't agree between us", stuck_words="Neither gives it up.")

    item = reports.stuck_item(view(share=stuck, reader_id=1, others=("County Council",)))

    assert _lines(item) == (
        "Mina Iqbal at Castle College is stuck and has asked for your help.",
        "By Friday 27 November",
        "What's in the way: we can't agree between us",
        "In Mina's words: “Neither gives it up.”",
        "Who is waiting: County Council",
        "I've told Mina that you have this. I haven't promised a time. Only you can see Mina's words.",
        "Something that can help: ask each what it could give that nobody else can.",
    )
    assert [(one.label, one.arg) for one in item.buttons] == [
        ("I'll ring today", "12.3.today"),
        ("I'll ring tomorrow", "12.3.tomorrow"),
        ("Ask somebody else to help", "12.3.else"),
    ]


def test_what_is_stuck_after_its_day_was_for_that_day() -> None:
    stuck = replace(SHARE, stuck_because="Money")

    item = reports.stuck_item(view(share=stuck, today=DUE + timedelta(days=1)))

    assert _lines(item)[1] == "Was for Friday 27 November"


def test_stuck_item_leaves_out_what_nobody_said() -> None:
    stuck = replace(SHARE, stuck_because="I can't decide without asking")

    assert _lines(reports.stuck_item(view(share=stuck, holder_name=""))) == (
        "Somebody at Castle College is stuck and has asked for your help.",
        "By Friday 27 November",
        "What's in the way: I can't decide without asking",
        "I've told them that you have this. I haven't promised a time.",
        "Something that can help: a call to whoever decides there.",
    )


def test_stuck_item_has_no_advice_on_something_else() -> None:
    stuck = replace(SHARE, stuck_because="Something else")

    assert "that can help" not in _lines(reports.stuck_item(view(share=stuck)))[-1]


def test_there_is_advice_on_all_that_can_be_in_the_way_but_something_else() -> None:
    assert {*BECAUSE} - HELPS.keys() == {"Something else"}


def test_suggestion_gives_the_runner_both_dates_and_the_reason() -> None:
    item = reports.suggestion_item(view(share=PROPOSED, reader_id=1, move=move()))

    assert _lines(item) == (
        "Mina Iqbal at Castle College suggests Friday 4 December 2026 instead of Friday 27 November 2026.",
        "Why, for you alone: Two tutors are away",
    )
    assert [(one.label, one.arg) for one in item.buttons] == [
        ("Agree", "12.3.agree"),
        ("Keep the date", "12.3.keep"),
    ]


def test_suggestion_that_is_settled_has_no_buttons() -> None:
    assert reports.suggestion_item(view()).buttons == ()
    assert len(reports.suggestion_item(view(move=move(reason=""))).lines) == 1


@pytest.mark.parametrize(
    ("last_safe", "said"),
    [
        (date(2026, 12, 4), "The last safe date is Friday 4 December."),
        (date(2026, 11, 30), "Today is the last safe date."),
        # A later date that was agreed on takes it along.
        (date(2026, 11, 20), "The last safe date was Friday 27 November."),
    ],
)
def test_runner_reads_until_when_there_is_time_to_choose(last_safe: date, said: str) -> None:
    seen = view(
        commitment=replace(COMMITMENT, last_safe=last_safe), today=DUE + timedelta(days=3), reader_id=1
    )
    stuck = replace(seen, share=replace(SHARE, stuck_because="Money"))
    follow_up = FollowUp(id=1, share_id=12, due=DUE, asked_on=DUE)

    shown = [
        reports.reported_item(seen, said=("It's here.",)),
        reports.gathered_item([seen, seen], reason="date_passed", said=(("It's here.",),)),
        reports.stuck_item(stuck),
        reports.ring_item(stuck, said=("You said that you'd ring.",)),
        *follow_ups.asked(seen, follow_up=follow_up, may=follow_ups.May()).blocks,
    ]

    assert all(isinstance(one, Item) and said in _lines(one) for one in shown)


def test_no_last_safe_date_is_said_of_what_has_none_or_is_settled() -> None:
    settled = replace(SHARE, state=ShareState.DONE)
    dated = replace(COMMITMENT, last_safe=DUE)

    for seen in (view(reader_id=1), view(share=settled, commitment=dated, reader_id=1)):
        lines = _lines(reports.reported_item(seen, said=("It's here.",)))
        assert not any("last safe date" in line for line in lines)
