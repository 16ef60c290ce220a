"""In the house: a code that nobody has used, and a room that waits to be let in."""

from bot.domain.invitations import InvitationKind, InvitationState, Used
from storage import invitations
from storage.database import Transaction
from tests.riverside import NOW, Riverside


def keep_invitations(transaction: Transaction, group: Riverside) -> None:
    """Let Sam make two codes, of which Rob has used the second."""
    for number in range(2):
        made, _ = invitations.make(transaction, viewer=group.viewer("sam"), kind=InvitationKind.ROOM, now=NOW)
        if number:
            used = Used(
                person_id=group.person("rob").id,
                installation_id=group.installation_id,
                room="C-WAITING",
                room_name="waiting",
                organisation="Castle College",
            )
            waiting = InvitationState.WAITING
            invitations.use(transaction, invitation_id=made.id, used=used, state=waiting, now=NOW)
