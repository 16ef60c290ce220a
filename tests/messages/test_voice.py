"""The sentences of the model of tone, word for word, where a person reads them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import pytest

from bot.domain.importance import Importance
from bot.domain.items import ItemView
from bot.domain.stuck_help import RING
from bot.messages import accept, asks, items, moves, plain, progress, urgent, welcome
from bot.messages.answers import alone
from bot.messages.model import Item, Message
from tests.actions import DUE, PARTNERSHIP
from tests.messages.cast import SAMPLE
from tests.messages.catalogue import messages
from tests.reading import SAM, SECTORS

ALL: Final[Mapping[str, Message]] = messages(SAMPLE)
_TELEPHONE: Final = replace(
    PARTNERSHIP, profile=replace(PARTNERSHIP.profile, runner_telephone="01632 960 100")
)
WELCOME: Final = plain.text(welcome.message(partnership=_TELEPHONE, runner=SAM, looks=True))


@pytest.mark.parametrize(
    "sentence",
    [
        "Hello. I'm Bywhen, and I'm here to help Riverside Progression Group keep its dates.",
        (
            "I'm a bot. Sam Hallam runs this group day to day, and asked me to look after the timetable: "
            "who does what, by when."
        ),
        (
            "• On Tuesdays and Thursdays I send you a short private list of what is yours. "
            "I write on another day only if something can't wait."
        ),
        (
            "• I don't read your chat. I see what you send me and what you press. "
            "I look in this room only to check that my own posts arrived."
        ),
        "• When we get something done together, I say so here.",
        "• I don't chase anybody in this room.",
        "• I don't take silence for a yes.",
        (
            "If a date won't work, tell me before it comes and we'll find another. That is never counted as late. "
            "If a date goes by and I've heard nothing, I ask you once more. Then Sam gives you a ring."
        ),
        "Would you rather have a phone call than a message? Ring Sam on 01632 960 100 and say so.",
        "[See the timetable] [Choose when I write to you]",
    ],
)
def test_welcome_in_the_room_is_that_of_the_guide(sentence: str) -> None:
    assert sentence in WELCOME.split("\n")


@pytest.mark.parametrize("later", ["half term", "check-in", "Ground rules", "skip any question"])
def test_welcome_promises_nothing_that_is_not_there_yet(later: str) -> None:
    assert later not in WELCOME


@pytest.mark.parametrize(
    "sentence",
    [
        "Riverside Progression Group: one thing to check with you.",
        "Hello Mina. Sam would like to put this in the timetable with your name on it. Is that all right?",
        "Send course data (all level 3)",
        "By: Friday 27 November 2026",
        "Done when: every level 3 course is in the shared sheet",
        "Why: the joint prospectus is made from it",
        "If it doesn't come: the prospectus is printed without that course page",
        "It isn't agreed until you say so.",
        "[Accept] [Suggest another date] [Not for me]",
    ],
)
def test_ask_to_accept_is_that_of_the_guide(sentence: str) -> None:
    assert sentence in plain.text(ALL["envelope, asked"]).split("\n")


def test_ask_long_before_says_when_people_are_reminded_and_who_rings() -> None:
    early = SAMPLE.view("proposed", today=date(2026, 9, 10))

    assert (
        "I would remind you four weeks, two weeks and one week before, and on the day before. "
        "If the date goes by and I've heard nothing, I'd ask you again. Then Sam would ring."
    ) in plain.of_block(asks.ask_item(early))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "agreed at a meeting",
            "On 10 September you took on Send course data (all level 3), by Friday 27 November 2026.",
        ),
        (
            "agreed at a meeting",
            "I've put it in the timetable, so there is nothing you need to do today.",
        ),
        ("agreed at a meeting", "Not how you remember it?"),
        ("agreed at a meeting", "[Put it right]"),
        ("accepted", "Thank you. It's in."),
        ("not for me", "Who should we ask?"),
        (
            "not for me",
            "[Somebody else here] [Another partner] [We can't take this on] [Let's talk]",
        ),
        ("warned", "It may well be done. If it is, just press Done."),
        ("warned", "If something is in the way, tell us and we'll help."),
        ("warned", "If I've heard nothing by Thursday, Sam will give you a ring."),
        ("warned", "[Done] [Need more time] [Stuck]"),
        ("done", "Thank you. I'll tell Northgate Sixth Form in ten minutes."),
        ("done", "[Undo]"),
        (
            "envelope, reminded",
            "Good morning, Mina. Here is what's coming up, soonest first. It should take you about a minute.",
        ),
        ("envelope, reminded", "By Friday 27 November, with Northgate Sixth Form"),
        (
            "envelope, reminded",
            "That's everything until Thursday. If it's all too much this week, say so. It helps to know early.",
        ),
        ("call for help", "Riverside Progression Group: somebody would like a hand."),
        (
            "call for help",
            "It's just for you, so open it where nobody is reading over your shoulder.",
        ),
        ("call for help", "Mina Iqbal at Castle College is stuck and has asked for your help."),
        ("call for help", "What's in the way: we can't agree between us"),
        (
            "call for help",
            "I've told Mina that you have this. I haven't promised a time. Only you can see Mina's words.",
        ),
        ("call for help", "[I'll ring today] [I'll ring tomorrow] [Ask somebody else to help]"),
        ("between us", "That's one for the two of us. I've opened it in our private chat."),
    ],
)
def test_sentence_is_that_of_the_guide(name: str, sentence: str) -> None:
    assert sentence in plain.text(ALL[name]).split("\n")


def test_on_track_rests_until_the_day_before() -> None:
    normal = replace(SECTORS.commitment, importance=Importance.NORMAL)

    item = progress.on_track(replace(SECTORS, commitment=normal))

    assert "Good to know. I won't mention it again until the day before." in plain.of_block(item)


def test_ring_that_was_promised_is_named_with_its_day() -> None:
    answered = urgent.answers(
        answered=[(SAMPLE.view("stuck"), f"{RING}2026-11-11")],
        partnership=SAMPLE.partnership,
        first_name="Mina",
    )

    assert (
        "Sam has seen this and will ring you tomorrow, Wednesday 11 November. Nothing more to do until then."
    ) in plain.text(answered)


@pytest.mark.parametrize(
    "name", [name for name in ALL if name not in ("will ring", "answer, ring:2026-11-10")]
)
def test_nobody_is_promised_a_ring_that_nobody_has_pressed(name: str) -> None:
    said = plain.text(ALL[name])

    assert "will ring you" not in said


@pytest.mark.parametrize("days", [0, 1, 30])
@pytest.mark.parametrize("shown", [items.standing_item, items.envelope_item, items.warning_item])
def test_date_is_said_of_the_action_and_never_of_the_person(
    shown: Callable[[ItemView], Item], days: int
) -> None:
    view = SAMPLE.view("after its day", today=DUE + timedelta(days=days))

    said = plain.text(alone(shown(view)))

    assert "you haven't" not in said.lower()
    assert "your date" not in said.lower()
    assert "Friday 27 November" in said


@pytest.mark.parametrize(
    ("said", "early"),
    [
        (moves.moved(SAMPLE.view()), True),
        (moves.moved(SAMPLE.view("after its day")), False),
    ],
    ids=["before", "after"],
)
def test_thanks_are_for_a_fact(said: Item, early: bool) -> None:
    words = plain.of_block(said)

    assert ("early" in words) is early
    assert "Thank you for" in words


def test_thanks_never_speak_for_somebody_else() -> None:
    for message in ALL.values():
        said = plain.text(message)
        assert "thanks you" not in said
        assert "is sorry" not in said
        assert "hopes" not in said


def test_what_cannot_be_taken_on_goes_to_the_runner_and_to_nobody_else() -> None:
    said = [plain.of_block(one(SAMPLE.view("proposed"))) for one in (accept.declined, accept.will_talk)]

    assert all("Sam will see it" in words for words in said)
    assert not any(SAMPLE.colleague in words for words in said)
