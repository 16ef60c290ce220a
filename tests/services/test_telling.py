"""What somebody is told in their next envelope."""

import pytest

from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.permissions import ENGINE
from bot.services import telling
from storage import deliveries
from tests.promised import accepted
from tests.riverside import NOW, Riverside

FACT = "share:1:moved"


@pytest.mark.parametrize(("name", "told"), [("mina", True), ("sam", False), (None, False)])
def test_whoever_causes_it_and_nobody_are_not_told(group: Riverside, name: str | None, told: bool) -> None:
    share_id = accepted(group).share_id

    with group.database.write() as transaction:
        telling.in_next_envelope(
            transaction,
            viewer=group.viewer("sam"),
            person_id=None if name is None else group.person(name).id,
            kind=DeliveryKind.MOVED,
            fact=FACT,
            step="moved",
            share_id=share_id,
            now=NOW,
        )
        ledger = deliveries.ledger(transaction, viewer=ENGINE, share_id=share_id)

    mine = [one for one in ledger if one.owed.fact == FACT]
    assert [one.state for one in mine] == [DeliveryState.PENDING] * told
