"""A date that somebody else moves: its holder hears, the runner is never sent to ring themselves."""

from datetime import date, datetime, timedelta

import pytest

from bot.errors import Refused
from bot.services import moves
from bot.services.moves import NewDate
from bot.services.presses import Outcome, Pressed
from tests.coursing import own, told, words
from tests.promised import DUE, accepted, fresh, owed, proposed, stored
from tests.riverside import NOW, Riverside

DECEMBER = date(2026, 12, 4)


def _move(
    group: Riverside, pressed: Pressed, day: str = "4 December 2026", *, by: str = "sam", minutes: int = 0
) -> Outcome:
    return moves.ask_for_time(
        database=group.database,
        viewer=group.viewer(by),
        pressed=fresh(group, pressed),
        wanted=NewDate(day=day),
        now=NOW + timedelta(minutes=minutes),
    )


def _suggested(group: Riverside) -> Pressed:
    pressed = proposed(group)
    moves.suggest(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=pressed,
        wanted=NewDate(day="4 December 2026"),
        now=NOW,
    )
    return fresh(group, pressed)


def _decide(group: Riverside, pressed: Pressed, *, agree: bool, now: datetime) -> Outcome:
    return moves.decide(
        database=group.database, viewer=group.viewer("sam"), pressed=pressed, agree=agree, now=now
    )


@pytest.mark.parametrize(("by", "who"), [("sam", "Sam"), ("rob", "Rob")])
def test_holder_hears_who_has_moved_it_and_to_when(group: Riverside, by: str, who: str) -> None:
    pressed = accepted(group)

    outcome = _move(group, pressed, by=by)

    assert outcome.view.due == DECEMBER
    [notice] = told(group, "mina")
    first, _, *rest = words(notice).splitlines()
    assert first.startswith(who)
    assert first.endswith("has given this one a new date: Send course data")
    assert rest == [
        "• Now by Friday 4 December 2026, and no longer by Friday 27 November 2026.",
        "• If that doesn't suit you, press Need more time beside it.",
    ]


def test_of_two_new_dates_only_the_last_is_told(group: Riverside) -> None:
    pressed = accepted(group)
    _move(group, pressed)
    _move(group, pressed, "11 December 2026", minutes=1)

    first, second = told(group, "mina")

    assert first is None
    assert "Friday 11 December 2026" in words(second)


def test_whoever_has_moved_their_own_hears_nothing_more(group: Riverside) -> None:
    _move(group, accepted(group), by="mina")

    assert told(group, "mina") == []


def test_whoever_said_it_on_the_telephone_hears_nothing_more(group: Riverside) -> None:
    pressed = accepted(group)

    outcome = _move(group, Pressed(share_id=pressed.share_id, version=pressed.version))
    by_phone = moves.ask_for_time(
        database=group.database,
        viewer=group.viewer("sam"),
        pressed=Pressed(share_id=pressed.share_id, version=outcome.view.share.version, by_phone=True),
        wanted=NewDate(day="11 December 2026"),
        now=NOW,
    )

    assert by_phone.changed
    assert told(group, "mina") == [None]


def test_whoever_asked_has_the_answer_alone(group: Riverside) -> None:
    pressed = _suggested(group)

    _decide(group, pressed, agree=True, now=NOW)

    assert told(group, "mina") == []
    assert [step for _, step, _ in owed(group, "mina")][:1] == ["date_agreed"]


@pytest.mark.parametrize("of", ["mina", "sam"])
def test_runners_form_opens_the_third_time_too(group: Riverside, of: str) -> None:
    pressed = accepted(group) if of == "mina" else own(group, "sam", what="Print it")
    for day in ("4 December 2026", "11 December 2026"):
        _move(group, pressed, day, by=of)

    assert not moves.is_third(database=group.database, viewer=group.viewer("sam"), pressed=pressed)
    assert _move(group, pressed, "18 December 2026").view.due == date(2026, 12, 18)


def test_date_that_has_gone_by_while_it_waited_is_agreed_by_nobody(group: Riverside) -> None:
    pressed = _suggested(group)
    afterwards = NOW.replace(month=12, day=5)

    with pytest.raises(Refused, match="date_gone_by"):
        _decide(group, pressed, agree=True, now=afterwards)

    assert stored(group, pressed)[0].due == DUE
    assert _decide(group, pressed, agree=False, now=afterwards).changed


def test_date_can_be_agreed_on_its_day(group: Riverside) -> None:
    pressed = _suggested(group)

    assert _decide(group, pressed, agree=True, now=NOW.replace(month=12, day=4)).changed
