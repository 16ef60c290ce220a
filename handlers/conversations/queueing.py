"""Replies that do not ride in a platform's answer: queued as messages, in the transaction of their effect."""

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.messages import forms as form_wording
from bot.messages import rooms as room_wording
from bot.services import answers, identity
from bot.services.ports import Transactions
from handlers.conversations.incoming import Incoming, Press, Submit
from handlers.conversations.replies import FormErrors, Nothing, OpenForm, Replace, Reply, Say, SendFile


def queue(database: Transactions, incoming: Incoming, reply: Reply, now: datetime) -> None:
    """Queue what a reply says, to the sender alone; a form becomes a message with one button that opens it.

    What a whole room has overheard is answered there when everybody may read the answer; for anything else the
    room hears that it is not for everybody.
    """
    to = _asker(incoming)
    if incoming.place.overheard and _answered_in_room(database, incoming, reply, to, now):
        return
    match reply:
        case Nothing():
            return
        case Say():
            answers.say(database=database, to=to, content=reply.message, now=now)
        case Replace():
            pressed = incoming.message if isinstance(incoming, Press | Submit) else None
            answers.replace(
                database=database, to=to, pressed=pressed, item=reply.item, content=reply.message, now=now
            )
        case OpenForm() | FormErrors():
            answers.say(database=database, to=to, content=form_wording.button_to(reply.form), now=now)
        case SendFile():
            answers.send_file(
                database=database, to=to, name=reply.name, file=reply.content, content=reply.message, now=now
            )
        case _:
            assert_never(reply)


def _asker(incoming: Incoming) -> answers.Asker:
    return answers.Asker(
        kind=incoming.sender.kind,
        installation_id=incoming.sender.installation_id,
        external_id=incoming.sender.external_id,
        conversation=incoming.place.conversation if incoming.place.private else None,
        key=incoming.key,
        said=incoming.said,
    )


def _answered_in_room(
    database: Transactions, incoming: Incoming, reply: Reply, asker: answers.Asker, now: datetime
) -> bool:
    """Answer in the room what everybody may read. Of anything else the room hears that it is not for everybody."""
    if isinstance(reply, Nothing):
        return True
    place = incoming.place
    there = place.thread or place.conversation
    room = replace(asker, external_id=place.conversation, conversation=there)
    if isinstance(reply, Say) and reply.in_room and (reply.anywhere or _meets_there(database, incoming)):
        answers.say(database=database, to=room, content=reply.message, now=now)
        return True
    answers.say(database=database, to=room, content=room_wording.between_us(), now=now)
    return False


def _meets_there(database: Transactions, incoming: Incoming) -> bool:
    """Say whether a partnership of the sender's meets in the room; any other room reads nothing of theirs."""
    caller = identity.recognise(
        database=database,
        kind=incoming.sender.kind,
        installation_id=incoming.sender.installation_id,
        external_id=incoming.sender.external_id,
        room=incoming.place.conversation,
    )
    return caller.viewer(caller.room_partnership_id) is not None
