"""A chair's evening on a telephone: 9 February, twenty to nine, before a meeting."""

from datetime import datetime
from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import looking
from tests.e2e.demo import SIZES, Screen

DATES_ONLY_SEEN_BY_THEIR_OWN = ("I haven't heard", "Was for", "It may be done already")
PRIVATE = ("Changes", "Contacts", "Planning")
FORMS = "Evaluation forms back from schools"
LEAFLET = "Bring the leaflets for parents"


def test_a_chair_reads_decides_and_sends_a_workbook_back_in_the_evening(
    chromium: Browser, sample_year: str, tmp_path: Path
) -> None:
    with looking(chromium, size=SIZES["phone"]) as page:
        page.goto(sample_year)
        screen = Screen(page, "evening")
        screen.begin_the_year()
        screen.let_pass(minutes=12 * 60 + 10)
        assert screen.clock == "8.40 pm Tuesday 9 February 2027"
        screen.look_as("Grace Obi")
        looks_around(screen)
        takes_copies(screen, tmp_path)
        sends_one_back(screen, tmp_path / "copy.xlsx")
        adds_something(screen)


def looks_around(screen: Screen) -> None:
    screen.look_into("Home")
    expect(screen.newest).to_contain_text("The progression accord is signed")
    screen.shoot_both("01-home", of=screen.newest)
    screen.look_into("Your messages")
    screen.type("brief")
    expect(screen.newest).to_contain_text("It is for you alone")
    screen.shoot_both("02-brief", of=screen.newest)

    screen.look_into("riverside-progression-group")
    screen.type("timetable")
    screen.page.wait_for_timeout(500)
    shown = screen.newest.inner_text()
    assert "Sign accord" in shown
    assert not [words for words in DATES_ONLY_SEEN_BY_THEIR_OWN if words in shown]
    screen.shoot_both("03-timetable", of=screen.newest)
    screen.look_into("Your messages")


def takes_copies(screen: Screen, folder: Path) -> None:
    screen.type("export")
    screen.press("Copy to share", within=screen.message("Copy to share"))
    expect(screen.newest).to_contain_text("here is your copy to share")
    screen.shoot_both("04-copy-to-share", of=screen.newest)
    shared = screen.download()
    shared.save_as(folder / "copy.xlsx")
    assert shared.suggested_filename.endswith("to share.xlsx")
    book = openpyxl.load_workbook(folder / "copy.xlsx")
    assert book.sheetnames[:2] == ["Who does what by when", "By partner"]
    assert {"Milestones", "Dates moved"} <= {*book.sheetnames}
    assert not {*PRIVATE} & {*book.sheetnames}
    words = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "New date to agree" in words
    assert "Bus fares" not in words
    assert "off sick" not in words

    screen.type("export")
    screen.press("My copy", within=screen.message("My copy"))
    expect(screen.newest).to_contain_text("copy")
    screen.page.wait_for_timeout(500)
    screen.shoot_both("05-my-copy", of=screen.newest)
    own = screen.download()
    own.save_as(folder / "own.xlsx")
    assert own.suggested_filename.startswith("PRIVATE")
    assert "Changes" in openpyxl.load_workbook(folder / "own.xlsx").sheetnames


def sends_one_back(screen: Screen, path: Path) -> None:
    """Grace has written another date into a copy for something that Priya has taken on."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    titles = {str(cell.value): cell.row for row in sheet.iter_rows() for cell in row if cell.value}
    sheet.cell(row=titles[FORMS], column=1).value = datetime(2027, 3, 25)
    book.save(path)
    screen.page.locator(".attach input").set_input_files(path)
    expect(screen.newest).to_contain_text("Nothing changes, and nobody is told")
    expect(screen.newest).to_contain_text("one changed")
    screen.shoot_both("06-preview", of=screen.newest)
    screen.press("Make these changes")
    screen.press("Not yet, ask them", within=screen.message("were these agreed at a meeting?"))
    screen.message("Put it all back").wait_for()
    screen.shoot_both("07-made", of=screen.newest)


def adds_something(screen: Screen) -> None:
    screen.type(f"add Castle to {LEAFLET.lower()} by Thursday 25 February")
    screen.send("Add")
    expect(screen.newest).to_contain_text(LEAFLET)
    screen.shoot_both("08-added", of=screen.newest)
    expect(screen.newest).to_contain_text(
        "I'll ask Mina Iqbal at Castle College on Thursday 11 February 2027."
    )
    screen.look_as("Mina Iqbal")
    expect(screen.page.locator(".feed")).not_to_contain_text(LEAFLET)
    screen.move("Next morning", to="8.30 am Thursday 11 February 2027")
    expect(screen.newest).to_contain_text(LEAFLET)
    screen.shoot_both("09-next-envelope", of=screen.newest)
    screen.look_as("Priya Anand")
    expect(screen.item(FORMS)).to_contain_text("Thursday 25 March")
    screen.shoot_both("10-suggestion", of=screen.newest)
