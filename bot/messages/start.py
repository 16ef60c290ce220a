"""Starting a partnership: the form, and what stands after it."""

from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.evidence import Stage
from bot.domain.partnerships import Partnership, Worked
from bot.domain.permissions import Intent
from bot.domain.zones import OFFERED, country_of
from bot.messages import menu
from bot.messages.model import Block, Buttons, Field, FieldKind, Form, Message, Note, Option, Paragraph
from bot.messages.rooms import called

_YES_NO: Final = (Option(value="yes", label="Yes"), Option(value="no", label="No"))
_WORKED: Final = (
    Option(value=Worked.NEW.value, label="We are new"),
    Option(value=Worked.UNDER_A_YEAR.value, label="Less than a year"),
    Option(value=Worked.YEARS.value, label="A year or more"),
)
_GOING: Final = (
    Option(value=Stage.FORMING.value, label="Forming: finding our feet"),
    Option(value=Stage.FRUSTRATION.value, label="Frustration: harder than we thought"),
    Option(value=Stage.FUNCTIONING.value, label="Functioning: getting things done"),
    Option(value=Stage.FLYING.value, label="Flying: it almost runs itself"),
    Option(value=Stage.FAILING.value, label="Failing: it may be time to talk"),
)
_NEXT: Final = (Intent.ADD_PARTNER, Intent.ADD, Intent.IMPORT, Intent.OPEN_DOORS)
_NOTE_TO_SEND: Final = (
    "“We would like to try Bywhen. It is a bot that keeps our timetable: who does what, by when. "
    "It writes to each of us in private, on the days we choose. It doesn't read our chat. "
    "Nothing starts until you say yes. Is that all right?”"
)


def form(*, runner: str, zone: ZoneInfo, arg: str = "") -> Form:
    """Return the form, with the sender as the runner (an address reference) and their time zone filled in.

    `arg` says where it was asked for, where the form opens somewhere else.
    """
    return Form(
        intent=Intent.START,
        arg=arg,
        title="Start a partnership",
        submit="Start",
        intro=(
            ("Name, Runner and Time zone are enough to begin. Nobody is told anything until you say so.",),
        ),
        fields=(*_what_it_is(), *_who_runs_it(runner), *_where(zone), *_how_it_stands()),
    )


def started(*, partnership: Partnership, runner_name: str | None, room: str | None) -> Message:
    """Say what there is now and what comes next.

    `runner_name` is given where the maker isn't the runner, `room` where it was started in one.
    """
    blocks: list[Block] = [
        Paragraph(text=("Nobody has been told anything yet. I write to nobody until you open the doors.",)),
    ]
    if runner_name is not None:
        blocks.append(
            Paragraph(text=(f"{runner_name} runs it and can see it too. I haven't told them yet.",))
        )
    if room is not None:
        blocks.append(Paragraph(text=(f"It meets in {called(room)}. I can post there once I am in it.",)))
    blocks.append(Paragraph(text=("Next, add the partners, or send me your timetable as a workbook.",)))
    if partnership.profile.partners_agreed is False:
        blocks.append(Paragraph(text=("Here is a note that you can send to the partners first:",)))
        blocks.append(Note(text=(_NOTE_TO_SEND,)))
    buttons = tuple(
        menu.button(intent, partnership_id=partnership.id, primary=intent is Intent.ADD_PARTNER)
        for intent in _NEXT
    )
    return Message(
        opening=f"{partnership.name} is ready to fill in.", blocks=(*blocks, Buttons(buttons=buttons))
    )


def _what_it_is() -> tuple[Field, ...]:
    return (
        Field(name="name", label="Name", kind=FieldKind.LINE, required=True, max_length=150),
        Field(
            name="purpose",
            label="Purpose",
            kind=FieldKind.LINES,
            hint="What you want to do together that none of you could do alone.",
            max_length=1000,
        ),
        Field(
            name="for_whom",
            label="Who is it for",
            kind=FieldKind.LINE,
            hint="Students, patients, families …",
        ),
        Field(name="organisation", label="Your organisation", kind=FieldKind.LINE, max_length=150),
    )


def _who_runs_it(runner: str) -> tuple[Field, ...]:
    return (
        Field(
            name="runner",
            label="Runner",
            kind=FieldKind.PERSON,
            value=(runner,),
            required=True,
            hint="Who looks after it from day to day.",
        ),
        Field(name="deputy_runner", label="Deputy runner", kind=FieldKind.PERSON),
        Field(name="chair", label="Chair", kind=FieldKind.PERSON),
        Field(
            name="chair_works_for_partner",
            label="Does the chair work for one of the partners?",
            kind=FieldKind.CHOICE,
            options=_YES_NO,
        ),
        Field(
            name="runner_works_for_partner",
            label="Does the runner?",
            kind=FieldKind.CHOICE,
            options=_YES_NO,
        ),
        Field(
            name="runner_telephone",
            label="Runner's telephone",
            kind=FieldKind.LINE,
            hint="For partners who would rather ring.",
            max_length=150,
        ),
    )


def _where(zone: ZoneInfo) -> tuple[Field, ...]:
    names = OFFERED if zone.key in OFFERED else (zone.key, *OFFERED)
    return (
        Field(
            name="zone",
            label="Time zone",
            kind=FieldKind.CHOICE,
            value=(zone.key,),
            options=tuple(Option(value=name, label=name.replace("_", " ")) for name in names),
            required=True,
        ),
        Field(
            name="country",
            label="Country",
            kind=FieldKind.LINE,
            value=tuple(filter(None, [country_of(zone)])),
            hint="For its public holidays.",
        ),
        Field(
            name="region",
            label="Region",
            kind=FieldKind.LINE,
            hint="England, Scotland, Wales or Northern Ireland have holidays of their own.",
        ),
    )


def _how_it_stands() -> tuple[Field, ...]:
    return (
        Field(
            name="worked",
            label="How long have you worked together?",
            kind=FieldKind.CHOICE,
            options=_WORKED,
        ),
        Field(name="going", label="How is it going?", kind=FieldKind.CHOICE, options=_GOING),
        Field(name="money_ends", label="When does the money end?", kind=FieldKind.DATE),
        Field(
            name="partners_agreed",
            label="Have the partners agreed to use me?",
            kind=FieldKind.CHOICE,
            options=_YES_NO,
            hint="If not yet, I give you a note that you can send them.",
        ),
    )
