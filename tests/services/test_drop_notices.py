"""What others take out of the timetable stands in the runner's list, with the reason that is the runner's alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.permissions import Role
from bot.services import drop_notices, drops, follow_ups, readers
from bot.services.presses import Pressed
from storage import notes
from storage.database import Database
from tests import riverside
from tests.coursing import own, words
from tests.dates import Autumn, at
from tests.promised import accepted, add, fresh
from tests.riverside import NOW, Riverside
from tests.services.test_follow_ups import WEDNESDAY, _asked


def _drop(group: Riverside, pressed: Pressed, *, by: str = "mina", reason: str = "") -> None:
    drops.drop(
        database=group.database, viewer=group.viewer(by), pressed=pressed, reason=reason, later=False, now=NOW
    )


def _list(group: Riverside, reader: str = "sam", *, days: int = 1) -> list[str]:
    now = NOW + timedelta(days=days)
    with group.database.read() as transaction:
        found = readers.reader(transaction, viewer=group.engine, person_id=group.person(reader).id)
        assert found is not None
        return [words(one) for one in drop_notices.of_morning(transaction, found, now)]


def test_runner_reads_who_has_dropped_what_and_why(group: Riverside) -> None:
    _drop(group, accepted(group), reason="The county does it now")

    assert [line.replace("\n\n", "\n").splitlines() for line in _list(group)] == [
        [
            "Mina Iqbal has taken this out of the timetable:",
            "• Send course data, by Friday 27 November 2026",
            "• In their words: “The county does it now”",
        ]
    ]


def test_no_words_are_no_line(group: Riverside) -> None:
    _drop(group, own(group, "mina"))

    [line] = _list(group)
    assert "words" not in line


def test_it_is_told_for_one_list(group: Riverside) -> None:
    _drop(group, accepted(group))

    assert _list(group, days=8) == []


def test_runners_own_drop_is_no_news(group: Riverside) -> None:
    _drop(group, accepted(group), by="sam")

    assert _list(group) == []


def test_what_is_back_is_no_news(group: Riverside) -> None:
    pressed = accepted(group)
    _drop(group, pressed)
    drops.restore(database=group.database, viewer=group.viewer("sam"), pressed=fresh(group, pressed), now=NOW)

    assert _list(group) == []


def test_action_of_several_is_one_line(group: Riverside) -> None:
    [share, *_] = add(group, partner="all").commitment.shares
    _drop(group, Pressed(share_id=share.id, version=share.version), by="grace")

    [line] = _list(group)
    assert line.count("Send course data") == 1


def test_what_somebody_goes_without_is_told_by_itself(database: Database) -> None:
    autumn = Autumn(riverside.build(database, opened=True))
    autumn.agreed_by_all()
    pressed = autumn.pressed(_asked(autumn))
    follow_ups.press(
        database=database,
        viewer=autumn.group.viewer("sam"),
        pressed=pressed,
        word="go_without",
        now=at(WEDNESDAY, 9),
    )

    assert _list(autumn.group) == []


@pytest.mark.parametrize(("role", "read"), [(Role.RUNNER, 1), (Role.DEPUTY_RUNNER, 1), (Role.CHAIR, 0)])
def test_reason_is_read_by_whoever_runs_it_alone(group: Riverside, role: Role, read: int) -> None:
    pressed = accepted(group)
    _drop(group, pressed, reason="The county does it now")
    viewer = replace(group.viewer("sam"), role=role)
    with group.database.read() as transaction:
        found = notes.written_at(transaction, viewer=viewer, person_id=group.person("mina").id, at=NOW)
    assert len(found) == read
