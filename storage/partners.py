"""Partners: the organisations of a partnership, with the calendars on which their days are counted."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, bindparam, delete, insert, select, update

from bot.domain.calendars import PartnerCalendar, Span, SpanKind
from bot.domain.partners import Partner, PartnerKind, Reach, name_key
from bot.domain.permissions import Viewer
from bot.errors import Refused
from storage.conflicts import unless_there
from storage.database import Transaction
from storage.remembering import already, remembered
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
        ClosedDatesRow.kind.label("closed_kind"),
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
    busy: Collection[Span] = (),
) -> Partner:
    """Add an organisation to the viewer's partnership. Raises `Refused` (partner_exists) for a name that is there.

    Without a country its public holidays, and without a zone its hours, are those of the partnership.
    """
    if viewer.partnership_id is None:
        raise PermissionError("a partner is added to a partnership")
    _hold(transaction, select(PartnershipRow.id).where(PartnershipRow.id == viewer.partnership_id))
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
    _keep(transaction, partner_id, closed=closed, busy=busy)
    return get(transaction, viewer=viewer, partner_id=partner_id)


def keep_days(
    transaction: Transaction,
    *,
    viewer: Viewer,
    partner_id: int,
    closed: Collection[Span],
    busy: Collection[Span],
) -> Partner:
    """Put these closed dates and busy days in the place of those that a partner has. LookupError when there is none.

    Hold the partner before reading what these days were made of.
    """
    held = hold(transaction, viewer=viewer, partner_id=partner_id)
    transaction.connection.execute(delete(ClosedDatesRow).where(ClosedDatesRow.partner_id == held.id))
    _keep(transaction, held.id, closed=closed, busy=busy)
    return get(transaction, viewer=viewer, partner_id=partner_id)


def reach_by(transaction: Transaction, *, viewer: Viewer, partner_id: int, reach: Reach) -> None:
    """Keep how a partner of the viewer's partnership is reached."""
    transaction.connection.execute(
        update(PartnerRow)
        .where(PartnerRow.id == partner_id, PartnerRow.partnership_id == viewer.partnership_id)
        .values(reach=reach)
    )


def hold(transaction: Transaction, *, viewer: Viewer, partner_id: int) -> Partner:
    """Return one partner, whose days nobody else then changes. LookupError when there is none."""
    here = (PartnerRow.id == partner_id, PartnerRow.partnership_id == viewer.partnership_id)
    _hold(transaction, select(PartnerRow.id).where(*here))
    return get(transaction, viewer=viewer, partner_id=partner_id)


def get(transaction: Transaction, *, viewer: Viewer, partner_id: int) -> Partner:
    """Return one partner of the viewer's partnership. LookupError when there is none."""
    everybody = already(transaction, _everybody, viewer.partnership_id)
    if everybody is None:
        everybody = _just(transaction, viewer.partnership_id, partner_id)
    found = next((one for one in everybody if one.id == partner_id), None)
    if found is None:
        raise LookupError(f"no partner {partner_id} for {viewer}")
    return found


def all_of(transaction: Transaction, *, viewer: Viewer) -> tuple[Partner, ...]:
    """Return the partners of the viewer's partnership in alphabetical order, the office among them."""
    return _everybody(transaction, viewer.partnership_id)


def names(transaction: Transaction, *, viewer: Viewer) -> dict[int, str]:
    """Return what the partners of the viewer's partnership are called, by their ids."""
    everybody = already(transaction, _everybody, viewer.partnership_id)
    if everybody is not None:
        return {one.id: one.name for one in everybody}
    rows = transaction.connection.execute(_NAMES, {"partnership_id": viewer.partnership_id})
    return {row.id: row.name for row in rows}


def by_name(transaction: Transaction, *, viewer: Viewer, name: str) -> Partner | None:
    """Return the partner of this name, whatever its case and spaces; None where there is none."""
    wanted = name_key(name)
    return next(
        (one for one in all_of(transaction, viewer=viewer) if name_key(one.name) == wanted),
        None,
    )


def _hold(transaction: Transaction, row: Select[Any]) -> None:
    """Let nobody else write what hangs on a row, until this transaction is over."""
    if transaction.locks_rows:
        transaction.connection.execute(row.with_for_update(key_share=True))


def _keep(
    transaction: Transaction, partner_id: int, *, closed: Collection[Span], busy: Collection[Span]
) -> None:
    spans = [(span, SpanKind.CLOSED) for span in closed] + [(span, SpanKind.BUSY) for span in busy]
    rows = [
        {"partner_id": partner_id, "first": span.first, "last": span.last, "name": span.name, "kind": kind}
        for span, kind in spans
    ]
    if rows:
        transaction.connection.execute(insert(ClosedDatesRow), rows)


@remembered
def _everybody(transaction: Transaction, partnership_id: int | None) -> tuple[Partner, ...]:
    found = _selected(transaction, _ALL, partnership_id=partnership_id)
    return tuple(sorted(found, key=lambda one: (name_key(one.name), one.id)))


@remembered
def _just(transaction: Transaction, partnership_id: int | None, partner_id: int) -> tuple[Partner, ...]:
    return _selected(transaction, _ONE, partnership_id=partnership_id, partner_id=partner_id)


def _selected(transaction: Transaction, query: Select[Any], **values: object) -> tuple[Partner, ...]:
    first: dict[int, Row[Any]] = {}
    spans: dict[tuple[int, SpanKind], list[Span]] = defaultdict(list)
    for row in transaction.connection.execute(query, values):
        first.setdefault(row.id, row)
        if row.closed_from is not None:
            span = Span(first=row.closed_from, last=row.closed_until, name=row.closed_for)
            spans[row.id, row.closed_kind].append(span)
    return tuple(
        _partner(row, closed=spans[row.id, SpanKind.CLOSED], busy=spans[row.id, SpanKind.BUSY])
        for row in first.values()
    )


def _partner(row: Row[Any], *, closed: Collection[Span], busy: Collection[Span]) -> Partner:
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
            closed=tuple(closed),
            busy=tuple(busy),
        ),
    )
