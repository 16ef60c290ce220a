"""Who hears, and when: proposed, shown to every co-ordinator, and in force once all have said that it is fine."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.domain.deliveries import DeliveryKind
from bot.domain.escalations import PolicyState, Terms
from bot.domain.partners import PartnerKind
from bot.domain.permissions import Role
from bot.domain.policies import Policy
from bot.errors import Refused
from bot.messages.notices import Notice
from bot.messages.plain import of_block
from bot.services import escalations, notices, readers
from bot.services.escalations import Agreed, Proposed, Standing
from storage import deliveries, members, partners
from storage import escalations as stored
from storage.tables import PartnerRow
from tests import planned
from tests.riverside import NOW, Riverside

DAY = timedelta(days=1)


def _propose(group: Riverside, *, by: str = "sam", asked: str = "3", helped: str = "2") -> Standing:
    return escalations.propose(
        database=group.database,
        viewer=group.viewer(by),
        proposed=Proposed(runner_asked_after=asked, co_ordinator_after=helped),
        now=NOW,
    )


def _id(standing: Standing) -> int:
    assert standing.policy is not None
    return standing.policy.id


def _agree(group: Riverside, policy_id: int, *, by: str = "mina", partner_id: int | None = None) -> Agreed:
    return escalations.agree(
        database=group.database,
        viewer=group.viewer(by),
        policy_id=policy_id,
        partner_id=partner_id or group.castle_id,
        now=NOW,
    )


def _in_force(group: Riverside) -> Policy | None:
    with group.database.read() as transaction:
        return stored.in_force(transaction, viewer=group.viewer("sam"))


def _question(group: Riverside, name: str = "mina") -> list[Notice | None]:
    viewer = group.viewer(name)
    with group.database.read() as transaction:
        found = deliveries.pending_of(transaction, viewer=viewer, person_id=viewer.person_id)
        reader = readers.reader(transaction, viewer=viewer, person_id=viewer.person_id)
        assert reader is not None
        return [
            notices.write(transaction, reader=reader, delivery=one, now=NOW)
            for one in found
            if one.owed.kind is DeliveryKind.WHO_HEARS
        ]


def _list(group: Riverside, days: int = 0) -> list[str]:
    viewer = group.viewer("sam")
    with group.database.read() as transaction:
        reader = readers.reader(transaction, viewer=viewer, person_id=viewer.person_id)
        assert reader is not None
        found = escalations.of_morning(transaction, reader, NOW + days * DAY)
    return [of_block(notice.blocks[0]) for notice in found]


def test_until_it_is_proposed_nothing_is_agreed(group: Riverside) -> None:
    standing = escalations.of_partnership(database=group.database, viewer=group.viewer("grace"))

    assert (standing.policy, standing.waits_for, standing.runner) == (None, (), "Sam")
    assert _list(group) == []


def test_every_co_ordinator_is_asked_and_who_has_a_telephone_is_named(group: Riverside) -> None:
    standing = _propose(group)

    assert (standing.asked, standing.by_hand) == (("Castle College",), ("Brook Lane Training",))
    [asked] = _question(group)
    assert asked is not None
    said = "\n".join(of_block(block) for block in asked.blocks)
    assert "Sam proposes what happens if a date goes by" in said
    assert "For the few on which much hangs:" in said
    assert "[Fine with us]" in said
    [line] = _list(group)
    assert line == (
        "Dee Frame at Brook Lane Training is rung on 01632 960 118. "
        "Who hears, and when: is it fine with them?"
    )


def test_it_holds_once_each_partner_has_agreed(group: Riverside) -> None:
    policy_id = _id(_propose(group))

    first = _agree(group, policy_id)
    assert (first.in_force, _in_force(group), first.standing.waits_for) == (
        False,
        None,
        ("Brook Lane Training",),
    )
    second = _agree(group, policy_id, by="sam", partner_id=group.brook_lane_id)

    held = _in_force(group)
    assert held is not None
    assert (second.in_force, held.id, held.in_force_at) == (True, policy_id, NOW)
    assert held.agreed == {
        group.castle_id: group.person("mina").id,
        group.brook_lane_id: group.person("sam").id,
    }
    assert _question(group) == [None]
    assert _list(group, 30) == []


def test_second_press_changes_nothing(group: Riverside) -> None:
    policy_id = _id(_propose(group))

    assert [_agree(group, policy_id).in_force for _ in range(2)] == [False, False]


def test_new_proposal_replaces_the_open_one_and_what_holds_stays(group: Riverside) -> None:
    held = _id(_propose(group))
    _agree(group, held)
    _agree(group, held, by="sam", partner_id=group.brook_lane_id)

    old = _id(_propose(group, asked="4"))
    new = _id(_propose(group, asked="5", by="grace"))

    in_force = _in_force(group)
    assert in_force is not None
    assert in_force.id == held
    late = _agree(group, old)
    assert (late.is_replaced, late.in_force) == (True, False)
    assert [notice is None for notice in _question(group)] == [True, True, False]
    _agree(group, new)
    _agree(group, new, by="sam", partner_id=group.brook_lane_id)
    replaced = _in_force(group)
    assert replaced is not None
    assert (replaced.id, replaced.terms) == (new, Terms(runner_asked_after=5))
    with group.database.read() as transaction:
        states = [
            found.state
            for one in (held, old, new)
            if (found := stored.get(transaction, viewer=group.viewer("sam"), policy_id=one))
        ]
    assert states == [PolicyState.REPLACED, PolicyState.REPLACED, PolicyState.IN_FORCE]


def test_with_nobody_but_an_office_it_holds_at_once(group: Riverside) -> None:
    with group.database.write() as transaction:
        offices = update(PartnerRow).values(kind=PartnerKind.OFFICE)
        transaction.connection.execute(offices)

    standing = _propose(group)

    assert standing.policy is not None
    assert (standing.policy.state, standing.waits_for) == (PolicyState.IN_FORCE, ())


def test_replaced_proposal_is_not_put_in_force(group: Riverside) -> None:
    old = _id(_propose(group))
    _propose(group)

    with group.database.write() as transaction:
        assert not stored.put_in_force(transaction, viewer=group.viewer("sam"), policy_id=old, now=NOW)


def test_co_ordinator_who_never_presses_is_told_to_the_runner_after_ten_days(group: Riverside) -> None:
    _propose(group)

    assert len(_list(group, 13)) == 1
    [_, castle] = sorted(_list(group, 14))
    assert castle == (
        "Mina Iqbal at Castle College hasn't said yet: is who hears, and when, fine with them? "
        "A call may be worth making."
    )


def test_partner_that_joins_later_is_asked_and_what_holds_goes_on(group: Riverside) -> None:
    policy_id = _id(_propose(group))
    _agree(group, policy_id)
    _agree(group, policy_id, by="sam", partner_id=group.brook_lane_id)
    with group.database.write() as transaction:
        partners.add(transaction, viewer=group.viewer("sam"), name="Meadow College")
        partners.add(transaction, viewer=group.viewer("sam"), name="Hall", kind=PartnerKind.OFFICE)

    assert _list(group) == ["Meadow College has nobody I can ask. Who hears, and when: is it fine with them?"]
    held = _in_force(group)
    assert held is not None
    assert held.id == policy_id


def test_speaker_who_may_not_press_is_the_runners_to_ask(group: Riverside) -> None:
    with group.database.write() as transaction:
        mina = group.viewer("mina")
        members.take_role(transaction, viewer=mina, person_id=mina.person_id, role=Role.CHAIR)

    assert _propose(group).by_hand == ("Brook Lane Training", "Castle College")
    assert "Castle College has nobody I can ask. Who hears, and when: is it fine with them?" in _list(group)


def test_asking_again_asks_nobody_twice(group: Riverside) -> None:
    _propose(group)
    with group.database.write() as transaction:
        escalations.ask_partners(transaction, viewer=group.engine, now=NOW + DAY)

    assert len(_question(group)) == 1


def test_who_is_away_for_years_is_not_asked_yet(group: Riverside) -> None:
    planned.go_away(group)
    _propose(group)

    assert _question(group) == []


@pytest.mark.parametrize(
    "days", ["", "0", "11", "many", "-1", "99999999999999", "0001999", "0" + "9" * 5000, "²"]
)
def test_days_are_from_one_to_ten(group: Riverside, days: str) -> None:
    with pytest.raises(Refused, match="days_to_wait"):
        _propose(group, asked=days)
    with pytest.raises(Refused, match="days_to_wait"):
        _propose(group, helped=days)


@pytest.mark.parametrize("name", ["mina", "rob", "dee"])
def test_only_who_runs_or_chairs_it_proposes(group: Riverside, name: str) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        _propose(group, by=name)


@pytest.mark.parametrize(("by", "key"), [("grace", "not_for_your_role"), ("dee", "not_for_your_role")])
def test_nobody_agrees_for_another_but_the_runner(group: Riverside, by: str, key: str) -> None:
    policy_id = _id(_propose(group))

    with pytest.raises(Refused, match=key):
        _agree(group, policy_id, by=by)


@pytest.mark.parametrize(("policy_id", "partner_id"), [(99, None), (None, 99)])
def test_what_is_not_there_cannot_be_agreed_to(
    group: Riverside, policy_id: int | None, partner_id: int | None
) -> None:
    made = _id(_propose(group))

    with pytest.raises(Refused, match="partner_gone"):
        _agree(group, policy_id or made, by="sam", partner_id=partner_id)
