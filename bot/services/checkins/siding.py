"""**Side by side**: for the runner at once, for all partners once each of them has said **Fine with us** (F9)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.domain import slots
from bot.domain.calendars import local_date
from bot.domain.deliveries import Delivery, DeliveryKind, Owed
from bot.domain.kept_answers import OrganisationAnswer
from bot.domain.partners import PartnerKind
from bot.domain.people import Membership, who_answers
from bot.domain.permissions import Intent, Role, Viewer, allowed
from bot.domain.questions import Question
from bot.domain.sides import Row, Side, all_agree, chart, rows
from bot.domain.summaries import WORTH_IT
from bot.errors import Refused
from bot.messages.checkins import side as wording
from bot.messages.notices import Notice
from bot.services import guard, readers, ringing
from bot.services.checkins import findings, grounds, reach
from bot.services.ports import Transaction, Transactions
from bot.services.readers import Reader
from storage import answers as stored_answers
from storage import audit, side_consents
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships

_FACT: Final = "side:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which partners are asked in their next message, and which can't be written to."""

    partnership: str
    whom: tuple[str, ...]
    by_hand: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The newest answer of each partner to each question for organisations, in the order in which these came up.

    `asked` is the day on which each was asked last. `hides`: there are more, of which the viewer was not named as a reader.
    """

    sides: tuple[Side, ...]
    questions: Mapping[str, Question]
    asked: Mapping[str, date]
    hides: bool

    def of_last_time(self, key: str) -> tuple[Side, ...]:
        """The answers to a question from the check-in that asked it last."""
        return tuple(one for one in self.sides if one.key == key and one.on == self.asked[key])


def screen(*, database: Transactions, viewer: Viewer) -> wording.Side:
    """Return what stands side by side. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.SIDE_BY_SIDE)
    with database.read() as transaction:
        return _screen(transaction, viewer)


def ask(*, database: Transactions, viewer: Viewer, now: datetime) -> Asked:
    """Ask every partner that has still to agree, in its co-ordinator's next message; the runner's alone to ask.

    Raises `Refused` (not_for_your_role).
    """
    guard.require(viewer=viewer, intent=Intent.SHOW_SIDE)
    with database.write() as transaction:
        seen = _screen(transaction, viewer)
        asked = [one for one in seen.waits_for if _owe(transaction, viewer, one, now)]
        subject = f"partnership:{viewer.partnership_id}"
        audit.write(transaction, viewer=viewer, act="side_by_side_asked", subject=subject, now=now)
        return Asked(
            partnership=seen.partnership,
            whom=tuple(seen.partners[one] for one in asked),
            by_hand=tuple(seen.partners[one] for one in seen.waits_for if one not in asked),
        )


def agree(*, database: Transactions, viewer: Viewer, partner_id: int, now: datetime) -> wording.Side:
    """**Fine with us**, for one partner; the runner alone may press it for one that can only be rung.

    A second time changes nothing. Raises `Refused` (not_for_your_role, partner_gone, side_is_theirs).
    """
    return _settle(database, viewer, partner_id, now, agrees=True)


def take_back(*, database: Transactions, viewer: Viewer, partner_id: int, now: datetime) -> wording.Side:
    """**Take it back**: from now on no partner sees it. Raises `Refused` (not_for_your_role, partner_gone)."""
    return _settle(database, viewer, partner_id, now, agrees=False)


def write_notice(transaction: Transaction, reader: Reader, delivery: Delivery, _: datetime) -> Notice | None:
    """Ask a co-ordinator, while their partner has not agreed."""
    viewer = reader.membership.viewer
    partner_id = int(delivery.owed.step.split(":")[1])
    names = _partners(transaction, viewer)
    if partner_id not in names or partner_id in side_consents.agreed(transaction, viewer=viewer):
        return None
    own = _given(transaction, viewer, partner_id)
    return wording.question(
        partnership_id=reader.membership.partnership_id,
        partner_id=partner_id,
        partner=names[partner_id],
        seen=reach.seen(transaction, viewer=viewer),
        own=_row_of(own, partner_id),
        questions=own.questions,
    )


def answers_of(transaction: Transaction, *, viewer: Viewer, for_all: bool = False) -> Answers:
    """Return the newest answers that partners have given for their organisations, and that the viewer was named to read.

    `for_all`: each of them, because all partners have agreed to that.
    """

    def readable(said: Sequence[OrganisationAnswer]) -> Sequence[OrganisationAnswer]:
        return said if for_all else reach.readable(transaction, viewer=viewer, said=said)

    return _gathered(transaction, viewer, readable)


def _given(transaction: Transaction, viewer: Viewer, partner_id: int | None) -> Answers:
    """What would stand beside a partner and the viewer has answered: what somebody else did was promised to others."""

    def of_partner(said: Sequence[OrganisationAnswer]) -> Sequence[OrganisationAnswer]:
        return [one for one in said if one.partner_id == partner_id]

    return _gathered(transaction, viewer, of_partner, by=viewer.person_id)


