"""The page Check-ins of My copy: levels in words, organisations as each may see them, and no person."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.domain.evidence import Level
from bot.domain.permissions import Role
from bot.domain.question_answers import Answer
from bot.domain.timetables import CheckInLine, FeltLine
from bot.messages.checkins.pages import ALL
from bot.services import workbook
from bot.services.checkins import pages
from storage.database import Database
from tests import riverside, summed
from tests.riverside import Riverside
from tests.summed import AFTER, AUTUMN, WINTER

SUMMER = WINTER + timedelta(days=90)


@pytest.fixture
def group(database: Database) -> Riverside:
    made = riverside.build(database, opened=True)
    kinds = {"purpose": summed.NUMBERS, "in_the_way": summed.NUMBERS, "changed": summed.SIDE}
    summed.round_in(made, on=AUTUMN, kinds={"purpose": summed.NUMBERS}, levels={"purpose": Level.FEW})
    summed.round_in(
        made,
        on=WINTER,
        kinds=kinds,
        levels={"purpose": None},
        ticks={"Money": Level.MIXED, "Not enough time": Level.MOST},
        sides={made.castle_id: {"changed": Answer(value=2, ticks=("People",), line="Words of Mina")}},
    )
    return made


def _lines(group: Riverside, name: str, role: Role | None = None) -> tuple[CheckInLine, ...]:
    viewer = group.viewer(name)
    with group.database.read() as transaction:
        return pages.lines(transaction, viewer=replace(viewer, role=role or viewer.role))


def test_the_newest_stands_first_in_words(group: Riverside) -> None:
    said = [(one.on, one.who, one.said) for one in _lines(group, "sam")]

    assert said == [
        (WINTER, ALL, "Too few answered to show it"),
        (WINTER, ALL, "Not enough time: ticked by most; Money: ticked by some"),
        (WINTER, "Castle College", "Yes. What has changed: People"),
        (AUTUMN, ALL, "Few agree"),
    ]


@pytest.mark.parametrize(("name", "role"), [("rob", Role.CHAIR), ("rob", Role.DEPUTY_RUNNER)])
def test_who_belongs_to_a_partner_has_levels_only(group: Riverside, name: str, role: Role) -> None:
    assert {one.who for one in _lines(group, name, role)} == {ALL}


def test_picture_has_the_lines_of_which_anything_was_shown(group: Riverside) -> None:
    """Where too few answered there is no level, and nothing of a line that was never shown."""
    summed.round_in(group, on=SUMMER, kinds={"trust": summed.NUMBERS}, levels={"trust": None})

    assert _felt(group, "sam") == (FeltLine(name="Purpose", points=((AUTUMN, Level.FEW), (WINTER, None))),)


@pytest.mark.parametrize("name", ["mina", "dee"])
def test_partners_have_no_picture(group: Riverside, name: str) -> None:
    assert _felt(group, name) == ()


def _felt(group: Riverside, name: str) -> tuple[FeltLine, ...]:
    with group.database.read() as transaction:
        return pages.felt(transaction, viewer=group.viewer(name))


def test_partners_have_none_of_it(group: Riverside) -> None:
    assert _lines(group, "mina") == ()


def test_it_is_a_page_of_my_copy_and_of_no_other(group: Riverside) -> None:
    sam, database = group.viewer("sam"), group.database
    own = workbook.my_copy(database=database, viewer=sam, now=AFTER)
    shared = workbook.copy_to_share(database=database, viewer=sam, now=AFTER)

    page = load_workbook(BytesIO(own.content))["Check-ins"]
    cells = [str(cell) for row in page.iter_rows(values_only=True) for cell in row if cell]
    assert "Castle College" in cells
    assert not any("Words of Mina" in one or "Mina" in one for one in cells)
    assert "Check-ins" not in load_workbook(BytesIO(shared.content)).sheetnames
