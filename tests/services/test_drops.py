"""Taking an action out of the timetable, and putting it back."""

from datetime import datetime, timedelta

import pytest

from bot.domain.commitments import EventKind, ShareState
from bot.domain.deliveries import DeliveryKind, DeliveryState, Destination, MessageKind, NewMessage, Rule
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.errors import Refused
from bot.services import drops, promises
from bot.services.presses import Outcome, Pressed
from bot.services.promises import NotForMe
from storage import deliveries, dependencies, messages, notes
from storage.database import Transaction
from tests.coursing import own, told, words
from tests.promised import accepted, add, events, fresh, owed, proposed, stored
from tests.riverside import NOW, Riverside


def _drop(group: Riverside, pressed: Pressed, *, by: str = "sam", reason: str = "") -> Outcome:
    return drops.drop(
        database=group.database, viewer=group.viewer(by), pressed=pressed, reason=reason, later=False, now=NOW
    )


def _restore(group: Riverside, pressed: Pressed, *, now: datetime = NOW) -> Outcome:
    return drops.restore(
        database=group.database, viewer=group.viewer("sam"), pressed=fresh(group, pressed), now=now
    )


def _kinds(group: Riverside, name: str) -> list[DeliveryKind]:
    return [kind for kind, _, _ in owed(group, name)]


def test_what_is_dropped_is_out_and_its_holder_hears(group: Riverside) -> None:
    pressed = accepted(group)

    outcome = _drop(group, pressed, reason="The county does it now")

    assert (outcome.changed, outcome.view.share.state) == (True, ShareState.DROPPED)
    assert _kinds(group, "mina") == [DeliveryKind.CHANGED]
    assert words(told(group, "mina")[0]) == (
        "Send course data, by Friday 27 November 2026, is out of the timetable. "
        "There is nothing more for you to do."
    )
    with group.database.read() as transaction:
        ledger = deliveries.ledger(transaction, viewer=group.viewer("sam"), share_id=pressed.share_id)
        kept = notes.of_commitment(
            transaction, viewer=group.viewer("sam"), commitment_id=outcome.view.commitment.id
        )
    withheld = {one.rule for one in ledger if one.owed.kind is DeliveryKind.REMINDER}
    assert withheld == {Rule.DROPPED}
    assert kept == ("The county does it now",)


def test_whoever_was_never_asked_hears_nothing(group: Riverside) -> None:
    pressed = proposed(group)

    _drop(group, pressed)

    assert owed(group, "mina") == []


def test_those_who_wait_for_it_hear(group: Riverside) -> None:
    pressed = accepted(group)
    proof = own(group, "dee", what="Proof-read it", by_when="11 December 2026")
    with group.database.write() as transaction:
        ids = [stored(group, one)[0].id for one in (proof, pressed)]
        dependencies.set_needs(
            transaction, viewer=group.viewer("sam"), commitment_id=ids[0], needs_ids=ids[1:]
        )

    _drop(group, pressed)

    assert words(told(group, "dee")[0]).startswith("Send course data isn't coming any more.")


def test_second_press_shows_how_things_stand(group: Riverside) -> None:
    pressed = accepted(group)
    _drop(group, pressed)

    assert not _drop(group, pressed).changed
    assert not _drop(group, fresh(group, pressed)).changed


def test_form_asks_only_about_what_is_in(group: Riverside) -> None:
    pressed = accepted(group)
    sam = group.viewer("sam")
    before = drops.look(database=group.database, viewer=sam, pressed=pressed, now=NOW)
    _drop(group, pressed)
    after = drops.look(database=group.database, viewer=sam, pressed=fresh(group, pressed), now=NOW)

    assert (before.changed, after.changed) == (True, False)


@pytest.mark.parametrize("start", [proposed, accepted])
def test_what_is_put_back_stands_as_it_stood(group: Riverside, start: object) -> None:
    assert callable(start)
    pressed = start(group)
    state, before = stored(group, pressed)[1].state, owed(group, "mina")
    _drop(group, pressed)

    outcome = _restore(group, pressed)

    assert (outcome.changed, outcome.view.share.state) == (True, state)
    planned = [one for one in owed(group, "mina") if one[0] is not DeliveryKind.CHANGED]
    assert planned == before
    assert events(group, pressed)[-2:] == [EventKind.DROPPED, EventKind.RESTORED]
    assert told(group, "mina") == [None] * (state is ShareState.ACCEPTED)


def test_whoever_has_read_that_it_is_out_reads_that_it_is_back(group: Riverside) -> None:
    pressed = accepted(group)
    _drop(group, pressed)
    with group.database.write() as transaction:
        [notice] = deliveries.pending_of(transaction, viewer=group.engine, person_id=group.person("mina").id)
        message_id = _sent(transaction, group)
        deliveries.claim(transaction, viewer=group.engine, ids=[notice.id], message_id=message_id)
        deliveries.settle(transaction, viewer=group.engine, message_id=message_id, state=DeliveryState.SENT)

    _restore(group, pressed, now=NOW + timedelta(days=1))

    assert (
        words(told(group, "mina")[0])
        == "Send course data is back in the timetable, by Friday 27 November 2026."
    )


def test_everybody_who_went_with_it_comes_back_and_nobody_else(group: Riverside) -> None:
    of_partner = {
        share.partner_id: Pressed(share_id=share.id, version=share.version)
        for share in add(group, partner="all").commitment.shares
    }
    castle, brook_lane = of_partner[group.castle_id], of_partner[group.brook_lane_id]
    promises.not_for_me(
        database=group.database,
        viewer=group.viewer("dee"),
        pressed=brook_lane,
        answer=NotForMe.WE_CANNOT,
        now=NOW,
    )
    _drop(group, castle)

    _restore(group, castle)

    assert stored(group, castle)[1].state is ShareState.PROPOSED
    assert stored(group, brook_lane)[1].state is ShareState.DECLINED


def test_what_is_in_cannot_be_put_back(group: Riverside) -> None:
    assert not _restore(group, accepted(group)).changed


def test_after_a_year_it_is_added_again(group: Riverside) -> None:
    pressed = accepted(group)
    _drop(group, pressed)

    with pytest.raises(Refused, match="dropped_long_ago"):
        _restore(group, pressed, now=NOW + timedelta(days=366))


@pytest.mark.parametrize("by", ["rob", "dee"])
def test_deputies_and_others_do_not_drop_it(group: Riverside, by: str) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        _drop(group, accepted(group), by=by)


def _sent(transaction: Transaction, group: Riverside) -> int:
    to = Destination(kind=AddressKind.SLACK, installation_id=group.installation_id, external_id="U-MINA")
    new = NewMessage(kind=MessageKind.ENVELOPE, to=to, local_date=NOW.date(), part="1", not_before=NOW)
    return messages.add(transaction, viewer=ENGINE, new=new, now=NOW) or 0
