"""**May I take it up?**: something that somebody wrote becomes a concern only if they say so (F10)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from bot.domain import slots
from bot.domain.calendars import local_date
from bot.domain.deliveries import DeliveryKind, Owed
from bot.domain.kept_answers import NamedAnswer, OrganisationAnswer
from bot.domain.permissions import Intent, Viewer
from bot.domain.questions import Question
from bot.domain.taking_up import Request, TakeUp, becomes_concern
from bot.errors import Refused
from bot.messages.bank import worded
from bot.messages.checkins import take_up as wording
from bot.messages.checkins.take_up import Told
from bot.messages.notices import Notice
from bot.services import guard, readers, ringing
from bot.services.checkins import findings, grounds, reading
from bot.services.checkins.findings import Known
from bot.services.concerns import raising
from bot.services.ports import Transaction, Transactions
from storage import answers as stored_answers
from storage import audit
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import people as stored_people
from storage import rounds as stored_rounds
from storage import take_ups as stored_take_ups

FACT: Final = "take-up:"
_NAMED: Final = "named"
_SIDE: Final = "side"

Written = NamedAnswer | OrganisationAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who is asked in their next message, who can't be written to, and who was asked `before`, by whoever ran it then."""

    partnership: str
    whom: tuple[str, ...]
    by_hand: tuple[str, ...]
    before: tuple[str, ...] = ()


