"""Which actions an action waits for: chosen from what is open, and never in a circle."""

from collections.abc import Sequence

from bot.domain.commitments import Commitment
from bot.domain.dependencies import circle
from bot.domain.permissions import Viewer
from bot.errors import Refused
from storage import commitments as stored_commitments
from storage import dependencies as stored_dependencies
from storage.database import Transaction

FIELD = "needs"


def choices(transaction: Transaction, *, viewer: Viewer, but: int | None = None) -> tuple[Commitment, ...]:
    """Return what an action can wait for: everything that is open, soonest first, but itself."""
    return tuple(one for one in stored_commitments.still_open(transaction, viewer=viewer) if one.id != but)


def read(
    transaction: Transaction, *, viewer: Viewer, chosen: Sequence[str], for_id: int | None
) -> tuple[int, ...]:
    """Return the ids of what was chosen in a form, for the action `for_id` (None: it isn't written yet).

    Raises `Refused` (needs_gone, needs_itself, needs_circle).
    """
    known = {str(one.id): one for one in stored_commitments.all_of(transaction, viewer=viewer)}
    if any(one not in known for one in chosen):
        raise Refused("needs_gone", field=FIELD)
    wanted = tuple(sorted({known[one].id for one in chosen}))
    if for_id is None:
        return wanted
    if for_id in wanted:
        raise Refused("needs_itself", field=FIELD)
    needs = stored_dependencies.needs_in(transaction, viewer=viewer)
    found = circle(needs=needs, commitment_id=for_id, wanted=wanted)
    if found:
        titles = [known[str(one)].wording.title for one in (*found, for_id)]
        raise Refused("needs_circle", field=FIELD, titles=titles)
    return wanted
