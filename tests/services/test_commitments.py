"""Putting actions into the timetable."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.domain.asking import AskPlan
from bot.domain.commitments import NewCommitment, NewShare, ShareState, Wording
from bot.domain.deliveries import DeliveryKind
from bot.domain.importance import Importance
from bot.domain.lines import Named
from bot.domain.permissions import ENGINE, Role
from bot.errors import Refused
from bot.services import choices, commitments
from storage import commitments as stored_commitments
from storage import dependencies, directory, members, notes, partners, people
from storage.database import Database
from tests import riverside
from tests.promised import DUE, add, owed
from tests.riverside import NOW, Riverside


def _refused(group: Riverside, *, by: str = "sam", **form: str) -> Refused:
    with pytest.raises(Refused) as raised:
        add(group, by=by, confirmed=(), now=NOW, **form)
    with group.database.read() as transaction:
        assert stored_commitments.all_of(transaction, viewer=group.viewer("sam")) == ()
    return raised.value


def test_runner_proposes_and_the_co_ordinator_is_asked(group: Riverside) -> None:
    added = add(group)

    [share] = added.commitment.shares
    [holding] = added.holdings
    assert (share.person_id, share.state) == (group.person("mina").id, ShareState.PROPOSED)
    assert (holding.person_name, holding.partner_name) == ("Mina Iqbal", "Castle College")
    assert holding.plan == AskPlan(on=date(2026, 9, 15), late=False)
    assert added.runner_name == "Sam"
    assert owed(group, "mina") == [(DeliveryKind.ASK, "ask-1", date(2026, 9, 15))]


def test_everything_in_the_form_is_kept(group: Riverside) -> None:
    added = add(
        group,
        what="  Send   course data ",
        person="Rob Stone",
        done_when="in the sheet",
        why="the prospectus",
        if_not="a page is missing",
        importance="board",
        last_safe="4 December 2026",
    )

    [share] = added.commitment.shares
    assert added.commitment.wording == Wording(
        title="Send course data",
        done_when="in the sheet",
        why="the prospectus",
        if_not="a page is missing",
    )
    assert (added.commitment.due, added.commitment.importance) == (DUE, Importance.BOARD)
    assert added.commitment.last_safe == date(2026, 12, 4)
    assert share.person_id == group.person("rob").id


def test_what_somebody_adds_for_themselves_is_accepted_at_once(group: Riverside) -> None:
    added = add(group, by="mina")

    [share] = added.commitment.shares
    assert share.state is ShareState.ACCEPTED
    assert [(one.is_adder, one.plan) for one in added.holdings] == [(True, None)]
    assert {kind for kind, _, _ in owed(group, "mina")} == {DeliveryKind.REMINDER, DeliveryKind.AFTER}


def test_all_partners_get_a_share_each_and_the_office_stands_outside(group: Riverside) -> None:
    added = add(group, partner="all")

    assert added.commitment.all_partners
    assert {share.partner_id for share in added.commitment.shares} == {
        group.castle_id,
        group.brook_lane_id,
    }
    assert sorted(one.person_name for one in added.holdings) == ["Dee Frame", "Mina Iqbal"]


def test_all_partners_goes_in_where_one_has_nobody_to_ask(group: Riverside) -> None:
    with group.database.write() as transaction:
        partners.add(transaction, viewer=group.viewer("sam"), name="Northgate")

    added = add(group, partner="all")

    assert added.without == ("Northgate",)
    assert len(added.commitment.shares) == 3


def test_nobody_is_told_while_the_doors_are_shut(database: Database) -> None:
    group = riverside.build(database)

    added = add(group)

    assert [one.plan for one in added.holdings] == [None]
    assert owed(group, "mina") == []


def test_colleague_from_the_directory_is_brought_in_with_the_doors_shut(group: Riverside) -> None:
    with group.database.write() as transaction:
        northgate = partners.add(transaction, viewer=group.viewer("sam"), name="Northgate")
        entry = replace(riverside.LISTED["U-ROB"], external_id="U-JO", name="Jo Blake")
        directory.put(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            entry=entry,
            now=NOW,
        )

    added = add(group, partner=str(northgate.id), person="slack:U-JO")

    with group.database.read() as transaction:
        everybody = members.all_of(transaction, viewer=group.viewer("sam"))
    [jo] = [one for one in everybody if one.person.name == "Jo Blake"]
    assert (jo.role, jo.partner_id, jo.doors_open) == (Role.MEMBER, northgate.id, False)
    assert [one.plan for one in added.holdings] == [None]


@pytest.mark.parametrize(
    ("form", "key", "field"),
    [
        ({"what": "   "}, "title_needed", "what"),
        ({"what": "x" * 4000}, "too_long", "what"),
        ({"why": "x" * 4000}, "too_long", "why"),
        ({"partner": "12345"}, "partner_needed", "partner"),
        ({"partner": "castle"}, "partner_needed", "partner"),
        ({"by_when": "31 February"}, "date_no_such_day", "by_when"),
        ({"by_when": ""}, "date_missing_day", "by_when"),
        ({"by_when": "9 September 2026"}, "date_passed", "by_when"),
        ({"by_when": "29 November 2026"}, "date_closed", "by_when"),
        ({"by_when": "12 September 2026"}, "date_closed", "by_when"),
        ({"importance": "enormous"}, "importance_unknown", "importance"),
        ({"last_safe": "26 November 2026"}, "last_safe_before_due", "last_safe"),
        ({"last_safe": "whenever"}, "date_unreadable", "last_safe"),
        ({"person": "Zadie Nobody"}, "person_unknown", "person"),
        ({"person": "slack:U-LEFT"}, "person_left", "person"),
        ({"person": "Dee Frame"}, "person_elsewhere", "person"),
        ({"partner": "all", "person": "Mina Iqbal"}, "person_for_all", "person"),
        ({"partner": "all", "by_when": "29 November 2026"}, "date_closed_for_some", "by_when"),
    ],
)
def test_what_needs_mending_is_said_at_its_field_and_nothing_is_written(
    group: Riverside, form: dict[str, str], key: str, field: str
) -> None:
    refused = _refused(group, **form)

    assert (refused.key, refused.field) == (key, field)


def test_closed_day_offers_the_last_open_day_before(group: Riverside) -> None:
    refused = _refused(group, by_when="28 December 2026")

    assert refused.parameters == {
        "partner": "Castle College",
        "day": date(2026, 12, 28),
        "open_day": date(2026, 12, 24),
    }


def test_closed_day_right_after_today_offers_nothing(group: Riverside) -> None:
    friday = datetime(2026, 9, 11, 8, 0, tzinfo=UTC)

    with pytest.raises(Refused) as raised:
        add(group, by_when="12 September 2026", now=friday)

    assert raised.value.key == "date_closed_till_then"


@pytest.mark.parametrize(
    ("by_when", "key", "due"),
    [
        ("9 September 2026", "date_passed", date(2026, 9, 9)),
        ("28 December 2026", "date_closed", date(2026, 12, 28)),
    ],
)
def test_odd_date_that_is_meant_goes_in(group: Riverside, by_when: str, key: str, due: date) -> None:
    assert add(group, by_when=by_when, confirmed={key}).commitment.due == due


def test_partner_with_nobody_to_ask_gets_a_sentence(group: Riverside) -> None:
    with group.database.write() as transaction:
        northgate = partners.add(transaction, viewer=group.viewer("sam"), name="Northgate")

    refused = _refused(group, partner=str(northgate.id))

    assert (refused.key, refused.parameters) == (
        "partner_without_co_ordinator",
        {"partner": "Northgate"},
    )


@pytest.mark.parametrize("partner", ["all", "brook lane"])
def test_co_ordinator_adds_for_their_own_partner_only(group: Riverside, partner: str) -> None:
    chosen = partner if partner == "all" else str(group.brook_lane_id)

    assert _refused(group, by="mina", partner=chosen).key == "not_for_your_role"


def _imported(group: Riverside, *states: ShareState) -> NewCommitment:
    return NewCommitment(
        wording=Wording(title="Sign accord"),
        due=DUE,
        shares=tuple(
            NewShare(partner_id=partner_id, person_id=group.person(name).id, state=state)
            for (partner_id, name), state in zip(
                ((group.castle_id, "mina"), (group.brook_lane_id, "dee")), states, strict=False
            )
        ),
        notes=("Amber",),
    )


@pytest.mark.parametrize(
    ("agreed_on", "state", "kinds"),
    [
        (None, ShareState.PROPOSED, {DeliveryKind.ASK}),
        (
            date(2026, 9, 9),
            ShareState.ACCEPTED,
            {DeliveryKind.AGREED, DeliveryKind.REMINDER, DeliveryKind.AFTER},
        ),
    ],
)
def test_what_a_meeting_agreed_is_told_and_the_rest_is_asked(
    group: Riverside, agreed_on: date | None, state: ShareState, kinds: set[DeliveryKind]
) -> None:
    new = _imported(group, ShareState.PROPOSED, ShareState.DONE)

    with group.database.write() as transaction:
        [commitment] = commitments.add_many(
            transaction, viewer=group.viewer("sam"), actions=[new], agreed_on=agreed_on, now=NOW
        )
        kept = notes.of_commitment(transaction, viewer=group.viewer("sam"), commitment_id=commitment.id)

    assert [share.state for share in commitment.shares] == [state, ShareState.DONE]
    assert [share.agreed_on for share in commitment.shares] == [agreed_on, None]
    assert {kind for kind, _, _ in owed(group, "mina")} == kinds
    assert kept == ("Amber",)


def test_only_runner_and_chair_put_in_many(group: Riverside) -> None:
    with (
        group.database.write() as transaction,
        pytest.raises(Refused, match="not_for_your_role"),
    ):
        commitments.add_many(transaction, viewer=group.viewer("mina"), actions=[], agreed_on=None, now=NOW)


def test_form_offers_what_the_role_may_add_for(group: Riverside) -> None:
    for_sam = choices.for_adding(database=group.database, viewer=group.viewer("sam"), now=NOW)
    for_mina = choices.for_adding(database=group.database, viewer=group.viewer("mina"), now=NOW)

    assert [one.name for one in for_sam.partners] == [
        "Brook Lane Training",
        "Castle College",
        "Partnership office",
    ]
    assert (for_sam.all_partners, for_mina.all_partners) == (True, False)
    assert [one.name for one in for_mina.partners] == ["Castle College"]
    assert [one.person.name for one in for_mina.members] == ["Mina Iqbal", "Rob Stone"]
    assert for_sam.today == date(2026, 9, 10)


def test_form_knows_two_of_one_name_by_their_partners(group: Riverside) -> None:
    viewer = group.viewer("sam")
    with group.database.write() as transaction:
        other = people.create(transaction, viewer=viewer, name="Mina Iqbal", zone=None, now=NOW)
        members.add(
            transaction,
            viewer=viewer,
            person_id=other.id,
            role=Role.CO_ORDINATOR,
            partner_id=group.brook_lane_id,
        )

    found = choices.for_adding(database=group.database, viewer=viewer, now=NOW).named

    assert [one for one in found if one.name == "Mina Iqbal"] == [
        Named(id=group.person("mina").id, name="Mina Iqbal", partner="Castle College"),
        Named(id=other.id, name="Mina Iqbal", partner="Brook Lane Training"),
    ]


def test_form_with_no_partner_to_choose_says_so(group: Riverside) -> None:
    viewer = replace(group.viewer("mina"), partner_id=None)

    with pytest.raises(Refused, match="no_partners"):
        choices.for_adding(database=group.database, viewer=viewer, now=NOW)


def test_colleagues_are_those_of_the_same_partner(group: Riverside) -> None:
    found = choices.colleagues(
        database=group.database, viewer=group.viewer("mina"), partner_id=group.castle_id
    )

    assert [one.person.name for one in found] == ["Mina Iqbal", "Rob Stone"]


def test_what_it_waits_for_goes_in_with_it(group: Riverside) -> None:
    needed = add(group).commitment

    waiting = add(group, what="Proof-read it", by_when="4 December 2026", needs=(str(needed.id),)).commitment

    with group.database.read() as transaction:
        needs = dependencies.needs_in(transaction, viewer=group.viewer("sam"))
    assert needs == {waiting.id: (needed.id,)}
