"""Above an answer stands what its reader typed or pressed, small and grey, as in a chat."""

import pytest

from bot.domain.permissions import Intent
from bot.messages.model import Button, Buttons, Item, Message
from handlers.web import labels, views
from handlers.web.incoming import About
from tests.handlers.web.conftest import ITEM, Site
from tests.handlers.web.drawn import page, tree, view

NASTY = '<script>alert(1)</script> & "quoted"'
DATES = Button(label="Closed dates", intent=Intent.CLOSED_DATES, partnership_id=4)
MORE = Button(label="Hand over", intent=Intent.HAND_OVER, partnership_id=4, arg="1.1", opens=True)
DONE = Button(label="Done", intent=Intent.DONE, partnership_id=4, arg="1.1")
SHOWN = Message(
    opening="Hello.",
    blocks=(
        Item(subject="share:1", title="Send course data", buttons=(DONE,), more=(MORE,)),
        Buttons(buttons=(DATES,)),
    ),
)


def _asked(html: str) -> list[str]:
    return [" ".join(one.text.split()) for one in tree(html).all("p") if one.get("class") == "asked"]


def test_typed_words_stand_above_their_answer(site: Site) -> None:
    answer = site.client.post(f"{site.address()}/say", data={"key": site.key(), "words": "help me"})

    assert _asked(answer.text) == ["You said: help me"]
    assert answer.text.index('class="asked"') < answer.text.index("Hello, this is yours.")


def test_what_was_typed_is_shown_as_it_was_typed_and_is_never_markup() -> None:
    html = views.whole(view(page(Message(opening="Hello.", answering=NASTY))))

    assert _asked(html) == [f"You said: {' '.join(NASTY.split())}"]
    assert "<script>alert" not in html


def test_long_line_is_shown_in_part(site: Site) -> None:
    words = f"help {'x' * 1000}"

    answer = site.client.post(f"{site.address()}/say", data={"key": site.key(), "words": words})

    [asked] = _asked(answer.text)
    assert asked == f"You said: {words[:300]}"


def test_file_stands_above_its_answer_by_name(site: Site) -> None:
    answer = site.client.post(
        f"{site.address()}/say", data={"key": site.key()}, files={"file": ("ours.xlsx", b"PK")}
    )

    assert _asked(answer.text) == ["You said: ours.xlsx"]


def test_form_stands_above_its_answer_by_its_title(site: Site) -> None:
    opened = site.client.post(
        f"{site.address()}/press", data={"key": site.key(), "press": "add::", "message": ""}
    )
    said = next(one.get("value") for one in tree(opened.text).all("input") if one.get("name") == "said")
    data = {"key": site.key(), "form": "add::", "message": "", "field-what": "Print", "said": said}

    answer = site.client.post(f"{site.address()}/form", data=data)

    assert _asked(answer.text) == ["You said: Add to the timetable"]


def test_what_was_said_before_an_item_changed_stays_above_it(site: Site) -> None:
    site.client.post(f"{site.address()}/say", data={"key": site.key(), "words": "help"})
    data = {"key": site.key(), "press": "done::1.1", "message": "m1"}

    answer = site.client.post(f"{site.address()}/press", data=data)

    assert "It is done." in answer.text
    assert _asked(answer.text) == ["You said: help"]


def test_message_that_nobody_asked_for_has_nothing_above_it() -> None:
    assert _asked(views.whole(view(page(SHOWN)))) == []


@pytest.mark.parametrize(
    ("button", "said"),
    [
        (DONE, "Done: Send course data"),
        (MORE, "Hand over: Send course data"),
        (DATES, "Closed dates"),
        (Button(label="Done", intent=Intent.DONE, partnership_id=4, arg="9.9"), ""),
    ],
    ids=["of an item", "of its menu", "of the message", "of another message"],
)
def test_button_is_named_by_its_label_and_what_it_is_about(button: Button, said: str) -> None:
    assert labels.label(SHOWN, str(About.of(button))) == said


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("2. Send course data", "Done: Send course data"),
        ("12. Room 3. Send keys", "Done: Room 3. Send keys"),
        ("Room 3. Send keys", "Done: Room 3. Send keys"),
    ],
)
def test_number_that_a_list_gives_is_no_part_of_what_was_said(title: str, said: str) -> None:
    listed = Message(opening="Hello.", blocks=(Item(subject="share:1", title=title, buttons=(DONE,)),))

    assert labels.label(listed, str(About.of(DONE))) == said


@pytest.mark.parametrize("message", ["m1", ""], ids=["in a message", "in none"])
def test_press_says_how_its_button_was_labelled(site: Site, message: str) -> None:
    site.client.post(f"{site.address()}/say", data={"key": site.key(), "words": "help"})
    data = {"key": site.key(), "press": "done::1.1", "message": message}

    site.client.post(f"{site.address()}/press", data=data)

    pressed = site.log.came[-1]
    assert getattr(pressed, "said", None) == (f"Done: {ITEM.title}" if message else "")
