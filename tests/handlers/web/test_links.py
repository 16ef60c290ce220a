from datetime import UTC, datetime, timedelta

import pytest

from handlers.web.links import Links, NotOurs

NOW = datetime(2026, 9, 10, 7, 30, tzinfo=UTC)
LINKS = Links("a secret of at least some length")


def test_link_leads_to_its_reader() -> None:
    token = LINKS.token(reader="mina", now=NOW)

    assert LINKS.reader(token, now=NOW + timedelta(days=59)) == "mina"


def test_link_is_over_after_sixty_days() -> None:
    token = LINKS.token(reader="mina", now=NOW)

    with pytest.raises(NotOurs):
        LINKS.reader(token, now=NOW + timedelta(days=60))


@pytest.mark.parametrize("forged", ["", "mina", "W10.x", '["mina",1]'])
def test_link_that_was_not_signed_here_leads_nowhere(forged: str) -> None:
    with pytest.raises(NotOurs):
        LINKS.reader(forged, now=NOW)


def test_link_of_another_server_leads_nowhere() -> None:
    token = Links("another secret").token(reader="mina", now=NOW)

    with pytest.raises(NotOurs):
        LINKS.reader(token, now=NOW)


def test_key_opens_for_its_reader_alone() -> None:
    key = LINKS.key(reader="mina")

    assert LINKS.opened(key, reader="mina") == LINKS.opened(key, reader="mina")
    with pytest.raises(NotOurs):
        LINKS.opened(key, reader="sam")


def test_each_rendering_has_its_own_key() -> None:
    keys = {LINKS.opened(LINKS.key(reader="mina"), reader="mina") for _ in range(20)}

    assert len(keys) == 20


def test_link_is_no_key() -> None:
    with pytest.raises(NotOurs):
        LINKS.opened(LINKS.token(reader="mina", now=NOW), reader="mina")
