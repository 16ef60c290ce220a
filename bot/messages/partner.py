"""Adding a partner: the forms, and what stands after them."""

from typing import Final

from bot.domain.partners import Partner, Reach
from bot.domain.partnerships import Partnership, PartnershipState
from bot.domain.permissions import Intent
from bot.messages import closed_dates, menu
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
)

_REACH: Final = (
    Option(value=Reach.SLACK.value, label="Slack"),
    Option(value=Reach.TEAMS.value, label="Teams"),
    Option(value=Reach.EMAIL.value, label="E-mail"),
    Option(value=Reach.TELEPHONE.value, label="Telephone"),
    Option(value=Reach.NOT_YET.value, label="Not yet"),
)
_KNOWN: Final = "Here is what I know so far."
_NEXT: Final = (Intent.ADD_PARTNER, Intent.ADD, Intent.OPEN_DOORS)


def form(*, partnership_id: int | None) -> Form:
    """Return the form **Add a partner**."""
    return Form(
        intent=Intent.ADD_PARTNER,
        partnership_id=partnership_id,
        title="Add a partner",
        submit="Add",
        fields=(
            Field(
                name="organisation",
                label="Organisation",
                kind=FieldKind.LINE,
                required=True,
                max_length=150,
            ),
            *_co_ordinator(),
            Field(name="deputy", label="Deputy", kind=FieldKind.PERSON),
            _reach(),
            Field(
                name="country",
                label="Country",
                kind=FieldKind.LINE,
                hint="Only if it isn't the same as for the others.",
            ),
            Field(name="region", label="Region", kind=FieldKind.LINE),
            Field(
                name="closed_dates",
                label="Closed dates",
                kind=FieldKind.LINES,
                hint="One on each line: 26-30 Oct, or 19 Dec to 3 Jan: Christmas.",
                max_length=3000,
            ),
            Field(
                name="busy_weeks",
                label="Busy weeks",
                kind=FieldKind.LINES,
                hint="w/c 9 Nov: inspection. Days count in them, but only what can't wait goes out.",
                max_length=3000,
            ),
        ),
    )


def co_ordinator_form(*, partner: Partner) -> Form:
    """Return the form that gives a partner its co-ordinator."""
    return Form(
        intent=Intent.ADD_PERSON,
        partnership_id=partner.partnership_id,
        arg=str(partner.id),
        title="Add a co-ordinator",
        submit="Add",
        intro=((f"Who answers for {partner.name}?",),),
        fields=(*_co_ordinator(), _reach()),
    )


def added(
    *,
    partnership: Partnership,
    partner: Partner,
    co_ordinator_name: str | None,
    deputy_name: str | None,
    reachable: bool,
) -> Message:
    """Say what is known of the partner now, and what comes next."""
    who = f"{partner.name} is in. {_who(partner, co_ordinator_name, deputy_name)}"
    blocks: list[Block] = [Paragraph(text=(_told(partnership),)), Paragraph(text=(who,))]
    if co_ordinator_name is not None and not reachable:
        blocks.append(Paragraph(text=(_unreachable(co_ordinator_name),)))
    if partner.calendar.closed:
        blocks.append(Paragraph(text=("I won't write on these days, and I won't count them:",)))
        blocks.append(closed_dates.spans(partner.calendar.closed))
    if partner.calendar.busy:
        blocks.append(Paragraph(text=("In these weeks only what can't wait goes out:",)))
        blocks.append(closed_dates.spans(partner.calendar.busy))
    lacking = () if co_ordinator_name is not None else (_lacking(partner),)
    days = (closed_dates.buttons(partner)[0], closed_dates.file_button(partner, label="Add a calendar file"))
    buttons = tuple(menu.button(intent, partnership_id=partnership.id) for intent in _NEXT)
    return Message(
        opening=f"{partnership.name}: one more partner is in.",
        blocks=(*blocks, Buttons(buttons=(*lacking, *days, *buttons))),
    )


def co_ordinated(
    *, partnership: Partnership, partner: Partner, co_ordinator_name: str, reachable: bool
) -> Message:
    """Say who answers for a partner now."""
    unreachable = () if reachable else (Paragraph(text=(_unreachable(co_ordinator_name),)),)
    buttons = tuple(menu.button(intent, partnership_id=partnership.id) for intent in _NEXT[1:])
    return Message(
        opening=f"{partnership.name}: a partner has its co-ordinator now.",
        blocks=(
            Paragraph(text=(_told(partnership),)),
            Paragraph(text=(f"{co_ordinator_name} answers for {partner.name} now.",)),
            *unreachable,
            Buttons(buttons=buttons),
        ),
    )


def _co_ordinator() -> tuple[Field, ...]:
    return (
        Field(name="co_ordinator", label="Co-ordinator", kind=FieldKind.PERSON),
        Field(
            name="co_ordinator_typed",
            label="Not in the list?",
            kind=FieldKind.LINE,
            hint="Type the co-ordinator's name, with an e-mail address or a telephone number.",
            max_length=150,
        ),
    )


def _reach() -> Field:
    return Field(
        name="reach",
        label="How to reach them",
        kind=FieldKind.CHOICE,
        options=_REACH,
        value=(Reach.NOT_YET.value,),
    )


def _who(partner: Partner, co_ordinator_name: str | None, deputy_name: str | None) -> str:
    if co_ordinator_name is None:
        return f"It has no co-ordinator yet, so I can't ask anybody at {partner.name} for anything."
    deputy = f", and {deputy_name} is the deputy" if deputy_name else ""
    return f"{co_ordinator_name} is its co-ordinator{deputy}."


def _unreachable(name: str) -> str:
    return f"I can't write to {name} yet. When something is due, I'll tell you instead."


def _told(partnership: Partnership) -> str:
    """What a notification may show: no name of a person or a partner stands before the end of it."""
    if partnership.state is PartnershipState.DRAFT:
        return f"Nobody has been told anything yet, and nobody will be before you open the doors. {_KNOWN}"
    return f"I haven't written to them yet. Open the doors for them when you are ready. {_KNOWN}"


def _lacking(partner: Partner) -> Button:
    return Button(
        label="Add a co-ordinator",
        intent=Intent.ADD_PERSON,
        partnership_id=partner.partnership_id,
        arg=str(partner.id),
        opens=True,
        spoken=f"Add a co-ordinator for {partner.name}",
        primary=True,
    )
