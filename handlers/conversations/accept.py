"""Somebody is asked to take something on, and answers: yes, not me, or not how I remember it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from bot.domain.items import ItemView
from bot.domain.permissions import Intent
from bot.messages import accept as wording
from bot.messages.items import outdated_item, standing_item
from bot.messages.model import Form, Item
from bot.services import choices, moves, promises
from bot.services.presses import Outcome
from bot.services.promises import NotForMe
from handlers.conversations import args, asked, values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Replace, Reply

_SAID: Final[Mapping[NotForMe, Callable[[ItemView], Item]]] = {
    NotForMe.ANOTHER_PARTNER: wording.declined,
    NotForMe.WE_CANNOT: wording.declined,
    NotForMe.LETS_TALK: wording.will_talk,
}


def accept(call: Call[Press]) -> Replace:
    """**Accept**; then the day on which its holder would like to be reminded besides, or **No need**."""
    pressed, word = args.read(call.incoming.arg)
    on = wording.day_of(word)
    if on is not None:
        outcome = promises.choose_reminder(
            database=call.database, viewer=call.viewer, pressed=pressed, on=on, now=call.now
        )
        return replacing(outcome, partial(wording.reminder_chosen, on=on))
    if word == wording.NO_NEED:
        return replacing(look(call, Intent.ACCEPT), wording.no_need)
    outcome = promises.accept(database=call.database, viewer=call.viewer, pressed=pressed, now=call.now)
    return replacing(outcome, partial(wording.accepted, days=promises.days_offered(outcome.view)))


def not_for_me(call: Call[Press]) -> Reply:
    """**Not for me**: ask who else; then do what was answered, or open the form that names a colleague."""
    pressed, word = args.read(call.incoming.arg)
    if word in {answer.value for answer in NotForMe}:
        answer = NotForMe(word)
        outcome = promises.not_for_me(
            database=call.database, viewer=call.viewer, pressed=pressed, answer=answer, now=call.now
        )
        return replacing(outcome, _SAID[answer])
    outcome = look(call, Intent.NOT_FOR_ME)
    if word == wording.COLLEAGUE and outcome.changed:
        return OpenForm(form=_colleague_form(call, outcome.view))
    return replacing(outcome, wording.who_else)


def colleague_form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _colleague_form(call, look(call, Intent.NOT_FOR_ME).view)


def ask_colleague(call: Call[Submit]) -> Replace:
    """**Somebody else here**."""
    pressed, _ = args.read(call.incoming.arg)
    outcome = promises.ask_colleague(
        database=call.database,
        viewer=call.viewer,
        pressed=pressed,
        colleague=values.line(call.incoming, "person"),
        installed=asked.installed(call.incoming),
        now=call.now,
    )
    return replacing(outcome, wording.handed_on)


def open_put_right(call: Call[Press]) -> Reply:
    """**Put it right**: open the form with one line."""
    outcome = look(call, Intent.PUT_RIGHT)
    if not outcome.changed:
        return as_it_stands(outcome)
    return OpenForm(form=wording.put_right_form(outcome.view))


def put_right_form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return wording.put_right_form(look(call, Intent.PUT_RIGHT).view)


def put_right(call: Call[Submit]) -> Replace:
    """Send the line to the runner."""
    pressed, _ = args.read(call.incoming.arg)
    outcome = promises.put_right(
        database=call.database,
        viewer=call.viewer,
        pressed=pressed,
        words=values.line(call.incoming, "words"),
        now=call.now,
    )
    return replacing(outcome, wording.disputed)


def replacing(outcome: Outcome, said: Callable[[ItemView], Item]) -> Replace:
    """Show what the press did; where it did nothing, how things stand now."""
    return Replace(item=said(outcome.view)) if outcome.changed else as_it_stands(outcome)


def as_it_stands(outcome: Outcome) -> Replace:
    """Show how things stand now; of a press on an old card also what has changed, and that it can be pressed again."""
    old = outcome.outdated
    if old is None:
        return Replace(item=standing_item(outcome.view))
    return Replace(item=outdated_item(outcome.view, intent=old.intent, since=old.since))


def look(call: Call[Press] | Call[Submit], intent: Intent) -> Outcome:
    """Return how the share stands that a press or a form is about."""
    pressed, _ = args.read(call.incoming.arg)
    return moves.look(
        database=call.database, viewer=call.viewer, intent=intent, pressed=pressed, now=call.now
    )


def _colleague_form(call: Call[Press] | Call[Submit], view: ItemView) -> Form:
    members = choices.colleagues(database=call.database, viewer=call.viewer, partner_id=view.share.partner_id)
    others = [one.person for one in members if one.person.id != view.share.person_id]
    return wording.colleague_form(view, people={person.id: person.name for person in others})
