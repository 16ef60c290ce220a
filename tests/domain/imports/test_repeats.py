from datetime import date

import pytest

from bot.domain.imports.readings import ImportedAction
from bot.domain.imports.repeats import ExistingAction, already_there, timetabled

FRIDAY = date(2026, 11, 27)


def imported(
    *,
    what: str = "Send course data",
    partners: tuple[str, ...] = ("Castle College",),
    all_partners: bool = False,
    by: date | None = FRIDAY,
) -> ImportedAction:
    return ImportedAction(
        sheet="Sheet1",
        row=2,
        cells={},
        heading="",
        what=what,
        partners=partners,
        all_partners=all_partners,
        by=by,
    )


def existing(*partners: str, all_partners: bool = False) -> ExistingAction:
    return ExistingAction(what="Send course data", partners=partners, all_partners=all_partners, by=FRIDAY)


@pytest.mark.parametrize(
    ("action", "there"),
    [
        (imported(), True),
        (imported(what=" SEND  course data "), True),
        (imported(partners=("castle  college",)), True),
        (imported(partners=("Castle College", "Meadow College")), True),
        (imported(what="Send the course data"), False),
        (imported(partners=("Northgate",)), False),
        (imported(partners=("Castle College", "Northgate")), False),
        (imported(by=date(2026, 11, 28)), False),
        (imported(by=None), False),
        (imported(partners=(), all_partners=True), False),
    ],
)
def test_a_row_is_there_already_with_the_same_words_date_and_partners(
    action: ImportedAction, there: bool
) -> None:
    assert already_there(action, existing=[existing("Castle College"), existing("Meadow College")]) is there


@pytest.mark.parametrize("action", [imported(), imported(partners=(), all_partners=True)])
def test_an_action_of_all_partners_holds_those_of_each(action: ImportedAction) -> None:
    assert already_there(action, existing=[existing(all_partners=True)])


def test_nothing_is_there_in_an_empty_timetable() -> None:
    assert not timetabled([]).holds(imported(partners=()))
