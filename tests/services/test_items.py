"""Items as people see them, put together from what is stored."""

from datetime import date

from bot.domain.commitments import NewShare, ShareState, Wording
from bot.domain.importance import Importance
from bot.domain.items import ItemView
from bot.domain.permissions import Viewer
from bot.services import items, timetable
from storage import commitments, shares
from tests.riverside import NOW, Riverside


def _shared(group: Riverside, *, holder: str | None = "mina") -> int:
    """Castle College's share of an action of two partners and the office; returns its number."""
    castle = NewShare(
        partner_id=group.castle_id,
        person_id=group.person(holder).id if holder else None,
        state=ShareState.ACCEPTED,
    )
    office = NewShare(partner_id=group.office_id, person_id=group.person("sam").id)
    brook_lane = NewShare(partner_id=group.brook_lane_id, person_id=group.person("dee").id)
    with group.database.write() as transaction:
        made = commitments.add(
            transaction,
            viewer=group.viewer("grace"),
            wording=Wording(title="Agree the sectors"),
            due=date(2026, 12, 4),
            importance=Importance.NORMAL,
            last_safe=None,
            all_partners=False,
            shares=[castle, office, brook_lane],
            now=NOW,
        )
    return made.shares[0].id


def _view(group: Riverside, share_id: int, viewer: Viewer) -> ItemView:
    with group.database.read() as transaction:
        return items.view(transaction, viewer=viewer, share_id=share_id, now=NOW)


def test_view_has_everything_that_a_line_needs(group: Riverside) -> None:
    seen = _view(group, _shared(group), group.viewer("mina"))

    assert (seen.title, seen.due, seen.today) == (
        "Agree the sectors",
        date(2026, 12, 4),
        date(2026, 9, 10),
    )
    assert (seen.partner_name, seen.others) == (
        "Castle College",
        ("Brook Lane Training", "Partnership office"),
    )
    assert (seen.holder_name, seen.runner_name, seen.adder_name) == ("Mina Iqbal", "Sam", "Grace")
    assert (seen.is_readers, seen.reader_runs, seen.move) == (True, False, None)
    assert seen.calendar is not None
    assert seen.calendar.zone.key == "Europe/Dublin"


def test_sweep_sees_it_as_its_holder_does(group: Riverside) -> None:
    assert _view(group, _shared(group), group.engine).is_readers


def test_share_that_nobody_holds_has_no_holder_and_no_calendar(group: Riverside) -> None:
    seen = _view(group, _shared(group, holder=None), group.engine)

    assert (seen.holder_name, seen.calendar, seen.reader_id) == ("", None, 0)


def test_partner_that_has_declined_is_not_in_it_any_more(group: Riverside) -> None:
    share_id = _shared(group)
    with group.database.write() as transaction:
        commitment, _ = commitments.of_share(transaction, viewer=group.viewer("sam"), share_id=share_id)
        [dees] = [one for one in commitment.shares if one.partner_id == group.brook_lane_id]
        shares.change(
            transaction,
            viewer=group.viewer("sam"),
            share_id=dees.id,
            version=1,
            state=ShareState.DECLINED,
        )

    assert _view(group, share_id, group.viewer("mina")).others == ("Partnership office",)


def test_what_the_others_still_do_is_waited_for(group: Riverside) -> None:
    _shared(group)

    [mine] = timetable.mine(database=group.database, viewers=[group.viewer("mina")], now=NOW)

    [waiting] = mine.waiting
    assert (waiting.what, waiting.partners) == (
        "Agree the sectors",
        ("Brook Lane Training", "Partnership office"),
    )


def test_runner_sees_who_reads(group: Riverside) -> None:
    seen = _view(group, _shared(group), group.viewer("sam"))

    assert (seen.is_readers, seen.reader_runs) == (False, True)
