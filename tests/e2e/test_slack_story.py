"""The main job in a Slack workspace: from an empty channel to a timetable that is reminded, done and exported."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import openpyxl

from tests.e2e.slack import county
from tests.slack.county import County, Person
from tests.slack.seen import Opened, Shown
from tests.slack.workspace import signed

SAMPLE = Path(__file__).parents[2] / "handlers" / "web" / "sample" / "riverside-progression-group.xlsx"
PEOPLE = {
    "Sam Hallam": "s.hallam@office.example",
    "Grace Obi": "g.obi@board.example",
    "Mina Iqbal": "m.iqbal@castle.example",
    "Rob Stone": "r.stone@castle.example",
    "Joana Pereira": "j.pereira@northgate.example",
    "Tom Lund": "t.lund@riverside.example",
    "Kwame Osei": "k.osei@meadow.example",
    "Priya Anand": "p.anand@county.example",
}
PHOTOS = "Send the cover photos <!channel>"
TEMPLATE = "Agree entry template"


def test_a_timetable_is_agreed_reminded_done_and_exported_in_slack(tmp_path: Path) -> None:
    with county(people=PEOPLE, at=half_past_eight(10), folder=tmp_path) as town:
        sam, mina = town.person("Sam Hallam"), town.person("Mina Iqbal")
        starts(town, sam)
        adds_a_partner(sam, mina)
        imports(sam)
        adds_an_action(sam)
        opens_the_doors(town, sam)
        is_greeted(mina)
        accepts(mina)
        needs_more_time(mina)
        is_done_and_undone(mina)
        is_stuck(sam, mina)
        exports(town, sam)
        nobody_was_pinged(town)


def test_the_command_answers_slack_and_refuses_everybody_else(tmp_path: Path) -> None:
    body = "command=%2Fbywhen&text=help"
    with county(people={"Sam Hallam": "s.hallam@office.example"}, folder=tmp_path) as town:
        proofs: tuple[dict[str, str], ...] = (
            {},
            signed(body, at=town.now),
            signed(body, at=town.now - timedelta(minutes=6), secret=town.secret),
            {**signed(body, at=town.now, secret=town.secret), "x-slack-request-timestamp": "soon"},
        )
        answers = [httpx.post(f"{town.bot}/slack/events", content=body, headers=proof) for proof in proofs]
        introduction = town.person("Sam Hallam").types("help")

        assert [answer.status_code for answer in answers] == [401, 401, 401, 401]
        assert isinstance(introduction, Shown)
        assert introduction.has("Start a partnership")
        assert httpx.get(f"{town.bot}/healthz").status_code == 200


def half_past_eight(day: int) -> datetime:
    """Half past eight in London on a day of September 2026."""
    return datetime(2026, 9, day, 7, 30, tzinfo=UTC)


def starts(town: County, sam: Person) -> None:
    introduction = sam.types("")
    assert isinstance(introduction, Shown)
    assert introduction.has("Start a partnership")

    form = sam.types("start", room=town.slack.room())
    sam.sends(
        opened(form),
        Name="Riverside Progression Group",
        Your_organisation="Partnership office",
        Chair=town.slack.users["Grace Obi"],
        Country="United Kingdom",
        Region="England",
    )

    sam.sees("Add a partner", text="Riverside Progression Group is ready to fill in.")
    assert "I'm not in this room yet" in town.recorder.responses[-1]["text"]


def adds_a_partner(sam: Person, mina: Person) -> None:
    form = sam.presses("Add a partner")
    again = sam.tries(form, {"Organisation": " ", "Co-ordinator": mina.user})
    assert list(again["errors"]) == ["organisation"]

    sam.sends_filled(form, {"Organisation": "Castle College", "Co-ordinator": mina.user})

    sam.sees(text="Castle College")


def imports(sam: Person) -> None:
    sam.drops("timetable.xlsx", SAMPLE.read_bytes(), times=2)
    sam.sees("Make these changes", text="24 new actions")

    form = sam.presses("Match people")
    sam.sends(form)
    sam.sees("Make these changes", text="Agreed on Thursday 10 September 2026")
    sam.presses("Make these changes", times=2)

    made = sam.sees("Open the doors", text="24 actions are in the timetable now.")
    assert "Nobody has been told anything." in made.text


def adds_an_action(sam: Person) -> None:
    form = opened(sam.types("add Castle College to send the cover photos by 29 September"))
    assert form.state({})["what"]["value"] == "Send the cover photos"
    assert form.state({})["by_when"]["selected_date"] == "2026-09-29"

    sam.sends(form, What=PHOTOS)

    assert PHOTOS in plain(sam.sees(text="It's in the timetable."))


def opens_the_doors(town: County, sam: Person) -> None:
    overview = sam.types("")
    assert isinstance(overview, Shown)
    sam.presses("Open the doors", on=overview)
    screen = town.responded(sam, "who will get what")
    assert "hello from Bywhen" in screen.text

    form = opened(sam.presses("Open the doors", on=screen))
    sam.sends(form)

    sam.sees(text="the doors are open")
    welcome = town.posted(town.slack.room())
    assert welcome.startswith("Hello. I'm Bywhen")


def is_greeted(mina: Person) -> None:
    hello = mina.sees("Start of the day", text="hello from Bywhen")
    assert len(mina.chat_messages()) == 1

    mina.presses("Start of the day", on=hello)

    mina.sees(text="on Tuesdays and Thursdays at the start of the day, 8.30")


def accepts(mina: Person) -> None:
    envelope = mina.gets_a_message(at=half_past_eight(15))
    assert envelope.text.startswith("Riverside Progression Group: ")
    mina.presses("Accept", about="cover photos", on=envelope, times=3)

    mina.sees("Need more time", about="cover photos")


def needs_more_time(mina: Person) -> None:
    envelope = mina.gets_a_message(at=half_past_eight(22))
    mina.presses("On track", about=TEMPLATE, on=envelope)
    mina.sees(text="I won't mention it again until the day before.")

    form = mina.presses("Need more time", about="cover photos")
    mina.sends(form, New_date="2026-10-06", Reason="The photographer is ill.")

    mina.sees(text="It's now by Tuesday 6 October 2026.")


def is_done_and_undone(mina: Person) -> None:
    envelope = mina.gets_a_message(at=half_past_eight(24))
    mina.presses("Done", about=TEMPLATE, on=envelope, times=2)
    mina.presses("Undo", about=TEMPLATE, on=mina.sees("Undo", about=TEMPLATE))
    opened_again = mina.sees("Done", about="open again")
    mina.presses("Done", about=TEMPLATE, on=opened_again)

    done = mina.sees("Undo", about=TEMPLATE)
    assert not done.has("Need more time", about=TEMPLATE)


def is_stuck(sam: Person, mina: Person) -> None:
    envelope = mina.gets_a_message(at=half_past_eight(29))
    form = mina.presses("Stuck", about="cover photos", on=envelope)
    mina.sends_filled(form, {"What is in the way": "Not enough time", "In your words": "<@U0BYWHEN> help"})

    asked = sam.sees("I'll ring tomorrow")
    assert "<@U0BYWHEN> help" in plain(asked)
    sam.presses("I'll ring tomorrow", on=asked)


def exports(town: County, sam: Person) -> None:
    offer = sam.types("export")
    assert isinstance(offer, Shown)
    sam.presses("Copy to share", on=offer)

    name, content = town.shared_file(sam)
    assert name.endswith("to share.xlsx")
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    assert workbook.sheetnames[:2] == ["Who does what by when", "By partner"]
    assert "Dates moved" in workbook.sheetnames
    assert not {"Changes", "Contacts", "Planning"} & {*workbook.sheetnames}
    cells = {cell.value for row in workbook["Who does what by when"].iter_rows() for cell in row}
    assert PHOTOS in cells
    assert "Not enough time" not in cells


def nobody_was_pinged(town: County) -> None:
    sent = [call.arguments for call in town.recorder.of("chat.postMessage")]
    sent += [call.arguments for call in town.recorder.of("chat.update")]
    assert len(sent) > 20
    assert not any("<!" in arguments["text"] or "<@" in arguments["text"] for arguments in sent)


def opened(form: Shown | Opened | None) -> Opened:
    assert isinstance(form, Opened)
    return form


def plain(shown: Shown) -> str:
    return shown.text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
