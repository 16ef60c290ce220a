"""Every message and form about closed dates, busy weeks, calendar files and who is away."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.domain.calendar_files import CalendarFile, LeftOut, Why
from bot.domain.calendar_previews import CalendarPreview
from bot.domain.calendars import PartnerCalendar, Span
from bot.domain.partners import Partner
from bot.domain.people import Membership
from bot.domain.permissions import Role
from bot.messages import back_on, calendar_file, closed_dates, morning
from bot.messages.envelope import Section
from bot.messages.model import Form, Message
from bot.messages.notices import Notice
from tests.actions import TODAY
from tests.messages.cast import Cast

_HALF_TERM = Span(first=date(2026, 10, 26), last=date(2026, 10, 30), name="half-term")
_INSPECTION = Span(first=date(2026, 11, 9), last=date(2026, 11, 13))
_BACK = date(2026, 11, 2)


def closed(cast: Cast) -> Mapping[str, Message]:
    """Return every message about them."""
    shut = _shut(cast)
    left_out = tuple(LeftOut(name=f"Event {number}", why=why) for number, why in enumerate(Why))
    found = _preview(cast, closed=(_HALF_TERM, _INSPECTION), left_out=left_out)
    return {
        "closed dates, partners": closed_dates.partners(
            partnership=cast.group, found=(cast.organisation, shut)
        ),
        "closed dates, kept": closed_dates.kept(partnership=cast.group, partner=shut),
        "closed dates, none left": closed_dates.kept(partnership=cast.group, partner=cast.organisation),
        "away, kept": closed_dates.away(name=cast.colleague, span=_HALF_TERM),
        "calendar, being read": calendar_file.reading(),
        "calendar, whose": calendar_file.preview(found),
        "calendar, for one": calendar_file.preview(replace(found, partner_id=1)),
        "calendar, nothing in it": calendar_file.preview(_preview(cast)),
        "calendar, left": calendar_file.left(),
        "back on": _in_a_list(cast),
        "room, back on": back_on.post(back=_BACK),
    }


def closed_forms(cast: Cast) -> Mapping[str, Form]:
    """Return every form about them."""
    shut = _shut(cast)
    rob = Membership(
        id=1,
        partnership_id=9,
        person=cast.mina,
        role=Role.CO_ORDINATOR,
        partner_id=1,
        doors_open=True,
        greeted_at=None,
        rings=False,
    )
    days = {"closed": "Friday 4 December 2026", "busy": "", "seen": "0123456789ab"}
    return {
        "closed dates": closed_dates.form(partner=shut, **days, is_read_back=False),
        "closed dates, read back": closed_dates.form(partner=shut, **days, is_read_back=True),
        "calendar file": closed_dates.file_form(partnership_id=9, partner=None),
        "calendar file, of one": closed_dates.file_form(partnership_id=9, partner=shut),
        "somebody is away": closed_dates.away_form(partnership_id=9, people=[rob]),
        "keep a calendar": calendar_file.form(_preview(cast, closed=(_HALF_TERM,))),
    }


def _shut(cast: Cast) -> Partner:
    return replace(cast.organisation, calendar=PartnerCalendar(closed=(_HALF_TERM,), busy=(_INSPECTION,)))


def _preview(
    cast: Cast, closed: tuple[Span, ...] = (), left_out: tuple[LeftOut, ...] = ()
) -> CalendarPreview:
    return CalendarPreview(
        upload_id=3,
        partnership=cast.group,
        partners=(cast.organisation,),
        partner_id=None,
        found=CalendarFile(closed=closed, left_out=left_out),
    )


def _in_a_list(cast: Cast) -> Message:
    part = morning.Part(
        partnership_id=9,
        partnership=cast.partnership,
        today=TODAY,
        lines=(),
        own=Section(partnership_id=9, partnership=cast.partnership),
        notices=(Notice(blocks=back_on.of_morning(back=_BACK)),),
    )
    return morning.message(parts=[part], first_name=cast.sam.first_name, is_morning=True)
