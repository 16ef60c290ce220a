"""A term in Teams, in a real browser: from an empty channel to a timetable that is reminded, celebrated and exported."""

import io
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
from PIL import Image
from playwright.sync_api import Browser

from tests.e2e.teams import Organisation, Screen, organisation
from tests.teams.playground import TEAM, Person

NAMES = ("Sam Hallam", "Mina Iqbal", "Grace Obi", "Joana Pereira", "Tom Lund", "Priya Anand")
PEOPLE = tuple(Person(number, name) for number, name in enumerate(NAMES, 1))
SAM, MINA, *_ = PEOPLE
PARTNERS = {
    "Castle College": "Mina Iqbal",
    "Northgate Sixth Form": "Joana Pereira",
    "Riverside School": "Tom Lund",
}
PHOTOS = "Send the cover photos"
PRINTED = "The prospectus is printed"
NAME_NEEDED = "It needs a name. What do people call it?"
STORY = "12,000 copies left the printer on Friday."


def half_past_eight(day: int) -> datetime:
    """Half past eight in London on a day of September 2026."""
    return datetime(2026, 9, day, 7, 30, tzinfo=UTC)


def test_a_term_is_lived_through_in_teams(chromium: Browser, tmp_path: Path) -> None:
    with organisation(
        chromium, people=PEOPLE, looking=(SAM, MINA), folder=tmp_path, at=half_past_eight(10)
    ) as town:
        sam, mina = town.screens[SAM], town.screens[MINA]
        starts(sam)
        mends_a_form(sam)
        for organisation_name, co_ordinator in PARTNERS.items():
            adds_a_partner(sam, organisation_name, co_ordinator)
        adds_an_action(sam)
        plans_a_milestone(sam)
        opens_the_doors(town, sam)
        is_greeted(mina)
        accepts(town, mina)
        needs_more_time(town, mina)
        is_done_and_undone(town, mina)
        celebrates(town, sam)
        asks_in_a_room(town, sam)
        is_asked(town, sam, mina)
        exports(town, sam)


def starts(sam: Screen) -> None:
    """What is for one person is never answered in a room, though it was asked there."""
    sam.joins_team()
    sam.opens("General")
    sam.mentions("start")
    sam.sees("That's one for the two of us.")
    sam.shoot("01-asked-in-a-room")
    sam.opens("Personal Chat")
    sam.presses("Start a partnership", on="I have a short form for that.")
    form = "Name, Runner and Time zone"
    sam.sends("Start", form=form)
    sam.shoot("02-start-is-not-filled-in", of=form)
    sam.fills(
        form,
        Name="Riverside Progression Group",
        Your_organisation="Partnership office",
        Chair="Grace Obi",
        Region="England",
    )
    sam.shoot("03-start", of=form)
    sam.sends("Start", form=form)
    sam.sees("Riverside Progression Group is ready to fill in.")
    sam.shoot("04-started")


def mends_a_form(sam: Screen) -> None:
    """What only we can find wrong comes back in the dialog, beside what was typed."""
    sam.presses("Add a partner", on="Riverside Progression Group is ready")
    form = "How to reach them"
    sam.fills(form, Organisation=" ", Country="Ireland")
    sam.sends("Add", form=form)
    sam.sees(NAME_NEEDED)
    sam.shoot("05-partner-to-mend", of=form)
    assert sam.card(form).get_by_role("textbox", name="Country").input_value() == "Ireland"
    sam.fills(form, Organisation="Brook Lane Training", Country="United Kingdom")
    sam.sends("Add", form=form)
    sam.sees("Brook Lane Training is in.")


def adds_a_partner(sam: Screen, organisation_name: str, co_ordinator: str) -> None:
    sam.presses("Add a partner", on="Riverside Progression Group")
    form = "How to reach them"
    sam.fills(form, Organisation=organisation_name, **{"Co-ordinator": co_ordinator})
    sam.shoot("05-partner", of=form)
    sam.sends("Add", form=form)
    sam.sees(f"{organisation_name} is in.")
    sam.shoot("06-partner-added")


def adds_an_action(sam: Screen) -> None:
    sam.types("add Castle College to send the cover photos by 29 September")
    sam.presses("Add to the timetable", on="I have a short form for that.")
    form = "By when"
    sam.shoot("07-add", of=form)
    sam.sends("Add", form=form)
    sam.sees("It's in the timetable.")
    sam.shoot("08-added")


def plans_a_milestone(sam: Screen) -> None:
    sam.types("milestone")
    sam.presses("Milestone", on="I have a short form for that.")
    sam.fills("Quick win", Title=PRINTED, Date="2 October 2026")
    sam.sends("Keep it", form="Quick win")
    sam.presses("Choose actions", on=PRINTED)
    form = "It is reached when the actions"
    sam.ticks(f"{PHOTOS}, by Tuesday 29 September 2026", form=form)
    sam.sends("Keep them", form=form)
    sam.shoot("08-milestone")


def opens_the_doors(town: Organisation, sam: Screen) -> None:
    sam.types("help")
    sam.presses("Open the doors", on="You can type")
    sam.shoot("09-doors", of="who will get what")
    sam.presses("Open the doors", on="who will get what")
    sam.sends("Open the doors", form="Each of these gets a hello first.")
    sam.sees("the doors are open")
    sam.opens("General")
    sam.sees("Hello. I'm Bywhen")
    sam.shoot("10-welcome")
    sam.opens("Personal Chat")


