"""What somebody outside gets of what people say when they look back."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.permissions import Viewer
from bot.domain.question_answers import Answer
from bot.errors import Refused
from storage import looking_back
from storage.database import Transaction
from tests.riverside import NOW
from tests.storage.house import House

Act = Callable[[Transaction, Viewer, House], object]

NOTHING: Final[Mapping[str, Act]] = {
    "looking_back.all_of": lambda t, v, h: looking_back.all_of(t, viewer=v),
    "looking_back.said_by": lambda t, v, h: looking_back.said_by(t, viewer=v, milestone_id=h.milestone_id),
    "looking_back.said_of": lambda t, v, h: looking_back.said_of(t, viewer=v, milestone_id=h.milestone_id),
}

REFUSED: Final[Mapping[str, tuple[Act, type[Exception]]]] = {
    "looking_back.keep": (
        lambda t, v, h: looking_back.keep(
            t,
            viewer=v,
            milestone_id=h.milestone_id,
            to_id=h.val_id,
            answers={"easier": Answer(value=1)},
            now=NOW,
        ),
        Refused,
    ),
}
