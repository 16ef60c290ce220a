"""What stands around the messages on our own pages, and around the demo."""

from datetime import datetime
from typing import Final

from bot.domain.dates import full
from bot.domain.permissions import Role

TITLE: Final = "Bywhen"

HELP: Final = "Help"

ROLES: Final = {
    Role.RUNNER: "Runs it day to day",
    Role.DEPUTY_RUNNER: "Deputy runner",
    Role.CHAIR: "Chair",
    Role.CO_ORDINATOR: "Co-ordinator",
    Role.DEPUTY: "Deputy",
    Role.MEMBER: "Takes part",
    Role.SPONSOR: "Sponsor",
    Role.OBSERVER: "Observer",
    Role.GUEST: "Guest",
}

WORDS: Final = {
    "answer_label": "Write to Bywhen",
    "answer_hint": "add Castle to send course data by Friday fortnight",
    "attach": "Attach a workbook",
    "back": "Back to your page",
    "close": "Close",
    "download": "Download",
    "drop": "Close it",
    "earlier": "Earlier messages",
    "empty_room": "Nothing has been said here yet.",
    "empty": "Nothing has been written to you yet.",
    "feed": "Messages",
    "home": "Home",
    "keep_writing": "Keep writing",
    "latest": "Latest messages",
    "menu": "What you can do",
    "more": "More",
    "needed": "needed",
    "own_messages": "Your messages",
    "pick": "Please choose",
    "rooms": "Where you can look",
    "send": "Send",
    "skip": "Go to your messages",
    "unreached": "I can't be reached just now, so that may not have arrived. Please try again when you have a connection.",
    "unsent": "Nothing of this is sent yet. If you close it, what you typed is gone.",
    "you": "You said:",
}

GONE: Final = (
    "This link has done its time.",
    "A link works for sixty days. Ask whoever sent it to you for a new one.",
)
NOT_HERE: Final = ("There is nothing at this address.", "Please check that it was copied in full.")
NOT_TO_OPEN: Final = (
    "There is nothing to read at this address.",
    "It belongs to a button. Nothing was changed. Please go to the page, and press the button there.",
)
TOO_BIG: Final = ("That file is too big for me.", "Please send one of less than ten megabytes.")
NOT_FROM_HERE: Final = (
    "That didn't come from this page.",
    "Nothing was changed. Please open your page again, and press once more.",
)
WENT_WRONG: Final = (
    "Something went wrong on my side.",
    "Nothing was changed. Please try again in a minute.",
)


def clock(at: datetime) -> str:
    """Return a local time as it is said: "8.30 am", "12.15 pm"."""
    hour = at.hour % 12 or 12
    return f"{hour}.{at.minute:02} {'am' if at.hour < 12 else 'pm'}"


def day(at: datetime) -> str:
    """Return the local date of an instant, in full."""
    return full(at.date())
