"""Milestones: the list, the form **Milestone**, the choice of actions, and **Mark it reached**."""

import re
from dataclasses import replace
from typing import Final

from bot.domain.ids import id_of
from bot.errors import Refused
from bot.messages import milestone as wording
from bot.messages.model import Form, Item
from bot.services import milestones
from bot.services.milestones import MilestoneView, NewMilestone, Outcome
from handlers.conversations import asked, commands, values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Press, Submit
from handlers.conversations.replies import OpenForm, Replace, Reply, Say

_ARG: Final = re.compile(
    r"(?P<id>\d{1,15})(?:\.(?P<word>[a-z_]{1,20})(?:\.(?P<version>\d{1,9}))?)?", re.ASCII
)
LIST: Final = "list"
"""What stands after the word for all of them to be shown."""


def read(arg: str) -> tuple[int, str]:
    """Return the milestone that a button or a form is about, and the word that says what to do.

    Raises `Refused` (milestone_gone) for anything that no button of ours carries.
    """
    match = _ARG.fullmatch(arg)
    if match is None:
        raise Refused("milestone_gone")
    return int(match["id"]), match["word"] or ""


def _version(arg: str) -> int:
    """Return the version of the milestone in which a form has shown it."""
    match = _ARG.fullmatch(arg)
    return int(match["version"] or 0) if match else 0


def command(call: Call[Command]) -> Reply:
    """Open the form; `milestone list` shows what there is."""
    if commands.rest(call.incoming.words).casefold() == LIST:
        return show(call)
    return OpenForm(form=wording.form(partnership_id=call.partnership_id))


def press(call: Call[Press]) -> Reply:
    """Show them all, or do what is asked with one."""
    if not call.incoming.arg:
        return show(call)
    if call.incoming.arg == wording.NEW:
        return OpenForm(form=wording.form(partnership_id=call.partnership_id))
    milestone_id, word = read(call.incoming.arg)
    if word == "reached":
        return _reach(call, milestone_id)
    view = milestones.look(
        database=call.database, viewer=call.viewer, milestone_id=milestone_id, now=call.now
    )
    if view.milestone.is_marked and word in _FORMS:
        return Replace(item=as_it_stands(view))
    if word not in _FORMS:
        return Replace(item=item(view))
    return OpenForm(form=_form(view, word))


def show(call: Call[Command] | Call[Press]) -> Say:
    """Show every milestone with its buttons."""
    partnership, views = milestones.show(database=call.database, viewer=call.viewer, now=call.now)
    items = [(view.milestone.state, item(view)) for view in views]
    return Say(
        message=wording.overview(partnership_id=partnership.id, partnership=partnership.name, items=items)
    )


def form(call: Call[Submit], key: str) -> Form:
    """Return the form again, for what needs mending."""
    questions = asked.questions(call.incoming, key)
    if call.incoming.arg == wording.NEW:
        return wording.form(partnership_id=call.partnership_id, asked=questions)
    milestone_id, word = read(call.incoming.arg)
    view = milestones.look(
        database=call.database, viewer=call.viewer, milestone_id=milestone_id, now=call.now
    )
    # It stays a form about the milestone as it was seen, however often it comes back.
    return replace(_form(view, word, questions), arg=call.incoming.arg)


def submit(call: Call[Submit]) -> Reply:
    """Keep what was typed or chosen."""
    if call.incoming.arg == wording.NEW:
        view = milestones.add(
            database=call.database, viewer=call.viewer, form=_typed(call.incoming), now=call.now
        )
        return Say(message=wording.alone(view.partnership.name, item(view)))
    milestone_id, word = read(call.incoming.arg)
    if word == "choose":
        return _choose(call, milestone_id)
    outcome = milestones.change(
        database=call.database,
        viewer=call.viewer,
        milestone_id=milestone_id,
        version=_version(call.incoming.arg),
        form=_typed(call.incoming),
        now=call.now,
    )
    return standing(outcome, wording.CHANGED)


def standing(outcome: Outcome, said: str) -> Replace:
    """Show what a press has done; where somebody was quicker, how the milestone stands."""
    return Replace(item=item(outcome.view, said if outcome.changed else ""))


def as_it_stands(view: MilestoneView) -> Item:
    """Return how a milestone stands, with nothing to press: the answer to an old button."""
    return replace(item(view), buttons=(), more=())


def item(view: MilestoneView, said: str = "") -> Item:
    """Return a milestone as it stands."""
    return wording.item(
        view.milestone,
        done=view.done,
        actions=len(view.actions),
        marked_by=view.marked_by,
        today=view.today,
        said=said,
    )


_FORMS: Final = frozenset({"edit", "choose"})


def _form(view: MilestoneView, word: str, questions: frozenset[str] = frozenset()) -> Form:
    if word == "choose":
        return wording.choose_form(milestone=view.milestone, chosen=view.actions, others=view.others)
    return wording.form(partnership_id=view.partnership.id, milestone=view.milestone, asked=questions)


def _reach(call: Call[Press], milestone_id: int) -> Replace:
    outcome = milestones.reach_by_hand(
        database=call.database, viewer=call.viewer, milestone_id=milestone_id, now=call.now
    )
    return standing(outcome, wording.REACHED_BY_HAND)


def _choose(call: Call[Submit], milestone_id: int) -> Replace:
    chosen = (id_of(one) for one in call.incoming.values.get("actions", ()))
    outcome = milestones.choose(
        database=call.database,
        viewer=call.viewer,
        milestone_id=milestone_id,
        version=_version(call.incoming.arg),
        commitment_ids=[one for one in chosen if one is not None],
        now=call.now,
    )
    return standing(outcome, wording.CHOSEN)


def _typed(submit: Submit) -> NewMilestone:
    return NewMilestone(
        title=values.line(submit, "title"),
        by_when=values.line(submit, "date"),
        is_quick_win=bool(values.line(submit, "quick_win")),
        makes_possible=values.line(submit, "makes_possible"),
        what_next=values.line(submit, "what_next"),
        confirmed=asked.confirmed(submit),
    )
