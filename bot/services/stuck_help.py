"""**Ask somebody else to help** with what is stuck: its holder hears first, then who was asked, then the runner."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from bot.domain import slots, stuck_help
from bot.domain.calendars import local_date
from bot.domain.commitments import EventKind, Share
from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.items import ItemView
from bot.domain.people import Membership
from bot.domain.permissions import Intent, Viewer, engine_in
from bot.domain.stuck_help import STEP, Wanted
from bot.errors import Refused
from bot.messages import stuck_help as wording
from bot.messages.notices import Notice
from bot.services import items, mornings, owing, planning, presses, readers
from bot.services.cases import can_be_written_to
from bot.services.ports import Transaction, Transactions
from bot.services.presses import Outcome, Pressed
from bot.services.readers import Reader
from storage import commitments as stored_commitments
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import people as stored_people
from storage import shares as stored_shares

_FACT: Final = "help"
_EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """How it stands with help. `asked_on` is a date where the partnership is, None where nobody was asked before."""

    view: ItemView
    people: dict[int, str]
    helper: str = ""
    asked_on: date | None = None
    changed: bool = False


def look(*, database: Transactions, viewer: Viewer, pressed: Pressed, now: datetime) -> Help:
    """Return whom the runner may ask, or who was asked already. Raises `Refused` (action_gone, not_for_your_role)."""
    with database.read() as transaction:
        return _look(transaction, viewer, pressed, now)


def ask(*, database: Transactions, viewer: Viewer, pressed: Pressed, person: str, now: datetime) -> Help:
    """Ask one of `look(…).people` ("person:" and a number), once while it is stuck; its holder is told first.

    Raises `Refused` (action_gone, not_for_your_role, colleague_needed).
    """
    with database.write() as transaction:
        found = _look(transaction, viewer, pressed, now)
        if found.asked_on is not None or not found.people:
            return found
        chosen = {f"person:{key}": key for key in found.people}.get(person)
        if chosen is None:
            raise Refused("colleague_needed", field="person")
        transition = stuck_help.ask(found.view.share, person_id=chosen)
        changed = presses.make(transaction, viewer=viewer, pressed=pressed, transition=transition, now=now)
        if changed:
            _tell_first(transaction, viewer, pressed.share_id, chosen, now)
        view = items.view(transaction, viewer=viewer, share_id=pressed.share_id, now=now)
        return Help(view=view, people=found.people, helper=found.people[chosen], changed=changed)


def answer(
    *, database: Transactions, viewer: Viewer, pressed: Pressed, can_help: bool, now: datetime
) -> Outcome:
    """**I can help** or **I can't just now**: the runner reads it in the next list.

    Raises `Refused` (action_gone, not_for_your_role).
    """
    with database.write() as transaction:
        _, share = presses.find(transaction, viewer=viewer, intent=Intent.LEND_A_HAND, pressed=pressed)
        asked = _wanted(transaction, viewer, share)
        transition = stuck_help.answer(share, asked=asked, by=viewer.person_id, can_help=can_help)
        # Whatever else has happened to it meanwhile, the question still is the same.
        fresh = Pressed(share_id=share.id, version=share.version)
        changed = presses.make(transaction, viewer=viewer, pressed=fresh, transition=transition, now=now)
        return presses.outcome(transaction, viewer=viewer, pressed=fresh, changed=changed, now=now)


def after_answer(transaction: Transaction, *, delivery: Delivery, now: datetime) -> None:
    """The holder has been told: ask who was chosen, in their next envelope."""
    viewer = engine_in(delivery.owed.partnership_id)
    if not delivery.owed.step.startswith(STEP):
        return
    share_id = delivery.owed.share_id or 0
    _, share = stored_commitments.of_share(transaction, viewer=viewer, share_id=share_id)
    asked = _wanted(transaction, viewer, share)
    if asked is not None and delivery.owed.step == f"{STEP}{asked.person_id}":
        _request(transaction, viewer, share, asked, now)


def step_said(transaction: Transaction, delivery: Delivery) -> str:
    """Return the step by which an answer is worded: with the name, not the number, of whoever is asked to help."""
    if not delivery.owed.step.startswith(STEP):
        return delivery.owed.step
    viewer = engine_in(delivery.owed.partnership_id)
    person_id = int(delivery.owed.step.removeprefix(STEP))
    return STEP + stored_people.names(transaction, viewer=viewer).get(person_id, "")


def write_request(
    transaction: Transaction, reader: Reader, delivery: Delivery, now: datetime
) -> Notice | None:
    """Ask who was chosen, while it is stuck as it was and they have not answered."""
    viewer = reader.membership.viewer
    share_id = delivery.owed.share_id or 0
    _, share = stored_commitments.of_share(transaction, viewer=viewer, share_id=share_id)
    asked = _wanted(transaction, viewer, share)
    if asked is None or asked.can_help is not None or _fact(share, asked) != delivery.owed.fact:
        return None
    return wording.request(items.view(transaction, viewer=viewer, share_id=share.id, now=now))


def is_about(delivery: Delivery) -> bool:
    """Whether a HELP_OUT is about what is stuck, and not about a date that has gone by."""
    return delivery.owed.step == _FACT


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Return what was answered since the last list, about what is still stuck, and what could not be asked."""
    viewer = reader.membership.viewer
    since = mornings.since_last(transaction, viewer=viewer, now=now)
    answered = _happened(transaction, viewer, EventKind.HELP_ANSWERED, since)
    asked = _happened(transaction, viewer, EventKind.HELP_WANTED, _EVER)
    found = [
        *(_heard(transaction, viewer, share_id, now) for share_id in answered),
        *(_not_asked(transaction, viewer, share_id, now) for share_id in asked),
    ]
    return tuple(notice for notice in found if notice is not None)


