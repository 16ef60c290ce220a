"""Somebody else is asked to help with what is stuck: after its holder knows, once, and without their own words."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import update

from bot.domain.calendars import Span
from bot.domain.commitments import EventKind
from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState, MessageKind
from bot.domain.people import Rhythm
from bot.domain.permissions import ENGINE
from bot.errors import Refused
from bot.messages.notices import Notice
from bot.services import letters, notices, progress, readers, stuck_help
from bot.services.outbox import _follow
from bot.services.presses import Pressed
from bot.services.stuck_help import Help
from storage import deliveries, members
from storage import shares as stored_shares
from storage.tables import DeliveryRow
from tests.planned import choose
from tests.promised import accepted, events, fresh, owed
from tests.riverside import NOW, Riverside

OWN_WORDS = "Our head of finance said no"
LATER = NOW + timedelta(minutes=10)


@pytest.fixture
def pressed(group: Riverside) -> Pressed:
    """Mina is stuck, and has told Sam why in her own words."""
    return _stuck(group, accepted(group))


def _stuck(group: Riverside, pressed: Pressed) -> Pressed:
    progress.stuck(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=pressed,
        because="Money",
        words=OWN_WORDS,
        now=NOW,
    )
    return fresh(group, pressed)


def _ask(group: Riverside, pressed: Pressed, name: str = "rob", *, by: str = "sam") -> Help:
    return stuck_help.ask(
        database=group.database,
        viewer=group.viewer(by),
        pressed=pressed,
        person=f"person:{group.person(name).id}",
        now=NOW,
    )


def _look(group: Riverside, pressed: Pressed) -> Help:
    return stuck_help.look(database=group.database, viewer=group.viewer("sam"), pressed=pressed, now=NOW)


def _answer(group: Riverside, pressed: Pressed, *, by: str = "rob", can_help: bool = True) -> bool:
    return stuck_help.answer(
        database=group.database, viewer=group.viewer(by), pressed=pressed, can_help=can_help, now=LATER
    ).changed


def _change(group: Riverside, pressed: Pressed, **columns: object) -> None:
    with group.database.write() as transaction:
        assert stored_shares.change(
            transaction,
            viewer=group.viewer("sam"),
            share_id=pressed.share_id,
            version=pressed.version,
            **columns,
        )


def _done(group: Riverside, pressed: Pressed) -> None:
    assert progress.done(
        database=group.database, viewer=group.viewer("mina"), pressed=fresh(group, pressed), now=LATER
    ).changed


def _delivery(group: Riverside, kind: DeliveryKind) -> Delivery:
    with group.database.read() as transaction:
        found = deliveries.ledger(transaction, viewer=ENGINE)
    return next(one for one in found if one.owed.kind is kind)


def _told(group: Riverside) -> None:
    """The holder's answer has been sent."""
    with group.database.write() as transaction:
        _follow(transaction, _delivery(group, DeliveryKind.ANSWER), LATER)


def _settle(group: Riverside, kind: DeliveryKind, state: DeliveryState) -> None:
    with group.database.write() as transaction:
        settled = update(DeliveryRow).where(DeliveryRow.id == _delivery(group, kind).id).values(state=state)
        transaction.connection.execute(settled)


def _asked_of(group: Riverside, name: str) -> list[DeliveryKind]:
    return [kind for kind, _, _ in owed(group, name) if kind is DeliveryKind.HELP_OUT]


def _words(group: Riverside, delivery: Delivery, name: str) -> Notice | None:
    viewer = group.viewer(name)
    with group.database.read() as transaction:
        reader = readers.reader(transaction, viewer=viewer, person_id=viewer.person_id)
        assert reader is not None
        return notices.write(transaction, reader=reader, delivery=delivery, now=LATER)


