"""What whoever raised a concern does with it, and what the days bring."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest

from bot.domain.concerns import About, ConcernState, MayKnow
from bot.domain.deliveries import DeliveryKind, DeliveryState, Rule
from bot.domain.permissions import Role, Viewer
from bot.errors import Refused
from bot.messages.concerns.seen import Seen
from bot.services import succession, tomorrow
from bot.services.concerns import following, telling
from storage import deliveries, members
from tests.coursing import buttons, of_morning, told, words
from tests.dates import at
from tests.office import Office
from tests.riverside import NOW, Riverside
from tests.worried import answered, raised, stored

SIXTH = date(2026, 9, 18)
LATER = NOW + timedelta(days=3)


def _sorted(group: Riverside, concern_id: int, by: str = "mina") -> Seen:
    return following.is_sorted(
        database=group.database, viewer=group.viewer(by), concern_id=concern_id, now=LATER
    )


def _still(group: Riverside, concern_id: int) -> Seen:
    return following.is_still_there(
        database=group.database, viewer=group.viewer("mina"), concern_id=concern_id, now=LATER
    )


def _else(group: Riverside, concern_id: int, chosen: str) -> Seen:
    return following.tell_somebody_else(
        database=group.database, viewer=group.viewer("mina"), concern_id=concern_id, chosen=chosen, now=LATER
    )


def _pass_on(group: Riverside, concern_id: int, to: str = "rob") -> Seen:
    passed = following.pass_on(
        database=group.database,
        viewer=group.viewer("mina"),
        concern_id=concern_id,
        to_id=group.person(to).id,
        now=LATER,
    )
    assert passed.instead is None
    return passed.seen


def _say(group: Riverside, name: str) -> list[str]:
    return [words(one) for one in told(group, name) if one is not None]


def _change_runner(group: Riverside, name: str = "rob") -> None:
    """Sam has been silent for so long that somebody else runs it now."""
    succession.appoint(
        database=group.database,
        viewer=group.viewer("grace"),
        seen=str(group.person("sam").id),
        chosen=str(group.person(name).id),
        now=at(date(2026, 10, 1)),
    )


def test_it_is_over_when_its_raiser_says_so(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    answered(group, concern_id)

    assert _sorted(group, concern_id).concern.state is ConcernState.SORTED
    assert _say(group, "mina") == []
    assert [one for one in of_morning(group) if "confidence" in one] == []


@pytest.mark.parametrize("by", ["sam", "grace", "rob"])
def test_nobody_else_says_so(group: Riverside, by: str) -> None:
    concern_id = raised(group).concern.id

    with pytest.raises(Refused) as caught:
        _sorted(group, concern_id, by)

    assert caught.value.key == "concern_gone"
    assert stored(group, concern_id).state is ConcernState.OPEN


def test_second_press_changes_nothing(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    once = _sorted(group, concern_id)

    assert _sorted(group, concern_id).concern == once.concern


def test_what_is_still_there_comes_back_and_its_days_begin_anew(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    answered(group, concern_id)

    seen = _still(group, concern_id)

    assert (seen.concern.state, seen.concern.since) == (ConcernState.OPEN, LATER.date())
    [said] = [one for one in of_morning(group) if "still there" in one]
    assert "I said that you would answer by Friday 18 September 2026." in said


def test_what_nobody_has_answered_yet_is_not_opened_again(group: Riverside) -> None:
    concern_id = raised(group).concern.id

    assert _still(group, concern_id).concern.version == 1


def test_of_two_presses_on_two_devices_one_counts(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    answered(group, concern_id)
    together = Barrier(2)

    def press(decide: Callable[[Riverside, int], Seen]) -> Seen:
        together.wait()
        return decide(group, concern_id)

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(press, (_sorted, _still)))

    stands = stored(group, concern_id)
    assert stands.state in (ConcernState.SORTED, ConcernState.OPEN)
    assert stands in [one.concern for one in both]


def test_on_the_sixth_day_its_raiser_is_told_and_may_choose_somebody_else(group: Riverside) -> None:
    raised(group)

    [notice] = told(group, "mina", now=at(SIXTH))

    assert words(notice).splitlines()[1:3] == [
        "Sam hasn't been able to answer yet.",
        "Would you like to tell somebody else? You choose who.",
    ]
    assert list(buttons(notice)) == ["Somebody else", "It's sorted"]


def test_sixth_day_comes_to_its_raiser_and_to_nobody_else(group: Riverside) -> None:
    raised(group)
    office = Office(database=group.database)

    sent = office.live(NOW, at(SIXTH) + timedelta(hours=2), step=timedelta(hours=1))

    hearing = [one for _, one in sent if "hasn't been able to answer" in str(one.content)]
    assert [one.conversation.split("-")[1] for one in hearing] == ["MINA"]


def test_runner_is_reminded_on_the_third_day(group: Riverside) -> None:
    raised(group)

    def said(day: date) -> str:
        [line] = [one for one in of_morning(group, now=at(day)) if "confidence" in one]
        return line

    assert "waiting for a word" not in said(date(2026, 9, 14))
    assert "They are waiting for a word from you." in said(date(2026, 9, 15))


def test_what_is_answered_in_time_is_never_told_of_as_unanswered(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    answered(group, concern_id)
    office = Office(database=group.database)

    sent = office.live(NOW, at(SIXTH) + timedelta(hours=2), step=timedelta(hours=1))

    assert [one for _, one in sent if "hasn't been able to answer" in str(one.content)] == []
    with group.database.read() as transaction:
        ledger = deliveries.ledger(transaction, viewer=group.engine)
    waiting = [one for one in ledger if one.owed.step.startswith(telling.NOT_YET)]
    assert [(one.state, one.rule) for one in waiting] == [(DeliveryState.WITHHELD, Rule.ANSWERED)]


def test_raiser_chooses_among_those_whom_it_is_not_about(group: Riverside) -> None:
    concern_id = raised(group).concern.id

    seen, people = following.others(
        database=group.database, viewer=group.viewer("mina"), concern_id=concern_id
    )

    assert [one.person.name for one in people] == ["Grace Obi", "Rob Stone"]
    assert seen.owner == "Sam"


def test_somebody_else_hears_it_and_answers(group: Riverside) -> None:
    concern_id = raised(group).concern.id

    seen = _else(group, concern_id, str(group.person("rob").id))

    assert (seen.owner, seen.by) == ("Rob", date(2026, 9, 18))
    assert stored(group, concern_id).told == {group.person("sam").id, group.person("rob").id}
    [first, second] = _say(group, "rob")
    assert "They are waiting" not in first
    assert "They are waiting" in second
    assert answered(group, concern_id, "rob").is_passed
    with pytest.raises(Refused):
        answered(group, concern_id, "sam")


@pytest.mark.parametrize("chosen", ["", "x", "999", "dee", "sam", "mina"])
def test_somebody_who_could_not_hear_it_is_not_told(group: Riverside, chosen: str) -> None:
    concern_id = raised(group).concern.id
    member = group.members.get(chosen)

    with pytest.raises(Refused) as caught:
        _else(group, concern_id, str(member.person.id) if member else chosen)

    assert (caught.value.key, caught.value.field) == ("concern_who", "person")
    assert stored(group, concern_id).version == 1


def test_where_nobody_else_could_hear_it_they_are_told_whom_to_ring(group: Riverside) -> None:
    with group.database.write() as transaction:
        for name in ("rob", "grace"):
            person_id = group.person(name).id
            members.take_role(transaction, viewer=group.engine, person_id=person_id, role=Role.OBSERVER)
    concern_id = raised(group).concern.id

    with pytest.raises(Refused) as caught:
        following.others(database=group.database, viewer=group.viewer("mina"), concern_id=concern_id)

    assert caught.value.key == "concern_nobody_else"


def test_new_runner_sees_nothing_and_its_raiser_is_asked(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    _change_runner(group)

    with pytest.raises(Refused):
        following.read(database=group.database, viewer=_now(group, "rob"), concern_id=concern_id)
    [asked] = [one for one in _say(group, "mina") if "runs the timetable now" in one]
    assert "Rob runs the timetable now. What you told Sam isn't shown to Rob." in asked
    assert "[Pass it on]" in asked


def test_what_is_passed_on_is_the_new_runners_to_answer(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    _change_runner(group)

    seen = _pass_on(group, concern_id)

    assert seen.owner == "Rob"
    assert stored(group, concern_id).told == {group.person("sam").id, group.person("rob").id}
    found = following.read(database=group.database, viewer=_now(group, "rob"), concern_id=concern_id)
    assert found.raiser == "Mina Iqbal"
    assert [one for one in _say(group, "mina") if "Pass it on" in one] == []
    assert _pass_on(group, concern_id).concern == seen.concern


def test_name_that_may_not_be_said_does_not_pass_on(group: Riverside) -> None:
    concern_id = raised(group, may_know=MayKnow.WITHOUT_MY_NAME).concern.id
    _change_runner(group)
    _pass_on(group, concern_id)

    found = following.read(database=group.database, viewer=_now(group, "rob"), concern_id=concern_id)

    assert (found.raiser, found.partner) == ("", "")


def test_what_was_answered_stays_answered_when_it_is_passed_on(group: Riverside) -> None:
    concern_id = raised(group).concern.id
    answered(group, concern_id)
    _change_runner(group)

    assert _pass_on(group, concern_id).concern.state is ConcernState.ASKED


def test_what_is_with_the_chair_or_sorted_is_not_asked_about(group: Riverside) -> None:
    raised(group, about=About.RUNNER)
    _sorted(group, raised(group).concern.id)
    _change_runner(group)

    assert [one for one in _say(group, "mina") if "Pass it on" in one] == []


def test_whoever_raised_it_with_the_runner_and_runs_it_now_may_pass_it_on_to_who_hears_the_runners(
    group: Riverside,
) -> None:
    concern_id = raised(group).concern.id
    _change_runner(group, "mina")

    [asked] = [one for one in _say(group, "mina") if "Pass it on" in one]
    assert "Grace hears such things now. What you told Sam isn't shown to Grace." in asked
    assert _pass_on(group, concern_id, "grace").owner == "Grace"


def test_question_whether_to_pass_it_on_ends_once_another_runs_it(group: Riverside) -> None:
    raised(group)
    _change_runner(group)
    with group.database.write() as transaction:
        members.take_role(
            transaction, viewer=group.engine, person_id=group.person("rob").id, role=Role.DEPUTY
        )
        members.take_role(
            transaction, viewer=group.engine, person_id=group.person("dee").id, role=Role.RUNNER
        )

    assert [one for one in _say(group, "mina") if "Pass it on" in one] == []


def test_runner_sees_none_of_it_in_tomorrows_post(group: Riverside) -> None:
    raised(group, about=About.RUNNER)

    post = tomorrow.post(database=group.database, viewer=group.viewer("sam"), now=NOW)

    assert post.mail == ()
    assert "Grace" not in " ".join(of_morning(group))
    with group.database.read() as transaction:
        pending = deliveries.pending_of(transaction, viewer=group.engine, person_id=group.person("grace").id)
    assert {one.owed.kind for one in pending} == {DeliveryKind.CONCERN}


def _now(group: Riverside, name: str) -> Viewer:
    """Somebody in the role that they have by now."""
    with group.database.read() as transaction:
        member = members.member(transaction, viewer=group.engine, person_id=group.person(name).id)
    assert member is not None
    return member.viewer
