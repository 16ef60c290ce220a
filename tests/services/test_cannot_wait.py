"""**It can't**: what a press has told others goes now, once, and never into a quiet week or as a fourth message."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest

from bot.domain.after_hours import Stays
from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState, Rule
from bot.domain.importance import Importance
from bot.domain.people import AddressKind
from bot.domain.permissions import Role, myself
from bot.errors import Refused
from bot.services import cannot_wait
from bot.services.cannot_wait import Hastened, Stayed, Waits
from storage import audit, deliveries, manners, members, people
from tests.evening import EVENING, drop, promised
from tests.office import Office
from tests.riverside import NOW, Riverside

MONDAY = date(2026, 11, 16)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
HALF_A_DAY = timedelta(hours=12)


def _dropped(group: Riverside, **how: Any) -> int:
    """Grace drops an action of Mina's in the evening. Returns its share."""
    _, pressed = promised(group, **how)
    drop(group, pressed)
    return pressed.share_id


def _told(group: Riverside, share_id: int) -> list[Delivery]:
    with group.database.read() as transaction:
        found = deliveries.ledger(transaction, viewer=group.viewer("sam"), share_id=share_id)
    return [one for one in found if one.owed.kind is DeliveryKind.CHANGED]


def _send(
    group: Riverside, share_id: int, *, by: str = "grace", now: datetime = EVENING + MINUTE
) -> Hastened:
    return cannot_wait.send_now(
        database=group.database,
        viewer=group.viewer(by),
        share_id=share_id,
        ids=[one.id for one in _told(group, share_id)],
        now=now,
    )


def _state(group: Riverside, share_id: int) -> DeliveryState:
    [told] = _told(group, share_id)
    return told.state


def test_it_is_sent_now_and_noted(group: Riverside, office: Office) -> None:
    share_id = _dropped(group)

    found = _send(group, share_id)

    assert (found.went, found.stayed, found.was_gone) == (("Mina",), (), False)
    assert _state(group, share_id) is DeliveryState.CLAIMED
    assert len(office.run(EVENING + 2 * MINUTE)) == 1
    assert _state(group, share_id) is DeliveryState.SENT
    with group.database.read() as transaction:
        acts = audit.subjects_of(transaction, viewer=group.viewer("sam"), act="sent_now", since=EVENING - DAY)
    assert len(list(acts)) == 1


def test_two_presses_at_once_send_it_once(group: Riverside, office: Office) -> None:
    share_id = _dropped(group)
    together = Barrier(2)

    def press(by: str) -> Hastened:
        together.wait()
        return _send(group, share_id, by=by)

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(press, ("grace", "sam")))

    assert sorted(one.went for one in found) == [(), ("Mina",)]
    assert sorted(one.was_gone for one in found) == [False, True]
    assert len(office.run(EVENING + 2 * MINUTE)) == 1


@pytest.mark.parametrize("number", ["", "01632 960 200"])
def test_nothing_goes_into_a_quiet_week(group: Riverside, office: Office, number: str) -> None:
    share_id = _dropped(group)
    mina = group.person("mina").id
    with group.database.write() as transaction:
        manners.be_quiet(transaction, viewer=myself(mina), person_id=mina, until=MONDAY)
        if number:
            people.give_address(
                transaction,
                viewer=group.viewer("sam"),
                person_id=mina,
                kind=AddressKind.TELEPHONE,
                installation_id=None,
                external_id=number,
            )

    found = _send(group, share_id, by="sam")

    assert found.stayed == (Stayed(first_name="Mina", why=Stays.QUIET, until=MONDAY, number=number),)
    assert (found.went, office.run(EVENING + 2 * MINUTE)) == ((), [])
    assert _state(group, share_id) is DeliveryState.PENDING


def test_a_quiet_week_that_begins_meanwhile_keeps_it_back(group: Riverside, office: Office) -> None:
    share_id = _dropped(group)
    mina = group.person("mina").id
    _send(group, share_id)
    with group.database.write() as transaction:
        manners.be_quiet(transaction, viewer=myself(mina), person_id=mina, until=MONDAY)

    assert office.run(EVENING + 2 * MINUTE) == []
    assert _state(group, share_id) is DeliveryState.PENDING


def test_a_fourth_message_of_the_week_never_goes(group: Riverside, office: Office) -> None:
    """What is sent at once counts like any other message."""
    shares = [_dropped(group) for _ in range(4)]

    found = []
    for share_id in shares:
        found.append(_send(group, share_id, by="sam"))
        office.run(EVENING + 2 * MINUTE)

    assert [one.went for one in found] == [("Mina",)] * 3 + [()]
    [stayed] = found[3].stayed
    assert (stayed.why, stayed.until) == (Stays.FULL_WEEK, None)
    assert len(office.sent) == 3


