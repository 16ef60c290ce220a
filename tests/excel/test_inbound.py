import tracemalloc
from contextlib import suppress
from datetime import date, datetime, timedelta
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.domain.imports.sheets import Cell, CellKind, Sheet
from bot.errors import Refused
from bot.excel.inbound import read_workbook
from tests.excel.made_workbooks import made, parts, relations, saved, zipped

TEXT, NUMBER, DATE, BOOLEAN = CellKind.TEXT, CellKind.NUMBER, CellKind.DATE, CellKind.BOOLEAN


def only_sheet(content: bytes) -> Sheet:
    (sheet,) = read_workbook(content)
    return sheet


def cells(rows: str, **more: str) -> list[Cell]:
    return [cell for row in only_sheet(made(rows, **more)).rows for cell in row.cells]


def only_cell(inside: str, *, kind: str = "n", style: int = 0) -> Cell | None:
    styles = '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="57"/><xf numFmtId="999"/>'
    formats = (
        '<numFmt numFmtId="164" formatCode="ddd d mmm yyyy"/><numFmt numFmtId="165" formatCode="[h]:mm"/>'
    )
    found = cells(
        f'<row r="7"><c r="D7" t="{kind}" s="{style}">{inside}</c></row>',
        texts="<si><t>first</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>ritchi</t></rPh></si><si/>",
        formats=formats,
        styles=styles,
    )
    return found[0] if found else None


@pytest.mark.parametrize(
    ("inside", "kind", "cell"),
    [
        ("<is><t>Book venue</t></is>", "inlineStr", Cell(ref="D7", kind=TEXT, text="Book venue")),
        (
            "<is><r><t>Book </t></r><r><t>venue</t></r><rPh><t>bukku</t></rPh></is>",
            "inlineStr",
            Cell(ref="D7", kind=TEXT, text="Book venue"),
        ),
        ("<v>0</v>", "s", Cell(ref="D7", kind=TEXT, text="first")),
        ("<v>1</v>", "s", Cell(ref="D7", kind=TEXT, text="rich text")),
        ("<v>2</v>", "s", None),
        ("<v>3</v>", "s", None),
        ("<v>-1</v>", "s", None),
        ("<v>42</v>", "n", Cell(ref="D7", kind=NUMBER, text="42", number=42.0)),
        ("<v>0.1</v>", "n", Cell(ref="D7", kind=NUMBER, text="0.1", number=0.1)),
        ("<v>1632960118</v>", "n", Cell(ref="D7", kind=NUMBER, text="1632960118", number=1632960118.0)),
        ("<v>forty</v>", "n", None),
        ("<v>1</v>", "b", Cell(ref="D7", kind=BOOLEAN, text="TRUE")),
        ("<v>0</v>", "b", Cell(ref="D7", kind=BOOLEAN, text="FALSE")),
        ("<v>2</v>", "b", None),
        ("<v>#REF!</v>", "e", Cell(ref="D7", kind=TEXT, text="#REF!")),
        ("<v>2026-11-27</v>", "d", Cell(ref="D7", kind=DATE, text="2026-11-27", day=date(2026, 11, 27))),
        (
            "<v>2026-11-27T10:00:00</v>",
            "d",
            Cell(ref="D7", kind=DATE, text="2026-11-27", day=date(2026, 11, 27)),
        ),
        ("<v>soon</v>", "d", Cell(ref="D7", kind=TEXT, text="soon")),
        ("", "n", None),
        ("<is><t>   </t></is>", "inlineStr", None),
        ("<f>A1+1</f><v>5</v>", "n", Cell(ref="D7", kind=TEXT, text="=A1+1")),
        ('<f>B1&amp;"x"</f><v>Castle</v>', "str", Cell(ref="D7", kind=TEXT, text='=B1&"x"')),
        ('<f t="shared" si="0"/><v>Castle</v>', "str", Cell(ref="D7", kind=TEXT, text="Castle")),
        ("<is><t>=1+1</t></is>", "inlineStr", Cell(ref="D7", kind=TEXT, text="=1+1")),
    ],
)
def test_a_cell_is_read_as_what_people_see_and_a_formula_as_its_text(
    inside: str, kind: str, cell: Cell | None
) -> None:
    assert only_cell(inside, kind=kind) == cell


