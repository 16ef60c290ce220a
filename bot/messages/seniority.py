"""**Ask me first**: the form, and the answer."""

from collections.abc import Collection, Mapping, Sequence

from bot.domain.permissions import Intent
from bot.messages.model import Field, FieldKind, Form, Message, Option, Paragraph
from bot.messages.words import and_list


def form(*, partnership_id: int, people: Mapping[int, str], chosen: Collection[int]) -> Form:
    """Return the form, with who is chosen already."""
    return Form(
        intent=Intent.ASK_FIRST,
        partnership_id=partnership_id,
        title="Ask me first",
        submit="Keep this",
        intro=(("About these people I ask nobody else for help, unless you press it.",),),
        fields=(
            Field(
                name="people",
                label="Whom is it about?",
                kind=FieldKind.CHOICES,
                options=tuple(Option(value=str(key), label=name) for key, name in people.items()),
                value=tuple(str(key) for key in people if key in chosen),
                hint="A principal, for one, whose co-ordinator would have to ask the person they work for.",
            ),
        ),
    )


def kept(*, partnership: str, names: Sequence[str]) -> Message:
    """Say about whom the runner is asked first from now on."""
    said = f"About {and_list(names)} I ask you first." if names else "I ask you first about nobody now."
    return Message(
        opening=f"{partnership}: that's kept.",
        blocks=(
            Paragraph(
                text=("Only you and your deputy can see this. Nobody is told, and you can change it here.",)
            ),
            Paragraph(text=(said,)),
        ),
    )
