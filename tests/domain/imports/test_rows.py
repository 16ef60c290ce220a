"""The references of rows, what a row still lacks, and rows completed by a person."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.imports.choices import EVERY_PARTNER, Choices
from bot.domain.imports.headings import Meaning
from bot.domain.imports.readings import Problem
from bot.domain.imports.rows import Ask, ask_for, completed, day_of, is_past, own_role, rows_of
from tests.domain.imports.surrounded import OCTOBER, TODAY, action, person, reading, role, unclear


def test_references_say_the_sheet_and_the_row() -> None:
    found = rows_of(
        reading(
            action("Third", sheet="B", row=2),
            action("Second", row=9, sheet="A"),
            unclear(action("First", row=7, sheet="A", by=None), "missing_day"),
        ),
        homes={},
    )

    assert [(row.ref, row.action.what) for row in found] == [
        ("1.7", "First"),
        ("1.9", "Second"),
        ("2.2", "Third"),
    ]


@pytest.mark.parametrize(
    ("reason", "cell", "ask"),
    [
        ("missing_day", "D2", Ask.DAY),
        ("ambiguous", "D2", Ask.DAY),
        ("formula", "D2", Ask.DAY),
        ("formula", "B2", Ask.PARTNER),
        ("formula", "C2", Ask.PARTNER),
        ("no_owner", "B2", Ask.PARTNER),
        ("whose_person", "C2", Ask.PARTNER),
        ("which_partners", "B2", Ask.PARTNER),
        ("no_what", "A2", None),
        ("what_too_long", "A2", None),
    ],
)
def test_a_problem_asks_for_what_would_settle_it(reason: str, cell: str, ask: Ask | None) -> None:
    assert ask_for(Problem(cell=cell, written="", reason=reason), action=action()) is ask


def test_a_row_with_one_thing_to_mend_in_the_workbook_asks_for_nothing() -> None:
    [row] = rows_of(reading(unclear(action(by=None), "missing_day", "no_what")), homes={})

    assert row.asks == frozenset()


def test_a_row_is_completed_when_all_is_said() -> None:
    found = unclear(action(by=None, partners=(), people=(person("M Iqbal"),)), "missing_day", "whose_person")
    [row] = rows_of(reading(found), homes={})
    day, partner = {row.ref: OCTOBER}, {row.ref: "Castle College"}

    assert row.asks == {Ask.DAY, Ask.PARTNER}
    assert completed(row, choices=Choices()) is None
    assert completed(row, choices=Choices(days=day)) is None
    assert completed(row, choices=Choices(partners=partner)) is None
    whole = completed(row, choices=Choices(days=day, partners=partner))
    assert whole == action(people=(person("M Iqbal", "Castle College"),))


def test_a_row_can_be_said_to_be_every_partners() -> None:
    [row] = rows_of(reading(unclear(action(partners=()), "no_owner", cell="B2")), homes={})

    assert completed(row, choices=Choices(partners={row.ref: EVERY_PARTNER})) == action(all_partners=True)


def test_the_partnerships_own_chair_acts_for_whoever_that_is() -> None:
    [row] = rows_of(
        reading(action(partners=(), people=(role("Chair"),))), homes={"chair": "Partnership office"}
    )

    assert (row.action.partners, row.problems) == (("Partnership office",), ())


@pytest.mark.parametrize(
    ("cells", "cell"), [({Meaning.ORGANISATION: "B2"}, "B2"), ({Meaning.PERSON: "C2"}, "C2"), ({}, "2")]
)
def test_whose_the_chair_is_has_to_be_asked_where_nobody_knows(cells: dict[Meaning, str], cell: str) -> None:
    found = replace(action(partners=(), people=(role("Chair"),)), cells=cells)
    [row] = rows_of(reading(found), homes={"chair": ""})

    assert [(one.cell, one.reason, one.parameters) for one in row.problems] == [
        (cell, "whose_role", {"name": "Chair"})
    ]


@pytest.mark.parametrize(("name", "own"), [("Chair", "chair"), ("the runner", "runner"), ("Chairs", "chair")])
def test_a_role_of_the_partnership_is_the_chairs_or_the_runners(name: str, own: str) -> None:
    assert own_role(role(name)) == own


@pytest.mark.parametrize(("by", "past"), [(date(2026, 9, 9), True), (TODAY, False), (None, False)])
def test_a_date_has_gone_by_once_its_day_has_ended(by: date | None, past: bool) -> None:
    assert is_past(action(by=by), today=TODAY) is past


def test_the_day_of_a_row_without_one_is_a_mistake_of_ours() -> None:
    assert day_of(action()) == OCTOBER
    with pytest.raises(ValueError, match="row 2 has no date"):
        day_of(action(by=None))
