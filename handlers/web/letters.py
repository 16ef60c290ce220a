"""A message as a letter: text and HTML with the same words, and the headers that mail programs look for."""

import mimetypes
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.domain.mail import email_address
from bot.messages import letter as wording
from bot.messages.model import Fragments, Strong
from bot.services.ports import Outgoing

_PAGES: Final = Path(__file__).parent / "pages"
THREAD: Final = ".thread"
_ANY: Final = "application/octet-stream"
_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MEDIA_TYPES: Final = {".xlsx": _WORKBOOK, ".ics": "text/calendar"}


class NoAddress(ValueError):
    """What somebody is said to be reached at, and mail knows no such address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who letters come from, as the operator has set it: "Bywhen <bywhen@example.org>"."""

    written: str

    @property
    def email(self) -> str:
        """The address alone, to which answers and what can't be delivered come back."""
        return parseaddr(self.written)[1]

    @property
    def name(self) -> str:
        """What people read in place of the address."""
        return parseaddr(self.written)[0]

    def message_id(self, key: str) -> str:
        """Return what mail calls the message of this key: the same whenever it is sent again."""
        return f"<{key}@{self._domain}>"

    def thread(self, key: str) -> str:
        """Return what stands in the letter as well, for a mail service that gives it a name of its own: answers keep it."""
        return f"<{key}{THREAD}@{self._domain}>"

    @property
    def _domain(self) -> str:
        return self.email.partition("@")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The addresses that a letter leads to: its reader's page, and a week of quiet."""

    page: str
    pause: str


def letter(outgoing: Outgoing, *, sender: Sender, ways: Ways, now: datetime) -> EmailMessage:
    """Return a message to one person as a letter. Raises `NoAddress`; another ValueError for what no letter can say."""
    if email_address(outgoing.conversation) is None:
        raise NoAddress("mail knows no such address")
    content = outgoing.content
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(sender.name, addr_spec=sender.email)
    mail["To"] = Address(addr_spec=outgoing.conversation)
    mail["Subject"] = wording.subject(content)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = sender.message_id(outgoing.key)
    mail["References"] = sender.thread(outgoing.key)
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    if ways.pause:
        mail["List-Unsubscribe"] = f"<{ways.pause}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(wording.text(content, page=ways.page, pause=ways.pause), cte="quoted-printable")
    mail.add_alternative(_html(outgoing, ways), subtype="html", cte="quoted-printable")
    if outgoing.file is not None:
        _attach(mail, *outgoing.file)
    # Last, for what is called content goes along with the words when a part is added.
    mail["Content-Language"] = wording.LANGUAGE
    return mail


def _html(outgoing: Outgoing, ways: Ways) -> str:
    content = outgoing.content
    return _TEMPLATES.get_template("letter.html").render(
        lang=wording.LANGUAGE,
        subject=wording.subject(content),
        opening=content.opening,
        blocks=content.blocks,
        page=ways.page,
        pause=ways.pause,
        words=wording,
    )


def _attach(mail: EmailMessage, name: str, content: bytes) -> None:
    end = Path(name).suffix
    kind = _MEDIA_TYPES.get(end) or mimetypes.guess_type(name)[0] or _ANY
    main, _, sub = kind.partition("/")
    mail.add_attachment(content, maintype=main, subtype=sub, filename=name)


def _line(fragments: Fragments) -> Markup:
    """Return running text as HTML; everything that somebody typed is escaped."""
    return Markup().join(
        Markup("<strong>{}</strong>").format(one.text) if isinstance(one, Strong) else escape(one)
        for one in fragments
    )


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(line=_line, on_page=wording.on_page)
    return made


_TEMPLATES: Final = _environment()
