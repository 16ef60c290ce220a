"""Calls worth making: to the runner alone, without blame, and what is pressed about them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.contacts import ContactKind
from bot.domain.partners import Reach
from bot.domain.permissions import Role
from bot.errors import Refused
from bot.messages import plain
from bot.messages.calls import Call
from bot.services import calls, partner_calls, progress, promises, readers
from bot.services.presses import Pressed
from storage import contacts, members, partners
from tests import promised
from tests.office import Office
from tests.planned import add
from tests.riverside import NOW, Riverside

LATER = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
"""Tuesday 10 November 2026: more than thirty days in term after the doors were opened."""

DAY = timedelta(days=1)


def found(group: Riverside, name: str = "sam", now: datetime = LATER) -> list[Call]:
    with group.database.read() as transaction:
        return list(calls.worth_making(transaction, viewer=group.viewer(name), now=now))


def spoke(group: Riverside, partner_id: int, on: date, *, asked: str = "") -> None:
    with group.database.write() as transaction:
        contacts.add(
            transaction,
            viewer=group.viewer("sam"),
            partner_id=partner_id,
            person_id=None,
            kind=ContactKind.SPOKE,
            on=on,
            asked=asked,
            now=NOW,
        )


def test_partner_with_a_telephone_that_nobody_rang_is_a_call_without_blame(group: Riverside) -> None:
    [call] = found(group)

    assert (call.partner, call.name, call.number) == ("Brook Lane Training", "Dee Frame", "01632 960 118")
    assert (call.unrung, call.unanswered, call.spoken_on) == (True, 0, None)


def test_nobody_is_a_call_before_thirty_days_in_term(group: Riverside) -> None:
    assert found(group, now=NOW + 20 * DAY) == []


def test_two_messages_without_an_answer_make_a_call(group: Riverside) -> None:
    spoke(group, group.brook_lane_id, LATER.date())
    promised.proposed(group)
    Office(group.database).live(NOW, NOW + 14 * DAY, step=timedelta(hours=4))

    [call] = found(group)

    assert (call.partner, call.unanswered) == ("Castle College", 2)
    assert call.mention == (("Send course data", date(2026, 11, 27)),)


def test_who_answered_is_no_call(group: Riverside) -> None:
    spoke(group, group.brook_lane_id, LATER.date())
    pressed = promised.proposed(group)
    Office(group.database).live(NOW, NOW + 14 * DAY, step=timedelta(hours=4))
    promises.accept(
        database=group.database, viewer=group.viewer("mina"), pressed=pressed, now=LATER - 20 * DAY
    )

    assert found(group) == []


def test_what_was_done_in_time_is_something_to_thank_for(group: Riverside) -> None:
    commitment = add(group, holders=(None, None, "dee"))
    pressed = Pressed(share_id=commitment.shares[2].id, version=1)
    progress.done(database=group.database, viewer=group.viewer("dee"), pressed=pressed, now=LATER)

    call = calls.look(
        database=group.database, viewer=group.viewer("sam"), partner_id=group.brook_lane_id, now=LATER
    )

    assert (call.in_time, call.thank_for) == (1, ("Send course data",))


def test_what_was_done_after_its_day_is_not_called_in_time(group: Riverside) -> None:
    commitment = add(group, holders=(None, None, "dee"), due=date(2026, 10, 1))
    pressed = Pressed(share_id=commitment.shares[2].id, version=1)
    progress.done(database=group.database, viewer=group.viewer("dee"), pressed=pressed, now=LATER)

    call = calls.look(
        database=group.database, viewer=group.viewer("sam"), partner_id=group.brook_lane_id, now=LATER
    )

    assert (call.in_time, call.thank_for) == (0, ())


def test_done_lately_is_a_sign_of_life(group: Riverside) -> None:
    commitment = add(group, holders=(None, None, "dee"))
    pressed = Pressed(share_id=commitment.shares[2].id, version=1)
    progress.done(database=group.database, viewer=group.viewer("dee"), pressed=pressed, now=LATER - 3 * DAY)

    assert found(group) == []


def test_talk_is_remembered_with_what_they_asked_about(group: Riverside) -> None:
    spoke(group, group.brook_lane_id, date(2026, 9, 11), asked="bus fares")

    [call] = found(group)

    assert (call.spoken_on, call.asked) == (date(2026, 9, 11), "bus fares")


def test_notices_stand_in_the_morning_list_of_who_runs_it(group: Riverside) -> None:
    with group.database.read() as transaction:
        [reader] = readers.runners(transaction, viewer=group.engine)
        [notice] = partner_calls.of_morning(transaction, reader, LATER)

    said = "\n".join(plain.of_block(block) for block in notice.blocks)
    assert "They use the phone only, so this may just mean that nobody has rung." in said
    assert "No answer doesn't mean all is well" in said
    assert not notice.asks


@pytest.mark.parametrize("kind", [ContactKind.SPOKE, ContactKind.PUT_OFF])
def test_press_takes_the_call_off_the_list(group: Riverside, kind: ContactKind) -> None:
    answered = calls.answer(
        database=group.database,
        viewer=group.viewer("sam"),
        partner_id=group.brook_lane_id,
        kind=kind,
        now=LATER,
    )

    assert answered.partner == "Brook Lane Training"
    assert found(group) == []


def test_call_that_was_put_off_comes_back_next_week(group: Riverside) -> None:
    calls.answer(
        database=group.database,
        viewer=group.viewer("sam"),
        partner_id=group.brook_lane_id,
        kind=ContactKind.PUT_OFF,
        now=LATER,
    )

    assert found(group, now=LATER + 5 * DAY) == []
    assert len(found(group, now=LATER + 6 * DAY)) == 1


def away(group: Riverside, until: str, name: str = "sam") -> date:
    _, back = calls.away(
        database=group.database,
        viewer=group.viewer(name),
        partner_id=group.brook_lane_id,
        until=until,
        now=LATER,
    )
    return back


def test_who_is_away_is_left_alone_until_they_are_back(group: Riverside) -> None:
    assert away(group, "27 November 2026") == date(2026, 11, 30)
    assert found(group, now=LATER + 17 * DAY) == []
    assert len(found(group, now=LATER + 20 * DAY)) == 1


@pytest.mark.parametrize("until", ["9 November 2026", "1 June 2027"])
def test_last_day_away_lies_ahead_and_not_too_far(group: Riverside, until: str) -> None:
    with pytest.raises(Refused) as refused:
        away(group, until)

    assert (refused.value.key, refused.value.field) == ("away_passed", "until")
    assert len(found(group)) == 1


@pytest.mark.parametrize("name", ["grace", "mina", "rob", "dee"])
def test_nobody_but_who_runs_it_presses_or_looks(group: Riverside, name: str) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        away(group, "27 November 2026", name)
    with pytest.raises(Refused, match="not_for_your_role"):
        calls.look(database=group.database, viewer=group.viewer(name), partner_id=group.castle_id, now=LATER)


def test_partner_of_another_partnership_is_gone(group: Riverside) -> None:
    with pytest.raises(Refused, match="partner_gone"):
        calls.look(database=group.database, viewer=group.viewer("sam"), partner_id=9999, now=LATER)


def test_partner_for_whom_nobody_speaks_is_rung_without_a_name(group: Riverside) -> None:
    with group.database.write() as transaction:
        added = partners.add(transaction, viewer=group.viewer("sam"), name="Meadow College")

    call = calls.look(database=group.database, viewer=group.viewer("sam"), partner_id=added.id, now=LATER)

    assert (call.name, call.number, call.rings) == ("", "", False)


def test_who_would_rather_be_rung_is_rung(group: Riverside) -> None:
    with group.database.write() as transaction:
        members.ring(transaction, viewer=group.viewer("sam"), person_id=group.person("mina").id, rings=True)

    call = calls.look(
        database=group.database, viewer=group.viewer("sam"), partner_id=group.castle_id, now=LATER
    )

    assert call.rings
    assert group.members["mina"].role is Role.CO_ORDINATOR


def test_list_of_calls_stays_short(group: Riverside) -> None:
    with group.database.write() as transaction:
        for number in range(5):
            partners.add(
                transaction,
                viewer=group.viewer("sam"),
                name=f"College {number}",
                reach=Reach.TELEPHONE,
            )

    assert len(found(group)) == calls.MOST
