"""What a workbook would change: everything new, and everything that stays out."""

from datetime import date

import pytest

from bot.domain.imports.changes import MOST_AT_ONCE, Changes, changes_of
from bot.domain.imports.choices import Choices, Past
from bot.domain.imports.readings import ImportedAction, ImportedContact, Unclear
from bot.domain.imports.repeats import ExistingAction
from bot.domain.imports.surroundings import Surroundings
from bot.domain.partners import PartnerKind
from bot.domain.permissions import Role
from tests.domain.imports.surrounded import (
    OCTOBER,
    action,
    around,
    contact,
    member,
    person,
    reading,
    role,
    unclear,
)

MEETING = date(2026, 9, 10)
PASSED = date(2026, 9, 1)


def _changes(
    *found: ImportedAction | ImportedContact | Unclear,
    surroundings: Surroundings | None = None,
    choices: Choices | None = None,
) -> Changes:
    return changes_of(reading(*found), surroundings=surroundings or around(), choices=choices or Choices())


def test_a_row_is_a_new_action() -> None:
    changes = _changes(action())

    [planned] = changes.actions
    assert (planned.action, planned.by, planned.done, planned.agreed) == (action(), OCTOBER, False, False)
    assert changes.is_anything


def test_nothing_is_nothing_to_change() -> None:
    assert not _changes().is_anything


def test_new_organisations_and_people_alone_are_something() -> None:
    assert _changes(contact("Northgate")).is_anything
    assert _changes(contact("Castle College", "M Iqbal")).is_anything


def test_new_organisations_come_in_alphabetical_order_with_their_contacts() -> None:
    northgate = contact("Northgate", "J Pereira")
    changes = _changes(action(partners=("meadow", "castle  COLLEGE")), northgate)

    assert [(one.name, one.kind, one.contact) for one in changes.partners] == [
        ("meadow", PartnerKind.PARTNER, None),
        ("Northgate", PartnerKind.PARTNER, northgate),
    ]


def test_the_runners_organisation_is_an_office_and_stands_outside_all_partners() -> None:
    own = action(
        "Print", partners=("Partnership office",), people=(person("S Hallam", "Partnership office"),)
    )
    changes = _changes(
        own,
        action("Sign", all_partners=True, row=3),
        surroundings=around(member("1", "Sam Hallam", Role.RUNNER)),
    )

    assert [(one.name, one.kind) for one in changes.partners] == [("Partnership office", PartnerKind.OFFICE)]
    assert [share.partner for share in changes.actions[1].shares] == ["Castle College"]


def test_the_chair_acts_for_their_partner_or_else_for_the_office() -> None:
    row = action(partners=(), people=(role("Chair"),))
    office = {"Office": PartnerKind.OFFICE}
    of_nobody = around(member("9", "Grace Obi", Role.CHAIR), partners=office)
    of_castle = around(member("9", "Grace Obi", Role.CHAIR, "Castle College"))

    assert _changes(row, surroundings=of_nobody).actions[0].action.partners == ("Office",)
    assert _changes(row, surroundings=of_castle).actions[0].action.partners == ("Castle College",)
    assert [one.reason for one in _changes(row).unclear[0].problems] == ["whose_role"]


def test_an_action_of_all_partners_waits_while_there_are_none() -> None:
    changes = _changes(action(all_partners=True), surroundings=around(partners={}))

    assert changes.actions == ()
    assert [(row.action.what, row.problems) for row in changes.unclear] == [("Book a hall", ())]


def test_what_is_there_is_not_taken_twice() -> None:
    there = ExistingAction(what="book a HALL", partners=("Castle College",), all_partners=False, by=OCTOBER)
    changes = _changes(action(), surroundings=around(existing=(there,)))

    assert changes.actions == ()
    assert [row.action for row in changes.there] == [action()]


def test_only_partners_that_lack_an_action_get_it() -> None:
    there = ExistingAction(what="Book a hall", partners=("Castle College",), all_partners=False, by=OCTOBER)
    both = action(
        partners=("Castle College", "Northgate"),
        people=(person("M Iqbal", "Castle College"), person("J Pereira", "Northgate")),
    )
    [planned] = _changes(both, surroundings=around(existing=(there,))).actions

    assert planned.action.partners == ("Northgate",)
    assert [owner.name for owner in planned.action.people] == ["J Pereira"]
    assert planned.also == ()


@pytest.mark.parametrize(
    ("choices", "done"),
    [(Choices(), False), (Choices(done=frozenset({"1.2"})), True)],
)
def test_what_is_done_ahead_of_its_date_comes_in_open_unless_ticked(choices: Choices, done: bool) -> None:
    changes = _changes(action(done_ahead=True), choices=choices)

    assert [row.ref for row in changes.done_ahead] == ["1.2"]
    assert [one.done for one in changes.actions] == [done]


def test_what_is_done_and_past_comes_in_done() -> None:
    changes = _changes(action(by=PASSED, done=True))

    assert [one.done for one in changes.actions] == [True]
    assert (changes.past, changes.left_out) == ((), ())


