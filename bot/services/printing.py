"""What is printed on paper: a partner's page for the post, and the brief."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.permissions import Viewer
from bot.messages import brief as brief_wording
from bot.messages import call_sheet as sheet_wording
from bot.messages import printed
from bot.messages.model import Message
from bot.services import briefs, call_sheets
from bot.services.ports import Transactions
from storage import members as stored_members
from storage import partnerships as stored_partnerships


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as a file that opens anywhere, with the words that go along."""

    name: str
    content: bytes
    message: Message


def their_page(*, database: Transactions, viewer: Viewer, partner_id: int, now: datetime) -> Page:
    """Return the page that is posted to a partner. Raises `Refused` as the call sheet does."""
    sheet = call_sheets.look(database=database, viewer=viewer, partner_id=partner_id, now=now)
    with database.read() as transaction:
        runner = stored_members.runner_of(transaction, viewer=viewer)
        profile = stored_partnerships.get(transaction, viewer=viewer).profile
    content = printed.their_page(
        sheet, runner=runner.person.name if runner else "", telephone=profile.runner_telephone
    )
    return Page(
        name=sheet_wording.file_name(sheet), content=content, message=sheet_wording.going_along(sheet)
    )


def brief_page(*, database: Transactions, viewer: Viewer, now: datetime) -> Page:
    """Return the brief for paper. Raises `Refused` (not_for_your_role)."""
    found = briefs.read(database=database, viewer=viewer, now=now)
    return Page(
        name=brief_wording.file_name(found),
        content=printed.brief_page(found),
        message=brief_wording.going_along(found),
    )
