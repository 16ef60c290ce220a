"""Workbooks that come in: read at once where they came along, else fetched by a sweep and read then."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from bot.domain.imports.previews import Preview
from bot.domain.imports.sheets import Sheet
from bot.domain.permissions import ENGINE, Intent, Viewer, engine_in
from bot.domain.uploads import FETCHED_WITHIN, KEPT_FOR, Upload, UploadKind, UploadState
from bot.errors import Refused
from bot.excel.archive import LARGEST_UPLOAD
from bot.later import later
from bot.messages import imports as wording
from bot.messages import refusals
from bot.messages.model import Message
from bot.services import answers, guard
from bot.services.answers import Asker
from bot.services.imports import previews
from bot.services.imports.surroundings import kind_of
from bot.services.ports import Transactions
from storage import audit
from storage import members as stored_members
from storage import people as stored_people
from storage import uploads as stored_uploads
from storage.database import Joined, Transaction

if TYPE_CHECKING:
    from bot.excel import inbound
else:
    inbound = later("bot.excel.inbound")

__all__ = [
    "LARGEST_UPLOAD",
    "Waiting",
    "answer",
    "expect",
    "forget",
    "give_up",
    "opened",
    "say",
    "sender",
    "settled",
    "take",
    "waiting",
]


_FOR_CALENDARS: Final = {
    "workbook_unreachable": "calendar_unreachable",
    "workbook_too_large": "calendar_too_large",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A file to be fetched from its platform. `stale` says that this has been tried for long enough."""

    upload_id: int
    installation_id: int
    reference: str
    stale: bool
    kind: UploadKind = UploadKind.WORKBOOK


def take(
    *, database: Transactions, viewer: Viewer, installation_id: int, name: str, content: bytes, now: datetime
) -> Preview:
    """Read a workbook that came along, and return what it would change; nothing is changed yet.

    Raises `Refused` (workbook_…, two_columns) for what cannot be read; nothing is kept then.
    """
    guard.require(viewer=viewer, intent=Intent.IMPORT)
    # Read before the transaction: a large workbook must not keep others from writing.
    sheets = inbound.read_workbook(content)
    with database.write() as transaction:
        upload = stored_uploads.add(
            transaction,
            viewer=viewer,
            name=name,
            installation_id=installation_id,
            reference="",
            content=previews.packed(sheets),
            now=now,
        )
        _note(transaction, viewer, upload, now)
        return previews.of_upload(transaction, viewer=viewer, upload_id=upload.id, now=now)


def expect(
    *,
    database: Transactions,
    viewer: Viewer,
    installation_id: int,
    name: str,
    size: int,
    reference: str,
    now: datetime,
) -> None:
    """Keep where a workbook can be fetched; the sweep fetches it and answers its sender.

    The same one twice is one, while it waits to be read or decided upon.
    `size` in bytes, 0 where the platform does not say. Raises `Refused` (workbook_too_large).
    """
    guard.require(viewer=viewer, intent=Intent.IMPORT)
    if size > LARGEST_UPLOAD:
        raise Refused("workbook_too_large", most=LARGEST_UPLOAD)
    with database.write() as transaction:
        if stored_uploads.is_here(
            transaction, viewer=viewer, installation_id=installation_id, reference=reference
        ):
            return
        upload = stored_uploads.add(
            transaction,
            viewer=viewer,
            name=name,
            installation_id=installation_id,
            reference=reference,
            content=None,
            now=now,
        )
        _note(transaction, viewer, upload, now)


def waiting(*, database: Transactions, now: datetime) -> tuple[Waiting, ...]:
    """Return the files that are still to be fetched, oldest first."""
    with database.read() as transaction:
        return tuple(
            Waiting(
                upload_id=one.id,
                installation_id=one.installation_id,
                reference=one.reference,
                stale=one.created_at + FETCHED_WITHIN < now,
                kind=one.kind,
            )
            for one in stored_uploads.waiting(transaction, viewer=ENGINE)
        )


