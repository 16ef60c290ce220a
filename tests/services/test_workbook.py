"""The workbook out: what stands on its pages, and what its reader alone may know."""

from datetime import date, datetime, timedelta

import pytest

from bot.domain.commitments import ShareState
from bot.domain.milestones import MilestoneState
from bot.domain.permissions import Role, Viewer
from bot.domain.snapshots import SnapshotKind
from bot.errors import Refused
from bot.excel.inbound import read_workbook
from bot.services import moves, progress, snapshots, workbook
from bot.services.moves import NewDate
from bot.services.presses import Pressed
from storage import milestones, notes
from storage import shares as stored_shares
from storage import snapshots as stored_snapshots
from tests import promised
from tests.riverside import NOW, Riverside

WEEK = timedelta(days=7)
LATER = NOW + WEEK


def mine(group: Riverside, who: str = "sam", *, now: datetime = LATER) -> dict[str, list[list[str]]]:
    return pages(workbook.my_copy(database=group.database, viewer=group.viewer(who), now=now).content)


def shared(group: Riverside, who: str = "sam", *, now: datetime = LATER) -> dict[str, list[list[str]]]:
    return pages(workbook.copy_to_share(database=group.database, viewer=group.viewer(who), now=now).content)


def pages(content: bytes) -> dict[str, list[list[str]]]:
    """The rows of each page, below its headings."""
    return {
        sheet.name: [[cell.text for cell in row.cells] for row in sheet.rows[3:]]
        for sheet in read_workbook(content)
    }


def moved(group: Riverside, pressed: Pressed, *, now: datetime = NOW) -> None:
    moves.ask_for_time(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=pressed,
        wanted=NewDate(day="4 December 2026", reason="Two tutors are ill"),
        now=now,
    )


def test_both_copies_are_for_runner_and_chair(group: Riverside) -> None:
    asked = {
        name: workbook.choice(database=group.database, viewer=group.viewer(name)).has_own
        for name in ("sam", "grace", "mina", "rob", "dee")
    }

    assert asked == {"sam": True, "grace": True, "mina": False, "rob": False, "dee": False}


@pytest.mark.parametrize("who", ["mina", "rob", "dee"])
def test_my_copy_is_for_nobody_else(group: Riverside, who: str) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        mine(group, who)


def test_the_file_of_each_copy_says_for_whom_it_is(group: Riverside) -> None:
    own = workbook.my_copy(database=group.database, viewer=group.viewer("grace"), now=NOW)
    share = workbook.copy_to_share(database=group.database, viewer=group.viewer("grace"), now=NOW)

    assert own.name == "PRIVATE Riverside Progression Group timetable, 10 September 2026.xlsx"
    assert share.name.endswith("to share.xlsx")


def test_a_date_that_moved_has_a_page_for_all_and_a_reason_for_nobody(group: Riverside) -> None:
    pressed = promised.accepted(group)
    moved(group, pressed)

    assert shared(group, "mina")["Dates moved"] == [
        ["Send course data", "Castle College", "2026-11-27", "2026-12-04", "2026-09-10"]
    ]
    assert "ill" not in str(shared(group))


def test_dates_of_what_was_dropped_are_left_out(group: Riverside) -> None:
    pressed = promised.accepted(group)
    moved(group, pressed)
    fresh = promised.fresh(group, pressed)
    with group.database.write() as transaction:
        stored_shares.change(
            transaction,
            viewer=group.engine,
            share_id=fresh.share_id,
            version=fresh.version,
            state=ShareState.DROPPED,
        )

    assert "Dates moved" not in shared(group)


def test_the_first_copy_has_nothing_to_compare_with(group: Riverside) -> None:
    promised.accepted(group)

    assert mine(group)["Changes"] == []


def test_my_copy_tells_what_changed_since_my_last_one_and_who_did_it(group: Riverside) -> None:
    first = promised.accepted(group)
    second = promised.accepted(group, what="Book the hall")
    mine(group, now=NOW)
    moved(group, first, now=LATER - timedelta(hours=2))
    progress.done(
        database=group.database, viewer=group.viewer("mina"), pressed=second, now=LATER - timedelta(days=1)
    )
    promised.add(group, what="Sign accord", now=LATER - timedelta(hours=1))

    assert mine(group)["Changes"] == [
        ["New", "Sign accord", "Castle College", "By Friday 27 November 2026", "2026-09-17", "Sam Hallam"],
        [
            "Done",
            "Book the hall",
            "Castle College",
            "By Friday 27 November 2026",
            "Done",
            "2026-09-16",
            "Mina Iqbal",
        ],
        [
            "Date moved",
            "Send course data",
            "Castle College",
            "Friday 27 November 2026",
            "Friday 4 December 2026",
            "2026-09-17",
            "Mina Iqbal",
            "Two tutors are ill",
        ],
    ]


