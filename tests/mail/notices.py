"""What mail servers and mail programs send back, in their own shapes."""

from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from types import MappingProxyType
from typing import Final

NAME: Final = "<Kq2-opaque_key@office.example>"
KEY: Final = "Kq2-opaque_key"
ANN: Final = "ann.reid@meadow.example"


def bounce(
    *,
    about: str = NAME,
    to: str = ANN,
    action: str = "failed",
    status: str = "5.1.1",
    said: str = "550 5.1.1 No such user",
    name: str = "<1@mx.meadow.example>",
    headers_alone: bool = False,
) -> bytes:
    """Return a notice as RFC 3464 has it."""
    original = f"From: bywhen@office.example\r\nTo: {to}\r\nMessage-ID: {about}\r\nSubject: Riverside\r\n"
    kept = (
        ("text/rfc822-headers", original)
        if headers_alone
        else ("message/rfc822", f"{original}\r\nHello.\r\n")
    )
    return (
        "Return-Path: <>\r\n"
        "From: Mail Delivery System <MAILER-DAEMON@mx.meadow.example>\r\n"
        "To: bywhen@office.example\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\n"
        f"Message-ID: {name}\r\n"
        "Auto-Submitted: auto-replied\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"\r\n'
        "\r\n"
        "--b1\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nI'm sorry to inform you\r\n"
        "--b1\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; mx.meadow.example\r\nArrival-Date: Tue, 24 Nov 2026 08:30:00 +0000\r\n\r\n"
        f"Final-Recipient: rfc822; {to}\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; {said}\r\n\r\n"
        f"--b1\r\nContent-Type: {kept[0]}\r\n\r\n{kept[1]}\r\n--b1--\r\n"
    ).encode()


def reply(
    words: str = "Yes, all done. Ann",
    *,
    about: str = NAME,
    sender: str = f"Ann Reid <{ANN}>",
    name: str = "<r1@meadow.example>",
    html: bool = False,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return what somebody wrote back."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = "bywhen@office.example"
    mail["Subject"] = "Re: Riverside Progression Group"
    if name:
        mail["Message-ID"] = name
    if about:
        mail["In-Reply-To"] = about
    for header, value in headers.items():
        mail[header] = value
    mail.set_content(words, subtype="html" if html else "plain")
    return bytes(mail)
