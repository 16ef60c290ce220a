"""The call sheet: all that is due, one question, what they asked last time, and what was heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.call_sheets import Heard, answers_to
from bot.domain.commitments import ShareState
from bot.domain.contacts import ContactKind
from bot.domain.dates import full
from bot.domain.items import ItemView
from bot.domain.mornings import Rank
from bot.domain.people import Hour
from bot.domain.permissions import Intent
from bot.domain.questions import Question
from bot.domain.rung_questions import Shown
from bot.messages.bank import worded
from bot.messages.calls import NEXT_WEEK
from bot.messages.checkins import phone
from bot.messages.model import (
    Block,
    Bullets,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Fragments,
    Item,
    Message,
    Note,
    Option,
    Paragraph,
    Strong,
)
from bot.messages.notices import Notice
from bot.messages.words import and_list, begin, by, near, number

SPOKE, PRINT = "spoke", "print"
WORDS_LENGTH: Final = 300
TITLE_SHOWN: Final = 100

_LABELS: Final = {
    Heard.DONE: "Done",
    Heard.ON_TRACK: "On track",
    Heard.MORE_TIME: "Needs more time",
    Heard.STUCK: "Stuck",
    Heard.ACCEPTS: "Accepts",
    Heard.NOT_FOR_THEM: "Not for them",
    Heard.NOT_DISCUSSED: "Not discussed",
}
_READ_BACK: Final = {
    Heard.DONE: "{title} is done",
    Heard.ON_TRACK: "{title} is on track for {day}",
    Heard.MORE_TIME: "{title} by {day}",
    Heard.STUCK: "{title} is stuck",
    Heard.ACCEPTS: "you take on {title}, by {day}",
    Heard.NOT_FOR_THEM: "{title} isn't for you",
}
_HOURS: Final = {
    Hour.START_OF_DAY: "the start of the day",
    Hour.LUNCH: "lunch time",
    Hour.END_OF_DAY: "the end of the day",
}
_RECORDED: Final = {
    ContactKind.LEFT_WORD: "I've put down that you left word. What is due stays as it was, and the sheet comes back next week.",
    ContactKind.NO_ANSWER: "I've put down that you tried and nobody answered. It counts as our call, and says nothing about them.",
    ContactKind.WRONG_NUMBER: "I've put down that the number is wrong. Somebody else there may know the right one, or a letter may do.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One call: with whom, about what, and what was said last time. `rung_on` is the day of a call this week.

    `question` is the one of an open check-in that may be asked, worded with the `runner`'s first name; `promise` who sees the answer, and
    `shown` what the form carries of both.
    """

    partnership_id: int
    partnership: str
    partner_id: int
    partner: str
    name: str
    number: str
    hour: Hour
    today: date
    items: tuple[ItemView, ...]
    rung_on: date | None = None
    spoken_on: date | None = None
    said: str = ""
    asked: str = ""
    question: Question | None = None
    runner: str = ""
    promise: str = ""
    shown: Shown | None = None

    @property
    def things(self) -> int:
        """How many things there are to talk about."""
        return len(self.items) + (self.question is not None)

    @property
    def whom(self) -> str:
        known = ", ".join(one for one in (self.name, self.number) if one)
        return f"{self.partner} ({known})" if known else self.partner

    @property
    def first_name(self) -> str:
        return self.name.split(" ", 1)[0] or self.partner


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was heard about one action, read and ready to be read back. `day` is the date that holds then."""

    title: str
    heard: Heard
    day: date


def notice(sheet: Sheet) -> Notice:
    """Offer the sheet in a runner's list."""
    count = sheet.things
    things = "one thing" if count == 1 else f"{number(count)} things"
    item = Item(
        subject=f"sheet:{sheet.partner_id}",
        title=sheet.whom,
        lines=(
            (
                f"They are reached by telephone, and there {'is' if count == 1 else 'are'} {things} to talk about.",
            ),
        ),
        buttons=(
            _button(sheet, "Call sheet", "", primary=True),
            Button(
                label="Ring next week",
                intent=Intent.CALLS,
                partnership_id=sheet.partnership_id,
                arg=f"{sheet.partner_id}.{NEXT_WEEK}",
                spoken=f"Ring next week: {sheet.whom}",
            ),
        ),
    )
    return Notice(blocks=(item,), rank=Rank.CALL)


