"""**Raise a concern**: who hears it, and what is kept of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.calendars import local_date
from bot.domain.concerns import About, Keepers, MayKnow, owner_of, told
from bot.domain.permissions import Intent, Viewer
from bot.errors import Refused
from bot.messages.concerns.forms import LONGEST, LONGEST_HELP, Choices
from bot.messages.concerns.seen import Seen
from bot.services import guard
from bot.services.concerns import reading, telling
from bot.services.lengths import require_room
from bot.services.ports import Transaction, Transactions
from storage import audit
from storage import concerns as stored_concerns
from storage import members as stored_members
from storage import partnerships as stored_partnerships
from storage.concerns import NewConcern


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands in the form."""

    words: str
    would_help: str
    about: About
    may_know: MayKnow


def choices(*, database: Transactions, viewer: Viewer) -> Choices:
    """Return whom the viewer could tell. Raises `Refused` (not_for_your_role; concern_nobody where nobody could hear it)."""
    guard.require(viewer=viewer, intent=Intent.CONCERN)
    with database.read() as transaction:
        keepers = reading.keepers_of(transaction, viewer=viewer)
        hearer = owner_of(About.OTHERS, raiser_id=viewer.person_id, keepers=keepers)
        if hearer is None:
            raise Refused("concern_nobody")
        everybody = stored_members.all_of(transaction, viewer=viewer)
        names = {one.person.id: one.person.first_name for one in everybody}
        also = told(
            about=About.OTHERS,
            may_know=MayKnow.RUNNER_AND_CHAIR,
            raiser_id=viewer.person_id,
            keepers=keepers,
        ) - {hearer}
        others = {key: name for key, name in names.items() if key != viewer.person_id}
        return Choices(
            hearer=names[hearer],
            chair_too=next((names[one] for one in also), ""),
            runner=others.get(keepers.runner_id, ""),
            chair=others.get(keepers.chair_id or 0, ""),
        )


def raise_concern(*, database: Transactions, viewer: Viewer, typed: Typed, now: datetime) -> Seen:
    """Keep a concern, and let who hears it know that there is one.

    Raises `Refused`: not_for_your_role, concern_words_needed, too_long; concern_nobody where nobody could hear it.
    """
    guard.require(viewer=viewer, intent=Intent.CONCERN)
    words = require_room(typed.words, field="words", most=LONGEST)
    would_help = require_room(typed.would_help, field="would_help", most=LONGEST_HELP)
    if not words:
        raise Refused("concern_words_needed", field="words")
    with database.write() as transaction:
        cleaned = replace(typed, words=words, would_help=would_help)
        new = _new(transaction, viewer, viewer.person_id, cleaned, now)
        concern_id = _keep(transaction, viewer, new, now)
        concern = stored_concerns.get(transaction, viewer=viewer, concern_id=concern_id)
        return reading.seen(transaction, viewer=viewer, concern=concern)


def raise_from_answer(
    transaction: Transaction,
    *,
    viewer: Viewer,
    person_id: int,
    words: str,
    with_name: bool,
    now: datetime,
    take_up_id: int | None = None,
) -> int:
    """Make a concern of what somebody wrote in a check-in, once they have said yes. Returns its id.

    Raises `Refused` (concern_nobody) where nobody could hear it.
    """
    typed = Typed(
        words=words.strip(),
        would_help="",
        about=About.OTHERS,
        may_know=MayKnow.RUNNER_AND_CHAIR if with_name else MayKnow.WITHOUT_MY_NAME,
    )
    new = _new(transaction, viewer, person_id, typed, now)
    return _keep(transaction, viewer, replace(new, take_up_id=take_up_id), now)


def _new(transaction: Transaction, viewer: Viewer, raiser_id: int, typed: Typed, now: datetime) -> NewConcern:
    keepers: Keepers = reading.keepers_of(transaction, viewer=viewer)
    owner_id = owner_of(typed.about, raiser_id=raiser_id, keepers=keepers)
    if owner_id is None:
        raise Refused("concern_nobody", field="about")
    member = stored_members.member(transaction, viewer=viewer, person_id=raiser_id)
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    return NewConcern(
        raiser_id=raiser_id,
        partner_id=None if member is None else member.partner_id,
        words=typed.words,
        would_help=typed.would_help,
        may_know=typed.may_know,
        about=typed.about,
        owner_id=owner_id,
        told=told(about=typed.about, may_know=typed.may_know, raiser_id=raiser_id, keepers=keepers),
        since=local_date(now=now, zone=zone),
    )


def _keep(transaction: Transaction, viewer: Viewer, new: NewConcern, now: datetime) -> int:
    concern_id = stored_concerns.add(transaction, viewer=viewer, new=new, now=now)
    audit.write(transaction, viewer=viewer, act="concern_raised", subject=f"concern:{concern_id}", now=now)
    concern = stored_concerns.get(transaction, viewer=viewer, concern_id=concern_id)
    telling.opened(transaction, viewer=viewer, concern=concern, now=now)
    return concern_id