def test_a_date_gone_by_stays_out_until_it_is_decided() -> None:
    changes = _changes(action(by=PASSED))

    assert changes.actions == ()
    assert [row.ref for row in changes.past] == [row.ref for row in changes.left_out] == ["1.2"]


@pytest.mark.parametrize(
    ("choices", "taken"),
    [
        (Choices(past={"1.2": Past.LEAVE_OUT}), []),
        (Choices(past={"1.2": Past.DONE}), [(PASSED, True)]),
        (Choices(past={"1.2": Past.NEW_DATE}, new_days={"1.2": OCTOBER}), [(OCTOBER, False)]),
    ],
)
def test_a_date_gone_by_becomes_what_was_decided(choices: Choices, taken: list[tuple[date, bool]]) -> None:
    changes = _changes(action(by=PASSED), choices=choices)

    assert [(one.by, one.done) for one in changes.actions] == taken
    assert len(changes.past) == 1
    assert len(changes.left_out) == 1 - len(taken)


def test_a_new_date_on_which_it_is_there_already_adds_nothing() -> None:
    there = ExistingAction(what="Book a hall", partners=("Castle College",), all_partners=False, by=OCTOBER)
    changes = _changes(
        action(by=PASSED),
        surroundings=around(existing=(there,)),
        choices=Choices(past={"1.2": Past.NEW_DATE}, new_days={"1.2": OCTOBER}),
    )

    assert (changes.actions, len(changes.there)) == ((), 1)


def test_only_what_the_meeting_agreed_is_agreed() -> None:
    undated = unclear(action("Review", by=None, row=3), "missing_day")
    choices = Choices(
        agreed=True,
        meeting=MEETING,
        days={"1.3": OCTOBER},
        past={"1.4": Past.NEW_DATE},
        new_days={"1.4": OCTOBER},
    )
    changes = _changes(action(), undated, action("Old", by=PASSED, row=4), choices=choices)

    assert {one.action.what: one.agreed for one in changes.actions} == {
        "Book a hall": True,
        "Review": False,
        "Old": False,
    }
    assert changes.meeting == MEETING


def test_a_row_that_was_asked_about_is_asked_about_again() -> None:
    undated = unclear(action(by=None), "missing_day")
    before, after = _changes(undated), _changes(undated, choices=Choices(days={"1.2": OCTOBER}))

    assert before.asked == after.asked
    assert (len(before.unclear), len(after.unclear)) == (1, 0)


def test_critical_is_said_once_for_each_title() -> None:
    changes = _changes(
        action("Send data"),
        action("send  DATA", partners=("Northgate",), row=3),
        action("Eat cake", row=4),
        choices=Choices(critical=frozenset({"1.2"})),
    )

    assert [one.critical for one in changes.actions] == [True, True, False]


@pytest.mark.parametrize(("done", "closed"), [(False, ("Castle College", "the weekend")), (True, None)])
def test_a_date_on_a_closed_day_is_pointed_out_unless_it_is_done(
    done: bool, closed: tuple[str, str] | None
) -> None:
    [planned] = _changes(action(by=date(2026, 10, 3), done=done)).actions

    assert planned.closed == closed


def test_no_more_comes_at_once_than_can_be_looked_through() -> None:
    rows = [action(f"Action {number}", row=number + 2) for number in range(MOST_AT_ONCE + 2)]
    changes = _changes(*rows)

    assert len(changes.actions) == MOST_AT_ONCE
    assert [row.action.what for row in changes.later] == ["Action 200", "Action 201"]


@pytest.mark.parametrize(("partners", "taken"), [(100, 2), (300, 1)])
def test_no_more_shares_come_at_once_than_can_be_written(partners: int, taken: int) -> None:
    crowd = {f"Partner {number}": PartnerKind.PARTNER for number in range(partners)}
    rows = [action(f"Action {number}", row=number + 2, all_partners=True) for number in range(3)]
    changes = _changes(*rows, surroundings=around(partners=crowd))

    assert (len(changes.actions), len(changes.later)) == (taken, 3 - taken)


def test_people_come_who_are_contacts_or_have_something_to_do() -> None:
    left_out = action("Old", by=PASSED, people=(person("Al Other", "Castle College"),), row=3)
    nowhere = action("Three", people=(person("Jo Nowhere"),), partners=("Castle College", "Northgate"), row=4)
    changes = _changes(
        contact("Castle College", "M Iqbal", deputy="R Stone"),
        action(people=(person("K Osei", "Castle College"),)),
        left_out,
        nowhere,
    )

    assert [one.person.name for one in changes.arrivals] == ["M Iqbal", "R Stone", "K Osei"]


def test_a_contact_that_is_not_clear_is_told_and_not_taken() -> None:
    wrong = Unclear(sheet="Contacts", contact=contact("Northgate", "J Pereira", email="?"), problems=())
    changes = _changes(wrong)

    assert (changes.partners, changes.arrivals, changes.unclear_contacts) == ((), (), (wrong,))
