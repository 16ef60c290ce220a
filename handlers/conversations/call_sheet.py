"""The call sheet: what to talk about, and what was heard, read back before it is kept."""

import re
from typing import Final

from bot.domain.call_sheets import Heard
from bot.domain.contacts import ContactKind
from bot.domain.rung_questions import Shown
from bot.messages import call_sheet as wording
from bot.messages.checkins import phone
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
_SHOWN: Final = re.compile(
    r"(?P<round>\d{1,15})\.(?P<person>\d{1,15})\.(?P<version>\d{1,9})"
    r"\.(?P<runner>\d{1,15})\.(?P<chair>\d{1,15})\.(?P<key>[a-z0-9_]{1,40})",
    re.ASCII,
)
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
    """Return the form again, for what needs mending, with the question that was asked."""
    partner_id, word = read(call.incoming.arg)
    return wording.form(
        call_sheets.look(
            database=call.database,
            viewer=call.viewer,
            partner_id=partner_id,
            now=call.now,
            shown=_shown(word.partition(".")[2]),
        )
    )


def submit(call: Call[Submit]) -> Reply:
    """Read back what was heard; what has been read back, and is still the same, is kept."""
    partner_id, word = read(call.incoming.arg)
    digest, _, shown = word.partition(".")
    talk = _talk(call.incoming, shown=_shown(shown))
    if digest != talk.digest:
        return _read_back(call, partner_id, talk)
    kept = call_sheets.keep(
        database=call.database, viewer=call.viewer, partner_id=partner_id, talk=talk, now=call.now
    )
    return Say(message=wording.kept(kept.sheet, said=kept.said, moved_on=kept.moved_on))


def _read_back(call: Call[Submit], partner_id: int, talk: Talk) -> OpenForm:
    back = call_sheets.read_back(
        database=call.database, viewer=call.viewer, partner_id=partner_id, talk=talk, now=call.now
    )
    again = wording.form(
        back.sheet,
        digest=back.talk.digest,
        read_back=back.said,
        check_in=back.talk.check_in,
        moved_on=back.moved_on,
    )
    # Nothing is put under a question to which it was not said.
    typed = {
        name: value
        for name, value in call.incoming.values.items()
        if back.talk.check_in or name != phone.CHECK_IN
    }
    return OpenForm(form=again.having(values=typed, errors={}))


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


def _shown(carried: str) -> Shown | None:
    """Return the question of the check-in that the form has shown, None for none."""
    found = _SHOWN.fullmatch(carried)
    if found is None:
        return None
    return Shown(
        round_id=int(found["round"]),
        person_id=int(found["person"]),
        version=int(found["version"]),
        runner_id=int(found["runner"]),
        chair_id=int(found["chair"]),
        key=found["key"],
    )


def _talk(submit: Submit, *, shown: Shown | None) -> Talk:
    found = []
    for name in sorted(submit.values):
        match = _ANSWER.fullmatch(name)
        heard = values.chosen(submit, name, Heard)
        if match is not None and heard is not None:
            pressed = Pressed(share_id=int(match["share"]), version=int(match["version"]), by_phone=True)
            day = values.line(submit, f"date-{pressed.share_id}")
            found.append(Answer(pressed=pressed, heard=heard, day=day))
    said = values.line(submit, phone.CHECK_IN)
    said = "" if said == Heard.NOT_DISCUSSED.value else said
    return Talk(
        answers=tuple(found),
        words=values.line(submit, "words"),
        asked=values.line(submit, "asked"),
        check_in=said,
        shown=shown if said else None,
    )
