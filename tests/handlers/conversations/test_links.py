"""**Their link**, and **Make my old links worthless**."""

import pytest

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Intent
from bot.messages import plain
from bot.messages.model import Buttons
from handlers.conversations.replies import FormErrors, OpenForm, Say
from storage import people
from tests import calls
from tests.pressing import answer
from tests.riverside import Riverside


@pytest.fixture
def guests(group: Riverside) -> Riverside:
    """Mina has a page and an e-mail address; the installation stands for the pages."""
    at = ((AddressKind.WEB, "mina", group.installation_id), (AddressKind.EMAIL, "mina@castle.example", None))
    with group.database.write() as transaction:
        for kind, name, installation_id in at:
            address = people.give_address(
                transaction,
                viewer=ENGINE,
                person_id=group.person("mina").id,
                kind=kind,
                installation_id=installation_id,
                external_id=name,
            )
            transaction.connection.exec_driver_sql(
                f"UPDATE addresses SET usable = TRUE WHERE id = {address.id}"
            )
    return group


def test_form_has_those_who_have_a_page_and_no_link(guests: Riverside) -> None:
    reply = answer(guests, calls.press(guests.installation_id, "U-SAM", Intent.NEW_LINK))

    assert isinstance(reply, OpenForm)
    [field] = reply.form.fields
    assert [one.label for one in field.options] == ["Mina Iqbal"]
    assert "http" not in str(reply.form)


def test_runner_sends_a_new_link_and_sees_none(guests: Riverside) -> None:
    mina = str(guests.person("mina").id)

    reply = answer(guests, calls.submit(guests.installation_id, "U-SAM", Intent.NEW_LINK, person=mina))

    assert isinstance(reply, Say)
    said = plain.text(reply.message)
    assert "The old links are worthless." in said
    assert "A letter with a new one is on its way to Mina Iqbal." in said
    assert "castle.example" not in said


@pytest.mark.parametrize("person", ["", "x"])
def test_form_without_a_person_comes_back(guests: Riverside, person: str) -> None:
    reply = answer(guests, calls.submit(guests.installation_id, "U-SAM", Intent.NEW_LINK, person=person))

    assert isinstance(reply, FormErrors)
    [field] = reply.form.fields
    assert field.error


def test_nobody_but_those_who_run_it_asks_for_somebodys_link(guests: Riverside) -> None:
    reply = answer(guests, calls.press(guests.installation_id, "U-ROB", Intent.NEW_LINK))

    assert isinstance(reply, Say)


def test_where_nobody_has_a_page_that_is_said(group: Riverside) -> None:
    reply = answer(group, calls.press(group.installation_id, "U-SAM", Intent.NEW_LINK))

    assert isinstance(reply, Say)
    assert "Nobody here has a link to a page so far." in plain.text(reply.message)


def _settings(group: Riverside, who: str) -> list[str]:
    kept = calls.submit(
        group.installation_id, who, Intent.SETTINGS, days=("1", "3"), hour="START_OF_DAY", news="mine"
    )
    reply = answer(group, kept)
    assert isinstance(reply, Say)
    buttons = [block for block in reply.message.blocks if isinstance(block, Buttons)]
    return [one.label for block in buttons for one in block.buttons]


def test_settings_offer_it_to_who_has_a_page_alone(guests: Riverside) -> None:
    assert "Make my old links worthless" in _settings(guests, "U-MINA")
    assert "Make my old links worthless" not in _settings(guests, "U-ROB")


def test_own_links_are_made_worthless(guests: Riverside) -> None:
    pressed = calls.press(guests.installation_id, "U-MINA", Intent.SETTINGS, arg="links")

    reply = answer(guests, pressed)

    assert isinstance(reply, Say)
    assert "Your old links are worthless." in plain.text(reply.message)
    assert "A letter with a new one is on its way to you." in plain.text(reply.message)


def test_who_has_no_page_hears_that_there_is_none(guests: Riverside) -> None:
    reply = answer(guests, calls.press(guests.installation_id, "U-ROB", Intent.SETTINGS, arg="links"))

    assert isinstance(reply, Say)
    assert "No link leads to that page" in plain.text(reply.message)
