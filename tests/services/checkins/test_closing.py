"""A round closes: levels are left of secret answers, and no word of anybody's stands where it should not."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select

from bot.domain.climate import Result
from bot.domain.evidence import Level
from bot.domain.people import Membership
from bot.domain.question_answers import Typed
from bot.domain.rounds import Round, RoundState, Standing
from storage import answers, rounds, summaries
from storage.database import Database
from storage.tables import AnswerTokenRow, MembershipRow, SecretAnswerRow
from tests.checked_in import CLOSED, TUESDAY, agree, answer, close, open_round, texts, widen
from tests.riverside import Riverside, build

SECRETIVE = ("sam", "grace", "mina", "nia", "max")


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database, opened=True)


@pytest.fixture
def everybody(riverside: Riverside) -> Mapping[str, Membership]:
    return widen(riverside)


@pytest.fixture
def opened(riverside: Riverside, everybody: Mapping[str, Membership]) -> Round:
    opened = open_round(riverside)
    for name in SECRETIVE:
        answer(riverside, everybody[name], opened, purpose=agree("Completely"), trust=agree("A little"))
    return opened


def test_levels_stand_and_nothing_else_is_left(riverside: Riverside, opened: Round) -> None:
    assert close(riverside) == 1

    found = {one.key: one for one in _results(riverside)}
    assert (found["purpose"].level, found["purpose"].people) == (Level.MOST, 5)
    assert found["trust"].level is Level.FEW
    assert (found["clarity"].level, found["clarity"].people) == (None, 0)
    assert _left(riverside) == (0, 0)
    assert _round(riverside, opened).state is RoundState.SUMMARISED


def test_who_answered_is_known_and_never_what(riverside: Riverside, opened: Round) -> None:
    close(riverside)

    with riverside.database.read() as transaction:
        asked = rounds.participations_of(transaction, viewer=riverside.viewer("sam"), round_id=opened.id)
    answered = [one for one in asked if one.standing is Standing.ANSWERED]
    assert (len(asked), len(answered)) == (9, 5)
    assert not texts(riverside)["participations"].count("Completely")


def test_it_closes_at_the_end_of_its_thursday_and_once(riverside: Riverside, opened: Round) -> None:
    counts = [close(riverside, now=CLOSED + after) for after in (-timedelta(seconds=1), timedelta(), _LATER)]

    assert counts == [0, 1, 0]
    assert opened.closes_on.isoformat() == "2026-09-24"


def test_who_has_left_meanwhile_is_not_counted(
    riverside: Riverside, everybody: Mapping[str, Membership], opened: Round
) -> None:
    assert opened.id
    with riverside.database.write() as transaction:
        gone = MembershipRow.person_id == everybody["max"].person.id
        transaction.connection.execute(delete(MembershipRow).where(gone))

    close(riverside)

    found = {one.key: one for one in _results(riverside)}
    assert (found["purpose"].level, found["purpose"].people, found["purpose"].heard) == (None, 4, frozenset())


def test_killed_between_closing_and_counting_it_is_counted_next_time(
    riverside: Riverside, opened: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("storage.answers.forget_secrets", killed)
        with pytest.raises(KeyboardInterrupt):
            close(riverside)
    between = _round(riverside, opened).state, _results(riverside), _left(riverside)[0] > 0

    assert between == (RoundState.CLOSED, (), True)
    assert close(riverside) == 1
    assert (len(_results(riverside)), _left(riverside)) == (3, (0, 0))


def test_a_summary_waits_for_the_runner(riverside: Riverside, opened: Round) -> None:
    close(riverside)

    with riverside.database.read() as transaction:
        [summary] = summaries.all_of(transaction, viewer=riverside.viewer("sam"))
    assert (summary.round_id, summary.waits_since) == (opened.id, opened.closes_on)


def test_second_round_knows_the_results_of_the_first(riverside: Riverside, opened: Round) -> None:
    close(riverside)
    second = open_round(riverside, now=TUESDAY + timedelta(days=35))

    close(riverside, now=TUESDAY + timedelta(days=60))

    with riverside.database.read() as transaction:
        found = answers.results_of(transaction, viewer=riverside.viewer("sam"))
    assert [one.round_id for one in found if one.key == "trust"] == [opened.id, second.id]


def test_no_word_of_an_answer_stands_anywhere_but_where_it_was_promised(
    riverside: Riverside, everybody: Mapping[str, Membership]
) -> None:
    opened = open_round(riverside)
    line = Typed(option="Yes", line="The Pelican report")
    answer(riverside, everybody["mina"], opened, purpose=agree("A little"), changed=line)
    before = texts(riverside)

    close(riverside)

    after = texts(riverside)
    assert [name for name, text in before.items() if "Pelican" in text] == ["organisation_answers"]
    assert [name for name, text in after.items() if "Pelican" in text] == ["organisation_answers"]
    assert "value" not in after["results"]
    assert (after["secret_answers"], after["answer_tokens"]) == ("[]", "[]")


_LATER = timedelta(hours=1)


def _results(riverside: Riverside) -> tuple[Result, ...]:
    with riverside.database.read() as transaction:
        return answers.results_of(transaction, viewer=riverside.viewer("sam"))


def _left(riverside: Riverside) -> tuple[int, int]:
    with riverside.database.read() as transaction:
        secrets, tokens = (
            transaction.connection.execute(select(func.count()).select_from(rows)).scalar_one()
            for rows in (SecretAnswerRow, AnswerTokenRow)
        )
    return secrets, tokens


def _round(riverside: Riverside, opened: Round) -> Round:
    with riverside.database.read() as transaction:
        return rounds.get(transaction, viewer=riverside.viewer("sam"), round_id=opened.id)
