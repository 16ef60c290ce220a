"""A press on a card that is out of date does nothing, says what has changed, and counts when it is pressed again."""

import pytest

from bot.domain.commitments import EventKind, ShareState
from bot.domain.permissions import Intent
from bot.messages import items
from bot.services import drops, moves
from bot.services.moves import NewDate
from bot.services.presses import Pressed
from handlers.conversations.replies import OpenForm, Replace
from storage.database import Database
from tests.actions import view
from tests.pressing import press, said, submit
from tests.promised import accepted, fresh, stored
from tests.riverside import NOW, Riverside, build


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database, opened=True)


def move(riverside: Riverside, pressed: Pressed) -> None:
    moves.ask_for_time(
        database=riverside.database,
        viewer=riverside.viewer("sam"),
        pressed=pressed,
        wanted=NewDate(day="4 December 2026"),
        now=NOW,
    )


def has_said(reply: object, words: str) -> bool:
    return words in said(reply)


def test_done_on_an_old_card_counts_when_it_is_pressed_on_the_new_one(riverside: Riverside) -> None:
    pressed = accepted(riverside)
    move(riverside, pressed)

    reply = press(riverside, "U-MINA", Intent.DONE, pressed)

    assert said(reply) == (
        "It has had a new date since I showed you this, so I've done nothing yet. "
        "Press Done here if it still holds."
    )
    assert stored(riverside, pressed)[1].state is ShareState.ACCEPTED
    assert reply.item.buttons[0].arg == f"{pressed.share_id}.{fresh(riverside, pressed).version}"

    assert said(press(riverside, "U-MINA", Intent.DONE, fresh(riverside, pressed))).startswith("Thank you.")
    assert stored(riverside, pressed)[1].state is ShareState.DONE


def test_form_of_an_old_card_opens_from_the_new_one(riverside: Riverside) -> None:
    pressed = accepted(riverside)
    move(riverside, pressed)

    for intent, label in ((Intent.STUCK, "Stuck"), (Intent.MORE_TIME, "Need more time")):
        assert has_said(press(riverside, "U-MINA", intent, pressed), f"Press {label} here")
        assert isinstance(press(riverside, "U-MINA", intent, fresh(riverside, pressed)), OpenForm)


def test_new_date_that_was_sent_about_an_old_card_is_not_taken(riverside: Riverside) -> None:
    pressed = accepted(riverside)
    move(riverside, pressed)

    reply = submit(riverside, "U-MINA", Intent.MORE_TIME, pressed, date="2026-12-11")

    assert has_said(reply, "It has had a new date since I showed you this")
    assert has_said(reply, "Press Need more time here if it still holds.")


def test_second_press_of_what_is_done_is_only_shown_how_it_stands(riverside: Riverside) -> None:
    pressed = accepted(riverside)
    press(riverside, "U-MINA", Intent.DONE, pressed)

    reply = press(riverside, "U-MINA", Intent.DONE, pressed)

    assert said(reply).startswith("By Friday 27 November")


def test_second_press_of_on_track_is_no_press_on_an_old_card(riverside: Riverside) -> None:
    pressed = accepted(riverside)
    press(riverside, "U-MINA", Intent.ON_TRACK, pressed)

    assert said(press(riverside, "U-MINA", Intent.ON_TRACK, pressed)).startswith("By Friday 27 November")
    assert has_said(press(riverside, "U-MINA", Intent.DONE, pressed), "It has been said to be on track since")


def test_what_cannot_be_done_any_more_is_not_offered(riverside: Riverside) -> None:
    pressed = accepted(riverside)
    sam = riverside.viewer("sam")
    drops.drop(database=riverside.database, viewer=sam, pressed=pressed, reason="", later=False, now=NOW)

    reply = press(riverside, "U-MINA", Intent.DONE, pressed)

    assert isinstance(reply, Replace)
    assert said(reply).startswith("By Friday 27 November")


@pytest.mark.parametrize("since", [EventKind.CALL_ASKED, EventKind.HELP_WANTED, EventKind.DISPUTED])
def test_what_is_not_for_everybody_who_sees_a_card_is_not_named(since: EventKind) -> None:
    shown = items.outdated_item(view(), intent=Intent.DONE, since=since)

    assert said(Replace(item=shown)).startswith("Something about it has changed since I showed you this")
