"""**Not this week** and **Not today**: what is kept, what waits, and what comes all the same."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.commitments import EventKind, ShareState
from bot.domain.deliveries import DeliveryKind, DeliveryState, Rule
from bot.domain.importance import Importance
from bot.domain.people import AddressKind, Person
from bot.domain.permissions import ENGINE, myself
from bot.domain.quiet import Rested, Stays
from bot.errors import Refused
from bot.services import identity, planning, progress, quiet
from bot.services.identity import Caller
from bot.services.presses import Pressed
from storage import manners, people
from storage.database import Database
from tests import planned, promised, riverside
from tests.elsewhere import valley_link
from tests.office import Office, openings, said
from tests.planned import add, plan
from tests.riverside import Riverside

TUESDAY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
FRIDAY_BEFORE = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 30)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
LATER = date(2026, 12, 11)


def caller(group: Riverside, external_id: str = "U-MINA") -> Caller:
    return identity.recognise(
        database=group.database,
        kind=AddressKind.SLACK,
        installation_id=group.installation_id,
        external_id=external_id,
        room=None,
    )


def person(group: Riverside, name: str = "mina") -> Person:
    with group.database.read() as transaction:
        return people.get(transaction, viewer=ENGINE, person_id=group.person(name).id)


def remind(
    group: Riverside,
    *,
    due: date = date(2026, 12, 1),
    importance: Importance = Importance.NORMAL,
    now: datetime = FRIDAY_BEFORE,
) -> int:
    commitment = add(group, due=due, importance=importance)
    plan(group, planning.plan_reminders, commitment, now=now)
    return commitment.shares[0].id


def keep_quiet(group: Riverside, now: datetime = TUESDAY - MINUTE) -> date:
    return quiet.not_this_week(database=group.database, caller=caller(group), now=now)


def put_off(group: Riverside, *share_ids: int, now: datetime = TUESDAY) -> tuple[Rested, ...]:
    return quiet.not_today(database=group.database, caller=caller(group), share_ids=share_ids, now=now)


def rules(office: Office, share_id: int) -> list[tuple[str, DeliveryState, Rule | None]]:
    return [(one.owed.step, one.state, one.rule) for one in office.ledger(share_id)]


def test_quiet_week_lasts_until_monday_and_is_kept_once(group: Riverside) -> None:
    assert [keep_quiet(group), keep_quiet(group)] == [MONDAY, MONDAY]
    assert person(group).quiet_until == MONDAY


def test_nothing_goes_in_it_and_everything_comes_after_it(group: Riverside, office: Office) -> None:
    share_id = remind(group)
    keep_quiet(group)

    assert office.live(TUESDAY, TUESDAY + 5 * DAY, step=timedelta(hours=6)) == []
    assert rules(office, share_id)[0] == ("before-5", DeliveryState.PENDING, Rule.NOT_THIS_WEEK)
    assert [name for name, _ in openings(office.run(TUESDAY + 7 * DAY))] == ["mina"]


def test_message_that_was_queued_already_waits_as_well(group: Riverside, office: Office) -> None:
    share_id = remind(group)
    office.gather(TUESDAY)
    keep_quiet(group, now=TUESDAY)

    assert [office.run(TUESDAY + number * MINUTE) for number in (1, 2)] == [[], []]
    assert ("before-5", DeliveryState.PENDING, Rule.NOT_THIS_WEEK) in rules(office, share_id)


def test_answer_they_asked_for_still_comes(group: Riverside, office: Office) -> None:
    keep_quiet(group)
    planned.answer(group, "mina", now=TUESDAY)

    assert openings(office.run(TUESDAY)) == [("mina", "Riverside Progression Group: an answer for you.")]


def test_writing_again_brings_what_has_been_waiting(group: Riverside, office: Office) -> None:
    remind(group)
    keep_quiet(group)
    office.run(TUESDAY)

    for _ in range(2):
        quiet.write_again(database=group.database, caller=caller(group), now=TUESDAY + DAY)

    assert person(group).quiet_until is None
    assert [name for name, _ in openings(office.run(TUESDAY + 2 * DAY))] == ["mina"]


def test_nobody_else_hears_of_it(group: Riverside, office: Office) -> None:
    """Not the others in the action either: nothing is owed to anybody because of it."""
    remind(group)
    keep_quiet(group)
    office.run(TUESDAY)

    assert {one.owed.person_id for one in office.ledger()} == {group.person("mina").id}


def test_who_runs_a_partnership_has_a_list_and_no_quiet_week(group: Riverside) -> None:
    with pytest.raises(Refused, match="quiet_runs"):
        quiet.not_this_week(database=group.database, caller=caller(group, "U-SAM"), now=TUESDAY)

    assert person(group, "sam").quiet_until is None


@pytest.mark.parametrize(("who", "is_offered"), [("U-MINA", True), ("U-SAM", False), ("U-NOBODY", False)])
def test_quiet_week_is_offered_to_whom_it_can_be_given(group: Riverside, who: str, is_offered: bool) -> None:
    assert quiet.is_offered(database=group.database, caller=caller(group, who)) is is_offered


@pytest.mark.parametrize("act", [quiet.not_this_week, quiet.write_again])
def test_stranger_has_nothing_to_stop(group: Riverside, act: object) -> None:
    with pytest.raises(Refused, match="no_partnership_yet"):
        act(database=group.database, caller=caller(group, "U-NOBODY"), now=TUESDAY)  # type: ignore[operator]  # Two services of one shape.


def test_runner_may_choose_it_for_somebody(group: Riverside, office: Office) -> None:
    remind(group)
    mina = group.person("mina").id

    chosen, until = quiet.choose_for(
        database=group.database, viewer=group.viewer("sam"), person_id=mina, now=TUESDAY - MINUTE
    )

    assert (chosen.person.id, until) == (mina, MONDAY)
    assert office.run(TUESDAY) == []


def test_runner_chooses_for_their_own_partnership_alone(group: Riverside, office: Office) -> None:
    ours = remind(group)
    valley = valley_link(group)
    theirs = remind(valley)
    mina = group.person("mina").id

    for _ in range(2):
        quiet.choose_for(
            database=group.database, viewer=group.viewer("sam"), person_id=mina, now=TUESDAY - MINUTE
        )

    words = said([one for one in office.run(TUESDAY) if one.conversation == "U-MINA"], "mina")
    assert "Valley Link" in words
    assert "Riverside" not in words
    assert Rule.NOT_THIS_WEEK in {rule for _, _, rule in rules(office, ours)}
    assert DeliveryState.SENT in {state for _, state, _ in rules(office, theirs)}
    assert person(group).quiet_until is None


def test_whoever_is_left_in_peace_may_be_written_to_again(group: Riverside, office: Office) -> None:
    remind(group)
    mina = group.person("mina").id
    quiet.choose_for(
        database=group.database, viewer=group.viewer("sam"), person_id=mina, now=TUESDAY - MINUTE
    )
    assert office.run(TUESDAY) == []

    quiet.write_again(database=group.database, caller=caller(group), now=TUESDAY + MINUTE)

    assert [name for name, _ in openings(office.run(TUESDAY + MINUTE))] == ["mina"]


def test_nobody_leaves_somebody_else_in_peace_everywhere(group: Riverside) -> None:
    mina = group.person("mina").id
    with group.database.write() as transaction, pytest.raises(PermissionError):
        manners.be_quiet(transaction, viewer=group.viewer("sam"), person_id=mina, until=MONDAY)


def test_runner_chooses_among_those_who_are_written_to(group: Riverside) -> None:
    found = quiet.people(database=group.database, viewer=group.viewer("sam"))

    assert [one.person.first_name for one in found] == ["Dee", "Grace", "Mina", "Rob"]


def test_nobody_to_choose_in_a_draft(database: Database) -> None:
    draft = riverside.build(database)

    with pytest.raises(Refused, match="quiet_nobody"):
        quiet.people(database=database, viewer=draft.viewer("sam"))


@pytest.mark.parametrize(("who", "whom"), [("sam", "sam"), ("sam", None)])
def test_runner_chooses_nobody_else(group: Riverside, who: str, whom: str | None) -> None:
    person_id = group.person(whom).id if whom else None

    with pytest.raises(Refused, match="quiet_who"):
        quiet.choose_for(database=group.database, viewer=group.viewer(who), person_id=person_id, now=TUESDAY)


@pytest.mark.parametrize("who", ["mina", "grace", "rob"])
def test_nobody_else_chooses_for_others(group: Riverside, who: str) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        quiet.choose_for(
            database=group.database, viewer=group.viewer(who), person_id=group.person("rob").id, now=TUESDAY
        )
    with pytest.raises(Refused, match="not_for_your_role"):
        quiet.people(database=group.database, viewer=group.viewer(who))


def test_action_that_is_put_off_comes_again_on_thursday(group: Riverside, office: Office) -> None:
    remind(group, due=date(2026, 12, 4))
    share_id = remind(group, due=LATER)
    office.run(TUESDAY)

    [found] = put_off(group, share_id)

    assert (found.title, found.rest.until) == ("Send course data", date(2026, 11, 26))
    assert "Send course data" in said(office.run(TUESDAY + 2 * DAY), "mina")


def test_second_press_on_one_day_changes_nothing(group: Riverside, office: Office) -> None:
    share_id = remind(group, due=LATER)

    assert put_off(group, share_id) == put_off(group, share_id, now=TUESDAY + MINUTE)
    assert promised.events(group, _pressed(share_id)).count(EventKind.NOT_TODAY) == 1


def test_twice_for_one_date_and_then_it_stays(group: Riverside) -> None:
    share_id = remind(group, due=LATER)

    found = [put_off(group, share_id, now=TUESDAY + number * DAY)[0].rest for number in (0, 2, 7)]

    assert [one.until is not None for one in found] == [True, True, False]
    assert found[-1].stays is Stays.TWICE


def test_new_date_begins_anew(group: Riverside) -> None:
    share_id = remind(group, due=LATER)
    for number in (0, 2):
        put_off(group, share_id, now=TUESDAY + number * DAY)
    _, share = promised.stored(group, _pressed(share_id))
    planned.change(group, share, own_due=date(2027, 1, 15))

    assert put_off(group, share_id, now=TUESDAY + 7 * DAY)[0].rest.until == date(2026, 12, 3)


def test_on_its_last_day_it_stays(group: Riverside, office: Office) -> None:
    share_id = remind(group, due=date(2026, 11, 27))

    [found] = put_off(group, share_id, now=TUESDAY + 2 * DAY)

    assert found.rest.stays is Stays.LAST_DAY
    assert not any(one.owed.step.startswith("not-today") for one in office.ledger(share_id))


def test_critical_action_rests_until_the_next_working_day(group: Riverside, office: Office) -> None:
    share_id = remind(group, importance=Importance.CRITICAL)

    [found] = put_off(group, share_id, now=TUESDAY + 2 * DAY)

    assert (found.rest.until, found.rest.off_day) == (date(2026, 11, 27), True)
    assert openings(office.run(TUESDAY + 3 * DAY))


def test_question_that_is_put_off_is_asked_again(group: Riverside, office: Office) -> None:
    commitment = add(group, due=LATER, state=ShareState.PROPOSED)
    plan(group, planning.plan_ask, commitment, now=FRIDAY_BEFORE)
    office.run(TUESDAY)
    share_id = commitment.shares[0].id

    put_off(group, share_id)
    second = office.run(TUESDAY + 2 * DAY)
    put_off(group, share_id, now=TUESDAY + 2 * DAY)

    assert [name for name, _ in openings(second)] == ["mina"]
    asks = [one.owed.step for one in office.ledger(share_id) if one.owed.kind is DeliveryKind.ASK]
    assert asks == ["ask-1", "ask-2", "not-today:2026-11-26"]


def test_what_is_settled_or_anothers_is_left_alone(group: Riverside) -> None:
    done = remind(group)
    promised_to_rob = add(group, holders=("rob",)).shares[0].id
    progress.done(database=group.database, viewer=group.viewer("mina"), pressed=_pressed(done), now=TUESDAY)

    assert put_off(group, done, promised_to_rob, 4711) == ()


def test_on_track_settles_what_was_put_off(group: Riverside, office: Office) -> None:
    share_id = remind(group, due=LATER)
    put_off(group, share_id)
    _, share = promised.stored(group, _pressed(share_id))
    pressed = Pressed(share_id=share_id, version=share.version)
    progress.on_track(
        database=group.database, viewer=group.viewer("mina"), pressed=pressed, now=TUESDAY + MINUTE
    )

    assert office.run(TUESDAY + 2 * DAY) == []


def test_stranger_puts_nothing_off(group: Riverside) -> None:
    with pytest.raises(Refused, match="no_partnership_yet"):
        quiet.not_today(database=group.database, caller=caller(group, "U-NOBODY"), share_ids=[1], now=TUESDAY)


def test_runner_cannot_be_chosen_from_outside(group: Riverside) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        quiet.people(database=group.database, viewer=myself(group.person("sam").id))


def _pressed(share_id: int) -> Pressed:
    return Pressed(share_id=share_id, version=1)
