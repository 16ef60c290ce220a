"""Check-ins of Riverside that are in: what is left of them, written down without anybody having to answer."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from bot.domain.climate import Result
from bot.domain.evidence import Level, Stage
from bot.domain.kept_answers import NamedAnswer, OrganisationAnswer
from bot.domain.people import Membership
from bot.domain.question_answers import Answer
from bot.domain.questions import QuestionKind
from bot.domain.round_people import Invited
from bot.domain.rounds import Round, RoundState, Standing
from storage import answers, rounds
from storage.database import Transaction
from tests.riverside import Riverside

AUTUMN = date(2026, 9, 15)
WINTER = date(2026, 11, 17)
AFTER = datetime(2026, 11, 27, 9, tzinfo=UTC)
"""Friday 27 November 2026, nine in London: the day after the second of them has closed."""

NUMBERS, SIDE, NAMED = QuestionKind.NUMBERS_ONLY, QuestionKind.ORGANISATION, QuestionKind.TO_RUNNER
KINDS: Mapping[str, QuestionKind] = {
    "purpose": NUMBERS,
    "trust": NUMBERS,
    "clarity": NUMBERS,
    "worth_it": SIDE,
    "worth_it_for_you": NUMBERS,
    "changed": SIDE,
    "in_the_way": NUMBERS,
    "easier": NAMED,
}
EVEN = Answer(value=2, ticks=("Our own people learn", "Meetings and paperwork"))


def round_in(
    group: Riverside,
    *,
    on: date = WINTER,
    kinds: Mapping[str, QuestionKind] = KINDS,
    levels: Mapping[str, Level | None] | None = None,
    ticks: Mapping[str, Level] | None = None,
    answered: Iterable[str] = ("mina", "rob", "grace"),
    sides: Mapping[int, Mapping[str, Answer]] | None = None,
    told: Mapping[str, Mapping[str, Answer]] | None = None,
    chair: str | None = "grace",
) -> Round:
    """Write a round that is in: by key what was shown, by partner and by first name what was answered.

    `chair` was named to the organisations as reading it, None for nobody.
    """
    viewer = group.engine
    with group.database.write() as transaction:
        made = rounds.plan(
            transaction,
            viewer=viewer,
            opens_on=on,
            closes_at=datetime.combine(on, datetime.min.time(), tzinfo=UTC) + timedelta(days=10),
            bank=1,
            kinds=kinds,
            stage=Stage.FORMING,
        )
        assert made is not None
        _ask(transaction, group, made, answered)
        results = _results(made, {"purpose": Level.MOST, "trust": Level.MIXED} if levels is None else levels)
        more = [_result(made, "in_the_way", level, option) for option, level in (ticks or {}).items()]
        answers.keep_results(transaction, viewer=viewer, results=[*results, *more])
        named = None if chair is None else group.person(chair).id
        _answer(transaction, group, made, sides or {}, told or {}, chair_id=named)
        states = {RoundState.PLANNED}
        over = datetime.combine(on, datetime.min.time(), tzinfo=UTC) + timedelta(days=10)
        rounds.change(
            transaction,
            viewer=viewer,
            round_id=made.id,
            since=states,
            state=RoundState.SUMMARISED,
            closed_at=over,
        )
        return rounds.get(transaction, viewer=viewer, round_id=made.id)


def answer_ids(group: Riverside, of: Round) -> tuple[Sequence[NamedAnswer], Sequence[OrganisationAnswer]]:
    """Return what was told to Sam, and what was answered for organisations, as stored."""
    with group.database.read() as transaction:
        sam = group.viewer("sam")
        named = answers.named_to(transaction, viewer=sam, round_id=of.id)
        return named, answers.organisations_of(transaction, viewer=sam, round_id=of.id)


def _ask(transaction: Transaction, group: Riverside, made: Round, answered: Iterable[str]) -> None:
    everybody = group.members
    people = [
        Invited(person_id=one.person.id, partner_id=one.partner_id, kinds=frozenset(QuestionKind))
        for one in everybody.values()
    ]
    now = datetime.combine(made.opens_on, datetime.min.time(), tzinfo=UTC)
    rounds.ask_people(transaction, viewer=group.engine, round_id=made.id, people=people, now=now)
    for name in answered:
        seen = rounds.participation(
            transaction, viewer=group.engine, round_id=made.id, person_id=everybody[name].person.id
        )
        assert seen is not None
        rounds.note(transaction, viewer=group.engine, seen=seen, to=Standing.ANSWERED, now=now)


def _answer(
    transaction: Transaction,
    group: Riverside,
    made: Round,
    sides: Mapping[int, Mapping[str, Answer]],
    told: Mapping[str, Mapping[str, Answer]],
    *,
    chair_id: int | None,
) -> None:
    now = datetime.combine(made.opens_on, datetime.min.time(), tzinfo=UTC)
    for partner_id, said in sides.items():
        answers.keep_for_organisation(
            transaction,
            viewer=group.engine,
            round_id=made.id,
            partner_id=partner_id,
            person_id=_speaker(group.members.values(), partner_id).person.id,
            answers=said,
            now=now,
            chair_id=chair_id,
            runner_id=group.person("sam").id,
        )
    for name, answered in told.items():
        answers.keep_named(
            transaction,
            viewer=group.viewer(name),
            round_id=made.id,
            person_id=group.person(name).id,
            to_id=group.person("sam").id,
            answers=answered,
            now=now,
        )


def _speaker(members: Iterable[Membership], partner_id: int) -> Membership:
    return next(one for one in members if one.partner_id == partner_id)


def _results(made: Round, levels: Mapping[str, Level | None]) -> list[Result]:
    return [_result(made, key, level, "") for key, level in levels.items()]


def _result(made: Round, key: str, level: Level | None, option: str) -> Result:
    return Result(round_id=made.id, key=key, option=option, level=level, people=9, partners=4)
