"""The chart of how it feels: of Excel's own, in words, beside what it is drawn from, and for the private copy alone."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.evidence import Level
from bot.domain.timetables import PAGE_OF_CHECK_INS, CheckInLine, FeltLine
from bot.excel.charts import HEIGHTS, IN_WORDS
from bot.excel.inbound import read_workbook
from bot.excel.outbound import my_copy
from tests.excel.test_further_pages import PRIVATE

OCTOBER, NOVEMBER, JANUARY = date(2026, 10, 6), date(2026, 11, 17), date(2027, 1, 26)
ASKED = CheckInLine(on=OCTOBER, question="What is it for?", who="All who answered", said="Most agree")
PURPOSE = FeltLine(name="Purpose", points=((OCTOBER, Level.MOST), (JANUARY, Level.MOST)))
CLARITY = FeltLine(name="Clarity", points=((OCTOBER, Level.MOST), (NOVEMBER, None), (JANUARY, Level.FEW)))


def made(*felt: FeltLine) -> bytes:
    assert PRIVATE.private is not None
    private = replace(PRIVATE.private, check_ins=(ASKED,), felt=felt)
    return my_copy(replace(PRIVATE, private=private))


def sheet(*felt: FeltLine) -> Worksheet:
    return load_workbook(BytesIO(made(*felt)))[PAGE_OF_CHECK_INS]


def drawn(content: bytes) -> str:
    with ZipFile(BytesIO(content)) as parts:
        [name] = [one for one in parts.namelist() if one.startswith("xl/charts/")]
        return parts.read(name).decode()


def test_each_line_stands_beside_the_table_in_words() -> None:
    source = [[cell.value for cell in row] for row in sheet(PURPOSE, CLARITY)["F4:G9"]]
    levels = [sheet(PURPOSE, CLARITY)[f"H{row}"] for row in range(5, 10)]

    assert [row[0] for row in source] == [
        "How it feels",
        "Purpose",
        "Purpose",
        "Clarity",
        "Clarity",
        "Clarity",
    ]
    assert {cell.number_format for cell in levels} == {IN_WORDS}
    assert [cell.value if cell.value is None else round(cell.value) for cell in levels] == [3, 3, 3, None, 1]


def test_where_too_few_answered_there_is_a_gap_and_no_height() -> None:
    assert sheet(CLARITY)["H6"].value is None
    assert '<c:dispBlanksAs val="gap"' in drawn(made(CLARITY)).replace("<dispBlanksAs", "<c:dispBlanksAs")


@pytest.mark.parametrize("level", Level)
def test_lines_of_one_height_are_drawn_apart_and_read_as_the_same_word(level: Level) -> None:
    """Excel shows *few* below one and a half, *mixed* below two and a half, and *most* above."""
    lines = [FeltLine(name=str(number), points=((OCTOBER, level),)) for number in range(4)]

    heights = [sheet(*lines)[f"H{row}"].value for row in range(5, 9)]

    assert len(set(heights)) == 4
    assert {1 + (one >= 1.5) + (one >= 2.5) for one in heights} == {HEIGHTS[level]}
    assert all(1 <= one <= 3 for one in heights)


def test_there_is_one_chart_below_the_table_and_it_prints() -> None:
    assert "scatterChart" in drawn(made(PURPOSE, CLARITY))
    assert sheet(PURPOSE, CLARITY).print_area == "'Check-ins'!$A$1:$H$26"


@pytest.mark.parametrize(("day", "label"), [(date(2026, 10, 6), 46280), (date(2026, 10, 20), 46310)])
def test_axis_begins_at_the_middle_of_a_month(day: date, label: int) -> None:
    assert f'<min val="{label}' in drawn(made(FeltLine(name="Trust", points=((day, Level.MIXED),))))


def test_nothing_was_felt_nothing_is_drawn() -> None:
    with ZipFile(BytesIO(made())) as parts:
        assert not [one for one in parts.namelist() if "chart" in one]


def test_copy_with_a_chart_is_read_back() -> None:
    assert read_workbook(made(PURPOSE))
