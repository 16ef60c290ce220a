"""Items as people see them, put together from what is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.domain.calendars import local_date
from bot.domain.commitments import Commitment, Share, ShareState
from bot.domain.dependencies import Waiting
from bot.domain.items import ItemView
from bot.domain.partnerships import Partnership
from bot.domain.people import Membership, Person
from bot.domain.permissions import Intent, Role, Viewer, allowed
from bot.domain.renegotiations import Renegotiation
from bot.services import calendars, cases
from storage import commitments as stored_commitments
from storage import dependencies as stored_dependencies
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import renegotiations as stored_renegotiations
from storage.database import Transaction

__all__ = ["ItemView", "view", "views"]

_REMAINING: Final = frozenset({ShareState.PROPOSED, ShareState.ACCEPTED, ShareState.DONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Surroundings:
    """What all items of one partnership share, read once."""

    partnership: Partnership
    partners: dict[int, str]
    members: dict[int, Membership]
    runner: Membership | None
    adders: dict[int, int]
    moves: dict[int, Renegotiation]
    waiting: tuple[Waiting, ...]

    def person(self, person_id: int | None) -> Person | None:
        member = self.members.get(person_id) if person_id is not None else None
        return member.person if member else None


def view(transaction: Transaction, *, viewer: Viewer, share_id: int, now: datetime) -> ItemView:
    """Return one share as the viewer sees it; a sweep sees it as its holder does.

    `viewer` must be in a partnership (`engine_in` for a sweep). Raises `Refused` (action_gone).
    """
    commitment, share = stored_commitments.of_share(transaction, viewer=viewer, share_id=share_id)
    around = _surroundings(transaction, viewer, (commitment,))
    holder = around.members.get(share.person_id or 0)
    calendar = None
    if holder is not None:
        calendar = calendars.of_member(transaction, viewer=viewer, membership=holder)
    helper = ""
    if share.state is ShareState.PROPOSED:
        helper = cases.helper_name(transaction, viewer=viewer, share=share, now=now)
    seen = _view(around, viewer, (commitment, share), now)
    return replace(seen, calendar=calendar, helper_name=helper)


def views(
    transaction: Transaction,
    *,
    viewer: Viewer,
    pairs: Sequence[tuple[Commitment, Share]],
    now: datetime,
) -> tuple[ItemView, ...]:
    """Return many shares of the viewer's partnership as the viewer sees them, without anybody's calendar."""
    around = _surroundings(transaction, viewer, [commitment for commitment, _ in pairs])
    return tuple(_view(around, viewer, pair, now) for pair in pairs)


def _surroundings(
    transaction: Transaction, viewer: Viewer, commitments: Sequence[Commitment]
) -> _Surroundings:
    ids = {commitment.id for commitment in commitments}
    members = stored_members.all_of(transaction, viewer=viewer)
    moves = stored_renegotiations.asked_in(transaction, viewer=viewer)
    return _Surroundings(
        partnership=stored_partnerships.get(transaction, viewer=viewer),
        partners=stored_partners.names(transaction, viewer=viewer),
        members={member.person.id: member for member in members},
        runner=next((member for member in members if member.role is Role.RUNNER), None),
        adders=stored_commitments.adders(transaction, viewer=viewer, commitment_ids=ids),
        moves={move.share_id: move for move in moves},
        waiting=stored_dependencies.waiting_for(transaction, viewer=viewer, commitment_ids=ids),
    )


def _view(around: _Surroundings, viewer: Viewer, pair: tuple[Commitment, Share], now: datetime) -> ItemView:
    commitment, share = pair
    others = [
        around.partners[one.partner_id]
        for one in commitment.shares
        if one.id != share.id and one.state in _REMAINING
    ]
    holder = around.person(share.person_id)
    runner = around.runner.person if around.runner else None
    adder = around.person(around.adders.get(commitment.id))
    waiting = [one for one in around.waiting if one.needs_id == commitment.id]
    whose = {around.partners[one.partner_id] for one in waiting}
    return ItemView(
        partnership=around.partnership,
        commitment=commitment,
        share=share,
        partner_name=around.partners[share.partner_id],
        others=tuple(sorted(others, key=str.casefold)),
        holder_name=holder.name if holder else "",
        runner_name=runner.first_name if runner else "",
        runner_id=runner.id if runner else None,
        adder_name=adder.first_name if adder else "",
        reader_id=viewer.person_id or share.person_id or 0,
        move=around.moves.get(share.id),
        today=local_date(now=now, zone=around.partnership.zone),
        now=now,
        waiting=tuple(dict.fromkeys(one.title for one in waiting)),
        waiting_partners=tuple(sorted(whose, key=str.casefold)),
        may_change=allowed(intent=Intent.CHANGE, viewer=viewer, partner_id=share.partner_id),
    )