def opened(*, content: bytes) -> tuple[Sheet, ...]:
    """Return what is in a workbook that was fetched. Raises `Refused` (workbook_…) for what cannot be read."""
    return inbound.read_workbook(content)


def answer(*, database: Transactions, upload_id: int, sheets: tuple[Sheet, ...], now: datetime) -> bool:
    """Answer the sender of a workbook that was read with the preview, or with what to mend.

    Returns False where somebody was quicker.
    """
    try:
        with database.write() as transaction:
            return _answer(transaction, upload_id, sheets, now)
    except Refused as refused:
        return give_up(database=database, upload_id=upload_id, refused=refused, now=now)


def give_up(*, database: Transactions, upload_id: int, refused: Refused, now: datetime) -> bool:
    """Tell the sender why a file could not be fetched or read. Returns False where somebody was quicker."""
    with database.write() as transaction:
        upload = settled(transaction, upload_id, UploadState.UNREADABLE, content=None)
        if upload is None:
            return False
        say(transaction, upload, refusals.message(refusals.sentence(_of_kind(refused, upload.kind))), now)
        return True


def forget(*, database: Transactions, now: datetime) -> int:
    """Drop the content of workbooks that nobody decided upon within a week. Returns how many."""
    with database.write() as transaction:
        return stored_uploads.forget(transaction, viewer=ENGINE, before=now - KEPT_FOR)


def _answer(transaction: Transaction, upload_id: int, sheets: tuple[Sheet, ...], now: datetime) -> bool:
    upload = settled(transaction, upload_id, UploadState.READ, content=previews.packed(sheets))
    if upload is None:
        return False
    viewer = sender(transaction, upload)
    preview = previews.of_upload(transaction, viewer=viewer, upload_id=upload_id, now=now)
    say(transaction, upload, wording.preview(preview), now)
    return True


def settled(
    transaction: Transaction, upload_id: int, state: UploadState, *, content: bytes | None
) -> Upload | None:
    """Bring a file that waits into another state; None where it waits no longer."""
    upload = stored_uploads.get(transaction, viewer=ENGINE, upload_id=upload_id, kind=None)
    if upload is None or upload.state is not UploadState.WAITING:
        return None
    changed = stored_uploads.change(
        transaction, viewer=ENGINE, upload=upload, state=state, content=content, values=upload.values
    )
    return upload if changed else None


def sender(transaction: Transaction, upload: Upload) -> Viewer:
    """Who sent it, in the role they have now. Raises `Refused` (not_in_partnership)."""
    engine = engine_in(upload.partnership_id)
    member = stored_members.member(transaction, viewer=engine, person_id=upload.person_id)
    if member is None:
        raise Refused("not_in_partnership")
    return member.viewer


def say(transaction: Transaction, upload: Upload, message: Message, now: datetime) -> None:
    """Answer the sender where they sent it from."""
    engine = engine_in(upload.partnership_id)
    kind = kind_of(transaction, viewer=engine, installation_id=upload.installation_id)
    # Also to somebody who has left the partnership since: they asked, and are told why nothing comes of it.
    found = stored_people.addresses_of(transaction, viewer=ENGINE, person_id=upload.person_id)
    for address in found:
        if address.installation_id == upload.installation_id:
            to = Asker(
                kind=kind,
                installation_id=upload.installation_id,
                external_id=address.external_id,
                conversation=address.conversation,
                key=f"upload:{upload.id}",
            )
            answers.say(database=Joined(transaction), to=to, content=message, now=now)
            return


def _of_kind(refused: Refused, kind: UploadKind) -> Refused:
    """What platforms say of any file, in the words for a calendar where it is one."""
    if kind is UploadKind.CALENDAR and refused.key in _FOR_CALENDARS:
        return Refused(_FOR_CALENDARS[refused.key])
    return refused


def _note(transaction: Transaction, viewer: Viewer, upload: Upload, now: datetime) -> None:
    audit.write(transaction, viewer=viewer, act="workbook_sent", subject=f"upload:{upload.id}", now=now)
