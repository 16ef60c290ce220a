"""What people choose for themselves: days and hour, absence, what they hope to gain."""

from bot.domain.ids import id_of
from bot.messages import elsewhere as where_wording
from bot.messages import entry
from bot.messages import settings as wording
from bot.messages.model import Form
from bot.services import links, ringing, settings
from bot.services.joining import elsewhere
from bot.services.settings import Chosen, Settings
from handlers.conversations import values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Incoming, Press, Submit
from handlers.conversations.replies import OpenForm, Say

HOPES = "hopes"
HOUR = "hour:"


def open_form(call: Call[Command]) -> OpenForm:
    """Open the form **Choose when I write to you**."""
    return OpenForm(form=_form(call))


def press(call: Call[Press]) -> OpenForm | Say:
    """Open a form, or do what a button stands for: an hour, **Ring me instead**, **Make my old links worthless**."""
    arg = call.incoming.arg
    if arg == HOPES:
        return OpenForm(form=_hopes_form(call))
    if arg.startswith((wording.RING, wording.WRITE)):
        return _ring_or_write(call, arg)
    if arg.startswith(where_wording.PREFER):
        return _prefer(call, arg.removeprefix(where_wording.PREFER))
    if arg == wording.LINKS:
        mailed = links.make_worthless(database=call.database, caller=call.caller, now=call.now)
        return Say(message=entry.worthless(mailed=mailed))
    if not arg.startswith(HOUR):
        return OpenForm(form=_form(call))
    chosen = settings.choose_hour(
        database=call.database, caller=call.caller, hour=arg.removeprefix(HOUR), now=call.now
    )
    return _changed(chosen)


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _hopes_form(call) if call.incoming.arg == HOPES else _form(call)


def submit(call: Call[Submit]) -> Say:
    """Keep what was chosen, or what is hoped for."""
    if call.incoming.arg == HOPES:
        hopes = values.line(call.incoming, HOPES)
        settings.hope(database=call.database, caller=call.caller, hopes=hopes, now=call.now)
        return Say(message=wording.hoped())
    chosen = Chosen(
        days=call.incoming.values.get("days", ()),
        hour=values.line(call.incoming, "hour"),
        news={wording.NEWS: True, wording.JUST_MINE: False}.get(values.line(call.incoming, "news")),
        away_first=values.line(call.incoming, "away_first"),
        away_last=values.line(call.incoming, "away_last"),
    )
    changed = settings.change(database=call.database, caller=call.caller, chosen=chosen, now=call.now)
    where = values.line(call.incoming, "where")
    if where == where_wording.ELSEWHERE:
        made = elsewhere.make_code(database=call.database, caller=call.caller, now=call.now)
        return Say(message=where_wording.code(made))
    if where:
        _prefer(call, where)
    return _changed(changed)


def _prefer(call: Call[Press] | Call[Submit], address: str) -> Say:
    """Write to somebody here first, or there."""
    place = elsewhere.prefer(
        database=call.database, caller=call.caller, address_id=id_of(address) or 0, now=call.now
    )
    return Say(message=where_wording.preferred(place))


def _ring_or_write(call: Call[Press], arg: str) -> Say:
    """**Ring me instead**, and **Write to me after all**."""
    chosen = ringing.choose(
        database=call.database,
        caller=call.caller,
        partnership_id=id_of(arg.split(":", 1)[1]) or 0,
        rings=arg.startswith(wording.RING),
        now=call.now,
    )
    if not chosen.rings:
        return Say(message=wording.written_to_again(partnership=chosen.partnership))
    said = wording.rung_instead(
        partnership_id=chosen.partnership_id, partnership=chosen.partnership, runner=chosen.runner
    )
    return Say(message=said)


def _changed(chosen: Settings) -> Say:
    person = chosen.person
    return Say(
        message=wording.changed(
            rhythm=person.rhythm,
            away=chosen.away,
            runs=chosen.runs,
            news=person.news,
            has_links=chosen.has_links,
        )
    )


def _form(call: Call[Incoming]) -> Form:
    chosen = settings.of_caller(database=call.database, caller=call.caller, now=call.now)
    places = elsewhere.places_of(database=call.database, caller=call.caller)
    return wording.form(rhythm=chosen.person.rhythm, away=chosen.away, news=chosen.person.news, places=places)


def _hopes_form(call: Call[Incoming]) -> Form:
    return wording.hopes_form(hopes=settings.hopes_of(database=call.database, caller=call.caller))
