"""A copy of the timetable that goes out, is edited as people edit it, and comes back."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.commitments import Commitment, NewCommitment, NewShare, ShareState, Wording
from bot.domain.partners import Reach
from bot.domain.people import AddressKind
from bot.domain.permissions import Intent, Role, Viewer
from bot.messages.model import Item, Message
from bot.messages.plain import text
from bot.services import commitments as planning_commitments
from bot.services import envelopes, notices, outbox, readers, workbook
from bot.services.ports import Sent
from handlers.conversations.replies import Reply
from storage import deliveries, members, partners, partnerships, people
from storage.database import Database
from tests.workbooks import NOW, Desk, button_of, sit_down

OCTOBER = date(2026, 10, 1)
NOVEMBER = date(2026, 11, 27)
DECEMBER = date(2026, 12, 3)
TUESDAY = datetime(2026, 9, 15, 7, 30, tzinfo=UTC)
"""The first regular day after the copies of these tests go out, at everybody's hour."""

HALL, DATA, SHARED = "Book a hall", "Send course data", "Read the proofs"

Edit = Callable[[Worksheet], None]


class Group(Desk):
    """Sam's open partnership: Mina and Rob are at Castle College, Kwame is at Meadow Hill School.

    The hall is proposed to Kwame, the data are promised by Mina, the proofs are both partners'.
    """

    def add(
        self,
        title: str,
        by: date,
        *shares: tuple[str, str],
        state: ShareState = ShareState.ACCEPTED,
        **words: str,
    ) -> Commitment:
        """Put in an action of these people, each with their partner."""
        new = NewCommitment(
            wording=Wording(title=title, **words),
            due=by,
            shares=tuple(
                NewShare(
                    partner_id=self.partner_id(partner),
                    person_id=self.person_id(name) if name else None,
                    state=state,
                )
                for name, partner in shares
            ),
        )
        with self.database.write() as transaction:
            [made] = planning_commitments.add_many(
                transaction, viewer=self.viewer, actions=[new], agreed_on=None, now=self.now
            )
        return made

    def partner_id(self, name: str) -> int:
        with self.database.read() as transaction:
            there = partners.all_of(transaction, viewer=self.viewer)
        return next(one.id for one in there if one.name.startswith(name))

    def person_id(self, first_name: str) -> int:
        return self.member(first_name).person_id

    def member(self, first_name: str) -> Viewer:
        with self.database.read() as transaction:
            there = members.all_of(transaction, viewer=self.viewer)
        return next(one.viewer for one in there if one.person.first_name == first_name)

    def post(self, first_name: str, now: datetime) -> Message:
        """Gather and send somebody's post, and return the last message of it."""
        envelopes.post(database=self.database, person_ids=[self.person_id(first_name)], now=now)
        sent = outbox.claim(database=self.database, now=now, limit=9)
        for one in sent:
            went = Sent(external_id=f"m{one.message_id}", conversation=first_name)
            outbox.settle_sent(database=self.database, message_id=one.message_id, sent=went, now=now)
        return sent[-1].content if sent else Message(opening="")

    def noted(self, first_name: str, step: str) -> str:
        """Return the words of a notice that is owed to somebody, however it will reach them."""
        with self.database.read() as transaction:
            owed = deliveries.ledger(transaction, viewer=self.viewer)
            [delivery] = [one for one in owed if one.owed.step == step]
            assert delivery.owed.person_id == self.person_id(first_name)
            reader = readers.reader(transaction, viewer=self.viewer, person_id=delivery.owed.person_id)
            assert reader is not None
            notice = notices.write(transaction, reader=reader, delivery=delivery, now=self.now)
        return "" if notice is None else text(Message(opening="", blocks=notice.blocks))

    def answer_as(self, sender: str, message: Message, title: str, label: str) -> Reply:
        """Press this button beside the suggestion about the action of this title."""
        items = [block for block in message.blocks if isinstance(block, Item) and block.buttons]
        item = next(one for one in items if one.title == title and one.subject.startswith("revision"))
        button = next(one for one in item.buttons if one.label == label)
        return self.press(button, sender=sender, intent=button.intent)

    def taken(self, content: bytes, **answers: tuple[str, ...]) -> Reply:
        """Send a workbook back, answer **Match people**, and make its changes."""
        return self.made(content, {"agreed": ("no",), **answers})

    def put_back(self, made: Reply, *, sender: str = "sam") -> Reply:
        return self.press(button_of(made, "Put it all back"), sender=sender, intent=Intent.PUT_BACK)

    def exported(self) -> bytes:
        """Return a copy to share, made now."""
        return workbook.copy_to_share(database=self.database, viewer=self.viewer, now=self.now).content


