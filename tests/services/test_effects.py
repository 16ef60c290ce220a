"""What it means to those who wait that a date moves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.commitments import ShareState, is_done
from bot.domain.deliveries import DeliveryKind
from bot.domain.items import UNDO_WITHIN
from bot.errors import Refused
from bot.messages.effects import Seen
from bot.services import effect_notices, effects, moves, progress, promises, readers
from bot.services.moves import NewDate
from bot.services.presses import Outcome, Pressed
from storage import commitments, deliveries, dependencies, shares
from tests.coursing import buttons, of_morning, own, told, words
from tests.promised import accepted, add, fresh, owed, stored
from tests.riverside import NOW, Riverside

PROOF = {"what": "Proof-read the prospectus", "by_when": "11 December 2026"}


def _waiting(group: Riverside, needed: Pressed, *, starts_on: date | None = None, by: str = "dee") -> Pressed:
    """Somebody's proof-reading waits for Mina's course data."""
    waits = own(group, by, **PROOF)
    with group.database.write() as transaction:
        sam, commitment_id = group.viewer("sam"), stored(group, waits)[0].id
        needs = [stored(group, needed)[0].id]
        dependencies.set_needs(transaction, viewer=sam, commitment_id=commitment_id, needs_ids=needs)
        commitments.change(transaction, viewer=sam, commitment_id=commitment_id, starts_on=starts_on)
    return waits


def _move(group: Riverside, pressed: Pressed, day: str = "8 December 2026") -> Outcome:
    return moves.ask_for_time(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=pressed,
        wanted=NewDate(day=day, reason="A colleague is ill"),
        now=NOW,
    )


def _agree(group: Riverside, pressed: Pressed, *, agree: bool = True) -> Outcome:
    return moves.decide(
        database=group.database,
        viewer=group.viewer("sam"),
        pressed=fresh(group, pressed),
        agree=agree,
        now=NOW,
    )


def _answer(group: Riverside, name: str, *, is_fine: bool, effect_id: int = 1) -> Seen:
    return effects.answer(
        database=group.database, viewer=group.viewer(name), effect_id=effect_id, is_fine=is_fine, now=NOW
    )


def _moved(group: Riverside, *, starts_on: date | None = None) -> Pressed:
    """Sam has agreed to Mina's new date, for which Dee waits."""
    needed = accepted(group)
    waits = _waiting(group, needed, starts_on=starts_on)
    _move(group, needed)
    _agree(group, needed)
    return waits


def test_runner_decides_where_somebody_elses_start_would_move(group: Riverside) -> None:
    needed = accepted(group)
    _waiting(group, needed)

    outcome = _move(group, needed)

    assert outcome.view.move is not None
    assert outcome.view.due == date(2026, 11, 27)
    assert told(group, "dee") == []


def test_move_that_moves_nobodys_start_holds_at_once_and_nobody_hears(group: Riverside) -> None:
    needed = accepted(group)
    _waiting(group, needed)

    outcome = _move(group, needed, "2 December 2026")

    assert outcome.view.due == date(2026, 12, 2)
    assert told(group, "dee") == []


def test_within_the_last_safe_date_it_holds_at_once_and_they_hear(group: Riverside) -> None:
    needed = accepted(group, last_safe="9 December 2026")
    _waiting(group, needed)

    outcome = _move(group, needed)

    assert outcome.view.due == date(2026, 12, 8)
    assert len(told(group, "dee")) == 1


def test_whoever_waits_reads_the_effect_and_never_why(group: Riverside) -> None:
    _moved(group)

    [notice] = told(group, "dee")

    assert words(notice).splitlines() == [
        "Proof-read the prospectus",
        "Send course data from Castle College will come on Tuesday 8 December.",
        "This is still by Friday 11 December 2026.",
        "Is that all right?",
        "[That's all right] [Let's talk]",
    ]


def test_start_that_somebody_had_given_moves_once_they_say_that_it_is_all_right(group: Riverside) -> None:
    waits = _moved(group, starts_on=date(2026, 12, 7))

    [notice] = told(group, "dee")

    assert stored(group, waits)[0].starts_on == date(2026, 12, 7)
    _answer(group, "dee", is_fine=False)
    assert stored(group, waits)[0].starts_on == date(2026, 12, 7)
    _answer(group, "dee", is_fine=True)
    assert stored(group, waits)[0].starts_on == date(2026, 12, 9)
    assert "So this would start on Wednesday 9 December, and it's still by Friday 11 December 2026." in words(
        notice
    )


def test_refused_move_is_told_to_nobody_who_waits(group: Riverside) -> None:
    needed = accepted(group)
    _waiting(group, needed)
    _move(group, needed)

    _agree(group, needed, agree=False)

    assert told(group, "dee") == []


