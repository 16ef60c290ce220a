"""Whatever took it out, **Put it back** lets an action stand as it stood."""

import pytest

from bot.domain.commitments import EventKind, Share, ShareState
from bot.errors import Refused
from bot.services import drops, follow_ups, revising
from bot.services.presses import Outcome, Pressed
from storage import dependencies, shares
from storage.database import Database
from tests import riverside
from tests.coursing import own, told, words
from tests.dates import Autumn, at
from tests.promised import accepted, events, fresh, proposed, stored
from tests.reading_post import read_all
from tests.riverside import NOW, Riverside
from tests.services.test_follow_ups import WEDNESDAY, _asked


def _restore(group: Riverside, pressed: Pressed) -> Outcome:
    return drops.restore(
        database=group.database, viewer=group.viewer("sam"), pressed=fresh(group, pressed), now=NOW
    )


def _take_out(group: Riverside, share: Share) -> None:
    with group.database.write() as transaction:
        revising.drop(transaction, viewer=group.viewer("sam"), share=share, now=NOW)


def test_what_the_runner_goes_without_comes_back(database: Database) -> None:
    autumn = Autumn(riverside.build(database, opened=True))
    autumn.agreed_by_all()
    pressed = autumn.pressed(_asked(autumn))
    sam = autumn.group.viewer("sam")
    follow_ups.press(database=database, viewer=sam, pressed=pressed, word="go_without", now=at(WEDNESDAY, 9))

    outcome = drops.restore(
        database=database, viewer=sam, pressed=fresh(autumn.group, pressed), now=at(WEDNESDAY, 10)
    )

    assert (outcome.changed, outcome.view.share.state) == (True, ShareState.ACCEPTED)


@pytest.mark.parametrize("start", [proposed, accepted])
def test_what_a_workbook_took_out_comes_back(group: Riverside, start: object) -> None:
    assert callable(start)
    pressed = start(group)
    share = stored(group, pressed)[1]
    _take_out(group, share)

    outcome = _restore(group, pressed)

    assert (outcome.changed, outcome.view.share.state) == (True, share.state)


def test_what_nobody_knows_the_state_of_is_added_again(group: Riverside) -> None:
    pressed = accepted(group)
    sam = group.viewer("sam")
    with group.database.write() as transaction:
        shares.change(
            transaction,
            viewer=sam,
            share_id=pressed.share_id,
            version=pressed.version,
            state=ShareState.DROPPED,
        )
        shares.note_event(
            transaction,
            viewer=sam,
            share_id=pressed.share_id,
            kind=EventKind.DROPPED,
            now=NOW,
            details={},
        )

    with pytest.raises(Refused, match="dropped_unknown"):
        _restore(group, pressed)

    assert events(group, pressed)[-1] is EventKind.DROPPED


@pytest.mark.parametrize("name", ["rob", "mina"])
def test_those_who_have_read_that_we_go_without_it_read_that_it_is_back(
    database: Database, name: str
) -> None:
    autumn = Autumn(riverside.build(database, opened=True))
    autumn.agreed_by_all()
    group, pressed = autumn.group, autumn.pressed(_asked(autumn))
    proof = own(group, "mina", what="Proof-read it", by_when="11 December 2026")
    sam = group.viewer("sam")
    with database.write() as transaction:
        ids = [stored(group, one)[0].id for one in (proof, pressed)]
        dependencies.set_needs(transaction, viewer=sam, commitment_id=ids[0], needs_ids=ids[1:])
    follow_ups.press(database=database, viewer=sam, pressed=pressed, word="go_without", now=at(WEDNESDAY, 9))
    read_all(group, name)

    drops.restore(database=database, viewer=sam, pressed=fresh(group, pressed), now=at(WEDNESDAY, 10))

    found = [words(one) for one in told(group, name, now=at(WEDNESDAY, 10)) if one is not None]
    assert any("is back in the timetable" in one or "is coming after all" in one for one in found)
