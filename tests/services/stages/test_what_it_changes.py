"""What the stage in force changes when something is sent: the rows of the table, and nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.commitments import ShareState
from bot.domain.deliveries import DeliveryKind, DeliveryState, Owed, Rule
from bot.domain.escalations import Terms, What, Who, who_hears
from bot.domain.evidence import Stage
from bot.domain.importance import Importance
from bot.messages import plain
from bot.messages.items import envelope_item
from bot.services import cases, items, planning
from storage import commitments, deliveries, escalations, rooms
from tests import planned
from tests.elsewhere import valley_link
from tests.office import Office, openings
from tests.planned import add, plan
from tests.riverside import NOW, Riverside
from tests.services.stages.staged import put_in_force

TUESDAY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
EARLIER = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PAST = date(2026, 11, 10)
FAR = date(2027, 1, 15)
ASKED = {(Who.RUNNER, What.ASKED), (Who.RUNNER, What.WAIT_OR_GO)}
WHY = (
    "The joint prospectus is made from it, and a good deal more than that, which is why it " + "really " * 12
)


def remind(group: Riverside, importance: Importance = Importance.NORMAL) -> None:
    commitment = add(group, importance=importance)
    plan(group, planning.plan_reminders, commitment, now=EARLIER)


def ask(group: Riverside, importance: Importance = Importance.NORMAL) -> None:
    commitment = add(group, state=ShareState.PROPOSED, importance=importance, due=FAR)
    plan(group, planning.plan_ask, commitment, now=EARLIER)


def owe(group: Riverside, kind: DeliveryKind, **to: int) -> None:
    owed = Owed(
        kind=kind,
        fact="kept",
        step="2026",
        partnership_id=group.partnership_id,
        due_on=TUESDAY.date(),
        due_at=TUESDAY,
        **to,  # type: ignore[arg-type]  # To whom is the caller's.
    )
    with group.database.write() as transaction:
        deliveries.owe(transaction, viewer=group.engine, owed=owed, now=EARLIER)


def fates(office: Office, kind: DeliveryKind) -> set[tuple[DeliveryState, Rule | None]]:
    return {(one.state, one.rule) for one in office.ledger() if one.owed.kind is kind}


def lines(group: Riverside) -> list[str]:
    commitment = add(group)
    with group.database.write() as transaction:
        commitments.change(transaction, viewer=group.viewer("sam"), commitment_id=commitment.id, why=WHY)
        view = items.view(transaction, viewer=group.engine, share_id=commitment.shares[0].id, now=NOW)
    return [plain.line(line) for line in envelope_item(view).lines]


@pytest.mark.parametrize(
    ("stage", "begins", "whole"),
    [
        (None, "The joint", False),
        (Stage.FORMING, "Why: The joint", True),
        (Stage.FUNCTIONING, "The joint", False),
    ],
)
def test_why_stands_in_full_in_a_new_group(
    group: Riverside, stage: Stage | None, begins: str, *, whole: bool
) -> None:
    if stage is not None:
        put_in_force(group, stage)

    _, why = lines(group)

    assert why.startswith(begins)
    assert (WHY.strip() in why) is whole


def test_in_hard_times_there_are_fewer_words(group: Riverside) -> None:
    put_in_force(group, Stage.FRUSTRATION)

    assert len(lines(group)) == 1


def test_while_it_fails_partners_hear_of_critical_dates_only(group: Riverside, office: Office) -> None:
    put_in_force(group, Stage.FAILING)
    remind(group)
    owe(group, DeliveryKind.KEPT, person_id=group.person("mina").id)

    assert openings(office.run(TUESDAY)) == []
    assert (DeliveryState.WITHHELD, Rule.STAGE) in fates(office, DeliveryKind.REMINDER)
    assert (DeliveryState.SENT, None) not in fates(office, DeliveryKind.REMINDER)
    [kept] = [one for one in office.ledger() if one.owed.kind is DeliveryKind.KEPT]
    assert (kept.state, kept.owed.due_on) == (DeliveryState.PENDING, date(2026, 12, 1))


def test_what_is_critical_goes_out_all_the_same(group: Riverside, office: Office) -> None:
    put_in_force(group, Stage.FAILING)
    remind(group, Importance.CRITICAL)

    assert [who for who, _ in openings(office.run(TUESDAY))] == ["mina"]


def test_asking_waits_for_another_stage_and_is_not_lost(group: Riverside, office: Office) -> None:
    put_in_force(group, Stage.FAILING)
    ask(group)
    first = office.run(TUESDAY)
    put_in_force(group, Stage.FORMING)

    assert (openings(first), fates(office, DeliveryKind.ASK)) == ([], {(DeliveryState.PENDING, Rule.STAGE)})
    assert [who for who, _ in openings(office.run(TUESDAY + timedelta(days=7)))] == ["mina"]


def test_while_it_fails_nothing_is_said_of_an_action_that_is_gone(group: Riverside, office: Office) -> None:
    elsewhere = valley_link(group)
    put_in_force(elsewhere, Stage.FAILING)
    share_id = add(group, importance=Importance.CRITICAL).shares[0].id
    owe(elsewhere, DeliveryKind.REMINDER, person_id=group.person("mina").id, share_id=share_id)

    assert openings(office.run(TUESDAY)) == []
    assert fates(office, DeliveryKind.REMINDER) == {(DeliveryState.WITHHELD, Rule.STAGE)}


def test_who_runs_it_goes_on_hearing_everything(group: Riverside, office: Office) -> None:
    put_in_force(group, Stage.FAILING)
    owe(group, DeliveryKind.KEPT, person_id=group.person("grace").id)

    assert [who for who, _ in openings(office.run(TUESDAY))] == ["grace"]


def test_what_belongs_to_no_action_any_more_stays_with_its_own_rule(group: Riverside, office: Office) -> None:
    put_in_force(group, Stage.FAILING)
    remind(group, Importance.CRITICAL)
    with group.database.write() as transaction:
        [one] = commitments.all_of(transaction, viewer=group.engine)
    planned.change(group, one.shares[0], state=ShareState.DONE, done_at=EARLIER)

    office.run(TUESDAY)

    assert fates(office, DeliveryKind.REMINDER) == {(DeliveryState.WITHHELD, Rule.DONE)} | {
        (one.state, one.rule)
        for one in office.ledger()
        if one.owed.kind is DeliveryKind.REMINDER and one.state is DeliveryState.PENDING
    }


@pytest.mark.parametrize(
    ("stage", "fate"),
    [
        (Stage.FRUSTRATION, (DeliveryState.WITHHELD, Rule.STAGE)),
        (Stage.FORMING, (DeliveryState.SENT, None)),
    ],
)
def test_in_hard_times_rooms_hear_good_news_only(
    group: Riverside, office: Office, stage: Stage, fate: tuple[DeliveryState, Rule | None]
) -> None:
    put_in_force(group, stage)
    with group.database.read() as transaction:
        [room] = rooms.all_of(transaction, viewer=group.engine)
    owed = Owed(
        kind=DeliveryKind.QUIET,
        fact="quiet:2027-01-04",
        step="quiet",
        partnership_id=group.partnership_id,
        due_on=TUESDAY.date(),
        due_at=TUESDAY,
        room_id=room.id,
    )
    with group.database.write() as transaction:
        deliveries.owe(transaction, viewer=group.engine, owed=owed, now=EARLIER)

    office.run(TUESDAY + timedelta(hours=1))

    assert fates(office, DeliveryKind.QUIET) == {fate}


def test_while_it_flies_one_envelope_a_week_is_enough(group: Riverside, office: Office) -> None:
    put_in_force(group, Stage.FLYING)
    remind(group)
    first = openings(office.run(TUESDAY))
    ask(group)

    thursday = openings(office.run(TUESDAY + timedelta(days=2)))

    assert ([who for who, _ in first], thursday) == (["mina"], [])


@pytest.mark.parametrize(
    ("stage", "hears"),
    [
        (None, {*ASKED, (Who.CHAIR, What.WAIT_OR_GO)}),
        (Stage.FUNCTIONING, {*ASKED, (Who.CHAIR, What.WAIT_OR_GO)}),
        (Stage.FORMING, ASKED),
        (Stage.FRUSTRATION, ASKED),
        (Stage.FAILING, {(Who.RUNNER, What.LISTED)}),
    ],
)
def test_who_hears_past_the_person(
    group: Riverside, stage: Stage | None, hears: set[tuple[Who, What]]
) -> None:
    add(group, due=PAST, importance=Importance.CRITICAL, last_safe=PAST)
    with group.database.write() as transaction:
        terms = Terms()
        held = escalations.propose(transaction, viewer=group.viewer("sam"), terms=terms, now=NOW)
        escalations.put_in_force(transaction, viewer=group.viewer("sam"), policy_id=held.id, now=NOW)
    if stage is not None:
        put_in_force(group, stage)

    with group.database.read() as transaction:
        [followed] = cases.of_partnership(transaction, viewer=group.engine, now=TUESDAY)
        helper = cases.helper_name(transaction, viewer=group.engine, share=followed.share, now=TUESDAY)

    found = {(one.who, one.what) for one in who_hears(replace(followed.case, warned=True))}
    assert found - {(Who.PERSON, What.WARNED)} == hears
    assert helper == ("Rob Stone" if stage in (None, Stage.FUNCTIONING) else "")
