"""Concerns as stored: raised, changed once, and what is left of them without anybody's name."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from bot.domain.concerns import About, Concern, ConcernState, MayKnow
from bot.domain.permissions import myself
from storage import concerns
from storage.concerns import NewConcern, Past
from tests.riverside import NOW, Riverside

LATER = NOW + timedelta(days=1)


def _new(group: Riverside) -> NewConcern:
    sam = group.person("sam").id
    return NewConcern(
        raiser_id=group.person("mina").id,
        partner_id=group.castle_id,
        words="w" * 10_000,
        would_help="A call",
        may_know=MayKnow.WITHOUT_MY_NAME,
        about=About.OTHERS,
        owner_id=sam,
        told=frozenset({sam, group.person("grace").id}),
        named=frozenset({sam}),
        about_ids=frozenset({group.person("rob").id}),
        since=NOW.date(),
    )


def _add(group: Riverside) -> Concern:
    with group.database.write() as transaction:
        concern_id = concerns.add(transaction, viewer=group.viewer("mina"), new=_new(group), now=NOW)
        return concerns.get(transaction, viewer=group.viewer("mina"), concern_id=concern_id)


def _change(group: Riverside, seen: Concern, *, theme: str | None = None, **columns: object) -> bool:
    then: Concern = replace(seen, version=seen.version + 1, **columns)  # type: ignore[arg-type]  # Names and values are the caller's.
    with group.database.write() as transaction:
        return concerns.change(
            transaction, viewer=group.viewer("sam"), seen=seen, then=then, now=LATER, theme=theme
        )


def _get(group: Riverside, concern_id: int) -> Concern:
    with group.database.read() as transaction:
        return concerns.get(transaction, viewer=group.viewer("sam"), concern_id=concern_id)


def _past(group: Riverside) -> Past:
    with group.database.read() as transaction:
        [one] = concerns.past(transaction, viewer=group.viewer("sam"))
    return one


def test_it_is_kept_as_it_was_raised(group: Riverside) -> None:
    new, kept = _new(group), _add(group)

    assert kept.told == new.told
    assert (kept.words, kept.would_help, kept.may_know) == (new.words, new.would_help, new.may_know)
    assert (kept.state, kept.version, kept.answer) == (ConcernState.OPEN, 1, "")
    assert (kept.named, kept.about_ids) == (new.named, new.about_ids)


def test_it_is_raised_in_a_partnership(group: Riverside) -> None:
    alone = myself(group.person("mina").id)

    with group.database.write() as transaction, pytest.raises(PermissionError):
        concerns.add(transaction, viewer=alone, new=_new(group), now=NOW)


def test_second_change_of_the_same_version_changes_nothing(group: Riverside) -> None:
    kept = _add(group)

    assert _change(group, kept, answer="First", state=ConcernState.ASKED)
    assert not _change(group, kept, answer="Second", state=ConcernState.ASKED)
    assert _get(group, kept.id).answer == "First"


def test_what_is_sorted_is_kept_by_nobody(group: Riverside) -> None:
    kept = _add(group)
    sam, grace = group.person("sam").id, group.person("grace").id

    with group.database.read() as transaction:
        assert [one.id for one in concerns.kept_by(transaction, viewer=group.engine, person_id=sam)] == [
            kept.id
        ]
        assert concerns.kept_by(transaction, viewer=group.engine, person_id=grace) == ()
    _change(group, kept, state=ConcernState.SORTED)

    with group.database.read() as transaction:
        assert concerns.kept_by(transaction, viewer=group.engine, person_id=sam) == ()


def test_what_came_of_it_is_noted_with_its_theme(group: Riverside) -> None:
    kept = _add(group)
    _change(group, kept, answer="A call", state=ConcernState.ASKED, theme="Money")
    asked = _get(group, kept.id)
    _change(group, asked, state=ConcernState.OPEN)
    reopened = _past(group)
    _change(group, _get(group, kept.id), state=ConcernState.SORTED)

    assert reopened == Past(raised_at=NOW, theme="Money", answered_at=LATER, sorted_at=None, reopened=1)
    assert _past(group) == replace(reopened, sorted_at=LATER)
    with group.database.read() as transaction:
        assert concerns.theme_of(transaction, viewer=group.viewer("sam"), concern_id=kept.id) == "Money"


def test_what_is_left_for_the_stage_holds_no_person_no_partner_and_no_words() -> None:
    names = {field.name for field in fields(Past)}

    assert names == {"raised_at", "theme", "answered_at", "sorted_at", "reopened"}
