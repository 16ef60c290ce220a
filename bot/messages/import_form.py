"""The form **Match people**: everything about a workbook that only a person can say."""

from collections.abc import Iterable, Iterator
from typing import Final

from bot.domain.dates import full
from bot.domain.imports import choices as names
from bot.domain.imports.arrivals import Arrival
from bot.domain.imports.changes import Changes, PlannedAction
from bot.domain.imports.choices import EVERY_PARTNER, NO_CHAT, Past
from bot.domain.imports.headings import Meaning
from bot.domain.imports.lengths import MOST
from bot.domain.imports.names import KnownPerson, fold, is_initialled, words_of
from bot.domain.imports.previews import Preview
from bot.domain.imports.revised import conflict_of
from bot.domain.imports.rows import Ask, Row, ask_for, day_of
from bot.domain.permissions import Intent
from bot.domain.timetables import ALL_PARTNERS
from bot.messages import import_changes as edits
from bot.messages import import_reasons as reasons
from bot.messages.import_lines import is_guess
from bot.messages.imports import MATCH
from bot.messages.model import Field, FieldKind, Form, Fragments, Option
from bot.messages.words import begin

MOST_FIELDS: Final = 60
MOST_PEOPLE: Final = 200
MOST_OPTIONS: Final = 100

_YES_OR_NO: Final = (
    Option(value=names.YES, label="Yes"),
    Option(value=names.NO, label="No, or not all of them"),
)
_PAST: Final = (
    Option(value=Past.DONE.value, label="Done"),
    Option(value=Past.NEW_DATE.value, label="New date"),
    Option(value=Past.LEAVE_OUT.value, label="Leave out"),
)


def form(found: Preview) -> Form:
    """Return the form with what was chosen before. What doesn't fit into it is left out of the import, and listed."""
    fields = [
        *_meeting(found),
        *_conflicts(found),
        *_people(found),
        *_unclear(found),
        *_past(found),
        *_ticks(found),
    ]
    crowded: tuple[Fragments, ...] = (
        (("There is more to ask than fits in here. Send me the workbook again afterwards for the rest.",),)
        if len(fields) > MOST_FIELDS
        else ()
    )
    return Form(
        intent=Intent.IMPORT,
        partnership_id=found.partnership.id,
        arg=f"{MATCH}.{found.upload.id}.{found.upload.version}",
        title="Match people",
        submit="Show me again",
        intro=(
            ("Nothing changes yet. You see everything once more before you press Make these changes.",),
            *crowded,
        ),
        fields=tuple(fields[:MOST_FIELDS]),
    )


def _meeting(found: Preview) -> Iterator[Field]:
    chosen = found.choices
    answer = {True: names.YES, False: names.NO}.get(chosen.agreed) if chosen.agreed is not None else None
    guess = chosen.meeting or found.changes.meeting_guess
    if answer is None and found.changes.meeting_guess:
        answer = names.YES
    yield Field(
        name=names.AGREED,
        label="Were these agreed at a meeting?",
        kind=FieldKind.CHOICE,
        options=_YES_OR_NO,
        value=(answer,) if answer else (),
        hint="If they were, people are told once. If not, I ask each person first.",
    )
    yield Field(
        name=names.MEETING,
        label="Which day was that?",
        kind=FieldKind.DATE,
        value=(guess.isoformat(),) if guess else (),
    )


def _conflicts(found: Preview) -> Iterator[Field]:
    """One question for each cell that was changed on both sides; without an answer the timetable stays as it is."""
    for one in found.changes.revisions.planned:
        for change in one.conflicts:
            ref = conflict_of(one.row, change)
            yield Field(
                name=f"{names.CONFLICT}{ref}",
                label=f"{reasons.quoted(one.now.what)}: {edits.label(change)}",
                kind=FieldKind.CHOICE,
                options=(
                    Option(value=names.NOW, label=f"As it is now: {edits.standing(change)}"),
                    Option(value=names.FILE, label=f"As in your file: {edits.value(change)}"),
                ),
                value=(names.FILE if ref in found.choices.taken else names.NOW,),
                hint=begin(edits.three(change)),
            )


def _people(found: Preview) -> Iterator[Field]:
    """One question for each person whom neither an e-mail address nor a full name has told."""
    for arrival in found.changes.arrivals:
        if arrival.is_sure:
            continue
        person = arrival.person
        yield Field(
            name=f"{names.PERSON}{arrival.ref}",
            label=f"{person.name}, {arrival.partner}" if arrival.partner else person.name,
            kind=FieldKind.CHOICE,
            options=(
                Option(value=NO_CHAT, label="No chat yet"),
                *_options(arrival, found.surroundings.known),
            ),
            value=(arrival.known.key if arrival.known is not None else NO_CHAT,),
            hint="I guessed this from the name: please look." if is_guess(arrival) else "",
        )
        if arrival.known is None and is_initialled(person.name):
            yield Field(
                name=f"{names.NAME}{arrival.ref}",
                label=f"{person.name}: full name",
                kind=FieldKind.LINE,
                value=(arrival.called,) if arrival.called else (),
                hint="If you know it. I greet people by their first names.",
                max_length=MOST,
            )


