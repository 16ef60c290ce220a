"""Each working day it is looked at: a card is written when the signs point elsewhere, and two people hear of it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from bot.domain.commitments import EventKind, ShareState
from bot.domain.deliveries import DeliveryKind
from bot.domain.evidence import Stage
from bot.domain.permissions import Role
from bot.domain.stage_decisions import CardState, Choice
from bot.domain.stage_facts import Facts
from bot.domain.stages import Proposal, Verdict
from bot.messages.notices import Notice
from bot.services import readers
from bot.services.stages import cards, telling
from bot.services.stages.cards import Chosen
from storage import deliveries, members, shares, stages
from storage.database import Database
from storage.tables import PersonRow
from tests import planned, riverside
from tests.riverside import NOW, Riverside
from tests.services.stages.staged import SUGGESTS, put_in_force

LATER = datetime(2026, 12, 1, 5, tzinfo=UTC)


def look(group: Riverside, now: datetime = LATER) -> bool:
    with group.database.write() as transaction:
        return cards.look(transaction, viewer=group.engine, now=now)


def heard(group: Riverside) -> set[int | None]:
    with group.database.read() as transaction:
        found = deliveries.ledger(transaction, viewer=group.engine)
    return {one.owed.person_id for one in found if one.owed.kind is DeliveryKind.STAGE}


def listed(group: Riverside, who: str) -> tuple[Notice, ...]:
    with group.database.read() as transaction:
        reader = readers.of_member(transaction, viewer=group.engine, membership=group.members[who])
        return telling.of_morning(transaction, reader, LATER)


def point_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def propose(_: Facts) -> Proposal:
        return SUGGESTS

    monkeypatch.setattr(cards, "propose", propose)


def test_where_nothing_speaks_for_another_stage_nobody_hears_anything(group: Riverside) -> None:
    assert (look(group), heard(group)) == (False, set())


def test_card_goes_to_the_chair_once_and_stands_in_the_list_of_the_runner(
    group: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    point_elsewhere(monkeypatch)

    assert (look(group), look(group)) == (True, False)
    assert heard(group) == {group.person("grace").id}
    assert len(listed(group, "sam")) == 1
    assert listed(group, "grace") == ()


@pytest.mark.parametrize(
    ("day", "is_written"), [(26, True), (27, False), (30, False)], ids=["Thursday", "Friday", "Monday"]
)
def test_card_is_written_on_a_day_on_which_the_chair_is_written_to(
    group: Riverside, monkeypatch: pytest.MonkeyPatch, day: int, *, is_written: bool
) -> None:
    point_elsewhere(monkeypatch)

    assert look(group, LATER.replace(month=11, day=day)) is is_written


@pytest.mark.parametrize("zone", ["Europe/Athens", "Asia/Dubai", "Asia/Singapore"])
def test_card_is_written_where_it_is_past_the_chairs_hour_already(
    group: Riverside, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    point_elsewhere(monkeypatch)
    with group.database.write() as transaction:
        grace = PersonRow.id == group.person("grace").id
        transaction.connection.execute(update(PersonRow).where(grace).values(zone=ZoneInfo(zone)))

    assert not look(group, LATER - timedelta(days=1))
    assert look(group, LATER)


def test_what_somebody_has_chosen_with_a_reason_is_not_replaced(
    group: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = Chosen(choice=Choice.ANOTHER, stage=Stage.FRUSTRATION, because="They don't speak")
    cards.press(database=group.database, viewer=group.viewer("sam"), seen=(0, 0), chosen=chosen, now=LATER)
    point_elsewhere(monkeypatch)

    assert not look(group, LATER + timedelta(days=2))
    with group.database.read() as transaction:
        [card] = stages.cards(transaction, viewer=group.engine)
    assert card.state is CardState.OPEN


def test_without_a_chair_any_day_will_do(group: Riverside, monkeypatch: pytest.MonkeyPatch) -> None:
    point_elsewhere(monkeypatch)
    with group.database.write() as transaction:
        members.take_role(
            transaction, viewer=group.engine, person_id=group.person("grace").id, role=Role.OBSERVER
        )

    assert look(group, LATER.replace(month=11, day=27))


def test_nobody_looks_in_the_first_weeks_or_in_a_draft(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    point_elsewhere(monkeypatch)

    assert not look(riverside.build(database))


def test_first_weeks_are_too_early(group: Riverside, monkeypatch: pytest.MonkeyPatch) -> None:
    point_elsewhere(monkeypatch)

    assert not look(group, NOW + timedelta(days=29))


def test_silence_of_all_is_seen_out_of_the_timetable_itself(group: Riverside) -> None:
    """Nobody answers anything for a term: the facts of the database alone lead to a card."""
    put_in_force(group, Stage.FUNCTIONING)
    for day in range(1, 25):
        due = datetime(2026, 10, 1, tzinfo=UTC).date() + timedelta(days=day)
        made = planned.add(group, due=due, holders=("mina", None, None), state=ShareState.ACCEPTED)
        with group.database.write() as transaction:
            shares.note_event(
                transaction,
                viewer=group.viewer("sam"),
                share_id=made.shares[0].id,
                kind=EventKind.CHANGED,
                now=NOW,
            )

    look(group)

    with group.database.read() as transaction:
        found = stages.cards(transaction, viewer=group.engine)
        view = cards.show(database=group.database, viewer=group.viewer("sam"), now=LATER)
    assert [(one.in_force, one.suggests) for one in found] in ([], [(Stage.FUNCTIONING, Stage.FAILING)])
    assert view.proposal.verdict in (Verdict.SUGGESTS, Verdict.NOT_ENOUGH)
