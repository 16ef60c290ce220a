"""What stands around the pages in the demo: who there is, what time it is, and what to try."""

from collections.abc import Mapping
from typing import Final

from bot.messages.words import and_list, number

WORDS: Final = {
    "demo": "Demo",
    "people": "Look at it as",
    "clock": "The clock",
    "room": "the room",
    "by_telephone": "by telephone",
    "new": "new",
    "ten_minutes": "Ten minutes later",
    "morning": "Next morning",
    "week": "Next week",
    "working": "Moving the clock …",
    "beginning": "From the beginning",
    "sample_year": "Tuesday 9 February",
    "ask_again": "Shall I start the demo again?",
    "more_beginning": "It starts again on Thursday 10 September 2026. The whole timetable goes, and all that was typed and pressed.",
    "more_sample_year": "It starts at Tuesday 9 February 2027, half past eight. Everything you typed or pressed goes.",
    "yes_beginning": "Yes, from the beginning",
    "yes_sample_year": "Yes, start at Tuesday 9 February",
    "no_again": "No, back to the page",
    "try": "Three things to try",
    "sample": "Use the sample timetable",
    "download": "Download it",
    "import": "Give me the timetable that the partners agreed today. It is a workbook, as untidy as they come.",
    "doors": "Then press Open the doors. Until you do, I write to nobody.",
    "next_doors": "Next: look over what I read, make the changes, then press Open the doors. Until then I write to nobody.",
    "next_look": "Next: look at it as somebody else, and move the clock to Tuesday morning.",
    "look": "Look at it as somebody else, and move the clock to Tuesday morning.",
}

STARTED_AGAIN: Final = (
    "The demo was started again.",
    "This page is from before. Nothing was changed.",
)
OPEN: Final = "Open the demo"


def sent(counts: Mapping[str, int], *, closed: str = "") -> str:
    """Say who was written to while the clock moved. `closed` is why everybody is shut on the day that it shows now."""
    if not counts:
        return (
            f"Nothing was sent. All partners are closed today ({closed})." if closed else "Nothing was sent."
        )
    who = [name if count == 1 else f"{name} ({number(count)})" for name, count in counts.items()]
    return f"Written to: {and_list(who)}."


def by_telephone(*, name: str, telephone: str, runner: str) -> tuple[str, str]:
    """Say what happens with somebody who has a telephone only."""
    first = name.split(" ", 1)[0]
    return (
        f"{name} has a telephone only.",
        f"So I write nothing to {first}. What is due goes to {runner}, who rings {telephone}.",
    )
