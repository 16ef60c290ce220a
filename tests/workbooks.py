"""A runner with a workbook: Sam's new partnership, whose people the pages list, and what Sam sends and presses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook

from bot.domain.commitments import Commitment
from bot.domain.installations import Entry
from bot.domain.partners import PartnerKind
from bot.domain.partnerships import Profile
from bot.domain.people import AddressKind, Membership, Person
from bot.domain.permissions import ENGINE, Intent, Role, Viewer, myself
from bot.messages.model import Button, Buttons, Form, Message
from bot.messages.plain import text
from handlers.conversations.incoming import Command, File, Incoming, Place, Press, Sender, Submit
from handlers.conversations.replies import FormErrors, OpenForm, Replace, Reply, Say, SendFile
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from storage import commitments, directory, installations, members, partners, partnerships, people
from storage.database import Database, Transaction

NOW = datetime(2026, 9, 10, 7, 30, tzinfo=UTC)
"""Thursday 10 September 2026, half past eight in London: the day of the meeting that the sample names."""

RIVERSIDE = (Path(__file__).parents[1] / "handlers/web/sample/riverside-progression-group.xlsx").read_bytes()
VALLEY = (Path(__file__).parent / "data/valley-link-actions.xlsx").read_bytes()
ALL_KINDS: frozenset[type[Reply]] = frozenset({Say, Replace, OpenForm, FormErrors, SendFile})

_LISTED = (
    ("sam", "Sam Hallam", "sam@office.example"),
    ("grace", "Grace Obi", "grace@obi.example"),
    ("mina", "Mina Iqbal", "M.Iqbal@castle.example"),
    ("rob", "Rob Stone", None),
    ("joana", "Joana Pereira", "j.pereira@northgate.example"),
    ("tom", "Tom Lund", "t.lund@riverside.example"),
    ("aoife", "Aoife Byrne", None),
    ("kwame", "Kwame Osei", "k.osei@meadow.example"),
    ("priya", "Priya Anand", "p.anand@county.example"),
)


@dataclass(kw_only=True)
class Desk:
    """Where Sam sits. Each thing sent has a key of its own unless one is given."""

    database: Database
    installation_id: int
    partnership_id: int
    sam: Membership
    grace: Membership
    router: Router
    now: datetime = NOW
    kind: AddressKind = AddressKind.WEB
    keys: Any = field(default_factory=count)

    @property
    def viewer(self) -> Viewer:
        return self.sam.viewer

    def open_doors(self) -> None:
        """Make the draft an open partnership, in which Grace is written to."""
        with self.database.write() as transaction:
            partnerships.open_doors(transaction, viewer=self.viewer, now=NOW)
            members.open_door(transaction, viewer=self.viewer, person_ids=[self.grace.person.id])

    def send(self, content: bytes | None, *, sender: str = "sam", **file: Any) -> Reply:
        """Send a workbook in private."""
        given = {"name": "timetable.xlsx", "size": len(content or b""), "content": content, **file}
        return self.answer(File(**self.arrival(sender), **given))

    def press(self, button: Button | str, *, sender: str = "sam", intent: Intent = Intent.IMPORT) -> Reply:
        arg = button.arg if isinstance(button, Button) else button
        arrival = self.arrival(sender)
        return self.answer(Press(**arrival, intent=intent, partnership_id=self.partnership_id, arg=arg))

    def submit(self, form: Form, values: Mapping[str, tuple[str, ...]]) -> Reply:
        """Send a form with what stands in it already, and these answers."""
        standing = {one.name: one.value for one in form.fields if one.value}
        return self.answer(
            Submit(
                **self.arrival("sam"),
                intent=form.intent,
                partnership_id=form.partnership_id,
                arg=form.arg,
                values={**standing, **values},
            )
        )

    def type(self, words: str, *, sender: str = "sam") -> Reply:
        return self.answer(Command(**self.arrival(sender), words=words))

    def answer(self, incoming: Incoming) -> Reply:
        return self.router.answer(incoming, now=self.now, rides=ALL_KINDS)

    def matched(self, preview: Reply, values: Mapping[str, tuple[str, ...]]) -> Reply:
        """Press **Match people**, send the form with these answers, and return what is shown then."""
        return self.submit(form_of(self.press(button_of(preview, "Match people"))), values)

    def made(self, content: bytes, values: Mapping[str, tuple[str, ...]]) -> Reply:
        """Send a workbook, match its people, and make its changes."""
        shown = self.matched(self.send(content), values)
        return self.press(button_of(shown, "Make these changes"))

    def timetable(self) -> tuple[Commitment, ...]:
        with self.database.read() as transaction:
            return commitments.all_of(transaction, viewer=self.viewer)

    def named(self, title: str) -> Commitment:
        """Return the action of this title."""
        return next(one for one in self.timetable() if one.wording.title == title)

    def arrival(self, sender: str) -> dict[str, Any]:
        return {
            "sender": Sender(kind=self.kind, installation_id=self.installation_id, external_id=sender),
            "place": Place(conversation=sender, private=True),
            "key": f"key-{next(self.keys)}",
        }


def sit_down(
    database: Database, *, office: str = "Partnership office", kind: AddressKind = AddressKind.WEB
) -> Desk:
    """Make a draft that Sam runs, with an office if it has a name, and Grace in the chair."""
    with database.write() as transaction:
        installation_id = _install(transaction, kind)
        sam = _person(transaction, myself(0), installation_id, kind, "sam")
        profile = Profile(
            name="Riverside Progression Group", zone=ZoneInfo("Europe/London"), country="GB", region="ENG"
        )
        made = partnerships.create(transaction, viewer=myself(sam.id), profile=profile, now=NOW)
        viewer = Viewer(person_id=sam.id, partnership_id=made.id, role=Role.RUNNER)
        grace = _person(transaction, viewer, installation_id, kind, "grace")
        home = (
            partners.add(transaction, viewer=viewer, name=office, kind=PartnerKind.OFFICE).id
            if office
            else None
        )
        seats = [
            members.add(transaction, viewer=viewer, person_id=person.id, role=role, partner_id=partner_id)
            for person, role, partner_id in ((sam, Role.RUNNER, home), (grace, Role.CHAIR, None))
        ]
    return Desk(
        database=database,
        installation_id=installation_id,
        partnership_id=made.id,
        sam=seats[0],
        grace=seats[1],
        router=Router(routes=ROUTES, database=database),
        kind=kind,
    )


def workbook(*rows: tuple[object, ...], sheet: str = "Sheet1") -> bytes:
    """Return a workbook with one sheet of these rows."""
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(list(row))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def message_of(reply: Reply) -> Message:
    assert isinstance(reply, Say | Replace), reply
    assert reply.message is not None
    return reply.message


def words_of(reply: Reply) -> str:
    """Return everything that a reply says, as plain text."""
    return text(message_of(reply))


def form_of(reply: Reply) -> Form:
    assert isinstance(reply, OpenForm | FormErrors), reply
    return reply.form


def button_of(reply: Reply, label: str) -> Button:
    blocks = [block for block in message_of(reply).blocks if isinstance(block, Buttons)]
    return next(button for block in blocks for button in block.buttons if button.label == label)


def _install(transaction: Transaction, kind: AddressKind) -> int:
    installation_id = installations.register(
        transaction, viewer=ENGINE, kind=kind, external_id="here", name="Here", bot_id="", now=NOW
    )
    for external_id, name, email in _LISTED:
        entry = Entry(
            external_id=external_id, name=name, email=email, zone="Europe/London", left=False, is_bot=False
        )
        directory.put(transaction, viewer=ENGINE, installation_id=installation_id, entry=entry, now=NOW)
    return installation_id


def _person(
    transaction: Transaction, viewer: Viewer, installation_id: int, kind: AddressKind, external_id: str
) -> Person:
    return people.from_directory(
        transaction,
        viewer=viewer,
        kind=kind,
        installation_id=installation_id,
        external_id=external_id,
        now=NOW,
    )
