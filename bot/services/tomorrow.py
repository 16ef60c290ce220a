"""**Tomorrow's post**: what goes out next in one partnership, and **Hold** for any of it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.deliveries import Delivery, Rule
from bot.domain.desks import Letter
from bot.domain.folding import ITEMS
from bot.domain.permissions import Intent, Viewer
from bot.domain.previews import shows_tomorrow
from bot.errors import Refused
from bot.messages import tomorrow as wording
from bot.messages.tomorrow import Mail, Part, Post
from bot.services import forecast, guard, letters, readers, rechecks
from bot.services.forecast import Going, Keep
from bot.services.ports import Transaction, Transactions
from storage import audit, holding
from storage import commitments as stored_commitments
from storage import deliveries as stored_deliveries
from storage import members as stored_members
from storage import partnerships as stored_partnerships
from storage import people as stored_people

_HELD_SINCE: Final = timedelta(days=14)


def post(*, database: Transactions, viewer: Viewer, now: datetime) -> Post:
    """Return who gets what on the viewer's next working day. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.TOMORROWS_POST)
    with database.read() as transaction:
        partnership = stored_partnerships.get(transaction, viewer=viewer)
        on = _next_day(transaction, viewer, now)
        titles = _titles(transaction, viewer)
        return Post(
            partnership_id=partnership.id,
            partnership=partnership.name,
            on=on,
            mail=() if on is None else _mail(transaction, viewer, on, titles, now),
            held=_held(transaction, viewer, titles, now),
            shows=shows_tomorrow(partnership, now=now),
        )


def hold(
    *, database: Transactions, viewer: Viewer, person_id: int, ids: Sequence[int], now: datetime
) -> Mail:
    """Hold what is open for somebody. Returns what is held of it, also where it was held before.

    Raises `Refused`: not_for_your_role; post_gone where none of it is.
    """
    guard.require(viewer=viewer, intent=Intent.HOLD)
    with database.write() as transaction:
        pending = stored_deliveries.pending_of(transaction, viewer=viewer, person_id=person_id)
        chosen = [one for one in pending if one.id in ids]
        on = _next_day(transaction, viewer, now)
        still = [one.id for one in pending if one in chosen or _says_the_same(one, chosen, on)]
        stored_deliveries.withhold(transaction, viewer=viewer, ids=still, rule=Rule.HELD)
        if still:
            _note(transaction, viewer, "post_held", still, now)
        kept = [one for one in _all_held(transaction, viewer, now) if one.id in {*ids, *still}]
        return _one_mail(transaction, viewer, person_id, kept)


def let_go(
    *, database: Transactions, viewer: Viewer, person_id: int, ids: Sequence[int], now: datetime
) -> Mail:
    """Let go what is held. Raises `Refused`: not_for_your_role; post_gone where nothing of it is held any more."""
    guard.require(viewer=viewer, intent=Intent.HOLD)
    with database.write() as transaction:
        kept = [
            one
            for one in _all_held(transaction, viewer, now)
            if one.id in ids and one.owed.person_id == person_id
        ]
        mail = _one_mail(transaction, viewer, person_id, kept)
        freed = [one.id for one in kept]
        holding.let_go(transaction, viewer=viewer, ids=freed)
        _note(transaction, viewer, "post_let_go", freed, now)
        return mail


