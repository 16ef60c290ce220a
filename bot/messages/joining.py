"""Another organisation's room: the code, who asks to be let in, and what each side hears."""

from collections.abc import Sequence
from typing import Final

from bot.domain.dates import full
from bot.domain.invitations import Code, InvitationState, Unused, Waiting
from bot.domain.partnerships import Partnership, PartnershipState
from bot.domain.people import AddressKind
from bot.domain.permissions import Intent, Role
from bot.messages import menu
from bot.messages.model import (
    Block,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Message,
    Option,
    Paragraph,
    Strong,
)
from bot.messages.words import begin, number

NEW: Final = "new"
"""What stands for a partner that isn't there yet."""

TYPIST: Final = "typist"
NOBODY: Final = "nobody"
"""Who speaks for the organisation: whoever has typed the code, or nobody yet."""

ANOTHER: Final = "another"
BACK: Final = "back:"
NOT_NOW: Final = "not_now:"
"""What buttons carry: one more code; a code that is taken back, or a room that isn't let in, with its number."""

TOOLS: Final = {
    AddressKind.SLACK: "Slack",
    AddressKind.TEAMS: "Teams",
    AddressKind.WEB: "your page",
    AddressKind.EMAIL: "e-mail",
    AddressKind.TELEPHONE: "telephone",
}

_BEFORE: Final = (
    "Nobody sees anything of yours before you let them in. What you take back is worth nothing from then on."
)
_BRING_ME: Final = (
    "They bring me into that room first: in Slack they type /invite @Bywhen there, and in Teams they choose “Add to a team”. "
    "If I'm not in their Slack or Teams yet, whoever looks after that adds me."
)
_ROLES: Final = {
    Role.CO_ORDINATOR: "its co-ordinator",
    Role.DEPUTY: "its deputy",
}


def invited(
    *,
    partnership_id: int,
    partnership: str,
    new: Code | None,
    unused: Sequence[Unused],
    waiting: Sequence[Waiting],
) -> Message:
    """Show a new code, which is shown this once, the codes that nobody has used yet, and the rooms that wait."""
    blocks: list[Block] = [Paragraph(text=(_BEFORE,))] if new is None else [*_new(partnership_id, new)]
    for one in waiting:
        blocks += [Paragraph(text=(f"{_asks(one)}.",)), _let_in_or_not(partnership_id, one)]
    for left in unused:
        blocks += _unused(partnership_id, left)
    another = Button(
        label="Make another code", intent=Intent.INVITE, partnership_id=partnership_id, arg=ANOTHER
    )
    if new is None:
        blocks.append(Buttons(buttons=(another,)))
    opening = "here is a code for one more organisation" if new else "here is whom you have invited"
    return Message(opening=f"{partnership}: {opening}.", blocks=tuple(blocks))


def _new(partnership_id: int, new: Code) -> tuple[Block, ...]:
    typed = Strong(f"join {new.code}")
    return (
        Paragraph(text=("Somebody there types this, in the room where they would like to hear from me:",)),
        Paragraph(text=(typed,)),
        Paragraph(text=(f"It works once, until {full(new.until)}.",)),
        Paragraph(text=(_BRING_ME,)),
        Paragraph(text=("You are asked before they see anything. I can't show you this code again.",)),
        Buttons(buttons=(_take_back(partnership_id, new.id, spoken="Take this code back"),)),
    )


def _unused(partnership_id: int, left: Unused) -> tuple[Block, ...]:
    made = f"{left.maker} made a code on {full(left.made_on)}. Nobody has used it yet."
    return (
        Paragraph(text=(f"{made} It works until {full(left.until)}.",)),
        Buttons(
            buttons=(
                _take_back(partnership_id, left.id, spoken=f"Take back the code of {full(left.made_on)}"),
            )
        ),
    )


def _take_back(partnership_id: int, invitation_id: int, *, spoken: str) -> Button:
    return Button(
        label="Take back",
        intent=Intent.INVITE,
        partnership_id=partnership_id,
        arg=f"{BACK}{invitation_id}",
        spoken=spoken,
    )


