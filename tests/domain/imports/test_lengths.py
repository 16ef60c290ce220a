import pytest

from bot.domain.imports.lengths import fitting
from bot.domain.imports.readings import ImportedAction, ImportedContact
from tests.domain.imports.surrounded import action, contact, person, reading

LONG = "x" * 151


def test_names_that_fit_stay() -> None:
    found = reading(action(partners=("y" * 150,)), contact("Castle College", "M Iqbal", deputy="R Stone"))

    assert fitting(found) == found


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        (action(partners=("Castle College", LONG)), "B2"),
        (action(people=(person(LONG),)), "C2"),
        (contact(LONG, "M Iqbal"), "A2"),
        (contact("Castle College", LONG), "B2"),
        (contact("Castle College", deputy=LONG), "B2"),
    ],
)
def test_a_row_with_a_sentence_for_a_name_is_not_clear(
    row: ImportedAction | ImportedContact, cell: str
) -> None:
    found = fitting(reading(row))

    assert (found.actions, found.contacts) == ((), ())
    [unclear] = found.unclear
    assert row in (unclear.action, unclear.contact)
    [problem] = unclear.problems
    assert (problem.cell, problem.reason, problem.parameters) == (
        cell,
        "too_long",
        {"length": 151, "most": 150},
    )
