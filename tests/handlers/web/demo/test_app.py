import re

import httpx
import pytest

from bot.domain.people import AddressKind
from handlers.conversations.incoming import Command, Place, Sender
from handlers.web.demo.clock import BEGINNING, ZONE
from tests.handlers.web.demo.conftest import Theatre
from tests.handlers.web.drawn import tree


def _words(response: httpx.Response) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.text).split())


def _step(theatre: Theatre, step: str, *, reader: str = "sam") -> httpx.Response:
    return theatre.browser.post(f"{theatre.address(reader, under='demo')}/clock", data={"step": step})


def test_demo_opens_on_the_runners_page_at_the_beginning(theatre: Theatre) -> None:
    page = theatre.browser.get("/")

    words = _words(page)
    assert "<h1>Sam Hallam</h1>" in page.text
    assert "8.30 am Thursday 10 September 2026" in words
    assert "Riverside Progression Group is ready to fill in." in words
    assert "Use the sample timetable" in words


def test_switch_shows_the_twelve_people(theatre: Theatre) -> None:
    page = theatre.browser.get("/")

    switch = page.text[page.text.index('class="people"') : page.text.index('class="clock"')]
    assert re.findall(r"<b>([^<]+)</b>", switch) == [
        "Sam Hallam",
        "Grace Obi",
        "Mina Iqbal",
        "Rob Stone",
        "Joana Pereira",
        "Tom Lund",
        "Aoife Byrne",
        "Kwame Osei",
        "Jo Blake",
        "Dee Frame",
        "Priya Anand",
        "Lee West",
    ]


def test_partnership_is_a_draft_that_the_chair_does_not_see_yet(theatre: Theatre) -> None:
    page = theatre.browser.get(theatre.address("grace"))

    assert "<h1>Grace Obi</h1>" in page.text
    assert "Nothing has been written to you yet." in page.text
    assert "Use the sample timetable" not in page.text


def test_who_has_a_telephone_only_is_shown_as_such(theatre: Theatre) -> None:
    page = theatre.browser.get(theatre.address("dee"))

    assert "Dee Frame has a telephone only." in _words(page)
    assert 'class="composer"' not in page.text
    assert 'class="menu"' not in page.text


def test_sample_workbook_downloads(theatre: Theatre) -> None:
    book = theatre.browser.get("/demo/riverside-progression-group.xlsx")

    assert book.status_code == 200
    assert book.content.startswith(b"PK")
    assert "riverside-progression-group.xlsx" in book.headers["content-disposition"]


@pytest.mark.parametrize(
    ("step", "shown"),
    [
        ("ten_minutes", "8.40 am Thursday 10 September 2026"),
        ("morning", "8.30 am Friday 11 September 2026"),
        ("week", "8.30 am Monday 14 September 2026"),
    ],
)
def test_clock_moves_and_says_what_was_sent(theatre: Theatre, step: str, shown: str) -> None:
    words = _words(_step(theatre, step))

    assert shown in words
    assert "Nothing was sent." in words


def test_clock_stops_at_every_hour_at_which_somebody_may_be_written_to(theatre: Theatre) -> None:
    _step(theatre, "morning")

    local = [at.astimezone(ZONE) for at in theatre.settled]
    assert [(at.day, at.hour, at.minute) for at in local] == [
        (10, 12, 15),
        (10, 15, 45),
        (11, 8, 0),
        (11, 8, 30),
    ]


def test_clock_keeps_whoever_is_looked_at(theatre: Theatre) -> None:
    page = _step(theatre, "morning", reader="mina")

    assert "<h1>Mina Iqbal</h1>" in page.text


def test_step_that_is_on_no_page_is_told_so(theatre: Theatre) -> None:
    assert _step(theatre, "year").status_code == 400


def test_new_beginning_goes_back_and_forgets(theatre: Theatre) -> None:
    _step(theatre, "week")
    theatre.browser.post(f"{theatre.address('sam')}/say", data=_typed(theatre, "help"))

    page = theatre.browser.post(f"{theatre.address('sam', under='demo')}/beginning", data={})

    assert "8.30 am Thursday 10 September 2026" in _words(page)
    assert page.text.count('<article class="message"') == 1
    assert theatre.demo.stage.house.clock() == BEGINNING


@pytest.mark.parametrize(
    ("opening", "goes", "yes"),
    [
        ("", "The whole timetable goes", "Yes, from the beginning"),
        ("beginning", "The whole timetable goes", "Yes, from the beginning"),
        ("sample_year", "Everything you typed or pressed goes.", "Yes, start at Tuesday 9 February"),
    ],
)
def test_new_start_asks_before_anything_is_gone(theatre: Theatre, opening: str, goes: str, yes: str) -> None:
    _step(theatre, "week")
    shown, stage = theatre.demo.stage.house.clock(), theatre.demo.stage

    question = theatre.browser.get(f"{theatre.address('sam', under='demo')}/beginning?opening={opening}")

    for words in ("Shall I start the demo again?", goes, yes, "No, back to the page"):
        assert words in _words(question)
    [button] = tree(question.text).all("button")
    assert button.get("value") == (opening or "beginning")
    assert theatre.demo.stage is stage
    assert theatre.demo.stage.house.clock() == shown


def test_each_button_of_the_bar_that_starts_again_only_asks(theatre: Theatre) -> None:
    page = tree(theatre.browser.get(theatre.address("sam")).text)

    starting = [one for one in page.all("button") if one.get("name") == "opening"]

    assert [(one.text, one.get("formmethod")) for one in starting] == [
        ("From the beginning", "get"),
        ("Tuesday 9 February", "get"),
    ]


@pytest.mark.parametrize("under", ["p", "demo"])
def test_page_from_before_a_new_beginning_leads_to_the_new_one(theatre: Theatre, under: str) -> None:
    old = theatre.address("mina", under=under)
    theatre.browser.post(f"{theatre.address('sam', under='demo')}/beginning", data={})

    if under == "p":
        answer = theatre.browser.get(old)
    else:
        answer = theatre.browser.post(f"{old}/clock", data={"step": "week"})

    assert answer.status_code == 410
    assert "The demo was started again." in _words(answer)
    assert '<a class="download" href="/">Open the demo</a>' in answer.text
    assert theatre.demo.stage.house.clock() == BEGINNING


def test_new_message_is_counted_until_it_is_looked_at(theatre: Theatre) -> None:
    stage = theatre.demo.stage
    mina = Sender(kind=AddressKind.WEB, installation_id=stage.pages.installation_id, external_id="mina")
    place = Place(conversation="mina", private=True)
    stage.house.router.answer(
        Command(sender=mina, place=place, key="1", words="help"), now=BEGINNING, rides=frozenset()
    )

    before = _words(theatre.browser.get(theatre.address("sam")))
    theatre.browser.get(theatre.address("mina"))
    after = _words(theatre.browser.get(theatre.address("sam")))

    assert "Mina Iqbal 1 new Castle College" in before
    assert "Mina Iqbal Castle College" in after


def test_demo_is_moved_by_its_own_pages_alone(theatre: Theatre) -> None:
    address = f"{theatre.address('sam', under='demo')}/clock"

    answer = theatre.browser.post(address, data={"step": "week"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert theatre.demo.stage.house.clock() == BEGINNING


def _typed(theatre: Theatre, words: str, *, reader: str = "sam") -> dict[str, str]:
    key = theatre.demo.stage.pages.links.key(reader=reader)
    return {"key": key, "words": words}
