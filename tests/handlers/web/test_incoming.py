import pytest

from bot.domain.people import AddressKind
from bot.domain.permissions import Intent
from handlers.conversations.incoming import Place, Sender
from handlers.web.incoming import About, NotUnderstood, Page, attached, pressed, submitted, typed

HERE = Place(conversation="mina", private=True)
PAGE = Page(installation_id=3, reader="mina", place=HERE, key="key-1")
AGAIN = Page(installation_id=3, reader="mina", place=HERE, key="key-2")


@pytest.mark.parametrize(
    ("written", "about"),
    [
        ("done:4:12.3", About(intent=Intent.DONE, partnership_id=4, arg="12.3")),
        ("settings::hour:LUNCH", About(intent=Intent.SETTINGS, partnership_id=None, arg="hour:LUNCH")),
        ("help::", About(intent=Intent.HELP, partnership_id=None, arg="")),
    ],
)
def test_button_is_read_as_it_was_written(written: str, about: About) -> None:
    assert About.read(written) == about
    assert str(about) == written


@pytest.mark.parametrize("written", ["", "dance:4:", "done:four:12", "done:٣:12", f"done:{'9' * 30}:12"])
def test_button_that_is_on_no_page_is_not_understood(written: str) -> None:
    with pytest.raises(NotUnderstood):
        About.read(written)


def test_press_says_who_pressed_what_in_which_message() -> None:
    press = pressed(PAGE, button="done:4:12.3", message="m7")

    assert press.sender == Sender(kind=AddressKind.WEB, installation_id=3, external_id="mina")
    assert press.place == HERE
    assert (press.intent, press.partnership_id, press.arg) == (Intent.DONE, 4, "12.3")
    assert press.message == "m7"


def test_press_outside_a_message_names_none() -> None:
    assert pressed(PAGE, button="help::", message="").message is None


def test_same_press_of_one_rendering_has_the_same_key() -> None:
    first = pressed(PAGE, button="done:4:12.3", message="m7")

    assert pressed(PAGE, button="done:4:12.3", message="m7").key == first.key


@pytest.mark.parametrize(
    ("page", "button", "message"),
    [(AGAIN, "done:4:12.3", "m7"), (PAGE, "done:4:13.1", "m7"), (PAGE, "done:4:12.3", "m8")],
    ids=["another rendering", "another button", "another message"],
)
def test_another_press_has_another_key(page: Page, button: str, message: str) -> None:
    first = pressed(PAGE, button="done:4:12.3", message="m7")

    assert pressed(page, button=button, message=message).key != first.key


def test_form_gives_its_answers_by_field() -> None:
    sent = submitted(
        PAGE,
        form="add:4:",
        message="",
        answers=[
            ("key", "k"),
            ("form", "add:4:"),
            ("field-what", "Send <!channel> data"),
            ("field-why", "one\r\ntwo"),
            ("field-due", " "),
            ("field-days", "1"),
            ("field-days", "3"),
            ("person-holder", "Mina Iqbal "),
            ("person-chair", "Somebody Else"),
        ],
        people={"Mina Iqbal": "web:mina"},
    )

    assert (sent.intent, sent.partnership_id, sent.arg, sent.message) == (Intent.ADD, 4, "", None)
    assert sent.values == {
        "what": ("Send <!channel> data",),
        "why": ("one\ntwo",),
        "days": ("1", "3"),
        "holder": ("web:mina",),
        "chair": ("Somebody Else",),
    }


@pytest.mark.parametrize(("again", "keys"), [("one", 1), ("two", 2)], ids=["same words", "other words"])
def test_form_has_the_key_of_its_words(again: str, keys: int) -> None:
    found = {
        submitted(PAGE, form="add:4:", message="", answers=[("field-what", what)], people={}).key
        for what in ("one", again)
    }

    assert len(found) == keys


def test_typed_line_is_a_command() -> None:
    command = typed(PAGE, words="mine")

    assert command.words == "mine"
    assert command.key != typed(PAGE, words="timetable").key


def test_attached_file_comes_whole() -> None:
    file = attached(PAGE, name="timetable.xlsx", content=b"PK")

    assert (file.name, file.size, file.content, file.reference) == ("timetable.xlsx", 2, b"PK", "")
    assert file.key != attached(PAGE, name="timetable.xlsx", content=b"KP").key
