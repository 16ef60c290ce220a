"""What a workbook would change: worked out anew from its sheets each time it is looked at."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter

from bot.domain.calendars import local_date
from bot.domain.imports.changes import changes_of
from bot.domain.imports.previews import Preview
from bot.domain.imports.reading import read_table
from bot.domain.imports.sheets import Sheet
from bot.domain.permissions import Intent, Viewer
from bot.domain.uploads import Upload, UploadState
from bot.errors import Refused
from bot.services import guard
from bot.services.imports import copies, matching
from bot.services.imports.surroundings import surroundings
from bot.services.ports import Transactions
from storage import partnerships as stored_partnerships
from storage import uploads as stored_uploads
from storage.database import Transaction

_SHEETS: Final = TypeAdapter(tuple[Sheet, ...])

_DECIDED: Final = {
    UploadState.WAITING: "upload_waiting",
    UploadState.MADE: "upload_made",
    UploadState.LEFT: "upload_left",
    UploadState.PUT_BACK: "put_back_done",
}


def packed(sheets: tuple[Sheet, ...]) -> bytes:
    """Return the sheets of a workbook as they are kept until it is decided upon."""
    return _SHEETS.dump_json(sheets, exclude_defaults=True)


def show(*, database: Transactions, viewer: Viewer, upload_id: int, now: datetime) -> Preview:
    """Return a workbook that the viewer sent. Raises `Refused` (upload_gone, upload_waiting, upload_made, upload_left)."""
    with database.read() as transaction:
        return of_upload(transaction, viewer=viewer, upload_id=upload_id, now=now)


def match(
    *,
    database: Transactions,
    viewer: Viewer,
    upload_id: int,
    version: int,
    values: Mapping[str, tuple[str, ...]],
    now: datetime,
) -> Preview:
    """Keep what was chosen in **Match people**, and return the workbook with it.

    A form that was opened on an earlier version changes nothing. Raises `Refused` as `show` and
    `matching.read` do, before anything is kept.
    """
    with database.write() as transaction:
        preview = of_upload(transaction, viewer=viewer, upload_id=upload_id, now=now)
        if preview.upload.version != version:
            return preview
        choices = matching.read(values, today=preview.surroundings.today)
        stored_uploads.change(
            transaction,
            viewer=viewer,
            upload=preview.upload,
            state=UploadState.READ,
            content=preview.upload.content,
            values=matching.kept(choices),
        )
        found = of_upload(transaction, viewer=viewer, upload_id=upload_id, now=now)
        return replace(found, before=preview.changes)


def leave(*, database: Transactions, viewer: Viewer, upload_id: int) -> None:
    """**Leave it as it was**: nothing is kept but the fact. Raises `Refused` as `show` does."""
    with database.write() as transaction:
        upload = find(transaction, viewer=viewer, upload_id=upload_id)
        settle(transaction, viewer=viewer, upload=upload, state=UploadState.LEFT)


def settle(transaction: Transaction, *, viewer: Viewer, upload: Upload, state: UploadState) -> None:
    """Decide upon a workbook, whose content is gone then. Raises `Refused` (upload_made) where somebody was quicker."""
    if not stored_uploads.change(
        transaction, viewer=viewer, upload=upload, state=state, content=None, values={}
    ):
        raise Refused("upload_made")


def find(transaction: Transaction, *, viewer: Viewer, upload_id: int) -> Upload:
    """Return a workbook that waits for its sender's decision. Raises `Refused` as `show` does."""
    guard.require(viewer=viewer, intent=Intent.IMPORT)
    upload = stored_uploads.get(transaction, viewer=viewer, upload_id=upload_id)
    if upload is None:
        raise Refused("upload_gone")
    if upload.state is not UploadState.READ:
        raise Refused(_DECIDED.get(upload.state, "upload_gone"))
    return upload


def of_upload(transaction: Transaction, *, viewer: Viewer, upload_id: int, now: datetime) -> Preview:
    """Work out what a workbook would change. Raises `Refused` as `show` does, and as `read_table` does."""
    upload = find(transaction, viewer=viewer, upload_id=upload_id)
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    around = surroundings(transaction, viewer=viewer, installation_id=upload.installation_id, now=now)
    choices = matching.read(upload.values, today=around.today)
    # What a date leaves out is reckoned from the day on which the workbook came, however long it waits.
    sheets = _SHEETS.validate_json(upload.content or b"[]")
    token = next((sheet.token for sheet in sheets if sheet.token), "")
    copy = copies.copy_of(transaction, viewer=viewer, partnership=partnership, token=token, now=now)
    around = replace(around, sender=viewer.person_id, copy=copy)
    reading = read_table(
        sheets,
        today=local_date(now=upload.created_at, zone=partnership.zone),
        meeting=choices.meeting,
        known=around.names,
    )
    return Preview(
        viewer=viewer,
        partnership=partnership,
        upload=upload,
        surroundings=around,
        choices=choices,
        changes=changes_of(reading, surroundings=around, choices=choices),
    )
