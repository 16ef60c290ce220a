"""Once a room is in: what everybody reads is posted there too, and its people are asked in their own tool."""

from datetime import timedelta

import pytest

from bot.domain.permissions import Intent
from bot.messages import plain
from handlers.conversations.incoming import Place
from tests import calls, council, marked, promised
from tests.council import PRIYA, ROOM, Council
from tests.office import Office
from tests.pressing import answer
from tests.riverside import NOW, Riverside
from tests.riverside import ROOM as RIVERSIDE

WEEK = timedelta(days=7)


@pytest.fixture
def them(group: Riverside) -> Council:
    """The council is in, as a partner of its own, and its doors are open."""
    them = council.connect(group)
    council.let_in(group, council.knock(them))
    priya = them.person(PRIYA)
    assert priya is not None
    opened = calls.submit(group.installation_id, "U-SAM", Intent.OPEN_DOORS, people=(str(priya.id),))
    answer(group, opened)
    return them


def _posted(office: Office) -> dict[str, list[str]]:
    """What was sent in each room."""
    found: dict[str, list[str]] = {RIVERSIDE: [], ROOM.conversation: []}
    for _, one in office.sent:
        if one.conversation in found:
            found[one.conversation].append(one.content.opening)
    return found


def test_celebration_is_posted_in_every_room(them: Council, office: Office) -> None:
    office.live(NOW, NOW + timedelta(days=1), step=timedelta(hours=4))
    marked.celebrated(them.group)

    office.live(marked.LATER, marked.LATER + 2 * WEEK, step=timedelta(hours=4))

    posted = _posted(office)
    assert posted[ROOM.conversation][-1] == posted[RIVERSIDE][-1]


def test_timetable_is_shown_where_it_is_asked_for(them: Council) -> None:
    promised.add(them.group, by_when="2 October 2026")

    reply = them.say(PRIYA, "timetable", place=Place(conversation=ROOM.conversation, private=False))

    assert reply.in_room
    assert "Send course data" in plain.text(reply.message)


def test_people_of_the_room_are_asked_where_they_are(them: Council, office: Office) -> None:
    office.live(NOW, NOW + timedelta(days=1), step=timedelta(hours=4))

    hello = [one for _, one in office.sent if one.conversation in (PRIYA, PRIYA.replace("U-", "D-"))]

    assert {one.installation_id for one in hello} == {them.installation_id}
    assert any("Hello" in plain.text(one.content) for one in hello)
