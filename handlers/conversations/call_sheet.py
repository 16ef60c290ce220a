"""The call sheet: what to talk about, and what was heard, read back before it is kept."""

import re
from typing import Final

from bot.domain.call_sheets import Heard
from bot.domain.contacts import ContactKind
from bot.messages import call_sheet as wording
from bot.messages.model import Form
from bot.services import call_sheets, printing
from bot.services.call_sheets import Answer, Talk
from bot.services.presses import Pressed
from handlers.conversations import values
from handlers.conversations.call import Call
from handlers.conversations.calls import read
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Replace, Reply, Say, SendFile

_ANSWER: Final = re.compile(r"answer-(?P<share>\d{1,15})\.(?P<version>\d{1,9})", re.ASCII)
_TRIED: Final = {
    kind.value: kind for kind in (ContactKind.LEFT_WORD, ContactKind.NO_ANSWER, ContactKind.WRONG_NUMBER)
}


def press(call: Call[Press]) -> Reply:
    """Show the sheet, or one of its buttons."""
    partner_id, word = read(call.incoming.arg)
    if word in _TRIED:
        return _tried(call, partner_id, _TRIED[word])
    if word == wording.PRINT:
        return _printed(call, partner_id)
    sheet = call_sheets.look(database=call.database, viewer=call.viewer, partner_id=partner_id, now=call.now)
    if word == wording.SPOKE:
        return OpenForm(form=wording.form(sheet))
    return Say(message=wording.message(sheet))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    partner_id, _word = read(call.incoming.arg)
    return wording.form(
        call_sheets.look(database=call.database, viewer=call.viewer, partner_id=partner_id, now=call.now)
    )


def submit(call: Call[Submit]) -> Reply:
    """Read back what was heard; what has been read back, and is still the same, is kept."""
    partner_id, digest = read(call.incoming.arg)
    talk = _talk(call.incoming)
    if digest != talk.digest:
        return _read_back(call, partner_id, talk)
    kept = call_sheets.keep(
        database=call.database, viewer=call.viewer, partner_id=partner_id, talk=talk, now=call.now
    )
    return Say(message=wording.kept(kept.sheet, said=kept.said, moved_on=kept.moved_on))


def _read_back(call: Call[Submit], partner_id: int, talk: Talk) -> OpenForm:
    sheet, said = call_sheets.read_back(
        database=call.database, viewer=call.viewer, partner_id=partner_id, talk=talk, now=call.now
    )
    again = wording.form(sheet, digest=talk.digest, read_back=said, check_in=talk.check_in)
    return OpenForm(form=again.having(values=call.incoming.values, errors={}))


def _tried(call: Call[Press], partner_id: int, kind: ContactKind) -> Replace:
    sheet = call_sheets.record(
        database=call.database, viewer=call.viewer, partner_id=partner_id, kind=kind, now=call.now
    )
    return Replace(message=wording.recorded(sheet, kind))


def _printed(call: Call[Press], partner_id: int) -> SendFile:
    page = printing.their_page(
        database=call.database, viewer=call.viewer, partner_id=partner_id, now=call.now
    )
    return SendFile(name=page.name, content=page.content, message=page.message)


def _talk(submit: Submit) -> Talk:
    found = []
    for name in sorted(submit.values):
        match = _ANSWER.fullmatch(name)
        heard = values.chosen(submit, name, Heard)
        if match is not None and heard is not None:
            pressed = Pressed(share_id=int(match["share"]), version=int(match["version"]), by_phone=True)
            day = values.line(submit, f"date-{pressed.share_id}")
            found.append(Answer(pressed=pressed, heard=heard, day=day))
    return Talk(
        answers=tuple(found),
        words=values.line(submit, "words"),
        asked=values.line(submit, "asked"),
        check_in=values.line(submit, wording.CHECK_IN),
    )
