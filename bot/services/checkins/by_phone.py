"""One question of an open round on the telephone: which one, and what was heard (F26)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.participations import Participation
from bot.domain.permissions import Viewer
from bot.domain.question_answers import Answer, Typed, read
from bot.domain.questions import Question, QuestionKind, Shape, may_be_rung
from bot.domain.rounds import Round, RoundState, Standing
from bot.domain.rung_questions import Shown
from bot.errors import Refused
from bot.messages.checkins import reach as wording
from bot.services.checkins import grounds, reach
from bot.services.ports import Transaction
from storage import answers as stored_answers
from storage import audit
from storage import members as stored_members
from storage import partnerships as stored_partnerships
from storage import rounds as stored_rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class ByPhone:
    """The question that is asked of one partner on the telephone, of whom, and by which kind."""

    of_round: Round
    participation: Participation
    question: Question
    kind: QuestionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was heard to the question as a sheet has shown it."""

    asked: ByPhone
    seen: Shown
    answer: Answer


def question_for(
    transaction: Transaction, *, viewer: Viewer, partner_id: int, now: datetime
) -> ByPhone | None:
    """Return what is to be asked of whoever is rung at a partner, None where no round is open or it has been answered."""
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    rounds = stored_rounds.all_of(transaction, viewer=viewer)
    opened = next((one for one in rounds if one.state is RoundState.OPEN), None)
    if opened is None or not opened.takes_answers(now=now, zone=zone):
        return None
    found = _askable(transaction, viewer, opened, partner_id)
    # For the organisation comes first: that is what others wait for.
    return min(found, key=lambda one: one.kind is not QuestionKind.ORGANISATION, default=None)


def promise(transaction: Transaction, *, viewer: Viewer, asked: ByPhone | None, partner: str) -> str:
    """Return what is to be said first of who sees the answer, "" where nothing is asked."""
    if asked is None:
        return ""
    seen = reach.seen(transaction, viewer=viewer)
    return wording.by_phone(seen, partner=partner if asked.kind is QuestionKind.ORGANISATION else "")


def shown(transaction: Transaction, *, viewer: Viewer, asked: ByPhone | None) -> Shown | None:
    """Return what a sheet carries of its question, so that what is heard goes where it was promised to go."""
    if asked is None:
        return None
    offices = reach.offices(transaction, viewer=viewer)
    return Shown(
        round_id=asked.of_round.id,
        person_id=asked.participation.person_id,
        version=asked.participation.version,
        runner_id=offices.runner_id or 0,
        chair_id=offices.chair_id or 0,
        key=asked.question.key,
    )


def question_of(transaction: Transaction, *, viewer: Viewer, seen: Shown) -> Question | None:
    """Return the question that a sheet has shown, though it is asked no more; None where there is no such one."""
    rounds = stored_rounds.all_of(transaction, viewer=viewer)
    found = next((one for one in rounds if one.id == seen.round_id), None)
    if found is None:
        return None
    return grounds.questions_of(transaction, viewer=viewer, of_round=found).get(seen.key)


def heard(
    transaction: Transaction, *, viewer: Viewer, partner_id: int, seen: Shown | None, said: str, now: datetime
) -> Heard | None:
    """Return what was heard to the question as a sheet has shown it.

    None where nothing was, or the question has moved on: answered meanwhile, or asked of somebody else.
    Raises `Refused` (check_in_closed, check_in_other_runner, answer_unknown, too_long) at `check_in`.
    """
    if seen is None or not said.strip():
        return None
    _require_open(transaction, viewer, seen, now)
    asked = question_for(transaction, viewer=viewer, partner_id=partner_id, now=now)
    holds = shown(transaction, viewer=viewer, asked=asked)
    if asked is None or holds is None or holds.place != seen.place:
        return None
    _require_runner(transaction, viewer, seen)
    answer = _read(asked.question, said)
    return None if answer is None else Heard(asked=asked, seen=seen, answer=answer)


