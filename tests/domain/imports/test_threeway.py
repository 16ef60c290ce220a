"""A copy that comes back: as it was made, as it was edited, and how the timetable stands now."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.commitments import ShareState
from bot.domain.imports.headings import Meaning
from bot.domain.imports.threeway import Compared, Copy, compare, is_same
from bot.domain.snapshots import KeptAction
from tests.domain.imports.compared import come_back, copy, kept, rows, share
from tests.domain.imports.surrounded import OCTOBER

LATER, LATEST = OCTOBER + timedelta(days=7), OCTOBER + timedelta(days=14)
THEN = kept()
MOVED = kept(due=LATER)


def _of(found: Compared) -> dict[str, int]:
    """How many rows each part holds, as far as it holds any."""
    parts = {name: len(getattr(found, name)) for name in Compared.__dataclass_fields__}
    return {name: count for name, count in parts.items() if count}


def _edited(day: date) -> dict[Meaning, str]:
    return {Meaning.BY: day.isoformat()}


@pytest.mark.parametrize(
    ("edit", "now", "part"),
    [
        pytest.param(None, THEN, "same", id="untouched"),
        pytest.param(LATER, THEN, "edited", id="edited alone"),
        pytest.param(None, MOVED, "meanwhile", id="moved meanwhile"),
        pytest.param(LATER, MOVED, "same", id="both the same"),
        pytest.param(LATEST, MOVED, "edited", id="both, and otherwise"),
    ],
)
def test_three_ways_of_one_date(edit: date | None, now: KeptAction, part: str) -> None:
    [exported] = rows(THEN)
    row = come_back(exported, edits=_edited(edit) if edit else {})

    assert _of(compare([row], copy=copy(THEN, now=(now,)))) == {part: 1}


@pytest.mark.parametrize(("now", "changes", "conflicts"), [(THEN, 1, 0), (MOVED, 0, 1)])
def test_only_what_changed_on_both_sides_is_a_conflict(now: KeptAction, changes: int, conflicts: int) -> None:
    [exported] = rows(THEN)

    [found] = compare([come_back(exported, edits=_edited(LATEST))], copy=copy(THEN, now=(now,))).edited

    assert (len(found.changes), len(found.conflicts)) == (changes, conflicts)
    [change] = (*found.changes, *found.conflicts)
    assert (change.cell, change.old, change.new) == ("A5", OCTOBER.isoformat(), LATEST.isoformat())
    assert change.now == now.due.isoformat()


def test_cells_of_one_row_are_compared_one_by_one() -> None:
    now = kept(due=LATER, why="Others wait")
    [exported] = rows(THEN)
    edits = {**_edited(LATEST), Meaning.HEADING: "Fair"}

    [found] = compare([come_back(exported, edits=edits)], copy=copy(THEN, now=(now,))).edited

    assert [one.meaning for one in found.changes] == [Meaning.HEADING]
    assert [one.meaning for one in found.conflicts] == [Meaning.BY]


def test_an_edit_of_what_is_there_no_more_is_named() -> None:
    [exported] = rows(THEN)
    there = copy(THEN, now=())

    assert _of(compare([come_back(exported, edits=_edited(LATER))], copy=there)) == {"gone": 1}
    assert _of(compare([come_back(exported)], copy=there)) == {"same": 1}
    assert _of(compare([], copy=there)) == {}


def test_a_row_missing_in_the_file_is_named() -> None:
    assert [one.what for one in compare([], copy=copy(THEN)).missing] == [THEN.title]


def test_no_other_state_than_done_is_an_edit() -> None:
    done = kept(1, "Book a hall", share(1, state=ShareState.DONE))
    [exported] = rows(done)
    row = come_back(exported, edits={Meaning.STATUS: ""})

    assert exported.values[Meaning.STATUS] == "done"
    assert _of(compare([row], copy=copy(done))) == {"same": 1}


def test_a_column_that_is_not_in_the_file_is_no_edit() -> None:
    action = kept(why="Others wait")
    [exported] = rows(action)
    row = come_back(exported)
    written = dict(row.action.written)
    del written[Meaning.WHY]
    row = replace(row, action=replace(row.action, written=written))

    assert _of(compare([row], copy=copy(action))) == {"same": 1}


def test_an_action_with_two_dates_has_two_rows() -> None:
    two = kept(1, "Read the proofs", share(1), share(2, "Meadow Hill School", "Kwame Osei", own_due=LATER))
    first, second = rows(two)
    there = copy(two)

    assert (first.ref, second.ref) == (1, 1)
    assert [one.values[Meaning.BY] for one in (first, second)] == [OCTOBER.isoformat(), LATER.isoformat()]
    [found] = compare([come_back(second, 6, edits=_edited(LATEST)), come_back(first, 5)], copy=there).edited
    assert [one.id for one in found.now.shares] == [2]


def test_an_action_of_all_partners_is_one_row() -> None:
    everyone = kept(
        1, "Sign accord", share(1), share(2, "Meadow Hill School", own_due=LATER), all_partners=True
    )

    [row] = rows(everyone)

    assert (row.values[Meaning.ORGANISATION], row.values[Meaning.PERSON]) == ("All partners", "")
    assert len(row.shares) == 2


def test_a_share_that_is_done_or_gone_is_not_to_be_asked() -> None:
    mixed = kept(
        1,
        "Read the proofs",
        share(1, state=ShareState.DONE),
        share(2, "Meadow Hill School", state=ShareState.PROPOSED),
        share(3, "Northgate College", state=ShareState.DECLINED),
    )

    [row] = rows(mixed)

    assert [(one.id, one.is_agreed) for one in row.shares] == [(2, False)]
    assert row.values[Meaning.ORGANISATION] == "Castle College, Meadow Hill School"


OTHERS = (
    kept(1, "Book a hall"),
    kept(2, "Send course data", due=LATER),
    kept(3, "Read the proofs", due=LATEST),
)


@pytest.mark.parametrize("refs", [("3", "1", "2"), ("", "", ""), ("1", "1", "1"), ("x", "99", "0")])
def test_rows_are_known_by_their_words_where_the_reference_says_otherwise(refs: tuple[str, ...]) -> None:
    back = [
        come_back(one, number, ref=ref)
        for number, (one, ref) in enumerate(zip(rows(*OTHERS), refs, strict=True))
    ]

    assert _of(compare(back, copy=copy(*OTHERS))) == {"same": 3}


def test_an_edited_row_without_its_reference_is_known_by_title_and_partner() -> None:
    one, *others = rows(*OTHERS)
    back = [
        come_back(one, ref="", edits=_edited(LATEST)),
        *(come_back(other, 7 + other.ref) for other in others),
    ]

    found = compare(back, copy=copy(*OTHERS))

    assert _of(found) == {"edited": 1, "same": 2}
    assert found.edited[0].now.ref == 1


@pytest.mark.parametrize(
    ("edits", "part"),
    [
        ({Meaning.WHAT: "Hire a hall"}, {"edited": 1}),
        ({Meaning.WHAT: "Hire a hall", Meaning.BY: LATER.isoformat()}, {"edited": 1}),
        (
            {
                Meaning.WHAT: "Pay",
                Meaning.BY: LATER.isoformat(),
                Meaning.ORGANISATION: "Northgate College",
            },
            {"fresh": 1, "missing": 1},
        ),
    ],
)
def test_a_row_that_has_little_left_of_it_is_a_new_one(
    edits: dict[Meaning, str], part: dict[str, int]
) -> None:
    action = kept(1, "Book a hall")
    [exported] = rows(action)

    assert _of(compare([come_back(exported, edits=edits)], copy=copy(action))) == part


def test_a_row_that_stands_there_twice_is_new_the_second_time() -> None:
    [exported] = rows(THEN)
    back = [come_back(exported, 5), come_back(exported, 6, edits=_edited(LATER))]

    found = compare(back, copy=copy(THEN))

    assert ([row.action.row for row in found.same], [row.action.row for row in found.fresh]) == ([5], [6])


@pytest.mark.parametrize(
    ("meaning", "first", "second", "same"),
    [
        (Meaning.ORGANISATION, "Castle, Meadow", "meadow,  CASTLE", True),
        (Meaning.PERSON, "Mina Iqbal", "Mina Iqbal, Rob Stone", False),
        (Meaning.WHAT, "Send  data ", "Send data", True),
        (Meaning.WHAT, "send data", "Send data", False),
    ],
)
def test_what_says_the_same(meaning: Meaning, first: str, second: str, same: bool) -> None:
    assert is_same(meaning, first, second) is same


_TITLES = st.lists(st.text(min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=12)
_DAYS = st.integers(min_value=0, max_value=3)


@given(titles=_TITLES, days=st.data(), order=st.randoms(use_true_random=False))
def test_whatever_stands_in_a_copy_unedited_it_changes_nothing(
    titles: list[str], days: st.DataObject, order: object
) -> None:
    actions = [
        kept(number, title, due=OCTOBER + timedelta(days=days.draw(_DAYS)))
        for number, title in enumerate(titles, start=1)
    ]
    there: Copy = copy(*actions)
    back = [come_back(one, number) for number, one in enumerate(there.exported, start=5)]
    order.shuffle(back)  # type: ignore[attr-defined]  # a random.Random

    assert _of(compare(back, copy=there)) == {"same": len(actions)}


@given(titles=_TITLES, kept_refs=st.lists(st.booleans(), min_size=12, max_size=12))
def test_no_row_is_ever_lost(titles: list[str], kept_refs: list[bool]) -> None:
    actions = [kept(number, title) for number, title in enumerate(titles, start=1)]
    there = copy(*actions)
    back = [
        come_back(one, number, ref=None if kept_ref else "", edits={Meaning.WHAT: one.what[::-1]})
        for number, (one, kept_ref) in enumerate(zip(there.exported, kept_refs, strict=False), start=5)
    ]

    found = _of(compare(back, copy=there))

    assert sum(count for part, count in found.items() if part != "missing") == len(back)
    assert found.get("missing", 0) == found.get("fresh", 0)
