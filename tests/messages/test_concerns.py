"""A concern's words stand in forms alone, each of which says who reads it and what may be done."""

from collections.abc import Mapping
from typing import Final

import pytest

from bot.domain.concerns import ConcernState
from bot.messages import plain
from bot.messages.concerns import forms
from bot.messages.concerns.forms import DANGER
from bot.messages.model import Form
from tests.messages.cast import SAMPLE
from tests.messages.concern_catalogue import ANSWER, concern_forms, concerns, seen

FORMS: Final[Mapping[str, Form]] = concern_forms(SAMPLE)


def _asked(name: str) -> list[str]:
    return [f"{one.label}{' *' if one.required else ''}" for one in FORMS[name].fields]


def _intro(name: str) -> str:
    return "\n".join(plain.line(line) for line in FORMS[name].intro)


@pytest.mark.parametrize(
    ("name", "title", "submit", "asked"),
    [
        (
            "concern",
            "Raise a concern",
            "Send it",
            ["Whom it is about *", "What is worrying you *", "What would help", "Who may know *"],
        ),
        (
            "concern, nobody it could be about",
            "Raise a concern",
            "Send it",
            ["What is worrying you *", "What would help", "Who may know *"],
        ),
        (
            "concern, to answer",
            "Read and answer",
            "Send the answer",
            ["Your answer *", "What it is mostly about"],
        ),
        ("concern, the answer", "What you raised", "Send", ["How it is now *"]),
        ("concern, no answer yet", "What you raised", "Send", ["How it is now"]),
        ("concern, sorted", "What you raised", "I've read it", []),
        ("concern, to know", "In confidence", "I've read it", []),
        ("concern, somebody else", "Somebody else", "Tell them", ["Who hears it now *"]),
    ],
)
def test_form_is_read_down_the_page(name: str, title: str, submit: str, asked: list[str]) -> None:
    assert (FORMS[name].title, FORMS[name].submit) == (title, submit)
    assert _asked(name) == asked


def test_whoever_raises_it_chooses_who_may_know() -> None:
    options = {one.name: [option.label for option in one.options] for one in FORMS["concern"].fields}

    assert options["may_know"] == ["Only Sam", "Sam, who may raise it without my name", "Sam and Grace"]
    assert options["about"] == [
        "Sam (Grace would hear it)",
        "Grace (Sam would hear it)",
        "Somebody or something else",
    ]


@pytest.mark.parametrize(
    ("name", "options", "nobody"),
    [
        ("concern", 3, "I know nobody here who could hear what is about both Sam and Grace."),
        ("concern, with a third", 4, ""),
        ("concern, of the runner", 1, "I know nobody here who could hear what is about Grace."),
    ],
)
def test_what_nobody_could_hear_is_no_choice_and_is_said_beside_it(
    name: str, options: int, nobody: str
) -> None:
    about = FORMS[name].fields[0]

    ring = f" {nobody} Please ring somebody you trust where you work." if nobody else ""
    assert (len(about.options), about.value) == (options, ())
    assert about.hint == f"Nobody hears what is about themselves.{ring}"


def test_form_that_names_whom_it_is_about_offers_nobody_else() -> None:
    form = FORMS["concern, about the runner"]

    assert form.arg == "1.3.1.0.runner"
    assert [one.label for one in form.fields[-1].options] == [
        "Only Grace",
        "Grace, who may raise it without my name",
    ]


def test_first_line_says_whom_to_ring_and_the_next_who_reads_it() -> None:
    assert _intro("concern").splitlines() == [
        DANGER,
        "Nobody reads this but those I name to you before it goes. Nobody counts who raises what.",
    ]


def test_single_name_to_choose_is_explained() -> None:
    why = _intro("concern, somebody else")

    assert f"I can only offer {SAMPLE.colleague}." in why
    assert "ring somebody you trust" in why
    two = forms.somebody_else(seen(SAMPLE), people=[("3", SAMPLE.colleague), ("4", "Rob Stone")])
    assert len(two.intro) == 1


def test_whoever_hears_it_reads_whom_it_is_about() -> None:
    line = "It is about Sam and somebody who has left, who hear nothing of it from me."

    assert _intro("concern, to answer about somebody").splitlines()[1] == line


@pytest.mark.parametrize("name", ["concern", "concern, somebody else"])
def test_form_says_once_whom_to_ring_where_somebody_is_in_danger(name: str) -> None:
    hints = [field.hint for field in FORMS[name].fields]

    assert [*_intro(name).splitlines(), *hints].count(DANGER) == 1
    assert DANGER == "If somebody may be in danger, don't use me. Ring your safeguarding lead."


def test_whoever_hears_it_reads_from_whom_and_who_knows() -> None:
    since = "it's been with you since Tuesday 10 November 2026."
    assert _intro("concern, to answer").splitlines() == [
        f"Mina Iqbal at Castle College is worried about this, and {since}",
        "“Neither of us wants to give it up.”",
        "What would help: “the joint prospectus is made from it”",
        "Nobody else knows of it but Grace. Please keep it so.",
    ]
    assert "You may raise it with others, and never say who told you." in _intro("concern, without a name")
    assert SAMPLE.reader not in _intro("concern, without a name")
    assert "Nobody else knows of it. Please keep it so." in _intro("concern, to answer again")


def test_answer_that_settled_nothing_is_read_again() -> None:
    assert _intro("concern, to answer again").splitlines()[-2:] == [
        f"It was answered before: “{ANSWER}”",
        "That hasn't settled it.",
    ]


def test_raiser_reads_the_answer_beside_what_they_told() -> None:
    assert _intro("concern, the answer").splitlines() == [
        "You told Sam: “Neither of us wants to give it up.”",
        f"Sam has answered: “{ANSWER}”",
    ]
    assert "Sam hasn't answered yet." in _intro("concern, no answer yet")


@pytest.mark.parametrize(
    ("state", "labels"),
    [
        (ConcernState.OPEN, ["It's sorted"]),
        (ConcernState.ASKED, ["It's sorted", "Still there"]),
    ],
)
def test_what_its_raiser_may_say_of_it(state: ConcernState, labels: list[str]) -> None:
    form = forms.reading(seen(SAMPLE, state), is_raiser=True)

    assert [option.label for option in form.fields[0].options] == labels


@pytest.mark.parametrize("name", concerns(SAMPLE))
def test_no_message_repeats_a_word_of_it(name: str) -> None:
    said = plain.text(concerns(SAMPLE)[name])

    assert SAMPLE.words not in said
    assert SAMPLE.why not in said
    assert ANSWER not in said
    assert SAMPLE.reader not in said
    assert SAMPLE.partner not in said
