"""**Somebody else**: who could hear a concern when whoever has it hasn't answered."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.calendars import PartnerCalendar
from bot.domain.concern_hearers import could_hear
from bot.domain.concerns import (
    About,
    Concern,
    ConcernState,
    Keepers,
    MayKnow,
    Step,
    answer_by,
    day_of,
)
from bot.domain.people import Membership, Person, Rhythm
from bot.domain.permissions import Role

MINA, SAM, GRACE, DEE, LEE, ROB, KIM = range(1, 8)
CASTLE, BROOK_LANE = 10, 11
DAY = date(2027, 1, 12)
CONCERN = Concern(
    id=1,
    partnership_id=1,
    raiser_id=MINA,
    partner_id=CASTLE,
    words="Both of us want construction.",
    would_help="",
    may_know=MayKnow.ONLY_RUNNER,
    about=About.OTHERS,
    owner_id=SAM,
    told=frozenset({SAM}),
    since=DAY,
    state=ConcernState.OPEN,
    version=1,
)
ABOUT_BOTH = replace(CONCERN, owner_id=KIM, about=About.BOTH, about_ids=frozenset({SAM, GRACE}))
NEUTRAL = Keepers(runner_id=SAM, chair_id=GRACE, chair_is_neutral=True)


def _member(person_id: int, name: str, role: Role, partner_id: int | None = None) -> Membership:
    return Membership(
        id=person_id,
        partnership_id=1,
        person=Person(id=person_id, name=name, zone=None, rhythm=Rhythm()),
        role=role,
        partner_id=partner_id,
        doors_open=True,
        greeted_at=None,
        rings=False,
    )


MEMBERS = (
    _member(SAM, "Sam", Role.RUNNER),
    _member(LEE, "Lee", Role.DEPUTY_RUNNER),
    _member(GRACE, "Grace", Role.CHAIR),
    _member(MINA, "Mina", Role.MEMBER, CASTLE),
    _member(ROB, "rob", Role.CO_ORDINATOR, CASTLE),
    _member(DEE, "Dee", Role.CO_ORDINATOR, BROOK_LANE),
    _member(KIM, "Kim", Role.OBSERVER),
)


def _names(concern: Concern = CONCERN, keepers: Keepers = NEUTRAL) -> str:
    return " ".join(one.person.name for one in could_hear(concern, members=MEMBERS, keepers=keepers))


@pytest.mark.parametrize(
    ("concern", "keepers", "names"),
    [
        (CONCERN, NEUTRAL, "Grace Lee rob"),
        (CONCERN, replace(NEUTRAL, chair_is_neutral=False), "Lee rob"),
        (CONCERN, replace(NEUTRAL, third_id=KIM), "Grace Kim Lee rob"),
        (replace(CONCERN, partner_id=None), NEUTRAL, "Grace Lee"),
        (replace(CONCERN, partner_id=BROOK_LANE), NEUTRAL, "Dee Grace Lee"),
        (replace(CONCERN, raiser_id=ROB), NEUTRAL, "Grace Lee"),
        (replace(CONCERN, owner_id=GRACE), NEUTRAL, "Lee rob Sam"),
        (
            replace(CONCERN, owner_id=GRACE, about=About.RUNNER, about_ids=frozenset({SAM})),
            NEUTRAL,
            "Lee rob",
        ),
        (replace(CONCERN, about=About.CHAIR, about_ids=frozenset({GRACE})), NEUTRAL, "Lee rob"),
        (ABOUT_BOTH, replace(NEUTRAL, third_id=KIM), "Lee rob"),
        (ABOUT_BOTH, Keepers(runner_id=LEE, third_id=SAM), "Lee rob"),
        (replace(CONCERN, owner_id=None, about=About.CHAIR), Keepers(runner_id=SAM), "Lee rob Sam"),
    ],
)
def test_who_else_could_hear_it(concern: Concern, keepers: Keepers, names: str) -> None:
    assert _names(concern, keepers) == names


def test_answer_comes_between_the_days_of_the_two_steps() -> None:
    calendar = PartnerCalendar(country="GB", region="ENG")

    days = [day_of(CONCERN, step=step, calendar=calendar) for step in Step]
    assert days[0] < answer_by(CONCERN, calendar=calendar) < days[1]
