"""A revision: how a share stood, how it is to stand, and whether anybody has touched it since."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.commitments import Share, ShareState
from bot.domain.revisions import (
    Revision,
    RevisionState,
    Value,
    columns_of,
    is_untouched,
    may_wait,
    restored,
    standing,
    still,
)
from tests.actions import COMMITMENT as ACTION
from tests.actions import DUE
from tests.actions import SHARE as MINAS

LATER = date(2026, 12, 4)


def _revision(
    state: RevisionState = RevisionState.ASKED, *, new: dict[str, Value] | None = None, version: int = 0
) -> Revision:
    return Revision(
        id=1,
        upload_id=1,
        share_id=1,
        commitment_id=1,
        person_id=3,
        state=state,
        old={"due": DUE.isoformat(), "person_id": 3, "state": "accepted"},
        new=new or {"due": LATER.isoformat()},
        version=version,
        asked_by=1,
        asked_at=datetime(2026, 11, 1, tzinfo=UTC),
    )


SHARE = replace(MINAS, person_id=3)


def test_dates_and_words_of_a_revision() -> None:
    dated, worded = _revision(), _revision(new={"title": "New words"})

    assert (dated.old_due, dated.new_due, dated.words) == (DUE, LATER, {})
    assert (worded.new_due, worded.words) == (None, {"title": "New words"})
    assert not dated.is_new
    assert _revision(new={"added": True}).is_new


def test_everything_that_can_change_is_among_how_it_stands() -> None:
    assert standing(commitment=ACTION, share=SHARE) == {
        "due": DUE.isoformat(),
        "person_id": 3,
        "done": False,
        "title": ACTION.wording.title,
        "heading": ACTION.wording.heading,
        "done_when": ACTION.wording.done_when,
        "why": ACTION.wording.why,
    }


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        ({"due": DUE.isoformat()}, True),
        ({"due": LATER.isoformat()}, False),
        ({"added": True}, True),
        ({"done": True}, False),
    ],
)
def test_what_still_stands(values: dict[str, Value], holds: bool) -> None:
    assert still(values, commitment=ACTION, share=SHARE) is holds


@pytest.mark.parametrize(
    ("share", "revision", "waits"),
    [
        pytest.param(SHARE, _revision(), True, id="as it was"),
        pytest.param(replace(SHARE, person_id=4), _revision(), False, id="another's by now"),
        pytest.param(replace(SHARE, state=ShareState.DONE), _revision(), False, id="done"),
        pytest.param(replace(SHARE, own_due=LATER), _revision(), False, id="moved"),
        pytest.param(SHARE, _revision(RevisionState.KEPT), False, id="answered"),
    ],
)
def test_a_suggestion_waits_as_long_as_nothing_has_changed(
    share: Share, revision: Revision, waits: bool
) -> None:
    assert may_wait(revision, commitment=ACTION, share=share) is waits


@pytest.mark.parametrize(
    ("version", "own_due", "untouched"), [(2, LATER, True), (3, LATER, False), (2, None, False)]
)
def test_what_nobody_has_touched(version: int, own_due: date | None, untouched: bool) -> None:
    share = replace(SHARE, version=version, own_due=own_due)
    revision = _revision(RevisionState.MADE, version=2)

    assert is_untouched(revision, commitment=ACTION, share=share) is untouched


@pytest.mark.parametrize("day", [None, LATER])
def test_a_share_is_restored_as_it_was(day: date | None) -> None:
    share = replace(SHARE, own_due=day, agreed_on=day, role_word="Estates")

    assert restored({**columns_of(share), "person_id": 3}) == {
        "state": ShareState.ACCEPTED,
        "person_id": 3,
        "role_word": "Estates",
        "own_due": day,
        "agreed_on": day,
        "done_at": None,
    }
