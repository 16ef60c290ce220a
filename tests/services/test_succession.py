"""**Who is runner now?**: who may say so, what changes with it, and what does not pass to the next."""

from datetime import date
from typing import Any

import pytest

from bot.domain.deliveries import DeliveryKind, DeliveryState, Rule
from bot.domain.permissions import ENGINE, Role
from bot.domain.renegotiations import RenegotiationKind, RenegotiationState
from bot.domain.stuck import BECAUSE
from bot.errors import Refused
from bot.messages.plain import of_block
from bot.services import mornings, notices, progress, readers, succession
from bot.services.succession import Appointed, Vacancy
from storage import audit, commitments, deliveries, members, notes, partnerships, renegotiations, schedules
from storage.database import Database
from tests import riverside
from tests.dates import Autumn, at, list_in_directory
from tests.planned import go_away
from tests.promised import accepted, stored
from tests.riverside import NOW, Riverside

NINTH = date(2026, 9, 23)
TENTH = date(2026, 9, 24)
"""The ninth and the tenth working day after everything was opened."""


@pytest.fixture
def autumn(database: Database) -> Autumn:
    return Autumn(riverside.build(database, opened=True))


def _look(group: Riverside, name: str = "grace", day: date = TENTH) -> Vacancy:
    return succession.look(database=group.database, viewer=group.viewer(name), now=at(day))


def _appoint(group: Riverside, chosen: str, *, by: str = "grace", seen: str = "sam") -> Appointed:
    return succession.appoint(
        database=group.database,
        viewer=group.viewer(by),
        seen=str(group.person(seen).id),
        chosen=str(group.person(chosen).id),
        now=at(TENTH),
    )


def _roles(group: Riverside) -> dict[str, Role]:
    with group.database.read() as transaction:
        everybody = members.all_of(transaction, viewer=group.engine)
    return {one.person.first_name.lower(): one.role for one in everybody}


def _pending(group: Riverside, name: str) -> list[Any]:
    with group.database.read() as transaction:
        found = deliveries.pending_of(transaction, viewer=group.engine, person_id=group.person(name).id)
    return [one for one in found if one.owed.kind is DeliveryKind.WAIT_OR_GO]


def _heard(group: Riverside, name: str) -> list[str]:
    with group.database.read() as transaction:
        reader = readers.reader(transaction, viewer=group.engine, person_id=group.person(name).id)
        assert reader is not None
        written = [
            notices.write(transaction, reader=reader, delivery=one, now=at(TENTH))
            for one in _pending(group, name)
        ]
    return [of_block(one.blocks[0]) for one in written if one is not None]


def test_form_names_whom_one_can_write_to(autumn: Autumn) -> None:
    found = _look(autumn.group)

    assert (found.runner, found.since) == ("Sam Hallam", NOW.date())
    assert sorted(found.people.values()) == ["Grace Obi", "Mina Iqbal", "Rob Stone"]


@pytest.mark.parametrize(
    ("name", "day", "key"), [("mina", TENTH, "not_for_your_role"), ("grace", NINTH, "runner_is_about")]
)
def test_nobody_else_is_asked_and_nobody_too_early(autumn: Autumn, name: str, day: date, key: str) -> None:
    with pytest.raises(Refused, match=key):
        _look(autumn.group, name, day)


def test_runner_who_has_pressed_stays(autumn: Autumn) -> None:
    autumn.work(TENTH)

    with pytest.raises(Refused, match="runner_is_about"):
        _appoint(autumn.group, "rob")


def test_without_anybody_to_choose_it_says_so(autumn: Autumn) -> None:
    with autumn.group.database.write() as transaction:
        for name in ("grace", "mina", "rob"):
            viewer = autumn.group.viewer(name)
            role = Role.CHAIR if name == "grace" else Role.GUEST
            members.take_role(transaction, viewer=viewer, person_id=viewer.person_id, role=role)
            members.ring(transaction, viewer=viewer, person_id=viewer.person_id, rings=True)

    with pytest.raises(Refused, match="nobody_to_run"):
        _look(autumn.group)


