"""**That wasn't me**: the place goes at once, nothing follows it there, and whoever runs things hears of it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.domain.deliveries import MessageKind, MessageState, NewMessage
from bot.domain.people import Address, AddressKind
from bot.domain.permissions import ENGINE, Intent
from bot.messages import plain
from bot.messages.model import Buttons, Message
from bot.services import envelopes
from bot.services.answers import as_kept
from handlers.conversations.replies import Replace
from storage import messages, people
from storage.tables import AddressRow
from tests import calls, council
from tests.calls import PRIVATE
from tests.council import KIT, PRIYA, Council, words
from tests.office import Office
from tests.pressing import answer
from tests.riverside import NOW, Riverside

HOUR = timedelta(hours=1)
LABEL = "That wasn't me"


@pytest.fixture
def them(group: Riverside) -> Council:
    return council.connect(group)


def _told(them: Council, office: Office, *, who: str = "U-MINA", by: str = PRIYA) -> str:
    """Somebody of the council types a code, and its maker reads of it; return what the button carries."""
    them.say(by, f"join {council.address_code(them.group, who)}", place=PRIVATE)
    told = next(one for one in office.run(NOW) if one.content.opening.startswith("Somebody has used"))
    assert told.conversation.removeprefix("D-") in (who, who.removeprefix("U-"))
    [shown] = [one for one in told.content.blocks if isinstance(one, Buttons)]
    return next(one.arg for one in shown.buttons if one.label == LABEL)


def _press(them: Council, arg: str, who: str = "U-MINA", *, at: int | None = None) -> Any:
    number = them.group.installation_id if at is None else at
    return answer(them.group, calls.press(number, who, Intent.NOT_ME, arg=arg))


def _addresses(them: Council, who: str = "mina") -> list[str]:
    person_id = them.group.person(who).id
    with them.database.read() as transaction:
        found = people.addresses_of(transaction, viewer=ENGINE, person_id=person_id)
    return [one.external_id for one in found]


def test_the_new_place_goes_at_once_and_the_runner_hears_of_it(them: Council, office: Office) -> None:
    arg = _told(them, office)
    here = calls.press(them.installation_id, PRIYA, Intent.SETTINGS, arg=f"prefer:{_there(them).id}")
    assert them.answer(here).message.opening == "I'll write to you there first."

    reply = _press(them, arg)

    assert isinstance(reply, Replace)
    assert words(reply) == (
        "Thank you. I've taken that away again.\n\n"
        "Please look at what is yours: somebody may have pressed something in your name.\n\n"
        "I write nothing to Slack, County Council any more. What I sent there stays where it is.\n\n"
        "I've told whoever runs your partnership."
    )
    assert (_addresses(them), them.person(PRIYA)) == (["U-MINA"], None)
    [told] = [
        one for _, one in office.live(NOW, NOW + timedelta(days=1), step=HOUR) if "SAM" in one.conversation
    ]
    assert plain.text(told.content) == (
        "Somebody had used a code that wasn't theirs. It's put right: I took that place away again.\n\n"
        "There is nothing for you to do.\n\n"
        "Mina Iqbal had nothing to do with Slack, County Council. I write nothing to them there any more."
    )


def test_pressed_again_it_says_that_the_place_is_gone(them: Council, office: Office) -> None:
    arg = _told(them, office)
    _press(them, arg)

    pressed = calls.press(them.group.installation_id, "U-MINA", Intent.NOT_ME, arg=arg)
    again = answer(them.group, pressed, now=NOW + HOUR)

    assert again.message.opening == "I can't reach you there any more."


def test_whoever_used_the_code_cannot_take_the_first_place_away(them: Council, office: Office) -> None:
    arg = _told(them, office)

    reply = _press(them, arg, PRIYA, at=them.installation_id)

    assert reply.message.opening == "I can't do that from here."
    assert _addresses(them) == ["U-MINA", PRIYA]


def test_what_came_by_a_later_code_goes_as_well_and_so_does_an_open_code(
    them: Council, office: Office
) -> None:
    """Whoever had the first code has made others since, as the same person."""
    arg = _told(them, office)
    there = replace(them.group, installation_id=them.installation_id)
    them.say(KIT, f"join {council.address_code(there, PRIYA)}", place=PRIVATE)
    still_open = council.address_code(there, PRIYA)
    assert _addresses(them) == ["U-MINA", PRIYA, KIT]

    _press(them, arg)

    assert _addresses(them) == ["U-MINA"]
    assert them.say(KIT, f"join {still_open}", place=PRIVATE).message.opening == "That code was taken back."


@pytest.mark.parametrize("arg", ["", "x", "4711"])
def test_code_that_brought_nothing(them: Council, arg: str) -> None:
    assert _press(them, arg).message.opening == "I can't reach you there any more."
    unknown = _press(them, arg, PRIYA, at=them.installation_id)
    assert unknown.message.opening == "I can't reach you there any more."


def test_runner_is_not_told_of_what_they_have_pressed_themselves(them: Council, office: Office) -> None:
    arg = _told(them, office, who="U-SAM")

    reply = _press(them, arg, "U-SAM")

    assert "whoever runs" not in words(reply)
    assert office.run(NOW) == []


def test_runner_who_can_be_reached_nowhere_is_not_told(them: Council, office: Office) -> None:
    arg = _told(them, office)
    with them.database.write() as transaction:
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=them.group.installation_id,
            external_ids=["U-SAM"],
            usable=False,
        )

    assert "whoever runs" not in words(_press(them, arg))


def test_what_is_on_its_way_there_goes_to_the_first_place(them: Council, office: Office) -> None:
    arg = _told(them, office)
    news = _queue(them, MessageKind.ANSWER)
    edit = _queue(them, MessageKind.EDIT)

    _press(them, arg)

    assert [one.conversation for one in office.send(NOW) if one.content.opening == "News."] == ["D-MINA"]
    with them.database.read() as transaction:
        found = [messages.get(transaction, viewer=ENGINE, message_id=one) for one in (news, edit)]
    assert [one.state for one in found] == [MessageState.DEAD, MessageState.DEAD]


def test_letters_and_the_page_behind_them_are_one_place(them: Council, office: Office) -> None:
    arg = _told(them, office)
    with them.database.write() as transaction:
        came = people.addresses_of(transaction, viewer=ENGINE, person_id=them.group.person("mina").id)[-1]
        for kind, installation_id, name in (
            (AddressKind.EMAIL, None, "priya@council.example"),
            (AddressKind.WEB, them.installation_id, "priya"),
            (AddressKind.TELEPHONE, None, "01632 960 200"),
        ):
            given = people.give_address(
                transaction,
                viewer=ENGINE,
                person_id=came.person_id,
                kind=kind,
                installation_id=installation_id,
                external_id=name,
            )
            transaction.connection.execute(
                update(AddressRow).where(AddressRow.id == given.id).values(invitation_id=int(arg))
            )

    reply = _press(them, arg)

    assert "nothing to Slack, County Council and E-mail, priya@council.example any more" in words(reply)
    assert _addresses(them) == ["U-MINA"]


def _there(them: Council) -> Address:
    person_id = them.group.person("mina").id
    with them.database.read() as transaction:
        found = people.addresses_of(transaction, viewer=ENGINE, person_id=person_id)
    return next(one for one in found if one.external_id == PRIYA)


def _queue(them: Council, kind: MessageKind) -> int:
    there = _there(them)
    new = NewMessage(
        kind=kind,
        to=envelopes.destination(there),
        local_date=NOW.date(),
        part="news",
        not_before=NOW,
        person_id=there.person_id,
        address_id=there.id,
        content=as_kept(Message(opening="News.")),
    )
    with them.database.write() as transaction:
        return messages.add(transaction, viewer=ENGINE, new=new, now=NOW) or 0
