"""Of what comes round again, this one is put back, or all later ones with it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.commitments import Commitment, ShareState
from bot.domain.permissions import Intent
from bot.services import drops, series
from bot.services.presses import Outcome, Pressed
from bot.services.series import Again
from handlers.conversations.replies import OpenForm
from storage import commitments, dependencies
from tests import pressing
from tests.coursing import own, told, words
from tests.promised import accepted, fresh, stored
from tests.reading_post import read_all
from tests.riverside import NOW, Riverside

LATER = NOW + timedelta(days=1)


def _monthly(group: Riverside) -> Pressed:
    pressed = accepted(group)
    again = Again(every="month", until="30 June 2027")
    series.make(database=group.database, viewer=group.viewer("sam"), pressed=pressed, again=again, now=NOW)
    return fresh(group, pressed)


def _drop(group: Riverside, pressed: Pressed, *, later: bool = False, now: datetime = NOW) -> Outcome:
    return drops.drop(
        database=group.database,
        viewer=group.viewer("sam"),
        pressed=fresh(group, pressed),
        reason="",
        later=later,
        now=now,
    )


def _restore(group: Riverside, pressed: Pressed, *, later: bool = False, now: datetime = LATER) -> Outcome:
    return drops.restore(
        database=group.database,
        viewer=group.viewer("sam"),
        pressed=fresh(group, pressed),
        later=later,
        now=now,
    )


def _all(group: Riverside) -> tuple[Commitment, ...]:
    with group.database.read() as transaction:
        return commitments.all_of(transaction, viewer=group.viewer("sam"))


def _in(group: Riverside) -> list[bool]:
    return [one.shares[0].is_open for one in _all(group)]


def _come_round(group: Riverside) -> int:
    return series.come_round(database=group.database, now=datetime(2026, 12, 1, tzinfo=UTC))


@pytest.mark.parametrize(("later", "back", "made"), [(False, [True, False], 0), (True, [True, True], 1)])
def test_later_ones_come_back_where_that_is_meant(
    group: Riverside, later: bool, back: list[bool], made: int
) -> None:
    pressed = _monthly(group)
    _drop(group, pressed, later=True)

    outcome = _restore(group, pressed, later=later)

    assert (outcome.changed, outcome.later) == (True, 1 if later else None)
    assert _in(group) == back
    assert _come_round(group) == made


def test_what_was_dropped_another_time_stays_out(group: Riverside) -> None:
    pressed = _monthly(group)
    [share] = _all(group)[1].shares
    second = Pressed(share_id=share.id, version=share.version)
    _drop(group, second, later=True)
    _drop(group, pressed, now=NOW + timedelta(minutes=5))

    _restore(group, pressed, later=True)

    assert _in(group) == [True, False]
    assert _come_round(group) == 0


def test_of_what_stands_alone_there_are_no_later_ones(group: Riverside) -> None:
    pressed = accepted(group)
    _drop(group, pressed)

    assert _restore(group, pressed, later=True).view.share.state is ShareState.ACCEPTED


def _open(group: Riverside, pressed: Pressed) -> Any:
    return pressing.press(group, "U-SAM", Intent.RESTORE, fresh(group, pressed))


def test_which_ones_are_meant_is_asked(group: Riverside) -> None:
    pressed = _monthly(group)
    _drop(group, pressed, later=True)

    reply = _open(group, pressed)

    assert isinstance(reply, OpenForm)
    assert [[one.label for one in field.options] for field in reply.form.fields] == [
        ["This one", "All later ones"]
    ]
    back = pressing.submit(group, "U-SAM", Intent.RESTORE, fresh(group, pressed), scope="later")
    assert pressing.said(back) == "It's back, as it stood, and so is one later one."
    assert _in(group) == [True, True]


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        ("this", "That's changed, this one only. Whoever has accepted it hears of it."),
        (
            "later",
            (
                "That's changed, and so is one later one. Whoever has accepted it hears of it. "
                "Those still to come will say the same."
            ),
        ),
    ],
)
def test_change_says_to_how_many_it_was_done(group: Riverside, scope: str, said: str) -> None:
    pressed = _monthly(group)

    reply = pressing.submit(group, "U-SAM", Intent.CHANGE, pressed, what="Send it", scope=scope)

    assert pressing.said(reply) == said


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        (
            "this",
            "That's out of the timetable, this one only. Whoever knew of it hears in their next message.",
        ),
        (
            "later",
            (
                "That's out of the timetable, and so is one later one. Whoever knew of it hears in their next message. "
                "It no longer comes round again."
            ),
        ),
    ],
)
def test_drop_says_to_how_many_it_was_done(group: Riverside, scope: str, said: str) -> None:
    pressed = _monthly(group)

    assert pressing.said(pressing.submit(group, "U-SAM", Intent.DROP, pressed, scope=scope)) == said


def test_what_stands_alone_is_put_back_at_once(group: Riverside) -> None:
    pressed = accepted(group)
    _drop(group, pressed)

    assert pressing.said(_open(group, pressed)) == "It's back, as it stood."


def _waits(group: Riverside, pressed: Pressed) -> Pressed:
    proof = own(group, "dee", what="Proof-read it", by_when="11 December 2026")
    with group.database.write() as transaction:
        ids = [stored(group, one)[0].id for one in (proof, pressed)]
        dependencies.set_needs(
            transaction, viewer=group.viewer("sam"), commitment_id=ids[0], needs_ids=ids[1:]
        )
    return proof


def test_those_who_have_read_that_it_is_gone_read_that_it_is_back(group: Riverside) -> None:
    pressed = accepted(group)
    _waits(group, pressed)
    _drop(group, pressed)
    read_all(group, "dee")

    _restore(group, pressed)

    [notice] = told(group, "dee")
    assert words(notice) == (
        f"Send course data is coming after all, by {_day(date(2026, 11, 27))}. Proof-read it was waiting for it."
    )


def test_those_who_have_not_read_it_read_neither(group: Riverside) -> None:
    pressed = accepted(group)
    _waits(group, pressed)
    _drop(group, pressed)

    _restore(group, pressed)

    assert [one for one in told(group, "dee") if one is not None] == []


def test_second_time_they_hear_again(group: Riverside) -> None:
    pressed = accepted(group)
    _waits(group, pressed)
    _drop(group, pressed)
    read_all(group, "dee")
    _restore(group, pressed)
    read_all(group, "dee")

    _drop(group, pressed, now=LATER + timedelta(hours=1))

    [notice] = told(group, "dee")
    assert words(notice).startswith("Send course data isn't coming any more.")


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
