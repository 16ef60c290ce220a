"""A guest of the workspace is a person like any other: the role decides, not the seat in Slack."""

from typing import Any

import pytest

from bot.domain.installations import Entry
from bot.domain.permissions import ENGINE, Intent, Role
from handlers.conversations.replies import OpenForm, Say, SendFile
from storage import directory
from storage.database import Database
from tests import calls
from tests.dates import Autumn
from tests.pressing import answer
from tests.promised import add
from tests.riverside import NOW, Riverside, build


@pytest.fixture
def group(database: Database) -> Riverside:
    """Lee, a guest of one channel, is a member of Castle College."""
    group = build(database, opened=True)
    entry = Entry(
        external_id="U-LEE",
        name="Lee West",
        email=None,
        zone="Europe/London",
        left=False,
        is_bot=False,
        is_guest=True,
    )
    with database.write() as transaction:
        directory.put(transaction, viewer=ENGINE, installation_id=group.installation_id, entry=entry, now=NOW)
    Autumn(group).join("U-LEE", Role.MEMBER, group.castle_id)
    return group


def _press(group: Riverside, intent: Intent) -> Any:
    return answer(group, calls.press(group.installation_id, "U-LEE", intent))


def test_guest_reads_the_timetable_as_all_do(group: Riverside) -> None:
    add(group, what="Theirs", by_when="16 October 2026", partner=str(group.brook_lane_id))

    reply = _press(group, Intent.TIMETABLE)

    assert isinstance(reply, Say)
    assert "Theirs" in str(reply.message)


def test_guest_opens_only_what_is_their_organisations(group: Riverside) -> None:
    add(group, what="Theirs", partner=str(group.brook_lane_id))
    add(group, what="Ours")

    reply = _press(group, Intent.OPEN_ACTION)

    assert isinstance(reply, OpenForm)
    assert [one.label.split(":")[0] for one in reply.form.fields[0].options] == ["Ours"]


@pytest.mark.parametrize("intent", [Intent.MY_COPY, Intent.IMPORT, Intent.BRIEF, Intent.CALLS])
def test_guest_gets_nothing_that_is_the_runners(group: Riverside, intent: Intent) -> None:
    reply = _press(group, intent)

    assert not isinstance(reply, SendFile | OpenForm)
