"""A concern: who hears it, who reads it, and how it comes to an end."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendars import PartnerCalendar, Span
from bot.domain.concerns import (
    About,
    Concern,
    ConcernState,
    Keepers,
    MayKnow,
    Reader,
    answer_by,
    answered,
    closing,
    given_to,
    may_read,
    may_read_name,
    owner_of,
    settled,
    still_there,
    told,
    whom,
)
from bot.domain.permissions import Role

MINA, SAM, GRACE, DEE, LEE = 1, 2, 3, 4, 5
CALENDAR = PartnerCalendar(
    country="GB", region="ENG", closed=(Span(first=date(2026, 12, 19), last=date(2027, 1, 3)),)
)
CONCERN = Concern(
    id=1,
    partnership_id=1,
    raiser_id=MINA,
    partner_id=10,
    words="Both of us want construction.",
    would_help="Half an hour on it.",
    may_know=MayKnow.ONLY_RUNNER,
    about=About.OTHERS,
    owner_id=SAM,
    told=frozenset({SAM}),
    named=frozenset({SAM}),
    since=date(2027, 1, 12),
    state=ConcernState.OPEN,
    version=1,
)
KEEPERS = Keepers(runner_id=SAM, chair_id=GRACE, chair_is_neutral=True, third_id=DEE)
PARTISAN = replace(KEEPERS, chair_is_neutral=False)
ALONE = Keepers(runner_id=SAM)


@pytest.mark.parametrize(
    ("about", "raiser", "keepers", "owner"),
    [
        (About.OTHERS, MINA, KEEPERS, SAM),
        (About.RUNNER, MINA, KEEPERS, GRACE),
        (About.CHAIR, MINA, KEEPERS, SAM),
        (About.BOTH, MINA, KEEPERS, DEE),
        (About.RUNNER, MINA, PARTISAN, DEE),
        (About.RUNNER, MINA, ALONE, None),
        (About.BOTH, MINA, ALONE, None),
        (About.OTHERS, SAM, KEEPERS, GRACE),
        (About.OTHERS, SAM, PARTISAN, DEE),
        (About.CHAIR, SAM, KEEPERS, DEE),
        (About.RUNNER, GRACE, KEEPERS, DEE),
        (About.BOTH, DEE, KEEPERS, None),
    ],
)
def test_who_hears_it(about: About, raiser: int, keepers: Keepers, owner: int | None) -> None:
    about_ids = whom(about, keepers=keepers)

    assert owner_of(about, raiser_id=raiser, keepers=keepers, about_ids=about_ids) == owner


@pytest.mark.parametrize(
    ("about", "may_know", "keepers", "people"),
    [
        (About.OTHERS, MayKnow.ONLY_RUNNER, KEEPERS, {SAM}),
        (About.OTHERS, MayKnow.WITHOUT_MY_NAME, KEEPERS, {SAM}),
        (About.OTHERS, MayKnow.RUNNER_AND_CHAIR, KEEPERS, {SAM, GRACE}),
        (About.OTHERS, MayKnow.RUNNER_AND_CHAIR, PARTISAN, {SAM}),
        (About.RUNNER, MayKnow.RUNNER_AND_CHAIR, KEEPERS, {GRACE}),
        (About.CHAIR, MayKnow.RUNNER_AND_CHAIR, KEEPERS, {SAM}),
        (About.BOTH, MayKnow.RUNNER_AND_CHAIR, KEEPERS, {DEE}),
        (About.BOTH, MayKnow.RUNNER_AND_CHAIR, ALONE, set()),
    ],
)
def test_who_is_told(about: About, may_know: MayKnow, keepers: Keepers, people: set[int]) -> None:
    about_ids = whom(about, keepers=keepers)
    found = told(about=about, may_know=may_know, raiser_id=MINA, keepers=keepers, about_ids=about_ids)

    assert found == people


def test_nobody_is_told_their_own() -> None:
    found = told(
        about=About.OTHERS,
        may_know=MayKnow.RUNNER_AND_CHAIR,
        raiser_id=GRACE,
        keepers=KEEPERS,
        about_ids=frozenset(),
    )

    assert found == {SAM}


_SAM = Reader(person_id=SAM, role=Role.RUNNER, is_neutral=True)
_LEE = Reader(person_id=LEE, role=Role.RUNNER, is_neutral=True)
_GRACE = Reader(person_id=GRACE, role=Role.CHAIR, is_neutral=True)
_HEAD = Reader(person_id=GRACE, role=Role.CHAIR, is_neutral=False)
_DEPUTY = Reader(person_id=LEE, role=Role.DEPUTY_RUNNER, is_neutral=True)
_MINA = Reader(person_id=MINA, role=Role.CO_ORDINATOR, is_neutral=False)
_ROB = Reader(person_id=9, role=Role.DEPUTY, is_neutral=False)


@pytest.mark.parametrize(
    ("reader", "changes", "reads"),
    [
        (_MINA, {}, True),
        (_SAM, {}, True),
        (_ROB, {}, False),
        (_DEPUTY, {}, False),
        (_GRACE, {}, False),
        (_GRACE, {"told": frozenset({SAM, GRACE})}, True),
        (_HEAD, {"told": frozenset({SAM, GRACE})}, False),
        (_HEAD, {"raiser_id": GRACE}, True),
        (_LEE, {}, False),
        (_LEE, {"told": frozenset({SAM, LEE})}, True),
        (_LEE, {"told": frozenset({SAM, LEE}), "about_ids": frozenset({LEE})}, False),
        (_SAM, {"about": About.CHAIR, "about_ids": frozenset({GRACE})}, True),
        (_MINA, {"about_ids": frozenset({MINA})}, True),
        (replace(_SAM, role=Role.DEPUTY_RUNNER), {}, True),
    ],
)
def test_who_may_read(reader: Reader, changes: dict[str, object], reads: bool) -> None:
    concern = replace(CONCERN, **changes)  # type: ignore[arg-type]  # Each case changes other fields.

    assert may_read(concern, reader) is reads


@pytest.mark.parametrize(
    ("reader", "may_know", "named"),
    [
        (_SAM, MayKnow.WITHOUT_MY_NAME, True),
        (_MINA, MayKnow.WITHOUT_MY_NAME, True),
        (_LEE, MayKnow.WITHOUT_MY_NAME, False),
        (_LEE, MayKnow.ONLY_RUNNER, True),
        (_ROB, MayKnow.ONLY_RUNNER, False),
    ],
)
def test_name_stays_with_who_was_told_it(reader: Reader, may_know: MayKnow, named: bool) -> None:
    given = given_to(replace(CONCERN, may_know=may_know), by=MINA, owner_id=LEE, today=_TODAY)

    assert given is not None
    assert may_read_name(given, reader) is named


@given(
    about=st.sampled_from(About),
    may_know=st.sampled_from(MayKnow),
    role=st.sampled_from(Role),
    is_neutral=st.booleans(),
)
def test_nothing_passes_on_by_itself(about: About, may_know: MayKnow, role: Role, is_neutral: bool) -> None:
    concern = replace(CONCERN, about=about, may_know=may_know)

    assert not may_read(concern, Reader(person_id=99, role=role, is_neutral=is_neutral))


@given(about=st.sampled_from(About), may_know=st.sampled_from(MayKnow))
def test_chair_who_works_for_a_partner_never_reads(about: About, may_know: MayKnow) -> None:
    concern = replace(CONCERN, about=about, may_know=may_know, told=frozenset({GRACE}))

    assert not may_read(concern, _HEAD)


def test_answer_comes_within_a_week_of_term() -> None:
    assert answer_by(CONCERN, calendar=CALENDAR) == date(2027, 1, 19)
    assert answer_by(replace(CONCERN, since=date(2026, 12, 17)), calendar=CALENDAR) == date(2027, 1, 7)


def test_where_nobody_is_ever_open_days_are_counted() -> None:
    shut = PartnerCalendar(working_days=frozenset())

    assert answer_by(CONCERN, calendar=shut) == date(2027, 1, 17)


OPEN, ANSWERED, ASKED, SORTED = ConcernState
_TODAY = date(2027, 1, 20)


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (OPEN, {"answered", "closing", "settled", "given_to"}),
        (ANSWERED, {"answered", "closing", "settled", "given_to"}),
        (ASKED, {"settled", "still_there", "given_to"}),
        (SORTED, set()),
    ],
)
def test_what_may_happen_to_it(state: ConcernState, allowed: set[str]) -> None:
    concern = replace(CONCERN, state=state)
    found = {
        "answered": answered(concern, by=SAM, words="We'll talk about it."),
        "closing": closing(concern, by=SAM),
        "settled": settled(concern, by=MINA),
        "still_there": still_there(concern, by=MINA, today=_TODAY),
        "given_to": given_to(concern, by=MINA, owner_id=GRACE, today=_TODAY),
    }

    assert {name for name, after in found.items() if after} == allowed
    assert {after.version for after in found.values() if after} <= {2}


def test_only_its_owner_answers_and_only_its_raiser_says_it_is_over() -> None:
    asked = replace(CONCERN, state=ASKED)

    assert answered(CONCERN, by=MINA, words="Oh well.") is None
    assert closing(CONCERN, by=GRACE) is None
    assert settled(CONCERN, by=SAM) is None
    assert still_there(asked, by=SAM, today=_TODAY) is None
    assert given_to(CONCERN, by=SAM, owner_id=GRACE, today=_TODAY) is None
    assert given_to(CONCERN, by=MINA, owner_id=SAM, today=_TODAY) is None
    assert given_to(CONCERN, by=MINA, owner_id=MINA, today=_TODAY) is None
    about_her = replace(CONCERN, about_ids=frozenset({GRACE}))
    assert given_to(about_her, by=MINA, owner_id=GRACE, today=_TODAY) is None


def test_still_there_begins_anew() -> None:
    again = still_there(replace(CONCERN, state=ASKED), by=MINA, today=_TODAY)

    assert again == replace(CONCERN, since=_TODAY, version=2, reopened=1, begun=2)


def test_somebody_else_hears_it_from_today() -> None:
    given = given_to(CONCERN, by=MINA, owner_id=GRACE, today=_TODAY)

    both = frozenset({SAM, GRACE})
    assert given == replace(CONCERN, owner_id=GRACE, told=both, named=both, since=_TODAY, version=2, begun=2)
    assert given is not None
    assert may_read(given, _GRACE)
    assert answer_by(given, calendar=CALENDAR) == _TODAY + timedelta(days=7)


def test_answer_is_kept() -> None:
    after = answered(CONCERN, by=SAM, words="We'll begin with it on Tuesday.")

    assert after == replace(
        CONCERN, state=ANSWERED, answer="We'll begin with it on Tuesday.", answered_by=SAM, version=2
    )
