"""Partners: the organisations of a partnership, with the calendars on which their days are counted."""

from collections.abc import Collection
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, bindparam, insert, select

from bot.domain.calendars import PartnerCalendar, Span
from bot.domain.partners import Partner, PartnerKind, Reach, name_key
from bot.domain.permissions import Viewer
from bot.errors import Refused
from storage.conflicts import unless_there
from storage.database import Transaction
from storage.tables import ClosedDatesRow, PartnerRow, PartnershipRow

_ALL: Final = (
    select(
        PartnerRow.__table__,
        PartnershipRow.zone.label("shared_zone"),
        PartnershipRow.country.label("shared_country"),
        PartnershipRow.region.label("shared_region"),
        ClosedDatesRow.first.label("closed_from"),
        ClosedDatesRow.last.label("closed_until"),
        ClosedDatesRow.name.label("closed_for"),
    )
    .join(PartnershipRow, PartnershipRow.id == PartnerRow.partnership_id)
    .outerjoin(ClosedDatesRow, ClosedDatesRow.partner_id == PartnerRow.id)
    .where(PartnerRow.partnership_id == bindparam("partnership_id"))
    .order_by(PartnerRow.id, ClosedDatesRow.first)
)
"""A row for each span of closed dates, and one for a partner that has none."""

_NAMES: Final = select(PartnerRow.id, PartnerRow.name).where(
    PartnerRow.partnership_id == bindparam("partnership_id")
)
_ONE: Final = _ALL.where(PartnerRow.id == bindparam("partner_id"))

_ADD: Final = {
    name: added.returning(PartnerRow.id)
    for name, added in unless_there(PartnerRow, key=("partnership_id", "name")).items()
}


def add(
    transaction: Transaction,
    *,
    viewer: Viewer,
    name: str,
    kind: PartnerKind = PartnerKind.PARTNER,
    reach: Reach = Reach.NOT_YET,
    country: str | None = None,
    region: str | None = None,
    zone: ZoneInfo | None = None,
    closed: Collection[Span] = (),
) -> Partner:
    """Add an organisation to the viewer's partnership. Raises `Refused` (partner_exists) for a name that is there.

    Without a country its public holidays, and without a zone its hours, are those of the partnership.
    """
    if viewer.partnership_id is None:
        raise PermissionError("a partner is added to a partnership")
    there = by_name(transaction, viewer=viewer, name=name)
    if there is not None:
        raise Refused("partner_exists", field="organisation", partner=there.name)
    row = {
        "partnership_id": viewer.partnership_id,
        "name": " ".join(name.split()),
        "kind": kind,
        "reach": reach,
        "country": country,
        "region": region,
        "zone": zone,
    }
    partner_id = transaction.connection.execute(
        _ADD[transaction.connection.dialect.name], row
    ).scalar_one_or_none()
    if partner_id is None:
        raise Refused("partner_exists", field="organisation", partner=row["name"])
    if closed:
        spans = [
            {"partner_id": partner_id, "first": span.first, "last": span.last, "name": span.name}
            for span in closed
        ]
        transaction.connection.execute(insert(ClosedDatesRow), spans)
    return get(transaction, viewer=viewer, partner_id=partner_id)


def get(transaction: Transaction, *, viewer: Viewer, partner_id: int) -> Partner:
    """Return one partner of the viewer's partnership. LookupError when there is none."""
    found = _selected(transaction, viewer, _ONE, partner_id=partner_id)
    if not found:
        raise LookupError(f"no partner {partner_id} for {viewer}")
    return found[0]


def all_of(transaction: Transaction, *, viewer: Viewer) -> tuple[Partner, ...]:
    """Return the partners of the viewer's partnership in alphabetical order, the office among them."""
    return tuple(sorted(_selected(transaction, viewer, _ALL), key=lambda one: (name_key(one.name), one.id)))


def names(transaction: Transaction, *, viewer: Viewer) -> dict[int, str]:
    """Return what the partners of the viewer's partnership are called, by their ids."""
    rows = transaction.connection.execute(_NAMES, {"partnership_id": viewer.partnership_id})
    return {row.id: row.name for row in rows}


def by_name(transaction: Transaction, *, viewer: Viewer, name: str) -> Partner | None:
    """Return the partner of this name, whatever its case and spaces; None where there is none."""
    wanted = name_key(name)
    return next(
        (one for one in _selected(transaction, viewer, _ALL) if name_key(one.name) == wanted),
        None,
    )


def _selected(
    transaction: Transaction, viewer: Viewer, query: Select[Any], **values: object
) -> tuple[Partner, ...]:
    first: dict[int, Row[Any]] = {}
    closed: dict[int, list[Span]] = {}
    for row in transaction.connection.execute(query, {"partnership_id": viewer.partnership_id, **values}):
        first.setdefault(row.id, row)
        spans = closed.setdefault(row.id, [])
        if row.closed_from is not None:
            spans.append(Span(first=row.closed_from, last=row.closed_until, name=row.closed_for))
    return tuple(_partner(row, tuple(closed[row.id])) for row in first.values())


def _partner(row: Row[Any], closed: tuple[Span, ...]) -> Partner:
    # A region belongs to its country, so one is never taken without the other.
    own = row.country is not None and row.country != row.shared_country
    return Partner(
        id=row.id,
        partnership_id=row.partnership_id,
        name=row.name,
        kind=row.kind,
        reach=row.reach,
        zone=row.zone or row.shared_zone,
        calendar=PartnerCalendar(
            country=row.country or row.shared_country,
            region=row.region if own else row.region or row.shared_region,
            closed=closed,
        ),
    )
