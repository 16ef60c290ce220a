"""A morning list has seven lines, whatever there is; the rest stands behind a button. And once a week, the week."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.mornings import Line, Need, Rank, Ring, Week
from bot.domain.permissions import Intent
from bot.messages import morning
from bot.messages.model import Buttons, Item, Message, Paragraph
from bot.messages.morning import Part
from bot.messages.notices import Notice
from bot.messages.plain import text
from tests.actions import COMMITMENT, SHARE, TODAY, view
from tests.reading import DONE, PROSPECTUS, SECTORS, section


def line(need: Need, number: int) -> Line:
    commitment = replace(COMMITMENT, id=number, wording=replace(COMMITMENT.wording, title=f"Action {number}"))
    return Line(need=need, view=view(commitment=commitment, share=replace(SHARE, id=number), reader_id=1))


def notice(words: str, rank: Rank, *, asks: bool = True) -> Notice:
    return Notice(blocks=(Paragraph(text=(words,)),), rank=rank, asks=asks)


def part(*lines: Line, **more: object) -> Part:
    made = Part(
        partnership_id=9, partnership="Riverside Progression Group", today=TODAY, lines=lines, own=section()
    )
    return replace(made, **more)  # type: ignore[arg-type]  # Names and values are the caller's.


def list_of(*parts: Part) -> Message:
    return morning.message(parts=parts, first_name="Sam", is_morning=True)


def titles(message: Message) -> list[str]:
    return [block.title for block in message.blocks if isinstance(block, Item)]


TEN = tuple(line(Need.DATE_PASSED, number) for number in range(1, 11))


@pytest.mark.parametrize(
    ("count", "opening"),
    [
        (1, "Riverside Progression Group: one call that may be worth making."),
        (2, "Riverside Progression Group: two calls that may be worth making."),
    ],
)
def test_list_of_nothing_but_calls_is_for_a_quiet_moment(count: int, opening: str) -> None:
    calls = tuple(notice(f"Call {number}", Rank.CALL, asks=False) for number in range(count))

    message = list_of(part(notices=calls))

    assert message.opening == opening
    assert "Good morning, Sam. Nothing urgent. It's a list for when you have a quiet ten minutes." in text(
        message
    )


def test_calls_wait_behind_what_asks_for_something() -> None:
    message = list_of(part(TEN[0], notices=(notice("Call", Rank.CALL, asks=False),)))

    assert message.opening == "Riverside Progression Group: one thing for today."
    assert "Nothing urgent" not in text(message)


def test_seven_lines_stand_there_and_three_more_behind_a_button() -> None:
    message = list_of(part(*TEN))

    assert titles(message) == [f"Action {number}" for number in range(1, 8)]
    assert text(message).endswith("\n\nand three more\n\n[Show all]")
    assert message.opening == "Riverside Progression Group: seven things for today, and three more."
    last = message.blocks[-1]
    assert isinstance(last, Buttons)
    assert [(one.intent, one.partnership_id) for one in last.buttons] == [(Intent.HOME, 9)]


def test_seven_lines_need_no_button() -> None:
    assert "Show all" not in text(list_of(part(*TEN[:7])))


def test_all_kinds_of_lines_count_and_stand_in_the_order_of_their_ranks() -> None:
    found = part(
        line(Need.DATE_PASSED, 1),
        line(Need.DONE, 2),
        notices=(
            notice("Later will do.", Rank.CAN_WAIT, asks=False),
            notice("Reached.", Rank.CELEBRATE),
            notice("Ring Dee.", Rank.CALL, asks=False),
            notice("Kwame waits.", Rank.WAITING),
        ),
        unreached=(("Rob Stone", datetime(2026, 11, 9, 8, tzinfo=UTC)),),
        rung=(("Mina Iqbal", Ring(chosen=True)),),
    )

    said = text(list_of(found))

    order = (
        "Kwame waits.",
        "Action 1",
        "Ring Dee.",
        "Rob Stone",
        "Mina Iqbal would",
        "Reached.",
        "\n\nand one more",
    )
    places = [said.index(one) for one in order]
    assert places == sorted(places)
    assert "Done since yesterday" not in said
    assert said.startswith("Riverside Progression Group: five things for today, and one more.")


def test_runners_own_things_take_their_room() -> None:
    message = list_of(part(*TEN, own=section(reminded=(SECTORS, PROSPECTUS))))

    assert len(titles(message)) == 7
    assert "and five more" in text(message)


def test_one_line_stands_there_however_much_is_the_runners_own() -> None:
    message = list_of(part(*TEN, own=section(reminded=(SECTORS, PROSPECTUS) * 4)))

    assert titles(message)[0] == "Action 1"
    assert "and nine more" in text(message)


def test_two_partnerships_share_the_seven_lines() -> None:
    waiting = part(line(Need.TO_TALK, 30), partnership="Valley Link")

    message = list_of(part(*TEN), waiting)

    assert titles(message) == [*(f"Action {number}" for number in range(1, 7)), "Action 30"]
    assert "and four more" in text(message)
    last = message.blocks[-1]
    assert isinstance(last, Buttons)
    assert [one.partnership_id for one in last.buttons] == [None]


def test_partnership_with_nothing_has_no_heading() -> None:
    message = list_of(part(TEN[0]), part(partnership="Valley Link"))

    assert "Valley Link" not in text(message)


def test_whole_list_leaves_nothing_out() -> None:
    blocks = morning.whole(part(*TEN))

    assert len([one for one in blocks if isinstance(one, Item)]) == 10
    assert morning.whole(part()) == [Paragraph(text=("Nothing needs you today.",))]


@pytest.mark.parametrize(
    ("week", "words"),
    [
        (
            Week(
                done=5, done_partners=3, now=2, ahead=4, ahead_first=("Sign the accord", date(2026, 11, 24))
            ),
            (
                "• Looking back: five done last week, by three partners.\n"
                "• Now: two dates this week.\n"
                "• Ahead: four in the two weeks after, the first by Tuesday 24 November."
            ),
        ),
        (
            Week(done=1, done_partners=1, now=1, ahead=0),
            (
                "• Looking back: one done last week, by one partner.\n"
                "• Now: one date this week.\n"
                "• Ahead: no dates in the two weeks after."
            ),
        ),
        (
            Week(done=0, done_partners=0, now=0, ahead=0),
            "• Looking back: a quiet week.\n• Now: no dates this week.\n• Ahead: no dates in the two weeks after.",
        ),
    ],
)
def test_week_is_three_short_lines(week: Week, words: str) -> None:
    assert text(list_of(part(week=week))).endswith(f"\n\n{words}")


def test_nothing_needs_you_even_when_a_week_begins() -> None:
    message = list_of(part(week=Week(done=0, done_partners=0, now=0, ahead=0)))

    assert message.opening == "Riverside Progression Group: nothing needs you today."


def test_what_is_done_asks_for_nothing() -> None:
    message = list_of(part(line(Need.DONE, 1), own=section(finished=(DONE,))))

    assert message.opening == "Riverside Progression Group: nothing needs you today."


@pytest.mark.parametrize(
    ("news", "opening", "rest"),
    [
        (
            0,
            "nothing new needs you today.",
            "\n\nI've told you of two more things already, and come back to them next week.",
        ),
        (
            1,
            "one thing for today.",
            "\n\nI've told you of two more things already, and come back to them next week.",
        ),
        (8, "seven things for today, and one more.", "\n\nand one more\n\nI've told you of two more things"),
    ],
)
def test_what_has_been_told_rests_and_is_counted(news: int, opening: str, rest: str) -> None:
    told_at = datetime(2026, 11, 9, 8, tzinfo=UTC)
    old = [replace(one, since=told_at - timedelta(days=1)) for one in TEN[8:]]
    new = [replace(one, since=told_at + timedelta(hours=1)) for one in TEN[:news]]

    message = list_of(part(*old, *new, told_at=told_at))

    assert message.opening == f"Riverside Progression Group: {opening}"
    assert rest in text(message)
    assert text(message).endswith("\n\n[Show all]")
    assert len(titles(message)) == min(news, 7)
    assert len(morning.whole(part(*old, *new, told_at=told_at))) == news + 2