def _gathered(
    transaction: Transaction,
    viewer: Viewer,
    pick: Callable[[Sequence[OrganisationAnswer]], Sequence[OrganisationAnswer]],
    *,
    by: int | None = None,
) -> Answers:
    """Gather the newest of what is picked; with `by`, only where that person is the one who has given it."""
    questions: dict[str, Question] = {}
    asked: dict[str, date] = {}
    newest: dict[tuple[str, int], tuple[int, Side]] = {}
    hides = False
    for of in findings.closed(transaction, viewer=viewer):
        known = grounds.questions_of(transaction, viewer=viewer, of_round=of)
        every = stored_answers.organisations_of(transaction, viewer=viewer, round_id=of.id)
        shown = pick(every)
        hides = hides or len(shown) < len(every)
        for one in shown:
            questions[one.key], asked[one.key] = known[one.key], of.opens_on
            newest[one.key, one.partner_id] = (
                one.person_id,
                Side(partner_id=one.partner_id, key=one.key, answer=one.answer, on=of.opens_on),
            )
    sides = tuple(side for person_id, side in newest.values() if by in (None, person_id))
    keys = questions.keys() if by is None else {side.key for side in sides}
    return Answers(
        sides=sides,
        questions={key: questions[key] for key in keys},
        asked={key: asked[key] for key in keys},
        hides=hides,
    )


def _settle(
    database: Transactions, viewer: Viewer, partner_id: int, now: datetime, *, agrees: bool
) -> wording.Side:
    guard.require(viewer=viewer, intent=Intent.SHOW_SIDE, partner_id=partner_id)
    with database.write() as transaction:
        if partner_id not in _partners(transaction, viewer):
            raise Refused("partner_gone")
        if agrees:
            _require_voice(transaction, viewer, partner_id)
            changed = side_consents.agree(transaction, viewer=viewer, partner_id=partner_id, now=now)
        else:
            changed = side_consents.take_back(transaction, viewer=viewer, partner_id=partner_id, now=now)
        if changed:
            act = "side_by_side_agreed" if agrees else "side_by_side_taken_back"
            audit.write(transaction, viewer=viewer, act=act, subject=f"partner:{partner_id}", now=now)
        return _screen(transaction, viewer)


def _require_voice(transaction: Transaction, viewer: Viewer, partner_id: int) -> None:
    """A partner says it itself; the runner says only what was told on the telephone."""
    if viewer.role is not Role.RUNNER or _speaker(transaction, viewer, partner_id) is None:
        return
    raise Refused("side_is_theirs", partner=_partners(transaction, viewer)[partner_id])


def _screen(transaction: Transaction, viewer: Viewer) -> wording.Side:
    names = _partners(transaction, viewer)
    agreed = side_consents.agreed(transaction, viewer=viewer)
    waits_for = tuple(one for one in names if one not in agreed)
    for_all = all_agree(partners=names, agreed=agreed)
    found = answers_of(transaction, viewer=viewer, for_all=for_all)
    own_id = _own(viewer)
    own = _given(transaction, viewer, own_id if own_id in waits_for else None)
    may = for_all or reach.reads_sides(transaction, viewer=viewer)
    worth_it = found.questions.get(WORTH_IT)
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    return wording.Side(
        partnership_id=partnership.id,
        partnership=partnership.name,
        partners=names,
        questions={**found.questions, **own.questions},
        rows=rows(found.sides, asked=found.asked, partners=list(names)) if may else None,
        picks=chart(worth_it, sides=found.of_last_time(WORTH_IT)) if worth_it and may else (),
        waits_for=waits_for,
        by_hand=tuple(one for one in waits_for if not _speaker(transaction, viewer, one)),
        own_id=own_id,
        may_ask=viewer.role is Role.RUNNER,
        seen=reach.seen(transaction, viewer=viewer),
        is_taken_back=side_consents.is_taken_back(transaction, viewer=viewer),
        hides=may and found.hides,
        own=_row_of(own, own_id),
    )


def _row_of(own: Answers, partner_id: int | None) -> tuple[Row, ...]:
    """What would stand beside one partner of what its co-ordinator has answered: no word of anybody else's."""
    return rows(own.sides, asked=own.asked, partners=[partner_id] if partner_id is not None else [])


def _own(viewer: Viewer) -> int | None:
    """The partner for which the viewer may agree as its co-ordinator."""
    is_speaker = viewer.role is Role.CO_ORDINATOR
    may = allowed(intent=Intent.SHOW_SIDE, viewer=viewer, partner_id=viewer.partner_id)
    return viewer.partner_id if is_speaker and may else None


def _partners(transaction: Transaction, viewer: Viewer) -> dict[int, str]:
    """All partners by name, without the office."""
    found = stored_partners.all_of(transaction, viewer=viewer)
    partners = [one for one in found if one.kind is PartnerKind.PARTNER]
    return {one.id: one.name for one in sorted(partners, key=lambda one: one.name.casefold())}


def _speaker(transaction: Transaction, viewer: Viewer, partner_id: int) -> Membership | None:
    """The co-ordinator of a partner who can be written to."""
    everybody = stored_members.all_of(transaction, viewer=viewer)
    for member in who_answers(everybody, partner_id=partner_id):
        if member.role is Role.CO_ORDINATOR and member.doors_open:
            rung = ringing.way_to(transaction, viewer=viewer, membership=member)
            return None if rung else member
    return None


def _owe(transaction: Transaction, viewer: Viewer, partner_id: int, now: datetime) -> bool:
    speaker = _speaker(transaction, viewer, partner_id)
    to = readers.reader(transaction, viewer=viewer, person_id=speaker.person.id if speaker else None)
    slot = None if to is None else slots.regular(calendar=to.calendar, earliest=now)
    if to is None or slot is None:
        return False
    today = local_date(now=now, zone=to.calendar.zone)
    owed = Owed(
        kind=DeliveryKind.SIDE,
        fact=f"{_FACT}{to.membership.partnership_id}",
        step=f"asked:{partner_id}:{today.isoformat()}",
        partnership_id=to.membership.partnership_id,
        due_on=slot.on,
        due_at=slot.at,
        person_id=to.person_id,
    )
    stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)
    return True
