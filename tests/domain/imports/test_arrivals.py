"""Who the people of a workbook are, for whom they work, and what they become."""

import pytest

from bot.domain.imports.arrivals import (
    Arrival,
    arrivals_of,
    find,
    reference,
    runners_organisation,
    seated,
)
from bot.domain.imports.choices import NO_CHAT, Choices
from bot.domain.imports.people import ImportedPerson, MatchedBy
from bot.domain.imports.readings import ImportedAction, ImportedContact
from bot.domain.imports.surroundings import Surroundings
from bot.domain.permissions import Role
from tests.domain.imports.surrounded import action, around, contact, listed, member, person, reading

SAM = member("1", "Sam Hallam", Role.RUNNER)
MINA = member("2", "Mina Iqbal", Role.MEMBER, "Castle College")
TOM, THEA = listed("tom", "Tom Lund", email="t.lund@riverside.example"), listed("thea", "Thea Lund")


def _arrivals(
    *,
    contacts: tuple[ImportedContact, ...] = (),
    actions: tuple[ImportedAction, ...] = (),
    surroundings: Surroundings | None = None,
    choices: Choices | None = None,
) -> tuple[Arrival, ...]:
    return arrivals_of(
        contacts=contacts,
        actions=actions,
        surroundings=surroundings or around(SAM, MINA, directory=(TOM, THEA)),
        choices=choices or Choices(),
    )


def test_a_reference_does_not_mind_how_a_name_is_typed() -> None:
    assert reference(name="Dr M. Iqbal", partner="Castle college") == reference(
        name="m iqbal", partner="Castle  College"
    )
    assert reference(name="M Iqbal", partner="") != reference(name="M Iqbal", partner="Castle College")


def test_an_address_tells_who_somebody_is_even_if_the_name_does_not() -> None:
    [tom] = _arrivals(contacts=(contact("Riverside University", "TL", email="T.Lund@riverside.example"),))

    assert (tom.known, tom.by, tom.is_sure) == (TOM, MatchedBy.EMAIL, True)
    assert tom.partner == "Riverside University"


def test_between_two_nobody_is_guessed() -> None:
    [lund] = _arrivals(actions=(action(people=(person("T Lund", "Castle College"),)),))

    assert (lund.known, lund.is_sure, lund.candidates) == (None, False, (TOM, THEA))


@pytest.mark.parametrize("partner", ["Castle College", ""])
def test_who_was_chosen_is_who_it_is(partner: str) -> None:
    chosen = Choices(people={reference(name="T Lund", partner=partner): "listed:thea"})
    [lund] = _arrivals(actions=(action(people=(person("T Lund", "Castle College"),)),), choices=chosen)

    assert (lund.known, lund.chosen) == (THEA, True)


@pytest.mark.parametrize("key", [NO_CHAT, "listed:gone"])
def test_no_chat_yet_is_nobody_known(key: str) -> None:
    chosen = Choices(people={reference(name="M Iqbal", partner="Castle College"): key})
    [mina] = _arrivals(actions=(action(people=(person("M Iqbal", "Castle College"),)),), choices=chosen)

    assert (mina.known, mina.member, mina.chosen) == (None, None, True)


def test_an_initial_is_sure_for_a_member_of_that_partner_only() -> None:
    named = action(people=(person("M Iqbal", "Castle College"), person("S Hallam", "Castle College")))
    mina, sam = _arrivals(actions=(named,))

    assert (mina.by, mina.is_sure) == (MatchedBy.INITIAL, True)
    assert (sam.by, sam.is_sure) == (MatchedBy.INITIAL, False)


def test_one_person_works_for_one_partner() -> None:
    ref = reference(name="Other Name", partner="Northgate")
    named = action(people=(person("Thea Lund", "Castle College"), person("Other Name", "Northgate")))
    first, second = _arrivals(actions=(named,), choices=Choices(people={ref: "listed:thea"}))

    assert (first.partner, second.partner) == ("Castle College", "Castle College")
    assert second.may_hold_for("Castle College")
    assert not second.may_hold_for("Northgate")


def test_a_member_keeps_the_partner_they_have() -> None:
    chosen = Choices(people={reference(name="M Iqbal", partner="Northgate"): "person:2"})
    [mina] = _arrivals(actions=(action(people=(person("M Iqbal", "Northgate"),)),), choices=chosen)

    assert (mina.partner, mina.may_hold_for("Northgate")) == ("Castle College", False)