def test_nobody_is_written_to_before_their_hello(group: Riverside) -> None:
    share_id = _dropped(_with_omar(group), holders=("omar",))

    found = _send(group, share_id, by="sam")

    assert [(one.first_name, one.why) for one in found.stayed] == [("Omar", Stays.NO_HELLO)]


def test_who_has_no_address_for_it_is_left_out(group: Riverside) -> None:
    share_id = _dropped(group, holders=("dee",))

    found = _send(group, share_id)

    assert (found.went, found.stayed, found.was_gone) == ((), (), False)


def test_what_is_not_critical_is_not_sent(group: Riverside) -> None:
    share_id = _dropped(group, importance=Importance.NORMAL)

    found = _send(group, share_id)

    assert (found.went, found.stayed, found.was_gone) == ((), (), False)
    assert _state(group, share_id) is DeliveryState.PENDING


@pytest.mark.parametrize("by", ["mina", "rob", "dee"])
def test_partners_cannot_ask_for_it(group: Riverside, by: str) -> None:
    share_id = _dropped(group)

    with pytest.raises(Refused, match="not_for_your_role"):
        _send(group, share_id, by=by)
    with pytest.raises(Refused, match="not_for_your_role"):
        cannot_wait.leave(
            database=group.database, viewer=group.viewer(by), share_id=share_id, ids=[1], now=EVENING
        )


def test_what_is_withheld_meanwhile_is_not_sent(group: Riverside) -> None:
    share_id = _dropped(group)
    [told] = _told(group, share_id)
    with group.database.write() as transaction:
        deliveries.withhold(transaction, viewer=group.viewer("sam"), ids=[told.id], rule=Rule.HELD)

    found = _send(group, share_id)

    assert (found.went, found.stayed, found.was_gone) == ((), (), False)


def test_it_can_wait_shows_when_it_goes_and_changes_nothing(group: Riverside) -> None:
    share_id = _dropped(group)
    ids = [one.id for one in _told(group, share_id)]

    waits = _leave(group, share_id)
    in_hours = _leave(group, share_id, by="sam", now=EVENING - HALF_A_DAY)

    assert waits.later is not None
    assert waits.later.ids == tuple(ids)
    assert (waits.is_left, waits.was_gone) == (True, False)
    assert (in_hours.later, in_hours.is_left, in_hours.was_gone) == (None, True, False)
    assert _state(group, share_id) is DeliveryState.PENDING


def test_it_can_wait_after_it_has_gone(group: Riverside, office: Office) -> None:
    share_id = _dropped(group)
    _send(group, share_id)
    claimed = _leave(group, share_id)
    office.run(EVENING + 2 * MINUTE)
    sent = _leave(group, share_id)

    for left in (claimed, sent):
        assert (left.later, left.is_left, left.was_gone) == (None, False, True)


def test_it_can_wait_where_nothing_is_left(group: Riverside) -> None:
    share_id = _dropped(group)
    with group.database.write() as transaction:
        deliveries.withhold_of_share(
            transaction, viewer=group.viewer("sam"), share_id=share_id, rule=Rule.HELD
        )

    left = _leave(group, share_id)

    assert (left.later, left.is_left, left.was_gone) == (None, False, False)


def test_what_is_ordinary_waits_like_anything(group: Riverside) -> None:
    left = _leave(group, _dropped(group, importance=Importance.NORMAL))

    assert left.later is not None
    assert (left.later.ids, left.is_left) == ((), True)


def _leave(group: Riverside, share_id: int, *, by: str = "grace", now: datetime = EVENING) -> Waits:
    return cannot_wait.leave(
        database=group.database,
        viewer=group.viewer(by),
        share_id=share_id,
        ids=[one.id for one in _told(group, share_id)],
        now=now,
    )


def _with_omar(group: Riverside) -> Riverside:
    """Omar is at Castle as well; his doors are open, and nobody has said hello to him."""
    viewer = group.viewer("sam")
    with group.database.write() as transaction:
        omar = people.create(transaction, viewer=viewer, name="Omar Khan", zone=None, now=NOW)
        people.give_address(
            transaction,
            viewer=viewer,
            person_id=omar.id,
            kind=AddressKind.SLACK,
            installation_id=group.installation_id,
            external_id="U-OMAR",
        )
        members.add(
            transaction, viewer=viewer, person_id=omar.id, role=Role.MEMBER, partner_id=group.castle_id
        )
        members.open_door(transaction, viewer=viewer, person_ids=[omar.id])
        found = members.member(transaction, viewer=viewer, person_id=omar.id)
    assert found is not None
    return replace(group, members={**group.members, "omar": found})
