"""What a fair warning promises is what happens: who is asked next, and by when."""

from datetime import date, datetime, timedelta

import pytest

from bot.domain.importance import Importance
from bot.domain.permissions import Role
from bot.messages.plain import text
from bot.services import fair_warnings, follow_ups, items
from storage.database import Database
from tests import riverside
from tests.dates import FRIDAY, Autumn, at, list_in_directory

TUESDAY, THURSDAY = date(2026, 9, 29), date(2026, 10, 1)
NEXT_TUESDAY = date(2026, 10, 6)
RING = "Sam will give you a ring."
HELP = "we'll ask Mina Iqbal to help, and we'll tell you first."


@pytest.fixture
def autumn(database: Database) -> Autumn:
    return Autumn(riverside.build(database, opened=True))


def _told(autumn: Autumn, day: date, *, who: str = "ROB") -> str:
    """What somebody was sent on a day."""
    return "\n".join(
        text(outgoing.content)
        for now, outgoing in autumn.office.sent
        if now.date() == day and outgoing.conversation.endswith(f"-{who}")
    )


@pytest.mark.parametrize(
    ("due", "agreed", "warned_on", "said"),
    [
        # Sam is asked on Wednesday, and nobody else before Rob is next written to.
        (FRIDAY, True, TUESDAY, f"If I've heard nothing by Thursday, {RING}"),
        (FRIDAY, False, TUESDAY, f"If I've heard nothing by Thursday, {RING}"),
        # Sam is asked on Friday, and two days in term after that Mina is.
        (TUESDAY, True, THURSDAY, f"If we've heard nothing by Tuesday, {HELP}"),
        (TUESDAY, False, THURSDAY, f"If I've heard nothing by Tuesday, {RING}"),
    ],
)
def test_warning_says_what_is_going_to_happen(
    autumn: Autumn, due: date, warned_on: date, said: str, *, agreed: bool
) -> None:
    if agreed:
        autumn.agreed_by_all()
    autumn.promised(due=due)

    autumn.live(due, NEXT_TUESDAY, step=timedelta(hours=1))

    assert said in _told(autumn, warned_on)
    asks_now = "I'm asking Mina Iqbal for help with it" in _told(autumn, NEXT_TUESDAY)
    assert asks_now is agreed
    assert "I'm asking Mina" not in _told(autumn, THURSDAY)


def test_critical_date_that_the_runner_was_asked_about_before_goes_on_at_once(autumn: Autumn) -> None:
    autumn.agreed_by_all()
    monday = date(2026, 9, 28)
    autumn.promised(due=monday, importance=Importance.CRITICAL)

    autumn.live(date(2026, 9, 22), THURSDAY, step=timedelta(hours=1))

    assert f"If we've heard nothing by Thursday, {HELP}" in _told(autumn, TUESDAY)
    assert "I'm asking Mina Iqbal for help with it" in _told(autumn, THURSDAY)


def _named(autumn: Autumn, share_id: int, now: datetime, *, who: str = "rob") -> tuple[str, date] | None:
    with autumn.group.database.read() as transaction:
        view = items.view(transaction, viewer=autumn.group.viewer(who), share_id=share_id, now=now)
        found = fair_warnings.asked_after(transaction, views=[view], until=NEXT_TUESDAY, now=now)
        assert fair_warnings.asked_after(transaction, views=[view], until=None, now=now) == {}
    one = found.get(share_id)
    return None if one is None else (one.name, one.by)


def test_nobody_is_named_once_somebody_is_asked_already(autumn: Autumn) -> None:
    autumn.agreed_by_all()
    made = autumn.promised()
    wednesday = date(2026, 9, 30)
    autumn.work(wednesday)
    autumn.look(wednesday)
    share_id = made.shares[0].id
    assert _named(autumn, share_id, at(wednesday)) == ("Mina Iqbal", NEXT_TUESDAY)

    pressed = autumn.pressed(made)
    follow_ups.press(
        database=autumn.group.database,
        viewer=autumn.group.viewer("sam"),
        pressed=pressed,
        word="ask_co_ordinator",
        now=at(wednesday, 10),
    )

    assert _named(autumn, share_id, at(wednesday, 11)) is None


def test_runners_own_date_is_asked_of_their_deputy_if_there_is_one(autumn: Autumn) -> None:
    made = autumn.promised(holders=(None, "sam"))
    share_id = next(one.id for one in made.shares if one.person_id is not None)
    assert _named(autumn, share_id, at(TUESDAY), who="sam") is None

    group = autumn.group
    list_in_directory(group.database, group.installation_id, "U-TOM", "Tom Reed")
    autumn.join("U-TOM", Role.DEPUTY_RUNNER, None)

    assert _named(autumn, share_id, at(TUESDAY), who="sam") == ("Tom Reed", date(2026, 9, 30))


def test_nobody_is_named_where_nobody_is_asked(autumn: Autumn) -> None:
    made = autumn.promised(due=date(2026, 12, 18))

    assert _named(autumn, made.shares[0].id, at(TUESDAY)) is None
