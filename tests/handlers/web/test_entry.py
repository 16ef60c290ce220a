"""The way in: whose page it is, a button, a cookie; links that are over, and a new one by letter."""

import re
from datetime import timedelta

import httpx
import pytest

from bot.domain.permissions import myself
from handlers.web.links import LIFE, Links
from storage import links
from tests.handlers.web.drawn import tree
from tests.handlers.web.guests import EMAIL, SECRET, Guests

HTMX = {"HX-Request": "true"}


def _words(response: httpx.Response) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.text).split())


def _heading(response: httpx.Response) -> str:
    [heading] = tree(response.text).all("h1")
    return heading.said


def _revoke(guests: Guests) -> None:
    mina = guests.group.person("mina").id
    with guests.group.database.write() as transaction:
        assert links.revoke(transaction, viewer=myself(mina), person_id=mina, now=guests.now)


def _ask_for_another(guests: Guests, token: str) -> httpx.Response:
    return guests.browser.post(f"/in/{token}/new", data={"key": guests.key(f"/in/{token}")})


def test_link_says_whose_page_it_is_and_nothing_else(guests: Guests) -> None:
    answer = guests.browser.get(f"/in/{guests.token()}")

    assert (answer.status_code, _heading(answer)) == (200, "This is Mina Iqbal's page.")
    assert [one.said for one in tree(answer.text).all("button")] == ["Open my page"]
    assert "The link was meant for somebody else." in _words(answer)
    assert not [word for word in ("Riverside", "Castle", "course data", EMAIL) if word in answer.text]
    assert "set-cookie" not in answer.headers


def test_button_opens_the_page_and_the_browser_keeps_a_cookie(guests: Guests) -> None:
    answer = guests.enter(guests.token())

    [led] = answer.history
    assert led.headers["location"] == f"/p/{guests.token()}"
    assert _heading(answer) == "Mina Iqbal"
    cookie = led.headers["set-cookie"]
    assert cookie.startswith("__Host-bywhen=")
    kept = {one.strip().lower() for one in cookie.split(";")[1:]}
    assert {"httponly", "secure", "samesite=lax", "path=/", "max-age=5184000"} <= kept
    assert not [one for one in kept if one.startswith("domain")]


def test_who_was_let_in_goes_straight_on(guests: Guests) -> None:
    guests.enter(guests.token())
    guests.pass_by(days=3)

    answer = guests.browser.get(f"/in/{guests.token()}")

    assert (len(answer.history), _heading(answer)) == (1, "Mina Iqbal")


@pytest.mark.parametrize("place", ["", "/home", "/feed", "/files/1", "/rooms/1"])
def test_page_without_its_cookie_leads_to_the_way_in(guests: Guests, place: str) -> None:
    answer = guests.browser.get(f"/p/{guests.token()}{place}")

    assert answer.url.path == f"/in/{guests.token()}"
    assert _heading(answer) == "This is Mina Iqbal's page."


def test_page_that_stands_open_is_led_there_by_its_script(guests: Guests) -> None:
    answer = guests.browser.get(f"/p/{guests.token()}/feed?seen=x", headers=HTMX)

    assert answer.headers["hx-redirect"] == f"/in/{guests.token()}"
    assert answer.text == ""


def test_cookie_of_somebody_else_opens_nothing(guests: Guests) -> None:
    guests.enter(guests.token("rob"))

    answer = guests.browser.get(f"/p/{guests.token('mina')}")

    assert _heading(answer) == "This is Mina Iqbal's page."


@pytest.mark.parametrize("cookie", ["", "forged", "link"])
def test_cookie_that_was_not_given_here_opens_nothing(guests: Guests, cookie: str) -> None:
    value = guests.token() if cookie == "link" else cookie
    guests.browser.cookies.set("__Host-bywhen", value, domain="bywhen.example.org", path="/")

    assert _heading(guests.browser.get(f"/p/{guests.token()}")) == "This is Mina Iqbal's page."


def test_cookie_lasts_as_long_as_a_link(guests: Guests) -> None:
    guests.enter(guests.token())
    guests.pass_by(days=59)
    assert _heading(guests.browser.get(f"/p/{guests.token()}")) == "Mina Iqbal"

    guests.pass_by(days=1)
    assert _heading(guests.browser.get(f"/p/{guests.token()}")) == "This is Mina Iqbal's page."


@pytest.mark.parametrize("way", ["in", "p"])
def test_link_that_has_done_its_time_offers_a_new_one_and_no_name(guests: Guests, way: str) -> None:
    old = guests.token()
    guests.enter(old)
    guests.pass_by(seconds=LIFE.total_seconds())

    answer = guests.browser.get(f"/{way}/{old}")

    assert (answer.status_code, _heading(answer)) == (410, "This link has done its time.")
    assert [one.said for one in tree(answer.text).all("button")] == ["Send me a new link"]
    assert "Mina" not in answer.text


