"""May they? The one place where services ask the table of permissions."""

from bot.domain.permissions import Intent, Viewer, allowed
from bot.errors import Refused


def require(*, viewer: Viewer, intent: Intent, partner_id: int | None = None) -> None:
    """Let pass who may do this, for `partner_id` where it concerns one partner.

    Raises `Refused` (not_for_your_role) for everybody else.
    """
    if not allowed(intent=intent, viewer=viewer, partner_id=partner_id):
        raise Refused("not_for_your_role")
