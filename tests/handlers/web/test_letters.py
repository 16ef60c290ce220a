"""A message as a letter: the same words in text and in HTML, one way to the page, and nothing that a stranger may not see."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from bot.domain.people import AddressKind
from bot.domain.permissions import Intent
from bot.messages.model import (
    Block,
    Bullets,
    Button,
    Buttons,
    Heading,
    Item,
    Message,
    Note,
    Paragraph,
    Strong,
    Table,
)
from bot.services.ports import Outgoing
from handlers.web.letters import Sender, Ways, letter

NOW = datetime(2026, 9, 10, 7, 30, tzinfo=UTC)
SENDER = Sender(written="Bywhen <bywhen@office.example>")
WAYS = Ways(page="https://bywhen.example.org/in/WyJh", pause="https://bywhen.example.org/pause/WyJh")
OPENING = "Riverside Progression Group: two things for this week."
DONE = Button(label="Done", intent=Intent.DONE, spoken="Done: course data")
STUCK = Button(label="Stuck", intent=Intent.STUCK)
BLOCKS: tuple[Block, ...] = (
    Paragraph(text=("Good morning, ", Strong("Ann"), ".")),
    Heading(text="Yours"),
    Item(
        subject="share:1",
        title="1. Send course data",
        lines=(("By Friday 18 September, for <Castle> & Co",),),
        buttons=(DONE,),
        more=(STUCK,),
    ),
    Bullets(items=(("One",), ("Two",))),
    Table(caption="Who does what", columns=("Who", "What"), rows=(("Castle", "Data"), ("Brook Lane", ""))),
    Note(text=("In small print",)),
    Buttons(buttons=(STUCK,)),
)


def _mail(message: Message, *, file: tuple[str, bytes] | None = None) -> EmailMessage:
    outgoing = Outgoing(
        message_id=7,
        key="Kq2-opaque_key",
        kind=AddressKind.EMAIL,
        installation_id=0,
        conversation="ann.reid@meadow.example",
        content=message,
        file=file,
    )
    return letter(outgoing, sender=SENDER, ways=WAYS, now=NOW)


def _body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_headers_of_a_letter() -> None:
    mail = _mail(Message(opening=OPENING))

    said = {name: str(mail[name]) for name in mail.keys() if not name.startswith(("Content-Type", "MIME"))}  # noqa: SIM118 - names come twice in no letter.
    assert said == {
        "From": "Bywhen <bywhen@office.example>",
        "To": "ann.reid@meadow.example",
        "Subject": "Riverside Progression Group: two things for this week",
        "Date": "Thu, 10 Sep 2026 07:30:00 +0000",
        "Message-ID": "<Kq2-opaque_key@office.example>",
        "References": "<Kq2-opaque_key.thread@office.example>",
        "Content-Language": "en-GB",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "List-Unsubscribe": f"<{WAYS.pause}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_letter_in_text_says_all_and_leads_to_the_page() -> None:
    text = _body(_mail(Message(opening=OPENING, blocks=BLOCKS)), "plain")

    assert text == (
        "Riverside Progression Group: two things for this week.\n\n"
        "Open my page: https://bywhen.example.org/in/WyJh\n\n"
        "Good morning, Ann.\n\n"
        "Yours\n\n"
        "1. Send course data\nBy Friday 18 September, for <Castle> & Co\nOn your page: Done, Stuck.\n\n"
        "• One\n• Two\n\n"
        "Who does what\nWho: Castle; What: Data\nWho: Brook Lane\n\n"
        "In small print\n\n"
        "On your page: Stuck.\n\n"
        "All of this stands on your page too, with buttons to answer.\n"
        "Open my page: https://bywhen.example.org/in/WyJh\n\n"
        "The link is yours alone, and works for sixty days. Please don't pass it on. "
        "I'm a bot and can't read letters, so please answer on your page.\n\n"
        "Too much just now? I'll write nothing more before Monday, and nobody asks you why.\n"
        "Not this week: https://bywhen.example.org/pause/WyJh\n"
    )


def test_letter_in_html_says_the_same() -> None:
    mail = _mail(Message(opening=OPENING, blocks=BLOCKS))

    html = _body(mail, "html")
    plain = _body(mail, "plain")

    words = re.sub(
        r"\s+", " ", re.sub(r"<style>.*?</style>|<title>.*?</title>|<[^>]+>", " ", html, flags=re.S)
    )
    words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&#39;", "'")
    for sentence in re.split(r"\n+", plain):
        if not re.search(r"https://|^• |^Who: |Good morning", sentence):
            assert sentence in words
    assert html.count(f'href="{WAYS.page}"') == 1
    assert html.count(f'href="{WAYS.pause}"') == 1
    assert "<Castle>" not in html
    assert 'lang="en-GB"' in html


def test_letter_fetches_nothing_from_anywhere() -> None:
    html = _body(_mail(Message(opening=OPENING, blocks=BLOCKS)), "html")

    assert re.findall(r"<(?:img|script|link|iframe)|url\(|@import|src=", html) == []


def test_subject_is_one_line_whatever_a_partnership_is_called() -> None:
    mail = _mail(Message(opening="A\r\nBcc: everybody@example.org: two things für heute."))

    assert mail["Subject"] == "A Bcc: everybody@example.org: two things für heute"
    assert mail["Bcc"] is None
    assert b"\r\nBcc:" not in bytes(mail).partition(b"\r\n\r\n")[0]


def test_letter_is_nothing_but_ascii_on_its_way() -> None:
    assert bytes(_mail(Message(opening="Añoranza: thrée things.", blocks=BLOCKS))).isascii()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("To share.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("dates.ics", "text/calendar"),
        ("picture.png", "image/png"),
        ("sheet.html", "text/html"),
        ("whatever", "application/octet-stream"),
    ],
)
def test_file_goes_along(name: str, kind: str) -> None:
    mail = _mail(Message(opening=OPENING), file=(name, b"content \xff"))

    [attached] = list(mail.iter_attachments())
    assert (attached.get_filename(), attached.get_content_type()) == (name, kind)
    assert attached.get_payload(decode=True) == b"content \xff"
    assert "Open my page" in _body(mail, "plain")


@pytest.mark.parametrize("written", ["bywhen@office.example", '"By, when" <bywhen@office.example>'])
def test_sender_as_the_operator_writes_it(written: str) -> None:
    sender = Sender(written=written)

    assert sender.email == "bywhen@office.example"
    assert sender.message_id("k") == "<k@office.example>"


def test_address_that_is_none_is_refused() -> None:
    message = Message(opening=OPENING)
    mail = Outgoing(
        message_id=1,
        key="k",
        kind=AddressKind.EMAIL,
        installation_id=0,
        conversation="nobody",
        content=message,
    )

    for wrong in ("nobody", "a b@example.org", "ann@example.org\r\nBcc: x@example.org"):
        with pytest.raises(ValueError, match=r".*"):
            letter(replace(mail, conversation=wrong), sender=SENDER, ways=WAYS, now=NOW)


def test_column_that_asks_is_no_question_beside_its_answer_on_a_telephone() -> None:
    asked = Table(caption="Who was reached", columns=("Person", "Reached?"), rows=(("Mina", "not yet"),))

    drawn = _body(_mail(Message(opening="Here it is.", blocks=(asked,))), "html")

    assert "Reached: </span>not yet" in drawn
