"""Whatever a browser sends from a page: never a mistake of ours, never a word of another partnership."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from bot.domain.partnerships import Profile
from bot.domain.people import AddressKind
from bot.domain.permissions import Intent, Role, Viewer, myself
from handlers.conversations.commands import WORDS
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from handlers.web.app import WebPages
from storage import members, partners, partnerships, people
from storage.database import Database
from tests.handlers.web.browser import Browser
from tests.handlers.web.conftest import NOW, Log, Site
from tests.riverside import LONDON

HIDDEN = "Valley Link"
FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))

ODD = st.sampled_from(
    ["", "\x00", "9" * 30, "²", "-1", "everything", "Friday", "1.1", "2.1.agree", "make.2.1"]
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | ODD
ABOUT = (
    st.builds(":".join, st.tuples(st.sampled_from([one.value for one in Intent]), ODD | TEXT, TEXT)) | TEXT
)
FIELD = st.sampled_from(
    [
        "field-what",
        "field-partner",
        "field-by_when",
        "field-date",
        "person-runner",
        "field-name",
        "field-people",
    ]
)
ANSWERS = st.dictionaries(FIELD, TEXT, max_size=5)
MESSAGE = st.sampled_from(["", "m1", "m999", f"m{'9' * 30}", "1.2"])


@pytest.fixture
def house(database: Database) -> Iterator[Site]:
    pages = WebPages(
        database=database,
        router=Router(routes=ROUTES, database=database),
        clock=lambda: NOW,
        secret="a secret that is long enough to sign",
        public_url="https://bywhen.example.org",
        is_open=True,
    )
    client = Browser(Starlette(routes=pages.routes))
    client.run(pages.start())
    for reader, name in (("sam", "Riverside"), ("other", HIDDEN)):
        _furnish(database, pages.installation_id, reader, name)
    yield Site(client=client, pages=pages, log=Log())
    client.run(pages.stop())
    client.close()


def _furnish(database: Database, installation_id: int, reader: str, name: str) -> None:
    """Make a partnership that this reader runs."""
    with database.write() as transaction:
        person = people.create_at(
            transaction,
            viewer=myself(0),
            name=f"Runner of {name}",
            zone=None,
            kind=AddressKind.WEB,
            installation_id=installation_id,
            external_id=reader,
            now=NOW,
        )
        profile = Profile(name=name, zone=LONDON)
        made = partnerships.create(transaction, viewer=myself(person.id), profile=profile, now=NOW)
        viewer = Viewer(person_id=person.id, partnership_id=made.id, role=Role.RUNNER)
        partner = partners.add(transaction, viewer=viewer, name=f"College of {name}")
        members.add(transaction, viewer=viewer, person_id=person.id, role=Role.RUNNER, partner_id=partner.id)
        partnerships.open_doors(transaction, viewer=viewer, now=NOW)


def _send(house: Site, path: str, **form: str) -> None:
    key = house.pages.links.key(reader="sam")
    answer = house.client.post(f"{house.address()}/{path}", data={"key": key, **form})

    assert answer.status_code < 500
    assert "Traceback" not in answer.text
    assert HIDDEN not in answer.text


@FEW
@given(word=st.sampled_from(sorted(WORDS)) | TEXT, rest=TEXT)
def test_any_words_are_answered(house: Site, word: str, rest: str) -> None:
    _send(house, "say", words=f"{word} {rest}".replace(HIDDEN, ""))


@FEW
@given(button=ABOUT, message=MESSAGE)
def test_any_button_is_answered(house: Site, button: str, message: str) -> None:
    _send(house, "press", press=button, message=message)


@FEW
@given(form=ABOUT, message=MESSAGE, answers=ANSWERS)
def test_any_form_is_answered(house: Site, form: str, message: str, answers: dict[str, str]) -> None:
    _send(house, "form", form=form, message=message, **answers)
