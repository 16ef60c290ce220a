"""A hand-over that nobody answers: asked once more, and then the giver hears."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete

from bot.domain.calendars import Span
from bot.domain.deliveries import DeliveryKind
from bot.domain.people import Rhythm
from bot.services import handovers
from bot.services.handovers import Wish
from storage import people
from storage.tables import MembershipRow
from tests.coursing import told, words
from tests.promised import accepted, owed
from tests.riverside import NOW, Riverside

THEN = datetime(2026, 9, 17, 8, 0, tzinfo=UTC)


def _asked(group: Riverside) -> None:
    """Mina asks Rob, on Thursday 10 September."""
    wish = Wish(to=f"person:{group.person('rob').id}")
    pressed = accepted(group)
    handovers.ask(database=group.database, viewer=group.viewer("mina"), pressed=pressed, wish=wish, now=NOW)


def _owed(group: Riverside, name: str) -> list[tuple[str, date]]:
    return [(step, day) for kind, step, day in owed(group, name) if kind is DeliveryKind.HAND_OVER]


def _said(group: Riverside, name: str) -> list[str]:
    return [words(one) for one in told(group, name, now=THEN) if one is not None]


def test_colleague_is_asked_once_more_in_the_envelope_after(group: Riverside) -> None:
    _asked(group)

    assert _owed(group, "rob") == [("asked", date(2026, 9, 10)), ("asked again", date(2026, 9, 15))]
    assert [one.splitlines()[0] for one in _said(group, "rob")] == [
        "Mina Iqbal would like to hand this over to you."
    ] * 2


def test_giver_hears_after_four_days_in_term_that_there_is_no_answer(group: Riverside) -> None:
    _asked(group)

    assert _owed(group, "mina") == [("unanswered", date(2026, 9, 17))]
    assert _said(group, "mina") == [
        (
            "Send course data: Rob Stone hasn't answered yet, so it's still with you. "
            "You can ask somebody else, or press Stuck and we'll help."
        )
    ]


@pytest.mark.parametrize("accept", [True, False])
def test_once_answered_neither_is_said(group: Riverside, accept: bool) -> None:
    _asked(group)
    handovers.answer(
        database=group.database, viewer=group.viewer("rob"), handover_id=1, accept=accept, now=NOW
    )

    assert _said(group, "rob") == []
    assert not any("answered yet" in one for one in _said(group, "mina"))


def test_giver_who_has_gone_is_not_written_to(group: Riverside) -> None:
    pressed = accepted(group)
    with group.database.write() as transaction:
        gone = MembershipRow.person_id == group.person("mina").id
        transaction.connection.execute(delete(MembershipRow).where(gone))
    wish = Wish(to=f"person:{group.person('rob').id}")

    handovers.ask(database=group.database, viewer=group.viewer("sam"), pressed=pressed, wish=wish, now=NOW)

    assert _owed(group, "mina") == []


def test_whoever_is_never_there_is_owed_nothing(group: Riverside) -> None:
    away = Rhythm(leave=(Span(first=date(2026, 9, 1), last=date(2029, 9, 1)),))
    with group.database.write() as transaction:
        for name in ("mina", "rob"):
            viewer = group.viewer(name)
            people.set_rhythm(transaction, viewer=viewer, person_id=viewer.person_id, rhythm=away)
    wish = Wish(to=f"person:{group.person('rob').id}", anyway=True)
    handovers.ask(
        database=group.database, viewer=group.viewer("mina"), pressed=accepted(group), wish=wish, now=NOW
    )

    assert (_owed(group, "rob"), _owed(group, "mina")) == ([], [])
