"""`checkin` as a partner types it, and the open check-in on Home."""

from datetime import datetime

import pytest

from bot.domain.people import AddressKind, Membership
from bot.errors import Refused
from bot.messages import plain
from bot.messages.model import Item
from bot.services import home, identity
from bot.services.checkins import mine, planning
from handlers.conversations.replies import Say
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from storage.database import Database
from tests import calls
from tests.checked_in import CLOSED, WEDNESDAY, agree, answer, close, open_round, press_something, widen
from tests.riverside import NOW, Riverside, build

LABELS = ["Answer now", "Remind me on Thursday", "Not this time"]


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database, opened=True)


@pytest.fixture
def mina(riverside: Riverside) -> Membership:
    return widen(riverside)["mina"]


@pytest.mark.parametrize("words", ["checkin", "checkin now please"])
def test_partner_opens_what_is_open_for_them(riverside: Riverside, mina: Membership, words: str) -> None:
    open_round(riverside)

    said = _type(riverside, "U-MINA", words, now=WEDNESDAY)

    assert said.startswith("Riverside Progression Group: the check-in is open.")
    assert "[Answer now] [Remind me on Thursday] [Not this time]" in said
    assert "Four questions and one list to tick, about two minutes." in said


def test_who_has_answered_may_change_it(riverside: Riverside, mina: Membership) -> None:
    answer(riverside, mina, open_round(riverside), purpose=agree())

    said = _type(riverside, "U-MINA", "checkin", now=WEDNESDAY)

    assert "[Change my answers]" in said
    assert "Answer now" not in said


def test_partner_is_told_kindly_when_the_next_one_comes(riverside: Riverside, mina: Membership) -> None:
    before = _type(riverside, "U-MINA", "checkin", now=NOW)
    with riverside.database.write() as transaction:
        planning.look_ahead(transaction, viewer=riverside.engine, now=NOW)
    press_something(riverside, now=NOW)

    planned = _type(riverside, "U-MINA", "checkin  ", now=NOW)

    assert "there is no check-in for you to answer just now." in before
    assert "I bring the next one in a message of mine, once a half-term." in before
    assert "I bring the next one in my first message from Tuesday 6 October on." in planned


def test_who_joined_after_it_went_out_waits_for_the_next_one(riverside: Riverside) -> None:
    open_round(riverside)
    widen(riverside)

    assert "went out before you joined" in _type(riverside, "U-NIA", "checkin", now=WEDNESDAY)


def test_who_may_not_answer_is_shown_none(riverside: Riverside) -> None:
    open_round(riverside)

    with pytest.raises(Refused, match="not_for_your_role"):
        mine.show(database=riverside.database, viewer=riverside.engine, now=WEDNESDAY)
    with riverside.database.read() as transaction:
        assert mine.of_home(transaction, viewer=riverside.engine, now=WEDNESDAY) == ()


def test_it_stands_on_home_until_it_is_answered(riverside: Riverside, mina: Membership) -> None:
    assert _on_home(riverside, "U-MINA") == []
    opened = open_round(riverside)

    assert _on_home(riverside, "U-MINA") == _on_home(riverside, "U-SAM") == [LABELS]
    answer(riverside, mina, opened, purpose=agree())
    assert _on_home(riverside, "U-MINA") == []


def test_once_closed_it_stands_there_no_more(riverside: Riverside, mina: Membership) -> None:
    open_round(riverside)
    close(riverside)

    assert _on_home(riverside, "U-MINA", now=CLOSED) == []


def _type(group: Riverside, who: str, words: str, *, now: datetime) -> str:
    router = Router(routes=ROUTES, database=group.database)
    reply = router.answer(calls.command(group.installation_id, who, words), now=now, rides=frozenset({Say}))
    assert isinstance(reply, Say)
    return plain.text(reply.message)


def _on_home(group: Riverside, who: str, *, now: datetime = WEDNESDAY) -> list[list[str]]:
    """The buttons of each check-in on somebody's Home."""
    caller = identity.recognise(
        database=group.database,
        kind=AddressKind.SLACK,
        installation_id=group.installation_id,
        external_id=who,
        room=None,
    )
    found = home.of(database=group.database, caller=caller, now=now).blocks
    return [
        [button.label for button in one.buttons]
        for one in found
        if isinstance(one, Item) and one.title == "Check-in"
    ]
