"""Whom an answer reaches with a name on it, in one partnership: for what is promised, and for what is shown."""

from collections.abc import Iterable

from bot.domain import sides
from bot.domain.answer_readers import Offices, readers, readers_of
from bot.domain.kept_answers import OrganisationAnswer
from bot.domain.partners import PartnerKind
from bot.domain.permissions import Viewer
from bot.domain.questions import QuestionKind
from bot.messages.checkins.reach import Seen
from bot.services.concerns.reading import is_neutral
from bot.services.ports import Transaction
from storage import members as stored_members
from storage import partners as stored_partners
from storage import side_consents


def offices(transaction: Transaction, *, viewer: Viewer) -> Offices:
    """Return who runs it, and who has the chair if that is somebody of no partner."""
    runner = stored_members.runner_of(transaction, viewer=viewer)
    chair = stored_members.chair_of(transaction, viewer=viewer)
    is_of_none = chair is not None and is_neutral(transaction, viewer=viewer, member=chair)
    return Offices(
        runner_id=runner.person.id if runner else None,
        chair_id=chair.person.id if chair and is_of_none else None,
    )


def seen(transaction: Transaction, *, viewer: Viewer) -> Seen:
    """Return who reads what is said for an organisation, as the viewer is told of it."""
    found = offices(transaction, viewer=viewer)
    named = readers(QuestionKind.ORGANISATION, offices=found)
    names = {
        one.person.id: one.person.first_name for one in stored_members.all_of(transaction, viewer=viewer)
    }
    chair_id = found.chair_id if found.chair_id in named else None
    return Seen(
        runner=names.get(found.runner_id or 0, ""),
        chair=names.get(chair_id or 0, ""),
        chair_id=chair_id or 0,
        reader=names.get(viewer.person_id, "") if viewer.person_id in named else "",
        by_all=all_agree(transaction, viewer=viewer),
    )


def reads_sides(transaction: Transaction, *, viewer: Viewer) -> bool:
    """Say whether the viewer is one of those who are named as reading what organisations answer."""
    found = offices(transaction, viewer=viewer)
    return viewer.person_id in readers(QuestionKind.ORGANISATION, offices=found)


def readable(
    transaction: Transaction, *, viewer: Viewer, said: Iterable[OrganisationAnswer]
) -> tuple[OrganisationAnswer, ...]:
    """Return those of which it was promised that the viewer reads them."""
    found = offices(transaction, viewer=viewer)
    return tuple(one for one in said if viewer.person_id in readers_of(one, offices=found))


def all_agree(transaction: Transaction, *, viewer: Viewer) -> bool:
    """Say whether every partner has agreed that all see side by side what each has answered."""
    found = stored_partners.all_of(transaction, viewer=viewer)
    partners = [one.id for one in found if one.kind is PartnerKind.PARTNER]
    return sides.all_agree(partners=partners, agreed=side_consents.agreed(transaction, viewer=viewer))
