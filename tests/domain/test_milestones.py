"""A milestone: when it is reached, who has done what, and when the runner is asked about it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendars import PartnerCalendar
from bot.domain.commitments import Commitment, Share, ShareState
from bot.domain.evidence import Stage
from bot.domain.items import UNDO_WITHIN
from bot.domain.milestones import (
    Asking,
    Contribution,
    Milestone,
    MilestoneState,
    asked_between,
    comes_before,
    counted,
    in_alphabetical_order,
    is_reached,
    is_week_of_asking,
    recorded,
    tells_itself_at,
    together,
    told_at,
    wanting_since,
)
from bot.domain.partners import Partner, PartnerKind, Reach
from tests.actions import COMMITMENT, SHARE

LONDON = ZoneInfo("Europe/London")
OPEN = PartnerCalendar(country="GB", region="ENG")
NEVER = PartnerCalendar(working_days=frozenset())
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
"""A Tuesday."""

TUESDAY = date(2026, 11, 24)
MILESTONE = Milestone(
    id=1,
    partnership_id=9,
    title="The prospectus is out",
    due=date(2027, 2, 5),
    state=MilestoneState.REACHED,
    version=1,
    reached_at=NOW,
)


def share(state: ShareState, *, partner_id: int = 1, done_at: datetime | None = None) -> Share:
    return replace(SHARE, state=state, partner_id=partner_id, done_at=done_at)


def action(*shares: Share, title: str = "Send course data") -> Commitment:
    return replace(COMMITMENT, shares=shares, wording=replace(COMMITMENT.wording, title=title))


DONE = share(ShareState.DONE, done_at=NOW - timedelta(hours=1))
JUST_DONE = share(ShareState.DONE, done_at=NOW - UNDO_WITHIN + timedelta(seconds=1))
LONG_ENOUGH = share(ShareState.DONE, done_at=NOW - UNDO_WITHIN)
ACCEPTED = share(ShareState.ACCEPTED)
DROPPED = share(ShareState.DROPPED)


@pytest.mark.parametrize(
    ("actions", "reached"),
    [
        pytest.param([], False, id="with nothing in it"),
        pytest.param([action(DROPPED)], False, id="with nothing left in it"),
        pytest.param([action(DONE)], True, id="all done"),
        pytest.param([action(DONE), action(ACCEPTED)], False, id="one open"),
        pytest.param([action(DONE, ACCEPTED)], False, id="one share open"),
        pytest.param([action(DONE), action(DROPPED)], True, id="what was dropped does not count"),
        pytest.param([action(JUST_DONE)], False, id="Undo is still possible"),
        pytest.param([action(LONG_ENOUGH)], True, id="ten minutes later"),
        pytest.param([action(share(ShareState.DONE))], True, id="done before it came in"),
    ],
)
def test_milestone_is_reached_ten_minutes_after_the_last_done(
    actions: list[Commitment], reached: bool
) -> None:
    assert is_reached(actions, now=NOW) is reached


def test_action_that_nobody_is_left_to_do_does_not_count() -> None:
    assert counted([action(DROPPED), action(ACCEPTED, DROPPED)]) == (action(ACCEPTED, DROPPED),)


def partner(number: int, name: str) -> Partner:
    return Partner(
        id=number,
        partnership_id=9,
        name=name,
        kind=PartnerKind.PARTNER,
        reach=Reach.SLACK,
        zone=LONDON,
        calendar=OPEN,
    )


def test_all_partners_are_looked_over_those_with_nothing_recorded_first() -> None:
    partners = [partner(1, "Castle College"), partner(2, "northgate"), partner(3, "Brook Lane")]
    actions = [
        action(share(ShareState.DONE, partner_id=1), share(ShareState.ACCEPTED, partner_id=2)),
        action(share(ShareState.DONE, partner_id=1), title="Proof-read"),
        action(share(ShareState.DONE, partner_id=99), title="Of somebody who has left"),
    ]

    assert recorded(partners=partners, actions=actions) == (
        Contribution(partner_id=3, partner="Brook Lane"),
        Contribution(partner_id=2, partner="northgate"),
        Contribution(partner_id=1, partner="Castle College", words="Send course data; Proof-read"),
    )


def test_office_is_told_from_the_partners() -> None:
    office = replace(partner(1, "Office"), kind=PartnerKind.OFFICE)

    assert recorded(partners=[office], actions=[]) == (
        Contribution(partner_id=1, partner="Office", is_office=True),
    )


def test_what_several_did_is_told_once_and_what_one_did_by_itself() -> None:
    did = {"Alpha": "Sign; Vote", "Beta": "Vote; Sign; Bake; Bake", "Gamma": "Vote; Sign", "Delta": "Sweep"}
    found = [
        Contribution(partner_id=number, partner=name, words=words)
        for number, (name, words) in enumerate(did.items(), start=1)
    ]

    assert together(found) == (
        (("Alpha", "Beta", "Gamma"), "Sign; Vote"),
        (("Beta",), "Bake"),
        (("Delta",), "Sweep"),
    )
    assert together([]) == ()


def test_partners_stand_in_alphabetical_order_without_those_who_did_nothing() -> None:
    found = [
        Contribution(partner_id=1, partner="northgate", words="photos"),
        Contribution(partner_id=2, partner="Brook Lane", words="the hall"),
        Contribution(partner_id=3, partner="Castle College"),
    ]

    assert [one.partner for one in in_alphabetical_order(found)] == ["Brook Lane", "northgate"]


def asked(
    milestone: Milestone = MILESTONE,
    *,
    calendar: PartnerCalendar = OPEN,
    until: date = date(2027, 2, 28),
) -> list[tuple[date, Asking]]:
    """Look at a list on every weekday from the day before the milestone was reached."""
    found: list[tuple[date, Asking]] = []
    since = TUESDAY - timedelta(days=1)
    today = TUESDAY
    while today <= until:
        if today.weekday() < 5:
            asking = asked_between(
                milestone, calendar=calendar, first_asked_on=TUESDAY, since=since, today=today
            )
            if asking is not None:
                found.append((today, asking))
            since = today
        today += timedelta(days=1)
    return found


def test_runner_is_asked_at_once_after_two_and_after_ten_days_in_term() -> None:
    assert asked() == [
        (TUESDAY, Asking.REACHED),
        (date(2026, 11, 26), Asking.AGAIN),
        (date(2026, 12, 8), Asking.LAST),
    ]


@pytest.mark.parametrize("state", [one for one in MilestoneState if one is not MilestoneState.REACHED])
def test_what_is_not_reached_or_is_marked_is_not_asked_about(state: MilestoneState) -> None:
    assert asked(replace(MILESTONE, state=state)) == []


def test_milestone_is_marked_when_it_was_celebrated_or_left_quiet() -> None:
    marked = [state for state in MilestoneState if replace(MILESTONE, state=state).is_marked]

    assert marked == [MilestoneState.CELEBRATED, MilestoneState.QUIET]


@pytest.mark.parametrize(
    ("put_off_on", "again"),
    [
        pytest.param(
            TUESDAY, [(date(2026, 11, 26), Asking.AGAIN), (date(2026, 12, 8), Asking.LAST)], id="at once"
        ),
        pytest.param(date(2026, 11, 26), [(date(2026, 12, 8), Asking.LAST)], id="after the second time"),
        pytest.param(date(2026, 12, 7), [(date(2026, 12, 21), Asking.LAST)], id="just before the last time"),
        pytest.param(date(2026, 12, 8), [(date(2026, 12, 22), Asking.LAST)], id="after the last time"),
    ],
)
def test_not_yet_gives_two_days_of_peace(put_off_on: date, again: list[tuple[date, Asking]]) -> None:
    assert asked(replace(MILESTONE, put_off_on=put_off_on)) == again


def test_list_after_a_long_break_asks_once() -> None:
    asking = asked_between(
        MILESTONE,
        calendar=OPEN,
        first_asked_on=TUESDAY,
        since=TUESDAY - timedelta(days=1),
        today=date(2027, 1, 4),
    )

    assert asking is Asking.LAST


def test_where_no_day_is_ever_open_plain_days_are_counted() -> None:
    assert [day for day, _ in asked(calendar=NEVER)] == [TUESDAY, date(2026, 11, 26), date(2026, 12, 4)]


@pytest.mark.parametrize(
    ("reached_at", "told"),
    [
        (datetime(2026, 11, 24, 10, tzinfo=UTC), datetime(2026, 11, 27, 12, 15, tzinfo=UTC)),
        (datetime(2026, 11, 27, 12, 15, tzinfo=UTC), datetime(2026, 11, 27, 12, 15, tzinfo=UTC)),
        (datetime(2026, 11, 27, 12, 16, tzinfo=UTC), datetime(2026, 12, 4, 12, 15, tzinfo=UTC)),
        (datetime(2026, 11, 28, 10, tzinfo=UTC), datetime(2026, 12, 4, 12, 15, tzinfo=UTC)),
        (datetime(2026, 7, 1, 10, tzinfo=UTC), datetime(2026, 7, 3, 11, 15, tzinfo=UTC)),
    ],
)
def test_quick_win_is_told_on_the_next_friday_at_noon(reached_at: datetime, told: datetime) -> None:
    assert told_at(reached_at=reached_at, zone=LONDON) == told


def win(due: date, *, reached_at: datetime | None = None) -> Milestone:
    return replace(MILESTONE, is_quick_win=True, due=due, reached_at=reached_at)


def wanting(*wins: Milestone, going: Stage | None = Stage.FRUSTRATION) -> int | None:
    return wanting_since(going=going, quick_wins=wins, calendar=OPEN, zone=LONDON, today=TUESDAY)


@pytest.mark.parametrize(
    ("going", "weeks"),
    [(Stage.FORMING, 6), (Stage.FRUSTRATION, 4), (Stage.FUNCTIONING, None), (None, None)],
)
def test_quick_win_is_wanted_at_the_start_and_in_hard_times(going: Stage | None, weeks: int | None) -> None:
    assert wanting(going=going) == weeks


@pytest.mark.parametrize(
    ("one", "weeks"),
    [
        pytest.param(win(TUESDAY + timedelta(days=28)), None, id="planned within four weeks"),
        pytest.param(win(TUESDAY + timedelta(days=90)), 4, id="planned for much later"),
        pytest.param(win(date(2026, 1, 1), reached_at=NOW - timedelta(days=20)), None, id="reached lately"),
        pytest.param(win(date(2026, 1, 1), reached_at=NOW - timedelta(days=60)), 4, id="reached long ago"),
    ],
)
def test_quick_win_in_sight_is_one_of_the_weeks_around(one: Milestone, weeks: int | None) -> None:
    assert wanting(one) == weeks


def test_runner_is_asked_for_a_quick_win_once_in_four_weeks() -> None:
    opened_on = date(2026, 9, 10)
    days = [opened_on + timedelta(days=number) for number in range(70)]

    asked_on = [
        day
        for day in days
        if is_week_of_asking(opened_on=opened_on, since=day - timedelta(days=1), today=day)
    ]

    assert asked_on == [opened_on + timedelta(days=number) for number in (7, 35, 63)]


@pytest.mark.parametrize(
    ("days", "state", "before"),
    [
        (0, MilestoneState.PLANNED, False),
        (1, MilestoneState.PLANNED, True),
        (1, MilestoneState.REACHED, False),
        (1, MilestoneState.CELEBRATED, False),
    ],
)
def test_milestone_still_to_be_reached_comes_before_a_later_date(
    days: int, state: MilestoneState, *, before: bool
) -> None:
    one = Milestone(id=1, partnership_id=9, title="Out", due=date(2026, 11, 27), state=state, version=1)

    assert comes_before(one, new_due=one.due + timedelta(days=days)) is before


def test_quick_win_that_is_not_reached_tells_itself_never() -> None:
    assert tells_itself_at(win(TUESDAY), calendar=OPEN, zone=LONDON) is None
