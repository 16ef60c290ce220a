"""Who could hear a concern, who may read one, and one concern as somebody who may read it sees it."""

from collections.abc import Collection, Mapping
from datetime import date

from bot.domain.concerns import Concern, Keepers, answer_by, may_read, may_read_name
from bot.domain.concerns import Reader as May
from bot.domain.partners import PartnerKind
from bot.domain.people import Membership
from bot.domain.permissions import Viewer
from bot.errors import Refused
from bot.messages.concerns.seen import LEFT, Next, Seen
from bot.services import readers
from bot.services.ports import Transaction
from storage import concerns as stored_concerns
from storage import escalations as stored_escalations
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships


def keepers_of(transaction: Transaction, *, viewer: Viewer) -> Keepers:
    """Return who could hear what somebody raises in the viewer's partnership."""
    runner = stored_members.runner_of(transaction, viewer=viewer)
    if runner is None:
        raise LookupError(f"{viewer.partnership_id} has no runner")
    chair = stored_members.chair_of(transaction, viewer=viewer)
    return Keepers(
        runner_id=runner.person.id,
        chair_id=None if chair is None else chair.person.id,
        chair_is_neutral=chair is not None and is_neutral(transaction, viewer=viewer, member=chair),
        third_id=_third(transaction, viewer),
    )


def is_neutral(transaction: Transaction, *, viewer: Viewer, member: Membership) -> bool:
    """Say whether a chair works for none of the partners, as far as anybody has said (F3)."""
    if stored_partnerships.get(transaction, viewer=viewer).profile.chair_works_for_partner:
        return False
    if member.partner_id is None:
        return True
    partner = stored_partners.get(transaction, viewer=viewer, partner_id=member.partner_id)
    return partner.kind is PartnerKind.OFFICE


def readable(transaction: Transaction, *, viewer: Viewer, concern_id: int) -> Concern:
    """Return a concern that the viewer may read. Raises `Refused` (concern_gone) for every other."""
    concern = stored_concerns.get(transaction, viewer=viewer, concern_id=concern_id)
    may = _reader(transaction, viewer)
    if may is None or not may_read(concern, may):
        raise Refused("concern_gone")
    return concern


def seen(transaction: Transaction, *, viewer: Viewer, concern: Concern) -> Seen:
    """Return a concern as the viewer, who may read it, sees it."""
    names = {one.person.id: one.person for one in stored_members.all_of(transaction, viewer=viewer)}
    owner, raiser = names.get(concern.owner_id or 0), names.get(concern.raiser_id)
    answerer = names.get(concern.answered_by or 0)
    may = _reader(transaction, viewer)
    reads_name = may is not None and may_read_name(concern, may)
    partners = stored_partners.names(transaction, viewer=viewer)
    first_names = {key: person.first_name for key, person in names.items()}
    return Seen(
        concern=concern,
        partnership=stored_partnerships.get(transaction, viewer=viewer).name,
        owner=owner.first_name if owner else "",
        raiser=raiser.name if raiser and reads_name else "",
        partner=partners.get(concern.partner_id or 0, "") if reads_name else "",
        by=answer_day(transaction, viewer=viewer, concern=concern),
        others=_called(concern.told - {concern.owner_id, viewer.person_id}, first_names, left=None),
        theme=stored_concerns.theme_of(transaction, viewer=viewer, concern_id=concern.id),
        has_left=raiser is None,
        answerer=answerer.first_name if answerer else "",
        about=_called(concern.about_ids, first_names),
        knowing=_called(concern.told - {viewer.person_id}, first_names),
    )


def next_of(transaction: Transaction, *, viewer: Viewer, concern: Concern, person_id: int) -> Next:
    """Return somebody to whom a concern may be passed on, as its raiser reads of them."""
    everybody = stored_members.all_of(transaction, viewer=viewer)
    member = next(one for one in everybody if one.person.id == person_id)
    return Next(
        person_id=person_id,
        name=member.person.first_name,
        role=member.role,
        knows=person_id in concern.told,
    )


def answer_day(transaction: Transaction, *, viewer: Viewer, concern: Concern) -> date:
    """Return by when it is to be answered, in days on which its raiser's organisation is open."""
    for person_id in (concern.raiser_id, concern.owner_id or 0):
        member = stored_members.member(transaction, viewer=viewer, person_id=person_id)
        if member is not None:
            to = readers.of_member(transaction, viewer=viewer, membership=member)
            return answer_by(concern, calendar=to.calendar.partner)
    return concern.since


def _called(people: Collection[int], names: Mapping[int, str], *, left: str | None = LEFT) -> tuple[str, ...]:
    """Return first names in order; whoever has left comes last as `left`, None for not at all."""
    known = {one for one in people if one in names}
    gone = [left] if left is not None and set(people) - known else []
    return (*sorted(names[one] for one in known), *gone)


def _reader(transaction: Transaction, viewer: Viewer) -> May | None:
    member = stored_members.member(transaction, viewer=viewer, person_id=viewer.person_id)
    if member is None:
        return None
    neutral = is_neutral(transaction, viewer=viewer, member=member)
    return May(person_id=viewer.person_id, role=member.role, is_neutral=neutral)


def _third(transaction: Transaction, viewer: Viewer) -> int | None:
    """The third person whom all partners have agreed on, as long as they are in the partnership."""
    policy = stored_escalations.in_force(transaction, viewer=viewer)
    third = None if policy is None else policy.terms.third_id
    member = stored_members.member(transaction, viewer=viewer, person_id=third or 0)
    return third if member is not None else None