def test_who_acts_for_all_may_hold_for_any_and_who_works_nowhere_for_none() -> None:
    sam, stranger = _arrivals(actions=(action(people=(person("Sam Hallam"), person("Al Other"))),))

    assert sam.may_hold_for("Castle College")
    assert not stranger.may_hold_for("Castle College")


def test_an_owner_without_a_partner_is_whoever_has_that_name_alone() -> None:
    arrivals = _arrivals(
        actions=(
            action(people=(person("Al Other", "Castle College"), person("Jo Blake", "Castle College"))),
            action("Two", people=(person("Al Other", "Northgate"),)),
        )
    )

    assert find(person("Al Other"), arrivals=arrivals) is None
    assert find(person("Jo Blake"), arrivals=arrivals) == arrivals[1]
    assert find(person("Al Other", "Northgate"), arrivals=arrivals) == arrivals[2]
    assert find(person("Nobody"), arrivals=arrivals) is None


@pytest.mark.parametrize(
    ("surroundings", "organisation"),
    [
        (around(SAM), "Partnership office"),
        (around(member("1", "Sam Hallam", Role.RUNNER, "Castle College")), ""),
        (around(MINA), ""),
        (around(member("1", "Jo Blake", Role.RUNNER)), ""),
    ],
)
def test_the_runners_organisation_is_read_where_there_is_none(
    surroundings: Surroundings, organisation: str
) -> None:
    found = reading(
        action(partners=("Partnership office",), people=(person("S Hallam", "Partnership office"),))
    )

    assert runners_organisation(found, surroundings=surroundings) == organisation


def _roles(
    *,
    contacts: tuple[ImportedContact, ...] = (),
    actions: tuple[ImportedAction, ...] = (),
    surroundings: Surroundings | None = None,
    new: tuple[str, ...] = (),
) -> dict[str, Role | None]:
    found = around(SAM, MINA) if surroundings is None else surroundings
    arrivals = _arrivals(contacts=contacts, actions=actions, surroundings=found)
    return {
        one.person.name: one.role
        for one in seated(arrivals, contacts=contacts, new_partners=new, surroundings=found)
    }


def test_contacts_become_co_ordinators_and_deputies() -> None:
    roles = _roles(contacts=(contact("Northgate", "J Pereira", deputy="A Byrne"),), new=("Northgate",))

    assert roles == {"J Pereira": Role.CO_ORDINATOR, "A Byrne": Role.DEPUTY}


def test_a_role_among_the_contacts_is_nobody() -> None:
    principal = ImportedContact(
        sheet="Contacts", row=2, cells={}, organisation="Northgate", coordinator=None, deputy=None
    )

    assert _roles(contacts=(principal,), new=("Northgate",)) == {}


def test_a_partner_that_has_a_co_ordinator_gets_no_second_one() -> None:
    there = around(member("2", "Mina Iqbal", Role.CO_ORDINATOR, "Castle College"))

    assert _roles(contacts=(contact("Castle College", "R Stone"),), surroundings=there) == {
        "R Stone": Role.MEMBER
    }


def test_a_member_named_as_co_ordinator_rises_and_a_runner_stays() -> None:
    there = around(MINA, member("1", "Sam Hallam", Role.RUNNER, "Northgate"))
    contacts = (contact("Castle College", "Mina Iqbal"), contact("Northgate", "Sam Hallam"))

    assert _roles(contacts=contacts, surroundings=there) == {
        "Mina Iqbal": Role.CO_ORDINATOR,
        "Sam Hallam": None,
    }


def test_the_only_one_named_for_a_new_partner_answers_for_it() -> None:
    rows = (
        action(partners=("Northgate",), people=(person("J Pereira", "Northgate"),)),
        action("Two", partners=("Meadow",), people=(person("K Osei", "Meadow"), person("L West", "Meadow"))),
        action("Three", people=(person("R Stone", "Castle College"),)),
        action("Four", people=(person("Al Nowhere"),)),
    )

    assert _roles(actions=rows, new=("Northgate", "Meadow")) == {
        "J Pereira": Role.CO_ORDINATOR,
        "K Osei": Role.MEMBER,
        "L West": Role.MEMBER,
        "R Stone": Role.MEMBER,
        "Al Nowhere": None,
    }


def test_an_arrival_is_plain_where_nothing_is_known() -> None:
    plain = Arrival(ref="a", person=ImportedPerson(name="Al"), partner="")

    assert (plain.is_sure, plain.may_hold_for("")) == (False, False)
