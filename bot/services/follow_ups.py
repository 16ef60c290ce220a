"""What the runner chooses about a date that has gone by: **I'll ring**, **Ask the co-ordinator** and the rest (F7)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from bot.domain.calendars import local_date
from bot.domain.commitments import Commitment, Share, ShareState
from bot.domain.escalations import FollowUpChoice, Helper, Skip, skipped
from bot.domain.follow_ups import FollowUp, is_decided, is_helper_silent, needs_runner, stands_since
from bot.domain.items import ItemView
from bot.domain.permissions import Intent, Viewer
from bot.errors import Refused
from bot.messages import follow_up as wording
from bot.messages import gathered as wording_of_several
from bot.messages.follow_up import May
from bot.messages.gathered import Asked
from bot.messages.notices import Notice
from bot.services import cases, help_out, items, last_safe, presses
from bot.services.cases import Followed
from bot.services.ports import Transaction, Transactions
from bot.services.presses import Pressed
from bot.services.readers import Reader
from storage import audit, seniority
from storage import follow_ups as stored_follow_ups
from storage import members as stored_members
from storage import partnerships as stored_partnerships

_REFUSALS: Final = {
    Skip.NOT_IN_FORCE: "help_not_agreed",
    Skip.RUNNERS_OWN: "help_own",
    Skip.NOBODY: "help_nobody",
    Skip.SAME_PERSON: "help_same_person",
    Skip.AWAY: "help_away",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """How things stand after a press of the runner. `helper` is who is asked to help, "" where nobody is."""

    view: ItemView
    changed: bool
    helper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One share of several; `asked` is what the runner is asked about it, None where that rests or is settled."""

    view: ItemView
    asked: Asked | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Press:
    """A press found and allowed, with all that decides what comes of it."""

    viewer: Viewer
    pressed: Pressed
    commitment: Commitment
    share: Share
    followed: Followed
    seen: FollowUp
    now: datetime


