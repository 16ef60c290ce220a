"""The stage card: where things stand, what the signs point to, and what two people say to it. No partner, no person."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from bot.domain.dates import full
from bot.domain.evidence import Stage
from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.domain.stage_decisions import Choice
from bot.domain.stage_history import Held
from bot.domain.stages import Proposal, Verdict
from bot.messages import stage_evidence
from bot.messages.model import (
    Block,
    Bullets,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Fragments,
    Message,
    Note,
    Option,
    Paragraph,
    Strong,
)
from bot.messages.notices import Notice
from bot.messages.stage_evidence import NOT_A_MARK, STAGES
from bot.messages.words import near

LOOK: Final = "Look at it"
SAYS_THE_SAME: Final = "same"
"""What the button carries by which the runner says what the chair has said on the telephone."""

BY_PHONE: Final = "said on the telephone"
_REASON: Final = 1000
_KEEPS: Final = "It will keep until you have a quiet moment."
_NOT_OUT_OF_TEN: Final = (
    "It isn't a mark out of ten, and most partnerships go back and forth. "
    "If you confirm, I'll suggest next steps and nothing goes out without you."
)


class Other(Enum):
    """How the one who decides with the reader can answer: here, by being rung, or not yet, for their doors are shut."""

    PRESSES = "presses"
    IS_RUNG = "is_rung"
    NOT_WRITTEN_TO = "not_written_to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the runner or the chair has pressed."""

    name: str
    is_reader: bool
    stage: Stage
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How things stand for one reader. `card` is the number and version of the card that is open, `on` its day.

    `other` is the first name of the one who decides with the reader, "" where they decide alone. `since` is None
    before the doors open.
    """

    partnership_id: int
    partnership: str
    today: date
    in_force: Stage
    since: date | None
    proposal: Proposal
    because: str = ""
    card: tuple[int, int] | None = None
    on: date | None = None
    shown: tuple[Shown, ...] = ()
    other: str = ""
    other_is: Other = Other.PRESSES
    may_decide: bool = True
    is_runner: bool = False
    history: tuple[Held, ...] = ()

    @property
    def suggests(self) -> Stage | None:
        return self.proposal.suggests if self.card is not None else None

    @property
    def hears_other(self) -> bool:
        """Whether the reader has pressed, and can say what the chair said on the telephone."""
        return self.is_runner and self.other_is is Other.IS_RUNG and bool(self.shown) and not self.is_apart

    @property
    def is_apart(self) -> bool:
        return len({one.stage for one in self.shown}) > 1


def message(view: View, *, next_steps: tuple[Block, ...] = ()) -> Message:
    """Return the whole card, or what there is to tell while there is none."""
    blocks: list[Block] = [Paragraph(text=(_private(view),)), Paragraph(text=_standing(view))]
    if view.proposal.evidence:
        numbered = (
            (f"{place}. ", *line) for place, line in enumerate(stage_evidence.lines(view.proposal), start=1)
        )
        blocks += [Paragraph(text=line) for line in numbered]
        blocks += _doubts(view)
    blocks += _pressed(view)
    if view.may_decide:
        blocks.append(Buttons(buttons=_buttons(view)))
    return Message(
        opening=_opening(view), blocks=(*blocks, *_history(view), *next_steps, *_small_print(view))
    )


def form(view: View) -> Form:
    """Return the form **Choose another**."""
    card_id, version = view.card or (0, 0)
    return Form(
        intent=Intent.DECIDE_STAGE,
        partnership_id=view.partnership_id,
        arg=f"{card_id}.{version}",
        title="Choose another",
        submit="Choose this",
        intro=((f"{NOT_A_MARK} {_who_reads(view)}",),),
        fields=(
            Field(
                name="stage",
                label="Where do things stand?",
                kind=FieldKind.CHOICE,
                options=tuple(Option(value=stage.value, label=name) for stage, name in STAGES.items()),
                required=True,
            ),
            Field(
                name="because",
                label="Why?",
                kind=FieldKind.LINES,
                hint="A line is enough. It is what you will want to read in a year.",
                required=True,
                max_length=_REASON,
            ),
        ),
    )


def card_notice(view: View) -> Notice:
    """Say that a card waits to be looked at."""
    whose = f"One for you and {view.other} to look at" if view.other else "One for you to look at"
    said = f"{whose}: where do things stand? {_KEEPS}"
    return _notice(view, said)


def apart_notice(view: View) -> Notice:
    """Say that the two have pressed differently."""
    said = (
        f"You and {view.other} see differently where things stand. Nothing changes until you two have talked."
    )
    return _notice(view, said)


def agreed_notice(view: View) -> Notice:
    """Say that the two have agreed."""
    said = f"You and {view.other} agree on where things stand. I'll suggest what comes next."
    return _notice(view, said, asks=False)


def home(*, partnership_id: int, stage: Stage, since: date | None, today: date) -> tuple[Block, ...]:
    """Return the stage as Home shows it to runner and chair."""
    when = "" if since is None else f", since {near(since, today=today)}"
    return (
        Paragraph(text=(Strong("Where things stand: "), f"{STAGES[stage]}{when}. {NOT_A_MARK}")),
        Buttons(buttons=(look_button(partnership_id),)),
    )


def look_button(partnership_id: int, label: str = LOOK) -> Button:
    """Return the button that shows the card."""
    return Button(
        label=label,
        intent=Intent.STAGE,
        partnership_id=partnership_id,
        spoken=f"{label}: where things stand",
    )


def _notice(view: View, said: str, *, asks: bool = True) -> Notice:
    blocks = (Paragraph(text=(said,)), Buttons(buttons=(look_button(view.partnership_id),)))
    return Notice(blocks=blocks, rank=Rank.CAN_WAIT, asks=asks)


def _opening(view: View) -> str:
    if view.suggests is None:
        return f"{view.partnership}: where things stand."
    whose = f"you and {view.other}" if view.other else "you"
    return f"{view.partnership}: one for {whose} to look at."


def _private(view: View) -> str:
    who = "the two of you" if view.other else "you"
    if not view.may_decide:
        who = "whoever runs and chairs this"
    # A notification shows the first words of a message; no stage may stand among them.
    return f"It's private to {who}, and it will keep until you have a quiet moment."


def _standing(view: View) -> Fragments:
    since = "" if view.since is None else f", since {near(view.since, today=view.today)}"
    begins = (Strong("Where do things stand?"), " Now: ", Strong(STAGES[view.in_force]), f"{since}. ")
    if view.suggests is not None:
        return (*begins, "The signs now point to ", Strong(STAGES[view.suggests]), ".")
    return (*begins, *_verdict(view))


def _verdict(view: View) -> Fragments:
    """What is said where no card is open; where the signs have just turned, that a card comes by itself."""
    if view.card is not None:
        return ("You two have not settled it yet.",) if view.other else ("You have not settled it yet.",)
    if view.proposal.verdict is Verdict.SUGGESTS:
        return ("The signs have begun to turn. I'll look again tomorrow morning.",)
    return (stage_evidence.verdict(view.proposal),)


def _doubts(view: View) -> list[Block]:
    would_change = stage_evidence.would_change(view.proposal)
    said: list[Block] = [Paragraph(text=(Strong("What would change my mind: "), would_change))]
    said += [
        Paragraph(text=(Strong("What I can't see: "), one)) for one in stage_evidence.unseen(view.proposal)
    ]
    return said


def _pressed(view: View) -> list[Block]:
    """One's own press; both where both have pressed, and that they talk where they differ."""
    blocks: list[Block] = []
    for one in view.shown:
        who = "You chose" if one.is_reader else f"{one.name} chose"
        because = f": {one.because}" if one.because else "."
        blocks.append(Paragraph(text=(f"{who} ", Strong(STAGES[one.stage]), because)))
    if view.is_apart:
        blocks.append(Paragraph(text=("Nothing changes until you two have talked.",)))
    elif view.shown and view.other:
        blocks.append(Paragraph(text=(_waits(view),)))
    return blocks


