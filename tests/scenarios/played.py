"""The sample year in a database: its figures, put there by the services that people's presses call, day by day."""

import heapq
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from itertools import count
from typing import Final

from bot.domain.calendars import Span
from bot.domain.commitments import NewCommitment, NewShare, ShareState, Wording
from bot.domain.concerns import MayKnow
from bot.domain.contacts import ContactKind
from bot.domain.partners import Reach
from bot.domain.people import AddressKind
from bot.domain.permissions import Role
from bot.domain.question_answers import Answer
from bot.domain.rounds import Round
from bot.domain.stage_decisions import Choice
from bot.domain.stage_facts import Concern, Contact, Milestone, Promise
from bot.messages.stages.card import View
from bot.services import celebrations, entries, milestones, planning, progress
from bot.services.celebrations import Told
from bot.services.checkins import telling
from bot.services.concerns import following
from bot.services.presses import Pressed
from bot.services.stages import cards
from bot.services.stages.cards import Chosen
from storage import answers, contacts, members, partners, people
from storage import milestones as stored_milestones
from tests import checked_in, worried
from tests.domain.stages.sample_year import FIGURES, sample_year
from tests.office import Office
from tests.riverside import LONDON, NOW, Riverside
from tests.scenarios.rounds_of_the_year import ROUNDS, HeldRound

_PARTNERS: Final = ("Castle College", "County Council", "Meadow College", "Northgate", "Riverside University")
_PEOPLE: Final = (
    ("Priya Anand", "County Council", Role.CO_ORDINATOR),
    ("Lee West", "County Council", Role.DEPUTY),
    ("Kwame Osei", "Meadow College", Role.CO_ORDINATOR),
    ("Joana Pereira", "Northgate", Role.CO_ORDINATOR),
    ("Tom Lund", "Riverside University", Role.CO_ORDINATOR),
    ("Aoife Byrne", "Riverside University", Role.DEPUTY),
)
_CLOSED: Final = tuple(
    Span(first=date.fromisoformat(first), last=date.fromisoformat(last))
    for first, last in (
        ("2026-10-26", "2026-10-30"),
        ("2026-12-19", "2027-01-03"),
        ("2027-02-15", "2027-02-19"),
        ("2027-03-26", "2027-04-09"),
        ("2027-05-31", "2027-06-04"),
        ("2027-07-22", "2027-09-05"),
    )
)
_HOLDERS: Final = {1: "mina", 2: "priya", 3: "kwame", 4: "joana", 5: "tom", 6: "dee", None: "sam"}
"""Who presses for each partner of the figures. Sam presses for Dee, who has a telephone."""

_MEADOW, _BY_TELEPHONE = 3, 6
_RAISED_BY: Final = ("rob", "kwame", "priya", "priya")
_DEES: Final = date(2026, 12, 8)
"""Sam last spoke to Dee on this day before the demo opens."""

_DEMO: Final = date(2027, 2, 9)


@dataclass(kw_only=True)
class Played:
    """The year as it goes by. `shown` has what Sam saw of the stage on each day that was looked at."""

    group: Riverside
    office: Office
    shown: dict[date, View] = field(default_factory=dict)
    _events: list[tuple[datetime, int, Callable[[datetime], object]]] = field(default_factory=list)
    _count: Iterator[int] = field(default_factory=count)

    def at(self, day: date, hour: time, happens: Callable[[datetime], object]) -> None:
        """Let something happen at an hour of London."""
        when = datetime.combine(day, hour, tzinfo=LONDON).astimezone(UTC)
        heapq.heappush(self._events, (when, next(self._count), happens))

    def live(self) -> None:
        while self._events:
            now, _, happens = heapq.heappop(self._events)
            happens(now)

    def look(self, now: datetime) -> None:
        """Do what the sweep does in the night: write a card where the signs point elsewhere."""
        with self.group.database.write() as transaction:
            cards.look(transaction, viewer=self.group.engine, now=now)

    def see(self, now: datetime) -> None:
        """Let Sam type **stage**."""
        day = now.astimezone(LONDON).date()
        self.shown[day] = cards.show(database=self.group.database, viewer=self.group.viewer("sam"), now=now)

    def decide(self, who: str, choice: Choice, now: datetime) -> None:
        """Let somebody press on the card that is open."""
        viewer = self.group.viewer(who)
        seen = cards.show(database=self.group.database, viewer=viewer, now=now).card
        assert seen is not None
        cards.press(
            database=self.group.database, viewer=viewer, seen=seen, chosen=Chosen(choice=choice), now=now
        )


