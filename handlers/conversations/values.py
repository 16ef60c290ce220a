"""What was typed and chosen in a form, by the names of its fields."""

from enum import Enum
from typing import TypeVar

from handlers.conversations.incoming import Submit

Choice = TypeVar("Choice", bound=Enum)


def line(submit: Submit, name: str) -> str:
    """Return what stands in a field, "" where nothing does."""
    return next(iter(submit.values.get(name, ())), "")


def chosen(submit: Submit, name: str, kind: type[Choice]) -> Choice | None:
    """Return the choice of a field whose options are the values of an enum, None where none was made."""
    return next((one for one in kind if one.value == line(submit, name)), None)


def yes(submit: Submit, name: str) -> bool | None:
    """Return the answer to a question with Yes and No, None where none was given."""
    return {"yes": True, "no": False}.get(line(submit, name))
