"""The link to one file: signed, for an hour, for whom a platform could not bring it to."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.people import AddressKind
from bot.messages.model import Message
from bot.services import answers
from bot.services.answers import Asker
from handlers.web.links import FILE_LIFE, Links, NotOurs, Over, entrances, file_addresses
from tests.handlers.web.guests import SECRET, SERVER, Guests

NOW = datetime(2026, 9, 10, 7, 30, tzinfo=UTC)


@pytest.fixture
def file(guests: Guests) -> int:
    """The number of the message that brings Mina a file in Slack."""
    mina = Asker(
        kind=AddressKind.SLACK,
        installation_id=guests.group.installation_id,
        external_id="U-MINA",
        conversation="D-MINA",
        key="k1",
    )
    answers.send_file(
        database=guests.group.database,
        to=mina,
        name="Riverside to share.xlsx",
        file=b"PK-1",
        content=Message(opening="Here it is."),
        now=guests.now,
    )
    with guests.group.database.read() as transaction:
        return int(transaction.connection.exec_driver_sql("SELECT max(id) FROM messages").scalar_one())


def test_file_comes_to_who_has_the_link(guests: Guests, file: int) -> None:
    address = file_addresses(guests.pages.links, public_url=f"{SERVER}/", clock=lambda: guests.now)(file)

    answer = guests.browser.get(address)

    assert (answer.status_code, answer.content) == (200, b"PK-1")
    assert "Riverside%20to%20share.xlsx" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers


def test_link_to_a_file_works_for_an_hour(guests: Guests, file: int) -> None:
    token = guests.pages.links.file_token(message_id=file, now=guests.now)
    guests.pass_by(minutes=59)
    assert guests.browser.get(f"/f/{token}").status_code == 200

    guests.pass_by(minutes=1)
    answer = guests.browser.get(f"/f/{token}")

    assert answer.status_code == 410
    assert "Please ask me for the file once more." in answer.text
    assert "Riverside" not in answer.text


@pytest.mark.parametrize("kind", ["forged", "page", "key", "cookie"])
def test_no_other_token_opens_a_file(guests: Guests, file: int, kind: str) -> None:
    links = guests.pages.links
    token = {
        "forged": "forged",
        "page": guests.token(),
        "key": links.key(reader="mina"),
        "cookie": links.cookie(reader="mina", now=guests.now),
    }[kind]

    assert guests.browser.get(f"/f/{token}").status_code == 410


def test_message_without_a_file_has_nothing_at_its_address(guests: Guests) -> None:
    token = guests.pages.links.file_token(message_id=999, now=guests.now)

    assert guests.browser.get(f"/f/{token}").status_code == 404


def test_link_to_a_file_is_no_link_to_a_page() -> None:
    links = Links(SECRET)
    token = links.file_token(message_id=7, now=NOW)

    assert links.file(token, now=NOW + FILE_LIFE - timedelta(seconds=1)) == 7
    with pytest.raises(Over):
        links.file(token, now=NOW + FILE_LIFE)
    with pytest.raises(NotOurs):
        links.issued(token)


@pytest.mark.parametrize("public_url", [SERVER, f"{SERVER}/"])
def test_letters_are_told_the_whole_address_of_the_way_in(public_url: str) -> None:
    links = Links(SECRET)

    address = entrances(links, public_url=public_url, clock=lambda: NOW)("mina")

    assert address == f"{SERVER}/in/{links.token(reader='mina', now=NOW)}"
