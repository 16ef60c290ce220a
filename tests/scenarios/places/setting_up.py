"""The third of September: from an empty channel to open doors, by what people type, press and fill in."""

import re

from tests.scenarios.places.cast import BY_MAIL, BY_TELEPHONE, FAIR, ORGANISATIONS, ROOM, Cast
from tests.scenarios.places.town import Town
from tests.slack.seen import Shown

DATA, COVER, NUMBERS = "Send the course data", "Agree the cover", "Send the numbers"
PROSPECTUS = "Every course is in one prospectus"

_CODE = re.compile(r"join (\w{4}-\w{4})")


async def set_up(town: Town, cast: Cast) -> None:
    """Start, add the partners, let two rooms in, fill the timetable, and open the doors."""
    sam = cast.sam
    form = await sam.types("start", room=ROOM)
    named = {"Name": "Riverside", "Your organisation": "Partnership office", "Chair": "UGRACE"}
    await sam.sends(form, {**named, "Region": "England"})
    await add_partners(cast)
    await cast.priya.types(f"join {await invited(cast)}", room=FAIR)
    await let_in(town, cast, "County Council")
    await cast.max.comes_to_channel()
    await cast.max.mentions(f"join {await invited(cast)}")
    await let_in(town, cast, "Meadow Academy")
    await fill_timetable(cast)
    await sam.presses("Open the doors")
    await sam.sends(await sam.presses("Open the doors"), {})
    await town.settle()


async def add_partners(cast: Cast) -> None:
    """One is in Sam's own workspace, the others have e-mail or a telephone."""
    castle = {"Organisation": "Castle College", "Co-ordinator": "UMINA", "Deputy": "UROB"}
    await cast.sam.sends(await cast.sam.presses("Add a partner"), {**castle, "How to reach them": "Slack"})
    for found, reach in ((BY_MAIL, "E-mail"), (BY_TELEPHONE, "Telephone")):
        for organisation, (name, at) in found.items():
            typed = {"Organisation": organisation, "Not in the list?": f"{name} {at}"}
            form = await cast.sam.presses("Add a partner")
            await cast.sam.sends(form, {**typed, "How to reach them": reach})


async def invited(cast: Cast) -> str:
    """Return a code that Sam has just been given."""
    before = len(cast.sam.said)
    await cast.sam.types("invite")
    return code_in(cast.sam.said[before:])


def code_in(shown: list[Shown]) -> str:
    [code] = [found[1] for one in shown if (found := _CODE.search(one.text))]
    return code


async def let_in(town: Town, cast: Cast, organisation: str) -> None:
    """Sam is told who has knocked, and lets them in."""
    await town.settle()
    form = await cast.sam.presses("Let them in")
    answers = {"Which partner is this?": "Add a partner", "Organisation": organisation}
    await cast.sam.sends(form, answers)


async def fill_timetable(cast: Cast) -> None:
    """One thing that all owe, one of Priya's that a milestone waits for, and one of each co-ordinator's own."""
    sam = cast.sam
    await sam.sends(await sam.types("add everybody to " + DATA.lower() + " by 9 October"), {})
    cover = await sam.types(f"add County Council to {COVER.lower()} by 2 October")
    await sam.sends(cover, {})
    for name in ORGANISATIONS:
        form = await sam.types(f"add {ORGANISATIONS[name]} to {own(name).lower()} by 20 November")
        await sam.sends(form, {"What": own(name)})
    milestone = {"Title": PROSPECTUS, "Date": "2026-10-16"}
    await sam.sends(await sam.types("milestone"), milestone)
    form = await sam.presses("Choose actions")
    await sam.sends(form, {"Actions": [f"{COVER}, by Friday 2 October 2026"]})


def own(name: str) -> str:
    """Return what somebody alone has to do. Nobody else is to read it, but for Sam."""
    return f"Count the desks that {name.split(maxsplit=1)[0]} has"


async def two_addresses(cast: Cast) -> None:
    """Ivy is written to by e-mail, and is in the other workspace as well; there she would like to be written to."""
    form = await cast.ivys_page.types("settings")
    await cast.ivys_page.sends(form, {"Where I write to you": "I'm also somewhere else"})
    code = _CODE.search(await cast.ivys_page.opens())
    assert code is not None
    await cast.ivy.types(f"join {code[1]}")
    await cast.ivy.presses("Write to me here")
