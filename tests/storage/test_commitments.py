"""Commitments, their shares, and who may see them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.commitments import Commitment, EventKind, NewShare, Share, ShareState, Wording
from bot.domain.importance import Importance
from bot.domain.permissions import ENGINE, Role, Viewer, myself
from bot.domain.renegotiations import RenegotiationKind, RenegotiationState
from bot.errors import Refused
from storage import commitments, notes, renegotiations, shares
from storage.database import Database
from tests import riverside
from tests.riverside import Riverside

NOW = datetime(2026, 9, 10, 7, 30, tzinfo=UTC)
DUE = date(2026, 11, 27)
LATER = date(2026, 12, 4)
STRANGER = Viewer(person_id=99, partnership_id=99, role=Role.RUNNER)


@pytest.fixture
def group(database: Database) -> Riverside:
    return riverside.build(database)


def _add(group: Riverside, *held: NewShare, title: str = "Send course data", due: date = DUE) -> Commitment:
    mina = NewShare(partner_id=group.castle_id, person_id=group.person("mina").id)
    with group.database.write() as transaction:
        return commitments.add(
            transaction,
            viewer=group.viewer("sam"),
            wording=Wording(
                title=title, heading="Prospectus", done_when="in the sheet", why="it", if_not="no"
            ),
            due=due,
            importance=Importance.CRITICAL,
            last_safe=LATER,
            all_partners=False,
            shares=held or (mina,),
            now=NOW,
        )


def _titles(found: Sequence[Commitment]) -> list[str]:
    return [commitment.wording.title for commitment in found]


def test_commitment_comes_back_as_it_was_written(group: Riverside) -> None:
    written = _add(group)

    with group.database.read() as transaction:
        stored = commitments.get(transaction, viewer=group.viewer("mina"), commitment_id=written.id)
        adders = commitments.adders(transaction, viewer=group.viewer("mina"), commitment_ids=[written.id])

    [share] = stored.shares
    assert stored == Commitment(
        id=written.id,
        partnership_id=group.partnership_id,
        wording=Wording(
            title="Send course data", heading="Prospectus", done_when="in the sheet", why="it", if_not="no"
        ),
        due=DUE,
        importance=Importance.CRITICAL,
        last_safe=LATER,
        all_partners=False,
        shares=(share,),
    )
    assert share == Share(
        id=share.id,
        commitment_id=written.id,
        partner_id=group.castle_id,
        person_id=group.person("mina").id,
        role_word="",
        state=ShareState.PROPOSED,
        own_due=None,
        agreed_on=None,
        stuck_because="",
        stuck_words="",
        rested_on=None,
        done_at=None,
        version=1,
    )
    assert adders == {written.id: group.person("sam").id}


@pytest.mark.parametrize(
    ("state", "agreed_on", "event"),
    [
        (ShareState.PROPOSED, None, EventKind.PROPOSED),
        (ShareState.ACCEPTED, None, EventKind.ACCEPTED),
        (ShareState.ACCEPTED, date(2026, 9, 1), EventKind.AGREED_AT_MEETING),
        (ShareState.DONE, None, EventKind.DONE),
    ],
)
def test_first_event_says_how_a_share_began(
    group: Riverside, state: ShareState, agreed_on: date | None, event: EventKind
) -> None:
    new = NewShare(partner_id=group.castle_id, person_id=None, state=state, agreed_on=agreed_on)
    [share] = _add(group, new).shares

    with group.database.read() as transaction:
        [noted] = shares.events_of(transaction, viewer=group.viewer("sam"), share_id=share.id)

    assert (noted.kind, noted.actor_id, noted.at) == (event, group.person("sam").id, NOW)


@pytest.mark.parametrize("viewer", [STRANGER, myself(99)])
def test_other_partnerships_are_out_of_sight(group: Riverside, viewer: Viewer) -> None:
    written = _add(group)
    [share] = written.shares

    with pytest.raises(Refused, match="action_gone"):
        _ask(group, share, viewer=viewer)
    with group.database.write() as transaction:
        with pytest.raises(Refused, match="action_gone"):
            commitments.get(transaction, viewer=viewer, commitment_id=written.id)
        with pytest.raises(Refused, match="action_gone"):
            commitments.of_share(transaction, viewer=viewer, share_id=share.id)
        with pytest.raises(Refused, match="action_gone"):
            shares.note_event(transaction, viewer=viewer, share_id=share.id, kind=EventKind.DONE, now=NOW)
        assert commitments.all_of(transaction, viewer=viewer) == ()
        assert commitments.held_by(transaction, viewer=viewer, person_id=group.person("mina").id) == ()
        assert commitments.adders(transaction, viewer=viewer, commitment_ids=[written.id]) == {}
        assert shares.events_of(transaction, viewer=viewer, share_id=share.id) == ()
        assert not shares.change(
            transaction, viewer=viewer, share_id=share.id, version=1, state=ShareState.DONE
        )
        commitments.move(transaction, viewer=viewer, commitment_id=written.id, due=LATER)
        assert commitments.get(transaction, viewer=group.viewer("sam"), commitment_id=written.id) == written


def test_share_that_never_was_is_gone(group: Riverside) -> None:
    with group.database.read() as transaction, pytest.raises(Refused, match="action_gone"):
        commitments.of_share(transaction, viewer=group.viewer("sam"), share_id=12345)


def test_sweep_sees_every_partnership(group: Riverside) -> None:
    written = _add(group)

    with group.database.read() as transaction:
        assert commitments.all_of(transaction, viewer=ENGINE) == (written,)
        assert commitments.all_of(transaction, viewer=group.engine) == (written,)


def test_change_is_made_once_a_version(group: Riverside) -> None:
    [share] = _add(group).shares
    viewer = group.viewer("mina")

    with group.database.write() as transaction:
        first = shares.change(
            transaction, viewer=viewer, share_id=share.id, version=1, state=ShareState.ACCEPTED
        )
        second = shares.change(
            transaction, viewer=viewer, share_id=share.id, version=1, state=ShareState.DECLINED
        )
        _, now = commitments.of_share(transaction, viewer=viewer, share_id=share.id)

    assert (first, second) == (True, False)
    assert now == replace(share, state=ShareState.ACCEPTED, version=2)


def test_all_of_is_soonest_first_and_within_its_dates(group: Riverside) -> None:
    _add(group, title="December", due=LATER)
    _add(group, title="November")
    [moved] = _add(group, title="September", due=date(2026, 9, 30)).shares
    viewer = group.viewer("sam")

    with group.database.write() as transaction:
        shares.change(transaction, viewer=viewer, share_id=moved.id, version=1, own_due=DUE)
        everything = commitments.all_of(transaction, viewer=viewer)
        since = commitments.all_of(transaction, viewer=viewer, since=DUE)
        until = commitments.all_of(transaction, viewer=viewer, until=DUE)
        none = commitments.all_of(transaction, viewer=viewer, since=LATER + timedelta(days=1))

    assert _titles(everything) == ["September", "November", "December"]
    assert _titles(since) == ["September", "November", "December"]
    assert _titles(until) == ["September", "November"]
    assert none == ()


def test_until_finds_a_share_that_was_granted_an_earlier_date(group: Riverside) -> None:
    [share] = _add(group, due=LATER).shares
    viewer = group.viewer("sam")

    with group.database.write() as transaction:
        shares.change(transaction, viewer=viewer, share_id=share.id, version=1, own_due=DUE)

        assert len(commitments.all_of(transaction, viewer=viewer, until=DUE)) == 1


def test_held_by_gives_what_is_open_soonest_first(group: Riverside) -> None:
    mina = NewShare(partner_id=group.castle_id, person_id=group.person("mina").id)
    dee = NewShare(partner_id=group.brook_lane_id, person_id=group.person("dee").id)
    _add(group, mina, dee, title="Shared", due=LATER)
    _add(group, mina, title="Hers")
    _add(group, replace(mina, state=ShareState.DONE), title="Done")
    person_id = group.person("mina").id

    with group.database.read() as transaction:
        held = commitments.held_by(transaction, viewer=group.viewer("sam"), person_id=person_id)
        own = commitments.held_by(transaction, viewer=myself(person_id), person_id=person_id)
        of_another = commitments.held_by(
            transaction, viewer=myself(group.person("rob").id), person_id=person_id
        )

    assert [(commitment.wording.title, share.person_id) for commitment, share in held] == [
        ("Hers", person_id),
        ("Shared", person_id),
    ]
    assert own == held
    assert of_another == ()


@pytest.mark.parametrize(
    ("reader", "words"), [("sam", "We are rivals"), ("mina", "We are rivals"), ("rob", ""), ("grace", "")]
)
def test_words_of_somebody_stuck_are_for_the_runner_and_themselves(
    group: Riverside, reader: str, words: str
) -> None:
    [share] = _add(group).shares

    with group.database.write() as transaction:
        shares.change(
            transaction,
            viewer=group.viewer("mina"),
            share_id=share.id,
            version=1,
            stuck_because="Money",
            stuck_words="We are rivals",
        )
        _, seen = commitments.of_share(transaction, viewer=group.viewer(reader), share_id=share.id)

    assert (seen.stuck_because, seen.stuck_words) == ("Money", words)


def test_notes_are_the_runners_alone(group: Riverside) -> None:
    written = _add(group)

    with group.database.write() as transaction:
        for text in ("Ring first", "Amber"):
            notes.add(transaction, viewer=group.viewer("grace"), commitment_id=written.id, text=text, now=NOW)
        read = {
            name: notes.of_commitment(transaction, viewer=group.viewer(name), commitment_id=written.id)
            for name in ("sam", "grace", "mina")
        }

    assert read == {"sam": ("Ring first", "Amber"), "grace": (), "mina": ()}


def _ask(group: Riverside, share: Share, *, viewer: Viewer, asked: bool = True) -> int:
    with group.database.write() as transaction:
        return renegotiations.add(
            transaction,
            viewer=viewer,
            share_id=share.id,
            kind=RenegotiationKind.MORE_TIME,
            state=RenegotiationState.ASKED if asked else RenegotiationState.AGREED,
            old_due=DUE,
            new_due=LATER,
            reason="Two tutors are away",
            now=NOW,
        ).id


@pytest.mark.parametrize(
    ("reader", "reason"),
    [("sam", "Two tutors are away"), ("mina", "Two tutors are away"), ("grace", ""), ("rob", "")],
)
def test_reason_is_for_the_runner_and_who_wrote_it(group: Riverside, reader: str, reason: str) -> None:
    [share] = _add(group).shares
    _ask(group, share, viewer=group.viewer("mina"))

    with group.database.read() as transaction:
        move = renegotiations.asked_of_share(transaction, viewer=group.viewer(reader), share_id=share.id)

    assert move is not None
    assert move.reason == reason


def test_move_is_decided_once(group: Riverside) -> None:
    [share] = _add(group).shares
    asked = _ask(group, share, viewer=group.viewer("mina"))
    viewer = group.viewer("sam")

    with group.database.write() as transaction:
        settled = [
            renegotiations.decide(
                transaction,
                viewer=who,
                renegotiation_id=asked,
                state=RenegotiationState.AGREED,
                now=NOW,
            )
            for who in (STRANGER, viewer, viewer)
        ]
        [move] = renegotiations.of_share(transaction, viewer=viewer, share_id=share.id)

    assert settled == [False, True, False]
    assert move.state is RenegotiationState.AGREED


def test_newest_wish_waits_and_all_can_be_withdrawn(group: Riverside) -> None:
    [share] = _add(group).shares
    _ask(group, share, viewer=group.viewer("mina"))
    newest = _ask(group, share, viewer=group.viewer("mina"))
    _ask(group, share, viewer=group.viewer("mina"), asked=False)
    viewer = group.viewer("sam")

    with group.database.write() as transaction:
        waiting = renegotiations.asked_of_share(transaction, viewer=viewer, share_id=share.id)
        count = len(renegotiations.asked_in(transaction, viewer=viewer))
        renegotiations.withdraw(transaction, viewer=viewer, share_id=share.id, now=NOW)
        states = [move.state for move in renegotiations.all_of(transaction, viewer=viewer)]

    assert waiting is not None
    assert (waiting.id, count) == (newest, 2)
    assert states == [
        RenegotiationState.WITHDRAWN,
        RenegotiationState.WITHDRAWN,
        RenegotiationState.AGREED,
    ]


def test_move_of_another_partnership_is_gone(group: Riverside) -> None:
    [share] = _add(group).shares
    asked = _ask(group, share, viewer=group.viewer("mina"))

    with group.database.read() as transaction, pytest.raises(Refused, match="action_gone"):
        renegotiations.get(transaction, viewer=STRANGER, renegotiation_id=asked)
