"""**Another address**: from the runner's list to the form, and from there to an address that works."""

import pytest

from bot.domain.deliveries import Destination
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Intent
from bot.messages import plain
from bot.services.mail import refusals
from handlers.conversations.replies import FormErrors, OpenForm, Say
from storage import people
from tests import calls
from tests.pressing import answer
from tests.riverside import NOW, Riverside

DEE = "dee@brooklane.example"


@pytest.fixture
def refused(group: Riverside) -> Riverside:
    """Letters to Dee come back."""
    with group.database.write() as transaction:
        people.give_address(
            transaction,
            viewer=ENGINE,
            person_id=group.person("dee").id,
            kind=AddressKind.EMAIL,
            installation_id=None,
            external_id=DEE,
        )
        transaction.connection.exec_driver_sql("UPDATE addresses SET usable = TRUE WHERE kind = 'email'")
        at = Destination(kind=AddressKind.EMAIL, installation_id=0, external_id=DEE)
        refusals.note(transaction, to=at, said="No such mailbox", now=NOW)
    return group


def _dee(group: Riverside) -> str:
    return str(group.person("dee").id)


def test_form_has_the_address_from_which_letters_come_back(refused: Riverside) -> None:
    pressed = calls.press(refused.installation_id, "U-SAM", Intent.NEW_EMAIL, arg=_dee(refused))

    reply = answer(refused, pressed)

    assert isinstance(reply, OpenForm)
    [field] = reply.form.fields
    assert (reply.form.arg, field.value) == (_dee(refused), (DEE,))


def test_another_address_is_noted(refused: Riverside) -> None:
    sent = calls.submit(
        refused.installation_id, "U-SAM", Intent.NEW_EMAIL, arg=_dee(refused), email="dee@home.example"
    )

    reply = answer(refused, sent)

    assert isinstance(reply, Say)
    assert "I'll write to Dee Frame at dee@home.example from now on." in plain.text(reply.message)


def test_address_that_will_not_do_is_mended_in_the_form(refused: Riverside) -> None:
    sent = calls.submit(
        refused.installation_id, "U-SAM", Intent.NEW_EMAIL, arg=_dee(refused), email="dee@home"
    )

    reply = answer(refused, sent)

    assert isinstance(reply, FormErrors)
    [field] = reply.form.fields
    assert field.value == ("dee@home",)
    assert field.error.startswith("“dee@home” isn't an address that a letter could go to.")


@pytest.mark.parametrize("arg", ["", "x", "99999"])
def test_address_of_somebody_else_is_not_asked_for(refused: Riverside, arg: str) -> None:
    reply = answer(refused, calls.press(refused.installation_id, "U-SAM", Intent.NEW_EMAIL, arg=arg))

    assert isinstance(reply, Say)
    assert "there is nothing to mend" in plain.text(reply.message)


def test_only_who_runs_it_is_asked(refused: Riverside) -> None:
    pressed = calls.press(refused.installation_id, "U-MINA", Intent.NEW_EMAIL, arg=_dee(refused))

    reply = answer(refused, pressed)

    assert isinstance(reply, Say)
    assert DEE not in plain.text(reply.message)
