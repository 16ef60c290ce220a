"""**Pass it on**: who hears in the place of whom, once others keep the partnership; and who never does."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.concern_hearers import could_hear
from bot.domain.concerns import (
    About,
    Concern,
    ConcernState,
    Keepers,
    MayKnow,
    Reader,
    could_pass_to,
    follower,
    given_to,
    may_read,
    may_read_name,
    owner_of,
    passed_to,
    told,
    whom,
)
from bot.domain.people import Membership, Person, Rhythm
from bot.domain.permissions import Role

MINA, SAM, GRACE, DEE, LEE = 1, 2, 3, 4, 5
TODAY = date(2027, 1, 20)
BEFORE = Keepers(runner_id=SAM, chair_id=GRACE, chair_is_neutral=True)
LEE_RUNS = replace(BEFORE, runner_id=LEE)
LEE_CHAIRS = replace(BEFORE, chair_id=LEE)
PARTISAN = replace(BEFORE, chair_is_neutral=False)
GRACE_RUNS = Keepers(runner_id=GRACE)


def _raised(
    about: About = About.OTHERS,
    may_know: MayKnow = MayKnow.ONLY_RUNNER,
    *,
    raiser_id: int = MINA,
    keepers: Keepers = BEFORE,
) -> Concern:
    """A concern as it is raised with those who keep the partnership before."""
    about_ids = whom(about, keepers=keepers)
    people = told(about=about, may_know=may_know, raiser_id=raiser_id, keepers=keepers, about_ids=about_ids)
    return Concern(
        id=1,
        partnership_id=1,
        raiser_id=raiser_id,
        partner_id=10,
        words="Both of us want construction.",
        would_help="",
        may_know=may_know,
        about=about,
        owner_id=owner_of(about, raiser_id=raiser_id, keepers=keepers, about_ids=about_ids),
        told=people,
        named=people,
        about_ids=about_ids,
        since=date(2027, 1, 12),
        state=ConcernState.OPEN,
        version=1,
    )


BOTH_KNOW = _raised(may_know=MayKnow.RUNNER_AND_CHAIR)
OF_THE_RUNNER = _raised(raiser_id=SAM)


@pytest.mark.parametrize(
    ("concern", "keepers", "to"),
    [
        (_raised(), BEFORE, None),
        (_raised(), LEE_RUNS, LEE),
        (_raised(), LEE_CHAIRS, None),
        (_raised(), GRACE_RUNS, GRACE),
        (_raised(), replace(BEFORE, runner_id=MINA), GRACE),
        (_raised(About.RUNNER), LEE_RUNS, None),
        (_raised(About.RUNNER), LEE_CHAIRS, LEE),
        (_raised(About.RUNNER), PARTISAN, None),
        (_raised(About.RUNNER), replace(LEE_CHAIRS, chair_id=SAM, runner_id=LEE), None),
        (_raised(About.CHAIR), LEE_RUNS, LEE),
        (_raised(About.CHAIR), GRACE_RUNS, None),
        (_raised(About.CHAIR), replace(GRACE_RUNS, third_id=DEE), DEE),
        (BOTH_KNOW, LEE_RUNS, LEE),
        (BOTH_KNOW, LEE_CHAIRS, LEE),
        (BOTH_KNOW, PARTISAN, None),
        (BOTH_KNOW, GRACE_RUNS, GRACE),
        (OF_THE_RUNNER, LEE_CHAIRS, LEE),
        (OF_THE_RUNNER, replace(LEE_RUNS, chair_id=None), LEE),
        (given_to(_raised(), by=MINA, owner_id=DEE, today=TODAY), LEE_RUNS, None),
    ],
)
def test_raiser_is_asked_about_whoever_hears_such_things_now(
    concern: Concern, keepers: Keepers, to: int | None
) -> None:
    assert follower(concern, before=BEFORE, keepers=keepers) == to


def test_whoever_answers_such_things_now_answers_it() -> None:
    passed = passed_to(_raised(), by=MINA, to_id=LEE, keepers=LEE_RUNS, today=TODAY)

    people = frozenset({SAM, LEE})
    assert passed == replace(
        _raised(), owner_id=LEE, told=people, named=people, since=TODAY, version=2, begun=2
    )


def test_what_has_been_answered_keeps_its_answer_when_it_is_passed_on() -> None:
    said = replace(_raised(), state=ConcernState.ASKED, answer="On Tuesday", answered_by=SAM, version=3)

    passed = passed_to(said, by=MINA, to_id=LEE, keepers=LEE_RUNS, today=TODAY)

    assert passed is not None
    assert (passed.owner_id, passed.answered_by, passed.begun, passed.version) == (LEE, SAM, 1, 4)


def test_new_chair_is_told_what_the_chair_before_knew_and_does_not_answer_it() -> None:
    passed = passed_to(BOTH_KNOW, by=MINA, to_id=LEE, keepers=LEE_CHAIRS, today=TODAY)

    people = frozenset({SAM, GRACE, LEE})
    assert passed == replace(BOTH_KNOW, told=people, named=people, version=2)


@pytest.mark.parametrize(
    ("concern", "by", "to", "keepers"),
    [
        (_raised(), SAM, LEE, LEE_RUNS),
        (_raised(), MINA, SAM, LEE_RUNS),
        (_raised(), MINA, DEE, LEE_RUNS),
        (_raised(), MINA, SAM, BEFORE),
        (_raised(), MINA, GRACE, BEFORE),
        (_raised(About.RUNNER), MINA, SAM, BEFORE),
        (_raised(About.RUNNER), MINA, LEE, LEE_RUNS),
        (_raised(About.CHAIR), MINA, GRACE, GRACE_RUNS),
        (replace(_raised(), state=ConcernState.SORTED), MINA, LEE, LEE_RUNS),
    ],
)
def test_it_passes_to_nobody_else(concern: Concern, by: int, to: int, keepers: Keepers) -> None:
    assert passed_to(concern, by=by, to_id=to, keepers=keepers, today=TODAY) is None


@st.composite
def _keepers(draw: st.DrawFn) -> Keepers:
    people = draw(st.permutations((MINA, SAM, GRACE, DEE, LEE)))
    return Keepers(
        runner_id=people[0],
        chair_id=draw(st.sampled_from((None, people[1]))),
        chair_is_neutral=draw(st.booleans()),
        third_id=draw(st.sampled_from((None, people[2], people[0]))),
    )


@given(
    about=st.sampled_from(About),
    may_know=st.sampled_from(MayKnow),
    raiser_id=st.integers(MINA, LEE),
    terms=st.lists(_keepers(), min_size=2, max_size=5),
    data=st.data(),
)
def test_whoever_it_is_about_never_hears_it_and_a_name_never_passes_on(
    about: About, may_know: MayKnow, raiser_id: int, terms: list[Keepers], data: st.DataObject
) -> None:
    concern = first = _raised(about, may_know, raiser_id=raiser_id, keepers=terms[0])
    for keepers in terms[1:]:
        members = [_member(person_id, keepers) for person_id in range(MINA, LEE + 1)]
        others = {one.person.id for one in could_hear(concern, members=members, keepers=keepers)}
        could = could_pass_to(concern, keepers=keepers)
        assert not (others | could) & (first.about_ids | {raiser_id})
        chosen = data.draw(st.sampled_from(sorted(others | could) or [LEE]))
        given_ = given_to(concern, by=raiser_id, owner_id=chosen, today=TODAY)
        passed = passed_to(concern, by=raiser_id, to_id=chosen, keepers=keepers, today=TODAY)
        concern = passed or (given_ if chosen in others else None) or concern
        for one in members:
            reader = Reader(person_id=one.person.id, role=one.role, is_neutral=True)
            if one.person.id in first.about_ids - {raiser_id}:
                assert not may_read(concern, reader)
            if may_know is MayKnow.WITHOUT_MY_NAME and one.person.id not in first.told | {raiser_id}:
                assert not may_read_name(concern, reader)


def _member(person_id: int, keepers: Keepers) -> Membership:
    roles = {keepers.runner_id: Role.RUNNER, keepers.chair_id: Role.CHAIR}
    return Membership(
        id=person_id,
        partnership_id=1,
        person=Person(id=person_id, name=f"Person {person_id}", zone=None, rhythm=Rhythm()),
        role=roles.get(person_id, Role.DEPUTY_RUNNER),
        partner_id=10,
        doors_open=True,
        greeted_at=None,
        rings=False,
    )
