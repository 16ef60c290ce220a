"""**Let them in** and **Not now**: whose room it is, who speaks there, what each side hears, and who was quicker."""

from typing import Any

import pytest

from bot.domain.deliveries import DeliveryKind
from bot.domain.partners import Reach
from bot.domain.people import AddressKind
from bot.domain.permissions import Intent, Role
from bot.messages import joining as wording
from bot.services import removals
from handlers.conversations.replies import FormErrors, OpenForm, Replace
from storage import members, partners, rooms
from tests import calls, council, riverside
from tests.council import KIT, PRIYA, ROOM, Council, words
from tests.office import Office, openings, said
from tests.pressing import answer, errors
from tests.riverside import NOW, Riverside


@pytest.fixture
def them(group: Riverside) -> Council:
    return council.connect(group)


def _press(group: Riverside, number: int | str, *, who: str = "U-SAM") -> Any:
    return answer(group, calls.press(group.installation_id, who, Intent.LET_IN, arg=str(number)))


def _partners(group: Riverside) -> dict[str, Any]:
    with group.database.read() as transaction:
        return {one.name: one for one in partners.all_of(transaction, viewer=group.viewer("sam"))}


def _role_of(them: Council, who: str) -> tuple[Role, int | None] | None:
    person = them.person(who)
    assert person is not None
    with them.database.read() as transaction:
        found = members.member(transaction, viewer=them.group.engine, person_id=person.id)
    return None if found is None else (found.role, found.partner_id)


def test_form_asks_which_partner_and_who_is_co_ordinator(them: Council) -> None:
    reply = _press(them.group, council.knock(them))

    assert isinstance(reply, OpenForm)
    shown = {field.name: field for field in reply.form.fields}
    assert [one.label for one in shown["partner"].options] == [
        "Brook Lane Training",
        "Castle College",
        "Add a partner",
    ]
    assert shown["partner"].value == (wording.NEW,)
    assert shown["organisation"].value == ("County Council",)
    assert [one.label for one in shown["person"].options] == ["Priya Anand", "Nobody for now"]
    assert shown["person"].value == (wording.TYPIST,)


def test_partner_of_that_name_is_offered_first(them: Council) -> None:
    with them.database.write() as transaction:
        added = partners.add(transaction, viewer=them.group.viewer("sam"), name="county council")

    reply = _press(them.group, council.knock(them))

    assert reply.form.fields[0].value == (str(added.id),)


def test_new_partner_comes_in_with_its_room_and_its_co_ordinator(them: Council, office: Office) -> None:
    number = council.knock(them)
    office.run(NOW)

    reply = council.let_in(them.group, number)

    added = _partners(them.group)["County Council"]
    assert isinstance(reply, Replace)
    assert words(reply) == (
        "Riverside Progression Group: one more room is in.\n\n"
        "I say hello there next.\n\n"
        "I write to nobody there before you open the doors for them. Here is who they are.\n\n"
        "The room “county-fair” is the room of County Council from now on.\n\n"
        "Priya Anand is its co-ordinator.\n\n"
        "[Open the doors] [Add to the timetable] [Invite an organisation]"
    )
    assert added.reach is Reach.SLACK
    assert _role_of(them, PRIYA) == (Role.CO_ORDINATOR, added.id)
    with them.database.read() as transaction:
        room = rooms.all_of(transaction, viewer=them.group.engine)[-1]
    assert (room.external_id, room.name, room.partner_id) == (ROOM.conversation, "county-fair", added.id)


def test_room_gets_its_welcome_and_the_joiner_is_told(them: Council, office: Office) -> None:
    number = council.knock(them)
    office.run(NOW)

    council.let_in(them.group, number)
    sent = office.run(NOW)

    there = [one for one in sent if one.installation_id == them.installation_id]
    assert sorted(one.conversation for one in there) == [ROOM.conversation, PRIYA]
    [told] = [one for one in there if one.conversation == PRIYA]
    assert told.content.opening == "Riverside Progression Group: your room is in."
    welcomes = [one for one in office.ledger() if one.owed.kind is DeliveryKind.WELCOME]
    assert [one.owed.room_id for one in welcomes][-1] is not None


