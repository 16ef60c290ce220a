"""What becomes of edited rows: what is taken, what is asked and of whom, and what is not taken, with its reason."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.commitments import ShareState
from bot.domain.imports.choices import Choices
from bot.domain.imports.headings import Meaning
from bot.domain.imports.readings import Problem
from bot.domain.imports.revised import MOST_REVISED, PlannedRevision, Revisions, conflict_of, plan
from bot.domain.imports.rows import Row
from bot.domain.imports.surroundings import Surroundings
from bot.domain.imports.threeway import compare
from bot.domain.permissions import Role
from bot.domain.snapshots import KeptAction
from tests.domain.imports.compared import come_back, copy, kept, rows, share
from tests.domain.imports.surrounded import OCTOBER, TODAY, around, member

LATER = (OCTOBER + timedelta(days=7)).isoformat()
THEN = kept()
SAM = 1
HERE = replace(
    around(
        member("3", "Mina Iqbal", Role.CO_ORDINATOR, "Castle College"),
        member("4", "Rob Stone", Role.MEMBER, "Castle College"),
        member("5", "Kwame Osei", Role.CO_ORDINATOR, "Meadow Hill School"),
    ),
    sender=SAM,
)


def _planned(
    *actions: KeptAction,
    edits: dict[Meaning, str],
    now: KeptAction | None = None,
    choices: Choices | None = None,
    problems: tuple[Problem, ...] = (),
    surroundings: Surroundings = HERE,
    done_ahead: bool = False,
) -> Revisions:
    action = actions[0] if actions else THEN
    [exported] = rows(action)
    row = come_back(exported, edits=edits, problems=problems)
    row = replace(row, action=replace(row.action, done_ahead=done_ahead))
    there = copy(action, now=(now or action,))
    return plan(compare([row], copy=there), surroundings=surroundings, choices=choices or Choices())


def _one(found: Revisions) -> PlannedRevision:
    [planned] = found.planned
    return planned


def test_whoever_accepted_is_asked() -> None:
    planned = _one(_planned(edits={Meaning.BY: LATER}))

    assert planned.by is not None
    assert planned.by.isoformat() == LATER
    assert ([one.id for one in planned.asked], planned.told) == ([1], ())


@pytest.mark.parametrize(
    ("action", "choices", "asked", "told"),
    [
        pytest.param(THEN, Choices(agreed=True), 0, 1, id="a meeting agreed"),
        pytest.param(kept(1, "A", share(1, state=ShareState.PROPOSED)), Choices(), 0, 1, id="not accepted"),
        pytest.param(kept(1, "A", share(1, person_id=SAM)), Choices(), 0, 0, id="one's own"),
        pytest.param(kept(1, "A", share(1, person="", person_id=None)), Choices(), 0, 0, id="nobody's"),
    ],
)
def test_who_is_asked_and_who_is_told(action: KeptAction, choices: Choices, asked: int, told: int) -> None:
    planned = _one(_planned(action, edits={Meaning.BY: LATER}, choices=choices))

    assert (len(planned.asked), len(planned.told)) == (asked, told)


def test_who_hears_nothing_yet_is_neither_asked_nor_told() -> None:
    [exported] = rows(THEN)
    deaf = replace(exported, shares=tuple(replace(one, hears=False) for one in exported.shares))
    there = replace(copy(THEN), now=(deaf,))
    found = plan(
        compare([come_back(exported, edits={Meaning.BY: LATER})], copy=there),
        surroundings=HERE,
        choices=Choices(),
    )

    assert (_one(found).asked, _one(found).told) == ((), ())


def test_words_are_taken_by_their_names() -> None:
    edits = {Meaning.WHAT: "Send  all data", Meaning.WHY: "Others wait", Meaning.HEADING: "Fair"}

    planned = _one(_planned(edits={**edits, Meaning.DONE_WHEN: "It's there"}))

    assert planned.words == {
        "title": "Send all data",
        "why": "Others wait",
        "heading": "Fair",
        "done_when": "It's there",
    }


def test_done_is_told_and_not_asked() -> None:
    planned = _one(_planned(edits={Meaning.STATUS: "done"}))

    assert (planned.done, planned.asked, len(planned.told)) == (True, (), 1)


@pytest.mark.parametrize("ticked", [True, False])
def test_done_ahead_has_to_be_ticked(ticked: bool) -> None:
    choices = Choices(done=frozenset({"1.5"}) if ticked else frozenset())

    found = _planned(edits={Meaning.STATUS: "done"}, done_ahead=True, choices=choices)

    assert [row.ref for row in found.done_ahead] == ["1.5"]
    assert bool(found.planned) is ticked


def test_a_colleague_of_the_same_partner_can_take_it_over() -> None:
    planned = _one(_planned(edits={Meaning.PERSON: "Rob Stone"}))

    assert (planned.person_id, planned.holder) == (4, "Rob Stone")


TWO = kept(1, "Read", share(1), share(2, "Meadow Hill School", "Kwame Osei", person_id=5))


@pytest.mark.parametrize(
    ("action", "edits", "reason"),
    [
        pytest.param(THEN, {Meaning.PERSON: "Kwame Osei"}, "other_person", id="of another partner"),
        pytest.param(THEN, {Meaning.PERSON: "Nobody Known"}, "other_person", id="not known"),
        pytest.param(THEN, {Meaning.PERSON: ""}, "other_person", id="nobody"),
        pytest.param(TWO, {Meaning.PERSON: "Rob Stone"}, "other_person", id="two partners"),
        pytest.param(THEN, {Meaning.ORGANISATION: "Meadow Hill School"}, "other_partner", id="partner"),
        pytest.param(
            THEN, {Meaning.BY: (TODAY - timedelta(days=1)).isoformat()}, "day_gone", id="a day gone by"
        ),
    ],
)
def test_what_is_not_taken_has_its_reason(action: KeptAction, edits: dict[Meaning, str], reason: str) -> None:
    found = _planned(action, edits=edits)

    assert [one.reason for one in found.not_taken] == [reason]
    assert found.planned == ()


def test_an_edit_of_what_is_done_by_now_is_not_taken() -> None:
    now = kept(1, THEN.title, share(1, state=ShareState.DONE))

    found = _planned(edits={Meaning.BY: LATER}, now=now)

    assert [one.reason for one in found.not_taken] == ["done_since"]


def test_an_edit_of_what_is_there_no_more_is_not_taken() -> None:
    [exported] = rows(THEN)
    row = come_back(exported, edits={Meaning.BY: LATER})

    found = plan(compare([row], copy=copy(THEN, now=())), surroundings=HERE, choices=Choices())

    assert [(one.reason, one.cell) for one in found.not_taken] == [("gone_since", "B5")]


def test_a_conflict_is_taken_only_where_that_was_chosen() -> None:
    now = kept(due=OCTOBER + timedelta(days=1))
    first = _planned(edits={Meaning.BY: LATER}, now=now)
    conflict = conflict_of(_one(first).row, _one(first).open[0])

    chosen = _planned(edits={Meaning.BY: LATER}, now=now, choices=Choices(taken=frozenset({conflict})))

    assert conflict == "1.5.by"
    assert (len(_one(first).taken), len(_one(first).asked)) == (0, 0)
    assert (len(_one(chosen).taken), len(_one(chosen).asked)) == (1, 1)
    assert (len(_one(chosen).conflicts), _one(chosen).open) == (1, ())


def _unreadable(cell: str) -> Problem:
    return Problem(cell=cell, written="soon", reason="unreadable")


def test_what_is_not_clear_in_an_edited_cell_is_asked() -> None:
    found = _planned(edits={Meaning.BY: "soon"}, problems=(_unreadable("A5"),))

    assert ([row.ref for row in found.unclear], [row.ref for row in found.questions]) == (["1.5"], ["1.5"])
    assert found.planned == ()


def test_what_was_said_about_it_is_taken_and_stays_to_be_asked() -> None:
    choices = Choices(days={"1.5": OCTOBER + timedelta(days=7)})

    found = _planned(edits={Meaning.BY: "soon"}, problems=(_unreadable("A5"),), choices=choices)

    assert _one(found).by == OCTOBER + timedelta(days=7)
    assert [row.ref for row in found.questions] == ["1.5"]


def test_what_is_not_clear_in_a_cell_that_is_ours_is_no_question() -> None:
    found = _planned(edits={Meaning.BY: LATER}, problems=(_unreadable("C5"),))

    assert found.unclear == ()
    assert len(found.planned) == 1


def test_no_more_is_taken_at_once_than_can_be_looked_through() -> None:
    actions = [kept(number, f"Action {number}") for number in range(1, MOST_REVISED + 3)]
    there = copy(*actions)
    back: list[Row] = [
        come_back(one, number, edits={Meaning.BY: LATER}) for number, one in enumerate(there.exported, 5)
    ]

    found = plan(compare(back, copy=there), surroundings=HERE, choices=Choices())

    assert (len(found.planned), len(found.later)) == (MOST_REVISED, 2)
