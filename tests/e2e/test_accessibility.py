"""Every page and every state of one, by axe-core, by day and night, on a desk and on two telephones: no violation."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.e2e.accessible import look_at, looking_closely
from tests.e2e.demo import Screen
from tests.e2e.served import pages_served


def _begun(page: Page, address: str) -> Screen:
    page.goto(address)
    screen = Screen(page, "access")
    screen.begin_the_year()
    return screen


def test_runners_pages_are_for_everybody(chromium: Browser, sample_year: str) -> None:
    with looking_closely(chromium) as page:
        screen = _begun(page, sample_year)
        found = look_at(page, "feed")
        screen.look_into("Home")
        found += look_at(page, "home")
        screen.look_into("riverside")
        found += look_at(page, "room")
        page.goto(sample_year)
        screen.ask("Timetable")
        expect(screen.newest).to_contain_text("the next eight weeks")
        found += look_at(page, "timetable")
        screen.ask("Side by side")
        expect(page.locator(".asked").last).to_contain_text("Side by side")
        found += look_at(page, "side-by-side")

    assert found == [], "\n".join(found)


def test_forms_are_for_everybody(chromium: Browser, sample_year: str) -> None:
    with looking_closely(chromium) as page:
        screen = _begun(page, sample_year)
        screen.ask("Add to the timetable")
        expect(screen.dialog).to_be_visible()
        found = look_at(page, "form")
        screen.dialog.get_by_role("button", name="Put it in", exact=False).or_(
            screen.dialog.locator("button.send")
        ).first.click()
        expect(screen.dialog.locator("[aria-invalid]").first).to_be_visible()
        found += look_at(page, "form-with-errors")
        page.keyboard.press("Escape")
        expect(screen.dialog.get_by_text("Nothing of this is sent yet.")).to_be_visible()
        found += look_at(page, "form-half-written")

    assert found == [], "\n".join(found)


def test_pages_of_the_others_are_for_everybody(chromium: Browser, sample_year: str) -> None:
    with looking_closely(chromium) as page:
        screen = _begun(page, sample_year)
        screen.look_as("Mina Iqbal")
        found = look_at(page, "envelope")
        screen.look_into("Home")
        page.locator("#m0").get_by_role("button", name="On track").first.click()
        expect(page.locator(".message:not(#m0)")).to_be_focused()
        found += look_at(page, "home-answered")
        screen.look_as("Dee Frame")
        found += look_at(page, "telephone")

    assert found == [], "\n".join(found)


def test_menu_that_is_open_is_for_everybody(chromium: Browser, sample_year: str) -> None:
    with looking_closely(chromium, width=360) as page:
        _begun(page, sample_year)
        page.locator(".fold > summary").click()
        found = look_at(page, "menu")

    assert found == [], "\n".join(found)


def test_demo_itself_is_for_everybody(chromium: Browser, demo: str) -> None:
    with looking_closely(chromium, answers=(410, 404)) as page:
        page.goto(demo)
        found = look_at(page, "first-steps")
        page.get_by_role("button", name="Tuesday 9 February", exact=True).click()
        page.get_by_role("button", name="Yes, start at Tuesday 9 February").wait_for()
        found += look_at(page, "beginning")
        page.goto(f"{demo}p/forged")
        found += look_at(page, "problem")

    assert found == [], "\n".join(found)


def test_way_in_is_for_everybody(chromium: Browser, tmp_path: Path) -> None:
    answers = (404, 405, 410)
    with pages_served(tmp_path) as served, looking_closely(chromium, answers=answers) as page:
        page.goto(served.link())
        expect(page.get_by_role("heading", name="This is Mina Iqbal's page.")).to_be_visible()
        found = look_at(page, "way-in")
        page.get_by_role("button", name="Open my page").click()
        expect(page.get_by_role("heading", name="Mina Iqbal", level=1)).to_be_visible()
        found += look_at(page, "page-of-a-guest")
        own = page.url
        page.goto(f"{own}/press")
        found += look_at(page, "only-for-a-button")
        page.goto(f"{own}/rooms/999")
        found += look_at(page, "nothing-there")
        page.goto(f"{served.url}/nowhere")
        found += look_at(page, "nowhere")
        page.goto(served.link(is_over=True))
        found += look_at(page, "over")
        page.get_by_role("button", name="Send me a new link").click()
        page.get_by_role("heading", name="A new link is on its way.").wait_for()
        found += look_at(page, "on-its-way")
        page.goto(served.pause())
        found += look_at(page, "pause")
        page.get_by_role("button", name="Not this week").click()
        page.get_by_role("button", name="Write to me again").wait_for()
        found += look_at(page, "paused")
        page.get_by_role("button", name="Write to me again").click()
        page.get_by_role("heading", name="I'll write to you again.").wait_for()
        found += look_at(page, "written-to-again")
        page.goto(f"{served.url}/f/forged")
        found += look_at(page, "no-file")

    assert found == [], "\n".join(found)
