"""How people like to be written to, and what they hope for: theirs alone to choose."""

from datetime import date

import pytest

from bot.domain.calendars import Span
from bot.domain.people import Hour, Rhythm
from bot.domain.permissions import myself
from storage import hopes, people
from storage.database import Database
from tests.riverside import Riverside, build


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database)


def test_rhythm_is_kept(riverside: Riverside) -> None:
    mina = riverside.person("mina")
    rhythm = Rhythm(
        regular_days=frozenset({0, 4}),
        hour=Hour.END_OF_DAY,
        leave=(
            Span(first=date(2026, 9, 21), last=date(2026, 9, 25)),
            Span(first=date(2026, 12, 14), last=date(2026, 12, 14)),
        ),
    )

    with riverside.database.write() as transaction:
        people.set_rhythm(transaction, viewer=myself(mina.id), person_id=mina.id, rhythm=rhythm)
        chosen = people.get(transaction, viewer=myself(mina.id), person_id=mina.id).rhythm
        people.set_rhythm(transaction, viewer=riverside.engine, person_id=mina.id, rhythm=Rhythm())
        reset = people.get(transaction, viewer=myself(mina.id), person_id=mina.id).rhythm

    assert (chosen, reset) == (rhythm, Rhythm())


def test_hopes_are_kept_for_oneself(riverside: Riverside) -> None:
    mina = myself(riverside.person("mina").id)

    with riverside.database.write() as transaction:
        before = hopes.hopes_of(transaction, viewer=mina)
        hopes.set_hopes(transaction, viewer=mina, hopes="Fewer empty places.")
        after = hopes.hopes_of(transaction, viewer=mina)

    assert (before, after) == ("", "Fewer empty places.")


def test_people_choose_only_their_own_days(riverside: Riverside) -> None:
    with riverside.database.write() as transaction, pytest.raises(PermissionError):
        people.set_rhythm(
            transaction,
            viewer=riverside.viewer("sam"),
            person_id=riverside.person("mina").id,
            rhythm=Rhythm(),
        )
