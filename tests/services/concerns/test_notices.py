"""Who is told of a concern, and who isn't any more, because something about them has changed."""

from datetime import date
from typing import Final

import pytest
from sqlalchemy import delete, update

from bot.domain.calendars import Span
from bot.domain.concerns import About, MayKnow
from bot.domain.people import AddressKind, Rhythm
from bot.domain.permissions import Role
from bot.errors import Refused
from bot.messages import plain
from bot.services import home, identity, readers
from bot.services.concerns import following, notices, raising, reading
from storage import deliveries, members, people
from storage.database import Database
from storage.tables import MembershipRow, PartnershipRow
from tests import riverside
from tests.coursing import of_morning, told
from tests.dates import at
from tests.riverside import NOW, Riverside
from tests.worried import WORDS, answered, raised, stored

_TODAY: Final = NOW.date()


def _become(group: Riverside, name: str, role: Role) -> None:
    with group.database.write() as transaction:
        members.take_role(transaction, viewer=group.engine, person_id=group.person(name).id, role=role)


def _leave(group: Riverside, *names: str) -> None:
    with group.database.write() as transaction:
        gone = MembershipRow.person_id.in_([group.person(name).id for name in names])
        transaction.connection.execute(delete(MembershipRow).where(gone))


def _is_away_for_years(group: Riverside, name: str) -> None:
    away = Rhythm(leave=(Span(first=date(2026, 9, 1), last=date(2036, 9, 1)),))
    with group.database.write() as transaction:
        people.set_rhythm(
            transaction, viewer=group.viewer(name), person_id=group.person(name).id, rhythm=away
        )


def test_chair_who_heads_a_partner_by_now_is_told_no_more(group: Riverside) -> None:
    raised(group, may_know=MayKnow.RUNNER_AND_CHAIR)
    with group.database.write() as transaction:
        transaction.connection.execute(update(PartnershipRow).values(chair_works_for_partner=True))

    assert told(group, "grace") == [None]


def test_chair_who_runs_it_by_now_reads_it_in_the_list(group: Riverside) -> None:
    raised(group, about=About.RUNNER)
    _become(group, "sam", Role.DEPUTY)
    _become(group, "grace", Role.RUNNER)

    assert told(group, "grace") == [None, None]


def test_list_of_a_deputy_runner_has_nothing_of_the_runners(group: Riverside) -> None:
    raised(group)
    _become(group, "rob", Role.DEPUTY_RUNNER)

    with group.database.read() as transaction:
        rob = readers.reader(transaction, viewer=group.engine, person_id=group.person("rob").id)
        assert rob is not None
        assert notices.of_morning(transaction, rob, NOW) == ()
    assert [one for one in of_morning(group) if "confidence" in one] != []


def _home(group: Riverside, name: str, *, on: date = _TODAY) -> str:
    caller = identity.recognise(
        database=group.database,
        kind=AddressKind.SLACK,
        installation_id=group.installation_id,
        external_id=f"U-{name.upper()}",
        room=None,
    )
    return plain.text(home.of(database=group.database, caller=caller, now=at(on)))


def test_raiser_finds_on_home_how_it_stands(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    first = "Something you raised\nSam has this and will answer by Thursday 17 September 2026."

    assert first in _home(group, "mina")
    assert "[Somebody else]" in _home(group, "mina", on=date(2026, 9, 18))
    answered(group, concern_id)
    assert "[Read it] [It's sorted] [Still there]" in _home(group, "mina")
    assert "Something you raised" not in _home(group, "rob")
    following.is_sorted(database=group.database, viewer=group.viewer("mina"), concern_id=concern_id, now=NOW)
    assert "Something you raised" not in _home(group, "mina")


def test_whoever_hears_it_finds_it_on_home_once(group: Riverside) -> None:
    raised(group, about=About.RUNNER)
    raised(group)

    assert _home(group, "grace").count("[Read and answer]") == 1
    assert _home(group, "sam").count("[Read and answer]") == 1
    assert WORDS not in _home(group, "grace") + _home(group, "sam") + _home(group, "mina")


@pytest.mark.parametrize(("about", "who"), [(About.OTHERS, "sam"), (About.RUNNER, "grace")])
def test_what_has_an_answer_stays_on_the_home_of_who_gave_it_until_it_is_sorted(
    group: Riverside, about: About, who: str
) -> None:
    concern_id = raised(group, about=about).concern.id
    answered(group, concern_id, who)

    assert "You have answered. Whoever raised it hasn't said yet whether it's sorted." in _home(group, who)
    assert "[Read it]" in _home(group, who)
    assert WORDS not in _home(group, who)
    following.is_sorted(database=group.database, viewer=group.viewer("mina"), concern_id=concern_id, now=NOW)
    assert "confidence" not in _home(group, who).lower()


def test_runner_of_a_draft_finds_it_on_home(database: Database) -> None:
    draft = riverside.build(database)
    raised(draft)

    assert "[Read and answer]" in _home(draft, "sam")


def test_whoever_is_in_no_partnership_reads_nothing(group: Riverside) -> None:
    concern_id = raised(group).concern.id

    with group.database.read() as transaction, pytest.raises(Refused) as caught:
        reading.readable(transaction, viewer=group.engine, concern_id=concern_id)

    assert caught.value.key == "concern_gone"


def test_without_a_runner_nobody_could_hear_anything(group: Riverside) -> None:
    _become(group, "sam", Role.DEPUTY)

    with group.database.read() as transaction, pytest.raises(LookupError):
        reading.keepers_of(transaction, viewer=group.viewer("mina"))


def test_days_of_what_everybody_has_left_are_counted_no_more(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    concern = stored(group, concern_id)
    _leave(group, "mina", "sam")

    with group.database.read() as transaction:
        assert reading.answer_day(transaction, viewer=group.engine, concern=concern) == concern.since


@pytest.mark.parametrize("about", [MayKnow.RUNNER_AND_CHAIR, MayKnow.WITHOUT_MY_NAME])
def test_what_somebody_wrote_who_has_left_meanwhile_is_kept_and_nobody_is_written_to(
    group: Riverside, about: MayKnow
) -> None:
    _leave(group, "mina")

    with group.database.write() as transaction:
        concern_id = raising.raise_from_answer(
            transaction,
            viewer=group.engine,
            person_id=group.person("mina").id,
            words=WORDS,
            may_know=about,
            knows_id=group.person("sam").id,
            now=NOW,
        )

    assert stored(group, concern_id).partner_id is None
    with group.database.read() as transaction:
        pending = deliveries.pending_of(transaction, viewer=group.engine, person_id=group.person("mina").id)
    assert pending == ()


def test_raiser_who_has_no_day_in_sight_is_rung(group: Riverside) -> None:
    _is_away_for_years(group, "mina")
    concern_id = raised(group).concern.id

    assert told(group, "mina") == []
    assert not answered(group, concern_id).is_passed
