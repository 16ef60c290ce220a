"""A house with something in every room: Riverside with a row of everything, and Valley Link next door."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import select, update

from bot.domain.calendars import Span
from bot.domain.commitments import Commitment, Share
from bot.domain.contacts import ContactKind
from bot.domain.deliveries import DeliveryKind, Destination, MessageKind, NewMessage, Owed
from bot.domain.partnerships import Profile
from bot.domain.people import AddressKind, Rhythm
from bot.domain.permissions import ENGINE, Role, Viewer, engine_in, myself
from bot.domain.renegotiations import Renegotiation, RenegotiationKind, RenegotiationState
from bot.domain.revisions import NewRevision, Revision, RevisionState
from bot.domain.uploads import Upload
from storage import (
    contacts,
    deliveries,
    hopes,
    mailing,
    members,
    messages,
    milestones,
    notes,
    partners,
    partnerships,
    people,
    renegotiations,
    revisions,
    rooms,
    schedules,
    thanks,
    uploads,
)
from storage.database import Database, Transaction
from storage.schedules import Schedule
from storage.tables import Base, PersonRow
from tests import again, planned, riverside
from tests.planned import DUE
from tests.riverside import LONDON, NOW, Riverside
from tests.storage.checked import keep_round
from tests.storage.coursed import set_going
from tests.storage.heard import keep_hearing
from tests.storage.invited import keep_invitations
from tests.storage.kept import keep_workbooks
from tests.storage.looked import keep_looking_back
from tests.storage.staged import keep_stages
from tests.storage.taken_up import keep_summary
from tests.storage.worried import keep_concern

REASON = "Two tutors are ill"
WORDS = "Nobody has the password"
TALK = "She is worried about her post"
NOTE = "Ring the principal first"
EMAIL = "m.iqbal@castle.example"
LATER = DUE + timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class House:
    """Riverside as stored, and who lives next door: Val runs Valley Link, of which Gus is a guest.

    Mina is stuck with `share`, waits for `move`, and is owed `owed` deliveries, of which `message_id` carries
    the first; `waiting` waits for `commitment`. Sam has sent `upload` and gets a list every morning (`schedule`).
    """

    group: Riverside
    commitment: Commitment
    share: Share
    move: Renegotiation
    upload: Upload
    revision: Revision
    message_id: int
    owed: tuple[int, ...]
    room_id: int
    milestone_id: int
    thanks_id: int
    handover_id: int
    effect_id: int
    series_id: int
    waiting: Commitment
    snapshot_id: int
    schedule: Schedule
    valley_id: int
    trust_id: int
    val_id: int
    gus_id: int

    @property
    def mina_id(self) -> int:
        return self.group.person("mina").id

    @property
    def outsiders(self) -> Mapping[str, Viewer]:
        """Who has nothing to do with Riverside, by what they are."""
        val = Viewer(
            person_id=self.val_id,
            partnership_id=self.valley_id,
            role=Role.RUNNER,
            partner_id=self.trust_id,
        )
        return {
            "runner of another": val,
            "guest of another": Viewer(person_id=self.gus_id, partnership_id=self.valley_id, role=Role.GUEST),
            "nobody anywhere": myself(self.val_id),
            "sweep elsewhere": engine_in(self.valley_id),
        }


OUTSIDERS = ("runner of another", "guest of another", "nobody anywhere", "sweep elsewhere")


def furnish(database: Database) -> House:
    """Build it."""
    house = again.built(database, "house", partial(_furnish, database))
    return replace(house, group=replace(house.group, database=database))


def _furnish(database: Database) -> House:
    group = riverside.build(database, opened=True)
    commitment = planned.add(group)
    commitment = planned.change(group, commitment.shares[0], stuck_because="waiting", stuck_words=WORDS)
    [share] = commitment.shares
    with database.write() as transaction:
        move = _private_things(transaction, group, commitment, share)
        keep_hearing(transaction, group, share)
        keep_round(transaction, group)
        keep_summary(transaction, group)
        keep_invitations(transaction, group)
        keep_stages(transaction, group)
        keep_concern(transaction, group)
        upload = _workbook(transaction, group)
        revision = _revision(transaction, group, upload, share)
        snapshot_id = keep_workbooks(transaction, group)
        milestone_id, thanks_id = _milestone(transaction, group, commitment)
        keep_looking_back(transaction, group, milestone_id)
        handover_id, effect_id, series_id, waiting = set_going(transaction, group, share, move)
        room_id = rooms.all_of(transaction, viewer=group.viewer("sam"))[0].id
        owed, message_id = _post(transaction, group, share, room_id)
        valley_id, trust_id, val_id, gus_id = _next_door(transaction, group)
        [schedule] = schedules.due(transaction, viewer=ENGINE, kind="morning", now=NOW, limit=5)
    return House(
        group=group,
        commitment=commitment,
        share=share,
        move=move,
        upload=upload,
        revision=revision,
        message_id=message_id,
        owed=owed,
        room_id=room_id,
        milestone_id=milestone_id,
        thanks_id=thanks_id,
        handover_id=handover_id,
        effect_id=effect_id,
        series_id=series_id,
        waiting=waiting,
        snapshot_id=snapshot_id,
        schedule=schedule,
        valley_id=valley_id,
        trust_id=trust_id,
        val_id=val_id,
        gus_id=gus_id,
    )


def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, to be compared with itself."""
    with database.read() as transaction:
        return {
            table.name: [
                tuple(row)
                for row in transaction.connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in Base.metadata.sorted_tables
        }


def _private_things(
    transaction: Transaction, group: Riverside, commitment: Commitment, share: Share
) -> Renegotiation:
    sam, mina = group.viewer("sam"), group.viewer("mina")
    notes.add(transaction, viewer=sam, commitment_id=commitment.id, text=NOTE, now=NOW)
    away = Rhythm(leave=(Span(first=DUE, last=LATER),))
    people.set_rhythm(transaction, viewer=mina, person_id=mina.person_id, rhythm=away)
    hopes.set_hopes(transaction, viewer=mina, hopes="More applicants")
    contacts.add(
        transaction,
        viewer=sam,
        partner_id=group.castle_id,
        person_id=mina.person_id,
        kind=ContactKind.SPOKE,
        on=NOW.date(),
        words=TALK,
        now=NOW,
    )
    people.give_address(
        transaction,
        viewer=sam,
        person_id=mina.person_id,
        kind=AddressKind.EMAIL,
        installation_id=None,
        external_id=EMAIL,
    )
    mailing.refuse(transaction, viewer=ENGINE, email=EMAIL, said="No such mailbox", now=NOW)
    schedules.begin(transaction, viewer=sam, kind="morning", person_id=sam.person_id, next_at=NOW)
    return renegotiations.add(
        transaction,
        viewer=mina,
        share_id=share.id,
        kind=RenegotiationKind.MORE_TIME,
        state=RenegotiationState.ASKED,
        old_due=DUE,
        new_due=LATER,
        reason=REASON,
        now=NOW,
    )


def _milestone(transaction: Transaction, group: Riverside, commitment: Commitment) -> tuple[int, int]:
    sam = group.viewer("sam")
    made = milestones.add(transaction, viewer=sam, title="The prospectus is out", due=LATER, now=NOW)
    other = milestones.add(transaction, viewer=sam, title="The fair", due=LATER, now=NOW)
    milestones.put_in(transaction, viewer=sam, milestone_id=other.id, commitment_ids=[commitment.id])
    # Dee has no room, and would like to hear the news.
    dee = PersonRow.id == group.person("dee").id
    transaction.connection.execute(update(PersonRow).where(dee).values(news=True))
    words = {group.castle_id: "140 courses"}
    milestones.keep_contributions(transaction, viewer=sam, milestone_id=made.id, words=words)
    thanks_id = thanks.add(
        transaction,
        viewer=sam,
        milestone_id=made.id,
        partner_id=group.castle_id,
        person_id=None,
        words="Thank you for the photos",
        now=NOW,
    )
    return made.id, thanks_id


def _workbook(transaction: Transaction, group: Riverside) -> Upload:
    return uploads.add(
        transaction,
        viewer=group.viewer("sam"),
        name="timetable.xlsx",
        installation_id=group.installation_id,
        reference="F1",
        content=b"[]",
        now=NOW,
    )


def _revision(transaction: Transaction, group: Riverside, upload: Upload, share: Share) -> Revision:
    sam = group.viewer("sam")
    new = NewRevision(
        share_id=share.id,
        commitment_id=share.commitment_id,
        person_id=share.person_id,
        state=RevisionState.ASKED,
        old={"due": DUE.isoformat()},
        new={"due": LATER.isoformat()},
    )
    revisions.add_all(transaction, viewer=sam, upload_id=upload.id, revisions=[new], now=NOW)
    [added] = revisions.of_upload(transaction, viewer=sam, upload_id=upload.id)
    return added


def _post(
    transaction: Transaction, group: Riverside, share: Share, room_id: int
) -> tuple[tuple[int, ...], int]:
    to = Destination(kind=AddressKind.SLACK, installation_id=group.installation_id, external_id="U-MINA")
    new = NewMessage(
        kind=MessageKind.ENVELOPE,
        to=to,
        local_date=NOW.date(),
        part="",
        not_before=NOW,
        person_id=group.person("mina").id,
    )
    message_id = messages.add(transaction, viewer=ENGINE, new=new, now=NOW)
    assert message_id is not None
    for step in ("before-5", "before-1"):
        owed = _owed(group, step, person_id=group.person("mina").id, share_id=share.id)
        deliveries.owe(transaction, viewer=ENGINE, owed=owed, now=NOW)
    in_room = _owed(group, "welcome", room_id=room_id, kind=DeliveryKind.WELCOME)
    deliveries.owe(transaction, viewer=ENGINE, owed=in_room, now=NOW)
    ids = tuple(one.id for one in deliveries.ledger(transaction, viewer=ENGINE))
    deliveries.claim(transaction, viewer=ENGINE, ids=ids[:1], message_id=message_id)
    return ids, message_id


def _owed(group: Riverside, step: str, *, kind: DeliveryKind = DeliveryKind.REMINDER, **to: Any) -> Owed:
    return Owed(
        kind=kind,
        fact="share:1:2026-11-27",
        step=step,
        partnership_id=group.partnership_id,
        due_on=NOW.date(),
        due_at=NOW,
        **to,
    )


def _next_door(transaction: Transaction, group: Riverside) -> tuple[int, int, int, int]:
    val, gus = (
        people.create(transaction, viewer=ENGINE, name=name, zone=LONDON, now=NOW)
        for name in ("Val Marsh", "Gus Field")
    )
    profile = Profile(name="Valley Link", zone=LONDON)
    made = partnerships.create(transaction, viewer=myself(val.id), profile=profile, now=NOW)
    runner = Viewer(person_id=val.id, partnership_id=made.id, role=Role.RUNNER)
    trust = partners.add(transaction, viewer=runner, name="Valley Trust")
    for person_id, role in ((val.id, Role.RUNNER), (gus.id, Role.GUEST)):
        members.add(transaction, viewer=runner, person_id=person_id, role=role, partner_id=trust.id)
    partnerships.open_doors(transaction, viewer=runner, now=NOW)
    people.give_address(
        transaction,
        viewer=runner,
        person_id=val.id,
        kind=AddressKind.WEB,
        installation_id=group.installation_id + 1,
        external_id="val",
    )
    return made.id, trust.id, val.id, gus.id
