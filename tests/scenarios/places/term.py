"""September to December 2026, as those who take part live through it, each in their own tool."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from tests.mail import notices
from tests.scenarios.places import post
from tests.scenarios.places.cast import BEAS_OTHER, Actor, Cast, gather
from tests.scenarios.places.setting_up import COVER, DATA, NUMBERS, own, set_up, two_addresses
from tests.scenarios.places.town import Town

END: Final = datetime(2026, 12, 18, 18, 0, tzinfo=UTC)
LOST: Final = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
"""From then on Slack takes nothing for Ivy any more."""

STORY: Final = "The printer has it, and it has our names on it."
WELL_DO: Final = "Two pages at most, a week before we meet."
REASON: Final = "Two of the rooms are locked."
_TRUST: Final = "If something bothers me, I can bring it up here."


@dataclass(frozen=True, kw_only=True)
class Lived:
    """What the term has shown by the way.

    What a colleague of Nia's read at her link, and whether that changed anything; what stands on each page in the end.
    """

    colleague_read: str
    colleague_changed: bool
    pages: dict[str, str]


async def live(town: Town) -> Lived:
    """Play the term."""
    cast = await gather(town)
    town.postbox.refuses["fay@fenland.example"] = "550 5.1.1 No such user"
    await set_up(town, cast)
    await two_addresses(cast)
    await cast.hal.sends(await cast.hal.types("settings"), {"What I write about": "The news too"})
    before = post.everything(town.database)
    read = await cast.nia.forwards()
    changed = before != post.everything(town.database)
    await comes_back(town, cast)
    await is_accepted(town, cast)
    await is_celebrated(town, cast)
    await is_asked_how_it_goes(town, cast)
    await is_done(town, cast)
    await is_told(town, cast)
    await is_lost(town, cast)
    await is_finished(town, cast)
    await town.live(END)
    by_mail = (cast.nia, cast.hal, cast.bea, cast.ivys_page)
    pages = {one.name: await one.opens() for one in by_mail}
    return Lived(colleague_read=read, colleague_changed=changed, pages=pages)


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
    """A check-in goes out, for Sam has pressed something shortly before; eight of them answer."""
    await town.live(_at(10, 6))
    answering: tuple[Actor, ...] = (*cast.holders, cast.rob)
    for one in answering:
        await one.sends(await one.presses("Answer now"), {_TRUST: "Mostly"})


async def is_done(town: Town, cast: Cast) -> None:
    """What all owe is done by each, on the day before its date."""
    await town.live(_at(10, 8))
    for one in cast.holders:
        await one.presses("Done", about=DATA)


async def is_told(town: Town, cast: Cast) -> None:
    """The check-in is in, and Sam says in every room what is done about it."""
    await town.live(_at(10, 16))
    form = await cast.sam.presses("What we'll do")
    await cast.sam.sends(form, {"What we'll do": WELL_DO})
    await cast.sam.presses("Post it")


async def is_lost(town: Town, cast: Cast) -> None:
    """Slack takes nothing for Ivy any more. Sam adds one more thing for all, and she answers at her other address."""
    await town.live(LOST)
    town.workspaces.refuses[cast.ivy.user] = "user_disabled"
    form = await cast.sam.types(f"add everybody to {NUMBERS.lower()} by 4 December")
    await cast.sam.sends(form, {})
    await town.live(_at(11, 3))
    for one in cast.in_december:
        await one.presses("Accept", about=NUMBERS)


async def is_finished(town: Town, cast: Cast) -> None:
    """Max finds another date for what is his; all else is done."""
    await town.live(_at(11, 17))
    dialog = await cast.max.presses("Need more time", about=own(cast.max.name))
    await cast.max.sends(dialog, {"New date": "2026-11-27", "Reason": REASON})
    for one in cast.in_december:
        if one is not cast.max:
            await one.presses("Done", about=own(one.name))
    await town.live(_at(11, 26))
    await cast.max.presses("Done", about=own(cast.max.name))
    await town.live(_at(12, 3))
    for one in cast.in_december:
        await one.presses("Done", about=NUMBERS)


def _at(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, 0, tzinfo=UTC)
