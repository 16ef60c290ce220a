"""A runner's first month, from the sample workbook to half-term, in a real browser."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import looking
from tests.e2e.demo import SIZES, Screen

FLYER = "Send the photos for the flyer"
VENUE = "Book venue"
TEMPLATE = "Agree entry template"
MINUTES = "Minutes of November"
DEPUTY = "Nominate deputy"
SECTORS = "Agree which sectors"
BOOKED = "City Hall is booked"


def test_a_first_month_goes_from_a_workbook_to_a_call_and_a_celebration(
    chromium: Browser, demo: str, tmp_path: Path
) -> None:
    with looking(chromium, size=SIZES["wide"]) as page:
        page.goto(demo)
        screen = Screen(page, "month")
        imports(screen)
        tries_it_on(screen)
        opens_the_doors(screen)
        sets_up(screen)
        adds(screen)
        holds(screen)
        hears_who_hears(screen)
        all_agree(screen)
        keeps_going(screen)
        is_stuck_and_rung(screen)
        lets_a_date_go_by(screen)
        celebrates(screen, tmp_path)
        rings_dee(screen)
        gets_the_workbook(screen)
        asks_for_quiet(screen)


def imports(screen: Screen) -> None:
    screen.page.get_by_role("button", name="Use the sample timetable").click()
    screen.press("Make these changes")
    screen.press("Yes, on Thursday 10 September 2026")
    expect(screen.newest).to_contain_text("actions are in the timetable now")


def tries_it_on(screen: Screen) -> None:
    screen.press("Open the doors")
    screen.shoot_both("01-who-gets-what", of=screen.newest)
    screen.press("Try it on me")
    screen.dialog.get_by_label("Whose").select_option(label="Mina Iqbal")
    screen.shoot_both("02-try-it")
    screen.send("Show me")
    expect(screen.newest).to_contain_text("This is what Mina would get.")
    expect(screen.newest.get_by_role("button")).to_have_count(0)
    screen.shoot_both("03-tried", of=screen.newest)
    screen.look_as("Mina Iqbal")
    expect(screen.page.locator(".message")).to_have_count(0)
    screen.look_as("Sam Hallam")


def opens_the_doors(screen: Screen) -> None:
    screen.press("Open the doors", within=screen.message("who will get what"))
    screen.send("Open the doors")
    expect(screen.page.locator(".feed")).to_contain_text("the doors are open.")


def sets_up(screen: Screen) -> None:
    """Sam says how often the workbook goes by itself, what to work towards, and who hears, and when."""
    screen.type("workbook")
    screen.dialog.get_by_label("Weekly").check()
    screen.shoot_both("04-workbook")
    screen.send("Keep this")
    expect(screen.newest).to_contain_text("The next one goes on Friday")

    screen.type("milestone")
    screen.dialog.get_by_label("Title").fill("City Hall is booked for the fair")
    screen.dialog.get_by_label("Date").fill("2026-10-02")
    screen.send("Keep it")
    screen.press("Choose actions", within=screen.item(BOOKED))
    screen.dialog.get_by_label(VENUE).check()
    screen.shoot_both("05-choose-actions")
    screen.send("Keep them")

    screen.ask_help("Who hears, and when")
    screen.shoot_both("06-who-hears")
    screen.send("Propose this")
    screen.shoot_both("07-proposed", of=screen.newest)


def adds(screen: Screen) -> None:
    screen.type("add Castle to send the photos for the flyer by Monday 21 September")
    expect(screen.dialog.get_by_label("What *")).to_have_value(FLYER)
    screen.dialog.get_by_label("Person").fill("Rob Stone")
    screen.dialog.get_by_label("Why it matters").fill("The flyer goes to 39 schools on Friday 2 October.")
    screen.shoot_both("08-add")
    screen.send("Add")
    expect(screen.newest).to_contain_text(FLYER)

    screen.type("add Brook Lane to name a speaker for the apprentice evening by Wednesday 30 September")
    screen.send("Add")


def holds(screen: Screen) -> None:
    screen.move("Next morning", to="8.30 am Monday 14 September 2026")
    screen.shoot_both("09-first-list", of=screen.newest)
    screen.press("Tomorrow's post")
    mail = screen.item("Joana Pereira")
    expect(mail).to_contain_text("Joana")
    screen.shoot_both("10-tomorrows-post", of=screen.newest)
    screen.press("Hold", within=mail)
    expect(screen.item("Joana Pereira").get_by_role("button", name="Let it go")).to_be_visible()
    screen.shoot_both("11-held", of=screen.item("Joana Pereira"))
    screen.press("Let it go", within=screen.item("Joana Pereira"))


def hears_who_hears(screen: Screen) -> None:
    screen.move("Next morning", to="8.30 am Tuesday 15 September 2026")
    screen.look_as("Rob Stone")
    screen.shoot_both("12-asked", of=screen.newest)
    screen.press("Accept", within=screen.item(FLYER))
    expect(screen.item(FLYER)).to_contain_text("Thank you. It's in.")
    screen.look_as("Mina Iqbal")
    screen.shoot_both("13-envelope", of=screen.newest)


def all_agree(screen: Screen) -> None:
    screen.move("Next morning", to="8.30 am Thursday 17 September 2026")
    for name in ("Mina Iqbal", "Joana Pereira", "Tom Lund", "Kwame Osei", "Priya Anand"):
        screen.look_as(name)
        screen.press("Fine with us", within=screen.message("Is that fine with"))
        expect(screen.newest).to_contain_text("Thank you. I've noted that this is fine with")
    screen.shoot_both("14-fine-with-us", of=screen.newest)
    screen.look_as("Sam Hallam")
    screen.move("Next morning", to="8.30 am Friday 18 September 2026")
    screen.shoot_both("15-list", of=screen.newest)
    screen.press("Fine with us", within=screen.message("Fine with us"))
    screen.shoot_both("16-agreed", of=screen.newest)


def keeps_going(screen: Screen) -> None:
    """An action comes round again, one is handed over, and one gets more time."""
    screen.type("mine")
    screen.press_more("Make it come round again", within=screen.item(MINUTES))
    screen.dialog.get_by_label("Every month").check()
    screen.dialog.get_by_label("Until").fill("2027-07-16")
    screen.shoot_both("17-series")
    screen.send("Make it so")
    screen.shoot_both("18-comes-round", of=screen.newest)

    screen.look_as("Mina Iqbal")
    screen.type("mine")
    screen.press_more("Hand over", within=screen.item(TEMPLATE))
    screen.dialog.get_by_label("Rob Stone").check()
    screen.dialog.get_by_label("A line for them").fill("You know the pages far better than I do.")
    screen.shoot_both("19-hand-over")
    screen.send("Ask them")

    screen.press("Need more time", within=screen.item(DEPUTY))
    screen.dialog.get_by_label("New date").fill("2026-12-03")
    screen.dialog.get_by_label("Reason").fill("Our new head of department starts on Wednesday.")
    screen.shoot_both("20-more-time")
    screen.send("Send")
    screen.shoot_both("21-moved", of=screen.item(DEPUTY))


def is_stuck_and_rung(screen: Screen) -> None:
    screen.press_more("Stuck", within=screen.item(SECTORS))
    screen.dialog.get_by_label("What is in the way").select_option(label="We can't agree between us")
    screen.dialog.get_by_label("In your words").fill("Construction is big for us, and for Meadow.")
    screen.send("Ask for help")
    screen.look_as("Sam Hallam")
    screen.shoot_both("22-stuck", of=screen.newest)
    screen.press("I'll ring tomorrow")


def lets_a_date_go_by(screen: Screen) -> None:
    screen.look_as("Rob Stone")
    screen.move("Next morning", to="8.30 am Tuesday 22 September 2026")
    screen.shoot_both("23-handed-over", of=screen.newest)
    screen.press("Accept", within=screen.item(TEMPLATE))
    screen.move("Next morning", to="8.30 am Thursday 24 September 2026")
    expect(screen.item(FLYER)).to_contain_text("I haven't heard how it's going")
    screen.shoot_both("24-fair-warning", of=screen.newest)

    screen.look_as("Sam Hallam")
    screen.shoot_both("25-list", of=screen.newest)
    screen.move("Next morning", to="8.30 am Friday 25 September 2026")
    screen.shoot_both("26-runner-asked", of=screen.newest)
    screen.press("Ask the co-ordinator", within=screen.item(FLYER))
    expect(screen.item(FLYER)).to_contain_text("I tell Rob first")
    screen.shoot_both("27-asks", of=screen.item(FLYER))

    screen.look_as("Mina Iqbal")
    expect(screen.page.locator(".feed")).not_to_contain_text("be glad of your help with")
    screen.move("Next morning", to="8.30 am Tuesday 29 September 2026")
    expect(screen.newest).to_contain_text("be glad of your help with")
    screen.shoot_both("28-co-ordinator", of=screen.newest)
    screen.look_as("Rob Stone")
    expect(screen.newest).to_contain_text("I'm asking Mina Iqbal for help with it")
    screen.shoot_both("29-forewarned", of=screen.newest)
    screen.press("Done", within=screen.item(FLYER))


def celebrates(screen: Screen, folder: Path) -> None:
    screen.look_as("Sam Hallam")
    screen.type("mine")
    screen.press("Done", within=screen.item(VENUE))
    screen.move("Next morning", to="8.30 am Wednesday 30 September 2026")
    screen.shoot_both("30-list", of=screen.newest)
    screen.press("Celebrate", within=screen.item(BOOKED))
    screen.dialog.get_by_label("What was reached").fill("City Hall is ours for the whole of 4 March.")
    screen.dialog.get_by_label("County council").fill("the hall at the council's own price")
    screen.shoot_both("31-celebrate")
    screen.send("Post it")
    screen.shoot_both("32-celebrated", of=screen.newest)

    screen.look_into("riverside-progression-group")
    expect(screen.newest).to_contain_text("City Hall is booked for the fair.")
    screen.shoot_both("33-room", of=screen.newest)
    screen.press("Picture to share")
    screen.page.wait_for_timeout(300)
    screen.look_into("Your messages")
    picture = screen.download()
    path = folder / picture.suggested_filename
    picture.save_as(path)
    assert path.read_bytes().startswith(b"\x89PNG")
    screen.shoot_both("34-picture", of=screen.newest)


def rings_dee(screen: Screen) -> None:
    sheet = screen.item("Brook Lane Training")
    screen.press("Call sheet", within=sheet)
    expect(screen.newest).to_contain_text("one call to make")
    screen.shoot_both("35-call-sheet", of=screen.newest)
    screen.press("Spoke")
    screen.shoot_both("36-spoke")
    screen.dialog.get_by_label("What was said").fill("Dee will think of somebody.")
    screen.dialog.get_by_role("button", name="Read it back").click()
    screen.shoot_both("37-read-back")
    screen.send("That's right")
    screen.shoot_both("38-kept", of=screen.newest)


def gets_the_workbook(screen: Screen) -> None:
    screen.move("Next morning", to="8.30 am Friday 2 October 2026")
    screen.look_as("Grace Obi")
    screen.shoot_both("39-workbook", of=screen.newest)
    assert screen.download().suggested_filename.endswith("to share.xlsx")


def asks_for_quiet(screen: Screen) -> None:
    screen.look_as("Mina Iqbal")
    screen.press("Not this week")
    expect(screen.newest).to_contain_text("Monday 5 October")
    screen.shoot_both("40-quiet", of=screen.newest)
