"""The timetable as one person asks for it, and everything that is theirs."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.permissions import Viewer, myself
from bot.errors import Refused
from bot.services import progress, timetable
from bot.services.timetable import Mine, Shown, TimetableView
from tests import marked
from tests.promised import accepted, add, proposed
from tests.riverside import NOW, Riverside

DECEMBER = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def _show(group: Riverside, name: str, shown: Shown, *, now: datetime = NOW) -> TimetableView:
    return timetable.show(database=group.database, viewer=group.viewer(name), shown=shown, now=now)


def _rows(view: TimetableView) -> list[tuple[str, str]]:
    return [(row.what, row.state) for row in view.rows]


def _mine(group: Riverside, *names: str) -> tuple[Mine, ...]:
    viewers = [group.viewer(name) for name in names]
    return timetable.mine(database=group.database, viewers=viewers, now=NOW)


def test_coming_up_is_the_next_eight_weeks(group: Riverside) -> None:
    add(group, what="October", by_when="16 October 2026")
    add(group, what="November", by_when="27 November 2026")
    done = accepted(group, what="September", by_when="25 September 2026")
    progress.done(database=group.database, viewer=group.viewer("mina"), pressed=done, now=NOW)

    assert _rows(_show(group, "dee", Shown.COMING_UP)) == [("October", "To confirm")]


def test_everything_has_all_of_it_soonest_first(group: Riverside) -> None:
    add(group, what="November", by_when="27 November 2026")
    accepted(group, what="October", by_when="16 October 2026")

    view = _show(group, "dee", Shown.EVERYTHING, now=DECEMBER)

    assert _rows(view) == [("October", "New date to agree"), ("November", "To confirm")]
    assert (view.partnership.name, view.today) == ("Riverside Progression Group", date(2026, 12, 1))


def test_my_organisation_has_what_is_open_there(group: Riverside) -> None:
    add(group, what="Castle")
    add(group, what="Brook Lane", partner=str(group.brook_lane_id))
    add(group, what="Everybody", partner="all")

    assert _rows(_show(group, "rob", Shown.ORGANISATION)) == [
        ("Castle", "To confirm"),
        ("Everybody", "To confirm"),
    ]


def test_mine_is_what_i_hold(group: Riverside) -> None:
    accepted(group, what="Hers")
    add(group, what="Robs", person="Rob Stone")

    view = _show(group, "mina", Shown.MINE)

    assert [item.title for item in view.items] == ["Hers"]


@pytest.mark.parametrize(
    ("name", "titles"), [("sam", ["Hers"]), ("mina", ["Hers"]), ("rob", []), ("grace", [])]
)
def test_date_passed_is_for_the_runner_and_for_your_own(
    group: Riverside, name: str, titles: list[str]
) -> None:
    accepted(group, what="Hers")
    proposed(group, what="Never agreed")
    accepted(group, what="Ahead", by_when="18 December 2026")

    view = _show(group, name, Shown.DATE_PASSED, now=DECEMBER)

    assert [item.title for item in view.items] == titles


def test_long_timetable_counts_what_it_leaves_out(group: Riverside) -> None:
    for number in range(timetable.ROWS_AT_MOST + 3):
        add(group, what=f"Action {number:02}")

    rows = _show(group, "sam", Shown.EVERYTHING)
    items = _show(group, "mina", Shown.MINE)
    [mine] = _mine(group, "mina")

    assert (len(rows.rows), rows.more) == (40, 3)
    assert (len(items.items), items.more) == (12, 31)
    assert (len(mine.items), mine.more) == (12, 31)


def test_mine_ends_with_what_i_am_waiting_for(group: Riverside) -> None:
    accepted(group, what="Alone")
    add(group, what="Everybody", partner="all")

    [mine] = _mine(group, "mina")

    assert [item.title for item in mine.items] == ["Alone", "Everybody"]
    assert mine.waiting == ()


def test_somebody_in_two_partnerships_sees_both(group: Riverside) -> None:
    accepted(group)

    assert [len(one.items) for one in _mine(group, "mina", "rob")] == [1, 0]


def test_who_is_in_no_partnership_sees_no_timetable(group: Riverside) -> None:
    nobody: Viewer = myself(group.person("mina").id)

    with pytest.raises(Refused, match="not_for_your_role"):
        timetable.show(database=group.database, viewer=nobody, shown=Shown.EVERYTHING, now=NOW)


def test_next_milestone_stands_with_what_is_coming_up(group: Riverside) -> None:
    without = _show(group, "dee", Shown.COMING_UP)
    made = marked.planned(group)

    assert without.next_milestone is None
    assert _show(group, "dee", Shown.COMING_UP).next_milestone == made
    assert _show(group, "dee", Shown.EVERYTHING).next_milestone is None
