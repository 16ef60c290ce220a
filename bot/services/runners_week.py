"""What stands beside the dates of a runner's week, read once a week: how it felt, loose ends, what comes, who pushes."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final

from bot.domain import initiative, runners_week
from bot.domain.calendars import local_date
from bot.domain.commitments import Commitment
from bot.domain.concerns import ConcernState
from bot.domain.evidence import Level
from bot.domain.initiative import WINDOW, Initiative
from bot.domain.milestones import Thanks
from bot.domain.permissions import Intent, Role, allowed
from bot.domain.rounds import Round, RoundState
from bot.domain.runners_week import Around, LooseEnds
from bot.domain.summaries import SummaryState
from bot.messages.week import FELT
from bot.services import in_force
from bot.services.checkins import findings
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import answers as stored_answers
from storage import commitments as stored_commitments
from storage import concerns as stored_concerns
from storage import looking_back as stored_looking_back
from storage import members as stored_members
from storage import milestones as stored_milestones
from storage import rounds as stored_rounds
from storage import summaries as stored_summaries
from storage import thanks as stored_thanks

_THANKS: Final = "thanks"
"""The key of the question whom we should thank."""


def of_reader(transaction: Transaction, *, reader: Reader, now: datetime) -> Around:
    """Return it for whoever runs a partnership. Who starts things is told to the runner alone."""
    viewer = reader.membership.viewer
    today = local_date(now=now, zone=reader.calendar.zone)
    rounds = stored_rounds.all_of(transaction, viewer=viewer)
    commitments = stored_commitments.all_of(transaction, viewer=viewer)
    felt, became, well_do = _looked_back(transaction, reader)
    return Around(
        felt=felt,
        became=became,
        well_do=well_do,
        stage=in_force.stage_of(transaction, viewer=viewer)
        if allowed(intent=Intent.STAGE, viewer=viewer)
        else None,
        loose=_loose(transaction, reader, commitments),
        round_opens=_first(
            [one.opens_on for one in _in(rounds, RoundState.PLANNED) if one.opens_on >= today]
        ),
        round_until=_first([one.closes_on for one in _in(rounds, RoundState.OPEN)]),
        milestones=runners_week.ahead(stored_milestones.all_of(transaction, viewer=viewer), today=today),
        initiative=_initiative(transaction, reader, commitments, today),
    )


def _looked_back(
    transaction: Transaction, reader: Reader
) -> tuple[tuple[tuple[str, Level], ...], str, tuple[str, ...]]:
    """Return the levels of the last check-in that is in, and of the last summary that was told what came of it."""
    viewer = reader.membership.viewer
    closed = findings.closed(transaction, viewer=viewer)
    summaries = {one.round_id: one for one in stored_summaries.all_of(transaction, viewer=viewer)}
    told = [
        summaries[one.id]
        for one in closed
        if one.id in summaries and summaries[one.id].state is not SummaryState.WAITING
    ]
    became, well_do = (told[-1].became, told[-1].well_do) if told else ("", ())
    if not closed:
        return (), became, well_do
    results = stored_answers.results_of(transaction, viewer=viewer, round_id=closed[-1].id)
    return runners_week.levels(results, keys=FELT), became, well_do


def _loose(transaction: Transaction, reader: Reader, commitments: Sequence[Commitment]) -> LooseEnds:
    viewer = reader.membership.viewer
    kept = stored_concerns.kept_by(transaction, viewer=viewer, person_id=viewer.person_id)
    return LooseEnds(
        nobody=runners_week.without_somebody(commitments),
        no_done_when=runners_week.without_an_end(commitments),
        concerns=sum(one.state is not ConcernState.SORTED for one in kept),
        thanks=_unsaid(transaction, reader),
    )


def _unsaid(transaction: Transaction, reader: Reader) -> int:
    """Count those whom somebody would like to be thanked, while the runner has thanked nobody for that milestone since."""
    viewer = reader.membership.viewer
    wished = [
        one
        for one in stored_looking_back.all_of(transaction, viewer=viewer)
        if one.key == _THANKS and one.to_id == viewer.person_id and one.answer.passing is not None
    ]
    if not wished:
        return 0
    first = min(one.at for one in wished)
    said = stored_thanks.since(transaction, viewer=viewer, at=first)
    return sum(not _was_thanked(one.milestone_id, one.at, said, viewer.person_id) for one in wished)


def _was_thanked(milestone_id: int | None, at: datetime, said: Collection[Thanks], by: int) -> bool:
    return any(one.milestone_id == milestone_id and one.from_id == by and one.at > at for one in said)


def _initiative(
    transaction: Transaction, reader: Reader, commitments: Sequence[Commitment], today: date
) -> Initiative | None:
    if reader.membership.role is not Role.RUNNER:
        return None
    viewer, own = reader.membership.viewer, reader.membership.partner_id
    days = {
        share.id: local_date(now=share.done_at, zone=reader.calendar.zone)
        for one in commitments
        for share in one.shares
        if share.done_at is not None
    }
    done = initiative.done_by(commitments, days=days, today=today)
    lately = [one.id for one in commitments if today - WINDOW <= one.due]
    partners = {one.person.id: one.partner_id for one in stored_members.all_of(transaction, viewer=viewer)}
    adders = stored_commitments.adders(transaction, viewer=viewer, commitment_ids=lately)
    begun = tuple(partners.get(adder) for adder in adders.values())
    return Initiative(done=initiative.weight(own, done), begun=initiative.weight(own, begun))


def _in(rounds: Sequence[Round], state: RoundState) -> list[Round]:
    return [one for one in rounds if one.state is state]


def _first(days: list[date]) -> date | None:
    return min(days, default=None)
