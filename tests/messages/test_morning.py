"""The runner's morning list, word for word."""

from dataclasses import replace

import pytest

from bot.domain.commitments import ShareState
from bot.domain.mornings import Line, Need, Ring
from bot.messages import morning
from bot.messages.envelope import Section
from bot.messages.model import Message
from bot.messages.morning import Part
from bot.messages.plain import text
from tests.actions import SHARE, TODAY, move, view
from tests.reading import AGREED, DONE, PROSPECTUS, SECTORS, section, titles


def part(*lines: Line, own: Section | None = None) -> Part:
    return Part(
        partnership_id=9,
        partnership="Riverside Progression Group",
        today=TODAY,
        lines=lines,
        own=own or section(),
    )


def list_of(*parts: Part) -> Message:
    return morning.message(parts=parts, first_name="Sam", is_morning=True)


def line(need: Need, words: str = "") -> Line:
    share = replace(
        SHARE,
        stuck_because="Money" if need is Need.STUCK else "",
        state=ShareState.PROPOSED if need is Need.NOT_CONFIRMED else ShareState.ACCEPTED,
    )
    suggested = move() if need is Need.DATE_SUGGESTED else None
    return Line(need=need, view=view(share=share, move=suggested, reader_id=1), words=words)


def test_quiet_morning_says_so() -> None:
    assert text(list_of(part())) == (
        "Riverside Progression Group: nothing needs you today.\n\n"
        "Good morning, Sam. Nobody is waiting for you."
    )


def test_list_at_another_hour_says_good_afternoon() -> None:
    said = text(morning.message(parts=[part()], first_name="Sam", is_morning=False))

    assert "Good afternoon, Sam." in said


@pytest.mark.parametrize(
    ("need", "words"),
    [
        (Need.STUCK, "Mina Iqbal at Castle College is stuck and has asked for your help."),
        (Need.DATE_SUGGESTED, "Mina Iqbal at Castle College suggests Friday 4 December 2026"),
        (Need.TO_RING, "You said that you'd ring Mina Iqbal."),
        (Need.TO_TALK, "Mina Iqbal at Castle College would like to talk about this before saying yes."),
        (Need.DISPUTED, "Mina Iqbal at Castle College remembers this differently. In Mina's words: “Not me”"),
        (
            Need.DECLINED,
            "Mina Iqbal at Castle College has said that this isn't for them. Who could take it on?",
        ),
        (Need.DATE_PASSED, "This was for Friday 27 November, and I haven't heard how it's going."),
        (Need.AT_RISK, "Much hangs on this date, and I haven't heard how it's going."),
        (Need.NOT_CONFIRMED, "Not confirmed yet. A call may be worth making."),
        (Need.NOT_REACHED, "My message about this found no way to Mina Iqbal at Castle College."),
    ],
)
def test_each_line_says_why_it_stands_there(need: Need, words: str) -> None:
    said = text(list_of(part(line(need, words="Not me"))))

    assert said.startswith("Riverside Progression Group: one thing for today.")
    assert words in said


def test_date_that_has_passed_is_said_once() -> None:
    said = text(list_of(part(line(Need.DATE_PASSED))))

    assert said.endswith(
        "Send course data (all level 3)\n"
        "This was for Friday 27 November, and I haven't heard how it's going. It may be done already.\n"
        "It's with Mina Iqbal at Castle College.\n"
        "[Done] [On track] [Need more time] [Stuck] [Hand over]"
    )


@pytest.mark.parametrize(("holder", "whose"), [("Mina Iqbal", "Mina"), ("", "Castle College")])
def test_runner_hears_for_whom_they_would_answer(holder: str, whose: str) -> None:
    asked = replace(line(Need.NOT_CONFIRMED).view, holder_name=holder)

    said = text(list_of(part(Line(need=Need.NOT_CONFIRMED, view=asked))))

    assert f"\nYou would be answering for {whose}.\n[Accept] " in said
    assert "It isn't agreed yet." not in said


@pytest.mark.parametrize(
    ("ring", "words"),
    [
        (Ring(chosen=False, number="01632 960 118"), "Mina Iqbal has a telephone only: 01632 960 118."),
        (Ring(chosen=True, number="01632 960 118"), "Mina Iqbal would rather be rung: 01632 960 118."),
        (Ring(chosen=True), "Mina Iqbal would rather be rung."),
    ],
)
def test_line_about_somebody_who_is_rung_has_the_number(ring: Ring, words: str) -> None:
    reminded = replace(line(Need.NOT_REACHED), ring=ring)

    assert f"\n{words}\nBy Friday 27 November\n" in text(list_of(part(reminded)))