def show(*, database: Transactions, viewer: Viewer, shows: bool, now: datetime) -> None:
    """Keep whether the runner's list tells what goes out next. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.TOMORROWS_POST)
    with database.write() as transaction:
        stored_partnerships.show_tomorrow(transaction, viewer=viewer, shows=shows)
        subject = f"partnership:{viewer.partnership_id}"
        audit.write(
            transaction,
            viewer=viewer,
            act="tomorrow_shown",
            subject=subject,
            now=now,
            details={"shows": shows},
        )


def still(transaction: Transaction) -> Keep:
    """Return what leaves out of some deliveries what would be withheld."""
    return lambda deliveries, at: rechecks.still(transaction, deliveries=deliveries, now=at)


def _mail(
    transaction: Transaction, viewer: Viewer, on: date, titles: dict[int, str], now: datetime
) -> tuple[Mail, ...]:
    found = forecast.of_day(transaction, viewer=viewer, on=on, now=now, keep=still(transaction))
    return tuple(_going(transaction, one, titles) for one in found)


def _going(transaction: Transaction, going: Going, titles: dict[int, str]) -> Mail:
    return Mail(
        person_id=going.membership.person.id,
        name=going.membership.person.name,
        parts=_parts((one for letter in going.letters for one in _said(letter)), titles),
        at=going.at.astimezone(going.calendar.zone),
        messages=tuple(
            letters.compose(transaction, kind=one.kind, deliveries=one.deliveries, now=going.at)
            for one in going.letters
        ),
    )


def _said(letter: Letter) -> tuple[Delivery, ...]:
    """What a letter says or only counts, each action once."""
    shown = {one.owed.share_id for one in letter.deliveries}
    counted = {one.owed.share_id: one for one in letter.merged if one.owed.share_id not in shown}
    return (*letter.deliveries, *counted.values())


def _says_the_same(one: Delivery, chosen: Collection[Delivery], on: date | None) -> bool:
    """Whether something would go in place of what is held: about the same action, by the next day of the post."""
    if one.owed.kind not in ITEMS:
        return False
    days = [other.owed.due_on for other in chosen if other.owed.share_id == one.owed.share_id]
    return bool(days) and one.owed.due_on <= max(*days, on or date.min)


def _held(
    transaction: Transaction, viewer: Viewer, titles: dict[int, str], now: datetime
) -> tuple[Mail, ...]:
    names = stored_people.names(transaction, viewer=viewer)
    by_person: dict[int, list[Delivery]] = {}
    for one in _all_held(transaction, viewer, now):
        by_person.setdefault(one.owed.person_id or 0, []).append(one)
    return tuple(
        Mail(person_id=person_id, name=names.get(person_id, ""), parts=_parts(found, titles))
        for person_id, found in by_person.items()
    )


def _all_held(transaction: Transaction, viewer: Viewer, now: datetime) -> tuple[Delivery, ...]:
    return holding.held(transaction, viewer=viewer, since=(now - _HELD_SINCE).date())


def _one_mail(transaction: Transaction, viewer: Viewer, person_id: int, found: Collection[Delivery]) -> Mail:
    if not found:
        raise Refused("post_gone")
    name = stored_people.names(transaction, viewer=viewer).get(person_id, "")
    return Mail(person_id=person_id, name=name, parts=_parts(found, _titles(transaction, viewer)))


def _parts(deliveries: Iterable[Delivery], titles: dict[int, str]) -> tuple[Part, ...]:
    return tuple(
        Part(
            delivery_id=one.id,
            title=titles.get(one.owed.share_id or 0) or wording.KINDS.get(one.owed.kind, wording.OTHER),
        )
        for one in deliveries
    )


def _titles(transaction: Transaction, viewer: Viewer) -> dict[int, str]:
    return {
        share.id: commitment.wording.title
        for commitment in stored_commitments.all_of(transaction, viewer=viewer)
        for share in commitment.shares
    }


def _next_day(transaction: Transaction, viewer: Viewer, now: datetime) -> date | None:
    membership = stored_members.member(transaction, viewer=viewer, person_id=viewer.person_id)
    if membership is None:
        raise Refused("not_in_partnership")
    reader = readers.of_member(transaction, viewer=viewer, membership=membership)
    return forecast.next_day(reader.calendar, now=now)


def _note(transaction: Transaction, viewer: Viewer, act: str, ids: Sequence[int], now: datetime) -> None:
    audit.write(
        transaction,
        viewer=viewer,
        act=act,
        subject=f"partnership:{viewer.partnership_id}",
        now=now,
        details={"deliveries": list(ids)},
    )
