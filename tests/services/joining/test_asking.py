"""Who is asked about a room that has used its code, when, and what they read."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from storage import audit, people
from tests import calls, council
from tests.council import PRIYA, Council, code_in, invite, words
from tests.dates import at
from tests.office import Office, openings, said
from tests.pressing import answer
from tests.riverside import NOW, Riverside

WAITS = "Thank you. I've asked whoever gave out this code."
USED = "That code has been used already, and each one works once."
WRONG = "join 0000-0000"


@pytest.fixture
def them(group: Riverside) -> Council:
    return council.connect(group)


def test_runner_is_asked_inside_their_hours(them: Council, office: Office) -> None:
    evening = NOW + timedelta(hours=13)
    council.knock(them, now=evening)

    assert office.run(evening) == []
    assert openings(office.run(at(NOW.date() + timedelta(days=1)))) == [
        ("sam", "Riverside Progression Group: a room would like to join.")
    ]


def test_chairs_code_is_put_to_the_runner(them: Council, office: Office) -> None:
    code = invite(them.group, "U-GRACE")

    them.say(PRIYA, f"join {code}")

    assert "It used a code that Grace Obi made." in said(office.run(NOW), "sam")


def test_where_no_message_reaches_the_runner_the_maker_is_asked(them: Council, office: Office) -> None:
    code = invite(them.group, "U-GRACE")
    _cut_off(them, "U-SAM")

    them.say(PRIYA, f"join {code}")

    assert openings(office.run(NOW)) == [("grace", "Riverside Progression Group: a room would like to join.")]


def test_where_no_message_reaches_anybody_the_room_stands_under_invite(them: Council, office: Office) -> None:
    code = invite(them.group)
    _cut_off(them, "U-SAM")

    them.say(PRIYA, f"join {code}")

    assert office.run(NOW) == []
    shown = answer(them.group, calls.command(them.group.installation_id, "U-SAM", "invite"))
    assert "Priya Anand typed a code in the room “county-fair” in Slack" in words(shown)


def test_room_without_a_name_is_a_private_one(them: Council, office: Office) -> None:
    council.knock(them, place=replace(council.ROOM, name=""))

    assert "Priya Anand typed a code in a private room in Slack" in said(office.run(NOW), "sam")


def test_tenant_joins_as_a_workspace_does(group: Riverside, office: Office) -> None:
    tenant = council.connect(group, kind=AddressKind.TEAMS)

    council.knock(tenant)

    assert "in the room “county-fair” in Teams, at County Council." in said(office.run(NOW), "sam")


def test_what_was_used_is_written_down_without_the_code(them: Council) -> None:
    code = invite(them.group)
    them.say(PRIYA, f"join {code}")

    with them.database.read() as transaction:
        used = audit.subjects_of(
            transaction, viewer=them.group.viewer("sam"), act="invitation_used", since=NOW
        )
        kept = transaction.connection.exec_driver_sql("select code_hash from invitations").scalar_one()
    assert used == {f"invitation:{council.newest(them.group)}"}
    assert code not in kept


def _cut_off(them: Council, who: str) -> None:
    with them.database.write() as transaction:
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=them.group.installation_id,
            external_ids=[who],
            usable=False,
        )


def test_code_can_be_shown_only_by_who_invites(them: Council) -> None:
    refused = answer(them.group, calls.command(them.group.installation_id, "U-MINA", "invite"))

    assert refused.message.opening == "That one is for somebody else in this partnership."
    assert (
        len(code_in(answer(them.group, calls.command(them.group.installation_id, "U-GRACE", "invite")))) == 9
    )
