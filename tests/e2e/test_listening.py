"""A check-in from its Tuesday to what is done about it, a concern, and a stage that two people agree on: in a browser."""

from playwright.sync_api import Browser, Locator, expect

from tests.e2e.conftest import looking
from tests.e2e.demo import SIZES, Screen

TUESDAY = "8.30 am Tuesday 9 March 2027"
WORRY = "We are asked for the same figures twice."
ANSWER = "You are asked once from now on. I take the rest from last term."


def test_a_term_is_listened_to(chromium: Browser, sample_year: str) -> None:
    with looking(chromium, size=SIZES["wide"]) as page:
        page.goto(sample_year)
        screen = Screen(page, "listening")
        screen.begin_the_year()

        _agree_on_a_stage(screen)
        _ask_for_side_by_side(screen)
        _raise_a_concern(screen)
        _show_side_by_side(screen)
        _answer_a_round(screen)
        _be_reminded(screen)
        _tell_what_is_done(screen)


def _agree_on_a_stage(screen: Screen) -> None:
    screen.type("stage")
    expect(screen.newest).to_contain_text("Now: Frustration, since")
    expect(screen.newest).to_contain_text("The signs now point to Functioning")
    screen.shoot_whole("01-stage", of=screen.newest)
    screen.press("Confirm Functioning")
    screen.look_as("Grace Obi")
    screen.press("Look at it", within=screen.message("where do things stand?"))
    screen.press("Confirm Functioning")
    expect(screen.newest).to_contain_text("Now: Functioning")
    screen.look_as("Sam Hallam")
    screen.type("stage")
    expect(screen.newest).to_contain_text("Now: Functioning")
    screen.shoot_whole("02-stage-agreed", of=screen.newest)
    screen.press("Add to the timetable", within=screen.item("Hear from each partner"))
    screen.send("Add")
    expect(screen.newest).to_contain_text("Hear from each partner")


def _ask_for_side_by_side(screen: Screen) -> None:
    """Sam alone sees it, until the last partner has said that this is fine."""
    screen.ask_help("Side by side")
    expect(screen.newest).to_contain_text("Castle College")
    screen.shoot_whole("03-side-by-side", of=screen.newest)
    asked = screen.message("All can see it once every partner has agreed.")
    screen.press("Ask the partners", within=asked)
    expect(screen.newest).to_contain_text("I ask in the next message to each")
    screen.press("Fine with Brook Lane Training", within=asked)
    screen.look_as("Mina Iqbal")
    screen.ask_help("Side by side")
    expect(screen.newest).to_contain_text("So far one of six has agreed.")
    expect(screen.newest).not_to_contain_text("Northgate")


def _show_side_by_side(screen: Screen) -> None:
    assert screen.clock == "8.30 am Thursday 11 February 2027"
    for name in ("Mina Iqbal", "Joana Pereira", "Tom Lund", "Kwame Osei", "Priya Anand"):
        screen.look_as(name)
        screen.press("Fine with us", within=screen.message("Fine with us"))
        expect(screen.newest).to_contain_text("I've noted that this is fine with")
    screen.ask_help("Side by side")
    expect(screen.newest).to_contain_text("Northgate Sixth Form")
    screen.shoot_whole("03-shown-to-all", of=screen.newest)


def _raise_a_concern(screen: Screen) -> None:
    screen.look_as("Joana Pereira")
    screen.type("concern")
    screen.dialog.get_by_label("Somebody or something else").check()
    screen.dialog.get_by_label("What is worrying you").fill(WORRY)
    screen.shoot("04-concern")
    screen.send("Send it")
    expect(screen.newest).to_contain_text("will answer by")
    assert WORRY not in screen.page.locator(".feed").inner_text()
    screen.look_as("Sam Hallam")
    screen.move("Next morning", to="8.30 am Wednesday 10 February 2027")
    screen.press("Read and answer", within=screen.item("Something said in confidence"))
    expect(screen.dialog).to_contain_text(WORRY)
    screen.dialog.get_by_label("Your answer").fill(ANSWER)
    screen.send("Send the answer")
    screen.move("Next morning", to="8.30 am Thursday 11 February 2027")
    screen.look_as("Joana Pereira")
    screen.press("It's sorted", within=screen.item("Something you raised"))
    expect(screen.item("Something you raised")).to_contain_text("nobody asks about it any more")
    assert WORRY not in screen.page.locator("body").inner_text()


