"""What the runner, the helper and the chair press about a date that has gone by, through the table of routes."""

from datetime import date

import pytest

from bot.domain.commitments import Commitment
from bot.domain.importance import Importance
from bot.domain.permissions import Intent
from bot.messages.plain import text
from handlers.conversations.replies import OpenForm, Replace, Say
from storage.database import Database
from tests import calls, riverside
from tests.dates import Autumn, at
from tests.pressing import answer, errors, press, said

WEDNESDAY = date(2026, 9, 30)
NINE = at(WEDNESDAY)


@pytest.fixture
def autumn(database: Database) -> Autumn:
    made = Autumn(riverside.build(database, opened=True))
    made.agreed_by_all()
    return made


@pytest.fixture
def commitment(autumn: Autumn) -> Commitment:
    made = autumn.promised(importance=Importance.CRITICAL, last_safe=WEDNESDAY)
    autumn.work(WEDNESDAY)
    autumn.look(WEDNESDAY)
    return made


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("ring", "Good. It comes back on your next working day, until it's settled."),
        ("leave", "It's with you. I won't mention it for five working days."),
        ("ask_co_ordinator", "I tell Rob first, and then I ask Mina Iqbal for help."),
        ("go_without", "I'll tell those who are waiting for it what that means for them."),
        ("nonsense", "Was for Friday 25 September"),
    ],
)
def test_runner_chooses(autumn: Autumn, commitment: Commitment, word: str, words: str) -> None:
    reply = press(autumn.group, "U-SAM", Intent.FOLLOW_UP, autumn.pressed(commitment), word, now=NINE)

    assert said(reply) == words


def test_one_of_several_is_shown_alone(autumn: Autumn, commitment: Commitment) -> None:
    pressed = autumn.pressed(commitment)

    reply = press(autumn.group, "U-SAM", Intent.FOLLOW_UP, pressed, "show", now=NINE)

    assert isinstance(reply, Say)
    shown = text(reply.message)
    assert shown.startswith("Riverside Progression Group: one action, as it stands.\n\nHere it is for one")
    assert "[Wait] [Go without it]" in shown
    press(autumn.group, "U-SAM", Intent.FOLLOW_UP, pressed, "go_without", now=NINE)
    after = press(autumn.group, "U-SAM", Intent.FOLLOW_UP, pressed, "show", now=NINE)
    assert isinstance(after, Say)
    assert "[Wait]" not in text(after.message)


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("find_out", "Thank you. Sam will see that you are finding out."),
        ("ring", "Thank you. Sam will see in the next morning list that you'd like a ring."),
    ],
)
def test_helper_answers(autumn: Autumn, commitment: Commitment, word: str, words: str) -> None:
    pressed = autumn.pressed(commitment)
    press(autumn.group, "U-SAM", Intent.FOLLOW_UP, pressed, "ask_co_ordinator", now=NINE)

    assert said(press(autumn.group, "U-MINA", Intent.HELP_OUT, pressed, word, now=NINE)) == words


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("wait", "Good. We wait, and I'll say so to the others."),
        ("go", "I'll tell everybody who is waiting for it."),
    ],
)
def test_chair_decides_and_the_runner_sees_it(
    autumn: Autumn, commitment: Commitment, word: str, words: str
) -> None:
    pressed = autumn.pressed(commitment)

    first = press(autumn.group, "U-GRACE", Intent.WAIT_OR_GO, pressed, word, now=NINE)
    second = press(autumn.group, "U-SAM", Intent.WAIT_OR_GO, pressed, "go", now=NINE)

    assert said(first) == words
    assert isinstance(second, Replace)
    assert said(second) != words


def test_who_hears_is_proposed_and_agreed_to(autumn: Autumn) -> None:
    installation_id = autumn.group.installation_id
    opened = answer(autumn.group, calls.press(installation_id, "U-GRACE", Intent.WHO_HEARS), now=NINE)
    wrong = answer(
        autumn.group,
        calls.submit(
            installation_id,
            "U-GRACE",
            Intent.WHO_HEARS,
            runner_asked_after="soon",
            co_ordinator_after="2",
            chair_on_last_safe="no",
        ),
        now=NINE,
    )
    proposed = answer(
        autumn.group,
        calls.submit(
            installation_id,
            "U-GRACE",
            Intent.WHO_HEARS,
            runner_asked_after="4",
            co_ordinator_after="2",
            chair_on_last_safe="no",
        ),
        now=NINE,
    )

    assert isinstance(opened, OpenForm)
    assert errors(wrong) == {"runner_asked_after": "How many working days? Any number from 1 to 10 works."}
    assert isinstance(proposed, Say)
    assert proposed.message.opening == "Riverside Progression Group: that's proposed now."


@pytest.mark.parametrize(
    ("policy_id", "opening"),
    [
        (1, "Riverside Progression Group: that one has changed."),
        (2, "Riverside Progression Group: that's noted."),
    ],
)
def test_fine_with_us(autumn: Autumn, policy_id: int, opening: str) -> None:
    autumn.agreed_by_all()
    fine = calls.press(
        autumn.group.installation_id,
        "U-MINA",
        Intent.FINE_WITH_US,
        arg=f"{policy_id}.{autumn.group.castle_id}",
    )

    reply = answer(autumn.group, fine, now=NINE)

    assert isinstance(reply, Say)
    assert reply.message.opening == opening


def test_arg_that_no_button_of_ours_carries_is_answered_kindly(autumn: Autumn) -> None:
    odd = calls.press(autumn.group.installation_id, "U-SAM", Intent.FINE_WITH_US, arg="x.y")

    reply = answer(autumn.group, odd, now=NINE)

    assert isinstance(reply, Say)
    assert reply.message.opening.startswith("I can't find that partner any more.")


def test_which_are_critical_is_chosen_in_a_form(autumn: Autumn, commitment: Commitment) -> None:
    installation_id = autumn.group.installation_id
    opened = answer(autumn.group, calls.press(installation_id, "U-SAM", Intent.WHICH_CRITICAL), now=NINE)
    kept = answer(
        autumn.group,
        calls.submit(installation_id, "U-SAM", Intent.WHICH_CRITICAL, critical=(str(commitment.id), "x")),
        now=NINE,
    )

    assert isinstance(opened, OpenForm)
    assert [option.value for option in opened.form.fields[0].options] == [str(commitment.id)]
    assert isinstance(kept, Say)
    assert kept.message.opening == "Riverside Progression Group: that's kept."
