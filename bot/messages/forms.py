"""A form where no form can open: a message with one button that opens it."""

from typing import Final

from bot.messages.model import Button, Buttons, Form, Message, Note

CLOSE: Final = "Not now"
NEEDED: Final = "Please fill this in."
NONE: Final = "Leave it open"
"""The label of what takes back a choice that need not be made."""
"""The label of what shuts a form and changes nothing."""


def button_to(form: Form) -> Message:
    """Return what is said in place of a form, with what needs mending where something does."""
    mending = tuple(Note(text=(f"{one.label}: {one.error}",)) for one in form.fields if one.error)
    button = Button(
        label=form.title,
        intent=form.intent,
        partnership_id=form.partnership_id,
        arg=form.arg,
        opens=True,
        primary=True,
    )
    opening = "One thing to mend." if mending else "I have a short form for that."
    return Message(opening=opening, blocks=(*mending, Buttons(buttons=(button,))))
