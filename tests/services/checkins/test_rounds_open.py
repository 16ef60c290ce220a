"""A round is planned, put off, asked for and opened; and everybody asked is owed one message and one reminder."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from bot.domain.deliveries import DeliveryKind
from bot.domain.evidence import Stage
from bot.domain.questions import QuestionKind
from bot.domain.rounds import Round, RoundState, Standing
from bot.errors import Refused
from bot.services import lookouts
from bot.services.checkins import opening, planning
from bot.services.checkins.planning import Placed
from storage import audit, deliveries, rounds
from storage.database import Database
from storage.tables import PartnershipRow
from tests.checked_in import CLOSED, TUESDAY, close, open_round, press_something, widen
from tests.riverside import NOW, Riverside, build


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database, opened=True)


def test_who_writes_is_owed_the_message_and_one_reminder(riverside: Riverside) -> None:
    opened = open_round(riverside)

    with riverside.database.read() as transaction:
        owed = [one.owed for one in deliveries.ledger(transaction, viewer=riverside.viewer("sam"))]
        asked = rounds.participations_of(transaction, viewer=riverside.viewer("sam"), round_id=opened.id)
    mina = [one for one in owed if one.person_id == riverside.person("mina").id]
    about = [(one.step, one.due_on, one.last_day) for one in mina if one.kind is DeliveryKind.CHECKIN]
    assert about == [
        ("asked", date(2026, 9, 15), date(2026, 9, 24)),
        ("again", date(2026, 9, 17), date(2026, 9, 24)),
    ]
    assert {one.standing for one in asked} == {Standing.ASKED}
    dee = riverside.person("dee").id
    assert not [one for one in owed if one.person_id == dee and one.kind is DeliveryKind.CHECKIN]


def test_too_few_of_us_are_asked_by_name_instead(riverside: Riverside) -> None:
    assert QuestionKind.NUMBERS_ONLY not in open_round(riverside).kinds.values()


def test_enough_of_us_are_asked_in_secret(riverside: Riverside) -> None:
    widen(riverside)

    opened = open_round(riverside)

    assert opened.kinds == {
        "purpose": QuestionKind.NUMBERS_ONLY,
        "trust": QuestionKind.NUMBERS_ONLY,
        "clarity": QuestionKind.NUMBERS_ONLY,
        "changed": QuestionKind.ORGANISATION,
    }


def test_the_second_round_has_other_questions_by_the_stage_in_force(riverside: Riverside) -> None:
    widen(riverside)
    open_round(riverside)
    close(riverside)

    second = open_round(riverside, now=TUESDAY + timedelta(days=35))

    assert list(second.kinds) == ["trust", "clarity", "worth_it", "worth_it_for_you"]


def test_each_morning_the_next_round_is_planned_once(riverside: Riverside) -> None:
    _look_ahead(riverside)
    _look_ahead(riverside)

    [planned] = _rounds(riverside)
    assert (planned.state, planned.opens_on.weekday()) == (RoundState.PLANNED, 1)


def test_the_first_half_term_begins_when_the_doors_open(riverside: Riverside) -> None:
    _look_ahead(riverside)

    [planned] = _rounds(riverside)
    assert (NOW.date(), planned.opens_on) == (date(2026, 9, 10), date(2026, 10, 6))


def test_looking_at_the_dates_of_a_partnership_plans_its_round(riverside: Riverside) -> None:
    with riverside.database.write() as transaction:
        lookouts.begin(transaction, viewer=riverside.viewer("sam"), now=NOW)
    press_something(riverside, now=NOW)
    for schedule in lookouts.due(database=riverside.database, now=NOW):
        lookouts.look(database=riverside.database, schedule=schedule, now=NOW)

    assert len(_rounds(riverside)) == 1


def test_nothing_is_planned_while_the_stage_in_force_is_failing(riverside: Riverside) -> None:
    _set_stage(riverside, Stage.FAILING)

    _look_ahead(riverside)

    assert _rounds(riverside) == ()


def test_a_day_that_suits_no_longer_is_moved(riverside: Riverside) -> None:
    _look_ahead(riverside)
    [before] = _rounds(riverside)

    days = (before.opens_on - NOW.date()).days + 1
    press_something(riverside, now=NOW + timedelta(days=days))
    _look_ahead(riverside, days=days)

    [after] = _rounds(riverside)
    assert (after.id, after.opens_on > before.opens_on) == (before.id, True)


def test_the_sweep_opens_a_round_on_its_day_and_once(riverside: Riverside) -> None:
    _look_ahead(riverside)
    [planned] = _rounds(riverside)
    day = TUESDAY + (planned.opens_on - TUESDAY.date())
    press_something(riverside, now=day - timedelta(days=1))

    counts = [
        opening.open_due(database=riverside.database, now=now)
        for now in (day - timedelta(days=1), day, day + timedelta(minutes=1))
    ]

    assert counts == [0, 1, 0]
    assert _rounds(riverside)[0].state is RoundState.OPEN


def test_a_sweep_that_was_a_day_behind_opens_nothing(riverside: Riverside) -> None:
    _look_ahead(riverside)
    [planned] = _rounds(riverside)
    after = TUESDAY + (planned.opens_on - TUESDAY.date()) + timedelta(days=1)

    assert opening.open_due(database=riverside.database, now=after) == 0


def test_not_now_puts_it_off_to_another_tuesday(riverside: Riverside) -> None:
    _look_ahead(riverside)
    [planned] = _rounds(riverside)

    placed = _not_now(riverside, planned.id, planned.version)

    assert placed.changed
    assert (placed.on > planned.opens_on, placed.on.weekday()) == (True, 1)
    _look_ahead(riverside)
    assert [one.opens_on for one in _rounds(riverside)] == [placed.on]


def test_the_second_press_of_not_now_is_shown_how_it_stands(riverside: Riverside) -> None:
    _look_ahead(riverside)
    [planned] = _rounds(riverside)
    first = _not_now(riverside, planned.id, planned.version)

    second = _not_now(riverside, planned.id, planned.version)

    assert (second.changed, second.on) == (False, first.on)


def test_not_now_comes_too_late_for_a_round_that_is_out(riverside: Riverside) -> None:
    opened = open_round(riverside)

    placed = _not_now(riverside, opened.id, opened.version)

    assert (placed.changed, placed.is_open) == (False, True)


def test_asked_for_on_another_day_it_goes_out_on_the_next_tuesday(riverside: Riverside) -> None:
    placed = planning.ask_now(
        database=riverside.database, viewer=riverside.viewer("sam"), because="", now=NOW
    )

    assert (placed.on, placed.is_open) == (date(2026, 9, 15), False)


def test_asked_for_it_takes_the_place_of_the_planned_one(riverside: Riverside) -> None:
    _look_ahead(riverside)

    opened = open_round(riverside)

    assert [one.id for one in _rounds(riverside)] == [opened.id]


def test_a_second_one_soon_after_needs_a_reason(riverside: Riverside) -> None:
    open_round(riverside)
    close(riverside)
    soon = TUESDAY + timedelta(days=14)

    with pytest.raises(Refused, match="check_in_reason_needed"):
        open_round(riverside, now=soon)

    assert open_round(riverside, now=soon, because="Two of us are leaving").because == "Two of us are leaving"


@pytest.mark.parametrize(
    ("stage", "key"), [(Stage.FAILING, "check_in_failing"), (None, "check_in_open_already")]
)
def test_what_keeps_a_round_from_opening_has_a_sentence(
    riverside: Riverside, stage: Stage | None, key: str
) -> None:
    if stage is None:
        open_round(riverside)
    else:
        _set_stage(riverside, stage)

    with pytest.raises(Refused, match=key):
        open_round(riverside, now=TUESDAY + timedelta(days=1))


def test_before_the_doors_are_open_nobody_is_asked(database: Database) -> None:
    with pytest.raises(Refused, match="check_in_on_hold"):
        open_round(build(database))


def test_opening_is_in_the_audit(riverside: Riverside) -> None:
    opened = open_round(riverside)

    with riverside.database.read() as transaction:
        sam = riverside.viewer("sam")
        found = audit.subjects_of(transaction, viewer=sam, act="check_in_opened", since=NOW)
    assert found == {f"round:{opened.id}"}


def test_partner_may_not_send_one_out(riverside: Riverside) -> None:
    mina = riverside.viewer("mina")

    with pytest.raises(Refused, match="not_for_your_role"):
        planning.ask_now(database=riverside.database, viewer=mina, because="", now=TUESDAY)
    with pytest.raises(Refused, match="not_for_your_role"):
        planning.show(database=riverside.database, viewer=mina, now=TUESDAY)
    with pytest.raises(Refused, match="not_for_your_role"):
        planning.not_now(database=riverside.database, viewer=mina, round_id=1, version=1, now=TUESDAY)


def test_screen_counts_who_has_answered_and_names_nobody(riverside: Riverside) -> None:
    open_round(riverside)

    ahead = planning.show(database=riverside.database, viewer=riverside.viewer("grace"), now=CLOSED - _HOUR)

    assert ahead.opened is not None
    assert (ahead.asked, ahead.answered) == (4, 0)
    assert [one.key for one in ahead.questions] == ["purpose", "trust", "clarity", "changed"]


_HOUR = timedelta(hours=1)


def _look_ahead(riverside: Riverside, *, days: int = 0) -> None:
    with riverside.database.write() as transaction:
        planning.look_ahead(transaction, viewer=riverside.engine, now=NOW + timedelta(days=days))


def _rounds(riverside: Riverside) -> tuple[Round, ...]:
    with riverside.database.read() as transaction:
        return rounds.all_of(transaction, viewer=riverside.viewer("sam"))


def _not_now(riverside: Riverside, round_id: int, version: int) -> Placed:
    return planning.not_now(
        database=riverside.database,
        viewer=riverside.viewer("sam"),
        round_id=round_id,
        version=version,
        now=NOW,
    )


def _set_stage(riverside: Riverside, stage: Stage) -> None:
    with riverside.database.write() as transaction:
        transaction.connection.execute(update(PartnershipRow).values(going=stage))
