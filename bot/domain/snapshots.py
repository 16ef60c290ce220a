"""A snapshot: the workbook as it was on one day, kept so that what changed since can be told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any, Final

from bot.domain.commitments import GONE_STATES, Commitment, Share, ShareState
from bot.domain.importance import Importance

CONTENT_KEPT: Final = timedelta(days=395)
"""Thirteen months: how long the file of a scheduled workbook is kept."""


class SnapshotKind(Enum):
    """SCHEDULED is sent by itself on a rhythm; SHARED and PRIVATE were asked for."""

    SCHEDULED = "scheduled"
    SHARED = "shared"
    PRIVATE = "private"


class SnapshotState(Enum):
    """FAILED ones were tried again as often as is sensible, and are told to the runner."""

    PENDING = "pending"
    MADE = "made"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A snapshot as stored. `rows` has the actions as they were, in the form in which they are kept.

    `on` is a date of the partnership's calendar. `token` stands in the file, `key` names the occasion.
    """

    id: int
    partnership_id: int
    person_id: int | None
    kind: SnapshotKind
    key: str
    token: str
    on: date
    state: SnapshotState
    name: str
    rows: Mapping[str, Any] | None
    attempts: int
    next_at: datetime | None
    error: str
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptShare:
    """What one partner had promised of an action. `person` is a name, a role's word, or "" for nobody yet."""

    id: int
    partner_id: int
    partner: str
    person_id: int | None
    person: str
    state: ShareState
    own_due: date | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAction:
    """One action as it was, with all of its shares, the declined and dropped ones too."""

    id: int
    title: str
    heading: str
    done_when: str
    why: str
    due: date
    last_safe: date | None
    importance: Importance
    all_partners: bool
    shares: tuple[KeptShare, ...]

    @property
    def remaining(self) -> tuple[KeptShare, ...]:
        return tuple(share for share in self.shares if share.state not in GONE_STATES)

    def due_of(self, share: KeptShare) -> date:
        return share.own_due or self.due


class ChangeKind(Enum):
    """What can have become of an action since, in the order in which it is told."""

    NEW = "new"
    DONE = "done"
    MOVED = "moved"
    HANDED_OVER = "handed_over"
    AGREED = "agreed"
    REWORDED = "reworded"
    OPEN_AGAIN = "open_again"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changed in one action, for these shares of it.

    MOVED has `old_due`, and `due` is always the date that holds now. HANDED_OVER and REWORDED have `was` and `now`.
    """

    kind: ChangeKind
    action_id: int
    title: str
    partners: tuple[str, ...]
    all_partners: bool
    share_ids: tuple[int, ...]
    due: date
    old_due: date | None = None
    was: str = ""
    now: str = ""


def kept_of(commitment: Commitment, *, partners: Mapping[int, str], people: Mapping[int, str]) -> KeptAction:
    """Return an action as it is kept. `partners` and `people` are names by id."""
    wording = commitment.wording
    return KeptAction(
        id=commitment.id,
        title=wording.title,
        heading=wording.heading,
        done_when=wording.done_when,
        why=wording.why,
        due=commitment.due,
        last_safe=commitment.last_safe,
        importance=commitment.importance,
        all_partners=commitment.all_partners,
        shares=tuple(_kept_share(share, partners, people) for share in commitment.shares),
    )


def diff(old: Sequence[KeptAction], new: Sequence[KeptAction]) -> tuple[Change, ...]:
    """Return what changed between two snapshots: by kind, and within a kind soonest first."""
    before, after = ({one.id: one for one in actions} for actions in (old, new))
    found = [
        change
        for number in before.keys() | after.keys()
        for change in _changes(before.get(number), after.get(number))
    ]
    kinds = list(ChangeKind)
    return tuple(sorted(found, key=lambda one: (kinds.index(one.kind), one.due, one.title, one.share_ids)))


def _kept_share(share: Share, partners: Mapping[int, str], people: Mapping[int, str]) -> KeptShare:
    return KeptShare(
        id=share.id,
        partner_id=share.partner_id,
        partner=partners.get(share.partner_id, ""),
        person_id=share.person_id,
        person=share.role_word or people.get(share.person_id or 0, ""),
        state=share.state,
        own_due=share.own_due,
        version=share.version,
    )


def _changes(old: KeptAction | None, new: KeptAction | None) -> Iterator[Change]:
    was_there = old is not None and bool(old.remaining)
    is_there = new is not None and bool(new.remaining)
    if old is None or not was_there:
        if new is not None and is_there:
            yield _change(ChangeKind.NEW, new, new.remaining)
    elif new is None or not is_there:
        yield _change(ChangeKind.DROPPED, new or old, old.remaining)
    else:
        yield from _within(old, new)


def _within(old: KeptAction, new: KeptAction) -> Iterator[Change]:
    """What changed in an action that was there and still is."""
    before = {share.id: share for share in old.remaining}
    after = {share.id: share for share in new.remaining}
    pairs = [(before[number], after[number]) for number in after if number in before]
    yield from _grouped(ChangeKind.NEW, new, [share for share in new.remaining if share.id not in before])
    yield from _grouped(ChangeKind.DROPPED, new, [share for share in old.remaining if share.id not in after])
    for kind in (ChangeKind.DONE, ChangeKind.OPEN_AGAIN, ChangeKind.AGREED):
        yield from _grouped(kind, new, [now for was, now in pairs if _became(was.state, now.state) is kind])
    yield from _moved(old, new, pairs)
    for was, now in pairs:
        if was.person and now.person and was.person != now.person:
            yield _change(ChangeKind.HANDED_OVER, new, [now], was=was.person, now=now.person)
    if old.title != new.title:
        yield _change(ChangeKind.REWORDED, new, new.remaining, was=old.title, now=new.title)


def _became(was: ShareState, now: ShareState) -> ChangeKind | None:
    """What is told of a share that was in one state and is in another."""
    if was is now:
        return None
    if now is ShareState.DONE:
        return ChangeKind.DONE
    return ChangeKind.OPEN_AGAIN if was is ShareState.DONE else ChangeKind.AGREED


def _moved(
    old: KeptAction, new: KeptAction, pairs: Sequence[tuple[KeptShare, KeptShare]]
) -> Iterator[Change]:
    """Shares that moved together are one change."""
    moves: dict[tuple[date, date], list[KeptShare]] = {}
    for was, now in pairs:
        dates = (old.due_of(was), new.due_of(now))
        if dates[0] != dates[1]:
            moves.setdefault(dates, []).append(now)
    for (old_due, _), shares in moves.items():
        yield _change(ChangeKind.MOVED, new, shares, old_due=old_due)


def _grouped(kind: ChangeKind, action: KeptAction, shares: Sequence[KeptShare]) -> Iterator[Change]:
    if shares:
        yield _change(kind, action, shares)


def _change(
    kind: ChangeKind,
    action: KeptAction,
    shares: Sequence[KeptShare],
    *,
    old_due: date | None = None,
    was: str = "",
    now: str = "",
) -> Change:
    everybody = action.all_partners and len(shares) == len(action.remaining)
    return Change(
        kind=kind,
        action_id=action.id,
        title=action.title,
        partners=tuple(sorted({share.partner for share in shares}, key=str.casefold)),
        all_partners=everybody,
        share_ids=tuple(share.id for share in shares),
        due=action.due_of(shares[0]),
        old_due=old_due,
        was=was,
        now=now,
    )
