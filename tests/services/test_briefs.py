"""The chair's brief: five lines at most, and nothing about the others for a chair who is one of them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.domain.calendars import Span
from bot.domain.commitments import ShareState
from bot.domain.milestones import MilestoneState
from bot.domain.people import Rhythm
from bot.errors import Refused
from bot.messages import brief as wording
from bot.messages.brief import Away, Brief, GoneBy, Stuck, Thanks
from bot.messages.what_helps import HELPS
from bot.services import briefs, moves, printing, progress
from bot.services.moves import NewDate
from bot.services.presses import Pressed
from storage import members, milestones, partners
from storage.tables import MembershipRow, PartnershipRow
from tests import promised
from tests.planned import add, change, choose
from tests.riverside import NOW, Riverside

DAY = timedelta(days=1)
LATER = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
SOON = date(2026, 9, 18)
FREES = "What would free what is stuck"


def read(group: Riverside, name: str = "grace", now: datetime = NOW) -> Brief:
    return briefs.read(database=group.database, viewer=group.viewer(name), now=now)


def works_for_castle(group: Riverside) -> None:
    with group.database.write() as transaction:
        members.work_for(
            transaction,
            viewer=group.viewer("sam"),
            person_id=group.person("grace").id,
            partner_id=group.castle_id,
        )


def brief_of_castles_chair(group: Riverside, now: datetime = NOW) -> Brief:
    works_for_castle(group)
    with group.database.read() as transaction:
        grace = members.member(transaction, viewer=group.viewer("sam"), person_id=group.person("grace").id)
    assert grace is not None
    return briefs.read(database=group.database, viewer=grace.viewer, now=now)


def get_stuck(group: Riverside) -> None:
    pressed = promised.accepted(group, by_when="18 September 2026")
    progress.stuck(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=pressed,
        because="Money",
        words="None left",
        now=NOW,
    )


def test_quiet_brief_is_empty(group: Riverside) -> None:
    found = read(group)

    assert found.is_empty
    assert (found.partnership, found.first_name) == ("Riverside Progression Group", "Grace")


def test_what_is_the_chairs_own_stands_first_soonest_first(group: Riverside) -> None:
    for due in (date(2026, 9, 24), SOON, date(2026, 10, 30)):
        add(group, due=due, holders=("grace",))

    assert read(group).to_do == (("Send course data", SOON), ("Send course data", date(2026, 9, 24)))


def test_what_has_gone_by_without_a_word_is_told_as_a_task(group: Riverside) -> None:
    gone = add(group, due=SOON, holders=("mina", None, "dee"))
    own = add(group, due=SOON, holders=("grace",))
    for share in (*gone.shares, *own.shares):
        change(group, share, state=ShareState.ACCEPTED)

    assert read(group, now=NOW + 8 * DAY).gone_by == ()
    assert read(group, now=NOW + 9 * DAY).gone_by == (
        GoneBy(title="Send course data", due=SOON, partners=len(gone.shares)),
    )


def test_milestone_that_nobody_has_marked_is_to_be_decided(group: Riverside) -> None:
    with group.database.write() as transaction:
        sam = group.viewer("sam")
        made = milestones.add(transaction, viewer=sam, title="The prospectus", due=SOON, now=NOW)
        milestones.change(
            transaction,
            viewer=sam,
            milestone_id=made.id,
            since=[MilestoneState.PLANNED],
            state=MilestoneState.REACHED,
        )

    assert read(group).to_decide == ("The prospectus",)


def test_what_is_stuck_comes_with_what_would_free_it_to_the_runner(group: Riverside) -> None:
    get_stuck(group)

    found = read(group, "sam")

    assert found.stuck == (
        Stuck(title="Send course data", due=SOON, partner="Castle College", because="Money"),
    )
    assert found.runner == ""
    assert HELPS["Money"] in dict(wording.lines(found))[FREES]


def test_reason_that_only_the_runner_reads_is_not_given_away_to_the_chair(group: Riverside) -> None:
    get_stuck(group)

    found = read(group)

    assert found.stuck == (Stuck(title="Send course data", due=SOON, partner="Castle College"),)
    assert dict(wording.lines(found))[FREES] == (
        "Send course data, with Castle College, by Friday 18 September. "
        "Sam has it; ask whether a word from you would help."
    )


def test_paper_says_no_reason_even_of_the_runner(group: Riverside) -> None:
    get_stuck(group)

    said = dict(wording.lines(wording.printed(read(group, "sam"))))[FREES]

    assert HELPS["Money"] not in said
    assert said.endswith("A call is the best way to hear what would help.")


def test_whoever_is_stuck_has_said_how_it_is_going(group: Riverside) -> None:
    get_stuck(group)

    found = read(group, now=NOW + 12 * DAY)

    assert found.gone_by == ()
    assert (
        "Send course data, with Castle College, was for Friday 18 September."
        in (dict(wording.lines(found))[FREES])
    )


def test_chair_of_a_partner_hears_neither_whose_nor_why_nor_who_was_silent(group: Riverside) -> None:
    get_stuck(group)

    found = brief_of_castles_chair(group, now=LATER)

    assert found.stuck == (Stuck(title="Send course data", due=SOON),)
    assert (found.quiet, found.moved) == ("", "")


def test_chair_of_no_partner_hears_from_whom_nothing_was_heard(group: Riverside) -> None:
    assert read(group, now=LATER).quiet == "Brook Lane Training"
    assert read(group, "sam", now=LATER).quiet == "Brook Lane Training"


def test_chair_who_says_that_they_work_for_a_partner_is_one_of_them(group: Riverside) -> None:
    with group.database.write() as transaction:
        transaction.connection.execute(update(PartnershipRow).values(chair_works_for_partner=True))

    assert read(group, now=LATER).quiet == ""


def test_chair_of_nobody_is_neutral(group: Riverside) -> None:
    with group.database.write() as transaction:
        transaction.connection.execute(
            update(MembershipRow)
            .where(MembershipRow.person_id == group.person("grace").id)
            .values(partner_id=None)
        )
        grace = members.member(transaction, viewer=group.viewer("sam"), person_id=group.person("grace").id)
        assert grace is not None
        assert briefs.is_neutral(transaction, viewer=grace.viewer)


def test_who_is_away_in_the_next_week_stands_there(group: Riverside) -> None:
    choose(group, Rhythm(leave=(Span(first=date(2026, 9, 14), last=date(2026, 9, 25)),)), "mina")
    choose(group, Rhythm(leave=(Span(first=date(2026, 9, 28), last=date(2026, 9, 30)),)), "sam")
    choose(group, Rhythm(leave=(Span(first=date(2026, 9, 14), last=date(2026, 9, 15)),)), "rob")

    assert read(group).away == (
        Away(who="Mina Iqbal", first=date(2026, 9, 14), last=date(2026, 9, 25), back=date(2026, 9, 28)),
    )


def test_partner_that_is_closed_stands_there(group: Riverside) -> None:
    with group.database.write() as transaction:
        partners.add(
            transaction,
            viewer=group.viewer("sam"),
            name="Meadow College",
            closed=(Span(first=date(2026, 9, 16), last=SOON),),
        )

    assert read(group).away == (
        Away(who="Meadow College", first=date(2026, 9, 16), last=SOON, back=date(2026, 9, 21), closed=True),
    )


def finish(group: Riverside, holder: str, now: datetime = NOW) -> None:
    holders: Mapping[str, tuple[str | None, ...]] = {
        "mina": ("mina",),
        "grace": (None, "grace"),
        "dee": (None, None, "dee"),
    }
    commitment = add(group, holders=holders[holder])
    share = commitment.shares[-1]
    pressed = Pressed(share_id=share.id, version=share.version)
    progress.done(database=group.database, viewer=group.viewer("sam"), pressed=pressed, now=now)


def test_whoever_has_finished_something_lately_is_to_be_thanked(group: Riverside) -> None:
    for holder in ("mina", "mina", "grace"):
        finish(group, holder)
    finish(group, "dee", NOW - 40 * DAY)

    assert read(group).thanks == (Thanks(partner="Castle College", title="Send course data"),)


def test_who_needed_more_time_more_than_once_is_to_be_listened_to(group: Riverside) -> None:
    pressed = promised.accepted(group)
    for day in ("4 December 2026", "11 December 2026"):
        moves.ask_for_time(
            database=group.database,
            viewer=group.viewer("mina"),
            pressed=promised.fresh(group, pressed),
            wanted=NewDate(day=day),
            now=NOW,
        )

    assert read(group).moved == "Castle College"
    assert len(wording.lines(read(group))) == 1


def test_brief_has_five_lines_at_most(group: Riverside) -> None:
    add(group, due=SOON, holders=("grace",))
    get_stuck(group)
    finish(group, "dee")
    choose(group, Rhythm(leave=(Span(first=date(2026, 9, 14), last=SOON),)), "mina")

    assert len(wording.lines(read(group))) == 4
    assert len(wording.lines(read(group, now=NOW + 6 * DAY))) <= 5


@pytest.mark.parametrize("name", ["mina", "rob", "dee"])
def test_brief_is_for_who_runs_it_and_the_chair(group: Riverside, name: str) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        read(group, name)


def test_sweep_may_read_for_somebody(group: Riverside) -> None:
    with group.database.read() as transaction:
        assert briefs.brief(transaction, viewer=group.engine, now=NOW).first_name == ""


def test_printed_brief_leaves_out_who_was_not_heard_from(group: Riverside) -> None:
    page = printing.brief_page(database=group.database, viewer=group.viewer("grace"), now=LATER)

    assert page.name == "Riverside Progression Group - brief 2026-11-10.html"
    assert b"Brook Lane" not in page.content
    assert b"All is quiet." in page.content


def test_page_for_the_post_has_the_runners_number(group: Riverside) -> None:
    commitment = add(group, holders=(None, None, "dee"), due=SOON)
    change(group, commitment.shares[2], state=ShareState.PROPOSED)

    page = printing.their_page(
        database=group.database, viewer=group.viewer("sam"), partner_id=group.brook_lane_id, now=NOW
    )

    said = page.content.decode()
    assert "For Dee Frame at Brook Lane Training. Thursday 10 September 2026." in said
    assert "By Friday 18 September 2026" in said
    assert "Ring Sam Hallam." in said
    assert page.name == "Riverside Progression Group - Brook Lane Training 2026-09-10.html"
