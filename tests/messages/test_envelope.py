"""The envelope, word for word."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.escalations import Next, Who
from bot.domain.permissions import Intent
from bot.messages import hello
from bot.messages.model import Buttons
from bot.messages.plain import text
from tests.actions import PARTNERSHIP, view
from tests.reading import AGREED, DONE, MINA, PROPOSED, PROSPECTUS, SAM, SECTORS, letter, section, titles

NOT_TODAY = "[Not today] [Not this week]"
FOOT = f"If it's all too much this week, say so. It helps to know early.\n\n{NOT_TODAY}"


def test_envelope_shows_what_is_coming_soonest_first() -> None:
    assert text(letter(section(reminded=(PROSPECTUS,), also=(SECTORS,)))) == (
        "Riverside Progression Group: two things for this week.\n\n"
        "Good morning, Mina. Here is what's coming up, soonest first. It should take you about a minute.\n\n"
        "1. Agree which sectors each college shows at the fair\n"
        "By Friday 4 December, with Meadow College and Northgate\n"
        "Invitations to 39 schools are waiting for this.\n"
        "[Done] [On track] [Need more time] [Stuck] [Hand over]\n\n"
        "2. Proof-read the joint prospectus\n"
        "By Friday 11 December, with Northgate\n"
        "[Done] [On track] [Need more time] [Stuck] [Hand over]\n\n"
        f"That's everything until Thursday. {FOOT}"
    )


def test_last_reminder_says_what_happens_to_the_work() -> None:
    said = text(letter(section(reminded=(PROSPECTUS,), last=frozenset({2}))))

    assert "1. " not in said
    assert "If it doesn't come: the prospectus is printed without that course page" in said


def test_fair_warning_names_the_day_of_the_ring() -> None:
    passed = view(today=date(2026, 12, 1))

    ring = {passed.share.id: Next(who=Who.RUNNER, by=date(2026, 12, 3), name="Sam")}

    said = text(letter(section(warned=(passed,), asked_next=ring), today=date(2026, 12, 1)))

    assert said.startswith(
        "Riverside Progression Group: one thing for this week.\n\n"
        "Good morning, Mina. There is something I'd like to ask you. It should take you about a minute.\n\n"
    )
    assert "This was for Friday 27 November, and I haven't heard how it's going." in said
    assert "If I've heard nothing by Thursday, Sam will give you a ring." in said


def test_ask_is_made_as_the_runner_makes_it() -> None:
    assert text(letter(section(asked=(PROPOSED,)))).startswith(
        "Riverside Progression Group: one thing to check with you.\n\n"
        "Hello Mina. Sam would like to put this in the timetable with your name on it. Is that all right?\n\n"
        "Send course data (all level 3)\n"
    )


def test_ask_stands_below_what_is_coming() -> None:
    said = text(letter(section(reminded=(SECTORS,), asked=(PROPOSED,))))

    assert "Good morning, Mina. Here is what's coming up, soonest first." in said
    assert (
        "\n\nSam would like to put this in the timetable with your name on it. Is that all right?\n\n2. "
        in said
    )


def test_ask_stands_beside_what_was_agreed() -> None:
    said = text(letter(section(asked=(PROPOSED,), agreed=(AGREED,))))

    assert "Good morning, Mina. There is something I'd like to check with you." in said
    assert said.count("Is that all right?") == 1


def test_ask_of_somebody_else_does_not_say_who_it_was() -> None:
    said = text(letter(section(asked=(PROPOSED, replace(PROPOSED, adder_name="Rob")))))

    assert "two things to check with you." in said
    assert "Shall these go in the timetable with your name on them?" in said
    assert "Rob" not in said


def test_agreed_is_told_and_not_asked() -> None:
    assert text(letter(section(agreed=(AGREED,), more=2), is_morning=False)) == (
        "Riverside Progression Group: one thing for you to know.\n\n"
        "Good afternoon, Mina. Here is what was agreed with you, and stands in the timetable. "
        "Read it whenever it suits you.\n\n"
        "Send course data (all level 3)\n"
        "On 10 September you took on Send course data (all level 3), by Friday 27 November 2026.\n"
        "I've put it in the timetable, so there is nothing you need to do today.\n"
        "Not how you remember it?\n"
        "[Put it right]\n\n"
        "and two more in your list\n\n"
        "[What is mine]\n\n"
        f"That's everything until Thursday. {FOOT.removesuffix(NOT_TODAY)}[Not this week]"
    )


def test_several_that_were_agreed_are_told_once() -> None:
    second = replace(AGREED, share=replace(AGREED.share, id=6))

    said = text(letter(section(agreed=(AGREED, second)), until=None))

    assert said == (
        "Riverside Progression Group: two things for you to know.\n\n"
        "Good morning, Mina. Here is what was agreed with you, and stands in the timetable. "
        "Read it whenever it suits you.\n\n"
        "On 10 September you took these on. I've put them in the timetable, so there is nothing you need to do "
        "today. Not how you remember one of them? Press Put it right beside it.\n\n"
        "1. Send course data (all level 3)\n"
        "By: Friday 27 November 2026\n"
        "[Put it right]\n\n"
        "2. Send course data (all level 3)\n"
        "By: Friday 27 November 2026\n"
        f"[Put it right]\n\n{FOOT.removesuffix(NOT_TODAY)}[Not this week]"
    )


def test_several_of_different_meetings_name_no_day() -> None:
    second = replace(AGREED, share=replace(AGREED.share, id=6, agreed_on=date(2026, 10, 8)))

    said = text(letter(section(agreed=(AGREED, second))))

    assert "\n\nThese are agreed. I've put them in the timetable" in said


def test_what_others_finished_is_one_line_each() -> None:
    assert text(letter(section(finished=(DONE,)), until=None)) == (
        "Riverside Progression Group: some good news.\n\n"
        "Good morning, Mina. There is nothing you need to do today, so you can read this whenever you like.\n\n"
        "Done since I last wrote\n\n"
        "• Northgate Sixth Form: Send course data (all level 3)\n\n"
        f"{FOOT.removesuffix(NOT_TODAY)}[Not this week]"
    )


def test_envelope_of_two_partnerships_names_neither_in_its_first_sentence() -> None:
    valley = section(partnership="Valley Link", partnership_id=8, asked=(PROPOSED,))

    message = letter(section(reminded=(SECTORS,)), valley)

    assert message.opening == "Two things for this week."
    assert titles(message) == [
        "1. Agree which sectors each college shows at the fair",
        "2. Send course data (all level 3)",
    ]
    assert "\n\nRiverside Progression Group\n\n1. " in text(message)
    assert "\n\nValley Link\n\n" in text(message)


def test_second_hello_stands_in_the_envelope() -> None:
    greeting = hello.blocks(partnership=PARTNERSHIP, reader=MINA, runner=SAM)

    alone = letter(section(hello=greeting))
    along = letter(section(hello=greeting), section(partnership="Valley Link", reminded=(SECTORS,)))

    assert alone.opening == "Riverside Progression Group: hello from Bywhen."
    assert along.opening == "One thing for this week."
    assert "Hello Mina. I'm Bywhen" in text(alone)


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (date(2026, 11, 16), "Monday"),
        (date(2026, 11, 17), "Tuesday 17 November"),
        (date(2027, 1, 5), "Tuesday 5 January"),
    ],
)
def test_end_of_the_envelope_says_when_the_next_one_comes(until: date, words: str) -> None:
    said = text(letter(section(reminded=(SECTORS,)), until=until))

    assert said.endswith(f"That's everything until {words}. {FOOT}")


def test_foot_lets_rest_what_is_asked_or_reminded_of_and_nothing_else() -> None:
    message = letter(section(reminded=(SECTORS,), also=(PROSPECTUS,), asked=(PROPOSED,), agreed=(AGREED,)))
    foot = message.blocks[-1]

    assert isinstance(foot, Buttons)
    assert [(one.label, one.intent, one.partnership_id) for one in foot.buttons] == [
        ("Not today", Intent.NOT_TODAY, None),
        ("Not this week", Intent.NOT_THIS_WEEK, None),
    ]
    assert foot.buttons[0].arg.split(".") == [str(SECTORS.share.id), str(PROPOSED.share.id)]