def build(group: Riverside) -> Played:
    """Plan everything that happens in the year, for six partners and eleven people."""
    widened = _widened(group)
    played = Played(group=widened, office=Office(database=widened.database))
    year = sample_year()
    promises = [_of_somebody_who_writes(one) for one in year.promises]
    pressed = _agree(widened, promises)
    for promise, one in zip(promises, pressed, strict=True):
        _keep(played, promise, one)
    for milestone in year.milestones:
        _plan(played, milestone)
    for contact in year.contacts:
        _talk(played, contact)
    for by, concern in zip(_RAISED_BY, year.concerns, strict=True):
        _raise(played, by, concern)
    for held in ROUNDS:
        _hold(played, held)
    return played


def _widened(group: Riverside) -> Riverside:
    sam = group.viewer("sam")
    with group.database.write() as transaction:
        ids = {one.name: one.id for one in partners.all_of(transaction, viewer=sam)}
        for name in set(_PARTNERS) - set(ids):
            ids[name] = partners.add(transaction, viewer=sam, name=name, reach=Reach.SLACK).id
        for partner_id in ids.values():
            partners.keep_days(transaction, viewer=sam, partner_id=partner_id, closed=_CLOSED, busy=())
        for name, partner, role in _PEOPLE:
            person = people.create(transaction, viewer=sam, name=name, zone=None, now=NOW)
            people.give_address(
                transaction,
                viewer=sam,
                person_id=person.id,
                kind=AddressKind.SLACK,
                installation_id=group.installation_id,
                external_id=f"U-{person.first_name.upper()}",
            )
            members.add(transaction, viewer=sam, person_id=person.id, role=role, partner_id=ids[partner])
            members.open_door(transaction, viewer=sam, person_ids=[person.id])
            members.greeted(transaction, viewer=sam, person_id=person.id, now=NOW)
        everybody = members.all_of(transaction, viewer=sam)
        ids_of_people = [one.person.id for one in everybody]
        planning.open_doors(transaction, viewer=sam, person_ids=ids_of_people, now=NOW)
    return replace(group, members={one.person.first_name.lower(): one for one in everybody})


def _of_somebody_who_writes(promise: Promise) -> Promise:
    """What passes with no word is with somebody who could have sent one: in February it is Meadow's risk assessment."""
    is_silent = promise.done_on is None and not promise.words_on
    return replace(promise, partner=_MEADOW) if is_silent and promise.partner == _BY_TELEPHONE else promise


def _agree(group: Riverside, promises: Sequence[Promise]) -> list[int]:
    """Put in what the steering group agreed, each with its date. Returns the shares, in their order."""
    rows = [
        NewCommitment(
            wording=Wording(title=f"Action {number}", done_when="it is there"),
            due=promise.due,
            shares=(_share(group, promise.partner),),
        )
        for number, promise in enumerate(promises)
    ]
    sam = group.viewer("sam")
    with group.database.write() as transaction:
        made = [entries.write(transaction, viewer=sam, new=row, now=NOW) for row in rows]
    return [one.shares[0].id for one in made]


def _share(group: Riverside, partner: int | None) -> NewShare:
    holder = group.members[_HOLDERS[partner]]
    partner_id = group.office_id if partner is None else holder.partner_id
    assert partner_id is not None
    return NewShare(
        partner_id=partner_id,
        person_id=holder.person.id,
        state=ShareState.ACCEPTED,
        agreed_on=NOW.date(),
    )


def _keep(played: Played, promise: Promise, share_id: int) -> None:
    """Done on its day; on the next one, where there was only a word; and days after the card, where there was none."""
    done = partial(_done, played.group, promise.partner, share_id)
    if promise.done_on is not None:
        played.at(promise.done_on, time(12), done)
    elif promise.words_on:
        played.at(promise.due + timedelta(days=1), time(7), done)
    else:
        card = next(one.card for one in FIGURES if one.card > promise.due)
        played.at(card + timedelta(days=2), time(15), done)


def _done(group: Riverside, partner: int | None, share_id: int, now: datetime) -> None:
    holder = _HOLDERS[partner]
    viewer = group.viewer("sam" if holder == "dee" else holder)
    pressed = Pressed(share_id=share_id, version=1)
    assert progress.done(database=group.database, viewer=viewer, pressed=pressed, now=now).changed


