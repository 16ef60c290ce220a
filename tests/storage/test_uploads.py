"""Workbooks that people sent: who sees them, and that each change is made once."""

from datetime import timedelta

import pytest

from bot.domain.permissions import ENGINE, Viewer, engine_in, myself
from bot.domain.uploads import Upload, UploadState
from storage import uploads
from storage.database import Database
from tests.workbooks import NOW, Desk, sit_down


@pytest.fixture
def desk(database: Database) -> Desk:
    return sit_down(database)


def _add(desk: Desk, *, content: bytes | None = b"[]", viewer: Viewer | None = None) -> Upload:
    with desk.database.write() as transaction:
        return uploads.add(
            transaction,
            viewer=viewer or desk.viewer,
            name="timetable.xlsx",
            installation_id=desk.installation_id,
            reference="https://files.example/1",
            content=content,
            now=NOW,
        )


def _get(desk: Desk, upload: Upload, *, viewer: Viewer | None = None) -> Upload | None:
    with desk.database.read() as transaction:
        return uploads.get(transaction, viewer=viewer or desk.viewer, upload_id=upload.id)


def _change(desk: Desk, upload: Upload, *, viewer: Viewer | None = None) -> bool:
    with desk.database.write() as transaction:
        return uploads.change(
            transaction,
            viewer=viewer or desk.viewer,
            upload=upload,
            state=UploadState.READ,
            content=b"[1]",
            values={"agreed": ("yes",), "done": ()},
        )


@pytest.mark.parametrize(("content", "state"), [(b"[]", UploadState.READ), (None, UploadState.WAITING)])
def test_a_workbook_waits_only_while_it_has_no_content(
    desk: Desk, content: bytes | None, state: UploadState
) -> None:
    added = _add(desk, content=content)

    assert added.state is state
    assert _get(desk, added) == added
    with desk.database.read() as transaction:
        waiting = uploads.waiting(transaction, viewer=ENGINE)
    assert waiting == ((added,) if content is None else ())


def test_a_workbook_belongs_to_a_partnership(desk: Desk) -> None:
    with pytest.raises(PermissionError):
        _add(desk, viewer=myself(desk.sam.person.id))


def test_a_workbook_is_seen_by_its_sender_alone(desk: Desk) -> None:
    added = _add(desk)
    strangers = (
        desk.grace.viewer,
        myself(desk.sam.person.id),
        engine_in(desk.partnership_id),
        Viewer(person_id=desk.sam.person.id, partnership_id=99, role=desk.sam.role),
    )

    assert [_get(desk, added, viewer=viewer) for viewer in strangers] == [None] * 4
    assert [_change(desk, added, viewer=viewer) for viewer in strangers] == [False] * 4
    assert _get(desk, added, viewer=ENGINE) == added


def test_of_two_changes_of_one_version_the_first_is_made(desk: Desk) -> None:
    added = _add(desk)

    assert (_change(desk, added), _change(desk, added)) == (True, False)
    changed = _get(desk, added)
    assert changed is not None
    assert (changed.version, changed.content) == (2, b"[1]")
    assert dict(changed.values) == {"agreed": ("yes",), "done": ()}


def test_what_nobody_decides_upon_is_forgotten_by_the_sweep(desk: Desk) -> None:
    added = _add(desk)
    with desk.database.write() as transaction:
        early = uploads.forget(transaction, viewer=ENGINE, before=NOW)
        late = uploads.forget(transaction, viewer=ENGINE, before=NOW + timedelta(seconds=1))

    forgotten = _get(desk, added)
    assert (early, late) == (0, 1)
    assert forgotten is not None
    assert (forgotten.state, forgotten.content, forgotten.version) == (UploadState.FORGOTTEN, None, 2)


def test_only_a_sweep_forgets(desk: Desk) -> None:
    with desk.database.write() as transaction, pytest.raises(PermissionError):
        uploads.forget(transaction, viewer=desk.viewer, before=NOW)
