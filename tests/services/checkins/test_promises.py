"""What is promised before somebody answers, and what is shown afterwards: each may open exactly what names them."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.domain.permissions import Role, Viewer
from bot.domain.question_answers import Typed
from bot.domain.questions import QuestionKind
from bot.domain.rounds import Round
from bot.errors import Refused
from bot.messages.checkins.form import form as form_of
from bot.messages.model import Field
from bot.services.checkins import answering, feeling, pages, reading, siding
from storage import answers
from storage.database import Database
from storage.tables import MembershipRow, PartnershipRow
from tests import riverside, summed
from tests.checked_in import WEDNESDAY, agree, answer, close, open_round, widen
from tests.riverside import Riverside
from tests.summed import EVEN

YES = Typed(option="Yes")
PARTNER = "Castle College"


def _as_it_is(group: Riverside) -> Riverside:
    return group


def _change(group: Riverside, name: str, **values: object) -> Riverside:
    with group.database.write() as transaction:
        theirs = update(MembershipRow).where(MembershipRow.person_id == group.person(name).id)
        transaction.connection.execute(theirs.values(**values))
    member = replace(group.members[name], **values)  # type: ignore[arg-type]  # Both have these by one name.
    return replace(group, members={**group.members, name: member})


def _no_chair(group: Riverside) -> Riverside:
    return _change(group, "grace", role=Role.MEMBER)


def _of_a_partner(group: Riverside) -> Riverside:
    return _change(group, "grace", partner_id=group.brook_lane_id)


def _said_to_work_for_a_partner(group: Riverside) -> Riverside:
    with group.database.write() as transaction:
        transaction.connection.execute(update(PartnershipRow).values(chair_works_for_partner=True))
    return group


def _of_nobody(group: Riverside) -> Riverside:
    return _change(group, "grace", partner_id=None)


def _another_runs_it(group: Riverside) -> Riverside:
    return riverside.take_over(group, "grace", left=Role.DEPUTY_RUNNER)


SET_UPS: Mapping[str, tuple[Callable[[Riverside], Riverside], set[str]]] = {
    "no chair": (_no_chair, {"sam"}),
    "a chair of the office": (_as_it_is, {"sam", "grace"}),
    "a chair of no organisation": (_of_nobody, {"sam", "grace"}),
    "a chair of a partner": (_of_a_partner, {"sam"}),
    "a chair who is said to work for a partner": (_said_to_work_for_a_partner, {"sam"}),
    "the chair runs it": (_another_runs_it, {"grace"}),
}


@pytest.mark.parametrize("is_wide", [False, True], ids=["too few", "enough"])
@pytest.mark.parametrize("set_up", SET_UPS)
def test_exactly_those_who_were_named_can_open_it(database: Database, set_up: str, *, is_wide: bool) -> None:
    prepare, named = SET_UPS[set_up]
    group = riverside.build(database, opened=True)
    if is_wide:
        widen(group)
    opened = open_round(group)
    group = prepare(group)
    promised = _promised(group, opened)
    answer(group, group.members["mina"], opened, purpose=agree(), changed=YES)
    close(group)

    runs = "grace" if set_up == "the chair runs it" else "sam"
    by_name = set() if is_wide else {runs}
    assert promised == {
        QuestionKind.ORGANISATION: named,
        **({} if is_wide else {QuestionKind.TO_RUNNER: by_name}),
    }
    for name in group.members:
        assert _opens_side(group, name) == {name in named}, name
        assert _is_told(group, name, opened) is (name in by_name), name


def test_a_chair_who_comes_later_reads_only_what_was_said_since(database: Database) -> None:
    group = riverside.build(database, opened=True)
    summed.round_in(group, on=summed.AUTUMN, sides={group.castle_id: {"worth_it": EVEN}}, chair=None)
    assert _opens_side(group, "grace") == {False}
    assert siding.screen(database=database, viewer=group.viewer("grace")).hides

    summed.round_in(group, sides={group.brook_lane_id: {"worth_it": EVEN}})

    screen = reading.screen(database=database, viewer=group.viewer("grace"), round_id=None)
    worth = feeling.worth(database=database, viewer=group.viewer("grace"))
    assert [one.partner_id for one in screen.sides or ()] == [group.brook_lane_id]
    assert [one.partner_id for one in (*(worth.sides or ()), *worth.earlier)] == [group.brook_lane_id]
    assert _opens_side(group, "grace") == {False}
    assert _opens_side(group, "sam") == {True}


def test_a_chair_who_leaves_a_partner_reads_nothing_of_before(database: Database) -> None:
    group = _of_a_partner(riverside.build(database, opened=True))
    opened = open_round(group)
    answer(group, group.members["mina"], opened, changed=YES)
    close(group)

    assert _opens_side(_of_nobody(group), "grace") == {False}


def test_a_chair_who_joins_a_partner_reads_it_no_more(database: Database) -> None:
    group = riverside.build(database, opened=True)
    opened = open_round(group)
    answer(group, group.members["mina"], opened, changed=YES)
    close(group)
    assert _opens_side(group, "grace") == {True}

    assert _opens_side(_of_a_partner(group), "grace") == {False}


def test_a_form_that_named_nobody_reaches_no_chair_who_came_meanwhile(database: Database) -> None:
    group = riverside.build(database, opened=True)
    opened = open_round(group)

    answer(group, group.members["mina"], opened, chair_id=0, changed=YES)
    close(group)

    assert _opens_side(group, "grace") == {False}


def test_a_form_names_nobody_who_has_no_chair(database: Database) -> None:
    """Whatever number it carries."""
    group = riverside.build(database, opened=True)
    opened = open_round(group)

    answer(group, group.members["mina"], opened, chair_id=group.person("rob").id, changed=YES)

    with database.read() as transaction:
        [said] = answers.organisations_of(transaction, viewer=group.viewer("sam"), round_id=opened.id)
    assert said.chair_id is None


def test_once_all_have_agreed_the_form_says_so_and_all_who_take_part_see_it(database: Database) -> None:
    group = riverside.build(database, opened=True)
    opened = open_round(group)
    for name, partner_id in (("mina", group.castle_id), ("sam", group.brook_lane_id)):
        siding.agree(database=database, viewer=group.viewer(name), partner_id=partner_id, now=WEDNESDAY)

    assert "All partners see it too, side by side" in _hint(group, opened)
    answer(group, group.members["mina"], opened, changed=YES)
    close(group)
    assert all(siding.screen(database=database, viewer=group.viewer(name)).rows for name in group.members)


def _promised(group: Riverside, opened: Round) -> dict[QuestionKind, set[str]]:
    """Whom the form of Mina names at each kind of question."""
    fields = {one.name: one.hint for one in _form(group, opened)}
    names = {name: group.person(name).first_name for name in group.members}
    side = {name for name, said in names.items() if said in fields["changed"].split(", with")[0]}
    told = {name for name, said in names.items() if f"To {said}, with your name." in fields["purpose"]}
    assert told or fields["purpose"].startswith("Numbers only: shown in words, with no names.")
    return {QuestionKind.ORGANISATION: side, **({QuestionKind.TO_RUNNER: told} if told else {})}


def _hint(group: Riverside, opened: Round) -> str:
    return next(one.hint for one in _form(group, opened) if one.name == "changed")


def _form(group: Riverside, opened: Round) -> tuple[Field, ...]:
    sheet = answering.look(
        database=group.database, viewer=group.viewer("mina"), round_id=opened.id, now=WEDNESDAY
    )
    return form_of(sheet.asked, questions=sheet.questions, kinds=sheet.kinds, answered={}).fields


def _opens_side(group: Riverside, name: str) -> set[bool]:
    """Whether each of the places that show organisations' answers shows that of Castle College to somebody."""
    viewer = group.viewer(name)
    return {_on_the_screen(group, viewer), _side_by_side(group, viewer), _in_the_workbook(group, viewer)}


def _on_the_screen(group: Riverside, viewer: Viewer) -> bool:
    try:
        screen = reading.screen(database=group.database, viewer=viewer, round_id=None)
    except Refused:
        return False
    earlier = reading.screen(database=group.database, viewer=viewer, round_id=1)
    return any(one.partner_id == group.castle_id for one in (*(screen.sides or ()), *(earlier.sides or ())))


def _side_by_side(group: Riverside, viewer: Viewer) -> bool:
    rows = siding.screen(database=group.database, viewer=viewer).rows or ()
    return any(dict(row.answers)[group.castle_id] is not None for row in rows)


def _in_the_workbook(group: Riverside, viewer: Viewer) -> bool:
    with group.database.read() as transaction:
        return any(one.who == PARTNER for one in pages.lines(transaction, viewer=viewer))


def _is_told(group: Riverside, name: str, opened: Round) -> bool:
    with group.database.read() as transaction:
        return bool(answers.named_to(transaction, viewer=group.viewer(name), round_id=opened.id))
