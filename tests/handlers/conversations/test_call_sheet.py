"""The question of a check-in on a call sheet, as it is pressed and typed: read back, kept, and given back."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.permissions import Intent, Role
from bot.messages import plain
from bot.messages.model import Form
from handlers.conversations.replies import OpenForm, Reply, Say
from storage.database import Database
from tests import calls
from tests.checked_in import CLOSED, WEDNESDAY, open_round, texts, widen
from tests.planned import add
from tests.pressing import answer, errors
from tests.riverside import Riverside, build, take_over

LEFT_OUT = "The question of the check-in has moved on meanwhile, so I left it out."
AFTER = CLOSED + timedelta(minutes=1)


@pytest.fixture
def group(database: Database) -> Riverside:
    found = build(database, opened=True)
    widen(found)
    open_round(found)
    return found


def test_question_is_not_discussed_unless_somebody_says_so(group: Riverside) -> None:
    form = _spoke(group)
    [field] = [one for one in form.fields if one.name == "check_in"]

    assert field.value == ("not_discussed",)
    assert [one.label for one in field.options] == ["No", "Yes", "Not discussed"]
    assert field.hint.endswith("Say first: Sam and Grace see it, with Brook Lane Training's name on it.")
    again = _opened(_send(group, form, check_in="not_discussed", words="All well."))
    assert "I've kept what you heard." in _text(
        _send(group, again, check_in="not_discussed", words="All well.")
    )
    assert _fields(_spoke(group))["check_in"] == ("not_discussed",)


def test_answer_is_read_back_and_kept(group: Riverside) -> None:
    again = _opened(_send(group, _spoke(group), check_in="Yes"))

    assert "I've put: Yes.”" in plain.line(again.intro[-1])
    assert _fields(again)["check_in"] == ("Yes",)
    assert "moved on" not in _text(_send(group, again, check_in="Yes"))
    assert "check_in" not in _fields(_spoke(group))


def test_form_sent_twice_says_that_the_question_has_moved_on(group: Riverside) -> None:
    again = _opened(_send(group, _spoke(group), check_in="Yes"))
    _send(group, again, check_in="Yes")

    assert "so I left them as they are: the question of the check-in." in _text(
        _send(group, again, check_in="Yes")
    )


def test_what_has_moved_on_is_left_out_before_it_is_read_back(group: Riverside) -> None:
    form = _spoke(group)
    _send(group, _opened(_send(group, form, check_in="No")), check_in="No")

    again = _opened(_send(group, form, check_in="Yes", words="All well."))

    assert plain.line(again.intro[0]) == LEFT_OUT
    assert "check_in" not in _fields(again)
    assert "I've kept what you heard." in _text(_send(group, again, words="All well."))


def test_new_runner_is_named_before_anything_goes_and_the_answer_stays_in_the_form(group: Riverside) -> None:
    form = _opened(_send(group, _spoke(group), check_in="Yes"))
    now = take_over(group, "grace", left=Role.DEPUTY_RUNNER)

    reply = _send(now, form, check_in="Yes")

    assert errors(reply) == {
        "check_in": "Nothing has gone yet: Grace runs this now. Send it again if Grace may see it."
    }
    assert _fields(reply.form)["check_in"] == ("Yes",)
    again = _opened(_send(now, reply.form, check_in="Yes"))
    assert "I've kept what you heard." in _text(_send(now, again, check_in="Yes"))


def test_what_came_too_late_is_said_and_the_rest_can_be_sent_without_it(group: Riverside) -> None:
    form = _spoke(group)

    late = _send(group, form, now=AFTER, check_in="Yes", words="All well.")

    assert errors(late) == {
        "check_in": "That check-in is closed, so nothing was changed. There is another one next half-term."
    }
    given_back = _fields(late.form)
    assert (given_back["check_in"], given_back["words"]) == (("Yes",), ("All well.",))
    again = _opened(_send(group, late.form, now=AFTER, check_in="not_discussed", words="All well."))
    assert "I've kept what you heard." in _text(_send(group, again, now=AFTER, words="All well."))
    assert [name for name, text in texts(group).items() if "check_in_heard" in text] == []


def test_mending_another_field_leaves_the_answer_under_its_own_question(group: Riverside) -> None:
    share_id = add(group, holders=(None, None, "dee"), due=WEDNESDAY.date()).shares[2].id
    form = _spoke(group)
    _send(group, _opened(_send(group, form, check_in="No")), check_in="No")
    more: dict[str, Any] = {
        f"answer-{share_id}.1": "more_time",
        f"date-{share_id}": "blue",
        "check_in": "Yes",
    }

    reply = _send(group, form, **more)

    assert list(errors(reply)) == [f"date-{share_id}"]
    [field] = [one for one in reply.form.fields if one.name == "check_in"]
    assert (field.value, field.label) == (
        ("Yes",),
        next(one.label for one in form.fields if one.name == "check_in"),
    )


def _spoke(group: Riverside) -> Form:
    sent = calls.press(group.installation_id, "U-SAM", Intent.CALL_SHEET, arg=f"{group.brook_lane_id}.spoke")
    return _opened(answer(group, sent, now=WEDNESDAY))


def _send(group: Riverside, form: Form, *, now: datetime = WEDNESDAY, **values: str) -> Any:
    sent = calls.submit(group.installation_id, "U-SAM", form.intent, arg=form.arg)
    typed: dict[str, tuple[str, ...]] = {name: (value,) for name, value in values.items()}
    return answer(group, replace(sent, values=typed), now=now)


def _opened(reply: Reply) -> Form:
    assert isinstance(reply, OpenForm)
    return reply.form


def _fields(form: Form) -> dict[str, tuple[str, ...]]:
    return {one.name: one.value for one in form.fields}


def _text(reply: Reply) -> str:
    assert isinstance(reply, Say)
    return plain.text(reply.message)
