"""Closed dates, busy weeks and who is away: typed, pasted, or from a calendar file."""

import re
from typing import Final

from bot.domain.ids import id_of
from bot.domain.partners import name_key
from bot.errors import Refused
from bot.messages import calendar_file
from bot.messages import closed_dates as wording
from bot.messages.model import Form
from bot.services import calendar_uploads, closed_dates, leave
from bot.services.calendar_uploads import Sent
from bot.services.closed_dates import Days, Kept
from handlers.conversations import commands, values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, File, Incoming, Press, Submit
from handlers.conversations.replies import OpenForm, Replace, Reply, Say

_PARTNER: Final = re.compile(r"(?P<id>\d{1,15})(?:\.(?P<seen>[0-9a-f]{12}))?", re.ASCII)
_OTHER: Final = re.compile(r"(?P<word>away|file|keep|leave)(?:\.(?P<id>\d{1,15}))?", re.ASCII)


def command(call: Call[Command]) -> Reply:
    """Show the partners; with a partner's name behind the word open its form."""
    typed = commands.rest(call.incoming.words)
    if not typed:
        return _partners(call)
    found = closed_dates.partners(database=call.database, viewer=call.viewer).found
    meant = next((one for one in found if name_key(one.name).startswith(name_key(typed))), None)
    return _partners(call) if meant is None else OpenForm(form=_form(call, meant.id))


def press(call: Call[Press]) -> Reply:
    """Show the partners, open a form, or forget a calendar file."""
    arg = call.incoming.arg
    if not arg:
        return _partners(call)
    if _PARTNER.fullmatch(arg):
        return OpenForm(form=_form_of(call))
    word, number = _other(arg)
    if word != wording.LEAVE:
        return OpenForm(form=_form_of(call))
    calendar_uploads.leave(database=call.database, viewer=call.viewer, upload_id=number or 0)
    return Replace(message=calendar_file.left())


def take(call: Call[File]) -> Say:
    """Read a calendar file that came along, or say that it is going to be read."""
    incoming = call.incoming
    sent = Sent(
        installation_id=incoming.sender.installation_id,
        name=incoming.name,
        size=incoming.size,
        reference=incoming.reference,
    )
    if incoming.content is None:
        return _expect(call, sent)
    preview = calendar_uploads.take(
        database=call.database, viewer=call.viewer, sent=sent, content=incoming.content, now=call.now
    )
    return Say(message=calendar_file.preview(preview))


def submit(call: Call[Submit]) -> Reply:
    """Keep days, read them back first, take a calendar file, or note that somebody is away."""
    meant = _PARTNER.fullmatch(call.incoming.arg)
    if meant is not None:
        return _keep(call, int(meant["id"]), meant["seen"] or "")
    word, number = _other(call.incoming.arg)
    match word:
        case wording.AWAY:
            return _enter_leave(call)
        case wording.FILE:
            return _fetch(call, number)
        case _:
            return _keep_file(call, number or 0)


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _form_of(call)


def _partners(call: Call[Command] | Call[Press]) -> Say:
    found = closed_dates.partners(database=call.database, viewer=call.viewer)
    return Say(message=wording.partners(partnership=found.partnership, found=found.found))


def _form_of(call: Call[Press] | Call[Submit]) -> Form:
    """The form that a button or a form is about."""
    meant = _PARTNER.fullmatch(call.incoming.arg)
    if meant is not None:
        return _form(call, int(meant["id"]))
    word, number = _other(call.incoming.arg)
    match word:
        case wording.AWAY:
            found = leave.people(database=call.database, viewer=call.viewer)
            return wording.away_form(partnership_id=call.partnership_id, people=found)
        case wording.FILE:
            return _file_form(call, number)
        case _:
            preview = calendar_uploads.preview(
                database=call.database, viewer=call.viewer, upload_id=number or 0
            )
            return calendar_file.form(preview)


def _form(call: Call[Incoming], partner_id: int) -> Form:
    found = closed_dates.of_partner(
        database=call.database, viewer=call.viewer, partner_id=partner_id, now=call.now
    )
    return wording.form(
        partner=found.partner,
        closed=found.days.closed,
        busy=found.days.busy,
        seen=found.seen,
        is_read_back=False,
    )


def _file_form(call: Call[Incoming], partner_id: int | None) -> Form:
    found = closed_dates.partners(database=call.database, viewer=call.viewer).found
    partner = next((one for one in found if one.id == partner_id), None)
    return wording.file_form(partnership_id=call.partnership_id, partner=partner)


def _keep(call: Call[Submit], partner_id: int, seen: str) -> Reply:
    found = closed_dates.keep(
        database=call.database,
        viewer=call.viewer,
        partner_id=partner_id,
        seen=seen,
        typed=Days(
            closed=values.line(call.incoming, "closed_dates"), busy=values.line(call.incoming, "busy_weeks")
        ),
        now=call.now,
    )
    if isinstance(found, Kept):
        return Say(message=wording.kept(partnership=found.partnership, partner=found.partner))
    read_back = wording.form(
        partner=found.partner,
        closed=found.days.closed,
        busy=found.days.busy,
        seen=found.seen,
        is_read_back=True,
    )
    return OpenForm(form=read_back)


def _enter_leave(call: Call[Submit]) -> Say:
    entered = leave.enter(
        database=call.database,
        viewer=call.viewer,
        person_id=id_of(values.line(call.incoming, "person")),
        first=values.line(call.incoming, "away_first"),
        last=values.line(call.incoming, "away_last"),
        now=call.now,
    )
    return Say(message=wording.away(name=entered.name, span=entered.span))


def _fetch(call: Call[Submit], partner_id: int | None) -> Say:
    reference = values.line(call.incoming, wording.CALENDAR)
    if not reference:
        raise Refused("calendar_needed", field=wording.CALENDAR)
    sent = Sent(
        installation_id=call.incoming.sender.installation_id, reference=reference, partner_id=partner_id
    )
    return _expect(call, sent)


def _keep_file(call: Call[Submit], upload_id: int) -> Say:
    kept = calendar_uploads.keep(
        database=call.database,
        viewer=call.viewer,
        upload_id=upload_id,
        partner_id=id_of(values.line(call.incoming, "partner")),
        now=call.now,
    )
    return Say(message=wording.kept(partnership=kept.partnership, partner=kept.partner))


def _expect(call: Call[File] | Call[Submit], sent: Sent) -> Say:
    calendar_uploads.expect(database=call.database, viewer=call.viewer, sent=sent, now=call.now)
    return Say(message=calendar_file.reading())


def _other(arg: str) -> tuple[str, int | None]:
    """What a button or a form carries beside a partner's number. Raises `Refused` (partner_gone) for anything else."""
    found = _OTHER.fullmatch(arg)
    if found is None:
        raise Refused("partner_gone")
    return found["word"], id_of(found["id"] or "")
