"""**Tomorrow's post**, **Hold**, **Let it go** and **Try it on me**, as the runner presses them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.permissions import Intent
from bot.messages import plain
from bot.messages.model import Block, Buttons, Item, Message
from bot.services import planning
from handlers.conversations.replies import FormErrors, OpenForm, Replace, Say
from storage.database import Database
from tests import calls, planned, pressing
from tests.office import Office
from tests.riverside import Riverside, build

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FRIDAY = MONDAY - timedelta(days=3)


@pytest.fixture
def riverside(database: Database) -> Riverside:
    group = build(database, opened=True)
    for holder in ("mina", "mina", "rob"):
        commitment = planned.add(group, due=date(2026, 12, 1), holders=(holder,))
        planned.plan(group, planning.plan_reminders, commitment, now=FRIDAY)
    return group


def press(riverside: Riverside, intent: Intent, arg: str = "", *, who: str = "U-SAM") -> Any:
    sent = calls.press(riverside.installation_id, who, intent, arg=arg)
    return pressing.answer(riverside, sent, now=MONDAY)


def screen(riverside: Riverside, arg: str = "") -> Message:
    reply = press(riverside, Intent.TOMORROWS_POST, arg)
    assert isinstance(reply, Say)
    return reply.message


def items(message: Message) -> dict[str, Item]:
    return {block.title: block for block in message.blocks if isinstance(block, Item)}


def test_it_shows_the_real_words_and_a_hold_for_each(riverside: Riverside) -> None:
    shown = screen(riverside)

    assert shown.opening == "Riverside Progression Group: what goes out next, Tuesday 24 November."
    mina = items(shown)["Mina Iqbal, at 8.30"]
    words = plain.of_block(mina)
    assert "Riverside Progression Group: two things for this week." in words
    assert "[Not today] [Not this week]" in words
    assert [one.label for one in mina.buttons] == ["Hold"]
    assert [one.label for one in mina.more] == ["Hold number 1", "Hold number 2"]
    assert "Number 1: Send course data" in words


def test_hold_and_let_it_go(riverside: Riverside) -> None:
    [button] = items(screen(riverside))["Mina Iqbal, at 8.30"].buttons

    held = press(riverside, Intent.HOLD, button.arg)
    assert isinstance(held, Replace)
    assert held.item is not None
    assert "It isn't sent, and nobody is told." in plain.of_block(held.item)
    assert list(items(screen(riverside))) == ["Rob Stone, at 8.30", "Mina Iqbal"]

    freed = press(riverside, Intent.HOLD, held.item.buttons[0].arg)
    assert isinstance(freed, Replace)
    assert freed.item is not None
    assert "I've let it go" in plain.of_block(freed.item)
    assert len(Office(riverside.database).run(MONDAY + timedelta(days=1))) >= 2


def test_one_thing_alone_can_be_held(riverside: Riverside) -> None:
    [first, _] = items(screen(riverside))["Mina Iqbal, at 8.30"].more

    press(riverside, Intent.HOLD, first.arg)

    assert "one thing for this week" in plain.of_block(items(screen(riverside))["Mina Iqbal, at 8.30"])


@pytest.mark.parametrize("arg", ["", "hold", "hold.1", "hold.x.1", "hold.1.x", "sell.1.2", "hold.1.4711"])
def test_button_about_nothing_holds_nothing(riverside: Riverside, arg: str) -> None:
    reply = press(riverside, Intent.HOLD, arg)

    assert isinstance(reply, Say)
    assert reply.message.opening.startswith("That has gone out already")


def test_list_can_be_spared_it(riverside: Riverside) -> None:
    assert "Show it in my list" in plain.text(screen(riverside))

    said = [screen(riverside, arg).opening for arg in ("on", "off")]

    assert said == [
        "Your list tells you each morning what goes out next.",
        "I've left it out of your list. You find it under Tomorrow's post.",
    ]


def test_screen_after_the_last_is_empty_and_harmless(riverside: Riverside) -> None:
    assert items(screen(riverside, "from.40")) == {}


@pytest.mark.parametrize("intent", [Intent.TOMORROWS_POST, Intent.HOLD, Intent.TRY_IT])
@pytest.mark.parametrize("who", ["U-MINA", "U-GRACE"])
def test_nobody_else_sees_it(riverside: Riverside, intent: Intent, who: str) -> None:
    reply = press(riverside, intent, "hold.1.1", who=who)

    assert isinstance(reply, Say)
    assert "for somebody else" in reply.message.opening


def _try(riverside: Riverside, person: str, what: str) -> Any:
    sent = calls.submit(
        riverside.installation_id,
        "U-SAM",
        Intent.TRY_IT,
        partnership_id=riverside.partnership_id,
        person=person,
        what=what,
    )
    return pressing.answer(riverside, sent, now=MONDAY)


def test_form_asks_whose_and_which(riverside: Riverside) -> None:
    opened = press(riverside, Intent.TRY_IT)

    assert isinstance(opened, OpenForm)
    assert [field.name for field in opened.form.fields] == ["person", "what"]


@pytest.mark.parametrize("what", ["hello", "next", "reminder", "after"])
def test_message_that_is_tried_on_cannot_be_pressed(riverside: Riverside, what: str) -> None:
    reply = _try(riverside, str(riverside.person("mina").id), what)

    assert isinstance(reply, Say)
    said = plain.text(reply.message)
    assert "This is what Mina would get. Nothing was sent to Mina." in said
    assert not any(_can_be_pressed(block) for block in reply.message.blocks)
    assert Office(riverside.database).sent == []


@pytest.mark.parametrize(("person", "what"), [("x", "hello"), ("", "hello"), ("4711", "next")])
def test_form_comes_back_where_nobody_is_chosen(riverside: Riverside, person: str, what: str) -> None:
    reply = _try(riverside, person, what)

    assert isinstance(reply, FormErrors)
    assert reply.form.fields[0].error.startswith("Choose somebody")


def test_form_comes_back_where_there_is_no_such_message(riverside: Riverside) -> None:
    reply = _try(riverside, str(riverside.person("mina").id), "ask")

    assert isinstance(reply, FormErrors)
    assert reply.form.fields[1].error.startswith("There is no such message")


def _can_be_pressed(block: Block) -> bool:
    if isinstance(block, Item):
        return bool(block.buttons or block.more)
    return isinstance(block, Buttons)


def test_words_of_a_screen_are_only_for_who_runs_it(riverside: Riverside) -> None:
    other = replace(calls.press(riverside.installation_id, "U-NOBODY", Intent.TOMORROWS_POST), arg="")

    reply = pressing.answer(riverside, other, now=MONDAY)

    assert isinstance(reply, Say)
    assert "You aren't in a partnership with me yet." in reply.message.opening
