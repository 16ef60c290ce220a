"""Who asks too often is told to wait: by the address they ask from, by the link, by the page."""

import pytest

from handlers.web import limits
from handlers.web.limits import Limits, TooOften
from tests.handlers.web.drawn import tree
from tests.handlers.web.guests import Guests


@pytest.fixture(autouse=True)
def _not_over_the_edge(monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts stands still, so that no window moves on within a test."""
    monkeypatch.setattr("time.time", lambda: 1_789_000_000.0)


def _count(guests: Guests, most: int, address: str) -> list[int]:
    return [guests.browser.get(address).status_code for _ in range(most + 1)]


def test_limit_counts_each_thing_by_itself() -> None:
    counted = Limits()
    for _ in range(limits.NEW_LINKS.amount):
        counted.count(limits.NEW_LINKS, "mina")

    counted.count(limits.NEW_LINKS, "rob")
    with pytest.raises(TooOften) as refused:
        counted.count(limits.NEW_LINKS, "mina")
    assert refused.value.seconds == 3600


def test_one_link_is_followed_so_often_and_no_more(guests: Guests) -> None:
    codes = _count(guests, limits.PER_LINK.amount, f"/in/{guests.token()}")

    assert codes == [200] * limits.PER_LINK.amount + [429]
    assert guests.browser.get(f"/in/{guests.token('rob')}").status_code == 200


def test_one_address_asks_so_often_and_no_more(guests: Guests) -> None:
    codes = _count(guests, limits.PER_ADDRESS.amount, "/in/forged")

    assert codes == [410] * limits.PER_ADDRESS.amount + [429]
    assert guests.browser.get("/f/forged").status_code == 429
    assert guests.browser.get(f"/p/{guests.token()}/feed").status_code == 429


def test_one_page_is_pressed_so_often_and_no_more(guests: Guests) -> None:
    token = guests.token()
    guests.enter(token)
    key = guests.key(f"/p/{token}")

    codes = [
        guests.browser.post(f"/p/{token}/say", data={"key": "", "words": ""}).status_code
        for _ in range(limits.PER_PAGE.amount)
    ]
    before = guests.everything()
    answer = guests.browser.post(f"/p/{token}/say", data={"key": key, "words": "settings"})

    assert set(codes) == {410}
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
    assert [one.said for one in tree(answer.text).all("h1")] == ["That was a lot at once."]
    assert guests.everything() == before
    assert guests.browser.get(f"/p/{token}").status_code == 200


def test_letters_with_a_link_are_few(guests: Guests) -> None:
    token = guests.token()
    for _ in range(limits.NEW_LINKS.amount + 1):
        key = guests.key(f"/in/{token}")
        answer = guests.browser.post(f"/in/{token}/new", data={"key": key})
        guests.pass_by(minutes=5)

    assert (answer.status_code, answer.headers["retry-after"]) == (429, "3600")
    assert "In an hour I can send one more." in answer.text
    assert len(guests.letters()) == limits.NEW_LINKS.amount


def test_asked_for_twice_in_a_minute_it_is_one_letter(guests: Guests) -> None:
    token = guests.token()
    for _ in range(2):
        guests.browser.post(f"/in/{token}/new", data={"key": guests.key(f"/in/{token}")})

    assert len(guests.letters()) == 1
