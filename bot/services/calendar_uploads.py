"""Calendar files (.ics) that people send: what they say about closed dates, shown first, then kept for one partner."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calendar_files import LARGEST, CalendarFile, LeftOut, Why, read_calendar
from bot.domain.calendar_previews import CalendarPreview
from bot.domain.calendars import Span
from bot.domain.closed_dates import MOST_SPANS, merged
from bot.domain.ids import id_of
from bot.domain.partners import Partner
from bot.domain.permissions import Intent, Viewer, allowed
from bot.domain.uploads import Upload, UploadKind, UploadState
from bot.errors import Refused
from bot.messages import calendar_file as wording
from bot.services import closed_dates, guard
from bot.services.closed_dates import Kept
from bot.services.imports.uploads import say, sender, settled
from bot.services.ports import Transaction, Transactions
from storage import audit
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import uploads as stored_uploads

__all__ = ["LARGEST", "answer", "expect", "keep", "leave", "preview", "take"]

_PARTNER = "partner"
"""For which partner it was sent, among what was chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A calendar as it arrives. `size` in bytes, 0 where the platform does not say; `partner_id` None: it is asked."""

    installation_id: int
    name: str = ""
    size: int = 0
    reference: str = ""
    partner_id: int | None = None


def expect(*, database: Transactions, viewer: Viewer, sent: Sent, now: datetime) -> None:
    """Keep where a calendar can be fetched; the sweep fetches it and answers its sender.

    The same one twice is one, while it waits. Raises `Refused` (not_for_your_role, calendar_too_large).
    """
    with database.write() as transaction:
        _require(transaction, viewer, sent)
        if not stored_uploads.is_here(
            transaction, viewer=viewer, installation_id=sent.installation_id, reference=sent.reference
        ):
            _add(transaction, viewer, sent, None, now)


def take(
    *, database: Transactions, viewer: Viewer, sent: Sent, content: bytes, now: datetime
) -> CalendarPreview:
    """Read a calendar that came along, and return what it says; nothing is kept of it yet.

    Raises `Refused` (not_for_your_role, calendar_…) for what cannot be read.
    """
    found = read_calendar(content, today=now.date())
    with database.write() as transaction:
        _require(transaction, viewer, sent)
        upload = _add(transaction, viewer, sent, _packed(found), now)
        return _preview(transaction, viewer, upload)


def answer(*, database: Transactions, upload_id: int, content: bytes, now: datetime) -> bool:
    """Answer the sender of a calendar that was fetched. Returns False where somebody was quicker.

    Raises `Refused` (calendar_…) for what cannot be read.
    """
    packed = _packed(read_calendar(content, today=now.date()))
    with database.write() as transaction:
        upload = settled(transaction, upload_id, UploadState.READ, content=packed)
        if upload is None:
            return False
        viewer = sender(transaction, upload)
        read = _found(transaction, viewer, upload_id)
        say(transaction, upload, wording.preview(_preview(transaction, viewer, read)), now)
        return True


def preview(*, database: Transactions, viewer: Viewer, upload_id: int) -> CalendarPreview:
    """Return what a calendar says. Raises `Refused` (calendar_gone)."""
    with database.read() as transaction:
        return _preview(transaction, viewer, _found(transaction, viewer, upload_id))


def keep(
    *, database: Transactions, viewer: Viewer, upload_id: int, partner_id: int | None, now: datetime
) -> Kept:
    """Add what a calendar says to the closed dates of a partner. The second time there is nothing left to add.

    Raises `Refused` (calendar_gone, calendar_whose, not_for_your_role, partner_gone, closed_dates_too_many).
    """
    with database.write() as transaction:
        upload = _found(transaction, viewer, upload_id, held=True)
        if partner_id is None:
            raise Refused("calendar_whose", field=_PARTNER)
        guard.require(viewer=viewer, intent=Intent.CLOSED_DATES, partner_id=partner_id)
        partner = _partner(transaction, viewer, partner_id)
        closed = merged((*partner.calendar.closed, *_unpacked(upload).closed))
        if len(closed) > MOST_SPANS:
            raise Refused("closed_dates_too_many", field=_PARTNER, count=len(closed), most=MOST_SPANS)
        _decide(transaction, viewer, upload, UploadState.MADE)
        return closed_dates.put(
            transaction, viewer=viewer, partner=partner, closed=closed, busy=partner.calendar.busy, now=now
        )


def leave(*, database: Transactions, viewer: Viewer, upload_id: int) -> None:
    """Forget a calendar. Raises `Refused` (calendar_gone)."""
    with database.write() as transaction:
        upload = _found(transaction, viewer, upload_id, held=True)
        _decide(transaction, viewer, upload, UploadState.LEFT)


def _require(transaction: Transaction, viewer: Viewer, sent: Sent) -> None:
    if not _partners(transaction, viewer):
        raise Refused("not_for_your_role")
    if sent.partner_id is not None:
        guard.require(viewer=viewer, intent=Intent.CLOSED_DATES, partner_id=sent.partner_id)
    if sent.size > LARGEST:
        raise Refused("calendar_too_large")


def _partners(transaction: Transaction, viewer: Viewer) -> tuple[Partner, ...]:
    everybody = stored_partners.all_of(transaction, viewer=viewer)
    return tuple(
        one for one in everybody if allowed(intent=Intent.CLOSED_DATES, viewer=viewer, partner_id=one.id)
    )


def _partner(transaction: Transaction, viewer: Viewer, partner_id: int) -> Partner:
    try:
        return stored_partners.hold(transaction, viewer=viewer, partner_id=partner_id)
    except LookupError:
        raise Refused("partner_gone") from None


def _add(
    transaction: Transaction, viewer: Viewer, sent: Sent, content: bytes | None, now: datetime
) -> Upload:
    upload = stored_uploads.add(
        transaction,
        viewer=viewer,
        name=sent.name,
        installation_id=sent.installation_id,
        reference=sent.reference,
        content=content,
        now=now,
        kind=UploadKind.CALENDAR,
        values={} if sent.partner_id is None else {_PARTNER: (str(sent.partner_id),)},
    )
    audit.write(transaction, viewer=viewer, act="calendar_sent", subject=f"upload:{upload.id}", now=now)
    return upload


def _found(transaction: Transaction, viewer: Viewer, upload_id: int, *, held: bool = False) -> Upload:
    upload = stored_uploads.get(
        transaction, viewer=viewer, upload_id=upload_id, kind=UploadKind.CALENDAR, held=held
    )
    if upload is None or upload.state is not UploadState.READ:
        raise Refused("calendar_gone")
    return upload


def _decide(transaction: Transaction, viewer: Viewer, upload: Upload, state: UploadState) -> None:
    stored_uploads.change(
        transaction, viewer=viewer, upload=upload, state=state, content=None, values=upload.values
    )


def _preview(transaction: Transaction, viewer: Viewer, upload: Upload) -> CalendarPreview:
    partners = _partners(transaction, viewer)
    chosen = id_of(next(iter(upload.values.get(_PARTNER, ())), ""))
    only = partners[0].id if len(partners) == 1 else None
    return CalendarPreview(
        upload_id=upload.id,
        partnership=stored_partnerships.get(transaction, viewer=viewer),
        partners=partners,
        partner_id=chosen or only,
        found=_unpacked(upload),
    )


def _packed(found: CalendarFile) -> bytes:
    spans = [[one.first.isoformat(), one.last.isoformat(), one.name] for one in found.closed]
    left_out = [[one.name, one.why.value] for one in found.left_out]
    return json.dumps({"closed": spans, "left_out": left_out}).encode()


def _unpacked(upload: Upload) -> CalendarFile:
    kept = json.loads(upload.content or b"{}")
    return CalendarFile(
        closed=tuple(
            Span(first=date.fromisoformat(first), last=date.fromisoformat(last), name=name)
            for first, last, name in kept["closed"]
        ),
        left_out=tuple(LeftOut(name=name, why=Why(why)) for name, why in kept["left_out"]),
    )
