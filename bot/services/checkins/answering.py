"""Answering a check-in: the form, what is kept, **Remind me on Thursday** and **Not this time**.

An answer is handed on to `storage.answers` and stands nowhere else: in no audit, no log and no reply.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.deliveries import Owed
from bot.domain.participations import Participation
from bot.domain.people import Membership
from bot.domain.permissions import Intent, Viewer
from bot.domain.question_answers import Answer, Typed, read
from bot.domain.questions import Question, QuestionKind
from bot.domain.rounds import Round, Standing, asked_as, thursday
from bot.domain.slots import Slot
from bot.errors import Refused
from bot.messages.checkins.ask import Asked
from bot.services import guard, readers
from bot.services.checkins import asking, grounds, opening, reach
from bot.services.ports import Transaction, Transactions
from storage import answers as stored_answers
from storage import audit
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import partnerships as stored_partnerships
from storage import rounds as stored_rounds

_ACTS = {
    Standing.ANSWERED: "check_in_answered",
    Standing.LATER: "check_in_later",
    Standing.NOT_THIS_TIME: "check_in_left_out",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The form of one person: its questions in order, and what they have answered until now. For their eyes alone."""

    asked: Asked
    questions: tuple[Question, ...]
    kinds: Mapping[str, QuestionKind]
    answered: Mapping[str, Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How the check-in stands with somebody after a press. `changed` is False where another device was quicker.

    `again`: it had been answered before, and the newer answers stand in its place.
    """

    asked: Asked
    standing: Standing
    changed: bool
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """One person in an open round."""

    of_round: Round
    participation: Participation
    questions: Mapping[str, Question]


def look(*, database: Transactions, viewer: Viewer, round_id: int, now: datetime) -> Sheet:
    """Return the form. Raises `Refused` (not_for_your_role, round_gone, check_in_closed, check_in_not_asked)."""
    guard.require(viewer=viewer, intent=Intent.ANSWER_CHECK_IN)
    with database.read() as transaction:
        place = _place(transaction, viewer, round_id, now)
        runner = stored_members.runner_of(transaction, viewer=viewer)
        return Sheet(
            asked=_asked(transaction, viewer, place, now),
            questions=tuple(place.questions.values()),
            kinds=place.of_round.kinds,
            answered=_answered(transaction, viewer, place, runner=runner),
        )


def save(
    *,
    database: Transactions,
    viewer: Viewer,
    round_id: int,
    version: int,
    shown_id: int,
    typed: Callable[[Question], Typed],
    now: datetime,
    chair_id: int = 0,
) -> Kept:
    """Keep what somebody answers, in place of all that they answered before; what is left empty is skipped.

    `typed` gives what came in for a question; `version` is that of the form. Where they have only put it off from
    elsewhere since, this counts.
    `shown_id` is the runner whom the form has named, `chair_id` the chair: nobody else who has the chair reads it.
    Raises `Refused` (as `look`, and answer_unknown, answer_too_many, too_long, check_in_answered_elsewhere,
    check_in_no_runner, check_in_other_runner) before anything is written.
    """
    guard.require(viewer=viewer, intent=Intent.ANSWER_CHECK_IN)
    with database.write() as transaction:
        place = _held(transaction, viewer, round_id, now)
        answers = _read(place.questions, typed)
        to_id = _runner_id(transaction, viewer, place, answers, shown_id=shown_id)
        standing = Standing.ANSWERED if answers else Standing.NOT_THIS_TIME
        if _answered_since(place, version) or not _note(transaction, viewer, place, standing, now):
            raise Refused("check_in_answered_elsewhere", field=next(iter(place.questions)))
        named = chair_id if chair_id == reach.offices(transaction, viewer=viewer).chair_id else None
        _keep(transaction, viewer, place, answers, to_id=to_id, chair_id=named, now=now)
        again = place.participation.standing is Standing.ANSWERED
        return replace(_kept(transaction, viewer, place, now, changed=True), again=again)


def later(*, database: Transactions, viewer: Viewer, round_id: int, now: datetime) -> Kept:
    """**Remind me on Thursday**: that is the reminder. On its last day there is none, and nothing changes.

    Raises `Refused` as `look`.
    """
    guard.require(viewer=viewer, intent=Intent.ANSWER_CHECK_IN)
    with database.write() as transaction:
        place = _held(transaction, viewer, round_id, now)
        owed = _on_thursday(transaction, viewer, place, now)
        if owed is None or place.participation.standing is not Standing.ASKED:
            return _kept(transaction, viewer, place, now, changed=False)
        changed = _note(transaction, viewer, place, Standing.LATER, now)
        if changed:
            stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)
        return _kept(transaction, viewer, place, now, changed=changed)


def not_this_time(*, database: Transactions, viewer: Viewer, round_id: int, now: datetime) -> Kept:
    """**Not this time**: said once, and never counted against anybody. What was answered before stays answered.

    Raises `Refused` as `look`.
    """
    guard.require(viewer=viewer, intent=Intent.ANSWER_CHECK_IN)
    with database.write() as transaction:
        place = _held(transaction, viewer, round_id, now)
        if place.participation.standing not in (Standing.ASKED, Standing.LATER):
            return _kept(transaction, viewer, place, now, changed=False)
        changed = _note(transaction, viewer, place, Standing.NOT_THIS_TIME, now)
        return _kept(transaction, viewer, place, now, changed=changed)


def _held(transaction: Transaction, viewer: Viewer, round_id: int, now: datetime) -> _Place:
    """As `_place`, and the round stays open until this transaction is over: what it keeps is counted."""
    stored_rounds.hold(transaction, viewer=viewer, round_id=round_id)
    return _place(transaction, viewer, round_id, now)


def _place(transaction: Transaction, viewer: Viewer, round_id: int, now: datetime) -> _Place:
    of_round = stored_rounds.get(transaction, viewer=viewer, round_id=round_id)
    if not of_round.takes_answers(now=now, zone=_zone(transaction, viewer)):
        raise Refused("check_in_closed")
    found = stored_rounds.participation(
        transaction, viewer=viewer, round_id=round_id, person_id=viewer.person_id
    )
    if found is None:
        raise Refused("check_in_not_asked")
    questions = grounds.questions_of(transaction, viewer=viewer, of_round=of_round)
    keys = asked_as(questions, kinds=of_round.kinds, of=found.kinds)
    return _Place(of_round=of_round, participation=found, questions={key: questions[key] for key in keys})


def _zone(transaction: Transaction, viewer: Viewer) -> ZoneInfo:
    return stored_partnerships.get(transaction, viewer=viewer).zone


def _asked(transaction: Transaction, viewer: Viewer, place: _Place, now: datetime) -> Asked:
    return asking.asked_of(
        transaction, viewer=viewer, of_round=place.of_round, participation=place.participation, now=now
    )


def _kept(transaction: Transaction, viewer: Viewer, place: _Place, now: datetime, *, changed: bool) -> Kept:
    """How it stands now, read again: somebody may have been quicker."""
    fresh = _place(transaction, viewer, place.of_round.id, now)
    asked = _asked(transaction, viewer, fresh, now)
    return Kept(asked=asked, standing=fresh.participation.standing, changed=changed)


def _answered(
    transaction: Transaction, viewer: Viewer, place: _Place, *, runner: Membership | None
) -> dict[str, Answer]:
    """What the viewer themselves has answered; for their organisation also what a colleague did.

    What they told another runner is not put before them again: it would go to this one.
    """
    round_id, partner_id = place.of_round.id, place.participation.partner_id
    secret = stored_answers.own_secrets(transaction, viewer=viewer, round_id=round_id)
    named = stored_answers.named_by(transaction, viewer=viewer, round_id=round_id)
    organisations = stored_answers.organisations_of(transaction, viewer=viewer, round_id=round_id)
    found = {
        **secret,
        **{one.key: one.answer for one in named if runner is not None and one.to_id == runner.person.id},
        **{one.key: one.answer for one in organisations if one.partner_id == partner_id},
    }
    return {key: answer for key, answer in found.items() if key in place.questions}


def _read(questions: Mapping[str, Question], typed: Callable[[Question], Typed]) -> dict[str, Answer]:
    answers = {key: read(one, typed(one)) for key, one in questions.items()}
    return {key: answer for key, answer in answers.items() if answer is not None}


def _runner_id(
    transaction: Transaction, viewer: Viewer, place: _Place, answers: Mapping[str, Answer], *, shown_id: int
) -> int:
    """Whom a named answer is for: the runner of today. Raises `Refused` (check_in_no_runner, check_in_other_runner)."""
    runner = stored_members.runner_of(transaction, viewer=viewer)
    kinds = place.of_round.kinds
    if runner is None:
        told = next((key for key in answers if kinds[key] is QuestionKind.TO_RUNNER), None)
        if told is not None:
            raise Refused("check_in_no_runner", field=told)
        return viewer.person_id
    seen = next((key for key in answers if kinds[key] is not QuestionKind.NUMBERS_ONLY), None)
    if seen is not None and runner.person.id not in (shown_id, viewer.person_id):
        raise Refused("check_in_other_runner", field=seen, runner=runner.person.first_name)
    return runner.person.id


def _keep(
    transaction: Transaction,
    viewer: Viewer,
    place: _Place,
    answers: Mapping[str, Answer],
    *,
    to_id: int,
    chair_id: int | None,
    now: datetime,
) -> None:
    """Keep each answer by the promise of its kind."""
    by_kind: dict[QuestionKind, dict[str, Answer]] = {kind: {} for kind in QuestionKind}
    for key, answer in answers.items():
        by_kind[place.of_round.kinds[key]][key] = answer
    round_id, partner_id = place.of_round.id, place.participation.partner_id
    stored_answers.keep_secret(
        transaction,
        viewer=viewer,
        round_id=round_id,
        person_id=viewer.person_id,
        answers=by_kind[QuestionKind.NUMBERS_ONLY],
    )
    stored_answers.keep_named(
        transaction,
        viewer=viewer,
        round_id=round_id,
        person_id=viewer.person_id,
        to_id=to_id,
        answers=by_kind[QuestionKind.TO_RUNNER],
        now=now,
    )
    if partner_id is not None and QuestionKind.ORGANISATION in place.participation.kinds:
        stored_answers.keep_for_organisation(
            transaction,
            viewer=viewer,
            round_id=round_id,
            partner_id=partner_id,
            person_id=viewer.person_id,
            answers=by_kind[QuestionKind.ORGANISATION],
            now=now,
            chair_id=chair_id,
            runner_id=to_id,
        )


def _answered_since(place: _Place, version: int) -> bool:
    """Whether somebody has answered from elsewhere since their form was opened: then they see both before one counts."""
    participation = place.participation
    return participation.version != version and participation.standing is Standing.ANSWERED


def _note(transaction: Transaction, viewer: Viewer, place: _Place, to: Standing, now: datetime) -> bool:
    """Write how somebody stands, unless another press was quicker; what they answered is written nowhere here."""
    noted = stored_rounds.note(transaction, viewer=viewer, seen=place.participation, to=to, now=now)
    if noted:
        subject = opening.fact_of(place.of_round.id)
        audit.write(transaction, viewer=viewer, act=_ACTS[to], subject=subject, now=now)
    return noted


def _on_thursday(transaction: Transaction, viewer: Viewer, place: _Place, now: datetime) -> Owed | None:
    to = readers.reader(transaction, viewer=viewer, person_id=viewer.person_id)
    if to is None:
        return None
    today = now.astimezone(to.calendar.zone).date()
    day = thursday(today=today, closing=place.of_round.closes_on)
    if day is None:
        return None
    slot = Slot(on=day, at=to.calendar.instant(day), off_day=True)
    return opening.owed(to, place.of_round, step=opening.ON_THURSDAY, slot=slot)
