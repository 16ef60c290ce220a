"""**Change**, **Drop** and **Put it back**."""

from functools import partial

from bot.messages import changes as wording
from bot.messages.items import standing_item
from bot.messages.model import Form
from bot.services import changes, drops
from bot.services.changes import Changeable, Changes
from handlers.conversations import args, values
from handlers.conversations.accept import replacing
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Replace, Reply


def open_change(call: Call[Press]) -> Reply:
    """Open the form **Change**."""
    found = _changeable(call)
    if not found.changed:
        return Replace(item=standing_item(found.view))
    return OpenForm(form=_form(found))


def change_form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _form(_changeable(call))


def change(call: Call[Submit]) -> Replace:
    """Change it."""
    pressed, _ = args.read(call.incoming.arg)
    outcome = changes.change(
        database=call.database, viewer=call.viewer, pressed=pressed, new=_new(call.incoming), now=call.now
    )
    return replacing(outcome, partial(wording.done, later=outcome.later))


def open_drop(call: Call[Press]) -> Reply:
    """Ask once."""
    pressed, _ = args.read(call.incoming.arg)
    outcome = drops.look(database=call.database, viewer=call.viewer, pressed=pressed, now=call.now)
    if not outcome.changed:
        return Replace(item=standing_item(outcome.view))
    return OpenForm(form=wording.drop_form(outcome.view))


def drop_form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    pressed, _ = args.read(call.incoming.arg)
    outcome = drops.look(database=call.database, viewer=call.viewer, pressed=pressed, now=call.now)
    return wording.drop_form(outcome.view)


def drop(call: Call[Submit]) -> Replace:
    """Take it out."""
    pressed, _ = args.read(call.incoming.arg)
    outcome = drops.drop(
        database=call.database,
        viewer=call.viewer,
        pressed=pressed,
        reason=values.line(call.incoming, "reason"),
        later=values.line(call.incoming, "scope") == wording.LATER,
        now=call.now,
    )
    return replacing(outcome, partial(wording.taken_out, later=outcome.later))


def restore(call: Call[Press]) -> Reply:
    """**Put it back**; of what comes round again ask which ones."""
    pressed, _ = args.read(call.incoming.arg)
    seen = drops.look_back(database=call.database, viewer=call.viewer, pressed=pressed, now=call.now)
    if seen.changed:
        return OpenForm(form=wording.restore_form(seen.view))
    outcome = drops.restore(database=call.database, viewer=call.viewer, pressed=pressed, now=call.now)
    return replacing(outcome, wording.put_back)


def restore_form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    pressed, _ = args.read(call.incoming.arg)
    outcome = drops.look_back(database=call.database, viewer=call.viewer, pressed=pressed, now=call.now)
    return wording.restore_form(outcome.view)


def restore_of_series(call: Call[Submit]) -> Replace:
    """Put back this one, or all later ones too."""
    pressed, _ = args.read(call.incoming.arg)
    outcome = drops.restore(
        database=call.database,
        viewer=call.viewer,
        pressed=pressed,
        later=values.line(call.incoming, "scope") == wording.LATER,
        now=call.now,
    )
    return replacing(outcome, partial(wording.put_back, later=outcome.later))


def _changeable(call: Call[Press] | Call[Submit]) -> Changeable:
    pressed, _ = args.read(call.incoming.arg)
    return changes.look(database=call.database, viewer=call.viewer, pressed=pressed, now=call.now)


def _form(found: Changeable) -> Form:
    return wording.form(
        found.view, needs=found.needs, open_actions=found.open_actions, milestones=found.milestones
    )


def _new(submit: Submit) -> Changes:
    return Changes(
        what=values.line(submit, "what"),
        done_when=values.line(submit, "done_when"),
        why=values.line(submit, "why"),
        if_not=values.line(submit, "if_not"),
        importance=values.line(submit, "importance"),
        last_safe=values.line(submit, "last_safe"),
        starts_on=values.line(submit, "starts_on"),
        milestone=values.line(submit, "milestone"),
        needs=submit.values.get("needs", ()),
        later=values.line(submit, "scope") == wording.LATER,
    )
