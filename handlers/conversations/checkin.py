"""A check-in: when it goes out, answering it, and a partnership's own questions."""

import re
from functools import partial
from typing import Final

from bot.domain.calendars import local_date
from bot.domain.permissions import Intent, allowed
from bot.domain.question_answers import Typed
from bot.domain.questions import Question, QuestionKind, Shape
from bot.errors import Refused
from bot.messages.checkins import ask as ask_wording
from bot.messages.checkins import form as form_wording
from bot.messages.checkins import mine as mine_wording
from bot.messages.checkins import planned as planned_wording
from bot.messages.checkins import said as wording
from bot.messages.model import Form
from bot.services.checkins import answering, mine, own, planning
from bot.services.checkins.answering import Kept
from handlers.conversations import values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Press, Submit
from handlers.conversations.replies import OpenForm, Replace, Reply, Say

_ARG: Final = re.compile(
    r"(?P<round>\d{1,15})\.(?:(?P<version>\d{1,9})(?:\.(?P<put>not_now)|\.(?P<runner>\d{1,15})(?:\.(?P<chair>\d{1,15}))?)?|(?P<word>[a-z]{1,10}))",
    re.ASCII,
)


_PRESSES: Final = {ask_wording.LATER: answering.later, ask_wording.NOT_THIS_TIME: answering.not_this_time}


def show(call: Call[Command] | Call[Press]) -> Say:
    """Show the round to come, or the open one, in private: to who plans it all of it, to others what is theirs."""
    if not allowed(intent=Intent.CHECK_IN, viewer=call.viewer):
        found = mine.show(database=call.database, viewer=call.viewer, now=call.now)
        return Say(message=mine_wording.message(found))
    ahead = planning.show(database=call.database, viewer=call.viewer, now=call.now)
    return Say(message=planned_wording.screen(ahead))


def press(call: Call[Press]) -> Reply:
    """**Ask now** opens its form, **Not now** puts the round off; anything else shows how it stands."""
    if call.incoming.arg == planned_wording.ASK_NOW:
        return OpenForm(form=_ask_form(call))
    found = _ARG.fullmatch(call.incoming.arg)
    if found is None or not found["put"]:
        return show(call)
    placed = planning.not_now(
        database=call.database,
        viewer=call.viewer,
        round_id=int(found["round"]),
        version=int(found["version"]),
        now=call.now,
    )
    return Replace(
        item=planned_wording.put_off(
            round_id=int(found["round"]),
            on=placed.on,
            is_open=placed.is_open,
            changed=placed.changed,
            today=local_date(now=call.now, zone=placed.partnership.zone),
        )
    )


def form(call: Call[Submit], _: str) -> Form:
    """Return the form **Ask now** again, for what needs mending."""
    return _ask_form(call)


def ask_now(call: Call[Submit]) -> Say:
    """Send it out today, or on the next Tuesday that suits."""
    because = values.line(call.incoming, "because")
    placed = planning.ask_now(database=call.database, viewer=call.viewer, because=because, now=call.now)
    return Say(
        message=planned_wording.placed(
            partnership=placed.partnership.name,
            on=placed.on,
            is_open=placed.is_open,
            changed=placed.changed,
            today=local_date(now=call.now, zone=placed.partnership.zone),
            reaches_on=placed.reaches_on,
        )
    )


def answer(call: Call[Press]) -> Reply:
    """**Answer now**, **Remind me on Thursday**, **Not this time**."""
    round_id, word = _round(call.incoming.arg)
    try:
        press = _PRESSES.get(word)
        if press is None:
            return OpenForm(form=_form(call, round_id))
        return _kept(press(database=call.database, viewer=call.viewer, round_id=round_id, now=call.now))
    except Refused as refused:
        if refused.key != "check_in_closed":
            raise
        return Replace(item=mine_wording.closed(round_id))


def answer_form(call: Call[Submit], _: str) -> Form:
    """Return somebody's form again, for what needs mending."""
    return _form(call, _round(call.incoming.arg)[0])