def _plan(played: Played, milestone: Milestone) -> None:
    group = played.group
    with group.database.write() as transaction:
        made = stored_milestones.add(
            transaction,
            viewer=group.viewer("sam"),
            title="Something that we do together",
            due=milestone.due,
            now=NOW,
            is_quick_win=milestone.is_quick_win,
        )
    if milestone.reached_on is not None:
        told = Told(alone_possible=not milestone.together)
        played.at(milestone.reached_on, time(16), partial(_reach, group, made.id, told))


def _reach(group: Riverside, milestone_id: int, told: Told, now: datetime) -> None:
    sam = group.viewer("sam")
    milestones.reach_by_hand(database=group.database, viewer=sam, milestone_id=milestone_id, now=now)
    celebrations.celebrate(database=group.database, viewer=sam, milestone_id=milestone_id, told=told, now=now)


def _talk(played: Played, contact: Contact) -> None:
    """Sam rings; a partner that begins a talk writes it down itself. Nobody has rung Dee since 8 December."""
    holder = _HOLDERS[contact.partner]
    is_dee = holder == "dee"
    if is_dee and _DEES <= contact.on < _DEMO:
        return
    by = holder if contact.begun_by_partner else "sam"
    played.at(contact.on, time(10), partial(_spoke, played.group, by, holder))


def _spoke(group: Riverside, by: str, holder: str, now: datetime) -> None:
    partner_id = group.members[holder].partner_id
    assert partner_id is not None
    with group.database.write() as transaction:
        contacts.add(
            transaction,
            viewer=group.viewer(by),
            partner_id=partner_id,
            person_id=group.person(holder).id,
            kind=ContactKind.SPOKE,
            on=now.date(),
            now=now,
        )


def _raise(played: Played, by: str, concern: Concern) -> None:
    ids: list[int] = []

    def raised(now: datetime) -> None:
        seen = worried.raised(played.group, by, may_know=MayKnow.ONLY_RUNNER, now=now)
        ids.append(seen.concern.id)

    def answered(now: datetime) -> None:
        worried.answered(played.group, ids[0], theme=concern.theme, now=now)

    def settled(now: datetime) -> None:
        following.is_sorted(
            database=played.group.database, viewer=played.group.viewer(by), concern_id=ids[0], now=now
        )

    played.at(concern.raised_on, time(14), raised)
    played.at(concern.raised_on + timedelta(days=1), time(14), answered)
    if concern.closed_on is not None:
        played.at(concern.closed_on, time(9), settled)


def _hold(played: Played, held: HeldRound) -> None:
    """Sam asks on a Tuesday; people answer the next day; it is told of where the year says so."""
    rounds: list[Round] = []

    def opened(now: datetime) -> None:
        rounds.append(checked_in.open_round(played.group, now=now))

    def answered(now: datetime) -> None:
        for who, said in held.said().items():
            member = played.group.members[who]
            checked_in.answer(
                played.group, member, rounds[0], now=now, version=None, shown_id=None, chair_id=None, **said
            )
        if held.of_dee:
            _for_dee(played.group, rounds[0], held.of_dee, now)

    played.at(held.opens_on, time(8), opened)
    played.at(held.opens_on + timedelta(days=1), time(12), answered)
    played.at(held.closes_on + timedelta(days=1), time(0, 5), lambda now: _close(played.group, now))
    played.at(held.told_on, time(11), lambda now: _tell(played.group, rounds[0], held.well_do, now))


def _for_dee(group: Riverside, of_round: Round, said: Mapping[str, Answer], now: datetime) -> None:
    with group.database.write() as transaction:
        answers.keep_for_organisation(
            transaction,
            viewer=group.viewer("sam"),
            round_id=of_round.id,
            partner_id=group.brook_lane_id,
            person_id=group.person("dee").id,
            answers=said,
            now=now,
            by_phone=True,
        )


def _close(group: Riverside, now: datetime) -> None:
    assert checked_in.close(group, now=now) == 1


def _tell(group: Riverside, of_round: Round, lines: str, now: datetime) -> None:
    told = partial(_version, group, of_round)
    where = {"database": group.database, "viewer": group.viewer("sam"), "round_id": of_round.id, "now": now}
    telling.write(**where, version=told(), lines=lines)  # type: ignore[arg-type]  # As named.
    telling.post(**where, version=told())  # type: ignore[arg-type]  # As named.


def _version(group: Riverside, of_round: Round) -> int:
    told = telling.read(database=group.database, viewer=group.viewer("sam"), round_id=of_round.id)
    return told.summary.version