def _in_the_list(group: Riverside) -> tuple[Notice, ...]:
    viewer = group.viewer("sam")
    with group.database.read() as transaction:
        reader = readers.reader(transaction, viewer=viewer, person_id=viewer.person_id)
        assert reader is not None
        return stuck_help.of_morning(transaction, reader, LATER)


def test_colleagues_come_first_and_the_chair_last(group: Riverside, pressed: Pressed) -> None:
    assert list(_look(group, pressed).people.values()) == ["Rob Stone", "Grace Obi"]


def test_nobody_hears_before_the_holder(group: Riverside, pressed: Pressed) -> None:
    assert _ask(group, pressed).changed
    assert _asked_of(group, "rob") == []

    _told(group)

    assert _asked_of(group, "rob") == [DeliveryKind.HELP_OUT]


def test_holder_is_told_who_is_asked(group: Riverside, pressed: Pressed) -> None:
    _ask(group, pressed)
    delivery = _delivery(group, DeliveryKind.ANSWER)

    with group.database.read() as transaction:
        said = letters.compose(transaction, kind=MessageKind.URGENT, deliveries=[delivery], now=LATER)

    assert "would like Rob Stone to help with this too" in str(said)


def test_other_answers_ask_nobody(group: Riverside, pressed: Pressed) -> None:
    progress.promise_to_ring(
        database=group.database, viewer=group.viewer("sam"), pressed=pressed, tomorrow=True, now=NOW
    )

    _told(group)

    with group.database.read() as transaction:
        step = stuck_help.step_said(transaction, _delivery(group, DeliveryKind.ANSWER))
    assert (step, _asked_of(group, "rob")) == ("ring:2026-09-11", [])


def test_who_is_away_without_end_is_not_asked(group: Riverside, pressed: Pressed) -> None:
    _ask(group, pressed)
    choose(group, Rhythm(leave=(Span(first=NOW.date(), last=NOW.date() + timedelta(days=999)),)), "rob")

    _settle(group, DeliveryKind.ANSWER, DeliveryState.SENT)
    _told(group)

    assert _asked_of(group, "rob") == []
    [notice] = _in_the_list(group)
    assert "my question found no way to Rob Stone, so nobody else was asked to help." in str(notice)


@pytest.mark.parametrize("kind", [DeliveryKind.ANSWER, DeliveryKind.HELP_OUT])
def test_question_that_finds_no_way_is_given_up(
    group: Riverside, pressed: Pressed, kind: DeliveryKind
) -> None:
    _ask(group, pressed)
    if kind is DeliveryKind.HELP_OUT:
        _settle(group, DeliveryKind.ANSWER, DeliveryState.SENT)
        _told(group)
    assert _in_the_list(group) == ()

    _settle(group, kind, DeliveryState.UNDELIVERABLE)

    assert len(_in_the_list(group)) == 1
    assert list(_look(group, pressed).people.values()) == ["Grace Obi"]
    assert _ask(group, fresh(group, pressed), "grace").helper == "Grace Obi"
    assert _in_the_list(group) == ()


def test_runner_who_rings_instead_reads_nothing_more_of_it(group: Riverside, pressed: Pressed) -> None:
    _ask(group, pressed)
    _settle(group, DeliveryKind.ANSWER, DeliveryState.UNDELIVERABLE)
    progress.promise_to_ring(
        database=group.database,
        viewer=group.viewer("sam"),
        pressed=fresh(group, pressed),
        tomorrow=True,
        now=NOW,
    )

    assert _in_the_list(group) == ()


def test_own_words_of_the_holder_are_never_in_the_request(group: Riverside, pressed: Pressed) -> None:
    _ask(group, pressed)
    _told(group)

    said = _words(group, _delivery(group, DeliveryKind.HELP_OUT), "rob")

    assert OWN_WORDS not in str(said)
    assert "What's in the way: money" in str(said)
    assert "It's with Mina Iqbal at Castle College." in str(said)


