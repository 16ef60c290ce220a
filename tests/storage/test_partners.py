"""Partners as stored: their names, their calendars and who sees them."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.calendars import PartnerCalendar, Span
from bot.domain.partners import PartnerKind
from bot.domain.zones import zone_of
from bot.errors import Refused
from storage import partners
from storage.database import Database
from tests.riverside import Riverside, build


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database)


def test_partners_in_alphabetical_order(riverside: Riverside) -> None:
    with riverside.database.write() as transaction:
        sam = riverside.viewer("sam")
        partners.add(transaction, viewer=sam, name="abbey School")
        found = partners.all_of(transaction, viewer=sam)

    assert [one.name for one in found] == [
        "abbey School",
        "Brook Lane Training",
        "Castle College",
        "Partnership office",
    ]
    assert found[-1].kind is PartnerKind.OFFICE


@pytest.mark.parametrize("name", ["Castle College", "  castle   college "])
def test_partner_by_name(riverside: Riverside, name: str) -> None:
    with riverside.database.read() as transaction:
        found = partners.by_name(transaction, viewer=riverside.viewer("mina"), name=name)

    assert found is not None
    assert found.id == riverside.castle_id


def test_partner_of_the_same_name(riverside: Riverside) -> None:
    with riverside.database.write() as transaction, pytest.raises(Refused) as refused:
        partners.add(transaction, viewer=riverside.viewer("sam"), name="CASTLE  college")

    assert (refused.value.key, refused.value.field, refused.value.parameters) == (
        "partner_exists",
        "organisation",
        {"partner": "Castle College"},
    )


def test_partner_of_another_partnership(riverside: Riverside) -> None:
    stranger = replace(riverside.viewer("sam"), partnership_id=riverside.partnership_id + 1)

    with riverside.database.read() as transaction:
        assert partners.all_of(transaction, viewer=stranger) == ()
        with pytest.raises(LookupError):
            partners.get(transaction, viewer=stranger, partner_id=riverside.castle_id)


@pytest.mark.parametrize(
    ("country", "region", "calendar"),
    [
        (None, None, ("GB", "ENG")),
        (None, "WLS", ("GB", "WLS")),
        ("GB", None, ("GB", "ENG")),
        ("GB", "SCT", ("GB", "SCT")),
        ("IE", None, ("IE", None)),
    ],
)
def test_partner_keeps_holidays_of_its_own(
    riverside: Riverside, country: str | None, region: str | None, calendar: tuple[str, str | None]
) -> None:
    closed = (
        Span(first=date(2026, 12, 19), last=date(2027, 1, 3), name="Christmas"),
        Span(first=date(2026, 10, 26), last=date(2026, 10, 30)),
    )

    with riverside.database.write() as transaction:
        made = partners.add(
            transaction,
            viewer=riverside.viewer("sam"),
            name="Meadow College",
            country=country,
            region=region,
            closed=closed,
        )

    assert made.calendar == PartnerCalendar(country=calendar[0], region=calendar[1], closed=closed[::-1])


@pytest.mark.parametrize(("own", "zone"), [(None, "Europe/London"), ("Europe/Lisbon", "Europe/Lisbon")])
def test_partner_keeps_its_time_zone(riverside: Riverside, own: str | None, zone: str) -> None:
    with riverside.database.write() as transaction:
        made = partners.add(
            transaction, viewer=riverside.viewer("sam"), name="Meadow College", zone=zone_of(own)
        )

    assert made.zone == zone_of(zone)


def test_closed_dates_and_busy_days_take_the_place_of_those_before(riverside: Riverside) -> None:
    half_term = Span(first=date(2026, 10, 26), last=date(2026, 10, 30), name="half-term")
    inspection = Span(first=date(2026, 11, 9), last=date(2026, 11, 13), name="Ofsted")
    christmas = Span(first=date(2026, 12, 19), last=date(2027, 1, 3), name="Christmas")
    sam, castle_id = riverside.viewer("sam"), riverside.castle_id

    with riverside.database.write() as transaction:
        partners.keep_days(
            transaction, viewer=sam, partner_id=castle_id, closed=[half_term], busy=[inspection]
        )
        first = partners.get(transaction, viewer=sam, partner_id=castle_id).calendar
        after = partners.keep_days(
            transaction, viewer=sam, partner_id=castle_id, closed=[christmas], busy=[]
        ).calendar

    assert (first.closed, first.busy) == ((half_term,), (inspection,))
    assert (after.closed, after.busy) == ((christmas,), ())


def test_days_of_a_partner_are_no_other_partners(riverside: Riverside) -> None:
    day = Span(first=date(2026, 10, 26), last=date(2026, 10, 26))
    sam = riverside.viewer("sam")

    with riverside.database.write() as transaction:
        partners.keep_days(transaction, viewer=sam, partner_id=riverside.castle_id, closed=[day], busy=[day])
        other = partners.get(transaction, viewer=sam, partner_id=riverside.brook_lane_id).calendar

    assert (other.closed, other.busy) == ((), ())