@pytest.mark.parametrize(
    ("inside", "style", "cell"),
    [
        ("<v>46353</v>", 1, Cell(ref="D7", kind=DATE, text="2026-11-27", day=date(2026, 11, 27))),
        ("<v>46353.75</v>", 2, Cell(ref="D7", kind=DATE, text="2026-11-27", day=date(2026, 11, 27))),
        ("<v>46353</v>", 4, Cell(ref="D7", kind=DATE, text="2026-11-27", day=date(2026, 11, 27))),
        ("<f>A1+7</f><v>46353</v>", 1, Cell(ref="D7", kind=DATE, text="=A1+7", day=date(2026, 11, 27))),
        ("<v>46353</v>", 0, Cell(ref="D7", kind=NUMBER, text="46353", number=46353.0)),
        ("<v>1.5</v>", 3, Cell(ref="D7", kind=NUMBER, text="1.5", number=1.5)),
        ("<v>0.5</v>", 1, Cell(ref="D7", kind=NUMBER, text="0.5", number=0.5)),
        ("<v>1e12</v>", 1, Cell(ref="D7", kind=NUMBER, text="1000000000000", number=1e12)),
        ("<v>46353</v>", 5, Cell(ref="D7", kind=NUMBER, text="46353", number=46353.0)),
        ("<v>46353</v>", 99, Cell(ref="D7", kind=NUMBER, text="46353", number=46353.0)),
        ("<v>nan</v>", 1, None),
        ("<v>inf</v>", 0, None),
    ],
)
def test_a_number_is_a_date_where_its_style_shows_one(inside: str, style: int, cell: Cell | None) -> None:
    assert only_cell(inside, style=style) == cell


def test_serial_numbers_count_from_1904_where_the_workbook_says_so() -> None:
    (cell,) = cells(
        '<row r="1"><c r="A1" s="0"><v>44891</v></c></row>',
        styles='<xf numFmtId="14"/>',
        properties='<workbookPr date1904="1"/>',
    )

    assert cell.day == date(2026, 11, 27)


def test_cells_without_references_are_counted_and_the_others_put_in_order() -> None:
    sheet = only_sheet(
        made(
            '<row r="3"><c r="B3" t="b"><v>1</v></c><c t="b"><v>0</v></c><c r="A3"><v>5</v></c></row>'
            '<row><c><v>6</v></c></row><row r="1"><c r="AA1"><v>7</v></c><c r="B1"><v>8</v></c></row>'
        )
    )

    assert [(row.number, [cell.ref for cell in row.cells]) for row in sheet.rows] == [
        (1, ["B1", "AA1"]),
        (3, ["A3", "B3", "C3"]),
        (4, ["A4"]),
    ]


@pytest.mark.parametrize(
    ("ref", "beyond"),
    [("BH5000", None), ("BI5000", "BI5000"), ("A5001", "A5001"), ("XFD1048576", "XFD1048576")],
)
def test_a_cell_beyond_any_table_is_named_and_not_read(ref: str, beyond: str | None) -> None:
    row = ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    sheet = only_sheet(
        made(
            '<row r="1"><c r="A1"><v>1</v></c></row>'
            f'<row r="{row}"><c r="{ref}"><v>1</v></c><c r="XFD{row}"/></row>'
        )
    )

    assert (sheet.beyond, len(sheet.rows)) == (beyond, 1 if beyond else 2)


def test_a_far_cell_that_is_only_coloured_is_nobody_s_content() -> None:
    assert only_sheet(made('<row r="1048576"><c r="XFD1048576" s="1"/></row>')).beyond is None


