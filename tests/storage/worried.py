"""A concern in the house."""

from bot.domain.concerns import About, MayKnow
from storage import concerns
from storage.concerns import NewConcern
from storage.database import Transaction
from tests.riverside import NOW, Riverside

WORRY = "Castle and Meadow both want construction"


def keep_concern(transaction: Transaction, group: Riverside) -> None:
    """Mina has raised something with Sam."""
    mina = group.viewer("mina")
    new = NewConcern(
        raiser_id=mina.person_id,
        partner_id=group.castle_id,
        words=WORRY,
        would_help="Half an hour on it",
        may_know=MayKnow.ONLY_RUNNER,
        about=About.OTHERS,
        owner_id=group.person("sam").id,
        told=frozenset({group.person("sam").id}),
        since=NOW.date(),
    )
    concern_id = concerns.add(transaction, viewer=mina, new=new, now=NOW)
    kept = concerns.get(transaction, viewer=mina, concern_id=concern_id)
    concerns.change(transaction, viewer=mina, seen=kept, then=kept, now=NOW, theme="Money")
