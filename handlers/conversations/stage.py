"""The stage card, what two people press on it, and what the stage in force asks of the runner."""

from dataclasses import replace

from bot.domain.date_reads import DateRead
from bot.domain.evidence import Stage
from bot.domain.ids import id_of
from bot.domain.lines import Line
from bot.domain.stage_decisions import Choice
from bot.domain.stage_manners import Step
from bot.errors import Refused
from bot.messages.model import Form
from bot.messages.stages import card as wording
from bot.messages.stages import choosing
from bot.messages.stages import steps as step_wording
from bot.services.stages import screens, steps
from bot.services.stages.cards import Chosen
from handlers.conversations import add, asked, values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Press, Submit
from handlers.conversations.replies import OpenForm, Reply, Say


def show(call: Call[Command] | Call[Press]) -> Say:
    """Show where things stand, in private; to one who has pressed, the evidence again where they want it."""
    in_full = isinstance(call.incoming, Press) and call.incoming.arg == wording.SIGNS
    return Say(
        message=screens.card(database=call.database, viewer=call.viewer, now=call.now, in_full=in_full)
    )


def press(call: Call[Press]) -> Reply:
    """**Confirm**, **Keep**, the form **Choose another**, or what the chair said on the telephone."""
    word, _, seen = call.incoming.arg.partition(".")
    if word == wording.SAYS_THE_SAME:
        return Say(
            message=screens.say_for_chair(
                database=call.database, viewer=call.viewer, seen=_seen(seen), now=call.now
            )
        )
    choice = next((one for one in Choice if one.value == word), Choice.ANOTHER)
    if choice is Choice.ANOTHER:
        return OpenForm(form=_form(call, seen))
    return _decide(call, seen, Chosen(choice=choice))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _form(call, call.incoming.arg)


def choose(call: Call[Submit]) -> Say:
    """Choose another stage, with a reason."""
    chosen = Chosen(
        choice=Choice.ANOTHER,
        stage=values.chosen(call.incoming, "stage", Stage),
        because=values.line(call.incoming, "because"),
    )
    return _decide(call, call.incoming.arg, chosen)


def step(call: Call[Press]) -> Reply:
    """Open the form for a step, or note that it is done with."""
    word, found = _step(call.incoming.arg)
    if word == step_wording.ADD:
        return OpenForm(form=_step_form(call, found))
    left = steps.done(database=call.database, viewer=call.viewer, step=found, now=call.now)
    return Say(message=step_wording.done(left, found))


def step_form(call: Call[Submit], key: str) -> Form:
    """Return the form of a step again, for what needs mending."""
    return step_wording.form(add.form(call, key), arg=call.incoming.arg)


def put_in(call: Call[Submit]) -> Say:
    """Put a step into the timetable."""
    _, found = _step(call.incoming.arg)
    added = steps.add(
        database=call.database,
        viewer=call.viewer,
        step=found,
        new=add.new_action(call.incoming),
        confirmed=asked.confirmed(call.incoming),
        installed=asked.installed(call.incoming),
        now=call.now,
    )
    return add.said(added, viewer=call.viewer)


def _decide(call: Call[Press] | Call[Submit], seen: str, chosen: Chosen) -> Say:
    return Say(
        message=screens.decide(
            database=call.database, viewer=call.viewer, seen=_seen(seen), chosen=chosen, now=call.now
        )
    )


def _seen(arg: str) -> tuple[int, int]:
    card_id, _, version = arg.partition(".")
    return id_of(card_id) or 0, id_of(version) or 0


def _form(call: Call[Press] | Call[Submit], seen: str) -> Form:
    view = screens.view(database=call.database, viewer=call.viewer, now=call.now)
    return replace(choosing.form(view), arg=seen)


def _step(arg: str) -> tuple[str, Step]:
    word, _, name = arg.partition(".")
    found = next((one for one in Step if one.value == name), None)
    if found is None:
        raise Refused("stage_step_gone")
    return word, found


def _step_form(call: Call[Press], found: Step) -> Form:
    opened = steps.opened(database=call.database, viewer=call.viewer, step=found, now=call.now)
    line = Line(
        what=step_wording.TITLES[found],
        partner=opened.partner,
        everybody=False,
        date=DateRead(text="", day=opened.due),
        today=opened.today,
        person=opened.person,
    )
    shown = add.filled(call.partnership_id, opened.found, line)
    return step_wording.form(shown, arg=call.incoming.arg)
