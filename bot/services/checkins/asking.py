"""The message that brings a check-in, and its one reminder: worded while there is something to answer."""

from dataclasses import replace
from datetime import datetime

from bot.domain.deliveries import Delivery
from bot.domain.participations import Participation
from bot.domain.partners import PartnerKind
from bot.domain.permissions import Viewer
from bot.domain.questions import QuestionKind, minutes
from bot.domain.round_people import ASKED as ASKED_ROLES
from bot.domain.rounds import Round, Standing, asked_as
from bot.domain.summaries import Summary
from bot.errors import Refused
from bot.messages.checkins import ask as wording
from bot.messages.checkins import summary as summary_wording
from bot.messages.checkins.ask import Asked
from bot.messages.notices import Notice
from bot.services import in_force
from bot.services.checkins import grounds, opening, reach, telling
from bot.services.ports import Transaction
from bot.services.readers import Reader
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import rounds as stored_rounds

_WAITS = {
    opening.ASKED: Standing.ASKED,
    opening.AGAIN: Standing.ASKED,
    opening.ON_THURSDAY: Standing.LATER,
}
"""How somebody must stand for each step still to be said."""


def write_notice(
    transaction: Transaction, reader: Reader, delivery: Delivery, now: datetime
) -> Notice | None:
    """Word the check-in for one person; None once they have answered, or it is closed, or questions become calls."""
    viewer = reader.membership.viewer
    if in_force.manners_of(transaction, viewer=viewer).critical_only:
        return None
    found = _still_asked(transaction, viewer, delivery, now)
    if found is None or viewer.role not in ASKED_ROLES:
        return None
    asked = asked_of(transaction, viewer=viewer, of_round=found[0], participation=found[1], now=now)
    if delivery.owed.step != opening.ASKED:
        return wording.reminder(asked)
    return _beginning(wording.notice(asked), telling.last_told(transaction, viewer=viewer))


def _beginning(notice: Notice, last: Summary | None) -> Notice:
    """A check-in begins with what became of the last one, right after its first sentence (F11)."""
    if last is None:
        return notice
    first, *others = notice.blocks
    return replace(notice, blocks=(first, *summary_wording.since_last_time(last), *others))


def asked_of(
    transaction: Transaction, *, viewer: Viewer, of_round: Round, participation: Participation, now: datetime
) -> Asked:
    """Return what the message says to one person, and the form above its questions."""
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    runner = stored_members.runner_of(transaction, viewer=viewer)
    organisations = {
        one.id: one.name
        for one in stored_partners.all_of(transaction, viewer=viewer)
        if one.kind is PartnerKind.PARTNER
    }
    keys = asked_as(of_round.kinds, kinds=of_round.kinds, of=participation.kinds)
    questions = grounds.questions_of(transaction, viewer=viewer, of_round=of_round)
    return Asked(
        partnership_id=partnership.id,
        partnership=partnership.name,
        round_id=of_round.id,
        version=participation.version,
        today=now.astimezone(partnership.zone).date(),
        closes_on=of_round.closes_on,
        kinds=tuple(of_round.kinds[key] for key in keys),
        runner=runner.person.first_name if runner else "",
        runner_id=runner.person.id if runner else 0,
        is_runner=runner is not None and runner.person.id == viewer.person_id,
        telephone=partnership.profile.runner_telephone,
        organisation=organisations.get(participation.partner_id or 0, ""),
        is_secret=QuestionKind.NUMBERS_ONLY in of_round.kinds.values(),
        seen=reach.seen(transaction, viewer=viewer),
        lists=sum(len(questions[key].lists) for key in keys),
        minutes=minutes(questions[key] for key in keys),
    )


def _still_asked(
    transaction: Transaction, viewer: Viewer, delivery: Delivery, now: datetime
) -> tuple[Round, Participation] | None:
    round_id = int(delivery.owed.fact.removeprefix(opening.fact_of(0)[:-1]))
    try:
        of_round = stored_rounds.get(transaction, viewer=viewer, round_id=round_id)
    except Refused:
        return None
    found = stored_rounds.participation(
        transaction, viewer=viewer, round_id=round_id, person_id=viewer.person_id
    )
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    if found is None or not of_round.takes_answers(now=now, zone=zone):
        return None
    if delivery.owed.step == opening.AGAIN and _is_unsaid(transaction, viewer, delivery):
        return None
    return (of_round, found) if found.standing is _WAITS[delivery.owed.step] else None


def _is_unsaid(transaction: Transaction, viewer: Viewer, reminder: Delivery) -> bool:
    """Whether the check-in itself still waits for an envelope: then that is the reminder."""
    waiting = stored_deliveries.pending_of(transaction, viewer=viewer, person_id=viewer.person_id)
    return any((one.owed.fact, one.owed.step) == (reminder.owed.fact, opening.ASKED) for one in waiting)
