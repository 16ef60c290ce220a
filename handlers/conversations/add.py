"""Adding to the timetable: the form, filled from a typed line, and what was put in."""

from collections.abc import Sequence
from datetime import date

from bot.domain.lines import Line, read_line
from bot.domain.permissions import Role, Viewer
from bot.messages import add as wording
from bot.messages.model import Form
from bot.services import choices, commitments
from bot.services.choices import Choices
from bot.services.commitments import Added, NewAction
from bot.services.series import Round
from handlers.conversations import asked, commands, values
from handlers.conversations.call import Call
from handlers.conversations.incoming import Command, Press, Submit
from handlers.conversations.replies import OpenForm, Say


def open_form(call: Call[Command | Press]) -> OpenForm:
    """Open the form **Add to the timetable**, filled with what could be read of the words after `add`."""
    found = choices.for_adding(database=call.database, viewer=call.viewer, now=call.now)
    incoming = call.incoming
    words = commands.rest(incoming.words) if isinstance(incoming, Command) else incoming.arg
    line = None
    if words:
        line = read_line(words, partners=found.known, people=found.named, today=found.today)
    # Where no form can open, the button that opens it carries the words, as far as it holds them.
    arg = words if len(words) <= commands.LINE else ""
    return OpenForm(form=_form(call.partnership_id, found, line, arg=arg))


def form(call: Call[Submit], key: str) -> Form:
    """Return the form again, for what needs mending."""
    found = choices.for_adding(database=call.database, viewer=call.viewer, now=call.now)
    return _form(call.partnership_id, found, None, asked.questions(call.incoming, key))


def add(call: Call[Submit]) -> Say:
    """Put the action in, and say who will be asked and when."""
    added = commitments.add(
        database=call.database,
        viewer=call.viewer,
        new=new_action(call.incoming),
        confirmed=asked.confirmed(call.incoming),
        installed=asked.installed(call.incoming),
        now=call.now,
    )
    return said(added, viewer=call.viewer)


def said(added: Added, *, viewer: Viewer) -> Say:
    """Say what was put in, and who will be asked and when."""
    others = [one for one in added.holdings if not one.is_adder]
    return Say(
        message=wording.added(
            title=added.commitment.wording.title,
            due=added.commitment.due,
            waits=tuple((one.person_name, one.partner_name, one.plan) for one in others),
            own=len(others) < len(added.holdings),
            without=added.without,
            rounds=_rounds(added.rounds),
            ringer="" if viewer.role is Role.RUNNER else added.runner_name,
        )
    )


def new_action(submit: Submit) -> NewAction:
    """Return what the form holds."""
    return NewAction(
        what=values.line(submit, "what"),
        partner=values.line(submit, "partner"),
        by_when=values.line(submit, "by_when"),
        person=values.line(submit, "person"),
        done_when=values.line(submit, "done_when"),
        why=values.line(submit, "why"),
        if_not=values.line(submit, "if_not"),
        importance=values.line(submit, "importance"),
        last_safe=values.line(submit, "last_safe"),
        milestone=values.line(submit, "milestone"),
        needs=submit.values.get("needs", ()),
        every=values.line(submit, "every"),
        until=values.line(submit, "until"),
    )


def _rounds(rounds: Sequence[Round] | None) -> tuple[tuple[date, date], ...] | None:
    return None if rounds is None else tuple((one.due, one.asked_for) for one in rounds)


def filled(partnership_id: int, found: Choices, line: Line) -> Form:
    """Return the form with what is known already."""
    return _form(partnership_id, found, line)


def _form(
    partnership_id: int,
    found: Choices,
    line: Line | None,
    questions: frozenset[str] = frozenset(),
    *,
    arg: str = "",
) -> Form:
    return wording.form(
        partnership_id=partnership_id,
        arg=arg,
        partners={partner.id: partner.name for partner in found.partners},
        all_partners=found.all_partners,
        people={member.person.id: member.person.name for member in found.members},
        line=line,
        asked=questions,
        open_actions=found.open_actions,
        milestones=found.milestones,
    )
