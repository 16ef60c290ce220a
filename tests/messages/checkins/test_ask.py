"""The check-in as people read it: voice 6, word for word; its form, and what follows a press."""

from dataclasses import replace

import pytest

from bot.domain.question_answers import Answer
from bot.domain.questions import QuestionKind
from bot.domain.rounds import Standing
from bot.messages import plain
from bot.messages.bank import CURRENT
from bot.messages.checkins import ask, said
from bot.messages.checkins.form import SKIP, form
from bot.messages.model import Field, FieldKind, Form, Item, Message
from tests.messages.cast import SAMPLE
from tests.messages.checkin_catalogue import CLOSES, asked, checkin_forms, checkins

VOICE_6 = """Riverside Progression Group: three quick questions.

Hello Mina. It's our half-term check-in: three questions, about two minutes. Skip any you like.

Why we ask. Things change for people between meetings, and we'd sooner ask than guess. Sam reads the results. You'll all hear what we're going to do about it by Thursday 3 December.

Who sees what. Each question says. There are three kinds:

• Numbers only. No one sees your name, not even Sam. Results are shown only if at least five people from three partners answer.
• For your organisation. Sam sees it, with Castle College's name on it.
• To Sam. Sam sees it with your name. It goes no further unless you say so.

Check-in
You can change your answers until Thursday 26 November.
[Answer now] [Remind me on Thursday] [Not this time]"""

SMALL_PRINT = (
    "Please don't name pupils, patients or clients. The people who run your chat system may be able to see "
    "messages. If it's delicate, ring Sam instead on 01632 960 100."
)
TOO_FEW = (
    "There are too few of us for secret answers, so I won't pretend. Sam will see what you say, with your "
    "name. Nothing goes to the others unless you tick the box."
)


def test_message_is_that_of_the_voice() -> None:
    assert plain.text(checkins(SAMPLE)["check-in, asked"]).startswith(VOICE_6)


def test_of_one_kind_it_says_at_once_who_sees_the_answers() -> None:
    said = plain.text(
        Message(
            opening="", blocks=tuple(ask.who_sees(replace(asked(SAMPLE), kinds=(QuestionKind.NUMBERS_ONLY,))))
        )
    )

    assert said.strip().startswith("Who sees your answers:\n\n• Numbers only.")


def test_among_too_few_it_says_so() -> None:
    assert TOO_FEW in plain.text(checkins(SAMPLE)["check-in, of too few"])


def test_after_the_one_reminder_nothing_more_is_offered_for_thursday() -> None:
    assert "Remind me on Thursday" not in plain.text(checkins(SAMPLE)["check-in, once more"])


@pytest.mark.parametrize(("today", "offered"), [(CLOSES, False), (CLOSES.replace(day=25), True)])
def test_thursday_is_offered_while_there_is_one_to_come(today: object, *, offered: bool) -> None:
    notice = ask.notice(replace(asked(SAMPLE), today=today))  # type: ignore[arg-type]  # It is a date.

    assert ("Remind me on Thursday" in plain.of_block(notice.blocks[-1])) is offered


def test_every_question_says_of_which_kind_it_is_and_why_we_ask() -> None:
    first, changed = _field("purpose"), _field("changed")

    assert first.hint.startswith("Numbers only: shown in words, with no names. Groups lose their way")
    assert changed.hint.startswith("For your organisation: Sam sees it, with Castle College's name on it.")
    assert _field("easier").hint.startswith("To Sam, with your name. It goes no further unless you say so.")


def test_under_each_box_for_words_stands_the_small_print() -> None:
    boxes = [one for one in _form().fields if one.kind is FieldKind.LINES]

    assert boxes
    assert all(SMALL_PRINT in one.hint for one in boxes)


def test_no_question_must_be_answered() -> None:
    assert not any(one.required for one in _form().fields)
    assert "Skip any question: choose Skip, or leave it empty." in plain.line(_form().intro[1])


def test_whatever_one_of_some_answers_is_chosen_for_can_be_skipped_again() -> None:
    choices = [one for one in _form().fields if one.kind is FieldKind.CHOICE]

    assert choices
    assert all(one.options[-1].value == SKIP for one in choices)
    assert {one.options[-1].label for one in choices if not one.name.endswith("passing")} == {"Skip"}


def test_message_reminder_and_form_say_the_same_of_how_much_it_is() -> None:
    much = replace(asked(SAMPLE), lists=3, minutes=4)
    first, again = (plain.of_block(one.blocks[0]) for one in (ask.notice(much), ask.reminder(much)))
    top = plain.line(form(much, questions=(), kinds={}, answered={}).intro[0])

    assert all(
        "hree questions and three lists to tick, about four minutes" in one for one in (first, again, top)
    )


@pytest.mark.parametrize(
    ("standing", "label"),
    [
        (Standing.ANSWERED, "Change my answers"),
        (Standing.LATER, "Answer now"),
        (Standing.NOT_THIS_TIME, "Answer now"),
    ],
)
def test_the_button_that_remains_says_what_it_does(standing: Standing, label: str) -> None:
    assert [one.label for one in said.kept(asked(SAMPLE), standing=standing, changed=True).buttons] == [label]


def test_own_answers_stand_in_the_form() -> None:
    ticked = CURRENT.questions["changed"]
    found = form(
        asked(SAMPLE),
        questions=(ticked,),
        kinds={"changed": QuestionKind.ORGANISATION},
        answered={"changed": Answer(value=2, ticks=("Rules",), line="New rules")},
    )

    assert [one.value for one in found.fields] == [("Yes",), ("Rules",), ("New rules",)]


def test_a_secret_question_has_no_box_for_words() -> None:
    secret = [one.key for one in CURRENT.questions.values() if one.kind is QuestionKind.NUMBERS_ONLY]
    boxes = {one.name.partition(".")[0] for one in _form().fields if one.kind is FieldKind.LINES}

    assert not boxes & set(secret)


def test_too_few_cannot_choose_a_secret_kind_for_a_question_of_their_own() -> None:
    few = checkin_forms(SAMPLE)["check-in, own question of too few"]
    [kind] = [one for one in few.fields if one.name == "kind"]

    assert QuestionKind.NUMBERS_ONLY.value not in [one.value for one in kind.options]


def test_after_a_press_the_message_says_thank_you_and_nothing_of_an_answer() -> None:
    kept = said.kept(asked(SAMPLE), standing=Standing.ANSWERED, changed=True)

    assert isinstance(kept, Item)
    assert kept.lines == (("Thank you. You can change your answers until Thursday 26 November.",),)


def test_changed_answers_are_acknowledged_as_changed() -> None:
    kept = said.kept(asked(SAMPLE), standing=Standing.ANSWERED, changed=True, again=True)

    assert kept.lines == (
        ("Thank you. I've changed your answers. You can do so again until Thursday 26 November.",),
    )


def _form() -> Form:
    every = tuple(CURRENT.questions.values())
    return form(asked(SAMPLE), questions=every, kinds={one.key: one.kind for one in every}, answered={})


def _field(name: str) -> Field:
    return next(one for one in _form().fields if one.name == name)
