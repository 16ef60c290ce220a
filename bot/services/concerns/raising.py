"""**Raise a concern**: who hears it, and what is kept of it."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.calendars import local_date
from bot.domain.concern_hearers import subjects
from bot.domain.concerns import About, Keepers, MayKnow, owner_of, told, whom
from bot.domain.permissions import Intent, Viewer
from bot.errors import Refused
from bot.messages.concerns.forms import LONGEST, LONGEST_HELP, Choices, Subject, called
from bot.messages.concerns.seen import Seen
from bot.messages.words import and_list
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
    """What stands in the form. `about` is None where nothing was chosen, `about_ids` whom the form named there.

    `named_for` says for which case the form named those who may know.
    """

    words: str
    would_help: str
    about: About | None
    may_know: MayKnow
    about_ids: frozenset[int] = frozenset()
    named_for: About = About.OTHERS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raised:
    """What is raised: what it is about, and what was typed."""

    raiser_id: int
    typed: Typed
    about: About
    keepers: Keepers

    @property
    def about_ids(self) -> frozenset[int]:
        return whom(self.about, keepers=self.keepers)

    @property
    def owner_id(self) -> int:
        """Who hears it. Raises `Refused` (concern_nobody)."""
        found = owner_of(self.about, raiser_id=self.raiser_id, keepers=self.keepers, about_ids=self.about_ids)
        if found is None:
            raise Refused("concern_nobody", field="about")
        return found

    @property
    def told(self) -> frozenset[int]:
        return told(
            about=self.about,
            may_know=self.typed.may_know,
            raiser_id=self.raiser_id,
            keepers=self.keepers,
            about_ids=self.about_ids,
        )


def choices(*, database: Transactions, viewer: Viewer, about: About = About.OTHERS) -> Choices:
    """Return whom the viewer could tell, and whom it may be about. Who may know is named for what is `about` these.

    Raises `Refused` (not_for_your_role; concern_nobody where nobody could hear anything).
    """
    guard.require(viewer=viewer, intent=Intent.CONCERN)
    with database.read() as transaction:
        keepers = reading.keepers_of(transaction, viewer=viewer)
        names = _first_names(transaction, viewer)
        found = subjects(raiser_id=viewer.person_id, keepers=keepers)
        could = {one.about for one in found if one.owner_id is not None}
        raised = _most_told(viewer, about if about in could else About.OTHERS, keepers)
        hearer = raised.owner_id
        return Choices(
            hearer=names[hearer],
            chair_too=next((names[one] for one in raised.told - {hearer}), ""),
            about=raised.about,
            keepers=keepers,
            subjects=tuple(
                Subject(
                    about=one.about,
                    names=_in_order(one.people, keepers, names),
                    hearer=names[one.owner_id] if one.owner_id is not None else "",
                )
                for one in found
            ),
        )


def _most_told(viewer: Viewer, about: About, keepers: Keepers) -> _Raised:
    typed = Typed(words="", would_help="", about=about, may_know=MayKnow.RUNNER_AND_CHAIR)
    return _Raised(raiser_id=viewer.person_id, typed=typed, about=about, keepers=keepers)


def _in_order(people: frozenset[int], keepers: Keepers, names: dict[int, str]) -> tuple[str, ...]:
    """Return first names, the runner's before the chair's."""
    return tuple(names[one] for one in (keepers.runner_id, keepers.chair_id) if one in people)


def raise_concern(
    *, database: Transactions, viewer: Viewer, typed: Typed, shown: Keepers | None, now: datetime
) -> Seen:
    """Keep a concern, and let who hears it know that there is one. `shown` are those whom the form named.

    Raises `Refused`: not_for_your_role, concern_words_needed, too_long; concern_nobody where nobody could hear it;
    concern_hearers_changed, concern_about_changed where the form named others; concern_about_needed; concern_goes_to
    where those whom it chose as who may know are not those who would hear it.
    """
    guard.require(viewer=viewer, intent=Intent.CONCERN)
    words = require_room(typed.words, field="words", most=LONGEST)
    would_help = require_room(typed.would_help, field="would_help", most=LONGEST_HELP)
    if not words:
        raise Refused("concern_words_needed", field="words")
    with database.write() as transaction:
        stored_partnerships.hold_roles(transaction, viewer=viewer)
        cleaned = replace(typed, words=words, would_help=would_help)
        raised = _as_shown(transaction, viewer, cleaned, shown)
        concern_id = _keep(transaction, viewer, _new(transaction, viewer, raised, now), now)
        concern = stored_concerns.get(transaction, viewer=viewer, concern_id=concern_id)
        return reading.seen(transaction, viewer=viewer, concern=concern)


def raise_from_answer(
    transaction: Transaction,
    *,
    viewer: Viewer,
    person_id: int,
    words: str,
    may_know: MayKnow,
    knows_id: int,
    now: datetime,
    take_up_id: int | None = None,
) -> int:
    """Make a concern of what somebody wrote in a check-in, once they have said yes. Returns its id.

    `knows_id` is who knows whose it is: they were told it in the check-in.
    Raises `Refused` (concern_nobody) where nobody could hear it.
    """
    raised = _from_answer(transaction, viewer, person_id, may_know, words)
    new = _new(transaction, viewer, raised, now)
    named = new.told & {knows_id} if may_know is MayKnow.WITHOUT_MY_NAME else new.told
    return _keep(transaction, viewer, replace(new, named=named, take_up_id=take_up_id), now)


def hearers_from_answer(
    transaction: Transaction, *, viewer: Viewer, person_id: int, may_know: MayKnow
) -> frozenset[int]:
    """Return who would hear it if it became a concern."""
    return _from_answer(transaction, viewer, person_id, may_know, "").told


def _from_answer(
    transaction: Transaction, viewer: Viewer, person_id: int, may_know: MayKnow, words: str
) -> _Raised:
    typed = Typed(words=words.strip(), would_help="", about=About.OTHERS, may_know=may_know)
    keepers = reading.keepers_of(transaction, viewer=viewer)
    return _Raised(raiser_id=person_id, typed=typed, about=About.OTHERS, keepers=keepers)


def _as_shown(transaction: Transaction, viewer: Viewer, typed: Typed, shown: Keepers | None) -> _Raised:
    """Return what is raised, where those who hear it now are those whom the form named."""
    keepers = reading.keepers_of(transaction, viewer=viewer)
    about = typed.about or About.OTHERS
    is_same_about = typed.about_ids == whom(about, keepers=keepers)
    raised = _Raised(raiser_id=viewer.person_id, typed=typed, about=about, keepers=keepers)
    if shown != keepers and not is_same_about:
        raise Refused("concern_about_changed", field="about")
    if shown != keepers:
        hearers = _hearers(raised, _first_names(transaction, viewer))
        raise Refused("concern_hearers_changed", field="may_know", names=hearers)
    could_be_about = whom(About.BOTH, keepers=keepers) - {viewer.person_id}
    if not is_same_about or (typed.about is None and could_be_about):
        raise Refused("concern_about_needed", field="about")
    hearers = _hearers(raised, _first_names(transaction, viewer))
    if raised.told != replace(raised, about=typed.named_for).told:
        whom_ = called(_in_order(raised.about_ids, keepers, _first_names(transaction, viewer)))
        raise Refused("concern_goes_to", field="may_know", about=whom_, names=hearers)
    return raised


def _hearers(raised: _Raised, names: dict[int, str]) -> str:
    """Return who would hear it, whoever answers first. Raises `Refused` (concern_nobody)."""
    owner_id = raised.owner_id
    return and_list([names[owner_id], *sorted(names[one] for one in raised.told - {owner_id})])


def _first_names(transaction: Transaction, viewer: Viewer) -> dict[int, str]:
    everybody = stored_members.all_of(transaction, viewer=viewer)
    return {one.person.id: one.person.first_name for one in everybody}


def _new(transaction: Transaction, viewer: Viewer, raised: _Raised, now: datetime) -> NewConcern:
    member = stored_members.member(transaction, viewer=viewer, person_id=raised.raiser_id)
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    typed = raised.typed
    return NewConcern(
        raiser_id=raised.raiser_id,
        partner_id=None if member is None else member.partner_id,
        words=typed.words,
        would_help=typed.would_help,
        may_know=typed.may_know,
        about=raised.about,
        owner_id=raised.owner_id,
        told=raised.told,
        named=raised.told,
        about_ids=raised.about_ids,
        since=local_date(now=now, zone=zone),
    )


def _keep(transaction: Transaction, viewer: Viewer, new: NewConcern, now: datetime) -> int:
    concern_id = stored_concerns.add(transaction, viewer=viewer, new=new, now=now)
    audit.write(transaction, viewer=viewer, act="concern_raised", subject=f"concern:{concern_id}", now=now)
    concern = stored_concerns.get(transaction, viewer=viewer, concern_id=concern_id)
    telling.opened(transaction, viewer=viewer, concern=concern, newly=concern.told, now=now)
    return concern_id