def test_chosen_one_is_runner_and_the_one_before_is_deputy(autumn: Autumn) -> None:
    found = _appoint(autumn.group, "rob")

    assert found == Appointed(
        partnership="Riverside Progression Group",
        name="Rob Stone",
        before="Sam Hallam",
        is_self=False,
        changed=True,
    )
    assert (_roles(autumn.group)["rob"], _roles(autumn.group)["sam"]) == (Role.RUNNER, Role.DEPUTY_RUNNER)
    with autumn.group.database.read() as transaction:
        since = at(TENTH)
        act = audit.subjects_of(transaction, viewer=autumn.group.engine, act="runner_changed", since=since)
        made = partnerships.get(transaction, viewer=autumn.group.engine)
    assert act == {f"person:{autumn.group.person('rob').id}"}
    assert (made.runner_since, made.profile.runner_telephone) == (since, "")


def test_beside_a_deputy_the_one_before_is_a_member_and_has_no_lists(autumn: Autumn) -> None:
    group = autumn.group
    list_in_directory(group.database, group.installation_id, "U-LEE", "Lee West")
    lee = autumn.join("U-LEE", Role.DEPUTY_RUNNER, group.office_id)

    found = succession.appoint(
        database=group.database,
        viewer=lee,
        seen=str(group.person("sam").id),
        chosen=str(group.person("rob").id),
        now=at(TENTH),
    )

    assert found.changed
    assert (_roles(group)["sam"], _roles(group)["lee"]) == (Role.MEMBER, Role.DEPUTY_RUNNER)
    assert _listed(group) == {"rob", "lee"}
    assert _heard(group, "grace") == ["Rob Stone runs the timetable now, in place of Sam Hallam."]


def _listed(group: Riverside) -> set[str]:
    """Who has a list of mornings to come."""
    with group.database.read() as transaction:
        found = schedules.due(
            transaction, viewer=ENGINE, kind=mornings.MORNING, now=at(date(2026, 12, 1)), limit=9
        )
        everybody = members.all_of(transaction, viewer=group.engine)
    ids = {one.person_id for one in found}
    return {one.person.first_name.lower() for one in everybody if one.person.id in ids}


def test_chair_can_take_it_on(autumn: Autumn) -> None:
    found = _appoint(autumn.group, "grace")

    assert found.is_self
    assert _roles(autumn.group)["grace"] is Role.RUNNER
    assert _pending(autumn.group, "grace") == []


def test_first_answer_wins(autumn: Autumn) -> None:
    _appoint(autumn.group, "rob")

    second = _appoint(autumn.group, "mina")

    assert (second.changed, second.name) == (False, "Rob Stone")
    assert _roles(autumn.group)["mina"] is Role.CO_ORDINATOR


