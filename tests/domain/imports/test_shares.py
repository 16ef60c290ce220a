"""Who holds which share of an action that comes in with a workbook."""

import pytest

from bot.domain.imports.arrivals import arrivals_of
from bot.domain.imports.choices import Choices
from bot.domain.imports.owners import Owner
from bot.domain.imports.readings import ImportedAction
from bot.domain.imports.shares import Sharing, share_out
from bot.domain.permissions import Role
from tests.domain.imports.surrounded import action, around, member, person, role

GRACE = member("9", "Grace Obi", Role.CHAIR)
SURROUNDINGS = around(GRACE, member("1", "Sam Hallam", Role.RUNNER))


def _sharing(found: ImportedAction, *partners: str) -> Sharing:
    arrivals = arrivals_of(contacts=(), actions=(found,), surroundings=SURROUNDINGS, choices=Choices())
    return share_out(found, partners=partners or found.partners, arrivals=arrivals, surroundings=SURROUNDINGS)


def _held(sharing: Sharing) -> list[tuple[str, str, str]]:
    return [
        (share.partner, share.arrival.person.name if share.arrival else "", share.role_word)
        for share in sharing.shares
    ]


def test_each_partner_has_a_share_held_by_its_person() -> None:
    both = action(
        partners=("Castle College", "Northgate"),
        people=(person("J Pereira", "Northgate"), person("M Iqbal", "Castle College")),
    )

    sharing = _sharing(both)

    assert _held(sharing) == [("Castle College", "M Iqbal", ""), ("Northgate", "J Pereira", "")]
    assert sharing.also == ()


def test_the_first_of_two_people_holds_and_the_other_is_named() -> None:
    sharing = _sharing(
        action(people=(person("M Iqbal", "Castle College"), person("R Stone", "Castle College")))
    )

    assert _held(sharing) == [("Castle College", "M Iqbal", "")]
    assert [owner.name for owner in sharing.also] == ["R Stone"]


@pytest.mark.parametrize("stranger", [person("Al Other"), person("Al Other", "Meadow")])
def test_who_works_for_nobody_here_holds_nothing_and_is_named(stranger: Owner) -> None:
    sharing = _sharing(action(people=(stranger,)))

    assert _held(sharing) == [("Castle College", "", "")]
    assert sharing.also == (stranger,)


def test_who_nobody_has_heard_of_is_named() -> None:
    found = action(people=(person("M Iqbal", "Castle College"),))
    sharing = share_out(found, partners=found.partners, arrivals=(), surroundings=SURROUNDINGS)

    assert [owner.name for owner in sharing.also] == ["M Iqbal"]


def test_a_role_keeps_its_word_for_its_partner() -> None:
    found = action(
        partners=("Castle College", "Northgate"), people=(role("Principal", "Northgate"), role("Chairs"))
    )

    assert _held(_sharing(found)) == [
        ("Castle College", "", "Chairs"),
        ("Northgate", "", "Principal, Chairs"),
    ]


@pytest.mark.parametrize(
    ("word", "key"), [("Chair", "person:9"), ("Runner", "person:1"), ("Principal", None)]
)
def test_the_partnerships_own_role_is_held_by_whoever_has_it(word: str, key: str | None) -> None:
    [share] = _sharing(action(partners=("Partnership office",), people=(role(word),))).shares

    assert (share.member.person.key if share.member else None) == key
    assert share.role_word == ("" if key else word)


def test_the_chair_of_several_partners_action_stays_a_word() -> None:
    sharing = _sharing(action(partners=("Castle College", "Northgate"), people=(role("Chair to lead"),)))

    assert [(share.member, share.role_word) for share in sharing.shares] == [(None, "Chair to lead")] * 2


def test_all_partners_have_a_share_each() -> None:
    sharing = _sharing(action(all_partners=True), "Castle College", "Northgate")

    assert _held(sharing) == [("Castle College", "", ""), ("Northgate", "", "")]
