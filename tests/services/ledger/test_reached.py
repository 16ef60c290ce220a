"""**Who was reached**: the last thing that went to each, by which tool, and nothing of who looked."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from bot.domain.contacts import ContactKind
from bot.domain.deliveries import DeliveryKind, Owed
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Role
from bot.domain.reached import Reached
from bot.errors import DeliveryFailed, Refused
from bot.messages.reached import Row
from bot.services import outbox, planning
from bot.services.ledger import reached
from storage import contacts, deliveries, members, messages, people
from tests import planned
from tests.elsewhere import valley_link
from tests.office import Office
from tests.outgoing import LOST, MINUTE, SENT, TUESDAY, envelope, fail, settle_lost
from tests.riverside import NOW, Riverside

SLACK, TELEPHONE = AddressKind.SLACK, AddressKind.TELEPHONE
DAY = timedelta(days=1)
GONE = DeliveryFailed("user_not_found", permanent=True)


def seen(group: Riverside, who: str = "sam") -> dict[str, tuple[Reached, AddressKind | None]]:
    found = reached.screen(database=group.database, viewer=group.viewer(who))
    return {row.person: (row.reached, row.tool) for row in found.rows}


def owe(group: Riverside, kind: DeliveryKind) -> None:
    owed = Owed(
        kind=kind,
        fact=f"of {kind.value}",
        step="",
        partnership_id=group.partnership_id,
        due_on=TUESDAY.date(),
        due_at=TUESDAY,
        person_id=group.person("mina").id,
    )
    with group.database.write() as transaction:
        deliveries.owe(transaction, viewer=ENGINE, owed=owed, now=NOW)


def test_everybody_is_there_and_nothing_has_gone_to_anybody_yet(group: Riverside) -> None:
    found = reached.screen(database=group.database, viewer=group.viewer("sam"))

    assert found.partnership == "Riverside Progression Group"
    assert [(row.organisation, row.person) for row in found.rows] == [
        ("Brook Lane Training", "Dee Frame"),
        ("Castle College", "Mina Iqbal"),
        ("Castle College", "Rob Stone"),
        ("Partnership office", "Grace Obi"),
        ("Partnership office", "Sam Hallam"),
    ]
    assert {row.reached for row in found.rows} == {Reached.NOT_YET}
    assert {row.tool for row in found.rows} == {SLACK, TELEPHONE}


def test_what_arrived_has_reached_them(group: Riverside) -> None:
    sent = envelope(group)
    assert seen(group)["Mina Iqbal"] == (Reached.NOT_YET, SLACK)

    outbox.settle_sent(database=group.database, message_id=sent.message_id, sent=SENT, now=TUESDAY)

    assert seen(group)["Mina Iqbal"] == (Reached.REACHED, SLACK)
    assert seen(group)["Rob Stone"] == (Reached.NOT_YET, SLACK)


def test_what_was_refused_for_good_has_not(group: Riverside) -> None:
    fail(group, envelope(group), GONE, TUESDAY)

    assert seen(group)["Mina Iqbal"] == (Reached.NOT_REACHED, SLACK)


def test_it_is_the_next_way_that_counts_where_the_first_one_failed(group: Riverside) -> None:
    with group.database.write() as transaction:
        people.give_address(
            transaction,
            viewer=group.viewer("sam"),
            person_id=group.person("mina").id,
            kind=AddressKind.TEAMS,
            installation_id=group.installation_id,
            external_id="mina-object-id",
        )
    fail(group, envelope(group), GONE, TUESDAY)
    [second] = outbox.claim(database=group.database, now=TUESDAY, limit=5)
    outbox.settle_sent(database=group.database, message_id=second.message_id, sent=SENT, now=TUESDAY)

    assert seen(group)["Mina Iqbal"] == (Reached.REACHED, AddressKind.TEAMS)


def test_of_what_may_have_arrived_nobody_says_that_it_did(group: Riverside) -> None:
    sent = envelope(group)
    fail(group, sent, LOST, TUESDAY)
    settle_lost(group, sent, found=None, certain=False, now=TUESDAY + MINUTE)

    assert seen(group)["Mina Iqbal"] == (Reached.NOT_YET, SLACK)


def test_nobody_without_an_address_is_reached(group: Riverside, office: Office) -> None:
    planned.plan(group, planning.plan_reminders, planned.add(group), now=TUESDAY - 4 * DAY)
    with group.database.write() as transaction:
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            external_ids=["U-MINA"],
            usable=False,
        )

    office.run(TUESDAY)

    assert seen(group)["Mina Iqbal"] == (Reached.NOT_REACHED, None)


def test_somebody_by_telephone_is_reached_once_somebody_has_spoken_to_them(group: Riverside) -> None:
    assert seen(group)["Dee Frame"] == (Reached.NOT_YET, TELEPHONE)

    for kind in (ContactKind.NO_ANSWER, ContactKind.SPOKE):
        before = seen(group)["Dee Frame"]
        with group.database.write() as transaction:
            contacts.add(
                transaction,
                viewer=group.viewer("sam"),
                partner_id=group.brook_lane_id,
                person_id=group.person("dee").id,
                kind=kind,
                on=NOW.date(),
                now=NOW,
            )

    assert before == (Reached.NOT_YET, TELEPHONE)
    assert seen(group)["Dee Frame"] == (Reached.REACHED, TELEPHONE)


def test_whoever_would_rather_be_rung_is_shown_by_telephone(group: Riverside) -> None:
    for who in ("mina", "sam"):
        with group.database.write() as transaction:
            viewer = group.viewer(who)
            members.ring(transaction, viewer=viewer, person_id=viewer.person_id, rings=True)

    found = seen(group)

    assert found["Mina Iqbal"] == (Reached.NOT_YET, TELEPHONE)
    # Who runs it is written to all the same.
    assert found["Sam Hallam"] == (Reached.NOT_YET, SLACK)


@pytest.mark.parametrize("kind", [DeliveryKind.CONCERN, DeliveryKind.TAKE_UP])
def test_what_is_told_in_confidence_moves_nothing(group: Riverside, kind: DeliveryKind) -> None:
    sent = envelope(group)
    owe(group, kind)
    with group.database.write() as transaction:
        held = deliveries.pending_of(transaction, viewer=ENGINE, person_id=group.person("mina").id)
        ids = [one.id for one in held if one.owed.kind is kind]
        deliveries.claim(transaction, viewer=ENGINE, ids=ids, message_id=sent.message_id)
        before = deliveries.of_message(transaction, viewer=ENGINE, message_id=sent.message_id)
        others = [one.id for one in before if one.owed.kind is not kind]
        deliveries.put_back(transaction, viewer=ENGINE, ids=others)
    outbox.settle_sent(database=group.database, message_id=sent.message_id, sent=SENT, now=TUESDAY)

    assert seen(group)["Mina Iqbal"] == (Reached.NOT_YET, SLACK)


def test_other_partnerships_of_theirs_stay_out_of_it(group: Riverside) -> None:
    valley = valley_link(group)
    sent = envelope(valley)
    outbox.settle_sent(database=group.database, message_id=sent.message_id, sent=SENT, now=TUESDAY)

    assert seen(group)["Mina Iqbal"] == (Reached.NOT_YET, SLACK)
    assert seen(valley)["Mina Iqbal"] == (Reached.REACHED, SLACK)


def test_looking_at_a_message_changes_nothing(group: Riverside) -> None:
    sent = envelope(group)
    outbox.settle_sent(database=group.database, message_id=sent.message_id, sent=SENT, now=TUESDAY)
    before = reached.screen(database=group.database, viewer=group.viewer("sam"))

    with group.database.write() as transaction:
        messages.rewrite(
            transaction, viewer=ENGINE, message_id=sent.message_id, content={"opening": "."}, now=TUESDAY
        )

    assert reached.screen(database=group.database, viewer=group.viewer("sam")) == before
    assert {one.name for one in fields(Row)} == {"person", "organisation", "reached", "tool"}


@pytest.mark.parametrize("who", ["grace", "mina", "rob", "dee"])
def test_it_is_for_who_runs_it(group: Riverside, who: str) -> None:
    with pytest.raises(Refused) as refused:
        seen(group, who)

    assert refused.value.key == "not_for_your_role"


def test_deputy_runner_sees_it_too(group: Riverside) -> None:
    viewer = replace(group.viewer("rob"), role=Role.DEPUTY_RUNNER)

    found = reached.screen(database=group.database, viewer=viewer)

    assert len(found.rows) == 5
