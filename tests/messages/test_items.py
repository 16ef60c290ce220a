"""How one action is shown, wherever it is shown."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.commitments import ShareState, Wording
from bot.domain.escalations import Next, Who
from bot.domain.importance import Importance
from bot.domain.items import ItemView
from bot.domain.permissions import Intent
from bot.messages import asks, items
from bot.messages.model import Button, Item, Strong
from tests.actions import COMMITMENT, DUE, NOW, SHARE, move, view

REMINDED = (
    "I would remind you four weeks, two weeks and one week before, and on the day before. "
    "If the date goes by and I've heard nothing, I'd ask you again. Then Sam would ring."
)
PROPOSED = replace(SHARE, state=ShareState.PROPOSED)


def _lines(item: Item) -> tuple[str, ...]:
    return tuple(
        "".join(part.text if isinstance(part, Strong) else part for part in line) for line in item.lines
    )


def _labels(buttons: tuple[Button, ...]) -> tuple[str, ...]:
    return tuple(button.label for button in buttons)


def test_envelope_item_has_title_date_and_one_line_of_why() -> None:
    item = items.envelope_item(view(others=("Meadow College", "Northgate")), number=1)

    assert item.subject == "share:12"
    assert item.title == "1. Send course data (all level 3)"
    assert _lines(item) == (
        "By Friday 27 November, with Meadow College and Northgate",
        "the joint prospectus is made from it",
    )


@pytest.mark.parametrize(
    ("days", "buttons", "more"),
    [
        (-1, ("Done", "On track", "Need more time"), ("Stuck", "Hand over")),
        (0, ("Done", "Need more time", "Stuck"), ("Hand over",)),
        (1, ("Done", "Need more time", "Stuck"), ("Hand over",)),
    ],
)
def test_buttons_change_on_the_day(days: int, buttons: tuple[str, ...], more: tuple[str, ...]) -> None:
    item = items.envelope_item(view(today=DUE + timedelta(days=days)))

    assert (_labels(item.buttons), _labels(item.more)) == (buttons, more)


def test_button_carries_the_version_and_speaks_the_action() -> None:
    done, *_ = items.envelope_item(view()).buttons

    assert done == Button(
        label="Done",
        intent=Intent.DONE,
        partnership_id=9,
        arg="12.3",
        spoken="Done: Send course data (all level 3)",
        primary=True,
    )


def test_buttons_that_open_a_form_say_so() -> None:
    item = items.envelope_item(view())

    assert [(one.label, one.opens) for one in (*item.buttons, *item.more)] == [
        ("Done", False),
        ("On track", False),
        ("Need more time", True),
        ("Stuck", True),
        ("Hand over", True),
    ]


def test_last_reminder_has_why_in_full_and_what_happens_then() -> None:
    assert _lines(items.last_reminder_item(view())) == (
        "By Friday 27 November",
        "Why: the joint prospectus is made from it",
        "If it doesn't come: the prospectus is printed without that course page",
    )


def test_empty_fields_leave_no_line() -> None:
    bare = replace(COMMITMENT, wording=Wording(title="Sign accord"))

    assert _lines(items.envelope_item(view(commitment=bare))) == ("By Friday 27 November",)
    assert _lines(items.last_reminder_item(view(commitment=bare))) == ("By Friday 27 November",)


def test_long_why_is_cut_between_words() -> None:
    why = "word " * 60
    wordy = replace(COMMITMENT, wording=Wording(title="Sign accord", why=why))

    line = _lines(items.envelope_item(view(commitment=wordy)))[1]

    assert line.endswith("word …")
    assert len(line) <= 142


@pytest.mark.parametrize(
    ("others", "all_partners", "line"),
    [
        ((), False, "By Friday 27 November"),
        (("A", "B", "C"), False, "By Friday 27 November, with A, B and C"),
        (("A", "B", "C", "D"), False, "By Friday 27 November, with A, B and two others"),
        (("A", "B"), True, "By Friday 27 November, with all partners"),
    ],
)
def test_line_says_with_whom(others: tuple[str, ...], all_partners: bool, line: str) -> None:
    commitment = replace(COMMITMENT, all_partners=all_partners)

    assert _lines(items.envelope_item(view(commitment=commitment, others=others)))[0] == line


def test_date_that_has_passed_is_said_of_the_task() -> None:
    assert _lines(items.envelope_item(view(today=date(2026, 12, 1))))[0] == "Was for Friday 27 November"


def test_date_that_has_passed_before_anybody_agreed_is_said_of_the_task() -> None:
    asked = items.standing_item(view(share=PROPOSED, today=date(2026, 12, 1)))

    assert _lines(asked) == ("Was for Friday 27 November", "It isn't agreed yet.")


def test_date_half_a_year_away_has_its_year() -> None:
    far = replace(COMMITMENT, due=date(2027, 6, 4))

    assert _lines(items.envelope_item(view(commitment=far)))[0] == "By Friday 4 June 2027"


def test_ask_has_everything_that_is_needed_to_answer() -> None:
    item = asks.ask_item(view(share=PROPOSED, today=date(2026, 9, 10)))

    assert item.title == "Send course data (all level 3)"
    assert _lines(item) == (
        "By: Friday 27 November 2026",
        "Done when: every level 3 course is in the shared sheet",
        "Why: the joint prospectus is made from it",
        "If it doesn't come: the prospectus is printed without that course page",
        REMINDED,
        "It isn't agreed until you say so.",
    )
    assert _labels(item.buttons) == ("Accept", "Suggest another date", "Not for me")


@pytest.mark.parametrize(
    ("importance", "due", "today", "said"),
    [
        (
            Importance.NORMAL,
            DUE,
            date(2026, 11, 10),
            "I would remind you one week before, and on the day before. ",
        ),
        # The Thursday before a Monday is not the day before.
        (
            Importance.NORMAL,
            date(2026, 11, 30),
            date(2026, 11, 10),
            "I would remind you one week before, and on Thursday 26 November 2026. ",
        ),
        # Fewer than seven days are left: the day is named, and one that is today isn't promised.
        (
            Importance.NORMAL,
            DUE,
            date(2026, 11, 20),
            "I would remind you on Tuesday 24 November 2026, and on the day before. ",
        ),
        (Importance.NORMAL, DUE, date(2026, 11, 24), "I would remind you on the day before. "),
        (Importance.NORMAL, DUE, date(2026, 11, 25), "I would remind you on the day before. "),
        (Importance.NORMAL, DUE, DUE, ""),
    ],
)
def test_ask_promises_only_the_reminders_that_will_come(
    importance: Importance, due: date, today: date, said: str
) -> None:
    commitment = replace(COMMITMENT, importance=importance, due=due)

    hears = _lines(asks.ask_item(view(share=PROPOSED, commitment=commitment, today=today)))[4]

    assert (
        hears == f"{said}If the date goes by and I've heard nothing, I'd ask you again. Then Sam would ring."
    )


def test_ask_of_the_runner_promises_no_call_from_themselves() -> None:
    asked = asks.ask_item(view(share=PROPOSED, reader_id=1, calendar=None))
    runner = asks.ask_item(view(share=PROPOSED, reader_id=1))

    assert not any("ring" in line for line in _lines(asked))
    assert not any("ring" in line for line in _lines(runner))


def test_agreed_at_a_meeting_is_told_and_not_asked() -> None:
    item = asks.agreed_item(view(share=replace(SHARE, agreed_on=date(2026, 9, 10))))

    assert _lines(item) == (
        "On 10 September you took on Send course data (all level 3), by Friday 27 November 2026.",
        "I've put it in the timetable, so there is nothing you need to do today.",
        "Not how you remember it?",
    )
    assert _labels(item.buttons) == ("Put it right",)


def test_agreed_by_somebody_else_says_no_meeting() -> None:
    assert _lines(asks.agreed_item(view()))[0] == (
        "This was agreed for you: Send course data (all level 3), by Friday 27 November 2026."
    )


def test_fair_warning_allows_that_it_is_done() -> None:
    item = items.warning_item(view(today=date(2026, 12, 1)))

    assert _lines(item) == (
        "This was for Friday 27 November, and I haven't heard how it's going.",
        "It may well be done. If it is, just press Done.",
        "If something is in the way, tell us and we'll help.",
    )
    assert _labels(item.buttons) == ("Done", "Need more time", "Stuck")


@pytest.mark.parametrize(
    ("who", "name", "by", "said"),
    [
        (Who.RUNNER, "Sam", 3, "If I've heard nothing by Thursday, Sam will give you a ring."),
        (Who.DEPUTY_RUNNER, "Tom Reed", 2, "If I've heard nothing by Wednesday, I'll ask Tom Reed about it."),
        (
            Who.HELPER,
            "Rob Stone",
            8,
            "If we've heard nothing by Tuesday 8 December, we'll ask Rob Stone to help, and we'll tell you first.",
        ),
    ],
)
def test_fair_warning_names_who_is_asked_next(who: Who, name: str, by: int, said: str) -> None:
    asked_next = Next(who=who, by=date(2026, 12, by), name=name)

    item = items.warning_item(view(today=date(2026, 12, 1)), asked_next=asked_next)

    assert _lines(item)[3:] == (said,)


@pytest.mark.parametrize(
    ("changed", "last_line", "buttons"),
    [
        (
            view(share=PROPOSED),
            "It isn't agreed yet.",
            ("Accept", "Suggest another date", "Not for me"),
        ),
        (view(), "By Friday 27 November", ("Done", "On track", "Need more time")),
        (
            view(share=replace(SHARE, stuck_because="Money", stuck_words="None left")),
            "Something is in the way. Sam knows.",
            ("Done", "On track", "Need more time"),
        ),
        (
            view(move=move()),
            "Friday 4 December 2026 is suggested instead. Sam decides.",
            ("Done", "On track", "Need more time"),
        ),
        (
            view(share=replace(SHARE, state=ShareState.DONE, done_at=NOW)),
            "It's done.",
            ("Undo",),
        ),
        (
            view(share=replace(SHARE, state=ShareState.DONE, done_at=NOW - timedelta(minutes=10))),
            "It's done.",
            (),
        ),
        (
            view(share=replace(SHARE, state=ShareState.DECLINED)),
            "Castle College has said that this isn't for them.",
            (),
        ),
        (
            view(share=replace(SHARE, state=ShareState.DROPPED)),
            "It's no longer in the timetable.",
            (),
        ),
    ],
)
def test_standing_says_how_things_are_now(
    changed: ItemView, last_line: str, buttons: tuple[str, ...]
) -> None:
    item = items.standing_item(changed)

    assert _lines(item)[-1] == last_line
    assert _labels(item.buttons) == buttons


@pytest.mark.parametrize(
    ("holder", "line"),
    [
        ("Mina Iqbal", "It's with Mina Iqbal at Castle College."),
        ("", "It's with Castle College."),
    ],
)
def test_standing_tells_others_who_holds_it(holder: str, line: str) -> None:
    item = items.standing_item(view(reader_id=1, holder_name=holder), said=("Thank you.",))

    assert _lines(item)[:3] == ("Thank you.", "By Friday 27 November", line)