def _answer_a_round(screen: Screen) -> None:
    screen.look_as("Sam Hallam")
    screen.move("Next week", to="8.30 am Monday 8 March 2027")
    screen.type("checkin")
    screen.press("Ask now")
    screen.send("Ask then")
    expect(screen.newest).to_contain_text("The check-in goes out on")
    screen.shoot_both("05-planned", of=screen.newest)
    screen.look_as("Mina Iqbal")
    screen.move("Next morning", to=TUESDAY)
    expect(screen.newest).to_contain_text("half-term check-in")
    screen.shoot_both("05-asked", of=screen.newest)
    screen.press("Answer now", within=screen.item("Check-in"))
    screen.dialog.wait_for()
    screen.shoot_both("06-form")
    _say_mostly(screen)
    screen.send("Send")
    expect(screen.item("Check-in")).to_contain_text("Thank you. You can change your answers until")
    assert "Mostly" not in screen.newest.inner_text()
    screen.press("Change my answers", within=screen.item("Check-in"))
    expect(_bothers(screen, "Mostly")).to_be_checked()
    _bothers(screen, "Completely").check()
    screen.send("Send")

    for name in ("Joana Pereira", "Tom Lund", "Priya Anand", "Grace Obi"):
        screen.look_as(name)
        screen.press("Answer now", within=screen.item("Check-in"))
        _say_mostly(screen)
        screen.send("Send")


def _be_reminded(screen: Screen) -> None:
    screen.look_as("Kwame Osei")
    screen.press("Remind me on Thursday", within=screen.item("Check-in"))
    screen.move("Next morning", to="8.30 am Thursday 11 March 2027")
    expect(screen.newest).to_contain_text("check-in is open until")
    screen.shoot_both("06-reminded", of=screen.newest)
    screen.press("Not this time", within=screen.item("Check-in"))


def _say_mostly(screen: Screen) -> None:
    screen.dialog.wait_for()
    for one in screen.dialog.get_by_role("radio", name="Mostly", exact=True).all():
        one.check()


def _bothers(screen: Screen, word: str) -> Locator:
    asked = screen.dialog.get_by_role("group").filter(has_text="If something bothers me")
    return asked.get_by_role("radio", name=word, exact=True)


def _tell_what_is_done(screen: Screen) -> None:
    screen.move("Next week", to="8.30 am Monday 15 March 2027")
    screen.move("Next morning", to="8.30 am Friday 19 March 2027")
    screen.look_as("Mina Iqbal")
    screen.press("Change my answers", within=screen.message("Change my answers"))
    expect(screen.item("Check-in")).to_contain_text("This one is closed, and that's all right.")
    screen.look_as("Sam Hallam")
    expect(screen.newest).to_contain_text("The check-in is in:")
    screen.press("Read it")
    expect(screen.newest).to_contain_text("bring up what bothers us: most can.")
    screen.shoot_whole("07-read", of=screen.newest)
    screen.press("What we'll do")
    screen.dialog.get_by_label("What we'll do").fill("Sam rings everybody once before Easter.")
    screen.send("Show me the post")
    expect(screen.newest).to_contain_text("this is how it would stand in the rooms")
    screen.shoot_both("08-preview", of=screen.newest)
    screen.press("Post it")
    screen.move("Ten minutes later", to="8.40 am Friday 19 March 2027")
    screen.look_into("riverside-progression-group")
    expect(screen.newest).to_contain_text("Sam rings everybody once before Easter.")
    screen.shoot_both("09-summary", of=screen.newest)