def test_who_has_just_chosen_to_be_rung_is_told() -> None:
    found = replace(part(), rung=(("Mina Iqbal", Ring(chosen=True)),))

    assert text(list_of(found)) == (
        "Riverside Progression Group: one thing for today.\n\n"
        "Good morning, Sam. Here is what would be good to know, the most pressing first. Only you get this list."
        "\n\nMina Iqbal would rather be rung."
    )


@pytest.mark.parametrize(
    ("need", "words"),
    [
        (Need.NOT_CONFIRMED, "Not confirmed yet by Mina Iqbal, Rob Stone and Meadow College.\nBy Friday"),
        (
            Need.DATE_PASSED,
            "This was for Friday 27 November, and I haven't heard from Mina Iqbal, Rob Stone and Meadow College.",
        ),
        (Need.AT_RISK, "I haven't heard from Mina Iqbal, Rob Stone and Meadow College."),
        (Need.NOT_REACHED, "found no way to Mina Iqbal, Rob Stone and Meadow College."),
    ],
)
def test_action_of_several_is_one_line(need: Need, words: str) -> None:
    first = line(need)
    others = (
        replace(first.view, holder_name="Rob Stone"),
        replace(first.view, holder_name="", partner_name="Meadow College"),
    )

    said = text(list_of(part(replace(first, others=others))))

    assert said.count("Send course data (all level 3)") == 1
    assert words in said


def test_dispute_without_words_and_partner_without_a_person() -> None:
    alone = replace(line(Need.DISPUTED).view, holder_name="")

    said = text(list_of(part(Line(need=Need.DISPUTED, view=alone), Line(need=Need.TO_RING, view=alone))))

    assert "Castle College remembers this differently.\n" in said
    assert "In their words: “Not us”" in text(
        list_of(part(Line(need=Need.DISPUTED, view=alone, words="Not us")))
    )
    assert "You said that you'd ring Castle College." in said


def test_what_was_done_and_what_can_wait_stand_at_the_end() -> None:
    done = Line(need=Need.DONE, view=DONE)

    assert text(list_of(part(done, own=section(finished=(DONE,))))) == (
        "Riverside Progression Group: nothing needs you today.\n\n"
        "Good morning, Sam. Nobody is waiting for you, and what stands below can wait for a quiet moment of "
        "yours.\n\n"
        "Done since yesterday\n\n"
        "• Northgate Sixth Form: Send course data (all level 3)"
    )


def test_runners_own_things_stand_below_the_lines() -> None:
    message = list_of(part(own=section(reminded=(SECTORS, PROSPECTUS))))

    assert message.opening == "Riverside Progression Group: two things for today."
    assert titles(message) == [
        "1. Agree which sectors each college shows at the fair",
        "2. Proof-read the joint prospectus",
    ]
    assert "\n\nYours\n\n" in text(message)


def test_what_the_runner_agreed_at_a_meeting_asks_for_nothing() -> None:
    said = text(list_of(part(own=section(agreed=(AGREED,)))))

    assert said.startswith(
        "Riverside Progression Group: nothing needs you today.\n\n"
        "Good morning, Sam. Nobody is waiting for you, and what stands below can wait for a quiet moment of "
        "yours.\n\nYours\n\nSend course data (all level 3)\nOn 10 September you took on "
    )


def test_good_news_of_another_partnership_rides_along() -> None:
    elsewhere = replace(part(own=section(finished=(DONE,))), partnership="Valley Link")

    said = text(list_of(part(), elsewhere))

    assert said.startswith("Nothing needs you today.\n\n")
    assert said.endswith(
        "Valley Link\n\nYours\n\nDone since I last wrote\n\n• " + "Northgate Sixth Form: "
        "Send course data (all level 3)"
    )


def test_list_of_two_partnerships_is_one_message() -> None:
    valley = replace(part(line(Need.AT_RISK)), partnership="Valley Link")

    message = list_of(part(line(Need.STUCK)), valley)

    assert message.opening == "Two things for today."
    assert "\n\nValley Link\n\n" in text(message)
