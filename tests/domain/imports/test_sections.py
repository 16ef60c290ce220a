from bot.domain.imports.headings import find_header
from bot.domain.imports.sections import LineKind, lines_below
from tests.domain.imports.made_sheets import Typed, sheet


def read(*rows: tuple[Typed, ...]) -> list[tuple[int, LineKind, str]]:
    made = sheet(*rows)
    header = find_header(made)
    assert header is not None
    return [(line.row.number, line.kind, line.section) for line in lines_below(header, rows=made.rows)]


def test_a_lone_cell_before_an_entry_heads_what_follows_until_the_next_one() -> None:
    lines = read(
        ("What", "Who"),
        ("Book venue", "Castle"),
        ("The fair",),
        (),
        ("Invite schools", "County"),
        ("Count chairs", "County"),
        (),
        ("The accord ",),
        ("Sign accord", "All"),
    )

    assert lines == [
        (2, LineKind.ENTRY, ""),
        (3, LineKind.SECTION, "The fair"),
        (5, LineKind.ENTRY, "The fair"),
        (6, LineKind.ENTRY, "The fair"),
        (8, LineKind.SECTION, "The accord"),
        (9, LineKind.ENTRY, "The accord"),
    ]


def test_a_lone_cell_at_the_end_or_before_another_is_a_note() -> None:
    lines = read(("What", "Who"), ("Draft 3",), ("The fair",), ("Book venue", "Castle"), ("NB bring cake",))

    assert [kind for _, kind, _ in lines] == [
        LineKind.NOTE,
        LineKind.SECTION,
        LineKind.ENTRY,
        LineKind.NOTE,
    ]


def test_a_lone_cell_is_a_note_where_a_column_has_the_sections() -> None:
    lines = read(("What", "Who", "Part of"), ("The fair",), ("Book venue", "Castle", "The fair"))

    assert [kind for _, kind, _ in lines] == [LineKind.NOTE, LineKind.ENTRY]


def test_headings_said_again_are_no_entry_and_what_stands_above_them_is_not_looked_at() -> None:
    lines = read(("The plan",), ("What", "Who"), ("Book venue", "Castle"), ("What", "Who"), ("Sign", "All"))

    assert [(number, kind) for number, kind, _ in lines] == [
        (3, LineKind.ENTRY),
        (4, LineKind.HEADINGS_AGAIN),
        (5, LineKind.ENTRY),
    ]
