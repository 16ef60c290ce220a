"""The stage card: written when the signs point to another stage, and settled by two people (F34)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain import slots
from bot.domain.calendars import local_date
from bot.domain.evidence import Stage
from bot.domain.kept_proposals import to_kept
from bot.domain.people import Membership
from bot.domain.permissions import Intent, Role, Viewer, engine_in
from bot.domain.stage_decisions import CardState, Choice, Press, decide, is_as_seen
from bot.domain.stage_history import KeptCard
from bot.domain.stage_weights import FIRST_WEEKS
from bot.domain.stages import Proposal, Verdict, propose
from bot.errors import Refused
from bot.messages.stages import card as wording
from bot.messages.stages.card import Settled, View
from bot.services import guard, in_force, readers
from bot.services.lengths import TEXT, require_room
from bot.services.ports import Transaction, Transactions
from bot.services.stages import deciding, telling, views
from bot.services.stages.deciding import Standing
from bot.services.stages.facts import facts
from storage import audit
from storage import members as stored_members
from storage import partnerships as stored_partnerships
from storage import stages as stored_stages


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was pressed or sent. `stage` and `because` are those of **Choose another**."""

    choice: Choice
    stage: Stage | None = None
    because: str = ""


def look(transaction: Transaction, *, viewer: Viewer, now: datetime) -> bool:
    """Write a card where the signs point to another stage, and owe it to runner and chair. Returns whether it did.

    `viewer` is a sweep in the partnership, on the first run of its day. It waits for a regular day of the chair, so that
    both read on one day what is true on it; and it lets a card be on which somebody gave a reason.
    """
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    if partnership.opened_at is None or (now - partnership.opened_at).days < FIRST_WEEKS:
        return False
    if _is_renewed(transaction, viewer, now):
        return True
    if _has_reason(transaction, viewer) or not _is_day_of_chair(transaction, viewer, now):
        return False
    proposal = propose(facts(transaction, viewer=viewer, now=now))
    if proposal.verdict is not Verdict.SUGGESTS:
        return False
    card_id = _add(transaction, viewer, proposal, now)
    if card_id is None:
        return False
    _owe_all(transaction, viewer, card_id, telling.ASKED, now)
    return True