def gather(database: Database) -> Group:
    """Make it, with everybody's doors open."""
    desk = sit_down(database)
    group = Group(
        database=desk.database,
        installation_id=desk.installation_id,
        partnership_id=desk.partnership_id,
        sam=desk.sam,
        grace=desk.grace,
        router=desk.router,
        kind=desk.kind,
    )
    with database.write() as transaction:
        for name, those in (
            ("Castle College", (("mina", Role.CO_ORDINATOR), ("rob", Role.MEMBER))),
            ("Meadow Hill School", (("kwame", Role.CO_ORDINATOR),)),
        ):
            partner = partners.add(transaction, viewer=desk.viewer, name=name, reach=Reach.SLACK)
            for external_id, role in those:
                person = people.from_directory(
                    transaction,
                    viewer=desk.viewer,
                    kind=AddressKind.WEB,
                    installation_id=desk.installation_id,
                    external_id=external_id,
                    now=NOW,
                )
                members.add(
                    transaction, viewer=desk.viewer, person_id=person.id, role=role, partner_id=partner.id
                )
        partnerships.open_doors(transaction, viewer=desk.viewer, now=NOW)
        everybody = [one.person.id for one in members.all_of(transaction, viewer=desk.viewer)]
        members.open_door(transaction, viewer=desk.viewer, person_ids=everybody)
        for person_id in everybody:
            members.greeted(transaction, viewer=desk.viewer, person_id=person_id, now=NOW)
    group.add(HALL, OCTOBER, ("Kwame", "Meadow"), state=ShareState.PROPOSED)
    group.add(DATA, NOVEMBER, ("Mina", "Castle"), heading="Prospectus", why="Others wait for it")
    group.add(SHARED, DECEMBER, ("Mina", "Castle"), ("Kwame", "Meadow"))
    return group


def edited(content: bytes, *edits: Edit) -> bytes:
    """Open a workbook as Excel would, edit its first page, and save it."""
    book = load_workbook(BytesIO(content))
    for edit in edits:
        edit(book.worksheets[0])
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def say(title: str, heading: str, value: Any) -> Edit:
    """Write into the row of this title, in the column of this heading."""

    def edit(page: Worksheet) -> None:
        cell_of(page, title, heading).value = value

    return edit


def remove(title: str) -> Edit:
    """Delete the row of this title."""

    def edit(page: Worksheet) -> None:
        page.delete_rows(_row(page, title))

    return edit


def append(**values: Any) -> Edit:
    """Add a row below, with these values by heading ("By_when")."""

    def edit(page: Worksheet) -> None:
        row = page.max_row + 1
        for heading, value in values.items():
            found: Any = page.cell(row=row, column=_column(page, heading.replace("_", " ")))
            found.value = value

    return edit


def cell_of(page: Worksheet, title: str, heading: str) -> Any:
    return page.cell(row=_row(page, title), column=_column(page, heading))


def _heading_row(page: Worksheet) -> int:
    rows = enumerate(page.iter_rows(), start=1)
    return next(number for number, row in rows if "What" in [cell.value for cell in row])


def _column(page: Worksheet, heading: str) -> int:
    row = _heading_row(page)
    return next(column for column, cell in enumerate(page[row], start=1) if cell.value == heading)


def _row(page: Worksheet, title: str) -> int:
    column = _column(page, "What")
    return next(row for row in range(1, page.max_row + 1) if page.cell(row=row, column=column).value == title)