def test_two_presses_at_once_ask_one_person(group: Riverside, pressed: Pressed) -> None:
    together = Barrier(2)

    def press(name: str) -> bool:
        together.wait(5)
        return _ask(group, pressed, name).changed

    with ThreadPoolExecutor(2) as pool:
        won = list(pool.map(press, ("rob", "grace")))

    assert sorted(won) == [False, True]
    assert events(group, pressed).count(EventKind.HELP_WANTED) == 1


def test_press_on_how_it_stood_before_asks_nobody(group: Riverside, pressed: Pressed) -> None:
    _change(group, pressed, stuck_words="Our head of finance said no, twice")

    assert not _ask(group, pressed).changed
    assert _look(group, fresh(group, pressed)).asked_on is None


def test_who_was_asked_and_when_is_said_to_who_asks_again(group: Riverside, pressed: Pressed) -> None:
    _ask(group, pressed)

    again = _ask(group, fresh(group, pressed), "grace")

    assert (again.changed, again.helper, again.asked_on) == (False, "Rob Stone", NOW.date())


def test_stuck_another_time_somebody_can_be_asked_again(group: Riverside, pressed: Pressed) -> None:
    _ask(group, pressed)
    _told(group)
    old = _delivery(group, DeliveryKind.HELP_OUT)

    again = _stuck(group, fresh(group, pressed))

    assert _look(group, again).asked_on is None
    assert _words(group, old, "rob") is None


def test_what_is_done_meanwhile_needs_no_help(group: Riverside, pressed: Pressed) -> None:
    _ask(group, pressed)
    _told(group)
    _done(group, pressed)

    assert _words(group, _delivery(group, DeliveryKind.HELP_OUT), "rob") is None
    assert not _answer(group, pressed)
    assert _look(group, fresh(group, pressed)).people == {}


def test_nobody_is_asked_about_what_was_done_before_the_holder_was_told(
    group: Riverside, pressed: Pressed
) -> None:
    _ask(group, pressed)
    _done(group, pressed)

    _told(group)

    assert _asked_of(group, "rob") == []


@pytest.mark.parametrize(("can_help", "said"), [(True, "can help with this."), (False, "can't help")])
def test_runner_reads_the_answer_in_the_next_list(
    group: Riverside, pressed: Pressed, can_help: bool, said: str
) -> None:
    _ask(group, pressed)
    _told(group)

    assert _answer(group, pressed, can_help=can_help)
    assert not _answer(group, pressed, can_help=can_help)

    [notice] = _in_the_list(group)
    assert said in str(notice)
    assert _words(group, _delivery(group, DeliveryKind.HELP_OUT), "rob") is None


def test_list_says_nothing_of_what_is_done(group: Riverside, pressed: Pressed) -> None:
    _ask(group, pressed)
    _answer(group, pressed)
    _done(group, pressed)

    assert _in_the_list(group) == ()


def test_only_who_was_asked_answers(group: Riverside, pressed: Pressed) -> None:
    _ask(group, pressed)

    assert not _answer(group, pressed, by="grace")


def test_only_a_runner_asks_and_only_whom_they_may(group: Riverside, pressed: Pressed) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        _ask(group, pressed, by="rob")
    with pytest.raises(Refused, match="colleague_needed"):
        _ask(group, pressed, "mina")


def test_nobody_is_asked_where_the_holder_cannot_be_told(group: Riverside, pressed: Pressed) -> None:
    with group.database.write() as transaction:
        members.ring(transaction, viewer=group.viewer("sam"), person_id=group.person("mina").id, rings=True)

    assert _ask(group, pressed) == _look(group, pressed)
    assert _look(group, pressed).people == {}


def test_what_nobody_holds_is_asked_about_directly(group: Riverside, pressed: Pressed) -> None:
    _change(group, pressed, person_id=None)

    assert _ask(group, fresh(group, pressed)).changed
    assert _asked_of(group, "rob") == [DeliveryKind.HELP_OUT]
