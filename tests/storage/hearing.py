"""What somebody outside gets of who hears, and when, and of dates that have gone by."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.escalations import FollowUpChoice
from bot.domain.follow_ups import FollowUp
from bot.domain.importance import Importance
from bot.domain.permissions import Role, Viewer
from bot.domain.policies import Policy
from bot.errors import Refused
from storage import audit, escalations, follow_ups, importance, seniority, succession
from storage.database import Transaction
from tests.planned import DUE
from tests.riverside import NOW
from tests.storage.house import LATER, House

Act = Callable[[Transaction, Viewer, House], object]

NOTHING: Final[Mapping[str, Act]] = {
    "audit.times_of": lambda t, v, h: audit.times_of(t, viewer=v, acts=["followed_up"], since=NOW),
    "escalations.get": lambda t, v, h: escalations.get(t, viewer=v, policy_id=_policy(t, h).id),
    "escalations.in_force": lambda t, v, h: escalations.in_force(t, viewer=v),
    "escalations.proposed": lambda t, v, h: escalations.proposed(t, viewer=v),
    "follow_ups.all_of": lambda t, v, h: follow_ups.all_of(t, viewer=v),
    "follow_ups.get": lambda t, v, h: follow_ups.get(t, viewer=v, share_id=h.share.id, due=DUE),
    "follow_ups.told": lambda t, v, h: follow_ups.told(t, viewer=v, share=h.share, fact="share:1:2026-11-27"),
    "follow_ups.waiting_for": lambda t, v, h: follow_ups.waiting_for(
        t, viewer=v, commitment_id=h.commitment.id
    ),
    "seniority.asks_first": lambda t, v, h: seniority.asks_first(t, viewer=v),
}

UNDONE: Final[Mapping[str, Act]] = {
    "escalations.agree": lambda t, v, h: escalations.agree(
        t, viewer=v, policy_id=_policy(t, h).id, partner_id=h.group.castle_id, now=NOW
    ),
    "escalations.put_in_force": lambda t, v, h: escalations.put_in_force(
        t, viewer=v, policy_id=_policy(t, h).id, now=NOW
    ),
    "follow_ups.change": lambda t, v, h: follow_ups.change(
        t, viewer=v, seen=_follow_up(t, h), choice=FollowUpChoice.RING
    ),
    "importance.set_importance": lambda t, v, h: importance.set_importance(
        t, viewer=v, commitment_ids=[h.commitment.id], importance=Importance.BOARD
    ),
    "succession.succeed": lambda t, v, h: succession.succeed(
        t,
        viewer=v,
        from_id=h.group.person("sam").id,
        to_id=h.mina_id,
        then=Role.DEPUTY_RUNNER,
        now=NOW,
    ),
    "seniority.ask_first": lambda t, v, h: seniority.ask_first(t, viewer=v, person_id=h.mina_id, asks=False),
}

REFUSED: Final[Mapping[str, tuple[Act, type[Exception]]]] = {
    "follow_ups.ask": (
        lambda t, v, h: follow_ups.ask(t, viewer=v, share_id=h.share.id, due=LATER, asked_on=DUE),
        Refused,
    ),
}


def _policy(transaction: Transaction, house: House) -> Policy:
    found = escalations.proposed(transaction, viewer=house.group.viewer("sam"))
    assert found is not None
    return found


def _follow_up(transaction: Transaction, house: House) -> FollowUp:
    sam = house.group.viewer("sam")
    found = follow_ups.get(transaction, viewer=sam, share_id=house.share.id, due=DUE)
    assert found is not None
    return found