def _waits(view: View) -> str:
    turn = f"It's {view.other}'s turn now. Until then nothing changes."
    if view.other_is is Other.IS_RUNG:
        return f"{turn} I can't write to {view.other}: a call will tell."
    if view.other_is is Other.NOT_WRITTEN_TO:
        return f"{turn} I don't write to {view.other} yet, for the doors are still shut."
    return turn


def _buttons(view: View) -> tuple[Button, ...]:
    card_id, version = view.card or (0, 0)
    another = _button(view, "Choose another", f"{Choice.ANOTHER.value}.{card_id}.{version}", opens=True)
    if view.card is None:
        return (another,)
    if view.hears_other:
        same = f"{view.other} says the same"
        said = _button(view, same, f"{SAYS_THE_SAME}.{card_id}.{version}")
        return (said, another)
    keep = f"{Choice.KEEP.value}.{card_id}.{version}"
    kept = _button(view, f"Keep {STAGES[view.proposal.in_force]}", keep)
    if view.suggests is None:
        return (kept, another)
    confirm = f"{Choice.CONFIRM.value}.{card_id}.{version}"
    return (_button(view, f"Confirm {STAGES[view.suggests]}", confirm, primary=True), kept, another)


def _button(view: View, label: str, arg: str, *, opens: bool = False, primary: bool = False) -> Button:
    return Button(
        label=label,
        intent=Intent.DECIDE_STAGE,
        partnership_id=view.partnership_id,
        arg=arg,
        opens=opens,
        primary=primary,
        spoken=f"{label}, as the stage",
    )


def _history(view: View) -> tuple[Block, ...]:
    if not view.history:
        return ()
    lines = tuple(
        (f"{STAGES[one.stage]}, since {full(one.since)}{f': {one.because}' if one.because else '.'}",)
        for one in view.history
    )
    return (Paragraph(text=(Strong("How it has been"),)), Bullets(items=lines))


def _small_print(view: View) -> tuple[Block, ...]:
    if view.suggests is None:
        return (Note(text=(NOT_A_MARK,)),)
    return (Note(text=(f"{_who_reads(view)} {_NOT_OUT_OF_TEN}",)),)


def _who_reads(view: View) -> str:
    return "Only you two see this." if view.other else "Only you see this."
