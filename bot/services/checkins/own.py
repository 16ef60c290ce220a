"""**Add a question**: a partnership's own question, with its kind and why we ask; and taking it out again."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calendars import local_date
from bot.domain.own_questions import OwnQuestion, check, key_of
from bot.domain.permissions import Intent, Viewer
from bot.domain.questions import Question, QuestionKind, Shape
from bot.domain.rounds import RoundState
from bot.errors import Refused
from bot.messages.bank import CURRENT
from bot.services import guard
from bot.services.checkins import grounds
from bot.services.ports import Transaction, Transactions
from storage import audit, own_questions
from storage import members as stored_members
from storage import partnerships as stored_partnerships
from storage import rounds as stored_rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuestion:
    """What the form **Add a question** holds, as typed or chosen. `options` are typed one a line."""

    words: str
    why: str
    kind: QuestionKind | None
    shape: Shape | None
    options: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A question as it will be asked, or has been taken out; `changed` is False where it was out already.

    `as_before`: it was asked in these words before, and is asked just so again. `out_until`: it stands in the open
    round, whose last day that is.
    """

    partnership: str
    question: Question
    changed: bool = True
    as_before: bool = False
    out_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the form needs to know: the runner's first name, "" where there is none, and whether we are enough."""

    runner: str
    can_be_secret: bool


def choices(*, database: Transactions, viewer: Viewer, now: datetime) -> Choices:
    """Return what the form needs to know. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.ADD_QUESTION)
    with database.read() as transaction:
        runner = stored_members.runner_of(transaction, viewer=viewer)
        return Choices(
            runner=runner.person.first_name if runner else "",
            can_be_secret=_can_be_secret(transaction, viewer, now),
        )


def add(*, database: Transactions, viewer: Viewer, new: NewQuestion, now: datetime) -> Added:
    """Add a question; it is asked once, in the next round that has a place for it.

    In the same words it is the same question: then it is asked as it was before, and its reports are held against
    each other. Raises `Refused` (not_for_your_role, question_words_needed, question_why_needed, too_long,
    question_kind_cannot, question_too_few_of_us, question_options, question_options_twice, question_in_bank,
    question_waits, question_is_out).
    """
    guard.require(viewer=viewer, intent=Intent.ADD_QUESTION)
    with database.write() as transaction:
        question = check(
            OwnQuestion(
                key=key_of(new.words),
                words=new.words,
                why=new.why,
                kind=new.kind or QuestionKind.TO_RUNNER,
                shape=new.shape or Shape.AGREE,
                options=tuple(new.options.splitlines()),
            ),
            can_be_secret=_can_be_secret(transaction, viewer, now),
        )
        added = _added(transaction, viewer, question, now)
        subject = f"question:{question.key}"
        audit.write(transaction, viewer=viewer, act="question_added", subject=subject, now=now)
        return added


def retire(*, database: Transactions, viewer: Viewer, key: str, now: datetime) -> Added:
    """Ask a question no more, from the next round on; what was answered to it stays.

    In a round that is open it stays to its end: everybody is asked the same, or the set of who was would tell of people.
    Raises `Refused` (not_for_your_role, question_gone).
    """
    guard.require(viewer=viewer, intent=Intent.ADD_QUESTION)
    with database.write() as transaction:
        known = {one.key: one for one in own_questions.ever(transaction, viewer=viewer)}
        if key not in known:
            raise Refused("question_gone")
        retired = own_questions.retire(transaction, viewer=viewer, key=key, now=now)
        if retired:
            subject = f"question:{key}"
            audit.write(transaction, viewer=viewer, act="question_retired", subject=subject, now=now)
        rounds = stored_rounds.all_of(transaction, viewer=viewer)
        opened = (one for one in rounds if one.state is RoundState.OPEN and key in one.kinds)
        return Added(
            partnership=_name(transaction, viewer),
            question=known[key],
            changed=retired,
            out_until=next((one.closes_on for one in opened), None),
        )


def _added(transaction: Transaction, viewer: Viewer, question: Question, now: datetime) -> Added:
    """Keep a question. Once asked it stays as it was asked: answers to it are read by its words and options."""
    if any(key_of(one.words) == question.key for one in CURRENT.questions.values()):
        raise Refused("question_in_bank", field="words")
    partnership = _name(transaction, viewer)
    if own_questions.add(transaction, viewer=viewer, question=question, now=now):
        return Added(partnership=partnership, question=question)
    known = {one.key: one for one in own_questions.ever(transaction, viewer=viewer)}
    rounds = stored_rounds.all_of(transaction, viewer=viewer)
    asking = [one for one in rounds if question.key in one.kinds and one.state is not RoundState.PLANNED]
    if any(one.state is RoundState.OPEN for one in asking):
        raise Refused("question_is_out", field="words")
    if question.key in {one.key for one in grounds.waiting_for_a_round(transaction, viewer=viewer)}:
        raise Refused("question_waits", field="words")
    again = known[question.key] if asking else question
    own_questions.add_again(transaction, viewer=viewer, question=again, now=now)
    return Added(partnership=partnership, question=again, as_before=bool(asking))


def _can_be_secret(transaction: Transaction, viewer: Viewer, now: datetime) -> bool:
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    return grounds.can_be_secret(transaction, viewer=viewer, on=local_date(now=now, zone=zone))


def _name(transaction: Transaction, viewer: Viewer) -> str:
    return stored_partnerships.get(transaction, viewer=viewer).name
