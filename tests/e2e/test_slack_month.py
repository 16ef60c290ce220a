"""A runner's first month and a chair's evening in a Slack workspace, in short."""

from datetime import UTC, datetime
from pathlib import Path

from handlers.slack import ids
from tests.e2e.slack import county
from tests.e2e.test_slack_story import (
    PEOPLE,
    adds_a_partner,
    half_past_eight,
    imports,
    opened,
    opens_the_doors,
    plain,
    starts,
)
from tests.slack.county import County, Person
from tests.slack.seen import Opened, Shown

LEAFLET = "Bring the leaflets"
VENUE = "Book venue"
BOOKED = "City Hall is booked for the fair"
EVENING = datetime(2026, 9, 17, 19, 40, tzinfo=UTC)


def test_a_first_month_and_an_evening_are_lived_through_in_slack(tmp_path: Path) -> None:
    with county(people=PEOPLE, at=half_past_eight(10), folder=tmp_path) as town:
        sam, mina, grace = (town.person(name) for name in ("Sam Hallam", "Mina Iqbal", "Grace Obi"))
        starts(town, sam)
        adds_a_partner(sam, mina)
        imports(sam)
        opens_the_doors(town, sam)
        proposes_who_hears(town, sam)
        adds_by_a_shortcut(sam)
        looks_in_the_morning(sam)
        says_that_it_is_fine(mina)
        sees_home(mina)
        asks_in_a_room(town, grace)
        celebrates(town, sam)


def proposes_who_hears(town: County, sam: Person) -> None:
    overview = shown(sam.types("help"))
    sam.presses("More", on=overview)
    everything = town.responded(sam, "everything that you can ask me for")
    form = sam.presses("Who hears, and when", on=everything)
    sam.sends(form)
    sam.sees(text="that's proposed now")


def adds_by_a_shortcut(sam: Person) -> None:
    form = sam.takes_shortcut(ids.NEW_ACTION)
    sam.sends(form, What=LEAFLET, Partner="Castle College", By_when="2026-10-02")
    assert LEAFLET in plain(sam.sees(text="It's in the timetable."))


def looks_in_the_morning(sam: Person) -> None:
    morning = sam.gets_a_message(at=half_past_eight(14))
    assert "for today" in morning.text
    assert morning.has("Tomorrow's post")


def says_that_it_is_fine(mina: Person) -> None:
    envelope = mina.gets_a_message(at=half_past_eight(15))
    if not envelope.has("Fine with us"):
        envelope = mina.gets_a_message(at=half_past_eight(17))
    mina.presses("Fine with us", on=envelope)
    mina.sees(text="that's noted")


def sees_home(mina: Person) -> None:
    home = mina.opens_home()
    assert LEAFLET in home.text
    assert "Agree entry template" in home.text


def asks_in_a_room(town: County, grace: Person) -> None:
    """After hours Grace asks for the timetable in the room: it is shown to her alone, and the room stays as it was."""
    town.move(EVENING)
    before = len(town.slack.messages(town.slack.room()))
    timetable = shown(grace.types("timetable", room=town.slack.room()))
    brief = shown(grace.types("brief", room=town.slack.room()))

    assert "Agree entry template" in plain(timetable)
    assert "Nothing waits for a word of yours" in plain(brief) or "It is for you alone" in plain(brief)
    assert len(town.slack.messages(town.slack.room())) == before


def celebrates(town: County, sam: Person) -> None:
    sam.sends(opened(sam.types("milestone")), Title=BOOKED, Date="2026-10-02")
    kept = sam.sees("Choose actions", about=BOOKED)
    form = opened(sam.presses("Choose actions", about=BOOKED, on=kept))
    chosen = next(
        option["text"]["text"]
        for block in form.view["blocks"]
        for option in block.get("element", {}).get("options", [])
        if option["text"]["text"].startswith(VENUE)
    )
    sam.sends(form, Actions=[chosen])
    mine = shown(sam.types("mine"))
    sam.presses("Done", about=VENUE, on=mine)

    sam.gets_a_message(at=half_past_eight(18))
    asked = sam.sees("Celebrate", about=BOOKED)
    form = opened(sam.presses("Celebrate", about=BOOKED, on=asked))
    sam.sends(form, What_was_reached="City Hall is ours for the whole of 4 March.")

    def look() -> Shown | None:
        for one in town.slack.messages(town.slack.room()):
            if BOOKED in one["text"]:
                return Shown(text=one["text"], blocks=one.get("blocks") or [], channel=town.slack.room())
        return None

    post = sam.waits(look, "the celebration in the room")
    assert "City Hall is ours for the whole of 4 March." in plain(post)
    assert post.has("Picture to share")


def shown(found: Shown | Opened | None) -> Shown:
    assert isinstance(found, Shown)
    return found
