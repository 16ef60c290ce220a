"""A half-term that is listened to in a Slack workspace: a goal reached, a check-in, a concern, and a stage."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from tests.e2e.slack import county
from tests.e2e.test_slack_month import celebrates, shown
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
from tests.slack.seen import Shown

PURPOSE: Final = "I could tell a friend in one sentence what this group is for."
TRUST: Final = "If something bothers me, I can bring it up here."
CLARITY: Final = "I could tell you now what my organisation has promised next, and by when."
CHANGED: Final = "Has anything changed where you work that we should plan around?"
FELT: Final = {PURPOSE: "Partly", TRUST: "A little", CLARITY: "A little"}
WORRIES: Final = {
    "Joana Pereira": "We are asked for the same figures twice.",
    "Mina Iqbal": "We talk about ourselves, and not about students.",
    "Tom Lund": "Our tutors hear of the dates from students.",
    "Priya Anand": "Nobody says who writes to the schools.",
}
ANSWER: Final = "You are asked once from now on. I take the rest from last term."
WELL_DO: Final = "Sam rings everybody once before half-term."


def test_a_half_term_is_listened_to_in_slack(tmp_path: Path) -> None:
    with county(people=PEOPLE, at=half_past_eight(10), folder=tmp_path) as town:
        people = {name: town.person(name) for name in PEOPLE}
        sam, mina = people["Sam Hallam"], people["Mina Iqbal"]
        starts(town, sam)
        adds_a_partner(sam, mina)
        imports(sam)
        opens_the_doors(town, sam)
        for name in (*WORRIES, "Grace Obi", "Kwame Osei"):
            people[name].sees(text="hello from Bywhen")
        sam.gets_a_message(at=half_past_eight(14))
        celebrates(town, sam)
        is_shared(town, sam)
        is_opened(town, sam)
        is_answered_and_changed(town, people)
        worries_are_told(people)
        is_reminded(people["Kwame Osei"])
        is_answered(sam, people["Joana Pereira"])
        is_closed(town, mina)
        is_summarised(town, sam)
        is_shown_side_by_side(town, people)
        agree_on_a_stage(town, sam, people["Grace Obi"])
        nothing_private_left_its_form(town)


def is_shared(town: County, sam: Person) -> None:
    """The post has a picture, with words for who can't see it."""
    post = in_the_room(town, sam, "City Hall is booked")
    sam.presses("Picture to share", on=post)
    name, content = town.shared_file(sam)
    assert name.endswith(".png")
    assert content.startswith(b"\x89PNG")


def is_opened(town: County, sam: Person) -> None:
    town.move(morning(10, 5))
    ahead = shown(sam.types("checkin"))
    assert PURPOSE in plain(ahead)
    sam.sends(sam.presses("Ask now", on=ahead))
    sam.sees(text="The check-in goes out on Tuesday 6 October")


def is_answered_and_changed(town: County, people: dict[str, Person]) -> None:
    mina = people["Mina Iqbal"]
    envelope = mina.gets_a_message(at=morning(10, 6))
    assert "It's our half-term check-in: four questions" in envelope.text
    assert "No one sees your name, not even Sam." in envelope.text
    mina.sends_filled(mina.presses("Answer now", on=envelope), {**FELT, TRUST: "Completely", CHANGED: "No"})
    kept = mina.sees("Change my answers", text="You can change your answers until Thursday 15 October.")
    assert "Completely" not in kept.text
    form = opened(mina.presses("Change my answers", on=kept))
    assert form.state({})["trust"]["selected_option"]["text"]["text"] == "Completely"
    mina.sends_filled(form, {TRUST: "A little"})
    for name in ("Joana Pereira", "Tom Lund", "Priya Anand", "Grace Obi"):
        person = people[name]
        form = opened(person.presses("Answer now"))
        person.sends_filled(form, {**FELT, CHANGED: "No"} if CHANGED in form.labels else FELT)
    people["Kwame Osei"].presses("Remind me on Thursday")


def worries_are_told(people: dict[str, Person]) -> None:
    for name, words in WORRIES.items():
        person = people[name]
        about = {"Whom it is about": "Somebody or something else"}
        person.sends_filled(opened(person.types("concern")), about | {"What is worrying you": words})
        person.sees(text="Sam has this and will answer by Tuesday 13 October 2026.")


def is_reminded(kwame: Person) -> None:
    reminder = kwame.gets_a_message(at=morning(10, 8))
    assert "four quick questions, once more" in reminder.text
    assert "This is the only time I remind you" in reminder.text
    kwame.presses("Not this time", on=reminder)


