"""**Say who runs it now**: the form, the answer, and the second answer."""

from datetime import date
from typing import Any

import pytest

from bot.domain.permissions import Intent
from bot.messages import plain
from handlers.conversations.replies import FormErrors, OpenForm, Say
from tests import calls
from tests.dates import at
from tests.pressing import answer, errors
from tests.riverside import Riverside

TENTH = date(2026, 9, 24)


def _press(group: Riverside, who: str) -> Any:
    return answer(group, calls.press(group.installation_id, who, Intent.WHO_RUNS), now=at(TENTH))


def _submit(group: Riverside, chosen: str, **values: str) -> Any:
    sent = calls.submit(
        group.installation_id,
        "U-GRACE",
        Intent.WHO_RUNS,
        arg=str(group.person("sam").id),
        person=values.get("person", str(group.person(chosen).id)),
    )
    return answer(group, sent, now=at(TENTH))


def test_chair_opens_the_form(group: Riverside) -> None:
    reply = _press(group, "U-GRACE")

    assert isinstance(reply, OpenForm)
    [field] = reply.form.fields
    assert [option.label for option in field.options] == ["Grace Obi", "Mina Iqbal", "Rob Stone"]


@pytest.mark.parametrize(("chosen", "said"), [("rob", "Rob Stone runs it"), ("grace", "You run it")])
def test_answer_says_who_it_is(group: Riverside, chosen: str, said: str) -> None:
    reply = _submit(group, chosen)

    assert isinstance(reply, Say)
    assert said in plain.text(reply.message)


def test_second_answer_is_told_who_it_is(group: Riverside) -> None:
    _submit(group, "rob")

    reply = _submit(group, "mina")

    assert isinstance(reply, Say)
    assert reply.message.opening == "Riverside Progression Group: somebody has answered that already."


def test_without_a_choice_the_form_asks_for_one(group: Riverside) -> None:
    reply = _submit(group, "rob", person="")

    assert isinstance(reply, FormErrors)
    assert errors(reply) == {"person": "Choose who runs it from now on. It can be you."}
