"""Suggestions where two do something at once, where nobody can be told, and where words have to wait."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.commitments import ShareState
from bot.domain.deliveries import DeliveryKind
from bot.domain.permissions import Role, Viewer
from bot.domain.revisions import RevisionState
from bot.errors import Busy, Refused
from bot.services import revising, suggestions
from bot.services.imports import putting_back
from bot.services.revising import Holding
from storage import deliveries, members, partnerships, people, revisions, uploads
from storage.database import Database
from tests.edited import DATA, DECEMBER, HALL, NOVEMBER, OCTOBER, Group, edited, gather, say
from tests.workbooks import words_of


@pytest.fixture
def group(database: Database) -> Group:
    return gather(database)


def _suggested(group: Group) -> int:
    group.taken(edited(group.exported(), say(DATA, "By when", DECEMBER)))
    with group.database.read() as transaction:
        [one] = revisions.of_upload(transaction, viewer=group.viewer, upload_id=1)
    return one.id


def _answer(group: Group, revision_id: int, viewer: Viewer, *, fine: bool = True) -> suggestions.Answered:
    return suggestions.answer(
        database=group.database, viewer=viewer, revision_id=revision_id, fine=fine, now=group.now
    )


def test_a_share_that_somebody_changes_just_now_stops_everything(group: Group) -> None:
    action = group.named(DATA)
    stale = replace(action.shares[0], version=99)

    with group.database.write() as transaction, pytest.raises(Busy):
        revising.hold(
            transaction,
            viewer=group.viewer,
            commitment=action,
            share=stale,
            holding=Holding(values={"due": DECEMBER.isoformat()}),
            now=group.now,
        )

    assert group.named(DATA) == action


@pytest.mark.parametrize("state", [RevisionState.AGREED, RevisionState.KEPT])
def test_of_two_who_settle_a_suggestion_the_second_changes_nothing(
    group: Group, state: RevisionState
) -> None:
    _suggested(group)
    with group.database.write() as transaction:
        [seen] = revisions.of_upload(transaction, viewer=group.viewer, upload_id=1)
        first, second = (
            revisions.settle(transaction, viewer=group.viewer, revision=seen, state=state, now=group.now)
            for _ in range(2)
        )

    assert (first, second) == (True, False)


@pytest.mark.parametrize("fine", [True, False])
def test_who_is_not_quick_enough_is_shown_how_it_stands(
    group: Group, monkeypatch: pytest.MonkeyPatch, fine: bool
) -> None:
    revision_id = _suggested(group)
    monkeypatch.setattr(revisions, "settle", lambda *_, **__: False)

    assert not _answer(group, revision_id, group.member("Mina"), fine=fine).changed
    assert group.named(DATA).due == NOVEMBER


def test_who_is_not_quick_enough_puts_nothing_back(group: Group, monkeypatch: pytest.MonkeyPatch) -> None:
    group.taken(edited(group.exported(), say(HALL, "By when", OCTOBER + timedelta(days=7))))
    monkeypatch.setattr(uploads, "put_back", lambda *_, **__: False)

    with pytest.raises(Refused, match="put_back_done"):
        putting_back.put_back(database=group.database, viewer=group.viewer, upload_id=1, now=group.now)

    assert group.named(HALL).due == OCTOBER + timedelta(days=7)


def test_who_sent_it_and_answers_for_somebody_is_not_told_of_it(group: Group) -> None:
    revision_id = _suggested(group)

    answered = _answer(group, revision_id, group.viewer, fine=False)

    assert answered.changed
    assert _owed(group) == {"changed"}


def _owed(group: Group) -> set[str]:
    with group.database.read() as transaction:
        owed = deliveries.ledger(transaction, viewer=group.viewer)
    return {one.owed.step for one in owed if one.owed.kind is DeliveryKind.CHANGED}


def test_somebody_who_is_no_member_any_more_cannot_answer(group: Group) -> None:
    revision_id = _suggested(group)
    with group.database.write() as transaction:
        joana = people.create(
            transaction, viewer=group.viewer, name="Joana Pereira", zone=None, now=group.now
        )
    gone = Viewer(
        person_id=joana.id,
        partnership_id=group.partnership_id,
        role=Role.CO_ORDINATOR,
        partner_id=group.partner_id("Castle"),
    )

    with pytest.raises(LookupError, match="has left while answering"):
        _answer(group, revision_id, gone)

    assert group.named(DATA).due == NOVEMBER


def test_words_wait_also_for_who_need_not_be_asked_themselves(group: Group) -> None:
    half = group.add("Choose a date", OCTOBER, ("Mina", "Castle"), ("Kwame", "Meadow"))
    kwames = next(share for share in half.shares if share.person_id == group.person_id("Kwame"))
    with group.database.write() as transaction:
        revising.hold(
            transaction,
            viewer=group.viewer,
            commitment=half,
            share=kwames,
            holding=Holding(values={"person_id": kwames.person_id}),
            now=group.now,
        )

    group.taken(edited(group.exported(), say("Choose a date", "What", "Agree on a date")))

    assert {share.state for share in group.named("Choose a date").shares} == {
        ShareState.ACCEPTED,
        ShareState.PROPOSED,
    }
    with group.database.read() as transaction:
        found = revisions.of_upload(transaction, viewer=group.viewer, upload_id=1)
    assert [one.state for one in found] == [RevisionState.ASKED]


def test_a_draft_is_changed_at_once_for_nobody_has_heard_of_it(group: Group) -> None:
    content = edited(group.exported(), say(DATA, "By when", DECEMBER))
    with group.database.write() as transaction:
        transaction.connection.exec_driver_sql("UPDATE partnerships SET state = 'draft'")
        assert partnerships.get(transaction, viewer=group.viewer).state.value == "draft"

    made = group.taken(content)

    assert group.named(DATA).due == DECEMBER
    assert "Nobody is told." in words_of(made)
    assert _owed(group) == set()


def test_whose_doors_were_shut_since_is_told_nothing(group: Group) -> None:
    with group.database.write() as transaction:
        suggestions.owe(transaction, viewer=group.viewer, upload_id=1, person_ids={999}, now=group.now)
        assert members.member(transaction, viewer=group.viewer, person_id=999) is None

    assert _owed(group) == set()


def test_putting_back_is_for_who_may_import(group: Group) -> None:
    group.taken(edited(group.exported(), say(HALL, "By when", OCTOBER + timedelta(days=7))))
    mina = group.member("Mina")

    with pytest.raises(Refused, match="not_for_your_role"):
        putting_back.put_back(database=group.database, viewer=mina, upload_id=1, now=group.now)