def test_joiner_is_told_what_they_are(them: Council, office: Office) -> None:
    number = council.knock(them)
    office.run(NOW)
    council.let_in(them.group, number)

    told = said(office.run(NOW), "priya")

    assert "Sam Hallam runs it, and decides when I write to you." in told
    assert "You speak for County Council here, as its co-ordinator." in told


def test_joiner_can_look_at_the_timetable_then(them: Council) -> None:
    council.let_in(them.group, council.knock(them))

    reply = them.say(PRIYA, "timetable")

    assert reply.message.opening.startswith("Riverside Progression Group")


def test_in_a_draft_nothing_is_posted_before_the_doors_are_open(database: Any) -> None:
    draft = riverside.build(database)
    them, office = council.connect(draft), Office(database)
    number = council.knock(them)
    office.run(NOW)

    reply = council.let_in(draft, number)

    assert "Nothing is posted there before you open the doors." in words(reply)
    assert openings(office.run(NOW)) == [("priya", "Riverside Progression Group: your room is in.")]


def test_partner_that_is_there_already_takes_the_room(them: Council) -> None:
    number = council.knock(them)

    reply = council.let_in(them.group, number, partner=str(them.group.castle_id))

    assert "The room “county-fair” is the room of Castle College from now on." in words(reply)
    assert "Priya Anand is its deputy." in words(reply)
    assert "Mina Iqbal stays the co-ordinator." in words(reply)
    assert _role_of(them, PRIYA) == (Role.DEPUTY, them.group.castle_id)


def test_partner_by_telephone_is_written_to_from_then_on(them: Council) -> None:
    number = council.knock(them)

    council.let_in(them.group, number, partner=str(them.group.brook_lane_id))

    assert _partners(them.group)["Brook Lane Training"].reach is Reach.SLACK


def test_partner_with_a_room_is_offered_no_second_one(them: Council) -> None:
    tenant = council.connect(them.group, kind=AddressKind.TEAMS, external_id="tenant")
    council.let_in(them.group, council.knock(them), partner=str(them.group.castle_id))
    number = council.knock(tenant)

    offered = _press(them.group, number).form.fields[0].options
    refused = council.let_in(them.group, number, partner=str(them.group.castle_id))

    assert [one.label for one in offered] == ["Brook Lane Training", "Add a partner"]
    assert errors(refused) == {
        "partner": "I can't see that partner in the list any more. Please choose again, or add one."
    }


def test_tenant_is_reached_by_teams(group: Riverside) -> None:
    tenant = council.connect(group, kind=AddressKind.TEAMS)

    council.let_in(group, council.knock(tenant))

    assert _partners(group)["County Council"].reach is Reach.TEAMS


def test_nobody_need_speak_for_it(them: Council, office: Office) -> None:
    number = council.knock(them)
    office.run(NOW)

    reply = council.let_in(them.group, number, person=wording.NOBODY)

    assert "Priya" not in words(reply)
    assert _role_of(them, PRIYA) is None
    assert "You speak for" not in said(office.run(NOW), "priya")


@pytest.mark.parametrize("typed", ["kit moss", "kit@council.example"])
def test_somebody_of_their_directory_can_be_named(them: Council, typed: str, office: Office) -> None:
    number = council.knock(them)
    office.run(NOW)

    reply = council.let_in(them.group, number, typed=typed)

    assert "Kit Moss is its co-ordinator." in words(reply)
    role = _role_of(them, KIT)
    assert role is not None
    assert role[0] is Role.CO_ORDINATOR
    assert _role_of(them, PRIYA) is None
    assert "You speak for" not in said(office.run(NOW), "priya")