def test_a_chair_reads_what_changed_and_never_why(group: Riverside) -> None:
    pressed = promised.accepted(group)
    mine(group, "grace", now=NOW)
    moved(group, pressed, now=LATER - timedelta(hours=1))

    [change] = mine(group, "grace")["Changes"]
    assert change[0] == "Date moved"
    assert "Two tutors are ill" not in change


def test_the_copies_of_others_and_of_today_are_not_what_mine_is_compared_with(group: Riverside) -> None:
    promised.accepted(group)
    mine(group, now=NOW)
    promised.add(group, what="Sign accord", now=NOW + timedelta(days=1))
    mine(group, "grace", now=NOW + timedelta(days=2))
    shared(group, now=NOW + timedelta(days=2))
    mine(group, now=LATER - timedelta(hours=1))

    assert [row[1] for row in mine(group)["Changes"]] == ["Sign accord"]


def test_notes_are_for_the_runner_alone(group: Riverside) -> None:
    pressed = promised.accepted(group)
    commitment, _ = promised.stored(group, pressed)
    with group.database.write() as transaction:
        for text in ("Ring first", "Not on Fridays"):
            notes.add(
                transaction, viewer=group.viewer("sam"), commitment_id=commitment.id, text=text, now=NOW
            )

    assert "Ring first\nNot on Fridays" in mine(group)["Who does what by when"][0]
    assert "Ring first" not in str(mine(group, "grace"))
    assert "Ring first" not in str(shared(group))


@pytest.mark.parametrize(
    ("state", "due", "said"),
    [
        (MilestoneState.PLANNED, date(2026, 12, 18), "To come"),
        (MilestoneState.PLANNED, date(2026, 9, 16), "New date to agree"),
        (MilestoneState.REACHED, date(2026, 9, 16), "To come"),
        (MilestoneState.CELEBRATED, date(2026, 9, 16), "Reached"),
        (MilestoneState.QUIET, date(2026, 9, 16), "Reached"),
    ],
)
def test_a_milestone_is_reached_once_somebody_has_marked_it(
    group: Riverside, state: MilestoneState, due: date, said: str
) -> None:
    with group.database.write() as transaction:
        made = milestones.add(
            transaction, viewer=group.viewer("sam"), title="Prospectus out", due=due, now=NOW
        )
        milestones.change(
            transaction,
            viewer=group.engine,
            milestone_id=made.id,
            since=(MilestoneState.PLANNED,),
            state=state,
        )

    assert shared(group)["Milestones"] == [[due.isoformat(), "Prospectus out", said]]


def test_a_milestone_says_how_much_of_it_is_done(group: Riverside) -> None:
    done = promised.accepted(group)
    other = promised.accepted(group, what="Book the hall")
    with group.database.write() as transaction:
        viewer = group.viewer("sam")
        made = milestones.add(transaction, viewer=viewer, title="Prospectus out", due=promised.DUE, now=NOW)
        ids = [promised.stored(group, one)[0].id for one in (done, other)]
        milestones.put_in(transaction, viewer=viewer, milestone_id=made.id, commitment_ids=ids)
    progress.done(database=group.database, viewer=group.viewer("mina"), pressed=done, now=NOW)

    assert shared(group)["Milestones"] == [["2026-11-27", "Prospectus out", "To come", "1 of 2 done"]]


def test_every_copy_is_remembered_by_its_token(group: Riverside) -> None:
    promised.accepted(group)
    content = workbook.my_copy(database=group.database, viewer=group.viewer("sam"), now=NOW).content

    token = read_workbook(content)[0].token
    with group.database.read() as transaction:
        known = snapshots.by_token(transaction, viewer=group.viewer("sam"), token=token)
        elsewhere = snapshots.by_token(
            transaction,
            viewer=Viewer(person_id=1, partnership_id=99, role=Role.RUNNER),
            token=token,
        )
        unknown = snapshots.by_token(transaction, viewer=group.viewer("sam"), token="none")

    assert known is not None
    snapshot, [action] = known
    assert (snapshot.kind, snapshot.on, snapshot.person_id) == (
        SnapshotKind.PRIVATE,
        NOW.date(),
        group.person("sam").id,
    )
    assert (action.title, action.shares[0].partner, action.shares[0].person) == (
        "Send course data",
        "Castle College",
        "Mina Iqbal",
    )
    assert (elsewhere, unknown) == (None, None)


def test_the_operator_s_copy_is_not_remembered(group: Riverside) -> None:
    copy = workbook.for_operator(database=group.database, name="Riverside Progression Group", now=NOW)

    with group.database.read() as transaction:
        last = stored_snapshots.newest(
            transaction, viewer=group.engine, kinds=tuple(SnapshotKind), before=LATER.date()
        )
    assert (read_workbook(copy.content)[0].token, last) == ("", None)


def test_the_operator_names_one_partnership(group: Riverside) -> None:
    with pytest.raises(LookupError, match="0 partnerships are called 'Valley Link'"):
        workbook.for_operator(database=group.database, name="Valley Link", now=NOW)


def test_a_snapshot_whose_rows_are_gone_had_no_actions() -> None:
    assert snapshots.actions_of(None) == ()