def message(sheet: Sheet) -> Message:
    """Return the sheet."""
    blocks: list[Block] = [Paragraph(text=(_intro(sheet),)), Paragraph(text=(Strong(sheet.whom),))]
    if sheet.rung_on is not None:
        rung = f"You rang them on {near(sheet.rung_on, today=sheet.today)}. One call a week is enough."
        blocks.append(Paragraph(text=(rung,)))
    blocks += _last_time(sheet)
    if sheet.items:
        blocks += [Paragraph(text=(Strong("To talk about"),)), Bullets(items=tuple(map(_line, sheet.items)))]
    blocks += [
        Paragraph(text=(Strong("To ask: "), f"“{_question(sheet)[0]}” {sheet.promise}".rstrip())),
        Note(text=(f"Best hour to ring: {_HOURS[sheet.hour]}.",)),
        Buttons(buttons=_buttons(sheet)),
    ]
    return Message(opening=f"{sheet.partnership}: one call to make.", blocks=tuple(blocks))


def form(
    sheet: Sheet,
    *,
    digest: str = "",
    read_back: Sequence[Said] = (),
    check_in: str = "",
    moved_on: bool = False,
) -> Form:
    """Return the form **Spoke**: one answer an action. With `read_back` it is shown again, to be said aloud first.

    `check_in` is what was heard to the question of the check-in, to be said aloud as well; it may have `moved_on`.
    """
    fields: list[Field] = []
    for view in sheet.items:
        fields += _fields(view)
    fields += [
        *_check_in(sheet),
        Field(
            name="words",
            label="What was said",
            kind=FieldKind.LINES,
            hint="Two lines. Write it as if they will read it one day.",
            max_length=WORDS_LENGTH,
        ),
        Field(name="asked", label="What they asked about", kind=FieldKind.LINE, max_length=WORDS_LENGTH),
    ]
    return Form(
        intent=Intent.CALL_SHEET,
        partnership_id=sheet.partnership_id,
        arg=f"{sheet.partner_id}.{digest or SPOKE}{phone.arg(sheet.shown)}",
        title="What you heard",
        submit="That's right" if digest else "Read it back",
        intro=(*phone.left_out(moved_on=moved_on), *_read_back(sheet, read_back, check_in))
        if digest
        else ((f"{sheet.partner}: what did {sheet.first_name} say?",),),
        fields=tuple(fields),
    )


def recorded(sheet: Sheet, kind: ContactKind) -> Message:
    """After **Left word**, **No answer** or **Wrong number**."""
    return Message(
        opening="Thank you for trying.",
        blocks=(Paragraph(text=(_RECORDED[kind],)), Note(text=(f"It was about {sheet.whom}.",))),
    )


def kept(sheet: Sheet, *, said: Sequence[Said], moved_on: Sequence[str]) -> Message:
    """After the answers were kept, as if they had pressed themselves."""
    lines: list[Fragments] = [_kept(one) for one in said]
    marked = f"It is marked as heard by phone on {full(sheet.today)}, and counts as if they had pressed."
    blocks: list[Block] = [Paragraph(text=(marked,)), Paragraph(text=(Strong(sheet.whom),))]
    blocks += [Bullets(items=tuple(lines))] if lines else []
    if moved_on:
        words = f"These had moved on meanwhile, so I left them as they are: {and_list(moved_on)}."
        blocks.append(Paragraph(text=(words,)))
    return Message(opening="Thank you. I've kept what you heard.", blocks=tuple(blocks))


def file_name(sheet: Sheet) -> str:
    return f"{sheet.partnership} - {sheet.partner} {sheet.today.isoformat()}.html"


def going_along(sheet: Sheet) -> Message:
    """Say what comes with the page for the post."""
    return Message(
        opening=f"{sheet.partnership}: one page for the post.",
        blocks=(
            Paragraph(
                text=(
                    "It is one page of A4 in large type. Open it, print it, and it is ready for an envelope.",
                    f" It is for {sheet.partner}.",
                )
            ),
        ),
    )


def _intro(sheet: Sheet) -> str:
    if not sheet.things:
        return "Nothing is due just now, so this would only be a word to hear how they are. Only you get this sheet."
    return "Here is everything for one call, so that nobody needs a second one this week. Only you get this sheet."


