"""**Celebrate**, **Not yet**, **Quietly**; and what is passed on of a celebration."""

from typing import Final

from bot.domain.ids import id_of
from bot.domain.milestones import Marking, MilestoneState
from bot.messages import celebration as wording
from bot.messages import milestone as milestone_wording
from bot.messages import picture
from bot.messages.model import Form
from bot.services import celebrations
from bot.services.celebrations import Preparation, Told
from bot.services.milestones import Outcome
from handlers.conversations import milestones, values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Press, Submit
from handlers.conversations.replies import OpenForm, Replace, Reply, Say, SendFile

_DID: Final = "did_"
_NOT_YET: Final = "not_yet"
_QUIETLY: Final = "quietly"
_PICTURE: Final = "picture"


def press(call: Call[Press]) -> Reply:
    """Open the form in which all partners are looked over; or put it off, or mark it quietly."""
    milestone_id, word = milestones.read(call.incoming.arg)
    if word == _NOT_YET:
        outcome = celebrations.put_off(
            database=call.database, viewer=call.viewer, milestone_id=milestone_id, now=call.now
        )
        return _after(outcome, milestone_wording.PUT_OFF)
    if word == _QUIETLY:
        outcome = celebrations.mark_quietly(
            database=call.database, viewer=call.viewer, milestone_id=milestone_id, now=call.now
        )
        return _after(outcome, milestone_wording.MARKED_QUIETLY)
    found = _prepared(call, milestone_id)
    if found.view.milestone.state is not MilestoneState.REACHED:
        return Replace(item=milestones.as_it_stands(found.view))
    return OpenForm(form=_form(found))


def form(call: Call[Submit], _: str) -> Form:
    """Return the form again, for what needs mending."""
    return _form(_prepared(call, milestones.read(call.incoming.arg)[0]))


def celebrate(call: Call[Submit]) -> Replace:
    """Say it in every room."""
    milestone_id, _ = milestones.read(call.incoming.arg)
    outcome = celebrations.celebrate(
        database=call.database,
        viewer=call.viewer,
        milestone_id=milestone_id,
        told=_told(call.incoming),
        now=call.now,
    )
    return _after(outcome, milestone_wording.CELEBRATED)


def pass_on(call: Call[Press]) -> Reply:
    """**Words to pass on**, or **Picture to share**: to who pressed it, in private."""
    milestone_id, word = milestones.read(call.incoming.arg)
    partnership, told = celebrations.told(
        database=call.database, viewer=call.viewer, milestone_id=milestone_id
    )
    if word != _PICTURE:
        return Say(message=wording.words_to_pass_on(partnership=partnership, told=told))
    return SendFile(
        name=picture.NAME,
        content=picture.png(partnership=partnership, told=told),
        message=wording.picture(partnership=partnership, told=told),
    )


def _after(outcome: Outcome, said: str) -> Replace:
    """Show what a press has done; where it was answered elsewhere already, how it stands, with nothing to press."""
    if outcome.changed:
        return milestones.standing(outcome, said)
    return Replace(item=milestones.as_it_stands(outcome.view))


def _prepared(call: Call[Press] | Call[Submit], milestone_id: int) -> Preparation:
    return celebrations.prepare(
        database=call.database, viewer=call.viewer, milestone_id=milestone_id, now=call.now
    )


def _form(found: Preparation) -> Form:
    return wording.form(milestone=found.view.milestone, contributions=found.contributions, coming=found.next)


def _told(submit: Submit) -> Told:
    did = {
        partner_id: values.line(submit, name)
        for name in submit.values
        if name.startswith(_DID) and (partner_id := id_of(name.removeprefix(_DID))) is not None
    }
    alone = values.yes(submit, "alone")
    return Told(
        did=did,
        story=values.line(submit, "story"),
        alone_possible=alone,
        marking=values.chosen(submit, "marking", Marking),
        makes_possible=values.line(submit, "makes_possible"),
        what_next=values.line(submit, "what_next"),
        own_words=values.line(submit, "own_words"),
    )
