"""Who is asked to look back, what about, and who reads what."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.commitments import Commitment, ShareState
from bot.domain.kept_answers import NamedAnswer
from bot.domain.looking_back import (
    may_be_asked,
    newcomers_step,
    questions_about,
    sorted_for,
    took_part,
    without_names,
)
from bot.domain.milestones import Milestone, MilestoneState
from bot.domain.permissions import Role
from bot.domain.question_answers import Answer
from bot.domain.questions import Passing
from bot.messages.bank import CURRENT
from tests.actions import COMMITMENT, SHARE
from tests.domain.test_round_people import BROOK, CASTLE, member

SAM, MINA, ROB, DEE, PAT = 1, 2, 3, 4, 5
ASKED = tuple(CURRENT.questions.values())
MEMBERS = (
    member(SAM, Role.RUNNER, None),
    member(MINA, Role.CO_ORDINATOR, CASTLE),
    member(ROB, Role.MEMBER, CASTLE),
    member(DEE, Role.CO_ORDINATOR, BROOK),
    member(PAT, Role.SPONSOR, CASTLE),
)
OPENED = date(2026, 9, 10)


def done_by(
    *person_ids: int | None, partner_id: int = CASTLE, state: ShareState = ShareState.DONE
) -> Commitment:
    shares = tuple(replace(SHARE, person_id=one, partner_id=partner_id, state=state) for one in person_ids)
    return replace(COMMITMENT, shares=shares)


def asked(*actions: Commitment, contributing: tuple[int, ...] = ()) -> set[int]:
    return {one.person.id for one in took_part(MEMBERS, actions=actions, contributing=contributing)}


def test_those_who_did_something_are_asked_once() -> None:
    assert asked(done_by(ROB), done_by(ROB, DEE)) == {ROB, DEE}


@pytest.mark.parametrize("state", [one for one in ShareState if one is not ShareState.DONE])
def test_who_has_not_done_their_part_is_not_asked(state: ShareState) -> None:
    assert asked(done_by(ROB, state=state)) == set()


def test_for_a_partner_that_helped_in_another_way_whoever_answers_for_it_is_asked() -> None:
    assert asked(done_by(ROB), contributing=(CASTLE, BROOK)) == {ROB, DEE}
    assert asked(contributing=(CASTLE,)) == {MINA}


def test_what_nobody_holds_asks_nobody() -> None:
    assert asked(done_by(None), contributing=(99,)) == set()


@pytest.mark.parametrize("role", Role)
def test_runner_and_those_who_only_read_are_not_asked(role: Role) -> None:
    takes_part = {Role.DEPUTY_RUNNER, Role.CHAIR, Role.CO_ORDINATOR, Role.DEPUTY, Role.MEMBER}

    assert may_be_asked(member(MINA, role, CASTLE)) == (role in takes_part)


def milestone(number: int, *, state: MilestoneState = MilestoneState.CELEBRATED, day: int = 1) -> Milestone:
    return Milestone(
        id=number,
        partnership_id=9,
        title="The joint prospectus is out",
        due=date(2027, 2, 5),
        state=state,
        version=1,
        marked_at=datetime(2027, 2, day, tzinfo=UTC),
    )


def test_questions_after_milestones_take_turns_in_the_order_of_the_celebrations() -> None:
    late, early, same_day = milestone(1, day=9), milestone(2, day=3), milestone(3, day=9)
    quiet = milestone(4, state=MilestoneState.QUIET)
    everything = (late, early, same_day, quiet)

    found = [
        questions_about(one, milestones=everything, turns=CURRENT.turns) for one in (early, late, same_day)
    ]

    assert found == [("thanks", "surprise"), ("surprise", "again"), ("again", "thanks")]


def test_milestone_celebrated_before_days_were_kept_comes_first() -> None:
    old, new = replace(milestone(7), marked_at=None), milestone(1)

    assert questions_about(old, milestones=(new, old), turns=CURRENT.turns) == ("thanks", "surprise")


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (13, None),
        (14, "time 1"),
        (20, "time 1"),
        (21, None),
        (90, None),
        (91, "time 2"),
        (97, "time 2"),
        (98, None),
    ],
)
def test_somebody_new_is_asked_at_two_weeks_and_at_three_months(days: int, step: str | None) -> None:
    joined = OPENED + timedelta(days=60)

    found = newcomers_step(joined_on=joined, opened_on=OPENED, today=joined + timedelta(days=days))

    assert found == step


@pytest.mark.parametrize(("after", "is_new"), [(0, False), (13, False), (14, True)])
def test_whoever_was_there_from_the_start_is_not_new_to_it(after: int, is_new: bool) -> None:
    joined = OPENED + timedelta(days=after)

    found = newcomers_step(joined_on=joined, opened_on=OPENED, today=joined + timedelta(days=14))

    assert (found is not None) is is_new


def answer(
    key: str, words: str, *, by: int = MINA, to: int = SAM, passing: Passing | None = None
) -> NamedAnswer:
    return NamedAnswer(
        id=1,
        round_id=None,
        milestone_id=3,
        key=key,
        person_id=by,
        to_id=to,
        answer=Answer(line=words, passing=passing),
        by_phone=False,
        at=datetime(2027, 2, 5, tzinfo=UTC),
    )


def may_share(words: str, *, by: int, to: int = 99) -> NamedAnswer:
    return answer("again", words, by=by, to=to, passing=Passing.WITHOUT_NAME)


def test_reader_sees_what_was_told_to_them_and_of_others_only_what_may_be_shared() -> None:
    mine = answer("again", "Begin in May")
    later, first, between = (
        may_share("start", by=ROB),
        may_share("A form", by=DEE),
        may_share("Fewer", by=PAT),
    )
    others = [
        answer("again", "secret", to=99),
        answer("again", "with a name", to=99, passing=Passing.WITH_NAME),
        answer("surprise", "secret too", to=99),
    ]

    found = sorted_for(
        SAM, answers=[later, mine, first, between, *others], questions=CURRENT.questions.values()
    )

    assert [(one.question.key, one.told, one.shared) for one in found] == [
        ("again", (mine,), (first, between, later))
    ]


@pytest.mark.parametrize(
    ("authors", "shown"),
    [([], 0), ([ROB], 0), ([ROB, DEE], 0), ([ROB, ROB, DEE], 0), ([ROB, DEE, SAM], 0), ([ROB, DEE, PAT], 3)],
    ids=str,
)
def test_words_without_names_are_of_three_people_besides_the_reader(authors: list[int], shown: int) -> None:
    answers = [may_share("words", by=one) for one in authors]

    assert len(without_names(answers, reader_id=SAM)) == shown
    assert sum(len(one.shared) for one in sorted_for(SAM, answers=answers, questions=ASKED)) == shown


@pytest.mark.parametrize(("authors", "hides"), [([ROB, DEE], False), ([ROB, DEE, PAT], True)])
def test_what_was_told_by_name_may_go_on_once_three_have_said_so(authors: list[int], hides: bool) -> None:
    told = [may_share("words", by=one, to=SAM) for one in authors]
    [found] = sorted_for(SAM, answers=[*told, answer("again", "secret")], questions=ASKED)

    assert found.hides is hides


def test_where_nothing_was_said_nothing_is_sorted() -> None:
    assert sorted_for(SAM, answers=(), questions=CURRENT.questions.values()) == ()