def _last_time(sheet: Sheet) -> list[Block]:
    lines: list[Fragments] = []
    if sheet.spoken_on is not None:
        lines.append((f"You last spoke on {near(sheet.spoken_on, today=sheet.today)}.",))
    if sheet.said:
        lines.append((f"What was said then: “{sheet.said}”",))
    if sheet.asked:
        lines.append((f"They asked about this: “{sheet.asked}”",))
    return [Paragraph(text=(Strong("Last time"),)), Bullets(items=tuple(lines))] if lines else []


def _line(view: ItemView) -> Fragments:
    asks = view.share.state is ShareState.PROPOSED
    day = near(view.due, today=view.today)
    when = f"was for {day}. It may be done already" if view.has_passed else f"by {day}"
    why = f" Why: {view.commitment.wording.why}." if asks and view.commitment.wording.why else ""
    return (Strong(view.title), f", {when}.{' Will they take it on?' if asks else ''}{why}")


def _fields(view: ItemView) -> tuple[Field, ...]:
    key = f"{view.share.id}.{view.share.version}"
    title = view.title if len(view.title) <= TITLE_SHOWN else f"{view.title[:TITLE_SHOWN]}…"
    return (
        Field(
            name=f"answer-{key}",
            label=title,
            kind=FieldKind.CHOICE,
            value=(Heard.NOT_DISCUSSED.value,),
            options=tuple(
                Option(value=one.value, label=_LABELS[one]) for one in answers_to(view.share.state)
            ),
            hint=f"{begin(by(view.due, today=view.today, in_full=True))}.",
        ),
        Field(name=f"date-{view.share.id}", label=f"New date: {title}", kind=FieldKind.DATE),
    )


def _question(sheet: Sheet) -> tuple[str, str]:
    """The words of what is asked, and why."""
    if sheet.question is None:
        return "Is anything in the way?", ""
    return worded(sheet.question, runner=sheet.runner or "the runner")


def _check_in(sheet: Sheet) -> tuple[Field, ...]:
    """The one question of the check-in, left as it is where it was not asked."""
    if sheet.question is None:
        return ()
    words, why = _question(sheet)
    return (phone.field(sheet.question, words=words, hint=f"{why} {sheet.promise}".strip()),)


def _read_back(sheet: Sheet, said: Sequence[Said], check_in: str) -> tuple[Fragments, ...]:
    heard = ((f"“{_question(sheet)[0]} I've put: {check_in}.”",),) if check_in else ()
    if not said and heard:
        return (("Please say this aloud before you send it.",), *heard)
    return (*_actions_back(said), *heard)


def _actions_back(said: Sequence[Said]) -> tuple[Fragments, ...]:
    if not said:
        return (("You talked, and nothing changes. Is that right?",),)
    lines: list[Fragments] = [("Please say this aloud before you send it.",)]
    lines += [(f"“I've put: {_sentence(one)}. Right?”",) for one in said]
    return tuple(lines)


def _sentence(said: Said) -> str:
    return _READ_BACK[said.heard].format(title=said.title, day=full(said.day))


def _kept(said: Said) -> Fragments:
    day = f", {full(said.day)}" if said.heard is Heard.MORE_TIME else ""
    return (Strong(said.title), f": {_LABELS[said.heard].lower()}{day}.")


def _buttons(sheet: Sheet) -> tuple[Button, ...]:
    return (
        _button(sheet, "Spoke", SPOKE, opens=True, primary=True),
        _button(sheet, "Left word", ContactKind.LEFT_WORD.value),
        _button(sheet, "No answer", ContactKind.NO_ANSWER.value),
        _button(sheet, "Wrong number", ContactKind.WRONG_NUMBER.value),
        _button(sheet, "Print their page", PRINT),
    )


def _button(sheet: Sheet, label: str, word: str, *, opens: bool = False, primary: bool = False) -> Button:
    return Button(
        label=label,
        intent=Intent.CALL_SHEET,
        partnership_id=sheet.partnership_id,
        arg=f"{sheet.partner_id}.{word}" if word else str(sheet.partner_id),
        opens=opens,
        spoken=f"{label}: {sheet.whom}",
        primary=primary,
    )
