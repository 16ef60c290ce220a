"""**Track this**, pressed on what somebody wrote; and what the writer answers."""

from dataclasses import replace
from typing import Final

from bot.domain.commitments import TITLE_LENGTH
from bot.domain.deliveries import Destination
from bot.domain.permissions import Intent
from bot.messages import tracking as wording
from bot.messages.model import Form
from bot.services import tracking
from bot.services.tracking import Written
from handlers.conversations import add
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Replace, Reply, Say

ASK: Final = "ask"
_MOST: Final = tracking.MOST_WORDS


def written(*, writer: str, reference: str, words: str) -> str:
    """Return what a press carries about a message: who wrote it, the platform's name for it, and its words."""
    return f"{ASK}:{writer}:{reference}:{words[:_MOST]}"


def logged(*, writer: str, at: str) -> str:
    """Return what a press on a message carries for the log: who wrote it and when, and nothing of what."""
    return f"{ASK}:{writer}:{at}"


def press(call: Call[Press]) -> Reply:
    """Ask the writer; or open the form for the writer themselves, or leave it."""
    word, _, rest = call.incoming.arg.partition(":")
    if word == wording.NO:
        return Replace(message=wording.left_out())
    if word != ASK:
        return _open(call, rest)
    writer, reference, words = (*rest.split(":", 2), "", "")[:3]
    asked = tracking.ask(
        database=call.database,
        viewer=call.viewer,
        written=Written(writer=_address(call, writer), reference=reference, words=words),
        now=call.now,
    )
    return Say(message=wording.asked(name=asked.person.first_name)) if asked else _open(call, words)


def form(call: Call[Submit], key: str) -> Form:
    """Return the form again, for what needs mending."""
    return _tracked(add.form(call, key))


def put_in(call: Call[Submit]) -> Replace:
    """Put the words in, as the writer has left them; the question is answered by what was put in."""
    return Replace(message=add.add(call).message)


def _open(call: Call[Press], words: str) -> OpenForm:
    """Open the form **Add to the timetable** with the words in it, for the one who wrote them."""
    opened = add.open_form(replace(call, incoming=replace(call.incoming, arg=words))).form
    read = next((one.value for one in opened.fields if one.name == "what"), ())
    values = {one.name: one.value for one in opened.fields}
    values |= {"person": (f"person:{call.viewer.person_id}",)}
    errors = {one.name: one.error for one in opened.fields}
    if any(len(line) > TITLE_LENGTH for line in read):
        values |= {"what": (f"{read[0][: TITLE_LENGTH - 1]}…",), "why": (words,)}
    partner = _own_partner(call, opened)
    if partner and not values.get("partner"):
        values |= {"partner": (partner,)}
    return OpenForm(form=_tracked(opened.having(values=values, errors=errors)))


def _own_partner(call: Call[Press], opened: Form) -> str:
    own = str(call.viewer.partner_id or "")
    options = next((one.options for one in opened.fields if one.name == "partner"), ())
    return next((one.value for one in options if one.value == own), "")


def _tracked(form: Form) -> Form:
    return replace(form, intent=Intent.TRACK)


def _address(call: Call[Press], external_id: str) -> Destination:
    sender = call.incoming.sender
    return Destination(kind=sender.kind, installation_id=sender.installation_id, external_id=external_id)
