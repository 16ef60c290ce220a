"""The field in which a page asks for a person: what stands in it already is read as a name."""

import pytest

from bot.domain.installations import Entry
from bot.domain.partners import Reach
from bot.domain.partnerships import Profile
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Role, Viewer, myself
from bot.messages.model import Field, FieldKind, Option
from handlers.conversations.incoming import Submit
from handlers.web import views
from storage import directory, members, partners, partnerships, people
from storage.database import Database
from tests.handlers.web.conftest import NOW, Site
from tests.handlers.web.drawn import LONDON, form_with, tree, view

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
    error = "At Castle College nobody is called “Zed”. Leave it empty, or pick somebody."
    asked = Field(name="person", label="Person", kind=FieldKind.PERSON, options=MEMBERS, error=error)

    drawn = tree(views.form(view(form=form_with(asked))))

    assert drawn.by_id("f-person-error").text == error
    assert drawn.by_id("f-person").get("aria-invalid") == "true"


def test_member_who_shares_a_name_is_filled_in_with_their_partner() -> None:
    shared = (Option(value="person:7", label="Jo Reed"), Option(value="person:9", label="Jo Reed"))
    asked = Field(name="person", label="Person", kind=FieldKind.PERSON, options=shared, value=("person:9",))
    people = {"person:7": "Jo Reed, Castle College", "person:9": "Jo Reed, Meadow High"}

    drawn = tree(views.form(view(form=form_with(asked), people=people)))

    assert drawn.by_id("f-person").get("value") == "Jo Reed, Meadow High"


@pytest.mark.parametrize(
    ("picked", "meant"),
    [
        ("Jo Reed, Castle College", "web:jo"),
        ("Jo Reed, Meadow High", "web:reed"),
        ("Sam Hallam", "web:sam"),
        ("Jo Reed", "Jo Reed"),
    ],
)
def test_two_of_one_name_are_each_read_back_as_who_was_picked(
    site: Site, database: Database, picked: str, meant: str
) -> None:
    _two_of_one_name(site, database)
    opened = site.client.post(
        f"{site.address()}/press", data={"key": site.key(), "press": "add::", "message": ""}
    )
    offered = [one.get("value") for one in tree(opened.text).by_id("people").all("option")]
    data = {"key": site.key(), "form": "add::", "message": "", "field-what": "Print", "person-who": picked}

    site.client.post(f"{site.address()}/form", data=data)

    assert offered == ["Jo Reed, Castle College", "Jo Reed, Meadow High", "Mina Iqbal", "Sam Hallam"]
    sent = site.log.came[-1]
    assert isinstance(sent, Submit)
    assert sent.values["who"] == (meant,)


def _two_of_one_name(site: Site, database: Database) -> None:
    """Let Sam run a partnership with two people called Jo Reed, of two partners."""
    installation_id = site.pages.installation_id
    with database.write() as transaction:
        for one in ("jo", "reed"):
            entry = Entry(external_id=one, name="Jo Reed", email=None, zone=None, left=False, is_bot=False)
            directory.put(transaction, viewer=ENGINE, installation_id=installation_id, entry=entry, now=NOW)
        sam, jo, reed = (
            people.from_directory(
                transaction,
                viewer=myself(0),
                kind=AddressKind.WEB,
                installation_id=installation_id,
                external_id=external_id,
                now=NOW,
            ).id
            for external_id in ("sam", "jo", "reed")
        )
        profile = Profile(name="Riverside", zone=LONDON)
        made = partnerships.create(transaction, viewer=myself(sam), profile=profile, now=NOW)
        runner = Viewer(person_id=sam, partnership_id=made.id, role=Role.RUNNER)
        members.add(transaction, viewer=runner, person_id=sam, role=Role.RUNNER, partner_id=None)
        for person_id, name in ((jo, "Castle College"), (reed, "Meadow High")):
            partner = partners.add(transaction, viewer=runner, name=name, reach=Reach.SLACK)
            members.add(
                transaction, viewer=runner, person_id=person_id, role=Role.CO_ORDINATOR, partner_id=partner.id
            )
