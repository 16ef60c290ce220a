"""The workbook in: what is said when one comes, what it would change, and what came of it."""

from collections.abc import Sequence
from typing import Final

from bot.domain.dates import full
from bot.domain.imports.changes import Changes
from bot.domain.imports.previews import Made, Preview, Unasked
from bot.domain.partnerships import PartnershipState
from bot.domain.permissions import Intent, Permission, Role, permission
from bot.messages import import_lines as lines
from bot.messages import menu
from bot.messages.model import (
    Block,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Fragments,
    Message,
    Paragraph,
    Strong,
)
from bot.messages.words import and_list, begin, number

MATCH: Final = "match"
MAKE: Final = "make"
LEAVE: Final = "leave"
AGREED: Final = "agreed"
ASKED: Final = "asked"
"""The words that the buttons of a preview carry."""

WORKBOOK: Final = "workbook"
"""The one field of the form that takes a workbook."""

_SHOWN: Final = 40
_GROUPS: Final = 10
_LISTED: Final = 10
_RUNNERS: Final = frozenset({Role.RUNNER, Role.DEPUTY_RUNNER})
_ROLES: Final = {Role.CO_ORDINATOR: ", co-ordinator", Role.DEPUTY: ", deputy"}


def form(*, partnership_id: int) -> Form:
    """Return the form that takes a workbook."""
    return Form(
        intent=Intent.IMPORT,
        partnership_id=partnership_id,
        title="Import a timetable",
        submit="Read it",
        intro=(("I read it and show you what I understood. Nothing changes, and nobody is told.",),),
        fields=(
            Field(
                name=WORKBOOK,
                label="Workbook",
                kind=FieldKind.FILE,
                required=True,
                hint="An .xlsx workbook with columns such as What, Who and By when. Yours will do as it is.",
            ),
        ),
    )


def reading() -> Message:
    """Say that a workbook has come and is being read."""
    return Message(
        opening="Thank you. I'm reading it.",
        blocks=(
            Paragraph(text=("I'll show you what I understood in a moment. Nothing changes before that.",)),
        ),
    )


def preview(found: Preview) -> Message:
    """Return everything that a workbook would change, everything that it would not, and the buttons."""
    changes = found.changes
    blocks: list[Block] = [
        Paragraph(
            text=(
                "Here is what I understood. Nothing changes, and nobody is told, before you press ",
                Strong("Make these changes"),
                ".",
            )
        ),
        *lines.paragraphs((_agreement(changes), _there(changes), _notes(found))),
        *lines.new_actions(changes.actions),
        *lines.listed("Not clear yet", lines.unclear(changes)),
        *lines.listed("Dates gone by", lines.past(changes)),
        *lines.listed("Worth a look", lines.closed(changes)),
        *lines.listed("New organisations and people", lines.coming(changes)),
        *lines.listed("Not taken", lines.not_taken(changes)),
        *lines.paragraphs((_to_match(changes), _done_ahead(changes), _later(changes))),
        Buttons(buttons=_buttons(found)),
    ]
    return Message(opening=f"{found.partnership.name}: {_counts(changes)}.", blocks=tuple(blocks))


def ask(question: Unasked) -> Message:
    """Ask whether the actions were agreed at a meeting, before any change is made."""
    found = question.preview
    guess = found.changes.meeting_guess
    yes = (_button(found, f"Yes, on {full(guess)}", MAKE, AGREED),) if guess else ()
    return Message(
        opening="One question first: were these agreed at a meeting?",
        blocks=(
            Paragraph(
                text=("If they were, people are told once, and not asked again. If not, I ask each of them.",)
            ),
            Buttons(
                buttons=(
                    *yes,
                    _button(found, "Not yet, ask them", MAKE, ASKED),
                    _button(found, "Match people", MATCH, opens=True),
                )
            ),
        ),
    )


def made(done: Made) -> Message:
    """Say what has been done, in numbers; who has been told; and what was left out, with its cells."""
    found = done.preview
    changes = found.changes
    left = [*lines.unclear(changes), *lines.left_out(changes), *lines.not_taken(changes)]
    blocks: list[Block] = [
        *lines.bullets([(line,) for line in _figures(changes)]),
        Paragraph(text=_told(found)),
        *lines.paragraphs((_without(done.without), _later(changes))),
        *lines.listed("Left out", left),
        Buttons(buttons=_next(found)),
    ]
    count = len(changes.actions)
    return Message(
        opening=f"{found.partnership.name}: {lines.count_of(count, 'action')} {lines.is_or_are(count)} in the timetable now.",
        blocks=tuple(blocks),
    )


def left() -> Message:
    """Say that a workbook has changed nothing."""
    return Message(
        opening="I've left it as it was.",
        blocks=(Paragraph(text=("Nothing has changed, and I've kept nothing of the workbook.",)),),
    )