def _options(arrival: Arrival, known: Iterable[KnownPerson]) -> Iterator[Option]:
    """Everybody who can be meant, likeliest first; of a long directory only as many as a list holds."""
    meant = {one.key for one in arrival.candidates}
    words = set(words_of(arrival.person.name))

    def distance(one: KnownPerson) -> tuple[bool, bool, str]:
        return one.key not in meant, words.isdisjoint(words_of(one.name)), fold(one.name)

    for one in sorted(known, key=distance)[:MOST_PEOPLE]:
        beside = one.partner or one.email
        yield Option(value=one.key, label=f"{one.name} ({beside})" if beside else one.name)


def _unclear(found: Preview) -> Iterator[Field]:
    for row in found.changes.asked:
        for problem in row.problems:
            ask = ask_for(problem, action=row.action)
            label = reasons.quoted(row.action.what)
            if ask is Ask.DAY:
                day = found.choices.days.get(row.ref)
                yield Field(
                    name=f"{names.DAY}{row.ref}",
                    label=f"{label}: by when?",
                    kind=FieldKind.DATE,
                    value=(day.isoformat(),) if day else (),
                    hint=f"{reasons.unclear(problem)} If you leave this empty, I leave it out.",
                )
            else:
                yield _whose(found, row, label=label, hint=reasons.unclear(problem))


def _whose(found: Preview, row: Row, *, label: str, hint: str) -> Field:
    partners = sorted(
        {fold(name): name for name in (*found.surroundings.partners, *_new(found.changes))}.values(), key=fold
    )
    chosen = found.choices.partners.get(row.ref)
    return Field(
        name=f"{names.PARTNER}{row.ref}",
        label=f"{label}: whose is it?",
        kind=FieldKind.CHOICE,
        options=(
            Option(value=EVERY_PARTNER, label=ALL_PARTNERS),
            *(Option(value=name, label=name) for name in partners),
        ),
        value=(chosen,) if chosen else (),
        hint=f"{hint} If you leave this empty, I leave it out.",
    )


def _new(changes: Changes) -> Iterable[str]:
    return [one.name for one in changes.partners]


def _past(found: Preview) -> Iterator[Field]:
    """The list of dates gone by: what became of each, and a new date where that is the answer."""
    for row in found.changes.past:
        chosen = found.choices.past.get(row.ref, Past.LEAVE_OUT)
        day = found.choices.new_days.get(row.ref)
        what = reasons.quoted(row.action.what)
        yield Field(
            name=f"{names.PAST}{row.ref}",
            label=what,
            kind=FieldKind.CHOICE,
            options=_PAST,
            value=(chosen.value,),
            hint=f"It was for {full(day_of(row.action))} (cell {row.action.cells[Meaning.WHAT]}).",
        )
        yield Field(
            name=f"{names.NEW_DAY}{row.ref}",
            label=f"{what}: new date",
            kind=FieldKind.DATE,
            value=(day.isoformat(),) if day else (),
        )


def _ticks(found: Preview) -> Iterator[Field]:
    changes, chosen = found.changes, found.choices
    if changes.done_ahead:
        yield Field(
            name=names.DONE,
            label="Already done",
            kind=FieldKind.CHOICES,
            options=tuple(_ahead(changes)),
            value=tuple(row.ref for row in changes.done_ahead if row.ref in chosen.done),
            hint="The workbook says done, and the date lies ahead. Tick what is done.",
        )
    critical = tuple(_titles(changes))
    if critical:
        yield Field(
            name=names.CRITICAL,
            label="Critical",
            kind=FieldKind.CHOICES,
            options=critical,
            value=tuple(one.value for one in critical if one.value in chosen.critical),
            hint="Tick what others depend on. I remind people of these earlier and more often.",
        )


def _ahead(changes: Changes) -> Iterator[Option]:
    for row in changes.done_ahead[:MOST_OPTIONS]:
        what = reasons.quoted(row.action.what)
        yield Option(value=row.ref, label=f"{what}, {full(day_of(row.action))}")


def _titles(changes: Changes) -> Iterator[Option]:
    """One tick for each title, however many partners have it."""
    first: dict[str, PlannedAction] = {}
    for one in changes.actions:
        if not one.done:
            first.setdefault(fold(one.action.what), one)
    for one in list(first.values())[:MOST_OPTIONS]:
        yield Option(value=one.row.ref, label=reasons.quoted(one.action.what))
