"""What a letter in our mailbox means: bounces in their shapes, people's own words, and all that is no concern of ours."""

import email
from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.mail import Answer, Bounce, Reply
from handlers.web.letters import Sender
from handlers.web.returned import read
from tests.mail.notices import ANN, KEY, NAME, bounce, reply

OFFICE = "office.example"


def _mail(content: bytes) -> Message:
    return email.message_from_bytes(content)


def _reply(content: bytes) -> Reply:
    found = read(_mail(content), domain=OFFICE)
    assert isinstance(found, Reply)
    return found


@pytest.mark.parametrize("headers_alone", [False, True])
def test_bounce_names_our_letter_and_why(headers_alone: bool) -> None:
    assert read(_mail(bounce(headers_alone=headers_alone)), domain=OFFICE) == Bounce(
        key="<1@mx.meadow.example>",
        about=KEY,
        addresses=(ANN,),
        answer=Answer.NOBODY,
        said="550 5.1.1 No such user",
    )


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        ("5.1.1", Answer.NOBODY),
        ("5.4.4", Answer.NOBODY),
        ("5.7.1", Answer.NOT_TAKEN),
        ("5.2.2", Answer.NOT_TAKEN),
        ("4.4.7", Answer.NOT_TAKEN),
        ("", Answer.NOT_TAKEN),
    ],
)
def test_why_a_letter_was_given_up(status: str, answer: Answer) -> None:
    found = read(_mail(bounce(status=status)), domain=OFFICE)

    assert isinstance(found, Bounce)
    assert found.answer is answer


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_letter_that_is_only_late_is_no_concern(action: str) -> None:
    assert read(_mail(bounce(action=action, status="4.4.1")), domain=OFFICE) is None


def test_bounce_of_somebody_elses_letter_is_no_concern() -> None:
    assert read(_mail(bounce(about="<Kq2-opaque_key@elsewhere.example>")), domain=OFFICE) is None


def test_bounce_without_the_servers_words_has_its_status() -> None:
    found = read(_mail(bounce().replace(b"Diagnostic-Code", b"X-Nothing")), domain=OFFICE)

    assert isinstance(found, Bounce)
    assert found.said == "5.1.1"


def test_bounce_that_names_our_letter_above_alone() -> None:
    content = bounce(about="<x@elsewhere.example>").replace(
        b"Auto-Submitted", b"References: " + NAME.encode() + b"\r\nAuto-Submitted"
    )

    found = read(_mail(content), domain=OFFICE)

    assert isinstance(found, Bounce)
    assert found.about == KEY


def test_receipt_of_a_reader_is_no_concern() -> None:
    content = bounce().replace(b"report-type=delivery-status", b"report-type=disposition-notification")
    receipt = content.replace(b"message/delivery-status", b"message/disposition-notification")

    assert read(_mail(receipt), domain=OFFICE) is None


def test_reply_has_its_own_words_and_what_it_answers() -> None:
    assert _reply(
        reply("Yes, all done.\n\nAnn\n\nOn Tue, 24 Nov 2026, Bywhen wrote:\n> Send course data")
    ) == Reply(key="<r1@meadow.example>", about=(KEY,), sender=ANN, words="Yes, all done. Ann")


def test_reply_names_several_letters_the_latest_first() -> None:
    found = _reply(
        reply(about="<b@office.example>", headers={"References": "<a@office.example> <b@office.example>"})
    )

    assert found.about == ("b", "a")


def test_reply_in_html_alone_has_its_words() -> None:
    html = (
        "<style>p {color: red}</style><p>Yes, all <b>done</b>.</p>Ann"
        "<blockquote>Send course data<br>by Friday</blockquote>"
    )

    assert _reply(reply(html, html=True)).words == "Yes, all done. Ann"


def test_reply_with_a_picture_has_its_words() -> None:
    content = (
        f"From: {ANN}\r\nIn-Reply-To: {NAME}\r\nMessage-ID: <r2@x>\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        '--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename="a.txt"\r\n\r\nno\r\n'
        "--b\r\nContent-Type: text/plain; charset=unheard-of\r\n\r\nYes \xe9\r\n--b--\r\n"
    )

    assert _reply(content.encode("latin-1")).words == "Yes �"


def test_reply_without_words_has_none() -> None:
    content = f"From: {ANN}\r\nIn-Reply-To: {NAME}\r\nContent-Type: image/png\r\n\r\nx"

    assert _reply(content.encode()).words == ""


@pytest.mark.parametrize("charset", ["idna", "undefined", "hex", "a\0b", "utf-7"])
def test_reply_in_what_is_no_character_set_is_read_and_can_be_kept(charset: str) -> None:
    content = (
        f"From: {ANN}\r\nIn-Reply-To: {NAME}\r\nMessage-ID: <r\0@x>\r\n"
        f'Content-Type: text/plain; charset="{charset}"\r\n\r\nYes\0 +2AA- \xff'
    )

    found = _reply(content.encode("latin-1"))

    assert found.words.startswith("Yes\N{REPLACEMENT CHARACTER} ")
    assert "\0" not in found.key + found.words
    found.words.encode()


def test_reply_with_a_name_without_end_has_a_short_one() -> None:
    assert len(_reply(reply(name=f"<{'x' * 5000}@meadow.example>")).key) == 64


def test_reply_that_names_what_no_letter_of_ours_is_called_is_no_concern() -> None:
    for name in ("<a\0b@office.example>", f"<{'x' * 200}@office.example>"):
        content = f"From: {ANN}\r\nIn-Reply-To: {name}\r\n\r\nYes"
        assert read(_mail(content.encode()), domain=OFFICE) is None


def test_letter_that_was_given_another_name_is_known_by_its_thread() -> None:
    """As Amazon's mail service does: an answer names its name, and keeps what our letter referred to."""
    thread = Sender(written="bywhen@office.example").thread(KEY)
    theirs = "<0102-abc@eu-west-1.amazonses.com>"

    answered = _reply(reply(about=theirs, headers={"References": f"{thread} {theirs}"}))
    returned = [
        read(
            _mail(bounce(about=f"{theirs}\r\nReferences: {thread}", headers_alone=headers_alone)),
            domain=OFFICE,
        )
        for headers_alone in (False, True)
    ]

    assert answered.about == (KEY,)
    assert [one.about for one in returned if isinstance(one, Bounce)] == [KEY, KEY]


def test_letter_without_a_name_is_called_by_what_it_says() -> None:
    first, again, other = (_reply(reply(words, name="")).key for words in ("One", "One", "Two"))

    assert first == again != other


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"X-Autoreply": "yes"},
        {"List-Id": "<staff.meadow.example>"},
        {"Return-Path": "<>"},
    ],
)
def test_what_a_program_wrote_is_no_concern(headers: dict[str, str]) -> None:
    assert read(_mail(reply("I'm on holiday", headers=headers)), domain=OFFICE) is None


@pytest.mark.parametrize("about", ["", "<Kq2-opaque_key@elsewhere.example>", "Kq2-opaque_key"])
def test_letter_that_answers_none_of_ours_is_no_concern(about: str) -> None:
    assert read(_mail(reply(about=about)), domain=OFFICE) is None


@given(st.binary(max_size=400), st.sampled_from([b"", bounce()[:700], reply()[:200]]))
def test_whatever_comes_is_read_without_a_mistake(content: bytes, before: bytes) -> None:
    read(_mail(before + content), domain=OFFICE)