def test_of_two_at_once_the_first_wins(autumn: Autumn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.succession.succeed", lambda *_, **__: False)

    found = _appoint(autumn.group, "rob")

    assert (found.changed, found.name) == (False, "Sam Hallam")
    assert _pending(autumn.group, "sam") == []


def test_choice_that_is_on_no_list_is_not_taken(autumn: Autumn) -> None:
    with pytest.raises(Refused, match="runner_needed"):
        _appoint(autumn.group, "dee")


def test_both_are_told_in_their_next_message(autumn: Autumn) -> None:
    _appoint(autumn.group, "rob")

    assert _heard(autumn.group, "rob") == ["You run the timetable from now on, in place of Sam Hallam."]
    assert _heard(autumn.group, "sam") == [
        "Rob Stone runs the timetable now, because I hadn't heard from you for a while."
    ]


def test_nothing_is_said_once_somebody_else_runs_it(autumn: Autumn) -> None:
    _appoint(autumn.group, "rob")
    with autumn.group.database.write() as transaction:
        sam, rob = autumn.group.viewer("sam"), autumn.group.viewer("rob")
        members.take_role(transaction, viewer=sam, person_id=sam.person_id, role=Role.RUNNER)
        members.take_role(transaction, viewer=rob, person_id=rob.person_id, role=Role.DEPUTY)

    assert _heard(autumn.group, "rob") == []


def test_what_the_one_before_was_still_to_read_as_runner_stays_unsent(autumn: Autumn) -> None:
    group = autumn.group
    with group.database.write() as transaction:
        reader = readers.reader(transaction, viewer=group.engine, person_id=group.person("sam").id)
        assert reader is not None
        mornings._owe(transaction, group.engine, reader, NOW)

    _appoint(group, "rob")

    with group.database.read() as transaction:
        ledger = deliveries.ledger(transaction, viewer=group.engine)
    [listed] = [one for one in ledger if one.owed.kind is DeliveryKind.MORNING]
    assert (listed.state, listed.rule) == (DeliveryState.WITHHELD, Rule.NOT_THEIRS)


def test_partnership_without_a_runner_is_a_mistake_of_ours(autumn: Autumn) -> None:
    sam = autumn.group.viewer("sam")
    with autumn.group.database.write() as transaction:
        members.take_role(transaction, viewer=sam, person_id=sam.person_id, role=Role.OBSERVER)

    with pytest.raises(LookupError):
        _look(autumn.group)


def test_who_is_away_for_years_is_not_told(autumn: Autumn) -> None:
    with autumn.group.database.write() as transaction:
        mina = autumn.group.viewer("mina")
        members.take_role(transaction, viewer=mina, person_id=mina.person_id, role=Role.DEPUTY_RUNNER)
    go_away(autumn.group)

    _appoint(autumn.group, "rob")

    assert _pending(autumn.group, "mina") == []
    assert len(_pending(autumn.group, "rob")) == 1


def test_words_reasons_and_notes_do_not_pass_to_the_next(autumn: Autumn) -> None:
    group = autumn.group
    pressed = accepted(group)
    stuck_because = next(iter(BECAUSE))
    with group.database.write() as transaction:
        commitment, share = commitments.of_share(
            transaction, viewer=group.viewer("mina"), share_id=pressed.share_id
        )
        notes.add(transaction, viewer=group.viewer("sam"), commitment_id=commitment.id, text="Hm", now=NOW)
        renegotiations.add(
            transaction,
            viewer=group.viewer("mina"),
            share_id=share.id,
            kind=RenegotiationKind.MORE_TIME,
            state=RenegotiationState.ASKED,
            old_due=commitment.due,
            new_due=date(2026, 12, 4),
            reason="Two tutors are ill",
            now=NOW,
        )
    progress.stuck(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=pressed,
        because=stuck_because,
        words="It's about my post",
        now=NOW,
    )

    assert _secrets(group, "sam", pressed.share_id) == ("It's about my post", "Two tutors are ill", ("Hm",))
    _appoint(group, "rob")
    with group.database.read() as transaction:
        rob = members.member(transaction, viewer=group.engine, person_id=group.person("rob").id)
    assert rob is not None
    assert stored(group, pressed)[1].stuck_because == stuck_because
    assert _secrets(group, "rob", pressed.share_id) == ("", "", ())


def _secrets(group: Riverside, name: str, share_id: int) -> tuple[str, str, tuple[str, ...]]:
    with group.database.read() as transaction:
        member = members.member(transaction, viewer=group.engine, person_id=group.person(name).id)
        assert member is not None
        viewer = member.viewer
        commitment, share = commitments.of_share(transaction, viewer=viewer, share_id=share_id)
        move = renegotiations.all_of(transaction, viewer=viewer)[0]
        kept = notes.of_commitment(transaction, viewer=viewer, commitment_id=commitment.id)
    return share.stuck_words, move.reason, kept
