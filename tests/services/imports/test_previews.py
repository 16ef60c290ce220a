"""A workbook that waits for a decision: decided upon once, and seen by who may import alone."""

import pytest

from bot.domain.permissions import Role, Viewer
from bot.domain.uploads import UploadState
from bot.errors import Refused
from bot.services.imports import previews, uploads
from storage import people as stored_people
from storage import uploads as stored_uploads
from storage.database import Database
from tests.workbooks import NOW, VALLEY, Desk, sit_down


@pytest.fixture
def desk(database: Database) -> Desk:
    return sit_down(database)


def test_of_two_decisions_at_once_the_second_is_refused(desk: Desk) -> None:
    desk.send(VALLEY)
    with desk.database.write() as transaction:
        seen_by_both = stored_uploads.get(transaction, viewer=desk.viewer, upload_id=1)
        assert seen_by_both is not None
        previews.settle(transaction, viewer=desk.viewer, upload=seen_by_both, state=UploadState.MADE)

        with pytest.raises(Refused, match="upload_made"):
            previews.settle(transaction, viewer=desk.viewer, upload=seen_by_both, state=UploadState.LEFT)


def test_a_preview_is_for_who_may_import(desk: Desk) -> None:
    desk.send(VALLEY)
    member = Viewer(person_id=desk.sam.person.id, partnership_id=desk.partnership_id, role=Role.MEMBER)

    with pytest.raises(Refused, match="not_for_your_role"):
        previews.show(database=desk.database, viewer=member, upload_id=1, now=NOW)


def test_dates_are_reckoned_from_the_day_on_which_a_workbook_came(desk: Desk) -> None:
    desk.send(VALLEY)
    at_first = previews.show(database=desk.database, viewer=desk.viewer, upload_id=1, now=NOW)
    later = previews.show(database=desk.database, viewer=desk.viewer, upload_id=1, now=NOW.replace(month=11))

    assert [one.by for one in later.changes.actions] == [one.by for one in at_first.changes.actions]


def test_a_workbook_of_somebody_who_is_in_no_partnership_any_more_is_given_up(desk: Desk) -> None:
    stranger = Viewer(person_id=_rob(desk), partnership_id=desk.partnership_id, role=Role.RUNNER)
    uploads.expect(
        database=desk.database,
        viewer=stranger,
        installation_id=desk.installation_id,
        name="timetable.xlsx",
        size=0,
        reference="https://files.example/1",
        now=NOW,
    )

    sheets = uploads.opened(content=VALLEY)
    assert uploads.answer(database=desk.database, upload_id=1, sheets=sheets, now=NOW)
    with desk.database.read() as transaction:
        upload = stored_uploads.get(transaction, viewer=stranger, upload_id=1)
    assert upload is not None
    assert upload.state is UploadState.UNREADABLE


def _rob(desk: Desk) -> int:
    with desk.database.write() as transaction:
        return stored_people.from_directory(
            transaction,
            viewer=desk.viewer,
            kind=desk.kind,
            installation_id=desk.installation_id,
            external_id="rob",
            now=NOW,
        ).id
