"""Milestones as stored, what partners gave, thanks, and on which days a room was posted to."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from bot.domain.commitments import ShareState
from bot.domain.deliveries import Destination, MessageKind, MessageState, NewMessage
from bot.domain.milestones import Milestone, MilestoneState
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, myself
from bot.errors import Refused
from storage import messages, milestones, room_posts, rooms, shares, thanks
from storage.database import Transaction
from storage.tables import AddressRow, PersonRow
from tests import promised
from tests.riverside import NOW, ROOM, Riverside

DUE = date(2027, 2, 5)


def add(transaction: Transaction, group: Riverside, title: str = "It is out", due: date = DUE) -> Milestone:
    return milestones.add(transaction, viewer=group.viewer("sam"), title=title, due=due, now=NOW)


def test_milestones_come_soonest_first(group: Riverside) -> None:
    with group.database.write() as transaction:
        for title, days in (("Second", 1), ("Third", 1), ("First", 0)):
            add(transaction, group, title, DUE + timedelta(days=days))
        found = milestones.all_of(transaction, viewer=group.viewer("mina"))

    assert [one.title for one in found] == ["First", "Second", "Third"]


def test_new_milestone_is_planned_and_has_what_was_given(group: Riverside) -> None:
    with group.database.write() as transaction:
        made = milestones.add(
            transaction,
            viewer=group.viewer("sam"),
            title="It is out",
            due=DUE,
            now=NOW,
            makes_possible="choosing early",
        )

    assert made == Milestone(
        id=made.id,
        partnership_id=group.partnership_id,
        title="It is out",
        due=DUE,
        state=MilestoneState.PLANNED,
        version=1,
        makes_possible="choosing early",
    )


def test_milestone_and_thanks_belong_to_a_partnership(group: Riverside) -> None:
    with group.database.write() as transaction:
        alone = myself(group.person("sam").id)
        with pytest.raises(PermissionError):
            milestones.add(transaction, viewer=alone, title="It is out", due=DUE, now=NOW)
        with pytest.raises(PermissionError):
            thanks.add(
                transaction,
                viewer=alone,
                milestone_id=None,
                partner_id=group.castle_id,
                person_id=None,
                words="x",
                now=NOW,
            )


def test_only_one_of_two_changes_gets_through(group: Riverside) -> None:
    def mark(transaction: Transaction, made: Milestone) -> bool:
        return milestones.change(
            transaction,
            viewer=group.viewer("sam"),
            milestone_id=made.id,
            since={MilestoneState.PLANNED},
            state=MilestoneState.REACHED,
            reached_at=NOW,
        )

    with group.database.write() as transaction:
        made = add(transaction, group)
        changed = [mark(transaction, made), mark(transaction, made)]
        found = milestones.get(transaction, viewer=group.viewer("sam"), milestone_id=made.id)

    assert changed == [True, False]
    assert (found.state, found.reached_at, found.version) == (MilestoneState.REACHED, NOW, 2)


def test_actions_belong_to_one_milestone_at_a_time(group: Riverside) -> None:
    commitment_id = promised.stored(group, promised.accepted(group))[0].id
    with group.database.write() as transaction:
        sam = group.viewer("sam")
        first, second = add(transaction, group), add(transaction, group)
        belongs = []
        for milestone_id in (first.id, second.id, None):
            put = milestones.put_in(
                transaction, viewer=sam, milestone_id=milestone_id, commitment_ids=[commitment_id]
            )
            belongs.append((put, milestones.action_ids(transaction, viewer=sam).get(commitment_id)))
        nothing = milestones.put_in(transaction, viewer=sam, milestone_id=first.id, commitment_ids=[])

    assert belongs == [(1, first.id), (1, second.id), (1, None)]
    assert nothing == 0


def test_what_partners_gave_is_kept_in_place_of_what_was_kept_before(group: Riverside) -> None:
    with group.database.write() as transaction:
        sam, made = group.viewer("sam"), add(transaction, group)
        found = []
        for words in ({group.castle_id: "a", group.office_id: "b"}, {group.castle_id: "c"}, {}):
            milestones.keep_contributions(transaction, viewer=sam, milestone_id=made.id, words=words)
            found.append(milestones.contributions_of(transaction, viewer=sam, milestone_id=made.id))

    assert found == [{group.castle_id: "a", group.office_id: "b"}, {group.castle_id: "c"}, {}]


def test_thanks_come_back_in_order_after_an_instant(group: Riverside) -> None:
    with group.database.write() as transaction:
        sam = group.viewer("sam")
        ids = [
            thanks.add(
                transaction,
                viewer=sam,
                milestone_id=None,
                partner_id=group.castle_id,
                person_id=None,
                words=f"Thanks {hours}",
                now=NOW + timedelta(hours=hours),
            )
            for hours in range(3)
        ]
        found = thanks.since(transaction, viewer=sam, at=NOW)
        first = thanks.get(transaction, viewer=sam, thanks_id=ids[0])
        with pytest.raises(Refused):
            thanks.get(transaction, viewer=sam, thanks_id=99)

    assert [one.id for one in found] == ids[1:]
    assert (first.words, first.from_id, first.at) == ("Thanks 0", sam.person_id, NOW)


@pytest.mark.parametrize(
    ("news", "room_usable", "address_usable", "reads"),
    [
        pytest.param(True, True, True, False, id="reads it in the room"),
        pytest.param(True, False, True, True, id="the room is archived"),
        pytest.param(True, True, False, True, id="has left the room's workspace"),
        pytest.param(False, False, False, False, id="just theirs"),
    ],
)
def test_news_are_for_who_wants_them_and_has_no_room(
    group: Riverside, news: bool, room_usable: bool, address_usable: bool, reads: bool
) -> None:
    mina = group.person("mina").id
    with group.database.write() as transaction:
        run = transaction.connection.execute
        run(update(PersonRow).where(PersonRow.id == mina).values(news=news))
        run(update(AddressRow).where(AddressRow.person_id == mina).values(usable=address_usable))
        rooms.note_usable(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            external_id=ROOM,
            usable=room_usable,
        )
        found = thanks.readers_of_news(transaction, viewer=group.engine)

    assert found == ((mina,) if reads else ())


def test_days_of_a_room_are_those_of_what_was_posted_or_is_on_its_way(group: Riverside) -> None:
    to = Destination(kind=AddressKind.SLACK, installation_id=group.installation_id, external_id=ROOM)
    with group.database.write() as transaction:
        [room] = rooms.all_of(transaction, viewer=group.engine)
        for number, (kind, room_id) in enumerate(
            (
                (MessageKind.ROOM, room.id),
                (MessageKind.ROOM, room.id),
                (MessageKind.ROOM, room.id),
                (MessageKind.ANSWER, None),
            )
        ):
            new = NewMessage(
                kind=kind,
                to=to,
                local_date=NOW.date() + timedelta(days=number - 1),
                part=str(number),
                not_before=NOW,
                room_id=room_id,
                content={},
            )
            message_id = messages.add(transaction, viewer=ENGINE, new=new, now=NOW)
            assert message_id is not None
            if number == 2:
                dead = {"state": MessageState.DEAD}
                messages.change(
                    transaction,
                    viewer=ENGINE,
                    message_id=message_id,
                    since=MessageState.PENDING,
                    changes=dead,
                )
        found = room_posts.days_posted(transaction, viewer=ENGINE, to=to, room_id=room.id, since=NOW.date())

    assert found == (NOW.date(),)


def test_planned_with_nothing_open_is_looked_at_by_the_sweep(group: Riverside) -> None:
    pressed = promised.accepted(group)
    commitment, share = promised.stored(group, pressed)
    with group.database.write() as transaction:
        made = add(transaction, group)
        add(transaction, group, "With nothing in it")
        milestones.put_in(
            transaction, viewer=group.viewer("sam"), milestone_id=made.id, commitment_ids=[commitment.id]
        )
        before = milestones.perhaps_reached(transaction, viewer=ENGINE)
        shares.change(
            transaction,
            viewer=group.viewer("sam"),
            share_id=share.id,
            version=share.version,
            state=ShareState.DONE,
        )
        after = milestones.perhaps_reached(transaction, viewer=ENGINE)

    assert (before, [one.id for one in after]) == ((), [made.id])
