"""Every message about being left in peace, tomorrow's post, messages tried on, and what is kept."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from bot.domain.people import AddressKind, Membership
from bot.domain.permissions import Role
from bot.domain.quiet import Rest, Rested, Stays
from bot.domain.reached import Reached
from bot.messages import hello, kept, quiet, reached, rehearsal, tomorrow
from bot.messages import help as helping
from bot.messages.model import Form, Message, Paragraph
from bot.messages.notices import Notice
from bot.messages.reached import Row, Screen
from bot.messages.tomorrow import Mail, Part, Post
from tests.messages.cast import Cast

_MONDAY, _TUESDAY, _THURSDAY = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 3)
_PADDING = (
    "Good morning. Here is what would be good to know, the most pressing first. Only you get this list."
)
"""A notice stands in a list, after its greeting."""


def manners(cast: Cast) -> Mapping[str, Message]:
    return {
        "help, in a room": helping.in_room(),
        "quiet": quiet.quiet(until=_MONDAY),
        "writing again": quiet.writing_again(),
        "quiet, for somebody": quiet.quiet_for(name=cast.colleague, until=_MONDAY),
        **_rested(cast),
        **_listed(cast),
        **_post(cast),
        **_reached(cast),
        "tried on": rehearsal.shown(
            partnership=cast.partnership, first_name=cast.mina.first_name, messages=[_hello(cast)]
        ),
    }


def manners_forms(cast: Cast) -> Mapping[str, Form]:
    people = [
        Membership(
            id=2,
            partnership_id=9,
            person=cast.mina,
            role=Role.CO_ORDINATOR,
            partner_id=1,
            doors_open=True,
            greeted_at=None,
            rings=False,
        )
    ]
    return {
        "not this week": quiet.form(partnership_id=9, people=people),
        "try it": rehearsal.form(partnership_id=9, people=people),
    }


def _rested(cast: Cast) -> Mapping[str, Message]:
    rests = {
        "one": [Rest(until=_THURSDAY)],
        "several": [Rest(until=_THURSDAY), Rest(until=_THURSDAY)],
        "on two days": [Rest(until=_THURSDAY), Rest(until=_TUESDAY, off_day=True)],
        "last day": [Rest(until=None, stays=Stays.LAST_DAY)],
        "twice, and another": [Rest(until=None, stays=Stays.TWICE), Rest(until=_THURSDAY)],
        "nothing": [],
    }
    return {
        f"not today, {name}": quiet.rested(
            found=[Rested(title=cast.title, due=_TUESDAY, rest=rest) for rest in found]
        )
        for name, found in rests.items()
    }


def _listed(cast: Cast) -> Mapping[str, Message]:
    notices = {
        "back": quiet.back(names=[cast.reader], on=_MONDAY),
        "back, two": quiet.back(names=[cast.reader, cast.colleague], on=_MONDAY),
        "back, too late": quiet.warning_that_waits(
            name=cast.reader, on=_MONDAY, title=cast.title, due=_TUESDAY
        ),
        "call worth making": quiet.call_worth_making(name=cast.reader),
        "coming post": tomorrow.coming(
            partnership_id=9, names=[cast.reader, *([cast.colleague] * 6)], on=_TUESDAY
        ),
        "kept": kept.notice(runner=cast.sam.first_name),
        "kept, no runner": kept.notice(runner=""),
    }
    return {f"list, {name}": _in_a_list(cast, notice) for name, notice in notices.items()}


def _in_a_list(cast: Cast, notice: Notice) -> Message:
    return Message(
        opening=f"{cast.partnership}: one thing for today.",
        blocks=(Paragraph(text=(_PADDING,)), *notice.blocks),
    )


def _post(cast: Cast) -> Mapping[str, Message]:
    mail = Mail(
        person_id=7,
        name=cast.reader,
        parts=(Part(delivery_id=1, title=cast.title), Part(delivery_id=2, title="the hello")),
        at=datetime(2026, 12, 1, 8, 30, tzinfo=UTC),
        messages=(_hello(cast),),
    )
    post = Post(
        partnership_id=9,
        partnership=cast.partnership,
        on=_TUESDAY,
        mail=(mail,) * 7,
        held=(mail,),
        shows=True,
    )
    nothing = Post(partnership_id=9, partnership=cast.partnership, on=None, mail=(), held=(), shows=False)
    return {
        "tomorrow's post, none": tomorrow.screen(post=nothing),
        "tomorrow's post, shown": tomorrow.shows(shows=True),
        "tomorrow's post, left out": tomorrow.shows(shows=False),
        "tomorrow's post": tomorrow.screen(post=post),
        "tomorrow's post, the rest": tomorrow.screen(post=post, first=5),
        "tomorrow's post, let go": Message(
            opening="Here is how that one stands now.",
            blocks=(Paragraph(text=(_PADDING,)), tomorrow.freed(mail)),
        ),
    }


def _reached(cast: Cast) -> Mapping[str, Message]:
    here = Row(person=cast.reader, organisation=cast.partner, reached=Reached.REACHED, tool=AddressKind.SLACK)
    nowhere = Row(person=cast.colleague, organisation="", reached=Reached.NOT_REACHED, tool=None)
    rung = Row(
        person="Dee Frame", organisation=cast.other, reached=Reached.NOT_YET, tool=AddressKind.TELEPHONE
    )
    rows = {"who was reached": (here, rung), "who was reached, somebody not": (here, nowhere)}
    return {
        name: reached.screen(Screen(partnership=cast.partnership, rows=found)) for name, found in rows.items()
    }


def _hello(cast: Cast) -> Message:
    return hello.message(partnership=cast.group, reader=cast.mina, runner=cast.sam)
