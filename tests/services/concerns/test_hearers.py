"""Whoever hears a concern is whom its raiser was shown; and nobody whom it is about ever does, whatever they become."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete

from bot.domain.concerns import About, ConcernState, MayKnow
from bot.domain.people import AddressKind
from bot.domain.permissions import Role, Viewer
from bot.errors import Refused
from bot.messages.concerns.seen import Seen
from bot.services import home, identity, succession
from bot.services.concerns import answering, following, raising, reading, telling
from storage import concerns, deliveries, members
from storage.tables import MembershipRow
from tests.coursing import told, words
from tests.dates import at
from tests.riverside import NOW, Riverside
from tests.worried import keepers, raised, stored, typed


def _roles(group: Riverside, **roles: Role) -> None:
    """Others keep the partnership from now on, and those who told the ones before are asked."""
    with group.database.write() as transaction:
        before = reading.keepers_of(transaction, viewer=group.engine)
        for name, role in roles.items():
            members.take_role(transaction, viewer=group.engine, person_id=group.person(name).id, role=role)
        following.keepers_changed(transaction, viewer=group.engine, before=before, now=NOW)


def _sam_and_grace_change_places(group: Riverside) -> None:
    _roles(group, sam=Role.CHAIR, grace=Role.RUNNER)


def _rob_runs(group: Riverside) -> None:
    _roles(group, sam=Role.DEPUTY_RUNNER, rob=Role.RUNNER)


def _neutral_chair(group: Riverside, name: str) -> None:
    """Somebody chairs it who works for the group itself."""
    with group.database.write() as transaction:
        members.work_for(
            transaction, viewer=group.engine, person_id=group.person(name).id, partner_id=group.office_id
        )
    _roles(group, grace=Role.MEMBER, **{name: Role.CHAIR})


def _now(group: Riverside, name: str) -> Viewer:
    with group.database.read() as transaction:
        member = members.member(transaction, viewer=group.engine, person_id=group.person(name).id)
    assert member is not None
    return member.viewer


def _asked(group: Riverside, name: str = "mina") -> list[str]:
    said = [words(one) for one in told(group, name) if one is not None]
    return [one for one in said if "[Pass it on]" in one]


def _pass_on(group: Riverside, concern_id: int, to: str) -> following.Passed:
    return following.pass_on(
        database=group.database,
        viewer=_now(group, "mina"),
        concern_id=concern_id,
        to_id=group.person(to).id,
        now=NOW,
    )


def _others(group: Riverside, concern_id: int) -> list[str]:
    try:
        _, people = following.others(
            database=group.database, viewer=_now(group, "mina"), concern_id=concern_id
        )
    except Refused as refused:
        return [refused.key]
    return [one.person.first_name for one in people]


def test_nothing_is_sent_to_somebody_the_form_did_not_name(group: Riverside) -> None:
    shown = keepers(group)
    _rob_runs(group)

    with pytest.raises(Refused) as caught:
        raising.raise_concern(
            database=group.database, viewer=group.viewer("mina"), typed=typed(), shown=shown, now=NOW
        )

    assert (caught.value.key, caught.value.field) == ("concern_hearers_changed", "may_know")
    assert caught.value.parameters == {"names": "Rob"}
    with group.database.read() as transaction:
        assert concerns.past(transaction, viewer=group.engine) == ()
    assert raised(group).owner == "Rob"


def test_new_chair_is_named_before_they_are_told(group: Riverside) -> None:
    shown = keepers(group)
    _neutral_chair(group, "rob")

    with pytest.raises(Refused) as caught:
        raising.raise_concern(
            database=group.database,
            viewer=group.viewer("mina"),
            typed=typed(may_know=MayKnow.RUNNER_AND_CHAIR),
            shown=shown,
            now=NOW,
        )

    assert caught.value.parameters == {"names": "Sam and Rob"}


def test_whom_it_is_about_is_chosen_again_where_the_name_means_another(group: Riverside) -> None:
    shown, sam = keepers(group), frozenset({group.person("sam").id})
    _rob_runs(group)
    about_sam = typed(about=About.RUNNER, about_ids=sam)

    for seen, key in ((shown, "concern_about_changed"), (keepers(group), "concern_about_needed")):
        with pytest.raises(Refused) as caught:
            raising.raise_concern(
                database=group.database, viewer=group.viewer("mina"), typed=about_sam, shown=seen, now=NOW
            )
        assert (caught.value.key, caught.value.field) == (key, "about")


def test_whom_it_is_about_is_asked_for_where_nothing_was_chosen(group: Riverside) -> None:
    nothing = raising.Typed(words="It worries me", would_help="", about=None, may_know=MayKnow.ONLY_RUNNER)

    def tell(name: str) -> Seen:
        return raising.raise_concern(
            database=group.database, viewer=_now(group, name), typed=nothing, shown=keepers(group), now=NOW
        )

    with pytest.raises(Refused) as caught:
        tell("mina")
    assert (caught.value.key, caught.value.field) == ("concern_about_needed", "about")


@pytest.mark.parametrize("about", [About.RUNNER, About.CHAIR])
def test_whoever_it_is_about_never_hears_it_once_they_have_the_other_office(
    group: Riverside, about: About
) -> None:
    concern_id = raised(group, about=about).concern.id
    whom, hearer = ("sam", "grace") if about is About.RUNNER else ("grace", "sam")
    _sam_and_grace_change_places(group)

    assert _asked(group) == []
    assert whom.title() not in _others(group, concern_id)
    with pytest.raises(Refused) as caught:
        _pass_on(group, concern_id, whom)
    assert caught.value.key == "concern_nobody_else"
    assert stored(group, concern_id).owner_id == group.person(hearer).id
    for read in (following.read, answering.read):
        with pytest.raises(Refused):
            read(database=group.database, viewer=_now(group, whom), concern_id=concern_id)
    assert read(database=group.database, viewer=_now(group, hearer), concern_id=concern_id).owner


@pytest.mark.parametrize("role", [Role.DEPUTY_RUNNER, Role.CO_ORDINATOR, Role.DEPUTY])
def test_whoever_it_is_about_is_not_offered_as_somebody_else_in_any_role(
    group: Riverside, role: Role
) -> None:
    with group.database.write() as transaction:
        members.work_for(
            transaction,
            viewer=group.engine,
            person_id=group.person("sam").id,
            partner_id=group.castle_id,
        )
    concern_id = raised(group, about=About.RUNNER).concern.id
    _roles(group, sam=role, dee=Role.RUNNER)

    assert _others(group, concern_id) == ["Dee", "Rob"]
    with pytest.raises(Refused) as caught:
        following.tell_somebody_else(
            database=group.database,
            viewer=_now(group, "mina"),
            concern_id=concern_id,
            chosen=str(group.person("sam").id),
            now=NOW,
        )
    assert caught.value.key == "concern_who"


@pytest.mark.parametrize("to", ["sam", "rob", "grace", "mina"])
def test_forged_press_leaves_a_concern_about_the_runner_where_it_is(group: Riverside, to: str) -> None:
    concern_id = raised(group, about=About.RUNNER).concern.id
    before = stored(group, concern_id)

    with suppress(Refused):
        _pass_on(group, concern_id, to)

    assert stored(group, concern_id) == before


def test_outdated_press_passes_nothing_and_says_who_hears_now(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    _rob_runs(group)
    _roles(group, rob=Role.CO_ORDINATOR, dee=Role.RUNNER)

    passed = _pass_on(group, concern_id, "rob")

    assert passed.instead is not None
    assert (passed.instead.name, passed.instead.role) == ("Dee", Role.RUNNER)
    assert stored(group, concern_id).told == {group.person("sam").id}
    assert _pass_on(group, concern_id, "dee").seen.owner == "Dee"


def test_every_change_of_runner_asks_anew(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    _rob_runs(group)
    _pass_on(group, concern_id, "rob")
    _roles(group, rob=Role.CO_ORDINATOR, dee=Role.RUNNER)

    [asked] = _asked(group)

    assert "Dee runs the timetable now. What you told Rob isn't shown to Dee." in asked
    with pytest.raises(Refused):
        following.read(database=group.database, viewer=_now(group, "dee"), concern_id=concern_id)
    assert _pass_on(group, concern_id, "dee").seen.owner == "Dee"


def test_new_chair_is_told_nothing_until_its_raiser_passes_it_on(group: Riverside) -> None:
    concern_id = raised(group, about=About.RUNNER).concern.id
    _neutral_chair(group, "rob")

    with pytest.raises(Refused):
        following.read(database=group.database, viewer=_now(group, "rob"), concern_id=concern_id)
    [asked] = _asked(group)
    assert "Rob hears such things now. What you told Grace isn't shown to Rob." in asked

    assert _pass_on(group, concern_id, "rob").seen.owner == "Rob"
    assert answering.read(database=group.database, viewer=_now(group, "rob"), concern_id=concern_id).raiser


def test_chair_who_was_told_too_is_followed_by_the_new_one_and_the_runner_goes_on(group: Riverside) -> None:
    concern_id = raised(group, may_know=MayKnow.RUNNER_AND_CHAIR).concern.id
    _neutral_chair(group, "rob")

    assert len(_asked(group)) == 1
    assert _pass_on(group, concern_id, "rob").seen.owner == "Sam"
    [to_know] = [words(one) for one in told(group, "rob") if one is not None]
    assert "Sam answers it." in to_know
    assert _asked(group) == []


def test_chair_who_takes_over_from_the_runner_is_asked_for_though_they_know(group: Riverside) -> None:
    concern_id = raised(group, may_know=MayKnow.RUNNER_AND_CHAIR).concern.id
    _roles(group, sam=Role.MEMBER, grace=Role.RUNNER)

    [asked] = _asked(group)
    assert "Grace runs the timetable now. Sam was to answer what you raised." in asked
    assert _pass_on(group, concern_id, "grace").seen.owner == "Grace"


def test_nobody_asks_about_what_is_settled_or_where_nobody_could_hear(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    following.is_sorted(database=group.database, viewer=group.viewer("mina"), concern_id=concern_id, now=NOW)
    raised(group, about=About.RUNNER)
    _rob_runs(group)
    _roles(group, grace=Role.MEMBER)

    assert _asked(group) == []
    passed = _pass_on(group, concern_id, "rob")
    assert (passed.instead, passed.seen.concern.state) == (None, ConcernState.SORTED)


def test_home_of_whom_it_is_about_shows_nothing(group: Riverside) -> None:
    raised(group, about=About.CHAIR)
    _sam_and_grace_change_places(group)

    def shows(name: str) -> bool:
        caller = identity.recognise(
            database=group.database,
            kind=AddressKind.SLACK,
            installation_id=group.installation_id,
            external_id=f"U-{name.upper()}",
            room=None,
        )
        return "confidence" in str(home.of(database=group.database, caller=caller, now=NOW))

    assert (shows("grace"), shows("sam")) == (False, True)


def test_whoever_has_left_is_not_asked_and_neither_is_anybody_where_nothing_changed(group: Riverside) -> None:
    raised(group)
    _roles(group)
    assert _asked(group) == []

    with group.database.write() as transaction:
        gone = MembershipRow.person_id == group.person("mina").id
        transaction.connection.execute(delete(MembershipRow).where(gone))
    _rob_runs(group)

    with group.database.read() as transaction:
        ledger = deliveries.ledger(transaction, viewer=group.engine)
    assert [one for one in ledger if one.owed.step.startswith(telling.INHERITED)] == []


def test_nobody_becomes_runner_while_somebody_tells_the_one_before(
    group: Riverside, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On another connection Rob is made runner, when those who hear it are known and nothing is written yet."""
    add, waiting = concerns.add, []

    def slowly(transaction: Any, **said: Any) -> int:
        if transaction.locks_rows:
            waiting.append(pool.submit(_appoint, group, "rob"))
            with pytest.raises(TimeoutError):
                waiting[0].result(timeout=0.5)
        return add(transaction, **said)

    with ThreadPoolExecutor(max_workers=1) as pool:
        monkeypatch.setattr(concerns, "add", slowly)
        seen = raised(group)
        changed = [one.result(timeout=20) for one in waiting] or [_appoint(group, "rob")]

    assert (seen.owner, changed) == ("Sam", [True])
    assert len(_asked(group)) == 1


def _appoint(group: Riverside, name: str) -> bool:
    return succession.appoint(
        database=group.database,
        viewer=group.viewer("grace"),
        seen=str(group.person("sam").id),
        chosen=str(group.person(name).id),
        now=at(date(2026, 10, 1)),
    ).changed
