"""A press after hours says when it will be seen, and asks whether it can wait."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain.after_hours import Later, Seen, Stays, WillSee
from bot.domain.permissions import Intent
from bot.messages import after_hours, plain
from bot.messages.items import standing_item
from bot.messages.model import Buttons, Item, Message
from bot.messages.reports import ring_item
from tests.actions import TODAY
from tests.messages.cast import SAMPLE

THURSDAY = Seen(on=date(2026, 11, 12), at=time(8, 30))
NEXT_WEEK = Seen(on=date(2026, 11, 19), at=time(8, 30))
ITEM = standing_item(SAMPLE.view(reader_id=1), said=("That's changed.",))
MONDAY = date(2026, 11, 16)


def _people(*people: tuple[str, Seen | None]) -> tuple[WillSee, ...]:
    return tuple(
        WillSee(first_name=name, seen=seen, ids=(number,))
        for number, (name, seen) in enumerate(people, start=21)
    )


def _later(*people: tuple[str, Seen | None], critical: bool = False) -> Later:
    later = Later(partnership_id=9, today=TODAY, people=_people(*people))
    return replace(later, share_id=12, title=SAMPLE.title) if critical else later


@pytest.mark.parametrize(
    ("at", "part"), [(time(8, 30), "morning"), (time(12, 15), "at lunch"), (time(15, 45), "afternoon")]
)
def test_sentence_names_the_day_and_the_hour(at: time, part: str) -> None:
    seen = replace(THURSDAY, at=at)

    assert after_hours.sentence(_later(("Kwame", seen))) == f"Kwame will see this on Thursday {part}."


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ((("Kwame", NEXT_WEEK),), "Kwame will see this on Thursday 19 November."),
        ((("Kwame", None),), "Kwame will see this in their next message."),
        ((("Kwame", THURSDAY), ("Mina", THURSDAY)), "Kwame and Mina will see this on Thursday morning."),
        (
            (("Kwame", THURSDAY), ("Mina", None)),
            "Kwame and Mina will each see this in their next message.",
        ),
        (
            tuple((name, THURSDAY) for name in ("Ann", "Bob", "Cy", "Di")),
            "All four of them will see this on Thursday morning.",
        ),
    ],
    ids=["later", "not certain", "two", "two, differing", "many"],
)
def test_sentence(people: tuple[tuple[str, Seen | None], ...], words: str) -> None:
    assert after_hours.sentence(_later(*people)) == words


def test_an_ordinary_action_gets_the_sentence_and_keeps_its_buttons() -> None:
    item = after_hours.on_item(ITEM, later=_later(("Kwame", THURSDAY)))

    assert [plain.line(one) for one in item.lines[:2]] == [
        "That's changed.",
        "Kwame will see this on Thursday morning.",
    ]
    assert (item.buttons, item.more) == (ITEM.buttons, ITEM.more)


def test_of_a_critical_one_it_is_asked_whether_it_can_wait() -> None:
    item = after_hours.on_item(ITEM, later=_later(("Kwame", THURSDAY), ("Mina", THURSDAY), critical=True))

    assert plain.line(item.lines[1]).endswith("on Thursday morning. Send it now instead?")
    assert [(one.label, one.intent, one.arg) for one in item.buttons] == [
        ("It can wait", Intent.CANNOT_WAIT, "12.wait.21-22"),
        ("It can't", Intent.CANNOT_WAIT, "12.now.21-22"),
    ]
    assert all(SAMPLE.title in one.spoken for one in item.buttons)
    assert item.more == (*ITEM.buttons, *ITEM.more)


def test_more_than_a_button_can_name_waits() -> None:
    crowd = tuple(WillSee(first_name="Kwame", seen=None, ids=(number,)) for number in range(61))
    later = replace(_later(critical=True), people=crowd)

    assert after_hours.on_item(ITEM, later=later).buttons == ITEM.buttons


@pytest.mark.parametrize("critical", [False, True])
def test_a_whole_message_has_it_at_its_end(critical: bool) -> None:
    said = Message(opening="Thank you.")

    found = after_hours.on_message(said, later=_later(("Kwame", THURSDAY), critical=critical))

    assert "Kwame will see this on Thursday morning." in plain.text(found)
    assert any(isinstance(block, Buttons) for block in found.blocks) is critical


def test_it_can_wait_leaves_one_line() -> None:
    view = SAMPLE.view(reader_id=1)

    waits = after_hours.waits(view, later=_later(("Kwame", THURSDAY), critical=True))
    gone = after_hours.waits(view, later=None)

    assert plain.line(waits.lines[0]) == "Kwame will see this on Thursday morning."
    assert plain.line(gone.lines[0]) == "That's fine. It goes in their next message."
    assert waits.buttons == gone.buttons == ITEM.buttons


@pytest.mark.parametrize(
    ("was_gone", "words"),
    [(True, "That's on its way already."), (False, "There is nothing left to send about this.")],
)
def test_it_can_wait_says_that_nothing_waits_any_more(was_gone: bool, words: str) -> None:
    item = after_hours.waits(SAMPLE.view(reader_id=1), later=None, was_gone=was_gone, is_left=False)

    assert plain.line(item.lines[0]) == words


@pytest.mark.parametrize(
    ("went", "stayed", "was_gone", "words"),
    [
        (("Kwame",), [], False, ["I'm sending it to Kwame now."]),
        (
            (),
            [("Kwame", Stays.QUIET, MONDAY, "01632 960 118")],
            False,
            ["Kwame has asked for a quiet week until Monday. Ring instead? 01632 960 118"],
        ),
        (
            ("Mina",),
            [("Kwame", Stays.FULL_WEEK, None, "")],
            False,
            [
                "I'm sending it to Mina now.",
                "I've written to Kwame as often as I do in one week, so it waits. Ring instead?",
            ],
        ),
        (
            (),
            [("Kwame", Stays.NO_HELLO, None, "")],
            False,
            ["I haven't said hello to Kwame yet, so it waits for that. Ring instead?"],
        ),
        (
            (),
            [("Mina", Stays.RESTS, date(2026, 12, 3), "")],
            False,
            ["Nothing goes to Mina before Thursday 3 December. Ring instead?"],
        ),
        (
            (),
            [("Mina", Stays.AWAY, date(2026, 12, 3), ""), ("Rob", Stays.AWAY, None, "")],
            False,
            ["Mina is away until Thursday 3 December. Ring instead?", "Rob is away. Ring instead?"],
        ),
        (
            (),
            [("Mina", Stays.DAY_OFF, MONDAY, ""), ("Rob", Stays.DAY_OFF, None, "")],
            False,
            [
                "It's not a working day for Mina until Monday. Ring instead?",
                "It's not a working day for Rob. Ring instead?",
            ],
        ),
        ((), [("Mina", None, None, "")], False, ["It waits for Mina's next message."]),
        ((), [], True, ["That's on its way already."]),
        ((), [], False, ["There is nothing left to send about this."]),
    ],
    ids=[
        "went",
        "quiet",
        "one of two",
        "no hello",
        "rests",
        "away",
        "a day off",
        "unsaid",
        "twice",
        "nothing",
    ],
)
def test_whoever_presses_sees_what_came_of_it(
    went: tuple[str, ...],
    stayed: list[tuple[str, Stays | None, date | None, str]],
    was_gone: bool,
    words: list[str],
) -> None:
    view = SAMPLE.view(reader_id=1)

    item = after_hours.sent(view, went=went, stayed=stayed, was_gone=was_gone)

    assert [plain.line(one) for one in item.lines[: len(words)]] == words
    assert [one.label for one in item.buttons if one.intent is Intent.CANNOT_WAIT] == []


def test_what_has_no_room_in_one_message_is_said_to_wait() -> None:
    item = after_hours.sent(
        SAMPLE.view(reader_id=1), went=("Mina",), stayed=(), was_gone=False, more_waits=True
    )

    assert [plain.line(one) for one in item.lines[:2]] == [
        "I'm sending it to Mina now.",
        "I send five things at a time, so the rest waits for the next message.",
    ]


@pytest.mark.parametrize("label", ["It can wait", "It can't"])
def test_the_buttons_that_stood_there_stay(label: str) -> None:
    view = SAMPLE.view(reader_id=1)
    before = ring_item(view, said=("I'll let Kwame know that you'll ring today.",))
    later = _later(("Kwame", THURSDAY), critical=True)
    card = Message(opening="x", blocks=(after_hours.on_item(before, later=later),))
    answer = (
        after_hours.waits(view, later=later)
        if label == "It can wait"
        else after_hours.sent(view, went=("Kwame",), stayed=(), was_gone=False)
    )

    [item] = card.replacing(answer).blocks

    assert isinstance(item, Item)
    assert [one.label for one in item.buttons] == ["I've rung", "Ring tomorrow", "Ask somebody else to help"]
    assert [one.label for one in item.more] == ["Done", "New date"]
    assert item.lines == answer.lines
