"""What is said about days, hours and absence."""

from datetime import date, time

import pytest

from bot.domain.calendars import Span
from bot.domain.people import Hour, Rhythm
from bot.messages import settings
from bot.messages.model import Buttons, FieldKind, Message, Paragraph
from bot.messages.plain import text

_AWAY = Span(first=date(2026, 9, 21), last=date(2026, 9, 25))


def _lines(message: Message) -> list[str]:
    paragraphs = [block for block in message.blocks if isinstance(block, Paragraph)]
    return [message.opening, *("".join(map(str, block.text)) for block in paragraphs)]


@pytest.mark.parametrize(
    ("at", "shown"),
    [(time(8, 30), "8.30"), (time(12, 15), "12.15"), (time(15, 45), "3.45"), (time(0, 5), "12.05")],
)
def test_time_of_day(at: time, shown: str) -> None:
    assert settings.clock(at) == shown


def test_form_shows_what_was_chosen() -> None:
    rhythm = Rhythm(regular_days=frozenset({4, 0}), hour=Hour.LUNCH)

    fields = settings.form(rhythm=rhythm, away=_AWAY).fields

    assert [(field.label, field.kind, field.value) for field in fields] == [
        ("Regular days", FieldKind.CHOICES, ("0", "4")),
        ("Hour", FieldKind.CHOICE, ("LUNCH",)),
        ("What I write about", FieldKind.CHOICE, ("mine",)),
        ("First day away", FieldKind.DATE, ("2026-09-21",)),
        ("Last day away", FieldKind.DATE, ("2026-09-25",)),
        ("Where I write to you", FieldKind.CHOICE, ()),
    ]
    assert [option.label for option in fields[1].options] == [
        "Start of the day, 8.30",
        "Lunch, 12.15",
        "End of the day, 3.45",
    ]


def test_form_without_an_absence() -> None:
    assert [field.value for field in settings.form(rhythm=Rhythm(), away=None).fields[3:5]] == [(), ()]


@pytest.mark.parametrize(
    ("rhythm", "opening"),
    [
        (Rhythm(), "I'll write to you on Tuesdays and Thursdays at the start of the day, 8.30."),
        (
            Rhythm(regular_days=frozenset({2}), hour=Hour.END_OF_DAY),
            "I'll write to you on Wednesdays at the end of the day, 3.45.",
        ),
    ],
)
def test_days_and_hour_are_said_back(rhythm: Rhythm, opening: str) -> None:
    told = settings.changed(rhythm=rhythm, away=None, runs=False)

    assert _lines(told) == [opening, "I write on another day only if something can't wait."]
    assert isinstance(told.blocks[-1], Buttons)


def test_absence_is_said_back() -> None:
    assert (
        "You are away from Monday 21 September 2026 to Friday 25 September 2026, so I'll keep quiet then."
        in _lines(settings.changed(rhythm=Rhythm(), away=_AWAY, runs=False))
    )


def test_absence_of_one_day_is_said_back() -> None:
    day = date(2026, 9, 21)

    told = settings.changed(rhythm=Rhythm(), away=Span(first=day, last=day), runs=False)

    assert "You are away on Monday 21 September 2026, so I'll keep quiet then." in _lines(told)


def test_runner_has_a_list_each_working_day() -> None:
    told = settings.changed(rhythm=Rhythm(hour=Hour.LUNCH), away=None, runs=True)

    assert _lines(told) == [
        "Your list comes each working day at lunch, 12.15.",
        "If somebody would like a hand, I tell you at once.",
    ]


@pytest.mark.parametrize(("hopes", "value"), [("", ()), ("Fewer empty places", ("Fewer empty places",))])
def test_hopes_are_asked_in_one_field(hopes: str, value: tuple[str, ...]) -> None:
    [field] = settings.hopes_form(hopes=hopes).fields

    assert (field.name, field.value) == ("hopes", value)


@pytest.mark.parametrize(("runner", "who"), [("Sam", "Sam"), ("", "the runner")])
def test_who_would_rather_be_rung_is_told_what_follows(runner: str, who: str) -> None:
    said = text(
        settings.rung_instead(partnership_id=9, partnership="Riverside Progression Group", runner=runner)
    )

    assert said == (
        f"I've noted it, and {who} will see it in the next morning list.\n\n"
        "I write you nothing more about Riverside Progression Group. What comes up for you goes to "
        f"{who}.\n\n"
        "You can still ask me for anything here.\n\n"
        "[Write to me after all]"
    )


def test_who_is_written_to_after_all_is_told_when() -> None:
    assert text(settings.written_to_again(partnership="Riverside Progression Group")) == (
        "I'll write to you again on your days.\n\n"
        "Your next list has what is yours in Riverside Progression Group."
    )
