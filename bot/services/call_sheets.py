"""The call sheet: one call a partner a week for who uses the telephone, and what was heard on it."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Final

from bot.domain.calendars import local_date
from bot.domain.call_sheets import Heard, answers_to, rung_this_week, stands_on_sheet
from bot.domain.contacts import ContactKind, last_spoken, rests_until
from bot.domain.items import ItemView
from bot.domain.partners import Partner
from bot.domain.people import Hour
from bot.domain.permissions import Intent, Viewer
from bot.domain.rung_questions import Shown
from bot.domain.stuck import SOMETHING_ELSE
from bot.errors import Refused
from bot.messages import call_sheet as wording
from bot.messages.call_sheet import Said, Sheet
from bot.messages.checkins import phone
from bot.services import calls, guard, items, moves, progress, promises
from bot.services.checkins import by_phone
from bot.services.days import read_day
from bot.services.due_days import ASKED
from bot.services.lengths import require_room
from bot.services.moves import NewDate
from bot.services.ports import Transaction, Transactions
from bot.services.presses import Outcome, Pressed
from bot.services.promises import NotForMe
from storage import audit
from storage import commitments as stored_commitments
from storage import contacts as stored_contacts
from storage import members as stored_members
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage.database import Joined

MOST: Final = 8
"""More is no call but a meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was heard about one share, as it was seen; `day` is the new date as it was typed."""

    pressed: Pressed
    heard: Heard
    day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Everything that was heard on one call. `check_in` is what was said to the question of the check-in, as `shown`."""

    answers: tuple[Answer, ...]
    words: str = ""
    asked: str = ""
    check_in: str = ""
    shown: Shown | None = None

    @property
    def digest(self) -> str:
        """A short name of it, another one as soon as any of it changes: what was read back is what is kept."""
        return hashlib.blake2s(repr(self).encode(), digest_size=6).hexdigest()