def _happened(transaction: Transaction, viewer: Viewer, kind: EventKind, since: datetime) -> dict[int, None]:
    """Return the shares to which this has happened, each once, in order."""
    events = stored_shares.events_in(transaction, viewer=viewer, kinds=(kind,), since=since)
    return {one.share_id: None for one in events}


def _heard(transaction: Transaction, viewer: Viewer, share_id: int, now: datetime) -> Notice | None:
    view = items.view(transaction, viewer=viewer, share_id=share_id, now=now)
    asked = _wanted(transaction, viewer, view.share)
    if asked is None or asked.can_help is None:
        return None
    name = stored_people.names(transaction, viewer=viewer).get(asked.person_id, "")
    return wording.heard(view, helper=name, can_help=asked.can_help)


def _not_asked(transaction: Transaction, viewer: Viewer, share_id: int, now: datetime) -> Notice | None:
    """Who was chosen has never heard of it, and the runner has not promised to ring instead."""
    _, share = stored_commitments.of_share(transaction, viewer=viewer, share_id=share_id)
    asked = _wanted(transaction, viewer, share)
    if asked is None or asked.is_rung_instead or not _is_in_vain(transaction, viewer, share, asked):
        return None
    view = items.view(transaction, viewer=viewer, share_id=share_id, now=now)
    name = stored_people.names(transaction, viewer=viewer).get(asked.person_id, "")
    return wording.not_asked(view, helper=name)


def _is_in_vain(transaction: Transaction, viewer: Viewer, share: Share, asked: Wanted) -> bool:
    """Whether the holder could not be told first, or who was chosen could not be asked."""
    if asked.can_help is not None or viewer.partnership_id is None:
        return False
    engine = engine_in(viewer.partnership_id)
    ledger = stored_deliveries.ledger(transaction, viewer=engine, share_id=share.id)
    questions = [one.state for one in ledger if one.owed.fact == _fact(share, asked)]
    step = f"{STEP}{asked.person_id}"
    told = [one.state for one in ledger if one.owed.step == step]
    return stuck_help.is_in_vain(told_first=told[-1:], questions=questions)


def _look(transaction: Transaction, viewer: Viewer, pressed: Pressed, now: datetime) -> Help:
    _, share = presses.find(transaction, viewer=viewer, intent=Intent.HELP_STUCK, pressed=pressed)
    view = items.view(transaction, viewer=viewer, share_id=share.id, now=now)
    asked = _wanted(transaction, viewer, share)
    if asked is not None and not _is_in_vain(transaction, viewer, share, asked):
        name = stored_people.names(transaction, viewer=viewer).get(asked.person_id, "")
        on = local_date(now=asked.at, zone=view.partnership.zone)
        return Help(view=view, people={}, helper=name, asked_on=on)
    people = _people(transaction, viewer, share) if share.is_stuck else {}
    if asked is not None:
        people.pop(asked.person_id, None)
    return Help(view=view, people=people)


def _people(transaction: Transaction, viewer: Viewer, share: Share) -> dict[int, str]:
    """Whom the runner may ask; nobody where its holder could not be told first."""
    everybody = {one.person.id: one for one in stored_members.all_of(transaction, viewer=viewer)}
    holder = everybody.get(share.person_id or 0)
    if holder is not None and not _reaches(transaction, viewer, holder):
        return {}
    found = stuck_help.could_help(everybody.values(), share=share)
    asked = (one.person for one in found if one.person.id != viewer.person_id)
    return {one.id: one.name for one in asked if _reaches(transaction, viewer, everybody[one.id])}


def _reaches(transaction: Transaction, viewer: Viewer, member: Membership) -> bool:
    return can_be_written_to(transaction, viewer=viewer, member=member)


def _wanted(transaction: Transaction, viewer: Viewer, share: Share) -> Wanted | None:
    """Who was asked while it is stuck as it is now."""
    if not share.is_stuck:
        return None
    kinds = stuck_help.KINDS
    return stuck_help.wanted(
        stored_shares.events_about(transaction, viewer=viewer, share_ids=[share.id], kinds=kinds)
    )


def _tell_first(
    transaction: Transaction, viewer: Viewer, share_id: int, helper_id: int, now: datetime
) -> None:
    _, share = stored_commitments.of_share(transaction, viewer=viewer, share_id=share_id)
    if share.person_id is None or share.person_id == viewer.person_id:
        _request(transaction, viewer, share, Wanted(person_id=helper_id, at=now), now)
        return
    step = f"{STEP}{helper_id}"
    planning.answer_person(
        transaction, viewer=viewer, share=share, person_id=share.person_id, step=step, now=now
    )


def _request(transaction: Transaction, viewer: Viewer, share: Share, asked: Wanted, now: datetime) -> None:
    to = readers.reader(transaction, viewer=viewer, person_id=asked.person_id)
    slot = None if to is None else slots.regular(calendar=to.calendar, earliest=now)
    if to is not None and slot is not None:
        fact = _fact(share, asked)
        owed = owing.about(to, share, DeliveryKind.HELP_OUT, slot, fact=fact, step=_FACT)
        stored_deliveries.owe(transaction, viewer=viewer, owed=owed, now=now)


def _fact(share: Share, asked: Wanted) -> str:
    """Whom and when: what was asked when it was stuck another time is another fact."""
    return f"share:{share.id}:help:{asked.person_id}:{asked.at:%Y%m%d%H%M%S}"
