"""Files on a page: each comes as what it is."""

import pytest

from bot.domain.people import AddressKind
from bot.messages.model import Message
from bot.services import answers
from bot.services.answers import Asker
from storage.database import Database
from tests.handlers.web.conftest import Site
from tests.riverside import NOW

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("name", "kind"), [("picture-to-share.png", "image/png"), ("Riverside to share.xlsx", _WORKBOOK)]
)
def test_file_comes_as_what_it_is(site: Site, database: Database, name: str, kind: str) -> None:
    sam = Asker(
        kind=AddressKind.WEB,
        installation_id=site.pages.installation_id,
        external_id="sam",
        conversation=None,
        key="k1",
    )
    said = Message(opening="Here it is.")
    answers.send_file(database=database, to=sam, name=name, file=b"content", content=said, now=NOW)

    answer = site.client.get(f"{site.address()}/files/1")

    assert (answer.status_code, answer.content) == (200, b"content")
    assert answer.headers["content-type"] == kind
