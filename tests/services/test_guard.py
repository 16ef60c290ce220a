"""The guard at the door of each service."""

import pytest

from bot.domain.permissions import Intent, Role, Viewer
from bot.errors import Refused
from bot.services import guard

_MINA = Viewer(person_id=1, partnership_id=2, role=Role.CO_ORDINATOR, partner_id=3)


def test_who_may_passes() -> None:
    guard.require(viewer=_MINA, intent=Intent.DONE, partner_id=3)


@pytest.mark.parametrize(
    ("intent", "partner_id"), [(Intent.DONE, 4), (Intent.DONE, None), (Intent.IMPORT, 3)]
)
def test_who_may_not_is_told_so(intent: Intent, partner_id: int | None) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        guard.require(viewer=_MINA, intent=intent, partner_id=partner_id)
