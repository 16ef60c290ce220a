"""Who is meant by what a form says of a person."""

import pytest

from bot.domain.people import AddressKind, Person
from bot.errors import Refused
from bot.services.people import Installed, Typed, find, read_typed
from storage import people as stored_people
from storage.database import Database
from tests.riverside import NOW, Riverside, build


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database)


def _find(riverside: Riverside, text: str, *, makes: bool = False) -> Person:
    with riverside.database.write() as transaction:
        return find(
            transaction,
            viewer=riverside.viewer("sam"),
            text=text,
            field="runner",
            installed=Installed(kind=AddressKind.SLACK, id=riverside.installation_id),
            makes=makes,
            now=NOW,
        )


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Dee Frame", Typed(name="Dee Frame")),
        ("Dee Frame, 01632 960 118", Typed(name="Dee Frame", telephone="01632 960 118")),
        ("Dee  Frame (+44 1632 960118)", Typed(name="Dee Frame", telephone="+44 1632 960118")),
        ("Mina Iqbal <M.Iqbal@Castle.example>", Typed(name="Mina Iqbal", email="m.iqbal@castle.example")),
        ("mina.iqbal@castle.example", Typed(name="Mina Iqbal", email="mina.iqbal@castle.example")),
        (
            "Mina Iqbal – m.iqbal@castle.example – 01632 960100",
            Typed(name="Mina Iqbal", email="m.iqbal@castle.example", telephone="01632 960100"),
        ),
        ("<!channel>", Typed(name="!channel")),
        ("01632 960 118", Typed(name="", telephone="01632 960 118")),
        (" , ", Typed(name="")),
    ],
)
def test_person_in_words(text: str, typed: Typed) -> None:
    assert read_typed(text) == typed


@pytest.mark.parametrize(
    "text", ["slack:U-MINA", "mina iqbal", "  Dr Mina  IQBAL ", "Mina Iqbal m.iqbal@castle.example"]
)
def test_person_who_is_there(riverside: Riverside, text: str) -> None:
    assert _find(riverside, text) == riverside.person("mina")


def test_person_by_id(riverside: Riverside) -> None:
    rob = riverside.person("rob")

    assert _find(riverside, f"person:{rob.id}") == rob


def test_person_without_a_chat_is_made_once_for_an_email_address(riverside: Riverside) -> None:
    first = _find(riverside, "Jo Blake, jo.blake@meadow.example", makes=True)
    second = _find(riverside, "J Blake JO.BLAKE@meadow.example", makes=True)

    assert (first.name, second) == ("Jo Blake", first)


def test_person_made_in_words_keeps_the_ways_to_reach_them(riverside: Riverside) -> None:
    made = _find(riverside, "Jo Blake, jo.blake@meadow.example, 01632 960 130", makes=True)

    with riverside.database.read() as transaction:
        addresses = stored_people.behind_email(
            transaction, viewer=riverside.viewer("sam"), email="jo.blake@meadow.example"
        )
        found = stored_people.behind_address(
            transaction,
            kind=AddressKind.TELEPHONE,
            installation_id=made.id,
            external_id="01632 960 130",
        )
    assert (addresses, found) == (made, made)


@pytest.mark.parametrize(
    ("text", "key", "parameters"),
    [
        ("slack:U-LEFT", "person_left", {"name": "Pat Gone"}),
        ("slack:U-APP", "person_is_app", {"name": "Calendar"}),
        ("slack:U-NOBODY", "person_not_listed", {}),
        ("person:99999", "person_not_listed", {}),
        ("person:mina", "person_not_listed", {}),
        ("Nia Newcomer", "person_unknown", {"name": "Nia Newcomer"}),
        ("", "person_needed", {}),
        ("01632 960 118", "person_needed", {}),
        ("x" * 4000, "too_long", {"length": 4000, "most": 150}),
    ],
)
def test_person_who_is_not_there(
    riverside: Riverside, text: str, key: str, parameters: dict[str, object]
) -> None:
    with pytest.raises(Refused) as refused:
        _find(riverside, text)

    assert (refused.value.key, refused.value.field, refused.value.parameters) == (key, "runner", parameters)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Jo Blake, jo.blake@meadow", "jo.blake@meadow"),
        ("Jo Blake jo.blake@", "jo.blake@"),
        ("@meadow.example", "@meadow.example"),
        ("Jo Blake <jo..blake@meadow.example>", "jo..blake@meadow.example"),
        ("Jo Blake jö@meadow.example", "jö@meadow.example"),
        ("Jo Blake jo@-meadow.example", "jo@-meadow.example"),
    ],
)
def test_address_to_which_no_letter_could_go_is_named(riverside: Riverside, text: str, wrong: str) -> None:
    with pytest.raises(Refused) as refused:
        _find(riverside, text, makes=True)

    assert (refused.value.key, refused.value.field) == ("email_wrong", "runner")
    assert refused.value.parameters == {"text": wrong}


def test_between_two_of_one_name_nobody_is_guessed(riverside: Riverside) -> None:
    first = _find(riverside, "Jo Blake", makes=True)
    second = _find(riverside, "Jo Blake", makes=True)

    assert first.id != second.id
