"""September to December 2026, as those who take part live through it, each in their own tool."""

from datetime import UTC, datetime
from typing import Final

from tests.mail import notices
from tests.scenarios.places.cast import BEAS_OTHER, Actor, Cast, gather
from tests.scenarios.places.setting_up import COVER, DATA, NUMBERS, own, set_up, two_addresses
from tests.scenarios.places.town import Town

END: Final = datetime(2026, 12, 18, 18, 0, tzinfo=UTC)
STORY: Final = "The printer has it, and it has our names on it."
_REASON: Final = "Two of the rooms are locked."


async def live(town: Town) -> Cast:
    """Play the term."""
    cast = await gather(town)
    town.postbox.refuses["fay@fenland.example"] = "550 5.1.1 No such user"
    await set_up(town, cast)
    await two_addresses(cast)
    await comes_back(town, cast)
    await is_accepted(town, cast)
    await is_celebrated(town, cast)
    await is_asked_how_it_goes(town, cast)
    await is_done(town, cast)
    await is_lost(town, cast)
    await town.live(END)
    return cast


async def comes_back(town: Town, cast: Cast) -> None:
    """Bea's hello comes back the same day, and Sam gives another address the next morning."""
    [hello] = cast.bea.letters()
    await town.live(_at(9, 3, 15))
    await town.letterbox.deliver(
        notices.bounce(about=hello["Message-ID"], to=cast.bea.email, name="<1@mx.lund.example>")
    )
    await town.look_into_mailbox()
    await town.live(_at(9, 4))
    form = await cast.sam.presses("Another address", about="Bea")
    await cast.sam.sends(form, {"E-mail address": BEAS_OTHER})
    cast.bea.email = BEAS_OTHER


async def is_accepted(town: Town, cast: Cast) -> None:
    """What all are asked on their first day is accepted by each; Sam rings Dee."""
    await town.live(_at(9, 8))
    for one in cast.holders:
        await one.presses("Accept", about=DATA)
    await town.live(_at(9, 10))
    await cast.priya.presses("Accept", about=COVER)
    for one in cast.holders:
        await one.presses("Accept", about=own(one.name))
    await cast.sam.presses("Call sheet")
    form = await cast.sam.presses("Spoke")
    heard = dict.fromkeys((DATA, own("Dee Frame")), "Accepts")
    again = await cast.sam.reads_back(form, {**heard, "What was said": "She has it all in hand."})
    await cast.sam.sends(again, {})


async def is_celebrated(town: Town, cast: Cast) -> None:
    """Priya's part was all that a milestone waited for."""
    await town.live(_at(10, 1))
    await cast.priya.presses("Done", about=COVER)
    await town.live(_at(10, 2))
    form = await cast.sam.presses("Celebrate")
    await cast.sam.sends(form, {"What was reached": STORY})
    await town.settle()


async def is_asked_how_it_goes(town: Town, cast: Cast) -> None:
    """A check-in goes out, for Sam has pressed something shortly before; four of them answer."""
    await town.live(_at(10, 6))
    answering: tuple[Actor, ...] = (cast.mina, cast.priya, cast.max, cast.hal)
    for one in answering:
        await one.sends(await one.presses("Answer now"), {})


async def is_done(town: Town, cast: Cast) -> None:
    """What all owe is done by each, on the day before its date; Max finds another date for what is his."""
    await town.live(_at(10, 8))
    for one in cast.holders:
        await one.presses("Done", about=DATA)
    await town.live(_at(11, 2))
    await cast.sam.types("mine")


async def is_lost(town: Town, cast: Cast) -> None:
    """From November on Slack takes nothing for Ivy any more. Sam adds one more thing for all."""
    town.workspaces.refuses[cast.ivy.user] = "user_disabled"
    form = await cast.sam.types(f"add everybody to {NUMBERS.lower()} by 4 December")
    await cast.sam.sends(form, {})
    await town.live(_at(11, 3))
    for one in (*(one for one in cast.holders if one is not cast.ivy), cast.ivys_page):
        await one.presses("Accept", about=NUMBERS)
    await town.live(_at(11, 17))
    dialog = await cast.max.presses("Need more time", about=own(cast.max.name))
    await cast.max.sends(dialog, {"New date": "2026-11-27", "Reason": _REASON})


def _at(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, 0, tzinfo=UTC)