def save(call: Call[Submit]) -> Reply:
    """Keep what was answered. Nothing of it is said back."""
    found = _ARG.fullmatch(call.incoming.arg)
    if found is None:
        raise Refused("round_gone")
    return _kept(
        answering.save(
            database=call.database,
            viewer=call.viewer,
            round_id=int(found["round"]),
            version=int(found["version"] or 0),
            shown_id=int(found["runner"] or 0),
            chair_id=int(found["chair"] or 0),
            typed=partial(_typed, call.incoming),
            now=call.now,
        )
    )


def press_question(call: Call[Press]) -> Reply:
    """**Add a question** opens its form, **Ask it no more** takes one out."""
    if not call.incoming.arg:
        return OpenForm(form=_question_form(call))
    key = call.incoming.arg
    retired = own.retire(database=call.database, viewer=call.viewer, key=key, now=call.now)
    return Replace(
        item=wording.retired(
            question_key=key,
            words=retired.question.words,
            changed=retired.changed,
            out_until=retired.out_until,
        )
    )


def question_form(call: Call[Submit], _: str) -> Form:
    """Return the form **Add a question** again, for what needs mending."""
    return _question_form(call)


def add_question(call: Call[Submit]) -> Say:
    """Add a question to the bank of the partnership."""
    new = own.NewQuestion(
        words=values.line(call.incoming, "words"),
        why=values.line(call.incoming, "why"),
        kind=values.chosen(call.incoming, "kind", QuestionKind),
        shape=values.chosen(call.incoming, "shape", Shape),
        options=values.line(call.incoming, "options"),
    )
    added = own.add(database=call.database, viewer=call.viewer, new=new, now=call.now)
    return Say(
        message=wording.added(
            partnership=added.partnership, question=added.question, as_before=added.as_before
        )
    )


def _round(arg: str) -> tuple[int, str]:
    """Return the round of a button or form, and the word or version after it. Raises `Refused` (round_gone)."""
    found = _ARG.fullmatch(arg)
    if found is None:
        raise Refused("round_gone")
    return int(found["round"]), found["word"] or found["version"]


def _kept(kept: Kept) -> Replace:
    return Replace(
        item=wording.kept(kept.asked, standing=kept.standing, changed=kept.changed, again=kept.again)
    )


def _ask_form(call: Call[Press] | Call[Submit]) -> Form:
    ahead = planning.show(database=call.database, viewer=call.viewer, now=call.now)
    return planned_wording.ask_form(ahead)


def _form(call: Call[Press] | Call[Submit], round_id: int) -> Form:
    sheet = answering.look(database=call.database, viewer=call.viewer, round_id=round_id, now=call.now)
    return form_wording.form(
        sheet.asked, questions=sheet.questions, kinds=sheet.kinds, answered=sheet.answered
    )


def _question_form(call: Call[Press] | Call[Submit]) -> Form:
    known = own.choices(database=call.database, viewer=call.viewer, now=call.now)
    return form_wording.new_question(
        partnership_id=call.partnership_id, runner=known.runner, can_be_secret=known.can_be_secret
    )


def _typed(submit: Submit, question: Question) -> Typed:
    """Return what was typed to one question, from the fields of the form. **Skip** is as if nothing was chosen."""
    first = _line(submit, question.key)
    ticks = submit.values.get(question.key, ()) if question.shape is Shape.TICKS else ()
    listed = [submit.values.get(form_wording.list_name(question, one.key), ()) for one in question.lists]
    beside = values.line(submit, form_wording.list_name(question, form_wording.LINE))
    return Typed(
        option=first if question.shape in (Shape.AGREE, Shape.CHOICE) else "",
        ticks=(*ticks, *(tick for one in listed for tick in one)),
        line=first if question.shape is Shape.LINE else beside,
        person=first if question.shape is Shape.PERSON else "",
        passing=_line(submit, form_wording.list_name(question, form_wording.PASSING)),
    )


def _line(submit: Submit, name: str) -> str:
    found = values.line(submit, name)
    return "" if found == form_wording.SKIP else found
