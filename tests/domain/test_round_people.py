"""Who is asked what in a round."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendars import PartnerCalendar
from bot.domain.partners import Partner, PartnerKind, Reach
from bot.domain.people import Membership, Person, Rhythm
from bot.domain.permissions import Role
from bot.domain.questions import QuestionKind
from bot.domain.round_people import ASKED, invited, writers

LONDON = ZoneInfo("Europe/London")
_N, _O, _S = QuestionKind.NUMBERS_ONLY, QuestionKind.ORGANISATION, QuestionKind.TO_RUNNER
OFFICE, CASTLE, BROOK = 1, 2, 3


def partner(
    partner_id: int, *, reach: Reach = Reach.SLACK, kind: PartnerKind = PartnerKind.PARTNER
) -> Partner:
    return Partner(
        id=partner_id,
        partnership_id=1,
        name=f"Partner {partner_id}",
        kind=kind,
        reach=reach,
        zone=LONDON,
        calendar=PartnerCalendar(),
    )


def member(person_id: int, role: Role, partner_id: int | None) -> Membership:
    return Membership(
        id=100 + person_id,
        partnership_id=1,
        person=Person(id=person_id, name=f"Person {person_id}", zone=None, rhythm=Rhythm()),
        role=role,
        partner_id=partner_id,
        doors_open=True,
        greeted_at=None,
        rings=False,
    )


PARTNERS = (
    partner(OFFICE, kind=PartnerKind.OFFICE),
    partner(CASTLE),
    partner(BROOK, reach=Reach.TELEPHONE),
)
SAM = member(1, Role.RUNNER, OFFICE)
GRACE = member(2, Role.CHAIR, None)
MINA = member(3, Role.CO_ORDINATOR, CASTLE)
ROB = member(4, Role.DEPUTY, CASTLE)
JO = member(5, Role.MEMBER, CASTLE)
DEE = member(6, Role.CO_ORDINATOR, BROOK)
ALL = (SAM, GRACE, MINA, ROB, JO, DEE)


def test_everybody_gets_their_kinds() -> None:
    found = {one.person_id: (one.partner_id, set(one.kinds)) for one in invited(ALL, partners=PARTNERS)}

    assert found == {
        1: (None, {_N}),
        2: (None, {_N, _S}),
        3: (CASTLE, {_N, _O, _S}),
        4: (CASTLE, {_N, _S}),
        5: (CASTLE, {_N, _S}),
        6: (BROOK, {_O, _S}),
    }


def test_who_is_rung_gives_no_secret_answer() -> None:
    people = invited(ALL, partners=PARTNERS)

    assert [one.person_id for one in people if one.by_telephone] == [6]
    assert writers(people) == {1: None, 2: None, 3: CASTLE, 4: CASTLE, 5: CASTLE}


def test_who_would_rather_be_rung_is_rung() -> None:
    people = invited((replace(JO, rings=True),), partners=PARTNERS)

    assert (people[0].by_telephone, set(people[0].kinds)) == (True, {_S})


@pytest.mark.parametrize(
    ("members", "away", "speaker"),
    [
        ((MINA, ROB), (), 3),
        ((ROB, MINA), (), 3),
        ((MINA, ROB), (3,), 4),
        ((ROB, JO), (), 4),
        ((MINA, ROB), (3, 4), 3),
        ((MINA,), (3,), 3),
        ((replace(MINA, doors_open=False), ROB), (), 4),
        ((JO,), (), None),
    ],
    ids=["co-ordinator", "any order", "away", "none", "both away", "alone and away", "doors shut", "nobody"],
)
def test_one_person_answers_for_an_organisation(
    members: tuple[Membership, ...], away: tuple[int, ...], speaker: int | None
) -> None:
    people = invited(members, partners=PARTNERS, away=away)

    assert [one.person_id for one in people if _O in one.kinds] == ([speaker] if speaker else [])


@pytest.mark.parametrize("role", [role for role in Role if role not in ASKED])
def test_who_only_reads_is_not_asked(role: Role) -> None:
    assert invited((replace(JO, role=role),), partners=PARTNERS) == ()


def test_nobody_is_asked_before_their_doors_are_open() -> None:
    written_to = tuple(replace(one, doors_open=False) for one in ALL if one is not DEE)

    assert invited(written_to, partners=PARTNERS) == ()
    assert invited((), partners=PARTNERS) == ()


def test_who_is_rung_needs_no_open_door() -> None:
    """Nobody opens the doors to somebody who is never written to."""
    found = invited([replace(DEE, doors_open=False), replace(MINA, doors_open=False)], partners=PARTNERS)

    assert [(one.person_id, one.by_telephone) for one in found] == [(DEE.person.id, True)]
