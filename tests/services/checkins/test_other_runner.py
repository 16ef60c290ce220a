"""Somebody else runs it while a form is open: what was meant for one never goes to the next unseen, nor stands before them."""

import pytest

from bot.domain.permissions import Role
from bot.domain.question_answers import Typed
from bot.domain.rounds import Round
from bot.errors import Refused
from bot.messages import refusals
from bot.messages.checkins import form as wording
from bot.services.checkins import answering
from bot.services.checkins.answering import Sheet
from storage import answers, members
from tests import riverside
from tests.checked_in import WEDNESDAY, agree, answer, open_round, widen
from tests.riverside import Riverside

HARD = "Not at all"


@pytest.fixture
def opened(group: Riverside) -> Round:
    """Among so few, everything that is no organisation's goes to Sam by name."""
    return open_round(group)


def test_form_sent_after_a_change_of_runner_is_sent_again_on_purpose(group: Riverside, opened: Round) -> None:
    sam = group.person("sam").id
    now = riverside.take_over(group, "grace")

    with pytest.raises(Refused) as refused:
        answer(now, now.members["mina"], opened, shown_id=sam, purpose=agree(HARD))

    assert (refused.value.key, refused.value.field) == ("check_in_other_runner", "purpose")
    assert now.person("grace").first_name in refusals.sentence(refused.value)
    assert _told(now, opened, "grace") == {}
    answer(now, now.members["mina"], opened, purpose=agree(HARD))
    assert _told(now, opened, "grace") == {"purpose": 1}


def test_form_names_the_new_runner_and_has_nothing_of_what_the_old_one_was_told(
    group: Riverside, opened: Round
) -> None:
    answer(group, group.members["mina"], opened, purpose=agree(HARD), changed=Typed(option="Yes"))
    before = _sheet(group, opened)

    after = _sheet(riverside.take_over(group, "grace"), opened)

    assert {key: one.value for key, one in before.answered.items()} == {"purpose": 1, "changed": 2}
    assert {key: one.value for key, one in after.answered.items()} == {"changed": 2}
    assert _form_of(after) == f"{opened.id}.2.{group.person('grace').id}.0"
    assert after.asked.runner == group.person("grace").first_name


def test_what_the_old_runner_was_told_stays_theirs_whatever_the_new_one_is_told(
    group: Riverside, opened: Round
) -> None:
    answer(group, group.members["mina"], opened, purpose=agree(HARD))
    now = riverside.take_over(group, "grace")

    answer(now, now.members["mina"], opened, purpose=agree("Completely"), trust=agree())
    answer(now, now.members["mina"], opened, trust=agree())

    assert _told(now, opened, "sam") == {"purpose": 1}
    assert _told(now, opened, "grace") == {"trust": 4}


def test_an_organisations_answer_is_seen_by_nobody_whom_the_form_has_not_named(
    group: Riverside, opened: Round
) -> None:
    sam = group.person("sam").id
    now = riverside.take_over(group, "grace")

    with pytest.raises(Refused, match="check_in_other_runner"):
        answer(now, now.members["mina"], opened, shown_id=sam, changed=Typed(option="Yes"))


def test_what_nobody_sees_and_an_empty_form_go_whoever_runs_it(group: Riverside) -> None:
    everybody = widen(group)
    opened = open_round(group)
    sam = group.person("sam").id
    riverside.take_over(group, "grace")

    assert answer(group, everybody["mina"], opened, shown_id=sam, purpose=agree(HARD)).changed
    assert answer(group, everybody["mina"], opened, shown_id=sam).changed


def test_who_runs_it_now_needs_no_warning_of_themselves(group: Riverside, opened: Round) -> None:
    sam = group.person("sam").id
    now = riverside.take_over(group, "mina")

    assert answer(now, now.members["mina"], opened, shown_id=sam, purpose=agree(HARD)).changed


def test_without_a_runner_the_words_stay_in_the_form(group: Riverside, opened: Round) -> None:
    with group.database.write() as transaction:
        sam_id = group.person("sam").id
        members.take_role(transaction, viewer=group.engine, person_id=sam_id, role=Role.MEMBER)
    answer(group, group.members["mina"], opened, changed=Typed(option="Yes"))

    with pytest.raises(Refused) as refused:
        answer(group, group.members["mina"], opened, purpose=agree(HARD))

    assert (refused.value.key, refused.value.field) == ("check_in_no_runner", "purpose")
    assert _sheet(group, opened).answered.keys() == {"changed"}


def _sheet(group: Riverside, opened: Round) -> Sheet:
    return answering.look(
        database=group.database, viewer=group.viewer("mina"), round_id=opened.id, now=WEDNESDAY
    )


def _form_of(sheet: Sheet) -> str:
    made = wording.form(sheet.asked, questions=sheet.questions, kinds=sheet.kinds, answered=sheet.answered)
    return made.arg


def _told(group: Riverside, opened: Round, name: str) -> dict[str, int | None]:
    with group.database.read() as transaction:
        found = answers.named_to(transaction, viewer=group.viewer(name), round_id=opened.id)
    return {one.key: one.answer.value for one in found}
