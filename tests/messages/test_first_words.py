"""The first words of a private message are safe for a stranger to see (conversations, Manners 4).

Add every private message to PRIVATE. What stands in the first 120 characters of its plain text is checked:
no name but the reader's, the runner's and the chair's, no other partner, no title, no word that blames.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from bot.domain.asking import AskPlan
from bot.domain.commitments import ShareState
from bot.domain.mornings import Line, Need
from bot.domain.people import Person, Rhythm
from bot.domain.timetables import TimetableRow
from bot.messages import add, envelope, hello, mine, morning, plain, refusals, timetable, urgent
from bot.messages.envelope import Section
from bot.messages.mine import Part as OwnPart
from bot.messages.model import Message
from bot.messages.morning import Part
from tests.actions import DUE, PARTNERSHIP, SHARE, TODAY, view

SEEN: Final = 120
OTHERS: Final = ("Kwame Boateng", "Rob Stone", "Dee Frame")
PARTNERS: Final = ("Castle College", "Meadow College", "Brook Lane Training", "County Council")
SHORT: Final = "FE"
"""The shorter a partnership's name, the sooner comes what follows it."""

TITLE: Final = "Send course data (all level 3)"
BLAMING: Final = re.compile(r"\b(?:late|overdue|concern|stuck)\b", re.IGNORECASE)
STAGES: Final = re.compile(r"\b(?:Forming|Frustration|Functioning|Flying|Failing)\b")

_ROW: Final = TimetableRow(
    what=TITLE, partners=("Meadow College",), by=DUE, state="New date to agree", people=("Kwame Boateng",)
)
_STUCK: Final = view(share=replace(SHARE, stuck_because="Money", stuck_words="None left"))


def _timetable(shown: str) -> Message:
    return timetable.timetable(
        partnership_id=9,
        partnership=SHORT,
        shown=shown,
        rows=(_ROW,),
        items=(_STUCK,),
        more=2,
    )


_ENVELOPE: Final = Section(partnership_id=9, partnership=SHORT)
_ASKED: Final = view(share=replace(SHARE, state=ShareState.PROPOSED))
_JO: Final = Person(id=7, name="Jo Li", zone=None, rhythm=Rhythm())
_GROUP: Final = replace(PARTNERSHIP, profile=replace(PARTNERSHIP.profile, name=SHORT))


def _envelope(**parts: object) -> Message:
    section = replace(_ENVELOPE, **parts)  # type: ignore[arg-type]  # Names and values are the caller's.
    return envelope.message(sections=[section], first_name="Jo", is_morning=True, today=TODAY, until=None)


def _morning(*lines: Line, **own: object) -> Message:
    section = replace(_ENVELOPE, **own)  # type: ignore[arg-type]  # Names and values are the caller's.
    part = Part(partnership_id=9, partnership=SHORT, lines=lines, today=TODAY, own=section)
    return morning.message(parts=[part], first_name="Jo", is_morning=True)


PRIVATE: Final[Mapping[str, Message]] = {
    "mine": mine.mine(
        parts=[
            OwnPart(
                partnership=SHORT,
                today=TODAY,
                items=(_STUCK, view(share=replace(SHARE, state=ShareState.PROPOSED))),
                waiting=(_ROW,),
                more=0,
            )
        ]
    ),
    **{f"timetable: {shown}": _timetable(shown) for shown in timetable.LABELS},
    "added": add.added(
        title=TITLE,
        due=DUE,
        waits=[("Kwame Boateng", "Meadow College", AskPlan(on=date(2026, 11, 12), late=False))],
        own=False,
        without=("Brook Lane Training",),
        ringer="Sam",
    ),
    "hello": hello.message(partnership=_GROUP, reader=_JO, runner=_JO),
    "envelope": _envelope(reminded=(_STUCK,)),
    "envelope: after": _envelope(warned=(_STUCK,)),
    "envelope: asked": _envelope(asked=(_ASKED,)),
    "envelope: agreed": _envelope(agreed=(_STUCK,)),
    "envelope: finished": _envelope(finished=(_STUCK,)),
    "morning": _morning(Line(need=Need.STUCK, view=_STUCK)),
    "morning: own": _morning(reminded=(_STUCK,)),
    "morning: done": _morning(Line(need=Need.DONE, view=_STUCK)),
    "stuck": urgent.stuck(views=[_STUCK]),
    "answer": urgent.answers(answered=[(_STUCK, "date_kept")], partnership=SHORT, first_name="Jo"),
    "action gone": refusals.message(refusals.SENTENCES["action_gone"]),
}


@pytest.mark.parametrize("name", PRIVATE)
def test_opening_of_a_private_message_is_safe_for_a_stranger(name: str) -> None:
    seen = plain.text(PRIVATE[name])[:SEEN]

    # A name that is cut off in the middle is a name all the same.
    named = [other for other in (*OTHERS, *PARTNERS, TITLE) if other in seen or other[:8] in seen]
    assert (named, BLAMING.findall(seen), STAGES.findall(seen)) == ([], [], [])


@pytest.mark.parametrize("name", PRIVATE)
def test_opening_is_a_sentence(name: str) -> None:
    assert PRIVATE[name].opening.endswith((".", "?", "!"))
