"""Who hears, and when: proposed by runner or chair, in force once each partner has pressed **Fine with us** (F7, F13)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from bot.domain import slots
from bot.domain.calendars import local_date, td_between
from bot.domain.deliveries import Delivery, DeliveryKind, Owed
from bot.domain.escalations import CONSENT_WITHIN, SLOWEST, PolicyState, Terms
from bot.domain.ids import id_of
from bot.domain.partners import Partner
from bot.domain.people import Membership
from bot.domain.permissions import Intent, Role, Viewer
from bot.domain.policies import Policy, still_to_agree
from bot.errors import Refused
from bot.messages import who_hears as wording
from bot.messages.notices import Notice
from bot.messages.words import THE_RUNNER
from bot.services import cases, guard, readers, ringing
from bot.services.ports import Transaction, Transactions
from bot.services.readers import Reader
from storage import audit
from storage import deliveries as stored_deliveries
from storage import escalations as stored_escalations
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships

_ONLY_READ: Final = (Role.SPONSOR, Role.OBSERVER, Role.GUEST)
_DAYS: Final = frozenset(map(str, range(1, SLOWEST + 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What the form says, as typed or chosen."""

    runner_asked_after: str
    co_ordinator_after: str
    chair_on_last_safe: bool = True
    third: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What holds, or is proposed: the newest. `asked` and `by_hand` are partners that have still to agree.

    `thirds` has by id who could hear what is about both runner and chair.
    """

    partnership: str
    runner: str
    policy: Policy | None
    asked: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    thirds: Mapping[int, str] = field(default_factory=dict)

    @property
    def waits_for(self) -> tuple[str, ...]:
        return (*self.asked, *self.by_hand)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """How things stand after **Fine with us**. `is_replaced`: another proposal has taken its place."""

    standing: Standing
    partner: str
    in_force: bool
    is_replaced: bool


def of_partnership(*, database: Transactions, viewer: Viewer) -> Standing:
    """Return what holds or is proposed, for the form. Raises `Refused` (not_for_your_role)."""
    guard.require(viewer=viewer, intent=Intent.WHO_HEARS)
    with database.read() as transaction:
        return _standing(transaction, viewer)


def propose(*, database: Transactions, viewer: Viewer, proposed: Proposed, now: datetime) -> Standing:
    """Propose who hears, and when; every co-ordinator is asked, and what is in force holds until all have agreed.

    Raises `Refused` (not_for_your_role, days_to_wait, concern_who) before anything is written.
    """
    guard.require(viewer=viewer, intent=Intent.WHO_HEARS)
    read = Terms(
        runner_asked_after=_read_days(proposed.runner_asked_after, "runner_asked_after"),
        co_ordinator_after=_read_days(proposed.co_ordinator_after, "co_ordinator_after"),
        chair_on_last_safe=proposed.chair_on_last_safe,
    )
    with database.write() as transaction:
        terms = replace(read, third_id=_third(transaction, viewer, proposed.third))
        made = stored_escalations.propose(transaction, viewer=viewer, terms=terms, now=now)
        subject = f"policy:{made.id}"
        audit.write(
            transaction,
            viewer=viewer,
            act="who_hears_proposed",
            subject=subject,
            now=now,
            details=terms.as_kept(),
        )
        ask_partners(transaction, viewer=viewer, now=now)
        return _standing(transaction, viewer)


def agree(
    *, database: Transactions, viewer: Viewer, policy_id: int, partner_id: int, now: datetime
) -> Agreed:
    """**Fine with us**, for one partner; the runner may press it for one they have rung.

    Raises `Refused` (not_for_your_role, partner_gone).
    """
    guard.require(viewer=viewer, intent=Intent.FINE_WITH_US, partner_id=partner_id)
    with database.write() as transaction:
        name = stored_partners.names(transaction, viewer=viewer).get(partner_id)
        policy = stored_escalations.get(transaction, viewer=viewer, policy_id=policy_id)
        if name is None or policy is None:
            raise Refused("partner_gone")
        is_replaced = policy.state is PolicyState.REPLACED
        if not is_replaced:
            _agree(transaction, viewer, policy, partner_id, now)
        found = stored_escalations.get(transaction, viewer=viewer, policy_id=policy_id)
        return Agreed(
            standing=_standing(transaction, viewer),
            partner=name,
            in_force=found is not None and found.state is PolicyState.IN_FORCE,
            is_replaced=is_replaced,
        )


def ask_partners(transaction: Transaction, *, viewer: Viewer, now: datetime) -> None:
    """Ask every partner that has still to agree and can be asked: in its co-ordinator's next envelope, once.

    Where there is none that has to agree, it holds from now on.
    """
    policy = _newest(transaction, viewer)
    if policy is None:
        return
    if policy.is_open and not any(True for _ in _still_to_agree(transaction, viewer, policy)):
        # There is nobody but an office, or whoever had not agreed is a partner no more.
        stored_escalations.put_in_force(transaction, viewer=viewer, policy_id=policy.id, now=now)
        return
    owed: list[Owed] = []
    for partner, speaker in _still_to_agree(transaction, viewer, policy):
        if speaker is None or not _is_asked(transaction, viewer, speaker):
            continue
        to = readers.reader(transaction, viewer=viewer, person_id=speaker.person.id)
        slot = None if to is None else slots.regular(calendar=to.calendar, earliest=now)
        if to is not None and slot is not None and not _has_been_asked(transaction, viewer, to, policy):
            owed.append(
                Owed(
                    kind=DeliveryKind.WHO_HEARS,
                    fact=f"policy:{policy.id}",
                    step=f"asked:{partner.id}",
                    partnership_id=to.membership.partnership_id,
                    due_on=slot.on,
                    due_at=slot.at,
                    person_id=to.person_id,
                )
            )
    stored_deliveries.owe_all(transaction, viewer=viewer, owed=owed, now=now)


def write_notice(
    transaction: Transaction,
    reader: Reader,
    delivery: Delivery,
    now: datetime,  # noqa: ARG001 - all writers are called alike.
) -> Notice | None:
    """Ask a co-ordinator, while their partner has not agreed and nothing has taken its place."""
    viewer = reader.membership.viewer
    policy_id, partner_id = (int(text.split(":")[1]) for text in (delivery.owed.fact, delivery.owed.step))
    policy = stored_escalations.get(transaction, viewer=viewer, policy_id=policy_id)
    partners = {one.id: one for one in stored_partners.all_of(transaction, viewer=viewer)}
    if policy is None or policy.state is PolicyState.REPLACED or partner_id not in partners:
        return None
    if partner_id in policy.agreed:
        return None
    return wording.question(
        policy=policy,
        partnership_id=reader.membership.partnership_id,
        partner_id=partner_id,
        partner=partners[partner_id].name,
        runner=_runner(transaction, viewer),
        third=_thirds(transaction, viewer).get(policy.terms.third_id or 0, ""),
    )


def of_morning(transaction: Transaction, reader: Reader, now: datetime) -> tuple[Notice, ...]:
    """Name to the runner which partners cannot be asked, and which have been silent for long."""
    viewer = reader.membership.viewer
    policy = _newest(transaction, viewer)
    if policy is None:
        return ()
    found: list[Notice] = []
    for partner, speaker in _still_to_agree(transaction, viewer, policy):
        asked = speaker is not None and _is_asked(transaction, viewer, speaker)
        if asked and not _is_silent(policy, partner, now):
            continue
        ring = ringing.way_to(transaction, viewer=viewer, membership=speaker) if speaker else None
        found.append(
            wording.by_hand(
                policy=policy,
                partnership_id=reader.membership.partnership_id,
                partner_id=partner.id,
                partner=partner.name,
                who=speaker.person.name if speaker and (asked or ring) else "",
                ring=ring,
            )
        )
    return tuple(found)


def _agree(transaction: Transaction, viewer: Viewer, policy: Policy, partner_id: int, now: datetime) -> None:
    if not stored_escalations.agree(
        transaction, viewer=viewer, policy_id=policy.id, partner_id=partner_id, now=now
    ):
        return
    details = {"partner": partner_id, "for_them": viewer.partner_id != partner_id}
    subject = f"policy:{policy.id}"
    audit.write(transaction, viewer=viewer, act="fine_with_us", subject=subject, now=now, details=details)
    found = stored_escalations.get(transaction, viewer=viewer, policy_id=policy.id)
    partners = stored_partners.all_of(transaction, viewer=viewer)
    if found is not None and not still_to_agree(found, partners=partners):
        stored_escalations.put_in_force(transaction, viewer=viewer, policy_id=policy.id, now=now)


def _standing(transaction: Transaction, viewer: Viewer) -> Standing:
    policy = _newest(transaction, viewer)
    asked: list[str] = []
    by_hand: list[str] = []
    for partner, speaker in _still_to_agree(transaction, viewer, policy) if policy else ():
        is_asked = speaker is not None and _is_asked(transaction, viewer, speaker)
        (asked if is_asked else by_hand).append(partner.name)
    return Standing(
        partnership=stored_partnerships.get(transaction, viewer=viewer).name,
        runner=_runner(transaction, viewer),
        policy=policy,
        asked=tuple(asked),
        by_hand=tuple(by_hand),
        thirds=_thirds(transaction, viewer),
    )


def _thirds(transaction: Transaction, viewer: Viewer) -> Mapping[int, str]:
    """Return who could hear what is about both runner and chair, by name: anybody else who may answer."""
    everybody = stored_members.all_of(transaction, viewer=viewer)
    found = [one.person for one in everybody if one.role not in (Role.RUNNER, Role.CHAIR, *_ONLY_READ)]
    return {one.id: one.name for one in sorted(found, key=lambda one: one.name.casefold())}


def _third(transaction: Transaction, viewer: Viewer, chosen: str) -> int | None:
    """Return the third person, None where nobody was chosen. Raises `Refused` (concern_who)."""
    if not chosen:
        return None
    third_id = id_of(chosen)
    if third_id is None or third_id not in _thirds(transaction, viewer):
        raise Refused("concern_who", field="third")
    return third_id


def _newest(transaction: Transaction, viewer: Viewer) -> Policy | None:
    """Return the open proposal, else what is in force."""
    return stored_escalations.proposed(transaction, viewer=viewer) or stored_escalations.in_force(
        transaction, viewer=viewer
    )


def _still_to_agree(
    transaction: Transaction, viewer: Viewer, policy: Policy
) -> Iterator[tuple[Partner, Membership | None]]:
    """Return each partner that has still to agree, with who speaks for it."""
    for partner in still_to_agree(policy, partners=stored_partners.all_of(transaction, viewer=viewer)):
        yield partner, stored_members.co_ordinator_of(transaction, viewer=viewer, partner_id=partner.id)


def _is_asked(transaction: Transaction, viewer: Viewer, speaker: Membership) -> bool:
    """Whether somebody may press **Fine with us** themselves, and can be written to."""
    may = speaker.role is Role.CO_ORDINATOR
    return may and cases.can_be_written_to(transaction, viewer=viewer, member=speaker)


def _has_been_asked(transaction: Transaction, viewer: Viewer, to: Reader, policy: Policy) -> bool:
    pending = stored_deliveries.pending_of(transaction, viewer=viewer, person_id=to.person_id)
    return any(one.owed.fact == f"policy:{policy.id}" for one in pending)


def _is_silent(policy: Policy, partner: Partner, now: datetime) -> bool:
    since = local_date(now=policy.proposed_at, zone=partner.zone)
    today = local_date(now=now, zone=partner.zone)
    return td_between(start=since, end=today, calendar=partner.calendar) >= CONSENT_WITHIN


def _runner(transaction: Transaction, viewer: Viewer) -> str:
    runner = stored_members.runner_of(transaction, viewer=viewer)
    return runner.person.first_name if runner else THE_RUNNER


def _read_days(text: str, field: str) -> int:
    typed = text.strip()
    if typed not in _DAYS:
        raise Refused("days_to_wait", field=field, most=SLOWEST)
    return int(typed)
