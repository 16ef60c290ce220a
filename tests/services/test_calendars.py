"""The calendar of one person."""

from datetime import date, time
from zoneinfo import ZoneInfo

from bot.domain.calendars import MONDAY_TO_FRIDAY, PartnerCalendar, PersonCalendar, Span
from bot.domain.people import Hour, Rhythm
from bot.domain.permissions import Role, myself
from bot.services import calendars
from storage import members, partners
from storage import people as stored_people
from storage.database import Database
from tests.riverside import LONDON, NOW, Riverside, build

_ENGLAND = PartnerCalendar(country="GB", region="ENG")


def _calendar(riverside: Riverside, name: str) -> PersonCalendar:
    with riverside.database.read() as transaction:
        viewer = riverside.viewer("sam")
        person_id = riverside.person(name).id
        membership = members.member(transaction, viewer=viewer, person_id=person_id)
        assert membership is not None
        return calendars.of_member(transaction, viewer=viewer, membership=membership)


def test_calendar_of_somebody_at_a_partner(database: Database) -> None:
    riverside = build(database, opened=True)

    assert _calendar(riverside, "mina") == PersonCalendar(partner=_ENGLAND, zone=ZoneInfo("Europe/Dublin"))


def test_zone_is_that_of_the_partner_where_the_person_has_none(database: Database) -> None:
    riverside = build(database)
    sam = riverside.viewer("sam")

    with database.write() as transaction:
        lisbon = partners.add(
            transaction, viewer=sam, name="Lisboa", zone=ZoneInfo("Europe/Lisbon"), country="PT"
        )
        members.work_for(transaction, viewer=sam, person_id=riverside.person("rob").id, partner_id=lisbon.id)

    assert _calendar(riverside, "rob") == PersonCalendar(
        partner=PartnerCalendar(country="PT"), zone=ZoneInfo("Europe/Lisbon")
    )


def test_calendar_of_somebody_at_no_partner_is_that_of_the_partnership(database: Database) -> None:
    riverside = build(database)
    sam = riverside.viewer("sam")

    with database.write() as transaction:
        nia = stored_people.create(transaction, viewer=sam, name="Nia Newcomer", zone=None, now=NOW)
        added = members.add(transaction, viewer=sam, person_id=nia.id, role=Role.OBSERVER, partner_id=None)
        calendar = calendars.of_member(transaction, viewer=sam, membership=added)

    assert calendar == PersonCalendar(partner=_ENGLAND, zone=LONDON)


def test_rhythm_is_in_the_calendar(database: Database) -> None:
    riverside = build(database)
    mina = riverside.person("mina")
    away = Span(first=date(2026, 9, 21), last=date(2026, 9, 25))
    rhythm = Rhythm(regular_days=frozenset({0}), hour=Hour.END_OF_DAY, leave=(away,))

    with database.write() as transaction:
        stored_people.set_rhythm(transaction, viewer=myself(mina.id), person_id=mina.id, rhythm=rhythm)

    calendar = _calendar(riverside, "mina")
    assert (calendar.regular_days, calendar.hour, calendar.leave) == (frozenset({0}), time(15, 45), (away,))


def test_runner_of_an_open_partnership_has_a_list_each_working_day(database: Database) -> None:
    riverside = build(database, opened=True)

    assert _calendar(riverside, "sam").regular_days == MONDAY_TO_FRIDAY


def test_runner_of_a_draft_keeps_their_own_days(database: Database) -> None:
    assert _calendar(build(database), "sam").regular_days == frozenset({1, 3})
