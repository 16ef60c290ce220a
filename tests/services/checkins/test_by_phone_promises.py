"""What is heard on the telephone goes where it was promised to go, is whose it is, and is kept once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier

import pytest

from bot.domain.evidence import Stage
from bot.domain.permissions import Role
from bot.domain.questions import QuestionKind
from bot.domain.round_people import Invited
from bot.domain.rounds import RoundState
from bot.errors import Refused
from bot.messages.call_sheet import Sheet
from bot.messages.checkins.phone import THE_QUESTION
from bot.services import call_sheets
from bot.services.call_sheets import Kept, ReadBack, Talk
from bot.services.checkins import by_phone
from storage import answers, contacts, members, people, rounds
from storage.database import Database
from tests import riverside
from tests.checked_in import CLOSED, TUESDAY, WEDNESDAY, open_round, widen
from tests.riverside import NOW, Riverside

LINE = "Send the papers by post"
AFTER = CLOSED + timedelta(minutes=1)


@pytest.fixture
def group(database: Database) -> Riverside:
    found = riverside.build(database, opened=True)
    widen(found)
    return found


def test_answer_sent_twice_is_kept_once_and_as_nobody_elses(group: Riverside) -> None:
    dan = _joins(group, "Dan Frame", Role.MEMBER, group.brook_lane_id)
    _ask_easier(group, _dee(group), dan)
    sheet = _look(group)

    first, second = _keep(group, sheet, LINE), _keep(group, sheet, LINE)

    assert (first.moved_on, second.moved_on) == ((), (THE_QUESTION,))
    assert _told(group) == [(_dee(group), LINE)]


def test_what_dee_says_is_hers_whoever_was_asked_first(group: Riverside) -> None:
    dan = _joins(group, "Dan Frame", Role.MEMBER, group.brook_lane_id)
    _ask_easier(group, dan, _dee(group))

    _keep(group, _look(group), LINE)

    assert _told(group) == [(_dee(group), LINE)]
    assert _look(group).question is None


def test_question_for_a_colleague_is_not_asked_of_who_is_rung(group: Riverside) -> None:
    _ask_easier(group, _joins(group, "Dan Frame", Role.MEMBER, group.brook_lane_id))

    assert _look(group).question is None


def test_nobody_is_asked_where_nobody_speaks_for_the_partner(group: Riverside) -> None:
    _ask_easier(group, _dee(group))
    with group.database.write() as transaction:
        members.take_role(transaction, viewer=group.engine, person_id=_dee(group), role=Role.MEMBER)

    with group.database.read() as transaction:
        asked = by_phone.question_for(
            transaction, viewer=group.viewer("sam"), partner_id=group.brook_lane_id, now=WEDNESDAY
        )
    assert asked is None


def test_nothing_goes_to_a_runner_who_was_not_named(group: Riverside) -> None:
    _ask_easier(group, _dee(group))
    sheet = _look(group)
    now = riverside.take_over(group, "grace", left=Role.DEPUTY_RUNNER)

    with pytest.raises(Refused, match="check_in_other_runner") as refused:
        _keep(now, sheet, LINE)

    assert (refused.value.field, refused.value.parameters) == ("check_in", {"runner": "Grace"})
    assert _told(now, "grace") == _told(now) == []
    again = _look(now, shown=sheet)
    assert again.promise.startswith("Say first: Grace sees it")
    _keep(now, again, LINE)
    assert _told(now, "grace") == [(_dee(group), LINE)]


def test_organisations_answer_waits_for_the_new_runner_to_be_named_too(group: Riverside) -> None:
    opened = open_round(group)
    sheet = _look(group)
    now = riverside.take_over(group, "grace", left=Role.DEPUTY_RUNNER)

    with pytest.raises(Refused, match="check_in_other_runner"):
        _read_back(now, sheet, "Yes")

    assert _said(now, opened.id) == []


def test_chair_who_came_since_is_not_one_who_was_named(group: Riverside) -> None:
    opened = open_round(group)
    sheet = _look(group)
    with group.database.write() as transaction:
        grace = group.person("grace").id
        members.take_role(transaction, viewer=group.engine, person_id=grace, role=Role.MEMBER)
    _joins(group, "Carl New", Role.CHAIR, group.office_id)

    back = _read_back(group, sheet, "Yes")
    _keep(group, back.sheet, "Yes")

    assert _said(group, opened.id) == [("Yes", None)]


def test_chair_who_was_named_reads_it(group: Riverside) -> None:
    opened = open_round(group)

    _keep(group, _look(group), "Yes")

    assert _said(group, opened.id) == [("Yes", group.person("grace").id)]
    with group.database.read() as transaction:
        [said] = answers.organisations_of(transaction, viewer=group.engine, round_id=opened.id)
    assert said.runner_id == group.person("sam").id


@pytest.mark.parametrize("send", ["keep", "read back"])
def test_what_came_too_late_is_said_at_the_question(group: Riverside, send: str) -> None:
    opened = open_round(group)
    sheet = _look(group)

    with pytest.raises(Refused, match="check_in_closed") as refused:
        (_keep if send == "keep" else _read_back)(group, sheet, "Yes", now=AFTER)

    assert refused.value.field == "check_in"
    assert _said(group, opened.id) == []
    again = _look(group, shown=sheet, now=AFTER)
    assert (again.question, again.promise) == (sheet.question, "")
    with group.database.read() as transaction:
        assert contacts.all_of(transaction, viewer=group.engine) == ()


def test_what_moved_on_is_left_out_of_what_is_read_back(group: Riverside) -> None:
    open_round(group)
    sheet = _look(group)
    _keep(group, sheet, "No")

    back = _read_back(group, sheet, "Yes")

    assert (back.moved_on, back.talk.check_in, back.talk.shown) == (True, "", None)


def test_answer_to_a_question_that_no_sheet_has_shown_is_left_out(group: Riverside) -> None:
    opened = open_round(group)

    kept = _keep(group, replace(_look(group), shown=None), "Yes")

    assert (kept.moved_on, _said(group, opened.id)) == ((THE_QUESTION,), [])


def test_words_are_never_put_under_another_question(group: Riverside) -> None:
    open_round(group)
    sheet = _look(group)
    assert sheet.shown is not None

    other = _look(group, shown=replace(sheet, shown=replace(sheet.shown, key="easier")))
    nowhere = _look(group, shown=replace(sheet, shown=replace(sheet.shown, round_id=9999)))

    assert (other.question, nowhere.question) == (None, None)
    assert _look(group, shown=sheet) == sheet


def test_who_was_a_moment_later_writes_nothing(group: Riverside) -> None:
    opened, seen = open_round(group), _look(group).shown
    sam, at = group.viewer("sam"), group.brook_lane_id
    with group.database.read() as transaction:
        no, yes = (
            by_phone.heard(transaction, viewer=sam, partner_id=at, seen=seen, said=said, now=WEDNESDAY)
            for said in ("No", "Yes")
        )
    assert no is not None
    assert yes is not None

    with group.database.write() as transaction:
        kept = [by_phone.keep(transaction, viewer=sam, heard=one, now=WEDNESDAY) for one in (no, yes)]

    assert kept == [True, False]
    assert [said for said, _ in _said(group, opened.id)] == ["No"]


def test_of_two_who_ring_at_once_one_is_kept_and_the_other_told(
    group: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_round(group)
    with group.database.write() as transaction:
        if not transaction.locks_rows:
            pytest.skip("only one writes at a time here")
    sheet, barrier, keep = _look(group), Barrier(2, timeout=10), by_phone.keep

    def at_once(*given: object, **named: object) -> bool:
        barrier.wait()
        return keep(*given, **named)  # type: ignore[arg-type]  # What was given is handed on.

    monkeypatch.setattr(by_phone, "keep", at_once)
    with ThreadPoolExecutor(2) as pool:
        calls = {said: pool.submit(_keep, group, sheet, said) for said in ("No", "Yes")}
        moved_on = {said: call.result(timeout=20).moved_on for said, call in calls.items()}

    assert sorted(moved_on.values()) == [(), (THE_QUESTION,)]
    assert [said for said, _ in _said(group, opened.id)] == [
        said for said, left in moved_on.items() if not left
    ]


def _dee(group: Riverside) -> int:
    return group.person("dee").id


def _joins(group: Riverside, name: str, role: Role, partner_id: int) -> int:
    with group.database.write() as transaction:
        sam = group.viewer("sam")
        person = people.create(transaction, viewer=sam, name=name, zone=None, now=NOW)
        members.add(transaction, viewer=sam, person_id=person.id, role=role, partner_id=partner_id)
        members.open_door(transaction, viewer=sam, person_ids=[person.id])
    return person.id


def _ask_easier(group: Riverside, *person_ids: int) -> None:
    """A round that asks these people at Brook Lane one thing, by name and on the telephone."""
    sam, kinds = group.viewer("sam"), {"easier": QuestionKind.TO_RUNNER}
    asked = [
        Invited(
            person_id=one,
            partner_id=group.brook_lane_id,
            kinds=frozenset(kinds.values()),
            by_telephone=True,
        )
        for one in person_ids
    ]
    with group.database.write() as transaction:
        planned = rounds.plan(
            transaction,
            viewer=sam,
            opens_on=TUESDAY.date(),
            closes_at=CLOSED,
            bank=1,
            kinds=kinds,
            stage=Stage.FORMING,
        )
        assert planned is not None
        since, to = {RoundState.PLANNED}, RoundState.OPEN
        rounds.change(transaction, viewer=sam, round_id=planned.id, since=since, state=to)
        rounds.ask_people(transaction, viewer=sam, round_id=planned.id, people=asked, now=TUESDAY)


def _look(group: Riverside, *, shown: Sheet | None = None, now: datetime = WEDNESDAY) -> Sheet:
    return call_sheets.look(
        database=group.database,
        viewer=group.viewer("sam"),
        partner_id=group.brook_lane_id,
        now=now,
        shown=shown.shown if shown else None,
    )


def _keep(group: Riverside, sheet: Sheet, said: str, *, now: datetime = WEDNESDAY) -> Kept:
    return call_sheets.keep(
        database=group.database,
        viewer=group.viewer("sam"),
        partner_id=group.brook_lane_id,
        talk=Talk(answers=(), check_in=said, shown=sheet.shown),
        now=now,
    )


def _read_back(group: Riverside, sheet: Sheet, said: str, *, now: datetime = WEDNESDAY) -> ReadBack:
    return call_sheets.read_back(
        database=group.database,
        viewer=group.viewer("sam"),
        partner_id=group.brook_lane_id,
        talk=Talk(answers=(), check_in=said, shown=sheet.shown),
        now=now,
    )


def _told(group: Riverside, name: str = "sam") -> list[tuple[int, str]]:
    with group.database.read() as transaction:
        found = answers.named_to(transaction, viewer=group.viewer(name))
    return [(one.person_id, one.answer.line) for one in found]


def _said(group: Riverside, round_id: int) -> list[tuple[str, int | None]]:
    """What Brook Lane has answered, and the chair who was named."""
    with group.database.read() as transaction:
        found = answers.organisations_of(transaction, viewer=group.engine, round_id=round_id)
    return [("No" if one.answer.value == 1 else "Yes", one.chair_id) for one in found]
