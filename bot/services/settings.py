"""What people choose for themselves: their days and hour, when they are away, what they hope to gain."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendars import MONDAY_TO_FRIDAY, Span, local_date
from bot.domain.people import Hour, Person, Rhythm
from bot.domain.permissions import myself
from bot.domain.zones import HOME
from bot.errors import Refused
from bot.services import identity, planning, quiet
from bot.services.days import read_day
from bot.services.identity import Caller
from bot.services.lengths import TEXT, require_room
from bot.services.ports import Transactions
from storage import audit
from storage import hopes as stored_hopes
from storage import links as stored_links
from storage import manners as stored_manners
from storage import members as stored_members
from storage import partnerships as stored_partnerships
from storage import people as stored_people
from storage.database import Joined, Transaction

MOST_DAYS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the form **Choose when I write to you** says, as typed or chosen. Days count from Monday, which is "0".

    `news`: the news too, or just what is theirs; None leaves it as it was.
    """

    days: Collection[str]
    hour: str
    news: bool | None = None
    away_first: str = ""
    away_last: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What somebody has chosen. `away` is the absence that runs or comes next; `runs` says that they run a partnership,
    `has_links` that links lead to a page of theirs.

    A runner has one list each working morning, whatever their days.
    """

    person: Person
    away: Span | None
    runs: bool
    has_links: bool


def of_caller(*, database: Transactions, caller: Caller, now: datetime) -> Settings:
    """Return what the caller has chosen until now."""
    with database.write() as transaction:
        return _settings(transaction, _settled(transaction, caller, now), now)


def change(*, database: Transactions, caller: Caller, chosen: Chosen, now: datetime) -> Settings:
    """Keep the caller's days, hour and absence, and plan anew what they will be sent.

    The absence takes the place of the one that was shown; two empty days take it away. Raises `Refused`
    (days_number, hour_unknown, away_half, away_backwards, or a date's).
    """
    days, hour = _read_days(chosen.days), _read_hour(chosen.hour)
    with database.write() as transaction:
        person = _settled(transaction, caller, now)
        today = _today(transaction, person, now)
        away = _read_away(chosen, today)
        kept = _kept_leave(person, today)
        leave = tuple(sorted((*kept, *away), key=lambda span: span.first))
        person = _keep_news(transaction, person, chosen.news, now)
        return _keep(transaction, person, Rhythm(regular_days=days, hour=hour, leave=leave), now)


def choose_hour(*, database: Transactions, caller: Caller, hour: str, now: datetime) -> Settings:
    """Keep the caller's hour, and plan anew. Raises `Refused` (hour_unknown)."""
    chosen = _read_hour(hour)
    with database.write() as transaction:
        person = _settled(transaction, caller, now)
        return _keep(transaction, person, replace(person.rhythm, hour=chosen), now)


def hopes_of(*, database: Transactions, caller: Caller) -> str:
    """Return what the caller said that they hope to gain, "" where they said nothing."""
    if caller.person is None:
        return ""
    with database.read() as transaction:
        return stored_hopes.hopes_of(transaction, viewer=caller.alone())


def hope(*, database: Transactions, caller: Caller, hopes: str, now: datetime) -> None:
    """Keep what the caller hopes to gain, in their own words. Raises `Refused` (too_long)."""
    words = require_room(hopes, field="hopes", most=TEXT)
    with database.write() as transaction:
        person = _settled(transaction, caller, now)
        stored_hopes.set_hopes(transaction, viewer=myself(person.id), hopes=words)


def _settled(transaction: Transaction, caller: Caller, now: datetime) -> Person:
    return identity.settle_person(database=Joined(transaction), caller=caller, now=now)


def _keep_news(transaction: Transaction, person: Person, news: bool | None, now: datetime) -> Person:
    if news is None or news == person.news:
        return person
    viewer = myself(person.id)
    stored_manners.choose_news(transaction, viewer=viewer, person_id=person.id, news=news)
    audit.write(transaction, viewer=viewer, act="news_chosen", subject=f"person:{person.id}", now=now)
    return replace(person, news=news)


def _keep(transaction: Transaction, person: Person, rhythm: Rhythm, now: datetime) -> Settings:
    viewer = myself(person.id)
    stored_people.set_rhythm(transaction, viewer=viewer, person_id=person.id, rhythm=rhythm)
    audit.write(transaction, viewer=viewer, act="rhythm_changed", subject=f"person:{person.id}", now=now)
    memberships = stored_partnerships.memberships_of(transaction, viewer=viewer)
    for membership in memberships[:1]:
        # What rests in a quiet week is sorted anew; placed anew, what is due by now would be left out.
        quiet.wake(transaction, membership=membership, now=now)
    for membership in memberships:
        planning.replan_person(transaction, viewer=membership.viewer, person_id=person.id, now=now)
    return _settings(transaction, replace(person, rhythm=rhythm), now)


def _settings(transaction: Transaction, person: Person, now: datetime) -> Settings:
    today = _today(transaction, person, now)
    coming = [span for span in person.rhythm.leave if span.last >= today]
    return Settings(
        person=person,
        away=coming[0] if coming else None,
        runs=stored_members.runs_an_open_one(transaction, viewer=myself(person.id), person_id=person.id),
        has_links=stored_links.has_links(transaction, viewer=myself(person.id)),
    )


def _today(transaction: Transaction, person: Person, now: datetime) -> date:
    """The date where the person is: in their zone, else in that of a partnership of theirs."""
    if person.zone is not None:
        return local_date(now=now, zone=person.zone)
    memberships = stored_partnerships.memberships_of(transaction, viewer=myself(person.id))
    if not memberships:
        return local_date(now=now, zone=ZoneInfo(HOME))
    partnership = stored_partnerships.get(transaction, viewer=memberships[0].viewer)
    return local_date(now=now, zone=partnership.zone)


def _kept_leave(person: Person, today: date) -> tuple[Span, ...]:
    """The absences still to come but the first, which the form has shown."""
    return tuple(span for span in person.rhythm.leave if span.last >= today)[1:]


def _read_days(days: Collection[str]) -> frozenset[int]:
    chosen = frozenset(day for day in MONDAY_TO_FRIDAY if str(day) in days)
    if not 1 <= len(chosen) <= MOST_DAYS:
        raise Refused("days_number", field="days")
    return chosen


def _read_hour(name: str) -> Hour:
    try:
        return Hour[name]
    except KeyError:
        raise Refused("hour_unknown", field="hour") from None


def _read_away(chosen: Chosen, today: date) -> tuple[Span, ...]:
    first, last = chosen.away_first.strip(), chosen.away_last.strip()
    if not first and not last:
        return ()
    if not first or not last:
        raise Refused("away_half", field="away_last" if first else "away_first")
    from_day = read_day(text=first, field="away_first", today=today)
    to_day = read_day(text=last, field="away_last", today=today, prefer_after=from_day)
    if to_day < from_day:
        raise Refused("away_backwards", field="away_last")
    return (Span(first=from_day, last=to_day),)
