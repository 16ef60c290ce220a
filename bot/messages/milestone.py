"""Milestones: the form, the list, and one milestone as it stands."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from bot.domain.commitments import Commitment
from bot.domain.dates import full
from bot.domain.milestones import MARKED, Asking, Milestone, MilestoneState
from bot.domain.permissions import Intent
from bot.messages.add import KEEP_DATE
from bot.messages.looking_back.told import next_time_button, read_button
from bot.messages.model import (
    Block,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Fragments,
    Heading,
    Item,
    Message,
    Note,
    Option,
    Paragraph,
    Strong,
)
from bot.messages.words import begin, by, number

NEW: Final = "new"
LISTED_AT_MOST: Final = 15
_TITLE: Final = 150
_TEXT: Final = 1000
_ACTIONS_AT_MOST: Final = 100

_ASKED_BY_HAND: Final = "This is reached. Shall we celebrate? You look over what I would say first."
CHANGED: Final = "It is changed."
CHOSEN: Final = "The actions are chosen. It is reached when they are done."
REACHED: Final = "Reached"
TO_COME: Final = "To come"
"""How a milestone stands, in a column of a workbook."""

REACHED_BY_HAND: Final = "It is reached. Nothing is said to anybody until you choose how to mark it."
PUT_OFF: Final = "I'll ask again in a few days. Nothing is said until then."
MARKED_QUIETLY: Final = "It is marked. I won't say anything in the rooms."
CELEBRATED: Final = "It goes to every room now, or on the next working day that has a place for it."

_HEADINGS: Final = {
    MilestoneState.REACHED: "Reached, and not marked yet",
    MilestoneState.PLANNED: "Planned",
    MilestoneState.CELEBRATED: "Celebrated",
    MilestoneState.QUIET: "Marked quietly",
}
_ASKED: Final = {
    Asking.REACHED: "Everything in it is done. Shall we celebrate? You look over what I would say first.",
    Asking.AGAIN: "This was reached, and nothing has been said yet. It is warmest while it is fresh.",
    Asking.LAST: "This was reached a while ago. If it isn't one for the room, mark it quietly.",
}


def form(*, partnership_id: int, milestone: Milestone | None = None, asked: Collection[str] = ()) -> Form:
    """Return the form **Milestone**: empty, or with what stands in it. `asked` are the keys of questions about the date."""
    fields: tuple[Field, ...] = (
        Field(
            name="title",
            label="Title",
            kind=FieldKind.LINE,
            hint="As you would like to read it one day: The joint prospectus is out.",
            value=_standing(milestone.title if milestone else ""),
            required=True,
            max_length=_TITLE,
        ),
        Field(
            name="date",
            label="Date",
            kind=FieldKind.DATE,
            value=_standing(milestone.due.isoformat() if milestone else ""),
            required=True,
        ),
        *(Field(name=key, label=KEEP_DATE, kind=FieldKind.TICK) for key in sorted(asked)),
        Field(
            name="quick_win",
            label="Quick win",
            kind=FieldKind.TICK,
            hint="Something small that everybody will notice soon. Quick wins are told on Fridays, in one line.",
            value=("yes",) if milestone and milestone.is_quick_win else (),
            options=(Option(value="yes", label="Quick win"),),
        ),
        _lines("makes_possible", "What it makes possible", milestone.makes_possible if milestone else ""),
    )
    if milestone is not None:
        fields = (*fields, _lines("what_next", "What comes next", milestone.what_next))
    return Form(
        intent=Intent.MILESTONE,
        partnership_id=partnership_id,
        arg=f"{milestone.id}.edit.{milestone.version}" if milestone else NEW,
        title="Milestone",
        submit="Keep it",
        fields=fields,
    )


def choose_form(*, milestone: Milestone, chosen: Sequence[Commitment], others: Sequence[Commitment]) -> Form:
    """Return the form in which actions are chosen for a milestone."""
    offered = [*chosen, *others][:_ACTIONS_AT_MOST]
    options = tuple(
        Option(value=str(one.id), label=f"{one.wording.title}, by {full(one.due)}") for one in offered
    )
    return Form(
        intent=Intent.MILESTONE,
        partnership_id=milestone.partnership_id,
        arg=f"{milestone.id}.choose.{milestone.version}",
        title="Actions",
        submit="Keep them",
        intro=((Strong(milestone.title),), ("It is reached when the actions that you choose are done.",)),
        fields=(
            Field(
                name="actions",
                label="Actions",
                kind=FieldKind.CHOICES,
                value=tuple(str(one.id) for one in chosen),
                options=options,
                hint="" if options else "Nothing is open in the timetable that belongs to no milestone.",
            ),
        ),
    )


def overview(
    *, partnership_id: int, partnership: str, items: Sequence[tuple[MilestoneState, Item]]
) -> Message:
    """Return every milestone with its buttons: what is reached first, then what is planned, then what is marked."""
    add = Button(
        label="Add a milestone",
        intent=Intent.MILESTONE,
        partnership_id=partnership_id,
        arg=NEW,
        opens=True,
        primary=True,
    )
    later = (next_time_button(partnership_id),) if any(state in MARKED for state, _ in items) else ()
    blocks: list[Block] = [Paragraph(text=(_INTRO if items else _NONE,)), Buttons(buttons=(add, *later))]
    shown = 0
    for state, heading in _HEADINGS.items():
        found = [item for its_state, item in items if its_state is state][: LISTED_AT_MOST - shown]
        if found:
            blocks += [Heading(text=heading), *found]
            shown += len(found)
    if shown < len(items):
        blocks.append(Note(text=(f"and {number(len(items) - shown)} more",)))
    return Message(opening=f"{partnership}: the milestones.", blocks=tuple(blocks))


_INTRO: Final = "What you are working towards together, and what is reached already."
_NONE: Final = "There are none yet. A milestone is something that several actions make possible together."


def item(
    milestone: Milestone,
    *,
    done: int,
    actions: int,
    marked_by: str,
    today: date,
    said: str = "",
    asking: Asking | None = None,
) -> Item:
    """Return one milestone as it stands. `said` is what a press has done, `asking` why it stands in a list."""
    lines: list[Fragments] = [(said,)] if said else []
    if asking is not None:
        lines.append((_asked(milestone, asking, is_whole=0 < actions == done),))
    else:
        lines += _standing_lines(milestone, done, actions, marked_by, today)
    buttons, more = _buttons(milestone, actions, asking)
    return Item(
        subject=f"milestone:{milestone.id}",
        title=milestone.title,
        lines=tuple(lines),
        buttons=buttons,
        more=more,
    )


def alone(partnership: str, shown: Item) -> Message:
    """Return one milestone as a message of its own."""
    return Message(
        opening=f"{partnership}: a milestone.",
        blocks=(Paragraph(text=(_ALONE,)), shown),
    )


_ALONE: Final = (
    "Only those who run the partnership, and its chair, see this. "
    "I say nothing to anybody else until you choose so."
)


def _standing_lines(
    milestone: Milestone, done: int, actions: int, marked_by: str, today: date
) -> list[Fragments]:
    quick = "Quick win. " if milestone.is_quick_win else ""
    when = f"{quick}{begin(by(milestone.due, today=today))}"
    match milestone.state:
        case MilestoneState.PLANNED if not actions:
            return [(when,), ("It has no actions yet. Add one, or mark it reached yourself.",)]
        case MilestoneState.PLANNED:
            return [(when,), (_progress(done, actions),)]
        case MilestoneState.REACHED:
            return [(f"{quick}Reached, and nothing has been said yet.",)]
        case MilestoneState.CELEBRATED:
            who = f" by {marked_by}" if marked_by else ""
            return [(f"{quick}Celebrated{who}.",)]
        case MilestoneState.QUIET:
            who = f" by {marked_by}" if marked_by else ""
            return [(f"{quick}Marked quietly{who}. Nothing was said in the rooms.",)]


def _progress(done: int, actions: int) -> str:
    if not done:
        return "Nothing in it is done yet."
    if done == actions:
        return "Everything in it is done."
    return f"{begin(number(done))} of its {number(actions)} actions {'is' if done == 1 else 'are'} done."


def _asked(milestone: Milestone, asking: Asking, *, is_whole: bool) -> str:
    if milestone.is_quick_win:
        return "A quick win is reached. I'll tell it on Friday in one line, unless you choose otherwise."
    if asking is Asking.REACHED and not is_whole:
        return _ASKED_BY_HAND
    return _ASKED[asking]


def _buttons(
    milestone: Milestone, actions: int, asking: Asking | None
) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
    change = _button(milestone, "Change", Intent.MILESTONE, word="edit", opens=True)
    choose = _button(milestone, "Choose actions", Intent.MILESTONE, word="choose", opens=True)
    by_hand = _button(milestone, "Mark it reached", Intent.MILESTONE, word="reached")
    match milestone.state:
        case MilestoneState.PLANNED if not actions:
            return (choose, by_hand, change), ()
        case MilestoneState.PLANNED:
            return (choose, change), (by_hand,)
        case MilestoneState.REACHED:
            return _marking(milestone, asking, change)
        case MilestoneState.CELEBRATED:
            return (
                _button(milestone, "Picture to share", Intent.WORDS_TO_SHARE, word="picture"),
                _button(milestone, "Words to pass on", Intent.WORDS_TO_SHARE),
                _button(milestone, "Say thank you", Intent.THANK, opens=True),
            ), (read_button(milestone),)
        case MilestoneState.QUIET:
            return (_button(milestone, "Say thank you", Intent.THANK, opens=True),), ()


def _marking(
    milestone: Milestone, asking: Asking | None, change: Button
) -> tuple[tuple[Button, ...], tuple[Button, ...]]:
    """**Quietly** stands beside the rest once it was asked for the last time; before that under **More**."""
    celebrate = _button(milestone, "Celebrate", Intent.CELEBRATE, opens=True, primary=True)
    not_yet = _button(milestone, "Not yet", Intent.CELEBRATE, word="not_yet")
    quietly = _button(milestone, "Quietly", Intent.CELEBRATE, word="quietly")
    if milestone.is_quick_win:
        return (celebrate, quietly), (change,)
    if asking in (Asking.REACHED, Asking.AGAIN):
        return (celebrate, not_yet), (quietly, change)
    return (celebrate, not_yet, quietly), (change,)


def _button(
    milestone: Milestone,
    label: str,
    intent: Intent,
    *,
    word: str = "",
    opens: bool = False,
    primary: bool = False,
) -> Button:
    return Button(
        label=label,
        intent=intent,
        partnership_id=milestone.partnership_id,
        arg=f"{milestone.id}.{word}" if word else str(milestone.id),
        opens=opens,
        spoken=f"{label}: {milestone.title}",
        primary=primary,
    )


def _lines(name: str, label: str, words: str) -> Field:
    return Field(name=name, label=label, kind=FieldKind.LINES, value=_standing(words), max_length=_TEXT)


def _standing(words: str) -> tuple[str, ...]:
    return (words,) if words else ()
