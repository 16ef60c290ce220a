"""**Track this**, pressed on what somebody wrote; and what the writer answers."""

import re
from dataclasses import replace
from datetime import UTC, datetime
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
_STAMP: Final = re.compile(r"\d{1,10}(\.\d{1,9})?", re.ASCII)
_MOST: Final = tracking.MOST_WORDS


def written(*, writer: str, reference: str, words: str) -> str:
    """Return what a press carries about a message: who wrote it, the platform's name for it, and its words."""
    return f"{ASK}:{writer}:{reference}:{words[:_MOST]}"


def logged(*, writer: str, at: str) -> str:
    """Return what a press on a message carries for the log: who wrote it and when, and nothing of what."""
    return f"{ASK}:{writer}:{at}"


def is_about_message(arg: str) -> bool:
    """Say whether a press was made on what somebody wrote."""
    return arg.startswith(f"{ASK}:")


def log_form(call: Call[Press], form: Form) -> Form:
    """Return the form of the log with the partner, the person and the day of a message in it, and no word of it."""
    _, writer, stamp = (*call.incoming.arg.split(":", 2), "", "")[:3]
    at = datetime.fromtimestamp(float(stamp), tz=UTC) if _STAMP.fullmatch(stamp) else call.now
    spoken = tracking.spoken(
        database=call.database, viewer=call.viewer, writer=_address(call, writer), at=min(at, call.now)
    )
    found = {"partner": spoken.partner_id, "who": spoken.person_id}
    values = {one.name: one.value for one in form.fields} | {"day": (spoken.day.isoformat(),)}
    for asked in form.fields:
        chosen = str(found.get(asked.name))
        if any(option.value == chosen for option in asked.options):
            values[asked.name] = (chosen,)
    return form.having(values=values, errors={})


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
