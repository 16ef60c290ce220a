"""What the runner is asked to do in a stage (R01), each with a place in the timetable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.evidence import Stage
from bot.domain.mornings import Rank
from bot.domain.permissions import Intent
from bot.domain.stage_manners import Step
from bot.messages.milestone import NEW
from bot.messages.model import Block, Button, Form, Item, Message, Note, Paragraph, Strong
from bot.messages.notices import Notice

ADD: Final = "add"
DONE: Final = "done"
"""What the buttons carry before the step."""

TITLES: Final[Mapping[Step, str]] = {
    Step.MEET_EACH: "Meet or ring each partner once",
    Step.QUICK_WIN: "Pick a quick win",
    Step.RING_ALL: "Ring every partner",
    Step.COMMON_GROUND: "Half an hour on common ground",
    Step.FEEDBACK: "Hear from each partner at the meeting",
    Step.SHARE_JOBS: "Pass jobs round",
    Step.LOOK_AHEAD: "Look ahead together",
    Step.ALL_GAIN: "Ask whether all of us still gain",
    Step.SPEAK_FIRST: "Speak to every partner first",
    Step.WHICH_WAY: "Then choose one of two doors",
}
"""What each is called, in a list and as an action."""

_SAID: Final[Mapping[Step, str]] = {
    Step.MEET_EACH: "In person or on the telephone, within six weeks of term. People help those they know.",
    Step.QUICK_WIN: "Something small that everybody can see. It keeps a partnership going.",
    Step.RING_ALL: "Within two weeks, and with nothing to ask for. How is it for them?",
    Step.COMMON_GROUND: "At the next meeting: what does each of us need, and where is that the same?",
    Step.FEEDBACK: "What works, and what would make it easier? A minute each is enough.",
    Step.SHARE_JOBS: "So that it doesn't hang on the same few people.",
    Step.LOOK_AHEAD: "What comes after this, and what may change around us?",
    Step.ALL_GAIN: "When it runs by itself, nobody asks. Does it still give each of us more than it takes?",
    Step.SPEAK_FIRST: "Before anything is written. One question is enough: if this stopped, what would you miss?",
    Step.WHICH_WAY: "A new reason to go on together, or a good end with thanks for what was done.",
}

_FOR_ALL: Final = "Everybody can see this one in the timetable. Where things stand stays private."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the stage in force still asks of the runner, and what of it may be put into the timetable now."""

    partnership_id: int
    stage: Stage | None
    steps: tuple[Step, ...]
    addable: frozenset[Step]


def notice(asked: Asked, steps: Sequence[Step]) -> Notice:
    """Ask in the runner's list, once a week."""
    return Notice(blocks=tuple(_item(asked, step) for step in steps), rank=Rank.CAN_WAIT)


def blocks(asked: Asked) -> tuple[Block, ...]:
    """Return the same under the card; nothing where nothing is left to do."""
    if not asked.steps:
        return ()
    begins = Paragraph(text=(Strong("What may help now"),))
    return (begins, *(_item(asked, step) for step in asked.steps), *_full(asked))


def done(asked: Asked, step: Step) -> Message:
    """Say that a step is done with, and what is left."""
    left = "I'll bring the rest up again next week." if asked.steps else "That was the last one for now."
    return Message(
        opening="That's noted.",
        blocks=(
            Paragraph(text=("I've taken it off what I ask you each week. Nobody else is told.",)),
            Paragraph(text=(Strong(TITLES[step]), f". {left}")),
        ),
    )


def form(shown: Form, *, arg: str) -> Form:
    """Return the form of an action for a step: what comes from a private card is read by all from here on."""
    return replace(shown, intent=Intent.STAGE_STEP, arg=arg, intro=(*shown.intro, (_FOR_ALL,)))


def _item(asked: Asked, step: Step) -> Item:
    return Item(
        subject=f"stage-step:{step.value}",
        title=TITLES[step],
        lines=((_SAID[step],),),
        buttons=_buttons(asked, step),
    )


def _buttons(asked: Asked, step: Step) -> tuple[Button, ...]:
    done_with = _button(asked, "Done", f"{DONE}.{step.value}", step)
    if step is Step.QUICK_WIN:
        pick = Button(
            label="Add a milestone",
            intent=Intent.MILESTONE,
            partnership_id=asked.partnership_id,
            arg=NEW,
            opens=True,
            spoken=f"Add a milestone: {TITLES[step]}",
        )
        return (pick, done_with)
    if step not in asked.addable:
        return (done_with,)
    return (_button(asked, "Add to the timetable", f"{ADD}.{step.value}", step, opens=True), done_with)


def _button(asked: Asked, label: str, arg: str, step: Step, *, opens: bool = False) -> Button:
    return Button(
        label=label,
        intent=Intent.STAGE_STEP,
        partnership_id=asked.partnership_id,
        arg=arg,
        opens=opens,
        spoken=f"{label}: {TITLES[step]}",
    )


def _full(asked: Asked) -> tuple[Block, ...]:
    """Where a group is tired, two of these at a time are enough."""
    if asked.addable:
        return ()
    return (Note(text=("Two of these stand in the timetable already. That is enough for now.",)),)