def is_answered(sam: Person, joana: Person) -> None:
    """Sam reads in a form what Joana is worried about, and she hears the end of it."""
    asked = sam.sees("Read and answer")
    for _ in WORRIES:
        form = opened(sam.presses("Read and answer", on=asked))
        if WORRIES[joana.name] in str(form.view):
            break
        asked = sam.sees("Read and answer")
    sam.sends_filled(form, {"Your answer": ANSWER})
    heard = joana.gets_a_message(at=morning(10, 13))
    assert "Sam has answered what you raised." in heard.text
    form = opened(joana.presses("Read it", on=heard))
    assert ANSWER in str(form.view)
    joana.presses("It's sorted", about="Something you raised", on=heard)
    joana.sees(text="Thank you for saying so; nobody asks about it any more.")


def is_closed(town: County, mina: Person) -> None:
    town.move(morning(10, 16))
    assert mina.presses("Change my answers") is None
    mina.sees(text="This one is closed, and that's all right.")


def is_summarised(town: County, sam: Person) -> None:
    told = sam.sees("Read it", text="The check-in is in: five people answered.")
    sam.presses("Read it", on=told)
    read = sam.sees("What we'll do", text="five people answered the check-in")
    assert "few can." in read.text
    sam.sends_filled(sam.presses("What we'll do", on=read), {"What we'll do": WELL_DO})
    preview = sam.sees("Post it", text="this is how it would stand in the rooms")
    sam.presses("Post it", on=preview)
    post = in_the_room(town, sam, "What you told us in the check-in")
    assert WELL_DO in plain(post)
    assert "Castle College" not in post.text


def is_shown_side_by_side(town: County, people: dict[str, Person]) -> None:
    """Sam alone sees it until the last partner has said **Fine with us**."""
    sam, mina = people["Sam Hallam"], people["Mina Iqbal"]
    screen = asks_for(town, sam, "Side by side")
    assert "Partner: Castle College; Anything changed (October 2026): No" in screen.text
    side = asks_for(town, mina, "Side by side").text
    assert "Castle College" in side, "their own row is what they are asked about"
    assert not any(other in side for other in ("Northgate", "County", "Brook Lane", "Meadow"))
    sam.presses("Ask the partners", on=screen)
    town.responded(sam, "I ask in the next message to each")
    sam.presses("Fine with Brook Lane Training", on=screen)
    town.move(morning(10, 20))
    for name in ("Mina Iqbal", "Joana Pereira", "Tom Lund", "Kwame Osei", "Priya Anand"):
        people[name].presses("Fine with us", on=people[name].sees("Fine with us"))
    table = asks_for(town, mina, "Side by side")
    assert "Partner: Castle College; Anything changed (October 2026): No" in table.text


def agree_on_a_stage(town: County, sam: Person, grace: Person) -> None:
    town.move(morning(10, 22))
    card = sam.waits(lambda: _card(sam), "a card that points to Frustration")
    sam.presses("Confirm Frustration", on=card)
    grace.presses("Look at it", on=grace.sees("Look at it"))
    grace.presses("Confirm Frustration", on=grace.sees("Confirm Frustration"))
    agreed = shown(sam.types("stage"))
    assert "Now: Frustration, since Thursday 22 October." in plain(agreed)
    form = opened(sam.presses("Add to the timetable", about="Ring every partner", on=agreed))
    sam.sends(form)
    assert "Ring every partner" in plain(sam.sees(text="It's in the timetable."))


def _card(sam: Person) -> Shown | None:
    card = shown(sam.types("stage"))
    return card if "The signs now point to Frustration" in plain(card) else None


def nothing_private_left_its_form(town: County) -> None:
    sent = [
        str(call.arguments) for name in ("chat.postMessage", "chat.update") for call in town.recorder.of(name)
    ]
    assert len(sent) > 20
    assert not [words for words in (*WORRIES.values(), ANSWER) for one in sent if words in one]


def asks_for(town: County, person: Person, label: str) -> Shown:
    """Ask for everything there is to do, and press one thing of it; return what is shown to them alone."""
    before = len(town.recorder.responses)
    person.presses("More", on=shown(person.types("help")))
    everything = town.responded(person, "everything that you can ask me for")
    person.presses(label, on=everything)
    heading = f": {label.lower()}."

    def look() -> Shown | None:
        for one in reversed(town.recorder.responses[before:]):
            if heading in one["text"]:
                return Shown(text=one["text"], blocks=one["blocks"], channel=person.chat)
        return None

    return person.waits(look, label)


def in_the_room(town: County, person: Person, words: str) -> Shown:
    def look() -> Shown | None:
        for one in town.slack.messages(town.slack.room()):
            if words in one["text"]:
                return Shown(text=one["text"], blocks=one.get("blocks") or [], channel=town.slack.room())
        return None

    return person.waits(look, f"{words} in the room")


def morning(month: int, day: int) -> datetime:
    """Half past eight in London on a day of 2026."""
    return datetime(2026, month, day, 8, 30, tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)
