"""What is yours, and what you can ask for."""

from collections.abc import Sequence
from typing import Final

from bot.domain.permissions import Intent, Permission, Role, permission
from bot.domain.standings import Standing
from bot.messages import joining, menu
from bot.messages.concerns.forms import DANGER
from bot.messages.model import Block, Bullets, Button, Buttons, Message, Note, Paragraph, Strong
from bot.messages.words import number

MORE: Final = "more"
"""What the button **More** carries."""

_RUNNING: Final = (Role.RUNNER, Role.DEPUTY_RUNNER)
"""Whose morning list may have things that are nobody's action."""

_TYPED: Final = {
    "add": Intent.ADD,
    "timetable": Intent.TIMETABLE,
    "mine": Intent.MINE,
    "home": Intent.HOME,
    "milestone": Intent.MILESTONE,
    "checkin": Intent.ANSWER_CHECK_IN,
    "partner": Intent.ADD_PARTNER,
    "invite": Intent.INVITE,
    "closed": Intent.CLOSED_DATES,
    "import": Intent.IMPORT,
    "export": Intent.EXPORT,
    "workbook": Intent.WORKBOOK_RHYTHM,
    "brief": Intent.BRIEF,
    "log": Intent.LOG,
    "concern": Intent.CONCERN,
    "settings": Intent.SETTINGS,
    "stage": Intent.STAGE,
    "start": None,
    "join": None,
    "help": None,
}
"""What can be typed, and what somebody must be allowed for it; None for what everybody may."""


def introduction() -> Message:
    """Say who I am, to somebody in no partnership."""
    return Message(
        opening="Hello. I'm Bywhen, and I help partnerships keep their dates.",
        blocks=(
            Paragraph(text=("I'm a bot. I look after a timetable that several organisations share.",)),
            Paragraph(
                text=("It says who does what, by when. I remind each of them in private, in good time.",)
            ),
            Paragraph(
                text=(
                    "You aren't in a partnership with me yet. You can start one; nobody is told until you say so.",
                )
            ),
            Buttons(buttons=(menu.button(Intent.START, primary=True), joining.join_button())),
        ),
    )


def in_room() -> Message:
    """Say what everybody in a room may read: what I do here, and what is for the two of us."""
    return Message(
        opening="Hello. In this room I show the timetable: who does what, by when.",
        blocks=(
            Paragraph(text=("Mention me with the word timetable, and I put the next weeks here.",)),
            Paragraph(text=("Everything else is for the two of us. Write to me in private for that.",)),
        ),
    )


def overview(*, standings: Sequence[Standing]) -> Message:
    """Say what is yours in each partnership, with buttons for what people in your roles need first."""
    only = standings[0] if len(standings) == 1 else None
    blocks: list[Block] = []
    if only is None:
        blocks.append(Bullets(items=tuple((f"{_headline(one)}.",) for one in standings)))
    if any(one.is_draft for one in standings):
        blocks.append(Paragraph(text=("Nobody has been told anything yet, where the doors are shut.",)))
    words = Note(text=("You can type add, timetable or mine, too.",))
    opening = f"{_headline(only)}." if only else "Here is what is yours."
    return Message(opening=opening, blocks=(*blocks, buttons(standings=standings), words))


def not_understood(said: Message, *, meant: str = "") -> Message:
    """Return what is said to words that nobody knows, before what help says. `meant` is the word closest to them."""
    close = [Paragraph(text=("Did you mean ", Strong(meant), "?"))] if meant else []
    first = Paragraph(text=("Here is what I can do. Your words changed nothing.",))
    return Message(
        opening="I didn't understand that.",
        blocks=(*close, first, Paragraph(text=(said.opening,)), *said.blocks),
    )


def worried(*, standings: Sequence[Standing], is_private: bool) -> Message:
    """Answer words that sound like a worry, without them. In a room others may look on: it says only where to go."""
    if not is_private:
        words = "If something worries you, open Home in our private chat. You choose there who hears it."
        return Message(opening="That's one for the two of us.", blocks=(Paragraph(text=(words,)),))
    return Message(
        opening="If something worries you, you can tell somebody in private.",
        blocks=(
            Paragraph(text=("A form opens, and you choose who hears it. I haven't kept what you typed.",)),
            Buttons(buttons=_drawn((Intent.CONCERN,), standings)),
            Note(text=(DANGER,)),
            Note(text=("If you meant something else, type help.",)),
        ),
    )


def everything(*, standings: Sequence[Standing]) -> Message:
    """Return the whole menu, under the headings by which people look for it."""
    blocks: list[Block] = [Paragraph(text=("Press what you need. Nobody else hears that you looked.",))]
    for heading, intents in menu.sorted_out(_intents(standings)).items():
        blocks += [Paragraph(text=(Strong(heading),)), Buttons(buttons=_drawn(intents, standings))]
    blocks.append(Note(text=(f"You can type these too: {', '.join(_words(standings))}.",)))
    return Message(opening="Here is everything that you can ask me for.", blocks=tuple(blocks))


def buttons(*, standings: Sequence[Standing]) -> Buttons:
    """Return what of the menu somebody's roles allow: of much the first, with **More** for the rest."""
    intents = _intents(standings)
    first = menu.leading(intents, is_draft=any(one.is_draft for one in standings))
    more = Button(
        label="More",
        intent=Intent.HELP,
        partnership_id=_only(standings),
        arg=MORE,
        spoken="More that you can ask for",
    )
    return Buttons(buttons=(*_drawn(first, standings), *([more] if len(first) < len(intents) else [])))


def _intents(standings: Sequence[Standing]) -> tuple[Intent, ...]:
    return tuple(
        intent
        for intent in menu.LABELS
        if intent is not Intent.START and any(intent in menu.may_ask_for(one.role) for one in standings)
    )


def _words(standings: Sequence[Standing]) -> tuple[str, ...]:
    """What somebody in these roles may type."""
    return tuple(
        word
        for word, intent in _TYPED.items()
        if intent is None
        or any(permission(intent=intent, role=one.role) is not Permission.REFUSED for one in standings)
    )


def _drawn(intents: Sequence[Intent], standings: Sequence[Standing]) -> tuple[Button, ...]:
    return tuple(menu.button(intent, partnership_id=_only(standings)) for intent in intents)


def _only(standings: Sequence[Standing]) -> int | None:
    return standings[0].partnership_id if len(standings) == 1 else None


def _headline(standing: Standing) -> str:
    count = standing.open_actions
    if count == 0 and standing.role in _RUNNING and not standing.is_draft:
        return f"{standing.name}: what waits for you stands on Home"
    if count == 0:
        return f"{standing.name}: nothing is waiting for you"
    return f"{standing.name}: {number(count)} {'thing is' if count == 1 else 'things are'} yours"