def test_all_right_is_all_right(group: Riverside) -> None:
    _moved(group)

    seen = _answer(group, "dee", is_fine=True)

    assert seen.effect.is_fine
    assert told(group, "dee") == [None]
    assert of_morning(group) == []


def test_whoever_would_rather_talk_stands_in_the_runners_list_until_they_have(group: Riverside) -> None:
    _moved(group)
    _answer(group, "dee", is_fine=False)

    [line] = of_morning(group)
    _answer(group, "sam", is_fine=True)

    assert line.splitlines()[:2] == [
        "Proof-read the prospectus",
        "Dee Frame at Brook Lane Training would like to talk about what a new date means for this.",
    ]
    assert "[We've talked]" in line
    assert "ill" not in line.split()
    assert of_morning(group) == []


def test_what_moves_again_is_told_by_the_next_move(group: Riverside) -> None:
    needed = accepted(group)
    _waiting(group, needed)
    _move(group, needed)
    _agree(group, needed)
    _answer(group, "dee", is_fine=False)

    _move(group, fresh(group, needed), "9 December 2026")
    _agree(group, needed)

    assert [notice is None for notice in told(group, "dee")] == [True, False]
    assert of_morning(group) == []


def test_nobody_is_asked_about_what_is_their_own(group: Riverside) -> None:
    needed = accepted(group)
    _waiting(group, needed, by="mina")

    assert _move(group, needed).view.move is None
    assert told(group, "mina") == []


def test_only_their_own_partner_or_the_runner_answers(group: Riverside) -> None:
    _moved(group)

    with pytest.raises(Refused, match="not_for_your_role"):
        _answer(group, "mina", is_fine=True)
    with pytest.raises(Refused, match="action_gone"):
        _answer(group, "dee", is_fine=True, effect_id=999)


def test_buttons_carry_the_effect(group: Riverside) -> None:
    _moved(group)
    [notice] = told(group, "dee")

    assert {label: one.arg for label, one in buttons(notice).items()} == {
        "That's all right": "1.yes",
        "Let's talk": "1.no",
    }


def test_those_who_wait_hear_that_it_is_done_after_ten_minutes(group: Riverside) -> None:
    needed = accepted(group)
    _waiting(group, needed)

    outcome = progress.done(
        database=group.database, viewer=group.viewer("mina"), pressed=needed, now=NOW + timedelta(minutes=1)
    )

    assert outcome.view.waiting_partners == ("Brook Lane Training",)
    kinds = [kind for kind, _, _ in owed(group, "dee")]
    assert kinds.count(DeliveryKind.EFFECT) == 1
    assert timedelta(minutes=10) == UNDO_WITHIN


def test_only_all_of_what_they_wait_for_is_told(group: Riverside) -> None:
    parts = [
        Pressed(share_id=share.id, version=share.version)
        for share in add(group, partner="all").commitment.shares
    ]
    _waiting(group, parts[0], by="sam")
    grace, told_of = group.viewer("grace"), []
    for part in parts:
        promises.accept(database=group.database, viewer=grace, pressed=part, now=NOW)

    for part in parts:
        outcome = progress.done(database=group.database, viewer=grace, pressed=fresh(group, part), now=NOW)
        told_of.append(outcome.view.waiting_partners if is_done(outcome.view.commitment) else ())

    assert told_of == [(), ("Partnership office",)]


def test_what_is_not_coming_any_more_is_told(group: Riverside) -> None:
    needed = accepted(group)
    _waiting(group, needed)
    commitment, share = stored(group, needed)
    with group.database.write() as transaction:
        sam = group.viewer("sam")
        effects.tell_gone(transaction, viewer=sam, commitment=commitment, now=NOW)

    assert told(group, "dee") == [None]
    with group.database.write() as transaction:
        shares.change(
            transaction,
            viewer=group.viewer("sam"),
            share_id=share.id,
            version=share.version,
            state=ShareState.DROPPED,
        )
    assert words(told(group, "dee")[0]) == (
        "Send course data isn't coming any more. Proof-read the prospectus was waiting for it. "
        "If that changes things, press Stuck beside yours, and we'll help."
    )


def test_notice_about_an_effect_that_is_gone_is_not_said(group: Riverside) -> None:
    _moved(group)
    with group.database.read() as transaction:
        reader = readers.reader(transaction, viewer=group.engine, person_id=group.person("dee").id)
        pending = deliveries.pending_of(transaction, viewer=group.engine, person_id=group.person("dee").id)
        [delivery] = [one for one in pending if one.owed.kind is DeliveryKind.MOVED]
        assert reader is not None
        gone = replace(delivery, owed=replace(delivery.owed, fact="effect:999"))

        assert effect_notices.write_notice(transaction, reader, gone, NOW) is None
