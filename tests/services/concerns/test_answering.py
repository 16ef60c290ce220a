"""What whoever hears a concern does: they read it, and answer it once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import delete

from bot.domain.concerns import About, ConcernState, MayKnow
from bot.domain.deliveries import DeliveryKind
from bot.errors import Refused
from bot.services.concerns import answering, following
from bot.services.concerns.answering import Answered
from storage import concerns, deliveries, members
from storage.tables import MembershipRow
from tests.coursing import buttons, of_morning, told, words
from tests.office import Office
from tests.riverside import NOW, Riverside
from tests.worried import ANSWER, WORDS, answered, raised, stored

FRIDAY = NOW + timedelta(days=1)


def _leave(group: Riverside, name: str) -> None:
    with group.database.write() as transaction:
        gone = MembershipRow.person_id == group.person(name).id
        transaction.connection.execute(delete(MembershipRow).where(gone))


def test_owner_reads_who_raised_it_and_what(group: Riverside) -> None:
    concern_id = raised(group).concern.id

    seen = answering.read(database=group.database, viewer=group.viewer("sam"), concern_id=concern_id)

    assert (seen.concern.words, seen.raiser, seen.partner) == (WORDS, "Mina Iqbal", "Castle College")


@pytest.mark.parametrize("name", ["grace", "mina", "rob", "dee"])
def test_nobody_else_reads_or_answers_it(group: Riverside, name: str) -> None:
    concern_id = raised(group).concern.id

    with pytest.raises(Refused) as reading:
        answering.read(database=group.database, viewer=group.viewer(name), concern_id=concern_id)
    with pytest.raises(Refused) as answering_it:
        answered(group, concern_id, name)

    assert (reading.value.key, answering_it.value.key) == ("concern_gone", "concern_gone")
    assert stored(group, concern_id).state is ConcernState.OPEN


def test_whoever_was_told_too_reads_it_and_does_not_answer(group: Riverside) -> None:
    concern_id = raised(group, may_know=MayKnow.RUNNER_AND_CHAIR).concern.id

    seen = following.read(database=group.database, viewer=group.viewer("grace"), concern_id=concern_id)

    assert (seen.raiser, seen.others) == ("Mina Iqbal", ())
    with pytest.raises(Refused):
        answering.read(database=group.database, viewer=group.viewer("grace"), concern_id=concern_id)


def test_answer_asks_its_raiser_whether_it_is_sorted(group: Riverside) -> None:
    concern_id = raised(group).concern.id

    done = answered(group, concern_id, theme="Money")

    assert (done.counts, done.is_passed, done.seen.theme) == (True, True, "Money")
    assert stored(group, concern_id).state is ConcernState.ASKED
    [notice] = [one for one in told(group, "mina") if one is not None]
    assert words(notice).splitlines()[1:3] == [
        "Sam has answered what you raised.",
        "Press Read it to see the answer. Is it sorted now?",
    ]
    assert list(buttons(notice)) == ["Read it", "It's sorted", "Still there"]
    assert [one for one in of_morning(group) if "confidence" in one] == []


def test_answer_goes_on_the_next_working_day_and_holds_no_word_of_it(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    answered(group, concern_id)
    office = Office(database=group.database)

    sent = office.live(NOW, FRIDAY + timedelta(hours=2))

    [(at, letter)] = [(at, one) for at, one in sent if one.conversation.endswith("-MINA")]
    assert at.date() == FRIDAY.date()
    said = str(letter.content)
    assert "Sam has answered what you raised." in said
    assert ANSWER not in said
    assert WORDS not in said


def test_words_for_an_answer_are_needed(group: Riverside) -> None:
    concern_id = raised(group).concern.id

    for typed, key in (("  ", "concern_answer_needed"), ("w" * 10_000, "too_long")):
        with pytest.raises(Refused) as caught:
            answered(group, concern_id, words=typed)
        assert (caught.value.key, caught.value.field) == (key, "answer")


def test_theme_that_is_on_no_list_is_left_out(group: Riverside) -> None:
    assert answered(group, raised(group).concern.id, theme="The runner").seen.theme == ""


def test_answer_to_what_is_sorted_meanwhile_changes_nothing(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    following.is_sorted(database=group.database, viewer=group.viewer("mina"), concern_id=concern_id, now=NOW)

    done = answered(group, concern_id, version=1)

    assert (done.counts, done.seen.concern.state) == (False, ConcernState.SORTED)
    assert stored(group, concern_id).answer == ""


def test_second_answer_waits_for_its_raiser(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    answered(group, concern_id)

    assert not answered(group, concern_id, words="Another").counts
    assert stored(group, concern_id).answer == ANSWER


def test_of_two_answers_at_once_one_counts(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    together = Barrier(2)

    def press(said: str) -> Answered:
        together.wait()
        return answered(group, concern_id, version=1, words=said)

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(press, ("One", "Two")))

    assert sorted(one.counts for one in both) == [False, True]
    [counted] = [one for one in both if one.counts]
    assert stored(group, concern_id).answer == counted.seen.concern.answer
    with group.database.read() as transaction:
        pending = deliveries.pending_of(transaction, viewer=group.engine, person_id=group.person("mina").id)
    said = [one.owed.step for one in pending if one.owed.kind is DeliveryKind.CONCERN]
    assert len([step for step in said if step.startswith("answered")]) == 1


def test_raiser_who_has_left_is_answered_by_nobody_and_nothing_breaks(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    _leave(group, "mina")

    seen = answering.read(database=group.database, viewer=group.viewer("sam"), concern_id=concern_id)
    done = answered(group, concern_id)

    assert (seen.raiser, seen.has_left) == ("", True)
    assert seen.by == date(2026, 9, 17)
    assert (done.counts, done.is_passed) == (True, False)


def test_raiser_who_would_rather_be_rung_is_rung_by_the_owner(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    with group.database.write() as transaction:
        members.ring(transaction, viewer=group.engine, person_id=group.person("mina").id, rings=True)

    assert not answered(group, concern_id).is_passed


def test_raiser_with_a_telephone_only_is_rung(group: Riverside) -> None:
    concern_id = raised(group, "dee").concern.id

    assert not answered(group, concern_id).is_passed


def test_owner_who_has_left_is_named_no_more(group: Riverside) -> None:
    concern_id = raised(group, about=About.RUNNER).concern.id
    _leave(group, "grace")

    seen = following.read(database=group.database, viewer=group.viewer("mina"), concern_id=concern_id)

    assert (seen.owner, seen.keeper) == ("", "Whoever had it")
    with group.database.read() as transaction:
        assert concerns.get(transaction, viewer=group.engine, concern_id=concern_id).words == WORDS
