"""**What we'll do**, and then **Post it**, **Talk about it at the meeting** or **Later**."""

from bot.domain.summaries import SummaryState
from bot.messages.checkins import summary as wording
from bot.messages.checkins.summary import Told
from bot.messages.model import Form
from bot.services.checkins import telling
from handlers.conversations import check_in_args, values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Replace, Reply, Say


def press(call: Call[Press]) -> Reply:
    """Open a form, or do what is asked."""
    round_id, version, word = check_in_args.seen(call.incoming.arg)
    if word == wording.POST:
        told, rooms = telling.post(
            database=call.database, viewer=call.viewer, round_id=round_id, version=version, now=call.now
        )
        return Replace(message=wording.standing(told, rooms=rooms))
    if word == wording.LATER:
        put = telling.later(
            database=call.database, viewer=call.viewer, round_id=round_id, version=version, now=call.now
        )
        return Replace(message=wording.standing(put))
    told = telling.read(database=call.database, viewer=call.viewer, round_id=round_id)
    form_again = _form(told, word)
    return Replace(message=wording.standing(told)) if form_again is None else OpenForm(form=form_again)


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    round_id, _version, word = check_in_args.seen(call.incoming.arg)
    told = telling.read(database=call.database, viewer=call.viewer, round_id=round_id)
    return _form(told, word) or wording.form(partnership_id=told.partnership_id, summary=told.summary)


def submit(call: Call[Submit]) -> Say:
    """Keep what was typed, and show the post, or how things stand."""
    round_id, version, word = check_in_args.seen(call.incoming.arg)
    if word == wording.MEETING:
        return _to_meeting(call, round_id, version)
    if word == wording.BECAME:
        return _became(call, round_id, version)
    told = telling.write(
        database=call.database,
        viewer=call.viewer,
        round_id=round_id,
        version=version,
        lines=values.line(call.incoming, "lines"),
        now=call.now,
    )
    is_open = told.summary.state is SummaryState.WAITING and told.summary.well_do
    return Say(message=wording.preview(told) if is_open else wording.standing(told))


def _to_meeting(call: Call[Submit], round_id: int, version: int) -> Say:
    told, rooms = telling.talk_about_it(
        database=call.database,
        viewer=call.viewer,
        round_id=round_id,
        version=version,
        meeting_on=values.line(call.incoming, "meeting_on"),
        now=call.now,
    )
    return Say(message=wording.standing(told, rooms=rooms))


def _became(call: Call[Submit], round_id: int, version: int) -> Say:
    told = telling.keep_what_became(
        database=call.database,
        viewer=call.viewer,
        round_id=round_id,
        version=version,
        became=values.line(call.incoming, "became"),
        now=call.now,
    )
    return Say(message=wording.became_kept(partnership=told.partnership))


def _form(told: Told, word: str) -> Form | None:
    """The form that a button asks for, None where things have moved on."""
    summary, partnership_id = told.summary, told.partnership_id
    is_waiting = summary.state is SummaryState.WAITING
    if word == wording.BECAME:
        return None if is_waiting else wording.became_form(partnership_id=partnership_id, summary=summary)
    if not is_waiting:
        return None
    if word == wording.MEETING:
        return wording.meeting_form(partnership_id=partnership_id, summary=summary)
    return wording.form(partnership_id=partnership_id, summary=summary)
