"""Looking back on what was reached, and on one's first weeks. What is said stands in forms alone: no reply repeats it."""

import re
from typing import Final

from bot.domain.question_answers import Typed
from bot.domain.questions import Question, Shape
from bot.errors import Refused
from bot.messages.looking_back import ask, told
from bot.messages.model import Form
from bot.services.looking_back import answering, reading
from handlers.conversations import values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import Nothing, OpenForm, Replace, Reply, Say

_ARG: Final = re.compile(
    rf"(?:(?P<milestone>\d{{1,15}})|{ask.NEW})\.(?P<word>{ask.ANSWER}|{ask.NOT_THIS_TIME}|{ask.READ})"
    r"(?:\.(?P<runner>\d{1,15})(?:\.(?P<version>\d{1,18}))?)?",
    re.ASCII,
)


def press(call: Call[Press]) -> Reply:
    """**Answer** and **Read it** open a form; **Not this time** is said once."""
    if call.incoming.arg == ask.NEXT_TIME:
        number, lessons = reading.for_next_time(database=call.database, viewer=call.viewer)
        if not lessons:
            return Say(message=told.nothing_for_next_time())
        return OpenForm(form=told.next_time(partnership_id=number, lessons=lessons))
    milestone_id, word, *_ = _read(call.incoming.arg)
    if word == ask.READ:
        found = reading.look(database=call.database, viewer=call.viewer, milestone_id=milestone_id)
        return OpenForm(form=told.reading(found)) if found.found else Say(message=told.nothing())
    if word == ask.ANSWER:
        return OpenForm(form=_form(call))
    asked = answering.leave(
        database=call.database, viewer=call.viewer, milestone_id=milestone_id, now=call.now
    )
    return Replace(item=ask.not_this_time(asked))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _form(call)


def submit(call: Call[Submit]) -> Reply:
    """Keep what was said; what was only read needs nothing."""
    if call.incoming.arg == ask.NEXT_TIME:
        return Nothing()
    milestone_id, word, shown_id, version = _read(call.incoming.arg)
    if word != ask.ANSWER:
        return Nothing()
    kept = answering.save(
        database=call.database,
        viewer=call.viewer,
        milestone_id=milestone_id,
        shown_id=shown_id,
        version=version,
        typed=lambda question: _typed(call.incoming, question),
        now=call.now,
    )
    return Replace(item=ask.kept(kept.asked, is_empty=kept.is_empty))


def _form(call: Call[Press] | Call[Submit]) -> Form:
    if call.incoming.arg == ask.NEXT_TIME:
        number, lessons = reading.for_next_time(database=call.database, viewer=call.viewer)
        return told.next_time(partnership_id=number, lessons=lessons)
    milestone_id, word, *_ = _read(call.incoming.arg)
    if word == ask.READ:
        return told.reading(
            reading.look(database=call.database, viewer=call.viewer, milestone_id=milestone_id)
        )
    sheet = answering.look(database=call.database, viewer=call.viewer, milestone_id=milestone_id)
    return ask.form(sheet.asked, answered=sheet.answered, version=sheet.version)


def _typed(sent: Submit, question: Question) -> Typed:
    main = values.line(sent, question.key)
    beside = values.line(sent, ask.name_of(question, ask.LINE))
    return Typed(
        option=main if question.shape is Shape.CHOICE else "",
        person=main if question.shape is Shape.PERSON else "",
        line=main if question.shape is Shape.LINE else beside,
        passing=values.line(sent, ask.name_of(question, ask.PASSING)),
    )


def _read(arg: str) -> tuple[int | None, str, int, int]:
    """Return the milestone that a button or form is about, None for somebody's first weeks, its word, whom it has named, and its version."""
    match = _ARG.fullmatch(arg)
    if match is None:
        raise Refused("milestone_gone")
    milestone_id = int(match["milestone"]) if match["milestone"] else None
    return milestone_id, match["word"], int(match["runner"] or 0), int(match["version"] or 0)
