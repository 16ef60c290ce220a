"""Handing over what one has accepted."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.calendars import Span
from bot.domain.commitments import EventKind
from bot.domain.deliveries import DeliveryKind
from bot.domain.handovers import HandoverState
from bot.domain.people import Rhythm
from bot.errors import Refused
from bot.services import hand_over_notices, handovers, progress, readers
from bot.services.handovers import Answered, Wish
from bot.services.presses import Outcome, Pressed
from storage import deliveries, people
from storage import handovers as stored_handovers
from storage import members as stored_members
from tests.coursing import told, words
from tests.promised import DUE, accepted, events, fresh, owed, proposed, stored
from tests.riverside import NOW, Riverside

REMINDERS = [
    (DeliveryKind.REMINDER, "before-5", date(2026, 11, 24)),
    (DeliveryKind.REMINDER, "before-1", date(2026, 11, 26)),
    (DeliveryKind.AFTER, "after-2", date(2026, 12, 1)),
]


def _ask(
    group: Riverside, pressed: Pressed, *, by: str = "mina", to: str = "rob", anyway: bool = False
) -> Outcome:
    wish = Wish(to=f"person:{group.person(to).id}", words="The sheet is half full", anyway=anyway)
    return handovers.ask(
        database=group.database, viewer=group.viewer(by), pressed=pressed, wish=wish, now=NOW
    )


def _answer(group: Riverside, handover_id: int, *, accept: bool, by: str = "rob") -> Answered:
    return handovers.answer(
        database=group.database, viewer=group.viewer(by), handover_id=handover_id, accept=accept, now=NOW
    )


def _away(group: Riverside, name: str) -> None:
    with group.database.write() as transaction:
        person_id = group.person(name).id
        rhythm = Rhythm(leave=(Span(first=DUE, last=DUE),))
        people.set_rhythm(transaction, viewer=group.viewer(name), person_id=person_id, rhythm=rhythm)


def _state(group: Riverside, handover_id: int) -> HandoverState:
    with group.database.read() as transaction:
        found = stored_handovers.get(transaction, viewer=group.viewer("sam"), handover_id=handover_id)
    return found.state


def test_until_the_colleague_accepts_it_stays_with_the_giver(group: Riverside) -> None:
    pressed = accepted(group)

    outcome = _ask(group, pressed)

    assert outcome.changed
    assert stored(group, pressed)[1].person_id == group.person("mina").id
    assert [one for one in owed(group, "mina") if one[0] is not DeliveryKind.HAND_OVER] == REMINDERS
    assert owed(group, "rob")[0] == (DeliveryKind.HAND_OVER, "asked", date(2026, 9, 10))
    assert words(told(group, "rob")[0]).splitlines() == [
        "Mina Iqbal would like to hand this over to you.",
        "",
        "Send course data",
        "By: Friday 27 November 2026",
        "In Mina's words: “The sheet is half full”",
        "It isn't yours until you say so.",
        "[Accept] [Not for me]",
    ]


def test_once_accepted_it_is_the_colleagues_and_the_others_hear(group: Riverside) -> None:
    pressed = accepted(group)
    _ask(group, pressed)

    answered = _answer(group, 1, accept=True)

    assert (answered.changed, answered.handover.state) == (True, HandoverState.ACCEPTED)
    assert stored(group, pressed)[1].person_id == group.person("rob").id
    assert [one for one in owed(group, "rob") if one[0] is not DeliveryKind.HAND_OVER] == REMINDERS
    assert owed(group, "mina")[0] == (DeliveryKind.HAND_OVER, "accepted", date(2026, 9, 10))
    assert words(told(group, "mina")[0]) == (
        "Send course data: Rob Stone has taken this on, by Friday 27 November 2026. "
        "There is nothing more for you to do."
    )
    assert words(told(group, "sam")[0]) == (
        "Send course data: Rob Stone has taken this on, by Friday 27 November 2026. It was with Mina Iqbal."
    )
    assert events(group, pressed)[-2:] == [EventKind.HAND_OVER_ASKED, EventKind.HANDED_OVER]


def test_giver_hears_when_it_stays_with_them(group: Riverside) -> None:
    pressed = accepted(group)
    _ask(group, pressed)

    answered = _answer(group, 1, accept=False)

    assert answered.handover.state is HandoverState.DECLINED
    assert stored(group, pressed)[1].person_id == group.person("mina").id
    assert owed(group, "mina")[0] == (DeliveryKind.HAND_OVER, "declined", date(2026, 9, 10))
    assert words(told(group, "mina")[0]) == (
        "Send course data: Rob Stone can't take this on, so it stays with you. "
        "You can ask somebody else, or press Stuck and we'll help."
    )
    assert told(group, "sam") == []


def test_second_answer_changes_nothing(group: Riverside) -> None:
    _ask(group, accepted(group))
    _answer(group, 1, accept=False)

    assert not _answer(group, 1, accept=True).changed
    assert not _answer(group, 1, accept=False).changed


def test_second_hand_over_takes_the_place_of_the_first(group: Riverside) -> None:
    pressed = accepted(group)
    _ask(group, pressed)
    _ask(group, fresh(group, pressed))

    assert (_state(group, 1), _state(group, 2)) == (HandoverState.WITHDRAWN, HandoverState.ASKED)
    assert [notice is None for notice in told(group, "rob")] == [True, False, True, False]
    assert not _answer(group, 1, accept=True).changed
    assert _answer(group, 2, accept=True).changed


def test_done_meanwhile_settles_it(group: Riverside) -> None:
    pressed = accepted(group)
    _ask(group, pressed)
    mina = group.viewer("mina")
    progress.done(database=group.database, viewer=mina, pressed=fresh(group, pressed), now=NOW)

    assert _state(group, 1) is HandoverState.WITHDRAWN
    assert told(group, "rob") == [None, None]
    assert not _answer(group, 1, accept=True).changed


def test_answer_holds_although_the_giver_has_pressed_on_track_meanwhile(group: Riverside) -> None:
    pressed = accepted(group)
    _ask(group, pressed)
    mina = group.viewer("mina")
    progress.on_track(database=group.database, viewer=mina, pressed=fresh(group, pressed), now=NOW)

    assert _answer(group, 1, accept=True).changed
    assert stored(group, pressed)[1].rested_on is None


def test_only_whoever_was_asked_can_answer(group: Riverside) -> None:
    _ask(group, accepted(group))

    for name in ("mina", "sam", "dee"):
        with pytest.raises(Refused, match="not_for_your_role"):
            _answer(group, 1, accept=True, by=name)


def test_hand_over_nobody_knows_of_is_gone(group: Riverside) -> None:
    with pytest.raises(Refused, match="action_gone"):
        _answer(group, 999, accept=True)


def test_somebody_away_on_the_date_is_asked_only_if_that_is_meant(group: Riverside) -> None:
    pressed = accepted(group)
    _away(group, "rob")

    with pytest.raises(Refused, match="person_away") as refused:
        _ask(group, pressed)

    assert (refused.value.field, refused.value.parameters) == ("person", {"name": "Rob Stone", "day": DUE})
    assert events(group, pressed)[-1] is EventKind.ACCEPTED
    assert _ask(group, pressed, anyway=True).changed


@pytest.mark.parametrize("to", ["mina", "sam", "dee"])
def test_only_a_colleague_of_the_same_partner_can_be_asked(group: Riverside, to: str) -> None:
    with pytest.raises(Refused, match="colleague_needed"):
        _ask(group, accepted(group), to=to)


def test_what_is_proposed_cannot_be_handed_over(group: Riverside) -> None:
    assert not _ask(group, proposed(group)).changed


def test_runner_may_hand_over_for_somebody_and_is_not_told_what_they_know(group: Riverside) -> None:
    pressed = accepted(group)

    assert _ask(group, pressed, by="sam").changed
    assert told(group, "sam") == []


def test_form_offers_the_colleagues(group: Riverside) -> None:
    pressed = accepted(group)
    found = handovers.offer(database=group.database, viewer=group.viewer("mina"), pressed=pressed, now=NOW)

    assert [one.person.name for one in found.colleagues] == ["Rob Stone"]
    assert found.changed


def test_nobody_to_hand_over_to_is_said(group: Riverside) -> None:
    pressed = accepted(group)
    with group.database.write() as transaction:
        from_castle = group.members["rob"]
        stored_members.work_for(
            transaction,
            viewer=group.viewer("sam"),
            person_id=from_castle.person.id,
            partner_id=group.office_id,
        )

    with pytest.raises(Refused, match="nobody_to_take_over"):
        handovers.offer(database=group.database, viewer=group.viewer("mina"), pressed=pressed, now=NOW)


def test_notice_about_a_hand_over_that_is_gone_is_not_said(group: Riverside) -> None:
    _ask(group, accepted(group))
    with group.database.read() as transaction:
        reader = readers.reader(transaction, viewer=group.engine, person_id=group.person("rob").id)
        delivery, _ = deliveries.pending_of(
            transaction, viewer=group.engine, person_id=group.person("rob").id
        )
        assert reader is not None
        gone = replace(delivery, owed=replace(delivery.owed, fact="handover:999"))

        assert hand_over_notices.write_notice(transaction, reader, gone, NOW) is None
