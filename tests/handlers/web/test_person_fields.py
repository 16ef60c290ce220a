"""The field in which a page asks for a person: what stands in it already is read as a name."""

import pytest

from bot.messages.model import Field, FieldKind, Option
from handlers.web import views
from tests.handlers.web.drawn import form_with, tree, view

MEMBERS = (Option(value="person:7", label="Mina Iqbal"), Option(value="person:8", label="Rob Stone"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (("person:7",), "Mina Iqbal"),
        (("web:rob",), "Rob Stone"),
        (("Somebody new",), "Somebody new"),
        ((), ""),
    ],
    ids=["a member", "somebody of the list", "a name that was typed", "nobody"],
)
def test_somebody_who_was_filled_in_is_shown_by_name(value: tuple[str, ...], shown: str) -> None:
    asked = Field(name="person", label="Person", kind=FieldKind.PERSON, options=MEMBERS, value=value)

    drawn = tree(views.form(view(form=form_with(asked), people={"web:rob": "Rob Stone"})))

    assert drawn.by_id("f-person").get("value") == shown


def test_name_that_fits_nobody_has_its_sentence_at_the_field() -> None:
    error = "I know nobody called “Zed” at Castle College. Who is it?"
    asked = Field(name="person", label="Person", kind=FieldKind.PERSON, options=MEMBERS, error=error)

    drawn = tree(views.form(view(form=form_with(asked))))

    assert drawn.by_id("f-person-error").text == error
    assert drawn.by_id("f-person").get("aria-invalid") == "true"
