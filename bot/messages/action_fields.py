"""Questions about an action that stand in more than one form."""

from collections.abc import Sequence

from bot.domain.commitments import Commitment
from bot.domain.dates import full
from bot.domain.milestones import Milestone
from bot.messages.model import Field, FieldKind, Option


def waits_for(open_actions: Sequence[Commitment], *, chosen: Sequence[int] = ()) -> Field:
    """Return the question what an action waits for."""
    options = tuple(
        Option(value=str(one.id), label=f"{one.wording.title}, by {full(one.due)}") for one in open_actions
    )
    return Field(
        name="needs",
        label="Waits for",
        kind=FieldKind.CHOICES,
        options=options,
        value=tuple(map(str, chosen)),
    )


def milestone(milestones: Sequence[Milestone], *, chosen: int | None = None) -> Field:
    """Return the question to which milestone an action belongs."""
    return Field(
        name="milestone",
        label="Milestone",
        kind=FieldKind.CHOICE,
        options=tuple(Option(value=str(one.id), label=one.title) for one in milestones),
        value=(str(chosen),) if chosen else (),
    )
