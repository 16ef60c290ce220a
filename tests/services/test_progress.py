"""Done, undo, on track and stuck."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest

from bot.domain.commitments import EventKind, NewShare, ShareState
from bot.domain.contacts import ContactKind
from bot.domain.deliveries import DeliveryKind, DeliveryState, Rule
from bot.domain.stuck import BECAUSE
from bot.errors import Refused
from bot.services import planning, progress, promises
from bot.services.presses import Outcome, Pressed
from storage import commitments as stored_commitments
from storage import contacts, members
from tests.office import Office
from tests.promised import accepted, add, events, fresh, owed, proposed, stored
from tests.riverside import NOW, Riverside

MINUTE = timedelta(minutes=1)
EVENING_BEFORE = datetime(2026, 11, 26, 20, tzinfo=UTC)


def _done(group: Riverside, pressed: Pressed, *, by: str = "mina") -> Outcome:
    return progress.done(database=group.database, viewer=group.viewer(by), pressed=pressed, now=NOW)


def _stuck(
    group: Riverside, pressed: Pressed, *, because: str = "Money", words: str = " None left "
) -> Outcome:
    return progress.stuck(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=pressed,
        because=because,
        words=words,
        now=NOW,
    )


def test_done_ends_the_reminders_and_tells_the_runner(group: Riverside) -> None:
    pressed = accepted(group)

    outcome = _done(group, pressed)

    assert outcome.changed
    assert (outcome.view.share.state, outcome.view.share.done_at) == (ShareState.DONE, NOW)
    assert owed(group, "mina") == []
    assert [kind for kind, _, _ in owed(group, "sam")] == [DeliveryKind.EFFECT]


def test_done_tells_the_others_in_the_action(group: Riverside) -> None:
    new = _shared(group)

    _done(group, new)

    assert DeliveryKind.EFFECT in {kind for kind, _, _ in owed(group, "rob")}


def _shared(group: Riverside) -> Pressed:
    """Mina and Rob hold a share each, for Castle College and for the office."""
    from_sam = add(group, by="mina")
    [_share] = from_sam.commitment.shares
    with group.database.write() as transaction:
        made = stored_commitments.add(
            transaction,
            viewer=group.viewer("sam"),
            wording=from_sam.commitment.wording,
            due=from_sam.commitment.due,
            importance=from_sam.commitment.importance,
            last_safe=None,
            all_partners=False,
            shares=[
                NewShare(
                    partner_id=group.castle_id,
                    person_id=group.person("mina").id,
                    state=ShareState.ACCEPTED,
                ),
                NewShare(
                    partner_id=group.office_id,
                    person_id=group.person("rob").id,
                    state=ShareState.ACCEPTED,
                ),
            ],
            now=NOW,
        )
    return Pressed(share_id=made.shares[0].id, version=1)


def test_done_in_an_action_of_all_partners_is_told_to_the_runner_alone(group: Riverside) -> None:
    added = add(group, by="grace", partner="all")
    [castle] = [one for one in added.commitment.shares if one.partner_id == group.castle_id]
    pressed = Pressed(share_id=castle.id, version=1)
    promises.accept(database=group.database, viewer=group.viewer("mina"), pressed=pressed, now=NOW)

    _done(group, fresh(group, pressed))

    assert DeliveryKind.EFFECT not in {kind for kind, _, _ in owed(group, "dee")}
    assert DeliveryKind.EFFECT in {kind for kind, _, _ in owed(group, "sam")}


def test_proposed_share_is_not_done(group: Riverside) -> None:
    outcome = _done(group, proposed(group))

    assert (outcome.changed, outcome.view.share.state) == (False, ShareState.PROPOSED)


def test_runner_may_mark_done_for_a_partner(group: Riverside) -> None:
    assert _done(group, accepted(group), by="sam").changed


@pytest.mark.parametrize(("after", "changed"), [(9 * MINUTE, True), (10 * MINUTE, False)])
def test_undo_is_possible_for_ten_minutes(group: Riverside, after: timedelta, changed: bool) -> None:
    pressed = accepted(group)
    _done(group, pressed)

    outcome = progress.undo(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=fresh(group, pressed),
        now=NOW + after,
    )

    assert outcome.changed is changed
    assert outcome.view.share.state is (ShareState.ACCEPTED if changed else ShareState.DONE)
    assert bool(owed(group, "mina")) is changed
    assert bool(owed(group, "sam")) is not changed


def test_on_track_rests_all_but_the_last_reminder(group: Riverside) -> None:
    pressed = accepted(group)

    outcome = progress.on_track(
        database=group.database, viewer=group.viewer("mina"), pressed=pressed, now=NOW
    )

    assert (outcome.changed, outcome.view.share.rested_on) == (True, date(2026, 9, 10))
    assert [step for _, step, _ in owed(group, "mina")] == ["before-1", "after-2"]


def test_on_track_twice_changes_nothing_the_second_time(group: Riverside) -> None:
    pressed = accepted(group)
    viewer = group.viewer("mina")

    outcomes = [
        progress.on_track(database=group.database, viewer=viewer, pressed=pressed, now=NOW) for _ in range(2)
    ]

    assert [outcome.changed for outcome in outcomes] == [True, False]
    assert events(group, pressed)[-1:] == [EventKind.ON_TRACK]


def test_stuck_goes_to_the_runner_at_once(group: Riverside) -> None:
    pressed = accepted(group)

    outcome = _stuck(group, pressed)

    assert outcome.changed
    assert (outcome.view.share.stuck_because, outcome.view.share.stuck_words) == ("Money", "None left")
    assert owed(group, "sam") == [(DeliveryKind.STUCK, "told", date(2026, 9, 10))]


def test_stuck_twice_tells_the_runner_once(group: Riverside) -> None:
    pressed = accepted(group)
    _stuck(group, pressed)

    assert not _stuck(group, pressed).changed
    assert len(owed(group, "sam")) == 1


@pytest.mark.parametrize(
    ("because", "words", "key", "field"),
    [("", "", "because_needed", "because"), (BECAUSE[0], "x" * 301, "too_long", "words")],
)
def test_stuck_needs_to_know_what_is_in_the_way(
    group: Riverside, because: str, words: str, key: str, field: str
) -> None:
    pressed = accepted(group)

    with pytest.raises(Refused) as raised:
        _stuck(group, pressed, because=because, words=words)

    assert (raised.value.key, raised.value.field) == (key, field)
    assert not stored(group, pressed)[1].is_stuck


@pytest.mark.parametrize(("tomorrow", "step"), [(False, "ring:2026-09-10"), (True, "ring:2026-09-11")])
def test_runner_promises_to_ring_and_the_person_hears_it(group: Riverside, tomorrow: bool, step: str) -> None:
    pressed = accepted(group)
    _stuck(group, pressed)
    seen = fresh(group, pressed)

    outcomes = [
        progress.promise_to_ring(
            database=group.database,
            viewer=group.viewer("sam"),
            pressed=seen,
            tomorrow=tomorrow,
            now=NOW,
        )
        for _ in range(2)
    ]

    assert [outcome.changed for outcome in outcomes] == [True, False]
    answers = [found for kind, found, _ in owed(group, "mina") if kind is DeliveryKind.ANSWER]
    assert answers == [step]


def test_only_the_runner_promises_to_ring(group: Riverside) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        progress.promise_to_ring(
            database=group.database,
            viewer=group.viewer("mina"),
            pressed=accepted(group),
            tomorrow=False,
            now=NOW,
        )


def test_after_the_ring_it_takes_its_ordinary_course_again(group: Riverside) -> None:
    pressed = accepted(group)
    _stuck(group, pressed)
    seen = fresh(group, pressed)
    sam = group.viewer("sam")

    outcomes = [progress.rung(database=group.database, viewer=sam, pressed=seen, now=NOW) for _ in range(2)]

    assert [outcome.changed for outcome in outcomes] == [True, False]
    assert not stored(group, pressed)[1].is_stuck
    with group.database.read() as transaction:
        lines = contacts.all_of(transaction, viewer=sam)
    assert [(one.kind, one.on, one.partner_id) for one in lines] == [
        (ContactKind.SPOKE, NOW.date(), group.castle_id)
    ]
    with pytest.raises(Refused, match="not_for_your_role"):
        progress.rung(database=group.database, viewer=group.viewer("mina"), pressed=seen, now=NOW)


@pytest.mark.parametrize(
    ("rings", "now", "is_reminded"),
    [(False, NOW, True), (True, NOW, False), (False, EVENING_BEFORE, False)],
    ids=["is reminded", "is rung", "has had the last reminder"],
)
def test_ring_says_whether_its_holder_is_reminded(
    group: Riverside, rings: bool, now: datetime, is_reminded: bool
) -> None:
    pressed = accepted(group)
    _stuck(group, pressed)
    sam = group.viewer("sam")
    with group.database.write() as transaction:
        planning.withhold(transaction, viewer=sam, share_id=pressed.share_id, rule=Rule.TOO_LATE, now=NOW)
        members.ring(transaction, viewer=sam, person_id=group.person("mina").id, rings=rings)

    outcome = progress.rung(database=group.database, viewer=sam, pressed=fresh(group, pressed), now=now)

    assert outcome.view.holder_is_reminded is is_reminded


def test_promise_to_ring_goes_out_no_more_after_the_ring(group: Riverside) -> None:
    pressed = accepted(group)
    _stuck(group, pressed)
    sam, office = group.viewer("sam"), Office(group.database)
    progress.promise_to_ring(
        database=group.database, viewer=sam, pressed=fresh(group, pressed), tomorrow=False, now=NOW
    )
    progress.rung(database=group.database, viewer=sam, pressed=fresh(group, pressed), now=NOW)

    office.gather(NOW + timedelta(days=1))

    [answer] = [one for one in office.ledger() if one.owed.kind is DeliveryKind.ANSWER]
    assert (answer.state, answer.rule) == (DeliveryState.WITHHELD, Rule.ANSWERED)


def test_eight_presses_at_once_are_one(group: Riverside) -> None:
    pressed = accepted(group)
    together = Barrier(8)

    def press(_: int) -> bool:
        together.wait(timeout=10)
        return _done(group, pressed).changed

    with ThreadPoolExecutor(max_workers=8) as threads:
        changed = list(threads.map(press, range(8)))

    assert sorted(changed) == [False] * 7 + [True]
    assert events(group, pressed).count(EventKind.DONE) == 1
    assert len(owed(group, "sam")) == 1
