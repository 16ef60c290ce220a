"""Check-ins as a stage is read from them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from bot.domain import stage_facts
from bot.domain.climate import Result
from bot.domain.concerns import About, MayKnow
from bot.domain.evidence import Level, Stage
from bot.domain.question_answers import Answer
from bot.domain.questions import QuestionKind
from bot.domain.round_people import Invited
from bot.domain.rounds import Round, RoundState, Standing
from bot.domain.stage_facts import OwnAnswer, OwnQuestion, Question, Said
from bot.services.stages import facts, round_facts
from storage import answers, concerns, rounds
from storage.concerns import NewConcern
from tests.riverside import NOW, Riverside

OPENED = date(2026, 11, 17)
CLOSES = datetime(2026, 11, 26, 23, 59, tzinfo=UTC)
KINDS = {
    "trust": QuestionKind.NUMBERS_ONLY,
    "changed": QuestionKind.ORGANISATION,
    "worth_it": QuestionKind.ORGANISATION,
    "load": QuestionKind.TO_RUNNER,
}


def open_round(group: Riverside, said: Mapping[str, Answer]) -> Round:
    """Ask Mina and Rob of Castle College, and Sam; Mina answers, and Rob has no time."""
    with group.database.write() as transaction:
        one = rounds.plan(
            transaction,
            viewer=group.engine,
            opens_on=OPENED,
            closes_at=CLOSES,
            bank=1,
            kinds=KINDS,
            stage=Stage.FORMING,
        )
        assert one is not None
        asked = [
            Invited(
                person_id=group.person(who).id,
                partner_id=None if who == "sam" else group.castle_id,
                kinds=frozenset(QuestionKind),
            )
            for who in ("mina", "rob", "sam")
        ]
        rounds.ask_people(transaction, viewer=group.engine, round_id=one.id, people=asked, now=NOW)
        for who, standing in (("mina", Standing.ANSWERED), ("rob", Standing.NOT_THIS_TIME)):
            seen = rounds.participation(
                transaction, viewer=group.engine, round_id=one.id, person_id=group.person(who).id
            )
            assert seen is not None
            rounds.note(transaction, viewer=group.engine, seen=seen, to=standing, now=NOW)
        answers.keep_for_organisation(
            transaction,
            viewer=group.viewer("mina"),
            round_id=one.id,
            partner_id=group.castle_id,
            person_id=group.person("mina").id,
            answers=said,
            now=NOW,
        )
    return one


def close(group: Riverside, one: Round) -> None:
    levels = [
        Result(round_id=one.id, key="trust", level=Level.MIXED, people=9, partners=3),
        Result(round_id=one.id, key="in_the_way", option="Time", level=Level.FEW, people=9, partners=3),
        Result(round_id=one.id, key="noticed", level=Level.FEW, people=9, partners=3),
    ]
    with group.database.write() as transaction:
        answers.keep_results(transaction, viewer=group.engine, results=levels)
        rounds.change(
            transaction,
            viewer=group.engine,
            round_id=one.id,
            since=tuple(RoundState),
            state=RoundState.SUMMARISED,
        )


def read(group: Riverside) -> tuple[stage_facts.Round, ...]:
    with group.database.read() as transaction:
        return round_facts.rounds(transaction, viewer=group.engine)


def test_round_that_is_open_says_nothing(group: Riverside) -> None:
    open_round(group, {})

    assert read(group) == ()


def test_round_is_read_without_names_and_with_levels_only(group: Riverside) -> None:
    one = open_round(
        group,
        {
            "changed": Answer(value=2),
            "worth_it": Answer(value=1),
            "in_plans": Answer(ticks=("Time",)),
            "load": Answer(value=1),
        },
    )
    close(group, one)

    [found] = read(group)

    assert (found.opened_on, found.closed_on) == (OPENED, one.closes_on)
    assert {(one.person, one.partner, one.answered) for one in found.asked} == {
        (group.person("mina").id, group.castle_id, True),
        (group.person("rob").id, group.castle_id, True),
        (group.person("sam").id, None, False),
    }
    assert found.results == (stage_facts.Result(question=Question.TRUST, level=Level.MIXED, people=9),)
    assert found.own == {OwnQuestion.CHANGED, OwnQuestion.WORTH}
    assert set(found.answers) == {
        OwnAnswer(partner=group.castle_id, question=OwnQuestion.CHANGED, said=Said.YES),
        OwnAnswer(partner=group.castle_id, question=OwnQuestion.WORTH, said=Said.YES),
    }


def test_concern_is_read_without_its_words_and_without_whose_it_is(group: Riverside) -> None:
    new = NewConcern(
        raiser_id=group.person("mina").id,
        partner_id=group.castle_id,
        words="Nobody listens",
        would_help="",
        may_know=MayKnow.ONLY_RUNNER,
        about=About.OTHERS,
        owner_id=group.person("sam").id,
        told=frozenset(),
        since=NOW.date(),
    )
    with group.database.write() as transaction:
        concerns.add(transaction, viewer=group.viewer("mina"), new=new, now=NOW)
        found = facts.facts(transaction, viewer=group.engine, now=NOW)

    assert found.concerns == (stage_facts.Concern(raised_on=NOW.date()),)