def _counts(changes: Changes) -> str:
    unclear = len(changes.unclear) + len(changes.unclear_contacts)
    new = lines.count_of(len(changes.actions), "new action") if changes.actions else "no new actions"
    rest = (
        f"{number(len(changes.there))} there already" if changes.there else "",
        f"{number(unclear)} unclear" if unclear else "",
        f"{lines.count_of(len(changes.not_taken), 'line')} not taken" if changes.not_taken else "",
    )
    return ", ".join((new, *(part for part in rest if part)))


def _agreement(changes: Changes) -> str:
    if not changes.actions or changes.agreed is False:
        return "I'd ask each person to accept theirs." if changes.actions else ""
    if changes.agreed and changes.meeting:
        return f"Agreed on {full(changes.meeting)}: people are told once, and not asked again."
    if changes.meeting_guess:
        return f"The title says that these were agreed on {full(changes.meeting_guess)}. Were they?"
    return "Were these agreed at a meeting? You can tell me under Match people."


def _there(changes: Changes) -> str:
    count = len(changes.there)
    return (
        f"{begin(lines.count_of(count, 'row'))} {lines.is_or_are(count)} in the timetable already. I don't take anything twice."
        if count
        else ""
    )


def _notes(found: Preview) -> str:
    if not any(lines.notes_of(one) for one in found.changes.actions):
        return ""
    whose = "you alone" if found.viewer.role in _RUNNERS else "the person who runs this day to day"
    return f"Notes stay with {whose}."


def _to_match(changes: Changes) -> str:
    count = sum(one.known is None and not one.chosen for one in changes.arrivals)
    if not count:
        return ""
    who = "one person" if count == 1 else f"{number(count)} people"
    return f"I haven't found {who} in the list. You can say who is meant under Match people."


def _done_ahead(changes: Changes) -> str:
    count = sum(not one.done for one in changes.actions if one.action.done_ahead)
    if not count:
        return ""
    return f"{begin(lines.count_of(count, 'action'))} {lines.is_or_are(count)} marked done ahead of the date. Tick what is done under Match people."


def _later(changes: Changes) -> str:
    count = len(changes.later)
    return (
        f"{begin(lines.count_of(count, 'more row'))} can follow: send me the same workbook again afterwards."
        if count
        else ""
    )


def _figures(changes: Changes) -> list[str]:
    done = sum(one.done for one in changes.actions)
    people = sum(one.role is not None and one.member is None for one in changes.arrivals)
    organisations, there = len(changes.partners), len(changes.there)
    figures = (
        (done, f"{lines.count_of(done, 'action')} {lines.is_or_are(done)} done already."),
        (organisations, f"{lines.count_of(organisations, 'organisation')} added."),
        (people, f"{lines.count_of(people, 'person', 'people')} added."),
        (there, f"{lines.count_of(there, 'row')} {lines.is_or_are(there)} in it already."),
    )
    return [begin(line) for count, line in figures if count]


def _told(found: Preview) -> Fragments:
    if found.partnership.state is PartnershipState.OPEN:
        return (
            "People whose doors are open hear of it in their next message. The others wait for you to open theirs.",
        )
    if not _opens_doors(found):
        return ("Nobody has been told anything. The runner opens the doors when it's time.",)
    return (
        "Nobody has been told anything. When you are ready: ",
        Strong("Open the doors"),
        ". Until then it stays between you and me.",
    )


def _without(partners: Sequence[str]) -> str:
    return f"There is nobody yet whom I can ask at {and_list(partners)}." if partners else ""


def _next(found: Preview) -> tuple[Button, ...]:
    partnership_id = found.partnership.id
    doors = (menu.button(Intent.OPEN_DOORS, partnership_id=partnership_id, primary=True),)
    return (
        *(doors if _opens_doors(found) else ()),
        menu.button(Intent.TIMETABLE, partnership_id=partnership_id),
    )


def _opens_doors(found: Preview) -> bool:
    return permission(intent=Intent.OPEN_DOORS, role=found.viewer.role) is Permission.ALL


def _buttons(found: Preview) -> tuple[Button, ...]:
    make = _button(found, "Make these changes", MAKE, primary=True)
    return (
        _button(found, "Match people", MATCH, opens=True),
        *((make,) if found.changes.is_anything else ()),
        _button(found, "Leave it as it was", LEAVE),
    )


def _button(found: Preview, label: str, *words: str, opens: bool = False, primary: bool = False) -> Button:
    act, *answer = words
    return Button(
        label=label,
        intent=Intent.IMPORT,
        partnership_id=found.partnership.id,
        arg=".".join((act, f"{found.upload.id}", f"{found.upload.version}", *answer)),
        opens=opens,
        spoken=f"{label}: import",
        primary=primary,
    )
