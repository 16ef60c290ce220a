"""Calls worth making, for who runs it and nobody else (voice 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.dates import full
from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.messages.model import (
    Block,
    Bullets,
    Button,
    Field,
    FieldKind,
    Form,
    Fragments,
    Item,
    Message,
    Note,
    Paragraph,
    Strong,
)
from bot.messages.notices import Notice
from bot.messages.words import and_list, near, number

SPOKEN, NEXT_WEEK, AWAY, WORDS = "spoken", "next_week", "away", "words"

_WE_DONT_KNOW: Final = (
    "We don't know why. No answer doesn't mean all is well, and it doesn't mean that something is wrong."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call, with what is good to know before it. `name` is who speaks for the partner, "" where nobody does.

    `rounds` are the check-ins in a row that were not answered, None where there were too few; then `unanswered`
    messages are told. `mention` has what is due with its day, `thank_for` what was done in time last. `unrung` says that silence may
    only mean that nobody has rung.
    """

    partnership_id: int
    partner_id: int
    partner: str
    name: str
    number: str
    today: date
    spoken_on: date | None = None
    asked: str = ""
    unanswered: int = 0
    rounds: int | None = None
    rings: bool = False
    unrung: bool = False
    in_time: int = 0
    thank_for: tuple[str, ...] = ()
    mention: tuple[tuple[str, date], ...] = ()

    @property
    def first_name(self) -> str:
        return self.name.split(" ", 1)[0] or self.partner


def notices(calls: Sequence[Call]) -> tuple[Notice, ...]:
    """Return one notice a call; under the last stands that we don't know why."""
    return tuple(
        Notice(blocks=_blocks(one, is_last=one is calls[-1]), rank=Rank.CALL, asks=False) for one in calls
    )


def spoken(call: Call) -> Item:
    """After **I've spoken to them**."""
    return _item(call, ((f"I've put down that you spoke today, {full(call.today)}.",),), ())


def put_off(call: Call) -> Item:
    """After **Ring next week**."""
    return _item(call, (("I'll bring this back next week.",),), ())


def away(call: Call, *, back: date) -> Item:
    """After **They're away**."""
    return _item(call, ((f"Noted. I won't mention it before {full(back)}.",),), ())


def away_form(call: Call) -> Form:
    """Ask until when."""
    return Form(
        intent=Intent.CALLS,
        partnership_id=call.partnership_id,
        arg=f"{call.partner_id}.{AWAY}",
        title="They're away",
        submit="Keep this",
        intro=((f"{call.partner}: I'll leave this until they are back.",),),
        fields=(Field(name="until", label="Last day away", kind=FieldKind.DATE, required=True),),
    )


def what_to_say(call: Call) -> Message:
    """Some words to begin with; the runner's own are better."""
    lines: list[Fragments] = [("“It's only to hear how you are. Is this a good moment?”",)]
    if call.thank_for:
        lines.append((f"“Thank you for this: {and_list(call.thank_for)}.”",))
    if call.mention:
        title, day = call.mention[0]
        lines.append((f"“Next is {title}, by {near(day, today=call.today)}. Is anything in the way?”",))
    lines.append(("“Would it help if I wrote to you on other days, or not at all?”",))
    return Message(
        opening="Some words for a call.",
        blocks=(
            Paragraph(
                text=(
                    "They are only a way to begin, and your own are better. Listening helps more than any of them.",
                )
            ),
            Paragraph(text=(Strong(_whom(call)),)),
            Bullets(items=tuple(lines)),
        ),
    )


def _blocks(call: Call, *, is_last: bool) -> tuple[Block, ...]:
    item = _item(call, tuple(_lines(call)), _buttons(call))
    return (item, Note(text=(_WE_DONT_KNOW,))) if is_last else (item,)


def _item(call: Call, lines: tuple[Fragments, ...], buttons: tuple[Button, ...]) -> Item:
    return Item(
        subject=f"call:{call.partner_id}",
        title=_whom(call),
        lines=lines,
        buttons=buttons[:3],
        more=buttons[3:],
    )


def _whom(call: Call) -> str:
    known = ", ".join(one for one in (call.name, call.number) if one)
    return f"{call.partner} ({known})" if known else call.partner


def _lines(call: Call) -> list[Fragments]:
    lines: list[Fragments] = [(_heard(call),)]
    if call.in_time:
        things = "one thing" if call.in_time == 1 else f"{number(call.in_time)} things"
        lines.append((f"Finished {things} on time this term.",))
    mention = _mention(call)
    if mention:
        lines.append((mention,))
    if call.thank_for:
        lines.append((f"To thank for: {and_list(call.thank_for)}.",))
    return lines


def _heard(call: Call) -> str:
    last = f"You last spoke on {near(call.spoken_on, today=call.today)}." if call.spoken_on else ""
    if call.unrung:
        why = "They use the phone only, so this may just mean that nobody has rung."
    elif call.rounds:
        why = _check_ins(call.rounds)
    elif call.rounds is None and call.unanswered and not call.rings:
        why = f"No answer to my last {number(call.unanswered)} messages."
    else:
        why = ""
    return " ".join(one for one in (last, why) if one) or "I haven't heard from them lately."


def _check_ins(rounds: int) -> str:
    return (
        "No answer to the last check-in."
        if rounds == 1
        else f"No answer to the last {number(rounds)} check-ins."
    )


def _mention(call: Call) -> str:
    due = and_list([f"{title}, {near(day, today=call.today)}" for title, day in call.mention])
    parts = [f"To mention: {due}."] if due else []
    if call.asked:
        parts.append(f"{call.first_name} asked about this last time: “{call.asked}”")
    return " ".join(parts)


def _buttons(call: Call) -> tuple[Button, ...]:
    return tuple(
        Button(
            label=label,
            intent=Intent.CALLS,
            partnership_id=call.partnership_id,
            arg=f"{call.partner_id}.{word}",
            opens=word == AWAY,
            spoken=f"{label}: {_whom(call)}",
        )
        for label, word in (
            ("I've spoken to them", SPOKEN),
            ("Ring next week", NEXT_WEEK),
            ("They're away", AWAY),
            ("What to say", WORDS),
        )
    )
