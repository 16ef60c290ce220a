"""A round closes at the end of its Thursday: then levels are left of secret answers, and nothing else."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.domain.climate import Result
from bot.domain.permissions import ENGINE, Viewer, engine_in
from bot.domain.questions import QuestionKind
from bot.domain.round_people import ASKED
from bot.domain.rounds import Round, RoundState
from bot.domain.secret_answers import Closing, close
from bot.services.checkins import grounds, opening
from bot.services.each import each
from bot.services.ports import Transaction, Transactions
from storage import answers as stored_answers
from storage import audit
from storage import members as stored_members
from storage import rounds as stored_rounds
from storage import summaries as stored_summaries

_COUNTED_WITHIN: Final = timedelta(days=7)
"""What could not be counted by then never will be, and is deleted all the same."""


def close_due(*, database: Transactions, now: datetime) -> int:
    """Close the rounds whose time is over, and leave nothing but levels of their secret answers. For a sweep.

    What was closed and then interrupted is summed up here as well. Returns how many rounds were summed up.
    """
    with database.read() as transaction:
        found = stored_rounds.to_close(transaction, viewer=ENGINE, now=now)
    each(found, lambda one: _close(database, one, now))
    return each(found, lambda one: _sum_up(database, one, now))


def forget(*, database: Transactions, now: datetime) -> int:
    """Whatever happened: once a round is over, no secret answer to it stands anywhere. Returns how much went. For a sweep."""
    with database.write() as transaction:
        return stored_answers.forget_what_is_left(
            transaction, viewer=ENGINE, closed_before=now - _COUNTED_WITHIN
        )


def _close(database: Transactions, of_round: Round, now: datetime) -> int:
    """From here on nothing is answered any more, whatever becomes of the counting."""
    viewer = engine_in(of_round.partnership_id)
    with database.write() as transaction:
        closed = stored_rounds.change(
            transaction,
            viewer=viewer,
            round_id=of_round.id,
            since={RoundState.OPEN},
            state=RoundState.CLOSED,
            closed_at=now,
        )
        return int(closed)


def _sum_up(database: Transactions, of_round: Round, now: datetime) -> int:
    """Count, keep the levels, and delete tokens and answers, all in one transaction."""
    viewer = engine_in(of_round.partnership_id)
    with database.write() as transaction:
        is_ours = stored_rounds.change(
            transaction,
            viewer=viewer,
            round_id=of_round.id,
            since={RoundState.CLOSED},
            state=RoundState.SUMMARISED,
        )
        if not is_ours:
            return 0
        results = _results(transaction, viewer, of_round)
        stored_answers.keep_results(transaction, viewer=viewer, results=results)
        stored_answers.forget_secrets(transaction, viewer=viewer, round_id=of_round.id)
        stored_summaries.begin(
            transaction, viewer=viewer, round_id=of_round.id, waits_since=of_round.closes_on
        )
        subject = opening.fact_of(of_round.id)
        audit.write(transaction, viewer=viewer, act="check_in_closed", subject=subject, now=now)
        return 1


def _results(transaction: Transaction, viewer: Viewer, of_round: Round) -> tuple[Result, ...]:
    questions = grounds.questions_of(transaction, viewer=viewer, of_round=of_round)
    secret = [one for key, one in questions.items() if of_round.kinds[key] is QuestionKind.NUMBERS_ONLY]
    links, secrets = stored_answers.secrets_of(transaction, viewer=viewer, round_id=of_round.id)
    closing = Closing(
        round_id=of_round.id,
        links=links,
        secrets=secrets,
        partners=_partners(transaction, viewer, of_round),
    )
    return close(closing, questions=secret, earlier=_earlier(transaction, viewer))


def _partners(transaction: Transaction, viewer: Viewer, of_round: Round) -> Mapping[int, int | None]:
    """The partner of everybody who was asked in secret and still belongs."""
    here = {one.person.id for one in stored_members.all_of(transaction, viewer=viewer) if one.role in ASKED}
    asked = stored_rounds.participations_of(transaction, viewer=viewer, round_id=of_round.id)
    return {
        one.person_id: one.partner_id
        for one in asked
        if one.person_id in here and QuestionKind.NUMBERS_ONLY in one.kinds
    }


def _earlier(transaction: Transaction, viewer: Viewer) -> Mapping[tuple[str, str], Sequence[Result]]:
    found: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for one in stored_answers.results_of(transaction, viewer=viewer):
        found[one.key, one.option].append(one)
    return found
