import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.permissions import Intent
from bot.messages.model import Button, Form
from handlers.conversations.incoming import Place
from handlers.slack import ids

INTENTS = st.sampled_from(Intent)
NUMBERS = st.none() | st.integers(min_value=1, max_value=10**15 - 1)


@given(INTENTS, NUMBERS, st.text())
def test_a_button_is_read_as_it_was_written(intent: Intent, partnership_id: int | None, arg: str) -> None:
    button = Button(label="Done", intent=intent, partnership_id=partnership_id, arg=arg)

    read = ids.read(ids.of_button(button))

    assert read == ids.Carried(intent=intent, partnership_id=partnership_id, arg=arg)


@given(INTENTS, NUMBERS, st.text(), st.builds(Place, conversation=st.text(), private=st.booleans()))
def test_a_form_is_read_as_it_was_written(
    intent: Intent, partnership_id: int | None, arg: str, place: Place
) -> None:
    form = Form(intent=intent, partnership_id=partnership_id, arg=arg, title="T", submit="S")
    origin = ids.Origin(place=place, message="1.2")

    read = ids.read_form(ids.of_form(form, origin))

    assert read == (ids.Carried(intent=intent, partnership_id=partnership_id, arg=arg), origin)


@pytest.mark.parametrize(
    "value", ["", "done", "done|3", "no_such_intent|3|12", "done|three|12", f"done|{'9' * 16}|12"]
)
def test_a_button_of_another_version_is_unreadable(value: str) -> None:
    with pytest.raises(ids.Unreadable):
        ids.read(value)


@pytest.mark.parametrize(
    "metadata", ["", "[]", "{}", '{"form": "done|3|"}', '{"form": "x", "message": null}']
)
def test_a_form_of_another_version_is_unreadable(metadata: str) -> None:
    with pytest.raises(ids.Unreadable):
        ids.read_form(metadata)


def test_buttons_of_one_row_have_different_names() -> None:
    button = Button(label="Done", intent=Intent.DONE)

    assert {ids.action_id(button, position) for position in range(2)} == {"done:0", "done:1"}
