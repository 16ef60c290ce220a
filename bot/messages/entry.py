"""What stands before a page: whose it is, what has become of its link, and how to get a new one."""

from collections.abc import Sequence
from typing import Final

from bot.domain.permissions import Intent
from bot.messages.model import Field, FieldKind, Form, Message, Option, Paragraph

WORDS: Final = {
    "open": "Open my page",
    "new_link": "Send me a new link",
    "who": "Press the button if that is you.",
    "not_you": (
        "If it isn't, please close this. The link was meant for somebody else. Whoever runs your partnership can let "
        "me send you one of your own."
    ),
}

OVER: Final = (
    "This link has done its time.",
    "A link works for sixty days. I can send you a new one by e-mail, to the address that I have for you.",
)
WORTHLESS: Final = (
    "This link is worth nothing any more.",
    "It was made worthless because it may have gone astray. I can send you a new one by e-mail, to the address that I have for you.",
)
ON_ITS_WAY: Final = (
    "A new link is on its way.",
    "It comes by e-mail, to the address that I have for you. Please open your page from there.",
)
NO_EMAIL: Final = (
    "I can't send you a link.",
    "I have no e-mail address of yours that works. Please ask whoever runs your partnership.",
)
TOO_OFTEN: Final = ("That was a lot at once.", "Nothing was changed. Please try again in a minute.")
ENOUGH_LINKS: Final = (
    "I've sent you new links already.",
    "Please look in your inbox, and among the unwanted mail. In an hour I can send one more.",
)
FILE_GONE: Final = (
    "This link has done its time.",
    "The link to a file works for an hour. Please ask me for the file once more.",
)

_UNSENT: Final = "I have no e-mail address of {name} that works, so I couldn't send a new one. Please ring."
_IN_THE_POST: Final = "A letter with a new one is on its way to you."
_NOT_IN_THE_POST: Final = (
    "I have no e-mail address of yours that works, so please ask who runs it for a new one."
)


def whose(name: str) -> str:
    """Return the heading that says whose page it is."""
    return f"This is {name}'s page."


def new_link() -> Message:
    """Return the letter that brings a new link: each letter has one of its own, so this one only says so."""
    return Message(
        opening="Here is a new link to your page.",
        blocks=(Paragraph(text=("It works for sixty days. Please keep it to yourself.",)),),
    )


def another_link() -> Message:
    """Return the letter after the old links were made worthless."""
    return Message(
        opening="Here is a new link to your page.",
        blocks=(
            Paragraph(text=("The links in my older letters work no more. This one works for sixty days.",)),
            Paragraph(text=("Please keep it to yourself.",)),
        ),
    )


def form(*, partnership_id: int, people: Sequence[tuple[int, str]]) -> Form:
    """Return the form **Their link**: whose links are made worthless. It shows no link."""
    return Form(
        intent=Intent.NEW_LINK,
        partnership_id=partnership_id,
        title="Their link",
        submit="Send a new one",
        intro=(
            ("A link in my letters opens somebody's own page. Has one gone astray, or got lost?",),
            ("Then I make all old ones worthless and send a new one. Only they see it.",),
        ),
        fields=(
            Field(
                name="person",
                label="Whose link is it?",
                kind=FieldKind.CHOICE,
                options=tuple(Option(value=str(key), label=name) for key, name in people),
                required=True,
            ),
        ),
    )


def replaced(*, name: str, mailed: bool) -> Message:
    """Tell the runner what has become of somebody's links."""
    sent = f"A letter with a new one is on its way to {name}." if mailed else _UNSENT.format(name=name)
    return Message(
        opening="The old links are worthless.",
        blocks=(Paragraph(text=(sent,)), Paragraph(text=("Nobody else sees it, and neither do you.",))),
    )


def worthless(*, mailed: bool) -> Message:
    """Tell somebody what has become of their own links."""
    sent = _IN_THE_POST if mailed else _NOT_IN_THE_POST
    return Message(
        opening="Your old links are worthless.",
        blocks=(
            Paragraph(text=("They open nothing any more, nor does a page that is open now.",)),
            Paragraph(text=(sent,)),
        ),
    )