def test_a_far_cell_and_a_full_table_cost_little() -> None:
    """Measured, with room to spare: the figures are a fortieth of what a walk to the far corner takes."""
    far = made('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    read_workbook(far)

    tracemalloc.start()
    began = process_time()
    read_workbook(far)
    seconds, (_, peak) = process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert seconds < 0.5
    assert peak < 2_000_000


def test_a_row_of_very_many_cells_is_never_held_at_once() -> None:
    content = made('<row r="1">' + '<c r="A1"/>' * 20_000 + "</row>")

    tracemalloc.start()
    read_workbook(content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 1_500_000


def test_a_row_wider_than_any_sheet_is_damage() -> None:
    with pytest.raises(Refused) as refused:
        read_workbook(made('<row r="1">' + "<c/>" * 20_000 + "</row>"))

    assert refused.value.key == "workbook_damaged"


def test_a_hidden_sheet_is_marked() -> None:
    assert only_sheet(made("", state="hidden")).hidden
    assert only_sheet(made("", state="veryHidden")).hidden
    assert not only_sheet(made("")).hidden


def test_sheets_keep_their_order_and_charts_and_lost_parts_are_passed_over() -> None:
    content = parts("")
    content["xl/_rels/workbook.xml.rels"] = relations(
        ("r1", "worksheet", "worksheets/sheet1.xml"),
        ("r2", "chartsheet", "chartsheets/sheet1.xml"),
        ("r3", "worksheet", "worksheets/lost.xml"),
    )
    content["xl/workbook.xml"] = (
        '<workbook xmlns:r="urn:r"><sheets><sheet name="Chart" r:id="r2"/><sheet name="Lost" r:id="r3"/>'
        '<sheet name="Unrelated" r:id="r9"/><sheet name="R&amp;D _x0041_" r:id="r1"/></sheets></workbook>'
    )

    assert [sheet.name for sheet in read_workbook(zipped(content))] == ["R&D A"]


def test_what_lies_outside_the_workbook_is_not_taken() -> None:
    content = parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    content["xl/_rels/workbook.xml.rels"] = relations(
        ("r1", "worksheet", "worksheets/sheet1.xml"), mode=' TargetMode="External"'
    )

    assert read_workbook(zipped(content)) == ()


@pytest.mark.parametrize("lost", ["xl/sharedStrings.xml", "xl/styles.xml"])
def test_a_workbook_may_do_without_styles_and_shared_texts(lost: str) -> None:
    content = parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    del content[lost]

    assert len(read_workbook(zipped(content))[0].rows) == 1


@pytest.mark.parametrize("lost", ["_rels/.rels", "xl/workbook.xml"])
def test_an_archive_without_a_workbook_is_another_kind_of_file(lost: str) -> None:
    content = parts("")
    del content[lost]

    with pytest.raises(Refused) as refused:
        read_workbook(zipped(content))

    assert refused.value.key == "workbook_other_kind"


@pytest.mark.parametrize(
    "rows", ["<row><c r='A1'>", '<row r="1"><c r="A1" t="inlineStr"><is><t>&nbsp;</t></is></c></row>']
)
def test_a_sheet_that_is_broken_is_damage(rows: str) -> None:
    with pytest.raises(Refused) as refused:
        read_workbook(made(rows))

    assert refused.value.key == "workbook_damaged"


def test_what_another_program_writes_is_read() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Plan"
    sheet.append(
        ["Book venue", 3, True, date(2026, 11, 27), datetime(2026, 11, 27, 9, 30), timedelta(hours=30)]
    )
    sheet.merge_cells("A2:F2")
    sheet["A2"] = "The fair"

    read = only_sheet(saved(workbook))

    assert [(cell.kind, cell.text) for cell in read.rows[0].cells] == [
        (TEXT, "Book venue"),
        (NUMBER, "3"),
        (BOOLEAN, "TRUE"),
        (DATE, "2026-11-27"),
        (DATE, "2026-11-27"),
        (NUMBER, "1.25"),
    ]
    assert [cell.ref for cell in read.rows[1].cells] == ["A2"]


@settings(max_examples=60)
@given(st.data())
def test_a_workbook_with_any_bytes_changed_is_read_or_kindly_declined(data: st.DataObject) -> None:
    content = bytearray(
        made('<row r="1"><c r="A1" t="s" s="1"><v>0</v></c></row>', texts="<si><t>x</t></si>")
    )
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=4)):
        content[place] = data.draw(st.integers(0, 255))

    with suppress(Refused):
        read_workbook(bytes(content))


@settings(max_examples=60)
@given(st.text(alphabet='<>/"=&;rcvftsi AD1\u20130', max_size=60))
def test_a_sheet_with_any_markup_is_read_or_kindly_declined(markup: str) -> None:
    with suppress(Refused):
        read_workbook(made(markup))
