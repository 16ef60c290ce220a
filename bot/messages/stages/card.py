"""The stage card: where things stand, what the signs point to, and what two people say to it. No partner, no person."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from bot.domain.dates import full
from bot.domain.evidence import Stage
from bot.domain.permissions import Intent
from bot.domain.stage_decisions import Choice
from bot.domain.stage_history import Since
from bot.domain.stages import Proposal, Verdict
from bot.messages import stage_evidence
from bot.messages.model import (
    Block,
    Bullets,
    Button,
    Buttons,
    Fragments,
    Message,
    Note,
    Paragraph,
    Strong,
)
from bot.messages.stage_evidence import NOT_A_MARK, STAGES
from bot.messages.stages.changes import changes
from bot.messages.words import near

LOOK: Final = "Look at it"
SAYS_THE_SAME: Final = "same"
"""What the button carries by which the runner says what the chair has said on the telephone."""

BY_PHONE: Final = "said on the telephone"
SIGNS: Final = "signs"
"""What the button carries by which one who has pressed reads the evidence again."""

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
class Settled:
    """What a press has just settled: the stage in force from now on, which may be the one that was kept."""

    stage: Stage
    is_kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How things stand for one reader. `card` is the number and version of the card that is open, `on` its day.

    `other` is the first name of the one who decides with the reader, "" where they decide alone. `since` is None
    before the doors open. `is_said` where somebody has said which stage it is: then it changes something. `in_full`
    where one who has pressed wants to read the evidence again.
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
    other_has_pressed: bool = False
    may_decide: bool = True
    is_runner: bool = False
    history: tuple[Since, ...] = ()
    settled: Settled | None = None
    is_said: bool = False
    in_full: bool = False

    @property
    def suggests(self) -> Stage | None:
        return self.proposal.suggests if self.card is not None else None

    @property
    def hears_other(self) -> bool:
        """Whether the reader has pressed, and can say what the chair said on the telephone."""
        return self.is_runner and self.other_is is Other.IS_RUNG and bool(self.shown) and not self.is_apart

    @property
    def own(self) -> Shown | None:
        """What the reader has pressed."""
        return next((one for one in self.shown if one.is_reader), None)

    @property
    def is_apart(self) -> bool:
        return len({one.stage for one in self.shown}) > 1


def message(view: View, *, next_steps: tuple[Block, ...] = ()) -> Message:
    """Return the card: in full until its reader has pressed, and then what was chosen and what comes of it."""
    if view.settled is not None:
        blocks = (Paragraph(text=(_noted(view),)), *_settled(view, view.settled), *next_steps)
    elif view.own is not None and not view.in_full:
        blocks = (Paragraph(text=(_noted(view),)), *_pressed(view), *_in_buttons(view))
    else:
        blocks = (Paragraph(text=(_private(view),)), *_whole(view), *_history(view), *next_steps)
    return Message(opening=_opening(view), blocks=(*blocks, *_small_print(view)))


def look_button(partnership_id: int, label: str = LOOK, *, arg: str = "") -> Button:
    """Return the button that shows the card."""
    return Button(
        label=label,
        intent=Intent.STAGE,
        partnership_id=partnership_id,
        arg=arg,
        spoken=f"{label}: where things stand",
    )


def _whole(view: View) -> list[Block]:
    blocks: list[Block] = [Paragraph(text=_standing(view))]
    if _has_evidence(view.proposal):
        blocks += [*_evidence(view.proposal), *_doubts(view)]
    blocks += [*_pressed(view), *_in_buttons(view)]
    if view.suggests is not None:
        blocks.append(_from_now_on(view.suggests, f"With {STAGES[view.suggests]}, from now on: "))
    elif view.card is None and view.is_said:
        blocks.append(_from_now_on(view.in_force, f"While it is {STAGES[view.in_force]}: "))
    return blocks


def _has_evidence(proposal: Proposal) -> bool:
    """Where there is not enough to tell, a few signs would only look like something."""
    return bool(proposal.evidence) and proposal.verdict is not Verdict.NOT_ENOUGH


def _evidence(proposal: Proposal) -> list[Block]:
    """The lines with their numbers, each of which says first whether it was counted or felt."""
    numbered = enumerate(zip(proposal.evidence, stage_evidence.lines(proposal), strict=True), start=1)
    return [
        Paragraph(text=(f"{place}. {stage_evidence.label(one)} ", *line)) for place, (one, line) in numbered
    ]


def _from_now_on(stage: Stage, begins: str) -> Block:
    return Paragraph(text=(Strong(begins), changes(stage)))


def _settled(view: View, settled: Settled) -> list[Block]:
    whose = f"You and {view.other} agree. " if view.other else ""
    name, since = Strong(STAGES[settled.stage]), _since(view)
    if settled.is_kept:
        return [Paragraph(text=(f"{whose}It stays ", name, f"{since}. Nothing changes."))]
    return [
        Paragraph(text=(f"{whose}Now: ", name, f"{since}.")),
        _from_now_on(settled.stage, "From now on: "),
    ]


def _opening(view: View) -> str:
    if view.suggests is None:
        return f"{view.partnership}: where things stand."
    whose = f"you and {view.other}" if view.other else "you"
    return f"{view.partnership}: one for {whose} to look at."


def _noted(view: View) -> str:
    # A notification shows the first words of a message; no stage may stand among them.
    whose = "the two of you" if view.other else "you"
    return (
        f"Thank you, I've written down what you chose. It stays private to {whose}, and nobody else is told."
    )


def _private(view: View) -> str:
    who = "the two of you" if view.other else "you"
    if not view.may_decide:
        who = "whoever runs and chairs this"
    # A notification shows the first words of a message; no stage may stand among them.
    if view.card is None:
        return f"It's private to {who}: nobody else is told of it, and nobody else can look at it here."
    return f"It's private to {who}, and it will keep until you have a quiet moment."


def _standing(view: View) -> Fragments:
    begins = (Strong("Where do things stand?"), " Now: ", Strong(STAGES[view.in_force]), f"{_since(view)}. ")
    if view.suggests is not None:
        return (*begins, "The signs now point to ", Strong(STAGES[view.suggests]), ".")
    return (*begins, *_verdict(view))


def _since(view: View) -> str:
    return "" if view.since is None else f", since {near(view.since, today=view.today)}"


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
    elif view.own is not None and view.other:
        blocks.append(Paragraph(text=(_waits(view),)))
        if view.own.stage is not view.in_force:
            blocks.append(_from_now_on(view.own.stage, f"Once you both choose {STAGES[view.own.stage]}: "))
    return blocks


def _waits(view: View) -> str:
    turn = f"It's {view.other}'s turn now. Until then nothing changes."
    if view.other_is is Other.IS_RUNG:
        return f"{turn} I can't write to {view.other}: a call will tell."
    if view.other_is is Other.NOT_WRITTEN_TO:
        return f"{turn} I don't write to {view.other} yet, for the doors are still shut."
    return turn


def _in_buttons(view: View) -> tuple[Block, ...]:
    return (Buttons(buttons=_buttons(view)),) if view.may_decide else ()


def _buttons(view: View) -> tuple[Button, ...]:
    """What can still be pressed: of who has pressed, only what says something else."""
    card_id, version = view.card or (0, 0)
    another = _button(view, "Choose another", f"{Choice.ANOTHER.value}.{card_id}.{version}", opens=True)
    if view.card is None:
        return (another,)
    if view.own is None:
        return (*_offered(view), another)
    if view.hears_other:
        said = _button(view, f"{view.other} says the same", f"{SAYS_THE_SAME}.{card_id}.{version}")
        return (said, another, *_again(view))
    left = _offered(view) if view.is_apart else ()
    return (*left, another, *_again(view))


def _offered(view: View) -> tuple[Button, ...]:
    """**Confirm** and **Keep**, but for what the reader has pressed."""
    card_id, version = view.card or (0, 0)
    by_choice = {Choice.CONFIRM: view.suggests, Choice.KEEP: view.proposal.in_force}
    return tuple(
        _button(
            view,
            f"{choice.value.capitalize()} {STAGES[stage]}",
            f"{choice.value}.{card_id}.{version}",
            primary=choice is Choice.CONFIRM,
        )
        for choice, stage in by_choice.items()
        if stage is not None and (view.own is None or view.own.stage is not stage)
    )


def _again(view: View) -> tuple[Button, ...]:
    if view.in_full or not _has_evidence(view.proposal):
        return ()
    return (look_button(view.partnership_id, "Show the signs again", arg=SIGNS),)


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
    if view.suggests is None or view.own is not None:
        return (Note(text=(NOT_A_MARK,)),)
    return (Note(text=(f"{who_reads(view)} {_NOT_OUT_OF_TEN}",)),)


def who_reads(view: View) -> str:
    """Say who sees what is pressed."""
    return "Only you two see this." if view.other else "Only you see this."