@pytest.mark.parametrize("way", ["in", "p"])
def test_link_of_before_they_were_made_worthless_opens_nothing(guests: Guests, way: str) -> None:
    old = guests.token()
    guests.enter(old)
    guests.pass_by(milliseconds=2)
    _revoke(guests)

    answer = guests.browser.get(f"/{way}/{old}")

    assert (answer.status_code, _heading(answer)) == (410, "This link is worth nothing any more.")
    guests.pass_by(milliseconds=2)
    assert _heading(guests.browser.get(f"/p/{guests.token()}")) == "This is Mina Iqbal's page."
    assert _heading(guests.enter(guests.token())) == "Mina Iqbal"


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "script"])
def test_press_on_a_page_that_was_closed_meanwhile_changes_nothing(
    guests: Guests,
    headers: dict[str, str],
) -> None:
    old = guests.token()
    guests.enter(old)
    key = guests.key(f"/p/{old}")
    guests.pass_by(seconds=1)
    _revoke(guests)
    before = guests.everything()

    answer = guests.browser.post(f"/p/{old}/say", data={"key": key, "words": "help"}, headers=headers)

    assert (answer.status_code, answer.headers["hx-retarget"]) == (410, "body")
    assert guests.everything() == before


def test_old_link_cannot_be_entered(guests: Guests) -> None:
    old = guests.token()
    key = guests.key(f"/in/{old}")
    guests.pass_by(days=60)

    answer = guests.browser.post(f"/in/{old}", data={"key": key})

    assert answer.status_code == 410
    assert not guests.browser.cookies


def test_new_link_comes_by_letter_and_is_never_shown(guests: Guests) -> None:
    old = guests.token()
    guests.pass_by(days=60)

    answer = _ask_for_another(guests, old)

    assert (answer.status_code, _heading(answer)) == (200, "A new link is on its way.")
    assert not re.search(r"/(in|p)/(?!" + re.escape(old) + ")", answer.text)
    assert EMAIL not in answer.text
    [letter] = guests.letters()
    assert letter.conversation == EMAIL
    assert letter.content["opening"] == "Here is a new link to your page."


def test_new_link_for_who_has_no_email_address_is_refused_in_a_sentence(guests: Guests) -> None:
    old = guests.token("rob")
    guests.pass_by(days=60)

    answer = _ask_for_another(guests, old)

    assert _heading(answer) == "I can't send you a link."
    assert guests.letters() == []


@pytest.mark.parametrize("key", ["", "forged", "of somebody else"])
@pytest.mark.parametrize("act", ["", "/new"])
def test_nothing_is_opened_or_sent_without_the_key_of_the_page(guests: Guests, act: str, key: str) -> None:
    value = guests.pages.links.key(reader="rob") if key == "of somebody else" else key

    answer = guests.browser.post(f"/in/{guests.token()}{act}", data={"key": value})

    assert answer.status_code == 410
    assert "set-cookie" not in answer.headers
    assert guests.letters() == []


@pytest.mark.parametrize("act", ["", "/new"])
def test_file_for_a_key_opens_nothing(guests: Guests, act: str) -> None:
    answer = guests.browser.post(f"/in/{guests.token()}{act}", data={}, files={"key": ("key", b"key")})

    assert answer.status_code == 410


@pytest.mark.parametrize("act", ["", "/new"])
def test_another_site_opens_nothing_and_sends_nothing(guests: Guests, act: str) -> None:
    key = guests.key(f"/in/{guests.token()}")

    answer = guests.browser.post(
        f"/in/{guests.token()}{act}", data={"key": key}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403
    assert (guests.letters(), dict(guests.browser.cookies)) == ([], {})


@pytest.mark.parametrize("token", ["forged", "nobody's"])
def test_link_that_is_nobodys_leads_to_a_sentence(guests: Guests, token: str) -> None:
    address = guests.token("ann") if token == "nobody's" else token

    for way in ("in", "p"):
        answer = guests.browser.get(f"/{way}/{address}")
        assert (answer.status_code, _heading(answer)) == (410, "This link has done its time.")


def test_links_of_the_key_before_work_still(guests: Guests) -> None:
    before, now = Links("an earlier secret"), Links(SECRET, before=("older still", "an earlier secret"))
    old = before.token(reader="mina", now=guests.now)

    assert now.reader(old, now=guests.now) == "mina"
    assert Links(SECRET).token(reader="mina", now=guests.now) == now.token(reader="mina", now=guests.now)
    assert now.issued(old).at == guests.now - timedelta(microseconds=guests.now.microsecond % 1000)


def test_page_on_which_links_are_made_worthless_is_shut_itself(guests: Guests) -> None:
    token = guests.token()
    guests.enter(token)
    guests.pass_by(seconds=1)
    form = {"key": guests.key(f"/p/{token}"), "press": "settings::links", "message": ""}

    answer = guests.browser.post(f"/p/{token}/press", data=form, headers=HTMX)

    assert "Your old links are worthless." in _words(answer)
    assert [letter.conversation for letter in guests.letters()] == [EMAIL]
    assert _heading(guests.browser.get(f"/p/{token}")) == "This link is worth nothing any more."
