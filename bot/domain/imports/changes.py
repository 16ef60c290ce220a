"""What a workbook would change: everything that is new, and everything that stays out, with its reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from bot.domain.imports.arrivals import Arrival, arrivals_of, find, runners_organisation, seated
from bot.domain.imports.choices import Choices, Past
from bot.domain.imports.lengths import fitting
from bot.domain.imports.names import fold
from bot.domain.imports.owners import Owner
from bot.domain.imports.readings import ImportedAction, ImportedContact, NotTaken, Reading, Unclear
from bot.domain.imports.repeats import Timetabled, timetabled
from bot.domain.imports.revised import PlannedRevision, Revisions, plan
from bot.domain.imports.rows import Row, completed, day_of, is_past, rows_of
from bot.domain.imports.shares import PlannedShare, share_out
from bot.domain.imports.surroundings import Surroundings
from bot.domain.imports.threeway import Compared, KnownRow, Origin, compare
from bot.domain.partners import PartnerKind
from bot.domain.permissions import Role

MOST_AT_ONCE: Final = 200
MOST_SHARES: Final = 250
"""How many actions, and how many shares of them, are taken at once: as much as can be looked through, and be
written without keeping others waiting. The rest comes when the same workbook is sent again.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAction:
    """One action to be put in. `agreed` says that its date, too, was agreed at the meeting.

    `also` are people it names who hold none of its shares. `closed` is the first of its partners that is shut
    on its date, with the reason.
    """

    row: Row
    by: date
    done: bool
    agreed: bool
    critical: bool
    shares: tuple[PlannedShare, ...]
    also: tuple[Owner, ...] = ()
    closed: tuple[str, str] | None = None

    @property
    def action(self) -> ImportedAction:
        return self.row.action


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPartner:
    """One organisation to be added, with what its contact says."""

    name: str
    kind: PartnerKind
    contact: ImportedContact | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that a workbook would change, and what would not be taken of it.

    `agreed` is None as long as nobody has said. `past` are all rows whose date has gone by, decided or not;
    `left_out` those of them that stay out. `asked` are all rows about which a person can say what is missing.
    `later` do not fit this time.

    Of one of our own workbooks `origin` says whether we know it, `revisions` what its edited rows change; rows that
    say what stands in the timetable are `there`, and those of `missing` are in the file no more and stay.
    """

    title: str
    meeting_guess: date | None
    agreed: bool | None
    meeting: date | None
    actions: tuple[PlannedAction, ...]
    partners: tuple[PlannedPartner, ...]
    arrivals: tuple[Arrival, ...]
    there: tuple[Row, ...]
    asked: tuple[Row, ...]
    unclear: tuple[Row, ...]
    unclear_contacts: tuple[Unclear, ...]
    done_ahead: tuple[Row, ...]
    past: tuple[Row, ...]
    left_out: tuple[Row, ...]
    later: tuple[Row, ...]
    not_taken: tuple[NotTaken, ...]
    origin: Origin = Origin.ANYBODYS
    revisions: Revisions = field(default_factory=Revisions)
    missing: tuple[KnownRow, ...] = ()

    @property
    def revised(self) -> tuple[PlannedRevision, ...]:
        """What is changed about actions that are there."""
        return tuple(one for one in self.revisions.planned if one.taken)

    @property
    def is_anything(self) -> bool:
        """Whether there is anything to change."""
        return bool(self.actions or self.revised or self.partners or any(one.role for one in self.arrivals))

    @property
    def is_for_people(self) -> bool:
        """Whether it has to be known if a meeting agreed: there is something of which people are asked or told."""
        return any(not one.done for one in self.actions) or any(
            one.asked or one.told for one in self.revised if not one.done
        )


@dataclass(slots=True)
class _Sorted:
    """The rows of a workbook by what becomes of them."""

    taken: list[Row]
    there: list[Row]
    unclear: list[Row]
    done_ahead: list[Row]
    past: list[Row]
    left_out: list[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planner:
    """Makes planned actions of rows. `critical` are titles; `everyone` are the partners of "all partners"."""

    everyone: tuple[str, ...]
    critical: frozenset[str]
    arrivals: tuple[Arrival, ...]
    surroundings: Surroundings
    choices: Choices

    def plan(self, row: Row) -> PlannedAction:
        action = row.action
        partners = self.everyone if action.all_partners else action.partners
        sharing = share_out(action, partners=partners, arrivals=self.arrivals, surroundings=self.surroundings)
        dated_here = row.ref in self.choices.days or row.ref in self.choices.new_days
        return PlannedAction(
            row=row,
            by=day_of(action),
            done=action.done,
            agreed=bool(self.choices.agreed) and not dated_here,
            critical=fold(action.what) in self.critical,
            shares=sharing.shares,
            also=sharing.also,
            closed=_closed(partners, action=action, surroundings=self.surroundings),
        )


def changes_of(reading: Reading, *, surroundings: Surroundings, choices: Choices) -> Changes:
    """Return what would change if this workbook were taken with these choices. Nothing in it is lost: see `Changes`."""
    reading = fitting(reading)
    office = surroundings.office or runners_organisation(reading, surroundings=surroundings)
    rows = rows_of(reading, homes=_homes(surroundings, office=office))
    compared = compare(rows, copy=surroundings.copy) if surroundings.copy else Compared(fresh=rows)
    revisions = plan(compared, surroundings=surroundings, choices=choices)
    found = _sort(compared.fresh, surroundings=surroundings, choices=choices)
    fits = _fits(found.taken, contacts=reading.contacts, surroundings=surroundings, office=office)
    taken = found.taken[:fits]
    arrivals = arrivals_of(
        contacts=reading.contacts,
        actions=[row.action for row in (*taken, *found.unclear)],
        surroundings=surroundings,
        choices=choices,
    )
    partners = _partners(taken, contacts=reading.contacts, surroundings=surroundings, office=office)
    planner = _planner(taken, partners, arrivals, surroundings, choices)
    planned = tuple(map(planner.plan, taken))
    return Changes(
        title=reading.title,
        meeting_guess=reading.meeting_guess,
        agreed=choices.agreed,
        meeting=choices.meeting or reading.meeting_guess,
        actions=tuple(one for one in planned if one.shares),
        partners=partners,
        arrivals=seated(
            _coming(arrivals, planned=planned, contacts=reading.contacts),
            contacts=reading.contacts,
            new_partners=[one.name for one in partners if one.kind is PartnerKind.PARTNER],
            surroundings=surroundings,
        ),
        there=(*found.there, *compared.same, *compared.meanwhile),
        asked=(*(row for row in compared.fresh if row.asks), *revisions.questions),
        unclear=(*found.unclear, *revisions.unclear, *(one.row for one in planned if not one.shares)),
        unclear_contacts=tuple(one for one in reading.unclear if one.contact),
        done_ahead=(*found.done_ahead, *revisions.done_ahead),
        past=tuple(found.past),
        left_out=tuple(found.left_out),
        later=(*found.taken[fits:], *revisions.later),
        not_taken=(*reading.not_taken, *revisions.not_taken),
        origin=_origin(rows, surroundings),
        revisions=revisions,
        missing=compared.missing,
    )


def _planner(
    taken: Sequence[Row],
    partners: Iterable[PlannedPartner],
    arrivals: tuple[Arrival, ...],
    surroundings: Surroundings,
    choices: Choices,
) -> _Planner:
    return _Planner(
        everyone=_everyone(surroundings, partners),
        critical=frozenset(fold(row.action.what) for row in taken if row.ref in choices.critical),
        arrivals=arrivals,
        surroundings=surroundings,
        choices=choices,
    )


def _origin(rows: Iterable[Row], surroundings: Surroundings) -> Origin:
    if surroundings.copy is not None:
        return Origin.OURS
    return Origin.UNKNOWN if any(row.action.token for row in rows) else Origin.ANYBODYS


def _homes(surroundings: Surroundings, *, office: str) -> Mapping[str, str]:
    """For whom the partnership's own chair and runner act: their partner, else the runner's office."""
    homes = {}
    for word, role in (("chair", Role.CHAIR), ("runner", Role.RUNNER)):
        member = surroundings.in_role(role)
        homes[word] = (member.person.partner if member else "") or office
    return homes


def _sort(rows: Iterable[Row], *, surroundings: Surroundings, choices: Choices) -> _Sorted:
    found = _Sorted(taken=[], there=[], unclear=[], done_ahead=[], past=[], left_out=[])
    there = timetabled(surroundings.existing)
    for row in rows:
        action = completed(row, choices=choices)
        if action is None:
            found.unclear.append(row)
        elif there.holds(action):
            found.there.append(row)
        else:
            _sort_by_date(replace(row, action=action), found, there, surroundings.today, choices)
    return found


def _sort_by_date(row: Row, found: _Sorted, there: Timetabled, today: date, choices: Choices) -> None:
    action = row.action
    if action.done_ahead:
        found.done_ahead.append(row)
        action = replace(action, done=row.ref in choices.done)
    if is_past(action, today=today) and not action.done:
        found.past.append(row)
        match choices.past.get(row.ref):
            case Past.DONE:
                action = replace(action, done=True)
            case Past.NEW_DATE:
                action = replace(action, by=choices.new_days[row.ref])
            case _:
                found.left_out.append(row)
                return
    action = _without_those_there(action, there)
    (found.there if there.holds(action) else found.taken).append(replace(row, action=action))


def _without_those_there(action: ImportedAction, there: Timetabled) -> ImportedAction:
    """Leave out the partners that have this action already, so that nobody is asked twice."""
    have = there.partners.get((fold(action.what), action.by), set())
    left = tuple(partner for partner in action.partners if fold(partner) not in have)
    if len(left) in (0, len(action.partners)):
        return action
    people = tuple(owner for owner in action.people if fold(owner.partner) not in have)
    return replace(action, partners=left, people=people)


def _partners(
    taken: Sequence[Row],
    *,
    contacts: Sequence[ImportedContact],
    surroundings: Surroundings,
    office: str,
) -> tuple[PlannedPartner, ...]:
    """The organisations that are not there yet, in alphabetical order."""
    by_name = {fold(contact.organisation): contact for contact in reversed(contacts)}
    named = [contact.organisation for contact in contacts]
    named += [partner for row in taken for partner in row.action.partners]
    new = {fold(name): name for name in reversed(named) if not surroundings.has_partner(name)}
    return tuple(
        PlannedPartner(
            name=name,
            kind=PartnerKind.OFFICE if key == fold(office) else PartnerKind.PARTNER,
            contact=by_name.get(key),
        )
        for key, name in sorted(new.items())
    )


def _fits(
    rows: Sequence[Row],
    *,
    contacts: Sequence[ImportedContact],
    surroundings: Surroundings,
    office: str,
) -> int:
    """Return how many of the rows are taken at once; one always is."""
    partners = _partners(rows, contacts=contacts, surroundings=surroundings, office=office)
    everyone = len(_everyone(surroundings, partners))
    shares = 0
    for place, row in enumerate(rows):
        shares += everyone if row.action.all_partners else len(row.action.partners)
        if place and (place == MOST_AT_ONCE or shares > MOST_SHARES):
            return place
    return len(rows)


def _everyone(surroundings: Surroundings, new: Iterable[PlannedPartner]) -> tuple[str, ...]:
    """All partners, those that come with the workbook among them. Offices stand outside."""
    there = [name for name, kind in surroundings.partners.items() if kind is PartnerKind.PARTNER]
    coming = [one.name for one in new if one.kind is PartnerKind.PARTNER]
    return tuple(sorted((*there, *coming), key=fold))


def _closed(
    partners: Iterable[str], *, action: ImportedAction, surroundings: Surroundings
) -> tuple[str, str] | None:
    if action.done:
        return None
    day = day_of(action)
    reasons = ((partner, surroundings.calendar_of(partner).closed_because(day)) for partner in partners)
    return next(((partner, reason) for partner, reason in reasons if reason is not None), None)


def _coming(
    arrivals: Sequence[Arrival], *, planned: Iterable[PlannedAction], contacts: Sequence[ImportedContact]
) -> tuple[Arrival, ...]:
    """The contacts, and those whom the actions that are taken name, as far as they belong anywhere."""
    owners = [owner for contact in contacts for owner in _of_contact(contact)]
    owners += [owner for one in planned for owner in one.action.people]
    found = [find(owner, arrivals=arrivals) for owner in owners]
    refs = {one.ref for one in found if one is not None}
    return tuple(one for one in arrivals if one.ref in refs and (one.partner or one.member))


def _of_contact(contact: ImportedContact) -> Iterable[Owner]:
    for owner in (contact.coordinator, contact.deputy):
        if owner is not None:
            yield replace(owner, partner=contact.organisation)