def taken_back(*, partnership: str, left: int) -> Message:
    """After **Take back**."""
    others = "No other code is open." if not left else f"Codes still open: {number(left)}."
    return Message(
        opening=f"{partnership}: that code is worth nothing now.",
        blocks=(Paragraph(text=(f"Whoever types it hears so, and nothing else. {others}",)),),
    )


def join_button() -> Button:
    """Return the button that opens the form for a code."""
    return Button(label="I have a code", intent=Intent.JOIN, opens=True)


def join_form() -> Form:
    """Return the form for a code, where nobody likes to type it after a word."""
    return Form(
        intent=Intent.JOIN,
        title="I have a code",
        submit="Use it",
        intro=(("You have it from whoever runs the partnership, or from me at your other address.",),),
        fields=(
            Field(
                name="code",
                label="Code",
                kind=FieldKind.LINE,
                hint="It looks like 7KQ2-MW4D. Small letters are fine.",
                required=True,
                max_length=60,
            ),
        ),
    )


def waits() -> Message:
    """What a room hears that has used its code. It learns nothing of the partnership before it is let in."""
    return Message(
        opening="Thank you. I've asked whoever gave out this code.",
        blocks=(Paragraph(text=("I say nothing here before they let you in.",)),),
    )


def wrong(*, left: int) -> str:
    """Return what is said of a code that we have not made, and how often somebody may try again."""
    if not left:
        return "I don't know that code. That was the fifth today, so please ask whoever gave it to you."
    tries = "one more" if left == 1 else f"{number(left)} more"
    return f"I don't know that code. Please look at it once more: you can try {tries} today."


def knocks(*, partnership_id: int, partnership: str, waiting: Waiting, maker: str) -> Message:
    """To the runner: a room has used a code. `maker` made it, "" where the reader did."""
    whose = "It used a code of yours." if not maker else f"It used a code that {maker} made."
    return Message(
        opening=f"{partnership}: a room would like to join.",
        blocks=(
            Paragraph(text=("They see nothing of yours before you say so.",)),
            Paragraph(
                text=("If you don't know them, press Not now: it closes the code, and they learn nothing.",)
            ),
            Paragraph(text=(f"{_asks(waiting)}. {whose}",)),
            _let_in_or_not(partnership_id, waiting),
        ),
    )


def _asks(waiting: Waiting) -> str:
    tool = TOOLS[waiting.kind]
    whose = f", at {waiting.organisation}" if waiting.organisation else ""
    return f"{waiting.who} typed a code in {_room(waiting)} in {tool}{whose}"


def _room(waiting: Waiting) -> str:
    return f"the room “{waiting.room}”" if waiting.room else "a private room"


def _let_in_or_not(partnership_id: int, waiting: Waiting) -> Buttons:
    whom = f"{waiting.who}, {TOOLS[waiting.kind]}"
    return Buttons(
        buttons=(
            Button(
                label="Let them in",
                intent=Intent.LET_IN,
                partnership_id=partnership_id,
                arg=str(waiting.id),
                opens=True,
                spoken=f"Let them in: {whom}",
                primary=True,
            ),
            Button(
                label="Not now",
                intent=Intent.LET_IN,
                partnership_id=partnership_id,
                arg=f"{NOT_NOW}{waiting.id}",
                spoken=f"Not now: {whom}",
            ),
        )
    )


def let_in_form(
    *, partnership_id: int, waiting: Waiting, partners: Sequence[tuple[int, str]], likely: int | None
) -> Form:
    """Return the form **Let them in**. `partners` have no room of their own yet; `likely` is called as the room's owners are."""
    return Form(
        intent=Intent.LET_IN,
        partnership_id=partnership_id,
        arg=str(waiting.id),
        title="Let them in",
        submit="Let them in",
        intro=((f"{_asks(waiting)}.",),),
        fields=(
            _which(partners, likely),
            Field(
                name="organisation",
                label="Organisation",
                kind=FieldKind.LINE,
                value=(waiting.organisation,) if waiting.organisation else (),
                hint="Only if you add a partner.",
                max_length=150,
            ),
            Field(
                name="person",
                label="Co-ordinator",
                kind=FieldKind.CHOICE,
                options=(
                    Option(value=TYPIST, label=waiting.who),
                    Option(value=NOBODY, label="Nobody for now"),
                ),
                value=(TYPIST,),
                required=True,
            ),
            Field(
                name="typed",
                label="Somebody else?",
                kind=FieldKind.LINE,
                hint="Type a name. I look among the people of their workspace too.",
                max_length=150,
            ),
        ),
    )


