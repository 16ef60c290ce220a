"""A milestone is celebrated with its picture, and looked back on: in a browser."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import looking
from tests.e2e.demo import SIZES, Screen

FAIR = "The What Next fair"
REACHED = "1,150 students from 37 schools met all six of us in one hall."
LESSON = "One list of schools, kept by one of us."


def test_a_fair_is_celebrated_and_looked_back_on(chromium: Browser, sample_year: str, tmp_path: Path) -> None:
    with looking(chromium, size=SIZES["wide"]) as page:
        page.goto(sample_year)
        screen = Screen(page, "fair")
        screen.begin_the_year()
        screen.look_as("Sam Hallam")
        screen.move("Next week", to="8.30 am Monday 8 March 2027")
        _is_celebrated(screen)
        _is_told_in_the_room(screen, tmp_path)
        _is_looked_back_on(screen)


def _is_celebrated(screen: Screen) -> None:
    """The timetable doesn't show all that was done: Sam says so, and adds what it doesn't show."""
    screen.ask_help("Milestones")
    expect(screen.newest).to_contain_text("What you are working towards together")
    screen.press_more("Mark it reached", within=screen.item(FAIR))
    screen.press("Celebrate", within=screen.item(FAIR))
    screen.dialog.get_by_label("What was reached").fill(REACHED)
    screen.dialog.get_by_label("Castle College").fill("the stage, and forty chairs at short notice")
    screen.dialog.get_by_label("Northgate Sixth Form").fill("22 student helpers, and the page for parents")
    screen.dialog.get_by_label("What it makes possible").fill(
        "Each school sends its questions to one address."
    )
    screen.shoot_both("01-celebrate")
    screen.send("Post it")
    expect(screen.page.locator(".feed")).to_contain_text(FAIR)


def _is_told_in_the_room(screen: Screen, folder: Path) -> None:
    screen.move("Ten minutes later", to="8.40 am Monday 8 March 2027")
    screen.look_into("riverside-progression-group")
    expect(screen.newest).to_contain_text(REACHED)
    screen.shoot_whole("02-celebrated", of=screen.newest)
    with screen.page.expect_response(lambda answer: answer.request.method == "POST"):
        screen.press("Picture to share", within=screen.newest)
    screen.look_into("Your messages")
    drawn = screen.newest.get_by_role("img")
    assert f"The picture says: {FAIR}." in (drawn.get_attribute("alt") or "")
    screen.shoot_whole("03-picture", of=screen.newest)
    picture = screen.download()
    picture.save_as(folder / picture.suggested_filename)
    assert (folder / picture.suggested_filename).read_bytes().startswith(b"\x89PNG")


def _is_looked_back_on(screen: Screen) -> None:
    """What somebody says stands in forms alone, and reaches Sam as the form has promised."""
    screen.move("Next morning", to="8.30 am Thursday 11 March 2027")
    screen.look_as("Mina Iqbal")
    screen.press("Answer", within=screen.message("Looking back.").locator(".item").last)
    screen.dialog.wait_for()
    screen.shoot_both("04-looking-back")
    screen.dialog.get_by_role("textbox").first.fill(LESSON)
    screen.send("Send")
    assert LESSON not in screen.page.locator(".feed").inner_text()
    screen.move("Next morning", to="8.30 am Friday 12 March 2027")
    screen.look_as("Sam Hallam")
    screen.shoot_both("05-list", of=screen.newest)