def keep(transaction: Transaction, *, viewer: Viewer, heard: Heard, now: datetime) -> bool:
    """Keep what was heard, marked as heard by phone, as the answer of whoever was rung, for whom the sheet has named.

    Returns whether it was kept: nothing is where somebody was quicker.
    Raises `Refused` (check_in_closed) at `check_in`, before anything is written.
    """
    held = stored_rounds.hold(transaction, viewer=viewer, round_id=heard.seen.round_id)
    if held.state is not RoundState.OPEN:
        raise Refused("check_in_closed", field="check_in")
    rung = heard.asked.participation
    if not stored_rounds.note(transaction, viewer=viewer, seen=rung, to=Standing.ANSWERED, now=now):
        return False
    if heard.asked.kind is QuestionKind.ORGANISATION:
        _keep_for_organisation(transaction, viewer, heard, now)
    else:
        _keep_named(transaction, viewer, heard, now)
    subject = f"round:{heard.seen.round_id}"
    audit.write(transaction, viewer=viewer, act="check_in_heard", subject=subject, now=now)
    return True


def _read(question: Question, said: str) -> Answer | None:
    typed = Typed(line=said) if question.shape is Shape.LINE else Typed(option=said)
    try:
        return read(question, typed)
    except Refused as refused:
        raise Refused(refused.key, field="check_in", **refused.parameters) from None


def _keep_for_organisation(transaction: Transaction, viewer: Viewer, heard: Heard, now: datetime) -> None:
    """A chair who came since, and was not named, doesn't read it."""
    to, seen = heard.asked.participation, heard.seen
    has_chair = seen.chair_id == reach.offices(transaction, viewer=viewer).chair_id
    stored_answers.keep_for_organisation(
        transaction,
        viewer=viewer,
        round_id=seen.round_id,
        partner_id=to.partner_id or 0,
        person_id=to.person_id,
        answers={seen.key: heard.answer},
        now=now,
        chair_id=seen.chair_id if has_chair else None,
        runner_id=seen.runner_id or None,
        by_phone=True,
        only=[seen.key],
    )


def _keep_named(transaction: Transaction, viewer: Viewer, heard: Heard, now: datetime) -> None:
    seen = heard.seen
    stored_answers.keep_named(
        transaction,
        viewer=viewer,
        round_id=seen.round_id,
        person_id=seen.person_id,
        to_id=seen.runner_id or viewer.person_id,
        answers={seen.key: heard.answer},
        now=now,
        by_phone=True,
        only=[seen.key],
    )


def _require_open(transaction: Transaction, viewer: Viewer, seen: Shown, now: datetime) -> None:
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    rounds = stored_rounds.all_of(transaction, viewer=viewer)
    if not any(one.id == seen.round_id and one.takes_answers(now=now, zone=zone) for one in rounds):
        raise Refused("check_in_closed", field="check_in")


def _require_runner(transaction: Transaction, viewer: Viewer, seen: Shown) -> None:
    """It was promised to whoever ran it then: to another one nothing goes before that is said as well."""
    runner = stored_members.runner_of(transaction, viewer=viewer)
    if runner is not None and runner.person.id != seen.runner_id:
        raise Refused("check_in_other_runner", field="check_in", runner=runner.person.first_name)


def _askable(transaction: Transaction, viewer: Viewer, opened: Round, partner_id: int) -> Iterator[ByPhone]:
    """What may be asked of the one who is rung there, and has not been answered: nobody speaks for a colleague."""
    speaker = stored_members.co_ordinator_of(transaction, viewer=viewer, partner_id=partner_id)
    questions = grounds.questions_of(transaction, viewer=viewer, of_round=opened)
    asked = stored_rounds.participations_of(transaction, viewer=viewer, round_id=opened.id)
    said = stored_answers.organisations_of(transaction, viewer=viewer, round_id=opened.id)
    answered = {one.key for one in said if one.partner_id == partner_id}
    for one in asked:
        is_rung = speaker is not None and one.person_id == speaker.person.id and one.by_telephone
        if is_rung and one.partner_id == partner_id and one.standing is not Standing.ANSWERED:
            for key, kind in opened.kinds.items():
                if kind in one.kinds and may_be_rung(questions[key]) and key not in answered:
                    yield ByPhone(of_round=opened, participation=one, question=questions[key], kind=kind)
