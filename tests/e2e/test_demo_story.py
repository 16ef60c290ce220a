"""The main job in a real browser, from the workbook to the workbook: on a desk, and on a telephone."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import looking
from tests.e2e.demo import SIZES, Screen

IDEA = "Bring one idea for the apprentice evening"
TEMPLATE = "Agree entry template for course pages"
PROOFS = "Proof-read joint prospectus"


@pytest.mark.parametrize("name", SIZES)
def test_timetable_is_imported_reminded_of_done_and_exported(
    chromium: Browser, demo: str, tmp_path: Path, name: str
) -> None:
    with looking(chromium, size=SIZES[name]) as page:
        page.goto(demo)
        screen = Screen(page, name)
        assert screen.clock == "8.30 am Thursday 10 September 2026"
        screen.shoot("01-beginning")

        _import(screen)
        _open_doors(screen)
        _add(screen)
        _greeted(screen)
        _accept(screen)
        _need_more_time(screen)
        _stuck(screen)
        _done_and_undone(screen)
        _export(screen, tmp_path)


def _import(screen: Screen) -> None:
    screen.page.get_by_role("button", name="Use the sample timetable").click()
    expect(screen.newest).to_contain_text("Nothing changes, and nobody is told")
    expect(screen.newest).to_contain_text("Cell D30")
    screen.shoot("02-preview")

    screen.press("Match people")
    screen.dialog.get_by_label("Send course data").check()
    screen.dialog.get_by_label("Sign accord").check()
    expect(screen.dialog.get_by_label("Rob Stone")).to_have_count(0)
    screen.shoot("03-match-people")
    screen.send("Show me again")

    screen.press("Make these changes")
    expect(screen.newest).to_contain_text("actions are in the timetable now")
    expect(screen.newest).to_contain_text("Nobody has been told anything.")
    screen.shoot("04-imported")


def _open_doors(screen: Screen) -> None:
    screen.press("Open the doors")
    expect(screen.newest).to_contain_text("Hello Aoife. I'm Bywhen, and I'm a bot.")
    screen.shoot("05-who-gets-what")

    screen.press("Open the doors")
    expect(screen.dialog.get_by_role("checkbox")).to_have_count(9)
    screen.shoot("06-open-the-doors")
    screen.send("Open the doors")

    expect(screen.page.locator(".feed")).to_contain_text("the doors are open.")


def _add(screen: Screen) -> None:
    screen.type(f"add Castle to {IDEA.lower()} by Friday 2 October")
    expect(screen.dialog).to_contain_text("Friday 2 October 2026")
    expect(screen.dialog.get_by_label("What *")).to_have_value(IDEA)
    screen.shoot("07-add")
    screen.send("Add")

    expect(screen.newest).to_contain_text(f"{IDEA}, by Friday 2 October 2026.")


def _greeted(screen: Screen) -> None:
    screen.look_as("Mina Iqbal")
    expect(screen.newest).to_contain_text("Riverside Progression Group: hello from Bywhen.")
    screen.shoot("08-hello")

    screen.press("Start of the day")
    expect(screen.newest).to_contain_text("I'll write to you on Tuesdays and Thursdays")


def _accept(screen: Screen) -> None:
    screen.move("Next morning", to="8.30 am Tuesday 15 September 2026")
    expect(screen.newest).to_contain_text("Good morning, Mina.")
    sent = screen.newest.locator("time").get_attribute("datetime")
    assert sent is not None
    assert datetime.fromisoformat(sent).strftime("%A %H:%M") == "Tuesday 08:30"
    assert sent.endswith("+01:00")
    screen.shoot("09-envelope")

    screen.press("Accept", within=screen.item(IDEA))
    expect(screen.item(IDEA)).to_contain_text("Thank you. It's in.")
    screen.shoot("10-accepted")


def _need_more_time(screen: Screen) -> None:
    screen.move("Next morning", to="8.30 am Tuesday 22 September 2026")
    expect(screen.newest).to_contain_text("two things for this week")
    screen.shoot("11-reminded")

    screen.press("Need more time", within=screen.item(TEMPLATE))
    screen.dialog.get_by_label("New date").fill("2026-10-09")
    expect(screen.dialog).to_contain_text("Friday 9 October 2026")
    screen.dialog.get_by_label("Reason").fill("Half of us are at a <b>conference</b>.")
    screen.shoot("12-need-more-time")
    screen.send("Send")

    expect(screen.item(TEMPLATE)).to_contain_text("It's now by Friday 9 October 2026.")
    screen.shoot("13-moved")


def _stuck(screen: Screen) -> None:
    screen.press_more("Stuck", within=screen.item(TEMPLATE))
    screen.dialog.get_by_label("What is in the way").select_option(label="We can't agree between us")
    screen.dialog.get_by_label("In your words").fill("Neither of us wants to give it up.")
    screen.shoot("14-stuck")
    screen.send("Ask for help")
    expect(screen.item(TEMPLATE)).to_contain_text("Sam has your message now.")

    screen.look_as("Sam Hallam")
    expect(screen.newest).to_contain_text("somebody would like a hand.")
    expect(screen.newest).to_contain_text("Neither of us wants to give it up.")
    screen.shoot("15-help")
    screen.press("I'll ring tomorrow")
    expect(screen.item(TEMPLATE)).to_contain_text("you'll ring tomorrow")

    screen.look_as("Mina Iqbal")
    expect(screen.newest).to_contain_text("will ring you tomorrow, Wednesday 23 September")


def _done_and_undone(screen: Screen) -> None:
    screen.ask("What is mine")
    expect(screen.newest).to_contain_text("things are yours")
    screen.shoot("16-mine")

    screen.press("Done", within=screen.item(PROOFS))
    expect(screen.item(PROOFS)).to_contain_text("Thank you. I'll tell Northgate Sixth Form")
    screen.shoot("17-done")
    screen.press("Undo", within=screen.item(PROOFS))
    expect(screen.item(PROOFS)).to_contain_text("It's open again. I haven't told anybody.")
    screen.press("Done", within=screen.item(PROOFS))
    expect(screen.item(PROOFS).get_by_role("button", name="Undo")).to_be_visible()

    screen.move("Ten minutes later", to="8.40 am Tuesday 22 September 2026")
    screen.ask("What is mine")
    expect(screen.newest).not_to_contain_text(f"{PROOFS}\n")


def _export(screen: Screen, folder: Path) -> None:
    screen.look_as("Sam Hallam")
    screen.ask("Export")
    screen.press("Copy to share")
    expect(screen.newest).to_contain_text("here is your copy to share")
    screen.shoot("18-export")
    download = screen.download()
    path = folder / "export.xlsx"
    download.save_as(path)

    assert download.suggested_filename.endswith("to share.xlsx")
    book = openpyxl.load_workbook(path)
    assert len(book.sheetnames) >= 2
    cells = {str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row}
    assert TEMPLATE in cells

    screen.ask("Timetable")
    expect(screen.newest).to_contain_text("Friday 9 October 2026")
    screen.shoot("19-timetable")


def test_page_works_without_a_script(chromium: Browser, demo: str) -> None:
    with looking(chromium, size=SIZES["phone"], scripts=False) as page:
        page.goto(demo)
        screen = Screen(page, "plain")
        screen.page.get_by_role("button", name="Use the sample timetable").click()
        screen.press("Make these changes")
        screen.press("Yes, on Thursday 10 September 2026")
        expect(screen.newest).to_contain_text("actions are in the timetable now")

        screen.press("Open the doors")
        screen.press("Open the doors")
        sheet = page.locator(".sheet")
        expect(sheet.get_by_role("checkbox")).to_have_count(9)
        screen.shoot("01-open-the-doors")
        sheet.get_by_role("button", name="Open the doors").click()

        expect(page.locator(".feed")).to_contain_text("the doors are open.")
        screen.look_as("Mina Iqbal")
        expect(screen.newest).to_contain_text("hello from Bywhen")
        screen.shoot("02-hello")


def test_form_is_reached_filled_and_left_with_the_keyboard(chromium: Browser, demo: str) -> None:
    with looking(chromium, size=SIZES["wide"]) as page:
        page.goto(demo)
        screen = Screen(page, "keyboard")

        page.get_by_label("Write to Bywhen").focus()
        page.keyboard.type("partner")
        page.keyboard.press("Enter")
        expect(screen.dialog.get_by_role("heading", name="Add a partner")).to_be_focused()
        page.keyboard.press("Escape")
        expect(screen.dialog).to_be_hidden()

        page.get_by_label("Write to Bywhen").focus()
        page.keyboard.type("partner")
        page.keyboard.press("Enter")
        expect(screen.dialog.get_by_role("heading", name="Add a partner")).to_be_focused()
        screen.dialog.get_by_label("Co-ordinator").fill("Mina Iqbal")
        page.keyboard.press("Enter")
        expect(screen.dialog.get_by_label("Organisation")).to_be_focused()
        expect(screen.dialog.get_by_label("Co-ordinator")).to_have_value("Mina Iqbal")
        page.keyboard.type("Castle College")
        page.keyboard.press("Enter")

        expect(screen.dialog).to_be_hidden()
        expect(screen.newest).to_contain_text("Castle College is in.")
        expect(screen.newest).to_be_focused()
