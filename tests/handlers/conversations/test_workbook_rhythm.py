"""How often the workbook goes by itself: asked for in words, by the menu, and kept."""

from datetime import timedelta

import pytest

from bot.domain.permissions import Intent
from bot.messages.model import Form
from bot.services import scheduled_workbooks
from handlers.conversations.incoming import Submit
from handlers.conversations.replies import FormErrors, OpenForm, Reply
from storage.database import Database
from tests.workbooks import NOW, Desk, button_of, form_of, sit_down, words_of


@pytest.fixture
def desk(database: Database) -> Desk:
    desk = sit_down(database)
    desk.open_doors()
    return desk


def _sent(desk: Desk, rhythm: str, *, sender: str = "sam") -> Reply:
    return desk.answer(
        Submit(
            **desk.arrival(sender),
            intent=Intent.WORKBOOK_RHYTHM,
            partnership_id=desk.partnership_id,
            values={"rhythm": (rhythm,)},
        )
    )


def _form(desk: Desk) -> Form:
    reply = desk.type("workbook")
    assert isinstance(reply, OpenForm)
    return reply.form


def test_the_word_and_the_menu_open_the_same_form(desk: Desk) -> None:
    [field] = _form(desk).fields

    assert form_of(desk.press("", intent=Intent.WORKBOOK_RHYTHM)) == _form(desk)
    assert [one.label for one in field.options] == ["Weekly", "Monthly", "Termly", "Not by itself"]
    assert field.value == ("never",)
    assert len(_form(desk).intro) == 1


def test_what_is_chosen_is_kept_and_its_next_day_told_in_full(desk: Desk) -> None:
    kept = _sent(desk, "weekly", sender="grace")

    assert "The next one goes on Friday 11 September 2026, to the runner and the chair." in words_of(kept)
    assert _form(desk).fields[0].value == ("weekly",)
    assert _form(desk).intro[1] == ("The next one goes on Friday 11 September 2026.",)
    assert button_of(kept, "How often").opens


def test_not_by_itself_says_so(desk: Desk) -> None:
    assert "Nothing goes by itself." in words_of(_sent(desk, "never"))


def test_a_rhythm_nobody_offers_comes_back_in_its_form(desk: Desk) -> None:
    reply = _sent(desk, "hourly")

    assert isinstance(reply, FormErrors)
    assert reply.form.fields[0].error.startswith("I don't know that one.")


def test_nobody_else_may_choose(desk: Desk) -> None:
    assert "partnership" in words_of(_sent(desk, "weekly", sender="rob"))
    assert _form(desk).fields[0].value == ("never",)


def test_send_it_now_makes_what_could_not_be_made_once(desk: Desk) -> None:
    _sent(desk, "weekly")
    now = NOW + timedelta(days=1)
    for _ in range(4):
        [due] = scheduled_workbooks.due(database=desk.database, now=now)
        scheduled_workbooks.fail(database=desk.database, snapshot=due, error="OSError", now=now)
        now += timedelta(days=3)

    said = [words_of(desk.press(f"now:{due.id}", intent=Intent.WORKBOOK_RHYTHM)) for _ in range(2)]

    assert "is made, and on its way to the runner and the chair." in said[0]
    assert "has gone already." in said[1]


@pytest.mark.parametrize("arg", ["now:", "now:99", "now:x", "now:-1"])
def test_what_nobody_knows_is_not_sent(desk: Desk, arg: str) -> None:
    assert "has gone already." in words_of(desk.press(arg, intent=Intent.WORKBOOK_RHYTHM))