def show(*, database: Transactions, viewer: Viewer, now: datetime) -> View:
    """Return how things stand: the card that is open, or what there is to tell. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.STAGE)
    with database.read() as transaction:
        return views.view(transaction, viewer=viewer, now=now)


def press(
    *, database: Transactions, viewer: Viewer, seen: tuple[int, int], chosen: Chosen, now: datetime
) -> View:
    """Keep what the viewer has pressed, on the card and version that they have `seen`; nought where there was no card.

    What both agree on is in force from today. Whoever was too slow is shown how things stand now. Raises `Refused`
    (not_for_your_role, stage_needed, stage_reason_needed, too_long, stage_settled_today) before anything is written.
    """
    guard.require(viewer=viewer, intent=Intent.DECIDE_STAGE)
    pressed = _checked(chosen)
    with database.write() as transaction:
        found = _seen_card(transaction, viewer, seen, pressed, now)
        stage = None if found is None else _stage_of(found.card, pressed)
        settled = None
        if found is not None and stage is not None:
            one = Press(choice=pressed.choice, stage=stage, because=pressed.because)
            settled = _press(transaction, viewer, found, one, by=viewer, now=now)
        return replace(views.view(transaction, viewer=viewer, now=now), settled=settled)


def say_for_chair(*, database: Transactions, viewer: Viewer, seen: tuple[int, int], now: datetime) -> View:
    """Keep that a chair who is rung, and not written to, has said the same on the telephone; marked as such.

    Nothing is kept where the runner has not pressed, or the card is not as it was `seen`. Raises `Refused`
    (not_for_your_role).
    """
    guard.require(viewer=viewer, intent=Intent.DECIDE_STAGE)
    if viewer.role is not Role.RUNNER:
        raise Refused("not_for_your_role")
    with database.write() as transaction:
        found = _current(transaction, viewer, seen[0], now)
        chair = _rung(transaction, viewer)
        own = None if found is None else found.presses.get(viewer.person_id)
        settled = None
        if found is not None and chair is not None and own is not None and found.card.version == seen[1]:
            said = Press(choice=own.choice, stage=own.stage, because=wording.BY_PHONE)
            settled = _press(transaction, viewer, found, said, by=chair.viewer, now=now)
        return replace(views.view(transaction, viewer=viewer, now=now), settled=settled)


def _checked(chosen: Chosen) -> Chosen:
    if chosen.choice is not Choice.ANOTHER:
        return chosen
    if chosen.stage is None:
        raise Refused("stage_needed", field="stage")
    because = require_room(chosen.because, field="because", most=TEXT)
    if not because:
        raise Refused("stage_reason_needed", field="because")
    return Chosen(choice=chosen.choice, stage=chosen.stage, because=because)


def _seen_card(
    transaction: Transaction, viewer: Viewer, seen: tuple[int, int], chosen: Chosen, now: datetime
) -> Standing | None:
    """The card that was seen, None where it has changed since; for **Choose another** without a card a new one."""
    card_id, version = seen
    if card_id:
        found = _current(transaction, viewer, card_id, now)
        if found is None:
            return None
        others = found.presses.keys() - {viewer.person_id}
        stands = is_as_seen(
            seen=version,
            version=found.card.version,
            others=len(others),
            has_pressed=viewer.person_id in found.presses,
        )
        return found if stands else None
    if chosen.choice is not Choice.ANOTHER or deciding.standing(transaction, viewer=viewer) is not None:
        return None
    proposal = propose(facts(transaction, viewer=_engine(viewer), now=now))
    added = _add(transaction, viewer, proposal, now)
    found = deciding.standing(transaction, viewer=viewer)
    if added is None and found is None:
        raise Refused("stage_settled_today", field="because")
    return None if added is None else found


def _current(transaction: Transaction, viewer: Viewer, card_id: int, now: datetime) -> Standing | None:
    """An open card as it stands for those who decide now: one of other people is asked anew, and they hear of it."""
    stored_stages.hold_card(transaction, viewer=viewer, card_id=card_id)
    found = deciding.standing(transaction, viewer=viewer, card_id=card_id)
    if (
        found is not None
        and found.is_stale
        and deciding.renew(transaction, viewer=viewer, stale=found, now=now)
    ):
        _owe_all(transaction, viewer, card_id, f"{telling.ASKED}:{found.card.version}", now)
    return found


def _is_renewed(transaction: Transaction, viewer: Viewer, now: datetime) -> bool:
    """Whether a card is asked anew today, because others decide now."""
    found = deciding.standing(transaction, viewer=viewer)
    return (
        found is not None and found.is_stale and _current(transaction, viewer, found.card.id, now) is not None
    )


def _has_reason(transaction: Transaction, viewer: Viewer) -> bool:
    """Whether a card stands on which somebody has said why."""
    found = deciding.standing(transaction, viewer=viewer)
    return found is not None and any(one.because for one in found.presses.values())


def _press(
    transaction: Transaction, viewer: Viewer, found: Standing, one: Press, *, by: Viewer, now: datetime
) -> Settled | None:
    """Keep a press `by` one of the two, and let the other hear of it. `viewer` is who has pressed it in fact.

    Returns what it has settled, None while nothing is.
    """
    card, presses = found.card, {**found.presses, by.person_id: one}
    is_kept = one.stage is in_force.of_partnership(transaction, viewer=viewer).stage
    outcome = decide(presses=presses, deciders=card.deciders)
    changed = stored_stages.change_card(
        transaction, viewer=viewer, card_id=card.id, version=card.version, state=outcome.state
    )
    if not changed:
        return None
    stored_stages.press(transaction, viewer=by, card_id=card.id, pressed=one, now=now)
    details = {"choice": one.choice.value, "stage": one.stage.value, "by_phone": by != viewer}
    subject = f"stage_card:{card.id}"
    audit.write(transaction, viewer=viewer, act="stage_pressed", subject=subject, now=now, details=details)
    if outcome.stage is not None:
        reasons = dict.fromkeys(one.because for one in presses.values() if one.because)
        _agree(transaction, viewer, card, outcome.stage, reasons, now=now)
    is_waiting = outcome.state is CardState.OPEN
    step = f"{telling.TURN}:{by.person_id}" if is_waiting else f"{outcome.state.value}:{card.version + 1}"
    _owe_all(transaction, viewer, card.id, step, now, but=viewer.person_id)
    return None if outcome.stage is None else Settled(stage=outcome.stage, is_kept=is_kept)


def _stage_of(card: KeptCard, chosen: Chosen) -> Stage | None:
    """Which stage a press would have in force; None where there is nothing to confirm."""
    by_choice = {Choice.CONFIRM: card.suggests, Choice.KEEP: card.in_force, Choice.ANOTHER: chosen.stage}
    return by_choice[chosen.choice]


def _agree(
    transaction: Transaction,
    viewer: Viewer,
    card: KeptCard,
    stage: Stage,
    reasons: Iterable[str],
    *,
    now: datetime,
) -> None:
    """Put in force what is agreed on, with the reasons that were given; a stage that was kept goes on as it was."""
    if stage is in_force.of_partnership(transaction, viewer=viewer).stage:
        return
    stored_stages.put_in_force(
        transaction,
        viewer=viewer,
        stage=stage,
        since=_today(transaction, viewer, now),
        because=" · ".join(reasons),
        card_id=card.id,
        now=now,
    )
    details = {"stage": stage.value}
    subject = f"stage_card:{card.id}"
    audit.write(transaction, viewer=viewer, act="stage_in_force", subject=subject, now=now, details=details)


def _rung(transaction: Transaction, viewer: Viewer) -> Membership | None:
    """The chair, where they are rung."""
    chair = stored_members.chair_of(transaction, viewer=viewer)
    is_rung = chair is not None and deciding.is_rung(transaction, viewer=viewer, member=chair)
    return chair if is_rung else None


def _is_day_of_chair(transaction: Transaction, viewer: Viewer, now: datetime) -> bool:
    """Whether today is a regular day of the chair, wherever they live and whatever the hour is there.

    Any day will do where there is no chair, or none whose day is in sight.
    """
    chairs = (one for one in deciding.deciders(transaction, viewer=viewer).values() if one.role is Role.CHAIR)
    to = (readers.reader(transaction, viewer=viewer, person_id=one.person.id) for one in chairs)
    calendars = [one.calendar for one in to if one is not None]
    return all(
        one.is_regular(local_date(now=now, zone=one.zone))
        for one in calendars
        if slots.regular(calendar=one, earliest=now) is not None
    )


def _add(transaction: Transaction, viewer: Viewer, proposal: Proposal, now: datetime) -> int | None:
    card_id = stored_stages.add_card(
        transaction,
        viewer=viewer,
        on=_today(transaction, viewer, now),
        in_force=proposal.in_force,
        suggests=proposal.suggests,
        evidence=to_kept(proposal),
        deciders=deciding.deciders(transaction, viewer=viewer),
        now=now,
    )
    if card_id is not None:
        subject = f"stage_card:{card_id}"
        audit.write(transaction, viewer=viewer, act="stage_card_written", subject=subject, now=now)
    return card_id


def _owe_all(
    transaction: Transaction,
    viewer: Viewer,
    card_id: int,
    step: str,
    now: datetime,
    *,
    but: int | None = None,
) -> None:
    others = [one for one in deciding.deciders(transaction, viewer=viewer) if one != but]
    telling.owe_all(transaction, viewer=viewer, person_ids=others, card_id=card_id, step=step, now=now)


def _engine(viewer: Viewer) -> Viewer:
    return engine_in(viewer.partnership_id or 0)


def _today(transaction: Transaction, viewer: Viewer, now: datetime) -> date:
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    return local_date(now=now, zone=zone)
