"""A new date that holds at once stands in the runner's next list: who, from when to when, and why."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.domain.mornings import Rank
from bot.messages.notices import Notice
from bot.services import granted_time, moves, planning, progress, promises, readers
from bot.services.moves import NewDate
from bot.services.presses import Pressed
from storage.tables import PartnershipRow
from tests import marked
from tests.coursing import words
from tests.office import Office, said
from tests.promised import accepted, add, fresh
from tests.riverside import NOW, Riverside

NEXT_MORNING = NOW + timedelta(days=1)


def begin_mornings(group: Riverside) -> None:
    """Sam gets the list from the next working day on."""
    with group.database.write() as transaction:
        planning.open_doors(transaction, viewer=group.viewer("sam"), person_ids=[], now=NOW)


def more_time(
    group: Riverside,
    pressed: Pressed,
    day: str = "4 December 2026",
    *,
    reason: str = "Our governors meet on 3 December",
    by: str = "mina",
) -> None:
    outcome = moves.ask_for_time(
        database=group.database,
        viewer=group.viewer(by),
        pressed=fresh(group, pressed),
        wanted=NewDate(day=day, reason=reason),
        now=NOW,
    )
    assert outcome.changed


def castles_share_of_all(group: Riverside) -> Pressed:
    """Castle College's own share of an action of all partners, which Mina has accepted."""
    shares = add(group, partner="all").commitment.shares
    [castles] = [one for one in shares if one.partner_id == group.castle_id]
    pressed = Pressed(share_id=castles.id, version=castles.version)
    promises.accept(database=group.database, viewer=group.viewer("mina"), pressed=pressed, now=NOW)
    return pressed


def more_time_past_the_safe_date(group: Riverside, title: str) -> None:
    """What waits for the runner is the most pressing line of a list."""
    more_time(group, accepted(group, what=title, last_safe="1 December 2026"), reason="")


def notices(group: Riverside, *, days: int = 1) -> list[Notice]:
    with group.database.read() as transaction:
        sam = readers.reader(transaction, viewer=group.engine, person_id=group.person("sam").id)
        assert sam is not None
        return list(granted_time.of_morning(transaction, sam, NOW + timedelta(days=days)))


def told(group: Riverside, *, days: int = 1) -> list[list[str]]:
    return [words(one).splitlines() for one in notices(group, days=days)]


SAID = [
    "Send course data",
    "Mina Iqbal at Castle College needed more time.",
    "It's now by Friday 4 December instead of Friday 27 November.",
    "Why, for you alone: Our governors meet on 3 December",
]


def test_whole_action_that_moved_is_told_with_its_reason(group: Riverside) -> None:
    more_time(group, accepted(group))

    assert told(group) == [SAID]


def test_own_share_of_an_action_of_all_that_moved_is_told_alike(group: Riverside) -> None:
    more_time(group, castles_share_of_all(group))

    assert told(group) == [SAID]


def test_it_comes_with_the_next_morning_list_and_with_no_other(group: Riverside, office: Office) -> None:
    begin_mornings(group)
    more_time(group, accepted(group))

    first = said(office.run(NEXT_MORNING), "sam")
    later = office.live(NEXT_MORNING + timedelta(hours=1), NEXT_MORNING + timedelta(days=4))

    assert "\n".join(SAID[1:]) in first
    assert "governors" not in first.split("\n", 1)[0]
    assert not [one for _, one in later if "governors" in str(one.content)]


def test_full_list_has_room_for_it(group: Riverside, office: Office) -> None:
    begin_mornings(group)
    for number in range(8):
        more_time_past_the_safe_date(group, f"Action {number}")
    more_time(group, accepted(group))

    assert "Our governors meet on 3 December" in said(office.run(NEXT_MORNING), "sam")


def test_last_safe_date_or_a_milestone_makes_it_more_pressing(group: Riverside) -> None:
    milestone = marked.planned(group, by_when="27 November 2026")
    pressed = accepted(group, last_safe="4 December 2026")
    marked.fill(group, milestone, pressed)

    more_time(group, pressed)

    [notice] = notices(group)
    assert (notice.rank, notice.asks) == (Rank.AT_RISK, True)
    assert words(notice).splitlines()[4:] == [
        "The milestone The joint prospectus is out is on Friday 27 November.",
        "That is its last safe date.",
        "A call may be worth making.",
    ]


def test_milestone_that_is_still_ahead_and_time_to_spare_can_wait(group: Riverside) -> None:
    pressed = accepted(group, last_safe="11 December 2026")
    marked.fill(group, marked.planned(group, by_when="4 December 2026"), pressed)

    more_time(group, pressed)

    [notice] = notices(group)
    assert (notice.rank, notice.asks, notice.once) == (Rank.CAN_WAIT, False, True)
    assert words(notice).splitlines() == SAID


def test_without_a_reason_there_is_no_line_of_it(group: Riverside) -> None:
    more_time(group, accepted(group), reason="")

    assert told(group) == [SAID[:3]]


def test_two_moves_are_one_line_from_the_first_date_to_the_last_with_both_reasons(group: Riverside) -> None:
    pressed = accepted(group)
    more_time(group, pressed, "1 December 2026", reason="A tutor is away")
    more_time(group, pressed)

    assert told(group) == [[*SAID[:3], "Why, for you alone: A tutor is away", SAID[3]]]


def test_colleague_who_asks_for_the_holder_is_named_with_them(group: Riverside) -> None:
    more_time(group, accepted(group), by="rob")

    assert told(group)[0][1] == "Rob Stone asked for more time. Mina Iqbal has it now."


def test_what_is_done_since_is_told_as_done(group: Riverside) -> None:
    pressed = accepted(group)
    more_time(group, pressed)
    progress.done(
        database=group.database, viewer=group.viewer("mina"), pressed=fresh(group, pressed), now=NOW
    )

    assert told(group) == []


@pytest.mark.parametrize("agree", [True, False])
def test_what_the_runner_has_decided_is_no_news(group: Riverside, *, agree: bool) -> None:
    pressed = accepted(group, last_safe="1 December 2026")
    more_time(group, pressed)
    moves.decide(
        database=group.database,
        viewer=group.viewer("sam"),
        pressed=fresh(group, pressed),
        agree=agree,
        now=NOW + timedelta(minutes=5),
    )

    assert told(group) == []


def test_runners_own_new_date_is_no_news(group: Riverside) -> None:
    more_time(group, accepted(group), by="sam")

    assert told(group) == []


def test_what_the_runner_has_moved_again_is_no_news(group: Riverside) -> None:
    pressed = accepted(group)
    more_time(group, pressed)
    more_time(group, pressed, "8 December 2026", by="sam")

    assert told(group) == []


def test_reason_does_not_pass_to_the_next_runner(group: Riverside) -> None:
    more_time(group, accepted(group))
    with group.database.write() as transaction:
        since = update(PartnershipRow).values(runner_since=NOW + timedelta(hours=1))
        transaction.connection.execute(since)

    assert told(group) == [SAID[:3]]
