"""The demo as it opens: everybody's page on 9 February, and the days after it."""

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import looking
from tests.e2e.demo import SIZES, Screen

PEOPLE = (
    "Sam Hallam",
    "Grace Obi",
    "Mina Iqbal",
    "Rob Stone",
    "Joana Pereira",
    "Tom Lund",
    "Aoife Byrne",
    "Kwame Osei",
    "Jo Blake",
    "Priya Anand",
    "Lee West",
)
WRONG = "Something went wrong"


@pytest.mark.parametrize("name", SIZES)
def test_everybodys_page_can_be_looked_at_on_the_day_of_the_demo(
    chromium: Browser, sample_year: str, name: str
) -> None:
    with looking(chromium, size=SIZES[name]) as page:
        page.goto(sample_year)
        screen = Screen(page, f"year-{name}")
        screen.begin_the_year()
        for person in PEOPLE:
            screen.look_as(person)
            expect(page.locator(".feed")).to_contain_text("Riverside Progression Group")
            screen.shoot(f"messages-{person.split()[0].lower()}")
            screen.look_into("Home")
            expect(page.locator(".feed")).to_contain_text("Riverside Progression Group")
            assert WRONG not in page.locator("body").inner_text()
            screen.shoot(f"home-{person.split()[0].lower()}")
        screen.look_into("riverside-progression-group")
        expect(page.locator(".feed")).to_contain_text("The joint prospectus is out.")
        screen.shoot("room")
        screen.look_as("Dee Frame")
        expect(page.locator("body")).to_contain_text("Dee Frame has a telephone only.")
        screen.shoot("telephone")


def test_days_go_on_from_the_ninth_of_february_and_back_to_the_beginning(
    chromium: Browser, sample_year: str
) -> None:
    with looking(chromium, size=SIZES["wide"]) as page:
        page.goto(sample_year)
        screen = Screen(page, "year")
        screen.begin_the_year()
        screen.look_as("Kwame Osei")
        expect(screen.newest).to_contain_text("we'd be glad of your help with")
        screen.look_as("Jo Blake")
        expect(screen.newest).to_contain_text("I'd like you to know first")
        screen.press("Done")
        screen.look_as("Sam Hallam")
        screen.move("Next morning", to="8.30 am Thursday 11 February 2027")
        screen.shoot("thursday")
        screen.move("Next week", to="8.30 am Monday 15 February 2027")
        screen.look_into("riverside-progression-group")
        # In Frustration a room gets good news, and what we'll do; nothing by itself.
        expect(screen.newest).to_contain_text("What we'll do")
        screen.shoot("half-term")
        screen.move("Next week", to="8.30 am Monday 22 February 2027")
        screen.look_as("Mina Iqbal")
        days = " ".join(page.locator(".day").all_inner_texts())
        assert not [day for day in range(15, 20) if f"{day} February 2027" in days]
        screen.shoot("after-half-term")

        page.get_by_role("button", name="From the beginning").click()
        page.get_by_role("button", name="Yes, from the beginning").click()
        page.get_by_role("button", name="Use the sample timetable").wait_for()
        assert screen.clock == "8.30 am Thursday 10 September 2026"
        screen.begin_the_year()
        expect(screen.newest).to_contain_text("for today")
