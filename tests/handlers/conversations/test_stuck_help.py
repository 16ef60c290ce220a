"""**Ask somebody else to help**, from the runner's press to the helper's answer."""

import pytest

from bot.domain.permissions import Intent
from bot.messages.model import Field
from bot.services.presses import Pressed
from handlers.conversations.replies import OpenForm
from storage import members
from storage.database import Database
from tests import riverside as towns
from tests.pressing import errors, press, said, submit
from tests.promised import accepted, fresh
from tests.riverside import Riverside


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return towns.build(database, opened=True)


@pytest.fixture
def pressed(riverside: Riverside) -> Pressed:
    taken = accepted(riverside)
    submit(riverside, "U-MINA", Intent.STUCK, taken, because="Money", words="None left")
    return fresh(riverside, taken)


def _choose(riverside: Riverside, pressed: Pressed, name: str = "rob") -> str:
    return said(
        submit(
            riverside,
            "U-SAM",
            Intent.HELP_STUCK,
            pressed,
            person=f"person:{riverside.person(name).id}",
        )
    )


def test_form_offers_people_and_none_of_the_holders_words(riverside: Riverside, pressed: Pressed) -> None:
    opened = press(riverside, "U-SAM", Intent.HELP_STUCK, pressed, "else")
    empty = submit(riverside, "U-SAM", Intent.HELP_STUCK, pressed)

    assert isinstance(opened, OpenForm)
    [field] = opened.form.fields
    assert isinstance(field, Field)
    assert [one.label for one in field.options] == ["Rob Stone", "Grace Obi"]
    assert "None left" not in str(opened)
    assert list(errors(empty)) == ["person"]


def test_runner_asks_once_and_reads_who_was_asked(riverside: Riverside, pressed: Pressed) -> None:
    first = _choose(riverside, pressed)
    again = press(riverside, "U-SAM", Intent.HELP_STUCK, fresh(riverside, pressed), "else")

    assert first == "I'll tell Mina first. Then I ask Rob Stone in their next message."
    assert said(again) == "Rob Stone was chosen to help on Thursday 10 September 2026."
    assert _choose(riverside, pressed, "grace") == said(again)


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("can", "Thank you. Sam will see in the next list that you can help."),
        ("cannot", "That's fine. Sam will see it in the next list."),
    ],
)
def test_helper_answers_with_one_tap(riverside: Riverside, pressed: Pressed, word: str, words: str) -> None:
    _choose(riverside, pressed)

    answered = press(riverside, "U-ROB", Intent.LEND_A_HAND, pressed, word)
    again = press(riverside, "U-ROB", Intent.LEND_A_HAND, pressed, word)

    assert said(answered) == words
    assert said(again) == "This one is settled, so there is nothing you need to do."


def test_nobody_can_be_asked_before_the_holder_knows(riverside: Riverside, pressed: Pressed) -> None:
    mina = riverside.person("mina").id
    with riverside.database.write() as transaction:
        members.ring(transaction, viewer=riverside.viewer("sam"), person_id=mina, rings=True)

    reply = press(riverside, "U-SAM", Intent.HELP_STUCK, pressed, "else")

    assert said(reply) == "There is nobody I can ask before its holder knows. A ring would be best."


def test_what_is_done_meanwhile_is_shown_as_it_is(riverside: Riverside, pressed: Pressed) -> None:
    press(riverside, "U-MINA", Intent.DONE, pressed)

    reply = press(riverside, "U-SAM", Intent.HELP_STUCK, pressed, "else")

    assert "It's done." in str(reply)


def test_ring_that_was_promised_is_closed_with_one_press(riverside: Riverside, pressed: Pressed) -> None:
    promised = press(riverside, "U-SAM", Intent.HELP_STUCK, pressed, "today")
    assert [one.label for one in promised.item.buttons] == [
        "I've rung",
        "Ring tomorrow",
        "Ask somebody else to help",
    ]

    rung = press(riverside, "U-SAM", Intent.HELP_STUCK, fresh(riverside, pressed), "rung")
    again = press(riverside, "U-SAM", Intent.HELP_STUCK, fresh(riverside, pressed), "rung")

    assert said(rung).startswith("Good. I'll remind Mina as usual again.")
    assert rung.item.buttons[0].label == "Write a line"
    assert "What's in the way" not in str(again)


def test_ring_can_wait_until_tomorrow(riverside: Riverside, pressed: Pressed) -> None:
    press(riverside, "U-SAM", Intent.HELP_STUCK, pressed, "today")

    later = press(riverside, "U-SAM", Intent.HELP_STUCK, fresh(riverside, pressed), "tomorrow")

    assert said(later) == "I'll let Mina Iqbal know that you'll ring tomorrow."
    assert "Ring tomorrow" not in [one.label for one in later.item.buttons]
