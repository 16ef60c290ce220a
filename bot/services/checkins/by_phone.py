"""One question of an open round on the telephone: which one, and what was heard (F26)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.participations import Participation
from bot.domain.permissions import Viewer
from bot.domain.question_answers import Answer, Typed, read
from bot.domain.questions import Question, QuestionKind, Shape, may_be_rung
from bot.domain.rounds import Round, RoundState, Standing
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


def question_for(
    transaction: Transaction, *, viewer: Viewer, partner_id: int, now: datetime
) -> ByPhone | None:
    """Return what is to be asked of a partner, None where no round is open or it has been answered."""
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


def heard(asked: ByPhone, *, said: str) -> Answer | None:
    """Return what was heard, None for nothing. Raises `Refused` (answer_unknown, too_long) at `check_in`."""
    is_line = asked.question.shape is Shape.LINE
    typed = Typed(line=said) if is_line else Typed(option=said)
    try:
        return read(asked.question, typed)
    except Refused as refused:
        raise Refused(refused.key, field="check_in", **refused.parameters) from None


def keep(transaction: Transaction, *, viewer: Viewer, asked: ByPhone, answer: Answer, now: datetime) -> None:
    """Keep what was heard, marked as heard by phone, as the answer of whoever was rung.

    Raises `Refused` (check_in_closed) at `check_in`, before anything is written.
    """
    held = stored_rounds.hold(transaction, viewer=viewer, round_id=asked.of_round.id)
    if held.state is not RoundState.OPEN:
        raise Refused("check_in_closed", field="check_in")
    to, key = asked.participation, asked.question.key
    if asked.kind is QuestionKind.ORGANISATION:
        stored_answers.keep_for_organisation(
            transaction,
            viewer=viewer,
            round_id=asked.of_round.id,
            partner_id=to.partner_id or 0,
            person_id=to.person_id,
            answers={key: answer},
            now=now,
            chair_id=reach.offices(transaction, viewer=viewer).chair_id,
            by_phone=True,
            only=[key],
        )
    else:
        runner = stored_members.runner_of(transaction, viewer=viewer)
        stored_answers.keep_named(
            transaction,
            viewer=viewer,
            round_id=asked.of_round.id,
            person_id=to.person_id,
            to_id=runner.person.id if runner else viewer.person_id,
            answers={key: answer},
            now=now,
            by_phone=True,
            only=[key],
        )
    stored_rounds.note(transaction, viewer=viewer, seen=to, to=Standing.ANSWERED, now=now)
    subject = f"round:{asked.of_round.id}"
    audit.write(transaction, viewer=viewer, act="check_in_heard", subject=subject, now=now)


def _askable(transaction: Transaction, viewer: Viewer, opened: Round, partner_id: int) -> Iterator[ByPhone]:
    """What may be asked of whom is rung there, and has not been answered."""
    questions = grounds.questions_of(transaction, viewer=viewer, of_round=opened)
    asked = stored_rounds.participations_of(transaction, viewer=viewer, round_id=opened.id)
    said = stored_answers.organisations_of(transaction, viewer=viewer, round_id=opened.id)
    answered = {one.key for one in said if one.partner_id == partner_id}
    for one in asked:
        if one.by_telephone and one.partner_id == partner_id and one.standing is not Standing.ANSWERED:
            for key, kind in opened.kinds.items():
                if kind in one.kinds and may_be_rung(questions[key]) and key not in answered:
                    yield ByPhone(of_round=opened, participation=one, question=questions[key], kind=kind)
