"""**Not today** and **Not this week** as people press them."""

import pytest

from bot.domain.permissions import Intent
from bot.messages import plain
from bot.messages.model import Buttons
from handlers.conversations.replies import FormErrors, OpenForm, Say
from storage.database import Database
from tests import calls, pressing, promised
from tests.elsewhere import valley_link
from tests.riverside import Riverside, build


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database, opened=True)


def press(riverside: Riverside, who: str, intent: Intent, arg: str, partnership_id: int | None = None) -> str:
    sent = calls.press(riverside.installation_id, who, intent, arg=arg, partnership_id=partnership_id)
    reply = pressing.answer(riverside, sent)
    assert isinstance(reply, Say), reply
    return plain.text(reply.message)


def test_not_this_week_says_until_when_and_can_be_lifted(riverside: Riverside) -> None:
    said = press(riverside, "U-MINA", Intent.NOT_THIS_WEEK, "me")

    assert said.startswith("That's fine. I won't write to you before Monday 14 September.")
    assert said.endswith("[Write to me again]")
    assert press(riverside, "U-MINA", Intent.NOT_THIS_WEEK, "again").startswith("I'll write to you again.")


def test_runner_hears_why_there_is_no_such_week(riverside: Riverside) -> None:
    assert "your list comes each working morning" in press(riverside, "U-SAM", Intent.NOT_THIS_WEEK, "me")


def test_not_today_says_when_it_comes_again(riverside: Riverside) -> None:
    share_id = promised.accepted(riverside).share_id

    said = press(riverside, "U-MINA", Intent.NOT_TODAY, str(share_id))

    assert said.startswith("That's fine. I'll bring it up again on Tuesday 15 September.")
    assert "Send course data" not in said


def test_what_stays_is_named_with_its_reason(riverside: Riverside) -> None:
    near = promised.accepted(riverside, what="Sign the accord", by_when="11 September 2026").share_id
    far = promised.accepted(riverside).share_id

    said = press(riverside, "U-MINA", Intent.NOT_TODAY, f"{near}.{far}")

    assert "• Sign the accord: It's close now, so I'm leaving it with you." in said
    assert "• Send course data: again on Tuesday 15 September." in said


@pytest.mark.parametrize("arg", ["", "x", "4711", "1.x", "." * 400])
def test_button_about_nothing_puts_nothing_off(riverside: Riverside, arg: str) -> None:
    said = press(riverside, "U-MINA", Intent.NOT_TODAY, arg)

    assert said == "That's settled already, so there is nothing to put off."


def test_runner_chooses_somebody_in_a_form(riverside: Riverside) -> None:
    sent = calls.press(riverside.installation_id, "U-SAM", Intent.NOT_THIS_WEEK)
    opened = pressing.answer(riverside, sent)
    assert isinstance(opened, OpenForm)

    said = _submit(riverside, "U-SAM", str(riverside.person("mina").id))

    assert [field.name for field in opened.form.fields] == ["person"]
    assert isinstance(said, Say)
    assert said.message.opening == "I've noted it. Nothing goes out before Monday 14 September."


def test_form_comes_back_where_nobody_is_chosen(riverside: Riverside) -> None:
    reply = _submit(riverside, "U-SAM", "x")

    assert isinstance(reply, FormErrors)
    assert "Choose somebody" in reply.form.fields[0].error


@pytest.mark.parametrize("who", ["U-MINA", "U-GRACE", "U-ROB"])
def test_nobody_else_chooses_for_others(riverside: Riverside, who: str) -> None:
    sent = calls.press(riverside.installation_id, who, Intent.NOT_THIS_WEEK)

    for reply in (pressing.answer(riverside, sent), _submit(riverside, who, "1")):
        assert isinstance(reply, Say)
        assert "for somebody else" in reply.message.opening


def test_who_is_in_two_is_asked_which(riverside: Riverside) -> None:
    valley_link(riverside)

    sent = calls.press(riverside.installation_id, "U-ROB", Intent.NOT_THIS_WEEK)
    reply = pressing.answer(riverside, sent)

    assert isinstance(reply, Say)
    [buttons] = [block for block in reply.message.blocks if isinstance(block, Buttons)]
    assert all(button.opens for button in buttons.buttons)


def _submit(riverside: Riverside, who: str, person: str) -> object:
    sent = calls.submit(
        riverside.installation_id,
        who,
        Intent.NOT_THIS_WEEK,
        partnership_id=riverside.partnership_id,
        person=person,
    )
    return pressing.answer(riverside, sent)
