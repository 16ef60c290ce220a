"""Every message about rooms, about who has left a platform or comes from elsewhere, and about what was written there."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from bot.domain.permissions import Role
from bot.domain.standings import Standing
from bot.messages import help as helping
from bot.messages import installing, leavers, letters_back, morning, rooms, tracking
from bot.messages.envelope import Section
from bot.messages.model import Block, Message
from bot.messages.notices import Notice
from tests.actions import TODAY
from tests.messages.cast import Cast


def around_rooms(cast: Cast) -> Mapping[str, Message]:
    """Return them, what a runner reads as it stands in their list."""
    standing = Standing(
        partnership_id=9, name=cast.partnership, role=Role.RUNNER, open_actions=1, is_draft=False
    )
    who = f"{cast.colleague} at {cast.partner}"
    gone = partial(leavers.gone, partnership_id=9, name=cast.colleague)
    return {
        "room closed": _in_a_list(cast, rooms.closed_to_us("#riverside")),
        "room closed, no name": _in_a_list(cast, rooms.closed_to_us("")),
        "gone": _in_a_list(cast, gone(partner=cast.partner, held=2)),
        "gone, one action": _in_a_list(cast, gone(partner="", held=1)),
        "replied by mail": _in_a_list(cast, letters_back.replied(who=who, words=cast.words)),
        "replied by mail, no words": _in_a_list(cast, letters_back.replied(who=who, words="")),
        "letters come back": _in_a_list(
            cast,
            letters_back.refused(
                partnership_id=9,
                person_id=8,
                who=who,
                email="rob.stone@castle.example",
                said="550 5.1.1 No such mailbox",
            ),
        ),
        "from elsewhere": rooms.for_members(),
        "not in this workspace": installing.not_here(),
        "not understood": helping.not_understood(helping.overview(standings=[standing])),
        "worried": helping.worried(standings=[standing], is_private=True),
        "worried, in a room": helping.worried(standings=[standing], is_private=False),
        "not understood, close": helping.not_understood(
            helping.overview(standings=[replace(standing, open_actions=0)]), meant="timetable"
        ),
        "track, asked": tracking.ask(
            partnership_id=9,
            partnership=cast.partnership,
            asker=cast.colleague,
            words=f"I'll bring it: {cast.title}",
        ),
        "track, told": tracking.asked(name=cast.mina.first_name),
        "track, left out": tracking.left_out(),
    }


def _in_a_list(cast: Cast, blocks: tuple[Block, ...]) -> Message:
    part = morning.Part(
        partnership_id=9,
        partnership=cast.partnership,
        today=TODAY,
        lines=(),
        own=Section(partnership_id=9, partnership=cast.partnership),
        notices=(Notice(blocks=blocks),),
    )
    return morning.message(parts=[part], first_name=cast.sam.first_name, is_morning=True)