def _which(partners: Sequence[tuple[int, str]], likely: int | None) -> Field:
    known = tuple(Option(value=str(key), label=name) for key, name in partners)
    return Field(
        name="partner",
        label="Which partner is this?",
        kind=FieldKind.CHOICE,
        options=(*known, Option(value=NEW, label="Add a partner")),
        value=(NEW if likely is None else str(likely),),
        required=True,
    )


def is_in(
    *,
    partnership: Partnership,
    partner: str,
    waiting: Waiting,
    person: str,
    role: Role | None,
    before: str,
) -> Message:
    """To the runner, once a room is in. `person` has the `role` there now, "" for nobody; `before` stays co-ordinator."""
    is_draft = partnership.state is PartnershipState.DRAFT
    said = "Nothing is posted there before you open the doors." if is_draft else "I say hello there next."
    then = "I write to nobody there before you open the doors for them. Here is who they are."
    who = f"{begin(_room(waiting))} is the room of {partner} from now on."
    blocks: list[Block] = [Paragraph(text=(said,)), Paragraph(text=(then,)), Paragraph(text=(who,))]
    if person:
        blocks.append(
            Paragraph(text=(f"{person} is {_ROLES.get(role, 'with them') if role else 'with them'}.",))
        )
    if before:
        blocks.append(Paragraph(text=(f"{before} stays the co-ordinator.",)))
    shown = (Intent.OPEN_DOORS, Intent.ADD, Intent.INVITE)
    buttons = tuple(menu.button(intent, partnership_id=partnership.id) for intent in shown)
    return Message(
        opening=f"{partnership.name}: one more room is in.", blocks=(*blocks, Buttons(buttons=buttons))
    )


def not_let_in(*, partnership_id: int) -> Message:
    """To the runner, after **Not now**."""
    return Message(
        opening="That room stays outside.",
        blocks=(
            Paragraph(text=("The code is worth nothing any more, and they learned nothing of you.",)),
            Paragraph(text=("If they were right to ask, give them a new code.",)),
            Buttons(buttons=(menu.button(Intent.INVITE, partnership_id=partnership_id),)),
        ),
    )


def settled(*, state: InvitationState) -> Message:
    """To who presses after somebody else has."""
    is_in = state is InvitationState.CONFIRMED
    words = "The room is in." if is_in else "The room stays outside, and the code is worth nothing any more."
    return Message(
        opening="Somebody has answered that already.",
        blocks=(Paragraph(text=(words,)), Paragraph(text=("Nothing has changed by what you pressed.",))),
    )


def you_are_in(*, partnership: Partnership, runner: str, partner: str, role: Role | None) -> Message:
    """To whoever typed the code, once their room is in. `role` None: somebody else speaks for their organisation."""
    who = runner or "The runner"
    is_draft = partnership.state is PartnershipState.DRAFT
    next_ = "is still setting it up" if is_draft else "decides when I write to you"
    lines = [
        f"{who} runs it, and {next_}.",
        "Do I write to you somewhere else already? Type settings there, and choose “I'm also somewhere else”.",
    ]
    if role is not None:
        lines.append(f"You speak for {partner} here, as {_ROLES.get(role, 'one of its people')}.")
    return Message(
        opening=f"{partnership.name}: your room is in.",
        blocks=tuple(Paragraph(text=(line,)) for line in lines),
    )


def not_good() -> Message:
    """To whoever typed a code that the runner did not let in. It says nothing of whose it was."""
    return Message(
        opening="That code didn't open anything.",
        blocks=(Paragraph(text=("If somebody meant you to join, please ask them for a new one.",)),),
    )
