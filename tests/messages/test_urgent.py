"""Calls for help, answers and receipts, word for word."""

from dataclasses import replace

import pytest

from bot.messages import answers, urgent
from bot.messages.model import Item, Message
from bot.messages.plain import text
from tests.actions import PARTNERSHIP, SHARE, view


def test_call_for_help_goes_to_the_runner_in_their_words() -> None:
    stuck = view(
        share=replace(SHARE, stuck_because="We can't agree between us", stuck_words="Neither gives it up."),
        others=("County Council",),
        reader_id=1,
    )

    assert text(urgent.stuck(views=[stuck])) == (
        "Riverside Progression Group: somebody would like a hand.\n\n"
        "It's just for you, so open it where nobody is reading over your shoulder.\n\n"
        "Send course data (all level 3)\n"
        "Mina Iqbal at Castle College is stuck and has asked for your help.\n"
        "By Friday 27 November\n"
        "What's in the way: we can't agree between us\n"
        "In Mina's words: “Neither gives it up.”\n"
        "Who is waiting: County Council\n"
        "I've told Mina that you have this. I haven't promised a time. Only you can see Mina's words.\n"
        "Something that can help: ask each what it could give that nobody else can.\n"
        "[I'll ring today] [I'll ring tomorrow] [Ask somebody else to help]"
    )


def test_call_for_help_in_a_partnership_of_few_letters_holds_nobodys_name_in_its_first_words() -> None:
    short = replace(PARTNERSHIP, profile=replace(PARTNERSHIP.profile, name="FE"))
    stuck = view(share=replace(SHARE, stuck_because="Money"), partnership=short, reader_id=1)

    said = text(urgent.stuck(views=[stuck]))

    assert "Nobody else gets this message." in said
    assert "Send" not in said[:120]


def test_two_calls_for_help_are_one_message() -> None:
    nameless = view(share=replace(SHARE, stuck_because="Money"), holder_name="", reader_id=1)

    said = text(urgent.stuck(views=[nameless, nameless]))

    assert said.startswith("Riverside Progression Group: some people would like a hand.")
    assert said.endswith(
        "I've told them that you have this. I haven't promised a time.\n"
        "Something that can help: a word with whoever holds the money.\n"
        "[I'll ring today] [I'll ring tomorrow] [Ask somebody else to help]"
    )


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (
            "ring:2026-11-11",
            "Sam has seen this and will ring you tomorrow, Wednesday 11 November. Nothing more to do until then.",
        ),
        ("ring:2026-11-10", "Sam has seen this and will ring you today, Tuesday 10 November."),
        ("ring:2026-11-16", "Sam has seen this and will ring you on Monday 16 November."),
        ("date_agreed", "Sam has agreed. The date is now Friday 27 November 2026."),
        ("date_kept", "Sam would like to keep the date: Friday 27 November 2026."),
    ],
)
def test_answer_says_what_came_of_the_question(step: str, words: str) -> None:
    said = text(
        urgent.answers(
            answered=[(view(), step)], partnership="Riverside Progression Group", first_name="Mina"
        )
    )

    assert said.startswith("Riverside Progression Group: an answer for you.")
    assert words in said


def test_answers_of_several_partnerships_name_none() -> None:
    answered = [(view(runner_name=""), "date_kept"), (view(), "date_agreed")]

    said = text(urgent.answers(answered=answered, partnership="", first_name="Mina"))

    assert said.startswith("Answers for you.\n\n")
    assert "The runner would like to keep the date" in said


def test_what_stands_alone_has_an_opening() -> None:
    item = Item(subject="share:1", title="Send course data")

    alone = answers.alone(item)

    assert (alone.opening, alone.blocks[-1]) == ("Here is how that one stands now.", item)
    assert answers.changed() == Message(opening="That's done.")


def test_receipt_is_one_line() -> None:
    assert text(answers.receipt()) == (
        "Thank you. I've kept that, though I couldn't change my message above."
    )
