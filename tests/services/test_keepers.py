"""When nobody has looked after a timetable for long."""

from datetime import date

import pytest

from bot.domain.deliveries import DeliveryKind
from bot.domain.partnerships import Profile
from bot.domain.permissions import Role, Viewer, myself
from bot.messages.notices import Notice
from bot.messages.plain import of_block
from bot.services import keepers, notices, readers
from storage import deliveries, manners, members, partners, partnerships
from storage.database import Database
from tests import riverside
from tests.dates import Autumn, at, list_in_directory
from tests.planned import go_away
from tests.riverside import LONDON, NOW

TENTH = date(2026, 9, 24)
TWELFTH = date(2026, 9, 28)
"""The tenth and twelfth working day after everything was opened."""


@pytest.fixture
def autumn(database: Database) -> Autumn:
    return Autumn(riverside.build(database, opened=True))


def _look(autumn: Autumn, day: date) -> bool:
    with autumn.group.database.write() as transaction:
        return keepers.look(transaction, viewer=autumn.group.engine, now=at(day, 5))


def _asked(autumn: Autumn, person_id: int, day: date = TENTH) -> list[Notice | None]:
    with autumn.group.database.read() as transaction:
        found = deliveries.pending_of(transaction, viewer=autumn.group.engine, person_id=person_id)
        reader = readers.reader(transaction, viewer=autumn.group.engine, person_id=person_id)
        assert reader is not None
        return [
            notices.write(transaction, reader=reader, delivery=one, now=at(day))
            for one in found
            if one.owed.kind is DeliveryKind.WAIT_OR_GO
        ]


def test_without_a_deputy_the_chair_is_asked_after_ten_working_days(autumn: Autumn) -> None:
    grace = autumn.group.person("grace").id

    assert [_look(autumn, day) for day in (date(2026, 9, 23), TENTH, TWELFTH)] == [False, True, True]
    [asked] = _asked(autumn, grace)
    assert asked is not None
    assert of_block(asked.blocks[0]) == (
        "I haven't heard from anybody who runs the timetable since Thursday 10 September 2026. Who runs it now?"
    )


def test_deputy_is_asked_first_and_the_chair_two_days_later(autumn: Autumn) -> None:
    list_in_directory(autumn.group.database, autumn.group.installation_id, "U-LEE", "Lee West")
    lee = autumn.join("U-LEE", Role.DEPUTY_RUNNER, autumn.group.office_id).person_id
    grace = autumn.group.person("grace").id

    _look(autumn, TENTH)
    assert (len(_asked(autumn, lee)), len(_asked(autumn, grace))) == (1, 0)
    _look(autumn, TWELFTH)
    assert (len(_asked(autumn, lee)), len(_asked(autumn, grace))) == (1, 1)


def test_question_falls_silent_once_somebody_has_pressed(autumn: Autumn) -> None:
    _look(autumn, TENTH)
    autumn.work(TENTH)

    assert _asked(autumn, autumn.group.person("grace").id) == [None]
    assert not _look(autumn, TWELFTH)


def test_press_in_another_partnership_is_no_press_in_this_one(autumn: Autumn) -> None:
    sam = autumn.group.person("sam").id
    with autumn.group.database.write() as transaction:
        manners.note_sign(
            transaction, viewer=myself(sam), person_id=sam, now=at(TENTH, 4), before=at(TENTH, 4)
        )
    assert not _look(autumn, TENTH), "alone in this one, every press is one here"

    with autumn.group.database.write() as transaction:
        profile = Profile(name="Valley Link", zone=LONDON)
        made = partnerships.create(transaction, viewer=myself(sam), profile=profile, now=NOW)
        runner = Viewer(person_id=sam, partnership_id=made.id, role=Role.RUNNER)
        office = partners.add(transaction, viewer=runner, name="Valley Trust")
        members.add(transaction, viewer=runner, person_id=sam, role=Role.RUNNER, partner_id=office.id)

    assert _look(autumn, TENTH)
    with autumn.group.database.read() as transaction:
        engine = autumn.group.engine
        assert keepers.is_left_alone(transaction, viewer=engine, now=at(TENTH, 5))
    autumn.work(TENTH)
    assert not _look(autumn, TENTH)


def test_chair_who_is_away_for_years_is_not_asked(autumn: Autumn) -> None:
    with autumn.group.database.write() as transaction:
        for name, role in (("grace", Role.MEMBER), ("mina", Role.CHAIR)):
            viewer = autumn.group.viewer(name)
            members.take_role(transaction, viewer=viewer, person_id=viewer.person_id, role=role)
    go_away(autumn.group)

    assert _look(autumn, TENTH)
    assert _asked(autumn, autumn.group.person("mina").id) == []


def test_nobody_is_asked_where_nobody_runs_it_yet(database: Database) -> None:
    group = riverside.build(database)
    with database.write() as transaction:
        since = keepers.last_press(transaction, viewer=group.engine, now=NOW)
        assert keepers.silent_days(transaction, viewer=group.engine, since=since, now=at(TWELFTH)) == 0
