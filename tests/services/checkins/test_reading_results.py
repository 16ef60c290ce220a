"""Who reads what of a check-in: levels for runner and chair, organisations by name for who belongs to none of them."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.domain.evidence import Level
from bot.domain.permissions import Role
from bot.domain.question_answers import Answer
from bot.errors import Refused
from bot.messages import plain
from bot.messages.checkins import felt as felt_wording
from bot.messages.checkins import results as wording
from bot.messages.checkins import worth as worth_wording
from bot.messages.checkins.felt import Point
from bot.services.checkins import feeling, reading, telling
from storage.database import Database
from storage.tables import MembershipRow
from tests import riverside, summed
from tests.riverside import Riverside
from tests.summed import AFTER, AUTUMN, WINTER


@pytest.fixture
def group(database: Database) -> Riverside:
    made = riverside.build(database, opened=True)
    summed.round_in(made, on=AUTUMN, levels={"purpose": Level.MOST, "clarity": Level.FEW})
    summed.round_in(
        made,
        on=WINTER,
        levels={"purpose": Level.MIXED, "clarity": None, "worth_it_for_you": Level.MOST},
        ticks={"Not enough time": Level.MOST},
        sides={made.castle_id: {"worth_it": summed.EVEN, "changed": Answer(value=2, line="Secret words")}},
        told={"rob": {"easier": Answer(line="Fewer forms")}},
    )
    return made


def _screen(group: Riverside, name: str, round_id: int | None = None) -> wording.Screen:
    return reading.screen(database=group.database, viewer=group.viewer(name), round_id=round_id)


def _words(group: Riverside, name: str) -> str:
    return plain.text(wording.message(_screen(group, name)))


def _belongs_to_castle(group: Riverside, name: str) -> Riverside:
    """Let somebody work for a partner."""
    with group.database.write() as transaction:
        transaction.connection.execute(
            update(MembershipRow)
            .where(MembershipRow.person_id == group.person(name).id)
            .values(partner_id=group.castle_id)
        )
    theirs = replace(group.members[name], partner_id=group.castle_id)
    return replace(group, members={**group.members, name: theirs})


def test_the_runner_reads_levels_over_time_and_organisations_by_name(group: Riverside) -> None:
    words = _words(group, "sam")

    assert "Saying in one sentence what this group is for: views are mixed. In September most could." in words
    assert "Knowing what we've promised, and by when: too few answered to show it." in words
    assert "What gets in the way: not enough time (most)." in words
    assert "Castle College: About even. What they gain: Our own people learn. What it costs them" in words
    assert "What we'll do" in words


def test_nobodys_own_words_stand_in_the_chat(group: Riverside) -> None:
    words = _words(group, "sam")

    assert "Secret words" not in words
    assert "Fewer forms" not in words
    assert "Read what they told you" in words


def test_a_chair_who_belongs_to_no_partner_reads_organisations_too(group: Riverside) -> None:
    words = _words(group, "grace")

    assert "Castle College: About even" in words
    assert "Read what they told you" not in words
    assert "What we'll do" not in words


def test_a_chair_of_a_partner_reads_levels_only(group: Riverside) -> None:
    theirs = _belongs_to_castle(group, "grace")
    words = _words(theirs, "grace")

    assert "views are mixed" in words
    assert "Castle College" not in words
    worth = feeling.worth(database=group.database, viewer=theirs.viewer("grace"))
    assert (worth.sides, worth.picks) == (None, ())
    assert worth.own is not None


def test_a_deputy_runner_tells_it_and_reads_no_organisation(group: Riverside) -> None:
    rob = replace(group.members["rob"], role=Role.DEPUTY_RUNNER)
    words = _words(replace(group, members={**group.members, "rob": rob}), "rob")

    assert "What we'll do" in words
    assert "About even" not in words
    assert "Read what they told you" not in words


@pytest.mark.parametrize("name", ["mina", "rob", "dee"])
def test_partners_read_none_of_it(group: Riverside, name: str) -> None:
    viewer, database = group.viewer(name), group.database
    for act in (
        lambda: reading.screen(database=database, viewer=viewer, round_id=None),
        lambda: feeling.felt(database=database, viewer=viewer, now=AFTER),
        lambda: feeling.worth(database=database, viewer=viewer),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.key == "not_for_your_role"


def test_once_told_it_shows_what_well_do_and_asks_what_became_of_it(group: Riverside) -> None:
    sam, of = group.viewer("sam"), _screen(group, "sam").round
    told = telling.write(
        database=group.database, viewer=sam, round_id=of.id, version=1, lines="We ring all.", now=AFTER
    )
    telling.post(database=group.database, viewer=sam, round_id=of.id, version=told.summary.version, now=AFTER)

    assert "We ring all." in _words(group, "sam")
    assert "What became of it" in _words(group, "sam")


def test_an_earlier_one_can_be_read_again(group: Riverside) -> None:
    first, last = 1, _screen(group, "sam").round.id

    assert first != last
    assert _screen(group, "sam", first).round.opens_on == AUTUMN
    with pytest.raises(Refused) as refused:
        _screen(group, "sam", 99)
    assert refused.value.key == "no_check_in_yet"


def test_how_it_feels_has_every_check_in_in_words(group: Riverside) -> None:
    felt = feeling.felt(database=group.database, viewer=group.viewer("grace"), now=AFTER)

    assert felt.lines["purpose"] == (
        Point(on=AUTUMN, level=Level.MOST),
        Point(on=WINTER, level=Level.MIXED),
    )
    assert felt.shown["clarity"][-1] == Point(on=WINTER, level=None)
    assert "trust" not in felt.shown
    words = plain.text(felt_wording.message(felt))
    assert "In November views were mixed. In September most agreed." in words
    assert "In November too few answered to show it. In September few agreed." in words


def test_how_it_feels_before_any_check_in(database: Database) -> None:
    group = riverside.build(database, opened=True)

    felt = feeling.felt(database=database, viewer=group.viewer("sam"), now=AFTER)

    assert felt.round_id is None
    assert "No check-in has asked how it feels yet." in plain.text(felt_wording.message(felt))


def test_is_it_worth_it_for_organisations_and_for_people(group: Riverside) -> None:
    worth = feeling.worth(database=group.database, viewer=group.viewer("sam"))
    words = plain.text(worth_wording.message(worth))

    assert "Castle College: About even" in words
    assert "Too few organisations have answered to say." not in words
    assert "Meetings and paperwork" not in words
    assert "Most say it gives more than it takes." in words
    assert worth.month is None


def test_is_it_worth_it_beside_the_time_before(group: Riverside) -> None:
    later = WINTER.replace(year=2027, month=3, day=2)
    summed.round_in(group, on=later, levels={"worth_it_for_you": Level.MIXED})

    worth = feeling.worth(database=group.database, viewer=group.viewer("sam"))

    assert worth.month == WINTER.month
    assert "In November most said it gives more than it takes." in plain.text(worth_wording.message(worth))


def test_is_it_worth_it_where_it_was_never_asked(database: Database) -> None:
    group = riverside.build(database, opened=True)
    kinds = {"purpose": summed.NUMBERS}
    summed.round_in(group, kinds=kinds, levels={"purpose": Level.MOST})

    worth = feeling.worth(database=database, viewer=group.viewer("sam"))

    assert worth.question is None
    assert "No organisation has been asked yet" in plain.text(worth_wording.message(worth))
