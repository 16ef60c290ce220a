"""**Try it on me**: the real words, and nothing is written."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.commitments import ShareState
from bot.domain.deliveries import DeliveryState
from bot.domain.importance import Importance
from bot.errors import Refused
from bot.messages import plain
from bot.messages.rehearsal import Tried
from bot.services import planning, trying
from storage.database import Database
from tests import planned, riverside
from tests.office import Office, said
from tests.planned import add, plan
from tests.riverside import NOW, Riverside

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


def show(
    group: Riverside,
    what: Tried | None,
    *,
    whose: str | None = "mina",
    now: datetime = MONDAY,
    who: str = "sam",
) -> list[str]:
    _, found = trying.show(
        database=group.database,
        viewer=group.viewer(who),
        person_id=group.person(whose).id if whose else None,
        what=what,
        now=now,
    )
    return [plain.text(one) for one in found]


def test_hello_is_the_one_they_would_get(group: Riverside) -> None:
    [words] = show(group, Tried.HELLO)

    assert words.startswith("Riverside Progression Group: hello from Bywhen.\n\nHello Mina. I'm Bywhen")


def test_hello_can_be_tried_on_before_the_doors_are_open(database: Database) -> None:
    [words] = show(riverside.build(database), None, now=NOW)

    assert "Hello Mina." in words


def test_next_is_what_really_goes_next(group: Riverside) -> None:
    office = Office(group.database)
    plan(group, planning.plan_reminders, add(group, due=date(2026, 12, 1)), now=MONDAY - timedelta(days=3))

    tried = show(group, Tried.NEXT)

    assert tried == [said(office.run(TUESDAY), "mina")]


@pytest.mark.parametrize(
    ("what", "state", "words"),
    [
        (Tried.ASK, ShareState.PROPOSED, "It isn't agreed until you say so."),
        (Tried.REMINDER, ShareState.ACCEPTED, "Here is what's coming up, soonest first."),
        (
            Tried.AFTER,
            ShareState.ACCEPTED,
            "This was for Friday 11 December, and I haven't heard how it's going.",
        ),
    ],
)
def test_each_kind_is_made_of_their_soonest_action(
    group: Riverside, what: Tried, state: ShareState, words: str
) -> None:
    other = ShareState.PROPOSED if state is ShareState.ACCEPTED else ShareState.ACCEPTED
    add(group, due=date(2026, 12, 9), state=other)
    add(group, due=date(2026, 12, 11), state=state, importance=Importance.CRITICAL)

    [tried] = show(group, what)

    assert words in tried


def test_reminder_of_a_date_that_is_here_is_as_of_now(group: Riverside) -> None:
    add(group, due=MONDAY.date())

    [tried] = show(group, Tried.REMINDER)

    assert "Send course data" in tried


def test_whoever_is_away_for_good_gets_it_as_of_now(group: Riverside) -> None:
    add(group, due=date(2026, 12, 11))
    planned.go_away(group)

    [tried] = show(group, Tried.AFTER)

    assert "Send course data" in tried


def test_nothing_is_written_by_trying(group: Riverside) -> None:
    office = Office(group.database)
    plan(group, planning.plan_reminders, add(group), now=MONDAY)
    before = office.ledger()

    for what in (Tried.HELLO, Tried.NEXT, Tried.REMINDER, Tried.AFTER):
        show(group, what)

    assert office.ledger() == before
    assert {one.state for one in before} == {DeliveryState.PENDING}


@pytest.mark.parametrize("what", [Tried.NEXT, Tried.ASK, Tried.REMINDER, Tried.AFTER])
def test_where_there_is_no_such_message_it_says_so(group: Riverside, what: Tried) -> None:
    with pytest.raises(Refused, match="try_nothing"):
        show(group, what)


def test_somebody_must_be_chosen(group: Riverside) -> None:
    with pytest.raises(Refused, match="try_who"):
        show(group, Tried.HELLO, whose=None)


@pytest.mark.parametrize("who", ["mina", "grace", "rob"])
def test_nobody_else_may(group: Riverside, who: str) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        show(group, Tried.HELLO, who=who)
    with pytest.raises(Refused, match="not_for_your_role"):
        trying.people(database=group.database, viewer=group.viewer(who))


def test_everybody_can_be_chosen_by_name(group: Riverside) -> None:
    found = trying.people(database=group.database, viewer=group.viewer("sam"))

    assert [one.person.first_name for one in found] == ["Dee", "Grace", "Mina", "Rob", "Sam"]


def test_what_still_goes_today_is_the_next(group: Riverside) -> None:
    plan(group, planning.plan_reminders, add(group, due=date(2026, 12, 1)), now=MONDAY - timedelta(days=3))

    assert len(show(group, Tried.NEXT, now=TUESDAY - timedelta(hours=2))) == 1


def test_what_is_settled_is_passed_over_for_what_comes_after_it(group: Riverside) -> None:
    gone = add(group, due=date(2026, 12, 1))
    plan(group, planning.plan_reminders, gone, now=MONDAY - timedelta(days=3))
    planned.change(group, gone.shares[0], person_id=group.person("rob").id)
    plan(group, planning.plan_reminders, add(group, due=date(2026, 12, 18)), now=MONDAY)

    [words] = show(group, Tried.NEXT)

    assert "By Friday 18 December" in words
