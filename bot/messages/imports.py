"""The workbook in: what is said when one comes, what it would change, and what came of it."""

from collections.abc import Sequence
from typing import Final

from bot.domain.dates import full
from bot.domain.imports.changes import Changes
from bot.domain.imports.previews import Made, Preview, Unasked
from bot.domain.partnerships import PartnershipState
from bot.domain.permissions import Intent, Permission, Role, permission
from bot.messages import import_changes as edits
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

_RUNNERS: Final = frozenset({Role.RUNNER, Role.DEPUTY_RUNNER})


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
    """Return everything that a workbook would change, everything that it would not, and the buttons.

    Shown again it says only what is new since the last time, and what still has to be said.
    """
    changes = found.changes
    blocks: list[Block] = [
        Paragraph(
            text=(
                "Here is what I understood. Nothing changes, and nobody is told, before you press ",
                Strong("Make these changes"),
                ".",
            )
        ),
        *lines.paragraphs((edits.origin(changes), _agreement(changes), _there(changes), _notes(found))),
        *_new(found),
        *lines.listed("Changed", lines.since(found, edits.changed)),
        *lines.listed("Changed on both sides", edits.conflicts(changes)),
        *lines.paragraphs((_both_sides(changes),)),
        *lines.listed("Not clear yet", lines.unclear(changes)),
        *lines.listed("Dates gone by", lines.past(changes)),
        *lines.listed("Worth a look", lines.closed(changes)),
        *lines.listed("New organisations and people", lines.since(found, lines.coming)),
        *lines.listed("Not taken", lines.since(found, lines.not_taken)),
        *lines.listed("Not in your file", lines.since(found, edits.missing)),
        *lines.paragraphs((_to_match(changes), _guessed(changes), _done_ahead(changes), _later(changes))),
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
        *lines.listed("Changed", edits.changed(changes)),
        *lines.listed("Left out", left),
        Paragraph(text=("If it isn't what you meant, you can put it all back for a week.",)),
        Buttons(buttons=_next(found)),
    ]
    count, revised = len(changes.actions), len(changes.revised)
    what = f"{lines.count_of(count, 'action')} {lines.is_or_are(count)} in the timetable now"
    if revised and not count:
        what = f"{lines.count_of(revised, 'action')} dealt with"
    return Message(
        opening=f"{found.partnership.name}: {what}.",
        blocks=tuple(blocks),
    )


def put_back(*, partnership: str, figures: tuple[int, int, int], kept: Sequence[str], told: int) -> Message:
    """Say what was put back: taken out, as it was before, and withdrawn; and what stays, by name."""
    taken_out, as_before, withdrawn = figures
    said = (
        (taken_out, f"{lines.count_of(taken_out, 'action')} taken out again."),
        (as_before, f"{lines.count_of(as_before, 'action')} as it was before.")
        if as_before == 1
        else (as_before, f"{lines.count_of(as_before, 'action')} as they were before."),
        (withdrawn, f"{lines.count_of(withdrawn, 'question')} taken back."),
    )
    people = lines.count_of(told, "person", "people")
    heard = (
        f"{begin(people)} had heard of it already, and I tell them once more." if told else "Nobody is told."
    )
    return Message(
        opening=f"{partnership}: it's put back.",
        blocks=(
            *lines.bullets([(begin(line),) for count, line in said if count]),
            *lines.listed("Touched since, so it stays", [(Strong(title),) for title in kept]),
            *lines.paragraphs((heard, "Organisations and people who came with it stay.")),
        ),
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
    open_ones = sum(bool(one.open) for one in changes.revisions.planned)
    rest = (
        f"{number(len(changes.revised))} changed" if changes.revised else "",
        f"{number(open_ones)} changed on both sides" if open_ones else "",
        f"{number(len(changes.there))} there already" if changes.there else "",
        f"{number(unclear)} unclear" if unclear else "",
        f"{lines.count_of(len(changes.not_taken), 'line')} not taken" if changes.not_taken else "",
    )
    return ", ".join((new, *(part for part in rest if part)))


def _agreement(changes: Changes) -> str:
    if not changes.is_for_people or changes.agreed is False:
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


def _new(found: Preview) -> list[Block]:
    """The new actions; shown again, those that weren't shown like this before."""
    actions = found.changes.actions
    before = found.before.actions if found.before is not None else ()
    shown = lines.unlike(actions, before)
    if not before or not actions:
        return lines.new_actions(actions)
    same = len(actions) - len(shown)
    if not same:
        return lines.new_actions(shown)
    which = "The other" if shown else "The"
    what = "new action is" if same == 1 else f"{number(same)} new actions are"
    say = f"{which} {what} as I showed you."
    return [*lines.new_actions(shown), *lines.paragraphs((say,))]


def _both_sides(changes: Changes) -> str:
    if not any(one.open for one in changes.revisions.planned):
        return ""
    return "These stay as they are in the timetable. You can choose otherwise under Match people."


def _guessed(changes: Changes) -> str:
    if not any(lines.is_guess(one) for one in changes.arrivals):
        return ""
    return "Some people I guessed from their names. Please look under Match people."


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
    back = Button(
        label="Put it all back",
        intent=Intent.PUT_BACK,
        partnership_id=partnership_id,
        arg=f"{found.upload.id}",
        spoken="Put it all back: import",
    )
    return (
        *(doors if _opens_doors(found) else ()),
        menu.button(Intent.TIMETABLE, partnership_id=partnership_id),
        back,
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