class _Became(Enum):
    """What became of asking somebody about one answer, the last counting least where there are several."""

    ASKED = 1
    BEFORE = 2
    BY_HAND = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What somebody has said. `is_first`: by this press, and not by an earlier one.

    `again` asks once more, where others would hear it now than they had read: then nothing is said yet.
    """

    partnership: str
    runner: str
    said: TakeUp
    is_first: bool
    again: Notice | None = None


def told(*, database: Transactions, viewer: Viewer, round_id: int | None) -> tuple[int, tuple[Told, ...]]:
    """Return which round it is, and what the viewer was told in it. Raises `Refused` (not_for_your_role, no_check_in_yet, nothing_told)."""
    guard.require(viewer=viewer, intent=Intent.TAKE_UP)
    with database.read() as transaction:
        known = _known(transaction, viewer, round_id)
        found = _told(transaction, viewer, known)
    if not found:
        raise Refused("nothing_told")
    return known.round.id, found


def ask(
    *, database: Transactions, viewer: Viewer, round_id: int, chosen: Collection[str], now: datetime
) -> Asked:
    """Ask about each answer that is chosen by its `arg`, once. Raises `Refused` (not_for_your_role, no_check_in_yet)."""
    guard.require(viewer=viewer, intent=Intent.TAKE_UP)
    with database.write() as transaction:
        known = _known(transaction, viewer, round_id)
        answers = [
            one
            for one in reading.told_in_words(transaction, viewer=viewer, known=known)
            if _arg(one) in chosen
        ]
        names = stored_people.names(transaction, viewer=viewer)
        asked: dict[int, _Became] = {}
        for one in answers:
            became = _ask(transaction, viewer, one, now)
            asked[one.person_id] = min(became, asked.get(one.person_id, became), key=lambda it: it.value)
        called = {it: tuple(names.get(who, "") for who, its in asked.items() if its is it) for it in _Became}
        return Asked(
            partnership=stored_partnerships.get(transaction, viewer=viewer).name,
            whom=called[_Became.ASKED],
            by_hand=called[_Became.BY_HAND],
            before=called[_Became.BEFORE],
        )


def answer(
    *,
    database: Transactions,
    viewer: Viewer,
    take_up_id: int,
    said: TakeUp,
    shown: frozenset[int],
    now: datetime,
) -> Heard:
    """Keep what somebody says to it; the first answer counts, and a yes makes a concern of what they wrote.

    `shown` are those who would hear it, as they had read. Where others would now, they are asked again.

    Raises `Refused`: not_for_your_role; take_up_gone where it is not theirs, or whoever asked runs it no more;
    take_up_taken_back where they have skipped the question since.
    """
    guard.require(viewer=viewer, intent=Intent.ANSWER_TAKE_UP)
    with database.write() as transaction:
        stored_partnerships.hold_roles(transaction, viewer=viewer)
        request = stored_take_ups.get(transaction, viewer=viewer, take_up_id=take_up_id)
        runner = stored_members.runner_of(transaction, viewer=viewer)
        is_theirs = request.person_id == viewer.person_id
        if not is_theirs or runner is None or runner.person.id != request.asked_by:
            raise Refused("take_up_gone")
        if request.taken_back_at is not None:
            raise Refused("take_up_taken_back")
        partnership = stored_partnerships.get(transaction, viewer=viewer).name
        first_name = runner.person.first_name
        if request.reply is None and shown != _hearers(transaction, viewer, request)[said]:
            again = asking(transaction, viewer=viewer, request=request, runner=first_name)
            return Heard(partnership=partnership, runner=first_name, said=said, is_first=True, again=again)
        is_first = stored_take_ups.reply(
            transaction, viewer=viewer, take_up_id=take_up_id, said=said, now=now
        )
        if is_first:
            subject = f"take_up:{take_up_id}"
            audit.write(transaction, viewer=viewer, act="take_up_answered", subject=subject, now=now)
            _take_up(transaction, viewer, request, said, now)
        return Heard(
            partnership=partnership,
            runner=first_name,
            said=said if is_first else request.reply or said,
            is_first=is_first,
        )


def asking(transaction: Transaction, *, viewer: Viewer, request: Request, runner: str) -> Notice:
    """Return the question to who wrote it. Raises `Refused` (answer_gone)."""
    one = written(transaction, viewer=viewer, request=request)
    words, _why = worded(asked_in(transaction, viewer=viewer, one=one), runner=runner)
    partners = stored_partners.names(transaction, viewer=viewer)
    names = {
        member.person.id: member.person.first_name
        for member in stored_members.all_of(transaction, viewer=viewer)
    }
    hearers = _hearers(transaction, viewer, request)
    also = hearers[TakeUp.WITH_MY_NAME] - {request.asked_by}
    return wording.question(
        partnership_id=stored_partnerships.get(transaction, viewer=viewer).id,
        take_up_id=request.id,
        runner=runner,
        words=words,
        partner=partners.get(one.partner_id, "") if isinstance(one, OrganisationAnswer) else "",
        chair=next((names[person_id] for person_id in also), ""),
        hearers=hearers,
    )


def _hearers(transaction: Transaction, viewer: Viewer, request: Request) -> Mapping[TakeUp, frozenset[int]]:
    """Who would hear it after each answer, besides whoever asks."""
    found = {}
    for said in TakeUp:
        may_know = becomes_concern(said)
        found[said] = (
            frozenset[int]()
            if may_know is None
            else raising.hearers_from_answer(
                transaction, viewer=viewer, person_id=request.person_id, may_know=may_know
            )
        )
    return found


def written(transaction: Transaction, *, viewer: Viewer, request: Request) -> Written:
    """Return what a request is about, for who wrote it or was told it. Raises `Refused` (answer_gone)."""
    if request.answer_id is None:
        raise Refused("answer_gone")
    if not request.for_organisation:
        return stored_answers.named_answer(transaction, viewer=viewer, answer_id=request.answer_id)
    for one in stored_answers.organisations_of(transaction, viewer=viewer):
        if one.id == request.answer_id and viewer.person_id in (request.person_id, request.asked_by):
            return one
    raise Refused("answer_gone")


def asked_in(transaction: Transaction, *, viewer: Viewer, one: Written) -> Question:
    """Return the question that was answered. Raises `Refused` (answer_gone) for one that no round has asked."""
    if one.round_id is not None:
        of = stored_rounds.get(transaction, viewer=viewer, round_id=one.round_id)
        question = grounds.questions_of(transaction, viewer=viewer, of_round=of).get(one.key)
        if question is not None:
            return question
    raise Refused("answer_gone")


def _take_up(transaction: Transaction, viewer: Viewer, request: Request, said: TakeUp, now: datetime) -> None:
    may_know = becomes_concern(said)
    if may_know is None or request.asked_by is None:
        return
    one = written(transaction, viewer=viewer, request=request)
    question = asked_in(transaction, viewer=viewer, one=one)
    raising.raise_from_answer(
        transaction,
        viewer=viewer,
        person_id=request.person_id,
        words=wording.in_words(question, one.answer),
        may_know=may_know,
        knows_id=request.asked_by,
        now=now,
        take_up_id=request.id,
    )


def _ask(transaction: Transaction, viewer: Viewer, one: Written, now: datetime) -> _Became:
    """Ask about one answer, where whoever wrote it can be written to and hasn't been asked about it."""
    member = stored_members.member(transaction, viewer=viewer, person_id=one.person_id)
    to = readers.reader(transaction, viewer=viewer, person_id=one.person_id)
    if member is None or to is None or ringing.way_to(transaction, viewer=viewer, membership=member):
        return _Became.BY_HAND
    slot = slots.regular(calendar=to.calendar, earliest=now)
    if slot is None:
        return _Became.BY_HAND
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    take_up_id = stored_take_ups.ask(
        transaction,
        viewer=viewer,
        answer_id=one.id,
        for_organisation=isinstance(one, OrganisationAnswer),
        person_id=one.person_id,
        asked_on=local_date(now=now, zone=zone),
    )
    if take_up_id is None:
        return _Became.BEFORE
    audit.write(transaction, viewer=viewer, act="take_up_asked", subject=f"take_up:{take_up_id}", now=now)
    owed = Owed(
        kind=DeliveryKind.TAKE_UP,
        fact=f"{FACT}{take_up_id}",
        step="asked",
        partnership_id=to.membership.partnership_id,
        due_on=slot.on,
        due_at=slot.at,
        person_id=one.person_id,
    )
    stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)
    return _Became.ASKED


def _known(transaction: Transaction, viewer: Viewer, round_id: int | None) -> Known:
    of = findings.one(transaction, viewer=viewer, round_id=round_id)
    return findings.known(transaction, viewer=viewer, of=of)


def _told(transaction: Transaction, viewer: Viewer, known: Known) -> tuple[Told, ...]:
    names = stored_people.names(transaction, viewer=viewer)
    partners = stored_partners.names(transaction, viewer=viewer)
    asked = {
        (one.for_organisation, one.answer_id): one
        for one in stored_take_ups.asked_by(transaction, viewer=viewer)
    }
    found = []
    for one in reading.told_in_words(transaction, viewer=viewer, known=known):
        is_side = isinstance(one, OrganisationAnswer)
        request = asked.get((is_side, one.id))
        question = known.questions[one.key]
        found.append(
            Told(
                arg=_arg(one),
                who=names.get(one.person_id, ""),
                question=question.words,
                words=wording.in_words(question, one.answer),
                of=partners.get(one.partner_id, "") if isinstance(one, OrganisationAnswer) else "",
                may_pass=one.answer.passing,
                asked=request is not None,
                reply=request.reply if request else None,
            )
        )
    return tuple(found)


def _arg(one: Written) -> str:
    return f"{_SIDE if isinstance(one, OrganisationAnswer) else _NAMED}.{one.id}"