def test_who_could_be_reached_nowhere_is_asked_for_again(them: Council) -> None:
    """A name with a letter too few would make somebody whom nobody ever asks."""
    number = council.knock(them)

    refused = council.let_in(them.group, number, typed="Kit Mos")

    assert errors(refused) == {
        "typed": "I can't reach them yet. Please write their e-mail address or telephone number after the name."
    }
    assert "County Council" not in _partners(them.group)
    for typed in ("Kit Mos, kit.mos@council.example", "Kit Mos, 01632 960 118"):
        assert not isinstance(council.let_in(them.group, number, typed=typed), FormErrors)


def test_people_of_a_room_that_is_in_can_be_named_by_who_adds_people(them: Council) -> None:
    council.let_in(them.group, council.knock(them), person=wording.NOBODY)
    added = _partners(them.group)["County Council"]

    sent = calls.submit(
        them.group.installation_id,
        "U-SAM",
        Intent.ADD_PERSON,
        arg=str(added.id),
        co_ordinator_typed="Kit Moss",
        reach="slack",
    )
    reply = answer(them.group, sent)

    assert "Kit Moss answers for County Council now." in words(reply)
    assert "I can't write to" not in words(reply)
    assert _role_of(them, KIT) == (Role.CO_ORDINATOR, added.id)


def test_people_of_a_room_that_waits_can_not_be_named(them: Council) -> None:
    council.knock(them)

    sent = calls.submit(
        them.group.installation_id,
        "U-SAM",
        Intent.ADD_PARTNER,
        organisation="County Council",
        co_ordinator_typed="Kit Moss",
    )

    assert "I can't write to Kit Moss yet." in words(answer(them.group, sent))


def test_name_that_two_directories_list_is_not_guessed(them: Council) -> None:
    tenant = council.connect(them.group, kind=AddressKind.TEAMS, external_id="tenant")
    council.let_in(them.group, council.knock(them), person=wording.NOBODY)
    council.let_in(them.group, council.knock(tenant), organisation="Tenant", person=wording.NOBODY)
    sent = calls.submit(
        them.group.installation_id,
        "U-SAM",
        Intent.ADD_PARTNER,
        organisation="Third",
        co_ordinator_typed="Kit Moss",
    )

    assert "I can't write to Kit Moss yet." in words(answer(them.group, sent))


@pytest.mark.parametrize(
    ("values", "mended"),
    [
        ({"organisation": " "}, {"organisation": "It needs a name. What do people call it?"}),
        (
            {"organisation": "castle college"},
            {"organisation": "Castle College is a partner already. Is this one called something else?"},
        ),
        (
            {"partner": "4711"},
            {"partner": "I can't see that partner in the list any more. Please choose again, or add one."},
        ),
        (
            {"typed": "Mina Iqbal"},
            {
                "person": "Mina Iqbal is in this partnership already, for Castle College. Who else could it be?"
            },
        ),
    ],
)
def test_what_needs_mending_undoes_everything(
    them: Council, values: dict[str, Any], mended: dict[str, str]
) -> None:
    number = council.knock(them)

    refused = council.let_in(them.group, number, **values)

    assert isinstance(refused, FormErrors)
    assert errors(refused) == mended
    assert set(_partners(them.group)) == {"Partnership office", "Castle College", "Brook Lane Training"}
    assert "one more room is in" in words(council.let_in(them.group, number))


def test_room_whose_workspace_has_taken_us_away_waits(them: Council) -> None:
    number = council.knock(them)
    removals.removed(database=them.database, installation_id=them.installation_id, version=None, now=NOW)

    refused = council.let_in(them.group, number)

    assert words(refused) == (
        "I can't let them in: County Council has taken me away since.\n\n"
        "Ask them to add me again, and press once more."
    )
    again = council.connect(them.group)
    assert isinstance(council.let_in(again.group, number), Replace)