def is_greeted(mina: Screen) -> None:
    mina.shoot("11-hello", of="hello from Bywhen")
    mina.presses("Start of the day", on="hello from Bywhen")
    mina.sees("on Tuesdays and Thursdays at the start of the day, 8.30")
    mina.shoot("12-hello-answered")


def accepts(town: Organisation, mina: Screen) -> None:
    """The buttons of an envelope change it where it stands."""
    town.brings(mina, at=half_past_eight(15))
    mina.shoot("13-envelope", of=PHOTOS)
    mina.presses("Accept", on=PHOTOS)
    mina.card(PHOTOS).get_by_role("button", name="Need more time").wait_for()
    mina.shoot("14-accepted", of=PHOTOS)


def needs_more_time(town: Organisation, mina: Screen) -> None:
    town.brings(mina, at=half_past_eight(22))
    mina.presses("Need more time", on=PHOTOS)
    mina.fills("New date", New_date="6 October 2026", Reason="The photographer is ill.")
    mina.shoot("15-more-time", of="New date")
    mina.sends("Send", form="New date")
    mina.sees("It's now by Tuesday 6 October 2026.")
    mina.shoot("16-moved")


def is_done_and_undone(town: Organisation, mina: Screen) -> None:
    town.brings(mina, at=half_past_eight(29))
    mina.presses("Done", on=PHOTOS)
    mina.presses("Undo", on=PHOTOS)
    mina.card(PHOTOS).get_by_role("button", name="Done").wait_for()
    mina.shoot("17-undone", of=PHOTOS)
    mina.presses("Done", on=PHOTOS)
    mina.card(PHOTOS).get_by_role("button", name="Undo").wait_for()
    mina.shoot("18-done", of=PHOTOS)


def celebrates(town: Organisation, sam: Screen) -> None:
    town.brings(sam, at=half_past_eight(30))
    sam.presses("Celebrate", on=PRINTED)
    form = "How shall we mark it?"
    sam.fills(form, What_was_reached=STORY)
    sam.shoot("19-celebrate", of=form)
    sam.sends("Post it", form=form)
    sam.opens("General")
    sam.sees(STORY)
    sam.shoot("20-celebration")
    sam.presses("Picture to share", on=STORY)
    sam.opens("Personal Chat")
    sam.presses("Allow", on="picture-to-share.png")
    sam.sees("A file among your own.")
    sam.shoot("21-picture")
    picture = town.switchboard.files["picture-to-share.png"]
    assert Image.open(io.BytesIO(picture)).size == (1200, 630)


def asks_in_a_room(town: Organisation, sam: Screen) -> None:
    """The timetable is for everybody there; what is Sam's is for Sam."""
    sam.opens("General")
    sam.mentions("timetable")
    sam.sees("Who does what, by when, soonest first.")
    sam.mentions("mine")
    sam.page.get_by_text("That's one for the two of us.").nth(1).wait_for()
    sam.shoot("22-asked-in-a-room")
    sam.opens("Personal Chat")
    said = sam.sees("Nothing is yours at the moment.")
    sam.shoot("23-answered-in-private")
    assert said.inner_text() not in str(town.switchboard.to(TEAM))


def is_asked(town: Organisation, sam: Screen, mina: Screen) -> None:
    """A check-in goes out, and Mina answers it in a form."""
    town.brings(sam, at=datetime(2026, 10, 5, 7, 30, tzinfo=UTC))
    sam.shoot("24-check-in-ahead", of="The check-in goes out on Tuesday 6 October")
    town.brings(mina, at=datetime(2026, 10, 6, 7, 30, tzinfo=UTC))
    if not mina.card("half-term check-in").count():
        # Her other message of that minute went first; the check-in comes with the next one.
        town.brings(mina, at=datetime(2026, 10, 8, 7, 30, tzinfo=UTC))
    mina.shoot("25-check-in-asked", of="half-term check-in")
    mina.presses("Answer now", on="half-term check-in")
    form = "Skip any question"
    mina.fills(form, If_something_bothers_me="A little", Has_anything_changed="No")
    mina.shoot("26-check-in-form", of=form)
    mina.sends("Send", form=form)
    mina.sees("You can change your answers until")
    mina.shoot("27-check-in-answered", of="You can change your answers until")


def exports(town: Organisation, sam: Screen) -> None:
    """A file is put among Sam's own once Sam has allowed it."""
    sam.types("export")
    sam.presses("Copy to share", on="the timetable as an Excel workbook")
    sam.sees("to share.xlsx")
    sam.shoot("28-export")
    sam.presses("Allow", on="to share.xlsx")
    sam.sees("A file among your own.")
    sam.shoot("29-exported")
    [content] = [one for name, one in town.switchboard.files.items() if name.endswith("to share.xlsx")]
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    assert workbook.sheetnames[:2] == ["Who does what by when", "By partner"]
    cells = {cell.value for row in workbook["Who does what by when"].iter_rows() for cell in row}
    assert PHOTOS in cells