_NOTHING_SAID: Final = Talk(answers=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What came of a call: what was kept, and the titles of what had moved on meanwhile."""

    sheet: Sheet
    said: tuple[Said, ...]
    moved_on: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """What is said aloud before it is kept. `moved_on`: the question of the check-in was left out of `talk`, for it has."""

    sheet: Sheet
    said: tuple[Said, ...]
    talk: Talk
    moved_on: bool = False


def offered(transaction: Transaction, *, viewer: Viewer, now: datetime) -> tuple[Sheet, ...]:
    """Return the sheets of partners who are reached by telephone, have something to talk about, and were not rung this week."""
    everything = stored_contacts.all_of(transaction, viewer=viewer)
    found: list[Sheet] = []
    for partner in stored_partners.all_of(transaction, viewer=viewer):
        speaker = stored_members.co_ordinator_of(transaction, viewer=viewer, partner_id=partner.id)
        if not calls.is_rung(transaction, viewer=viewer, partner=partner, membership=speaker):
            continue
        sheet = _sheet(transaction, viewer, partner, now)
        rests = rests_until(one for one in everything if one.partner_id == partner.id)
        if sheet.things and sheet.rung_on is None and (rests is None or rests < sheet.today):
            found.append(sheet)
    return tuple(found)


def look(
    *, database: Transactions, viewer: Viewer, partner_id: int, now: datetime, shown: Shown | None = None
) -> Sheet:
    """Return one sheet. What was typed to a question that was `shown` is never put under another one.

    Raises `Refused` (not_for_your_role, partner_gone, partner_writes).
    """
    guard.require(viewer=viewer, intent=Intent.CALL_SHEET)
    with database.read() as transaction:
        sheet = _looked_at(transaction, viewer, partner_id, now)
        if shown is None or (sheet.shown is not None and sheet.shown.place == shown.place):
            return sheet
        question = by_phone.question_of(transaction, viewer=viewer, seen=shown)
        return replace(sheet, question=question, shown=shown, promise="")


def record(
    *, database: Transactions, viewer: Viewer, partner_id: int, kind: ContactKind, now: datetime
) -> Sheet:
    """**Left word**, **No answer** or **Wrong number**: it counts as our call, and says nothing about them.

    Raises `Refused` (not_for_your_role, partner_gone, partner_writes) before anything is written.
    """
    guard.require(viewer=viewer, intent=Intent.CALL_SHEET)
    with database.write() as transaction:
        sheet = _looked_at(transaction, viewer, partner_id, now)
        _write(transaction, viewer, sheet, kind=kind, now=now)
        return sheet


def read_back(
    *, database: Transactions, viewer: Viewer, partner_id: int, talk: Talk, now: datetime
) -> ReadBack:
    """Return what was heard, to be said aloud before it is kept. Nothing is written.

    Raises `Refused` (not_for_your_role, partner_gone, partner_writes, date_…, too_long, and as `by_phone.still`).
    """
    guard.require(viewer=viewer, intent=Intent.CALL_SHEET)
    with database.read() as transaction:
        sheet = _looked_at(transaction, viewer, partner_id, now)
        said = _read(sheet, talk)
        if talk.check_in and _heard(transaction, viewer, partner_id, talk, now) is None:
            left = replace(talk, check_in="", shown=None)
            return ReadBack(sheet=sheet, said=said, talk=left, moved_on=True)
        return ReadBack(sheet=replace(sheet, shown=talk.shown or sheet.shown), said=said, talk=talk)


def keep(*, database: Transactions, viewer: Viewer, partner_id: int, talk: Talk, now: datetime) -> Kept:
    """Keep what was heard as if they had pressed themselves, all of it or nothing, marked as heard by phone.

    Raises `Refused` (as `read_back`, and what the answers themselves raise), each at its field.
    """
    guard.require(viewer=viewer, intent=Intent.CALL_SHEET)
    with database.write() as transaction:
        sheet = _looked_at(transaction, viewer, partner_id, now)
        said = _read(sheet, talk)
        check_in = _heard(transaction, viewer, partner_id, talk, now)
        joined = Joined(transaction)
        kept = [
            (one, _apply(joined, viewer, answer, talk.words, now).changed)
            for answer, one in zip(_discussed(sheet, talk), said, strict=True)
        ]
        told = check_in is not None and by_phone.keep(transaction, viewer=viewer, heard=check_in, now=now)
        heard = tuple(one for one, changed in kept if changed)
        if heard or not _is_written(transaction, viewer, sheet, talk):
            _write(transaction, viewer, sheet, kind=ContactKind.SPOKE, talk=talk, now=now)
        return Kept(
            sheet=sheet,
            said=heard,
            moved_on=(
                *(one.title for one, changed in kept if not changed),
                *_gone(transaction, viewer, sheet, talk),
                *([phone.THE_QUESTION] if talk.check_in and not told else []),
            ),
        )


def _looked_at(transaction: Transaction, viewer: Viewer, partner_id: int, now: datetime) -> Sheet:
    partner = calls.partner_of(transaction, viewer=viewer, partner_id=partner_id)
    speaker = stored_members.co_ordinator_of(transaction, viewer=viewer, partner_id=partner.id)
    if not calls.is_rung(transaction, viewer=viewer, partner=partner, membership=speaker):
        raise Refused("partner_writes", partner=partner.name)
    return _sheet(transaction, viewer, partner, now)


def _sheet(transaction: Transaction, viewer: Viewer, partner: Partner, now: datetime) -> Sheet:
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    today = local_date(now=now, zone=partnership.zone)
    speaker = stored_members.co_ordinator_of(transaction, viewer=viewer, partner_id=partner.id)
    contacts = [
        one for one in stored_contacts.all_of(transaction, viewer=viewer) if one.partner_id == partner.id
    ]
    spoken = last_spoken(contacts)
    question = by_phone.question_for(transaction, viewer=viewer, partner_id=partner.id, now=now)
    runner = stored_members.runner_of(transaction, viewer=viewer)
    return Sheet(
        partnership_id=partnership.id,
        partnership=partnership.name,
        partner_id=partner.id,
        partner=partner.name,
        name=speaker.person.name if speaker else "",
        number=calls.number_of(transaction, viewer=viewer, membership=speaker),
        hour=speaker.person.rhythm.hour if speaker else Hour.START_OF_DAY,
        today=today,
        items=_items(transaction, viewer, partner, now),
        rung_on=rung_this_week(contacts, today=today),
        spoken_on=spoken.on if spoken else None,
        said=spoken.words if spoken else "",
        asked=spoken.asked if spoken else "",
        question=question.question if question else None,
        runner=runner.person.first_name if runner else "",
        shown=by_phone.shown(transaction, viewer=viewer, asked=question),
        promise=by_phone.promise(transaction, viewer=viewer, asked=question, partner=partner.name),
    )


def _items(transaction: Transaction, viewer: Viewer, partner: Partner, now: datetime) -> tuple[ItemView, ...]:
    pairs = [
        (commitment, share)
        for commitment in stored_commitments.still_open(transaction, viewer=viewer)
        for share in commitment.shares
        if share.partner_id == partner.id and share.is_open
    ]
    views = items.views(transaction, viewer=viewer, pairs=pairs, now=now)
    found = [view for view in views if stands_on_sheet(view, calendar=partner.calendar)]
    return tuple(sorted(found, key=lambda view: (view.due, view.share.id))[:MOST])


def _heard(
    transaction: Transaction, viewer: Viewer, partner_id: int, talk: Talk, now: datetime
) -> by_phone.Heard | None:
    seen, said = talk.shown, talk.check_in
    return by_phone.heard(transaction, viewer=viewer, partner_id=partner_id, seen=seen, said=said, now=now)


def _is_written(transaction: Transaction, viewer: Viewer, sheet: Sheet, talk: Talk) -> bool:
    """Whether this talk stands in the file already: the same was pressed twice."""
    words, asked = talk.words.strip(), talk.asked.strip()
    return any(
        (one.partner_id, one.on, one.kind, one.words, one.asked)
        == (sheet.partner_id, sheet.today, ContactKind.SPOKE, words, asked)
        for one in stored_contacts.all_of(transaction, viewer=viewer)
    )


def _discussed(sheet: Sheet, talk: Talk) -> list[Answer]:
    """Return what was talked about and still is as it was seen on the sheet."""
    as_seen = {(view.share.id, view.share.version) for view in sheet.items}
    return [
        one
        for one in talk.answers
        if one.heard is not Heard.NOT_DISCUSSED and (one.pressed.share_id, one.pressed.version) in as_seen
    ]


def _gone(transaction: Transaction, viewer: Viewer, sheet: Sheet, talk: Talk) -> list[str]:
    """Return the titles of what was talked about and has moved on since: somebody was quicker."""
    discussed = {one.pressed.share_id for one in _discussed(sheet, talk)}
    talked = {
        one.pressed.share_id
        for one in talk.answers
        if one.heard is not Heard.NOT_DISCUSSED and one.pressed.share_id not in discussed
    }
    return [
        commitment.wording.title
        for commitment in stored_commitments.all_of(transaction, viewer=viewer)
        for share in commitment.shares
        if share.id in talked and share.partner_id == sheet.partner_id
    ]


def _read(sheet: Sheet, talk: Talk) -> tuple[Said, ...]:
    """Return what was heard, in words that can be read back."""
    require_room(talk.words, field="words", most=wording.WORDS_LENGTH)
    require_room(talk.asked, field="asked", most=wording.WORDS_LENGTH)
    views = {view.share.id: view for view in sheet.items}
    return tuple(_said(views[one.pressed.share_id], one, sheet.today) for one in _discussed(sheet, talk))


def _said(view: ItemView, answer: Answer, today: date) -> Said:
    if answer.heard not in answers_to(view.share.state):
        raise Refused("action_gone")
    day = view.due
    if answer.heard is Heard.MORE_TIME:
        day = read_day(text=answer.day, field=f"date-{view.share.id}", today=today)
    return Said(title=view.title, heard=answer.heard, day=day)


def _apply(joined: Joined, viewer: Viewer, answer: Answer, words: str, now: datetime) -> Outcome:
    """Do what they would have pressed. Raises `Refused` at the field of this answer."""
    try:
        if answer.heard is Heard.MORE_TIME:
            return _move(joined, viewer, answer, now)
        press = _PRESSES.get(answer.heard) or partial(progress.stuck, because=SOMETHING_ELSE, words=words)
        return press(database=joined, viewer=viewer, pressed=answer.pressed, now=now)
    except Refused as refused:
        share_id = answer.pressed.share_id
        field = (
            f"date-{share_id}" if refused.field == "date" else f"answer-{share_id}.{answer.pressed.version}"
        )
        raise Refused(refused.key, field=field, **refused.parameters) from refused


def _move(joined: Joined, viewer: Viewer, answer: Answer, now: datetime) -> Outcome:
    """A new date: of what is only proposed a suggestion, else **Need more time**. On the phone nobody ticks boxes."""
    with joined.read() as transaction:
        _, share = stored_commitments.of_share(transaction, viewer=viewer, share_id=answer.pressed.share_id)
    move: Callable[..., Outcome] = (
        moves.suggest if Heard.ACCEPTS in answers_to(share.state) else moves.ask_for_time
    )
    wanted = NewDate(day=answer.day, confirmed=ASKED)
    return move(database=joined, viewer=viewer, pressed=answer.pressed, wanted=wanted, now=now)


_PRESSES: Final[Mapping[Heard, Callable[..., Outcome]]] = {
    Heard.DONE: progress.done,
    Heard.ON_TRACK: progress.on_track,
    Heard.ACCEPTS: promises.accept,
    Heard.NOT_FOR_THEM: partial(promises.not_for_me, answer=NotForMe.WE_CANNOT),
}


def _write(
    transaction: Transaction,
    viewer: Viewer,
    sheet: Sheet,
    *,
    kind: ContactKind,
    talk: Talk = _NOTHING_SAID,
    now: datetime,
) -> None:
    stored_contacts.add(
        transaction,
        viewer=viewer,
        partner_id=sheet.partner_id,
        person_id=None,
        kind=kind,
        on=sheet.today,
        words=talk.words.strip(),
        asked=talk.asked.strip(),
        now=now,
    )
    subject = f"partner:{sheet.partner_id}"
    audit.write(transaction, viewer=viewer, act=f"rang_{kind.value}", subject=subject, now=now)