def press(*, database: Transactions, viewer: Viewer, pressed: Pressed, word: str, now: datetime) -> Chosen:
    """Carry out what the runner has chosen; where it has changed meanwhile, only show how it stands.

    Raises `Refused` (action_gone, not_for_your_role, help_…, chair_…) before anything is written.
    """
    with database.write() as transaction:
        commitment, share = presses.find(transaction, viewer=viewer, intent=Intent.FOLLOW_UP, pressed=pressed)
        followed = cases.of_share(transaction, viewer=viewer, commitment=commitment, share=share, now=now)
        seen = followed.follow_up
        act = _ACTS.get(word)
        changed = False
        if act and seen and share.state is ShareState.ACCEPTED and share.version == pressed.version:
            found = _Press(
                viewer=viewer,
                pressed=pressed,
                commitment=commitment,
                share=share,
                followed=followed,
                seen=seen,
                now=now,
            )
            changed = act(transaction, found)
        outcome = presses.outcome(transaction, viewer=viewer, pressed=pressed, changed=changed, now=now)
        helper = followed.helper.person.name if followed.helper else ""
        return Chosen(view=outcome.view, changed=changed, helper=helper)


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Return what the runner is asked this morning about the dates of others, one card an action, soonest first."""
    viewer = reader.membership.viewer
    found: dict[tuple[int, date], list[Followed]] = {}
    for one in cases.of_partnership(transaction, viewer=viewer, now=now):
        # What is the runner's own is a question to their deputy, and comes as a notice.
        if not (one.case.runners_own or one.case.on_hold) and one.share.person_id != reader.person_id:
            found.setdefault((one.commitment.id, one.due), []).append(one)
    notices = (_of_action(transaction, viewer, several, now) for several in found.values())
    return tuple(notice for notice in notices if notice is not None)


def own(transaction: Transaction, *, viewer: Viewer, followed: Followed, now: datetime) -> Notice | None:
    """Return the question about one date, to whoever follows it up; None where it rests."""
    asked = _asked(transaction, viewer, followed, now)
    return None if asked is None else wording_of_several.one(asked)


def show(*, database: Transactions, viewer: Viewer, pressed: Pressed, now: datetime) -> Shown:
    """Show one share of a card that stands for several. Raises `Refused` (action_gone, not_for_your_role)."""
    with database.read() as transaction:
        commitment, share = presses.find(transaction, viewer=viewer, intent=Intent.FOLLOW_UP, pressed=pressed)
        followed = cases.of_share(transaction, viewer=viewer, commitment=commitment, share=share, now=now)
        is_open = share.state is ShareState.ACCEPTED
        asked = _asked(transaction, viewer, followed, now) if is_open else None
        view = items.view(transaction, viewer=viewer, share_id=share.id, now=now)
        return Shown(view=view, asked=asked)


def _of_action(
    transaction: Transaction, viewer: Viewer, several: Sequence[Followed], now: datetime
) -> Notice | None:
    """Return the one question about an action; None where all that is asked of it rests."""
    found = [_asked(transaction, viewer, one, now) for one in several]
    asked = [one for one in found if one is not None]
    if not asked:
        return None
    silent = [
        (one.commitment, one.share) for one in several if one.follow_up is None and not one.case.has_word
    ]
    unasked = items.views(transaction, viewer=viewer, pairs=silent, now=now)
    return wording_of_several.together(asked, unasked=unasked)


def _asked(transaction: Transaction, viewer: Viewer, followed: Followed, now: datetime) -> Asked | None:
    follow_up = followed.follow_up
    if follow_up is None:
        return None
    case = followed.case
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    today, calendar = local_date(now=now, zone=zone), followed.partner.calendar
    on_last_safe = case.is_critical and case.on_last_safe and not is_decided(follow_up)
    if not on_last_safe and not needs_runner(follow_up, today=today, calendar=calendar, zone=zone):
        return None
    helper = stored_members.member(transaction, viewer=viewer, person_id=follow_up.helper_id or 0)
    since = stands_since(follow_up, today=today, calendar=calendar, zone=zone)
    return Asked(
        view=items.view(transaction, viewer=viewer, share_id=followed.share.id, now=now),
        follow_up=follow_up,
        may=_may(transaction, viewer, followed),
        helper=helper.person.name if helper else "",
        is_silent=is_helper_silent(follow_up, today=today, calendar=calendar, zone=zone),
        on_last_safe=on_last_safe,
        since=None if case.is_critical else since,
    )


def _may(transaction: Transaction, viewer: Viewer, followed: Followed) -> May:
    case = followed.case
    asks = replace(case, choice=FollowUpChoice.ASK_CO_ORDINATOR)
    is_free = followed.follow_up is not None and followed.follow_up.helper_id is None
    helper = followed.helper.person.name if followed.helper and is_free and skipped(asks) is None else ""
    chair = stored_members.chair_of(transaction, viewer=viewer)
    return May(
        helper=helper,
        ask_chair=case.is_critical
        and case.goes_on
        and case.in_force
        and not case.runners_own
        and chair is not None,
        ask_first=not case.asks_first
        and followed.share.person_id is not None
        and case.helper is Helper.READY,
    )


def _choose(transaction: Transaction, found: _Press, choice: FollowUpChoice) -> bool:
    if not stored_follow_ups.change(
        transaction,
        viewer=found.viewer,
        seen=found.seen,
        choice=choice,
        chosen_by=found.viewer.person_id,
        chosen_at=found.now,
    ):
        return False
    _note(transaction, found, choice.value)
    return True


def _note(transaction: Transaction, found: _Press, word: str) -> None:
    subject, details = f"share:{found.share.id}", {"chosen": word}
    audit.write(
        transaction, viewer=found.viewer, act="followed_up", subject=subject, now=found.now, details=details
    )


def _ring(transaction: Transaction, found: _Press) -> bool:
    return _choose(transaction, found, FollowUpChoice.RING)


def _leave(transaction: Transaction, found: _Press) -> bool:
    return _choose(transaction, found, FollowUpChoice.LEAVE)


def _ask_co_ordinator(transaction: Transaction, found: _Press) -> bool:
    case = replace(found.followed.case, choice=FollowUpChoice.ASK_CO_ORDINATOR)
    skip = skipped(case)
    if skip is Skip.NOT_IN_FORCE and not case.runner_is_asked:
        raise Refused("help_not_in_stage")
    if skip is not None:
        raise Refused(_REFUSALS[skip], partner=found.followed.partner.name)
    _require_forewarning(transaction, found)
    if found.seen.helper_id is not None or not _choose(transaction, found, FollowUpChoice.ASK_CO_ORDINATOR):
        return False
    seen = replace(found.seen, choice=FollowUpChoice.ASK_CO_ORDINATOR, chosen_at=found.now)
    return help_out.begin(transaction, viewer=found.viewer, followed=found.followed, seen=seen, now=found.now)


def _require_forewarning(transaction: Transaction, found: _Press) -> None:
    """Whoever cannot be told first is rung first."""
    if not help_out.can_forewarn(transaction, viewer=found.viewer, share=found.share, now=found.now):
        holder = stored_members.member(transaction, viewer=found.viewer, person_id=found.share.person_id or 0)
        name = holder.person.name if holder else found.followed.partner.name
        raise Refused("help_ring_first", name=name)


def _ask_chair(transaction: Transaction, found: _Press) -> bool:
    case = found.followed.case
    if not case.goes_on:
        raise Refused("chair_not_in_stage")
    if not case.in_force:
        raise Refused("help_not_agreed", partner=found.followed.partner.name)
    if not case.is_critical or not (case.warned or case.reminded):
        raise Refused("chair_not_yet")
    asked_on = last_safe.chair_asked_on(
        transaction, viewer=found.viewer, share=found.share, due=found.seen.due
    )
    if asked_on is not None:
        raise Refused("chair_asked", day=asked_on)
    if not last_safe.ask_chair(
        transaction, viewer=found.viewer, commitment=found.commitment, share=found.share, now=found.now
    ):
        raise Refused("chair_nobody")
    return _choose(transaction, found, FollowUpChoice.ASK_CHAIR)


def _go_without(transaction: Transaction, found: _Press) -> bool:
    return _choose(transaction, found, FollowUpChoice.GO_WITHOUT) and last_safe.drop(
        transaction,
        viewer=found.viewer,
        pressed=found.pressed,
        commitment=found.commitment,
        share=found.share,
        now=found.now,
    )


def _ask_first(transaction: Transaction, found: _Press) -> bool:
    person_id = found.share.person_id
    if person_id is None:
        return False
    seniority.ask_first(transaction, viewer=found.viewer, person_id=person_id, asks=True)
    _note(transaction, found, wording.ASK_FIRST)
    return True


_ACTS: Final[Mapping[str, Callable[[Transaction, _Press], bool]]] = {
    FollowUpChoice.RING.value: _ring,
    FollowUpChoice.LEAVE.value: _leave,
    FollowUpChoice.ASK_CO_ORDINATOR.value: _ask_co_ordinator,
    FollowUpChoice.ASK_CHAIR.value: _ask_chair,
    FollowUpChoice.GO_WITHOUT.value: _go_without,
    wording.ASK_FIRST: _ask_first,
}
