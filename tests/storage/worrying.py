"""What somebody outside gets of concerns."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from bot.domain.concerns import Concern
from bot.domain.permissions import Viewer
from bot.errors import Refused
from storage import concerns, partnerships
from storage.database import Transaction
from tests.riverside import NOW
from tests.storage.house import House

Act = Callable[[Transaction, Viewer, House], object]

_ID: Final = 1

NOTHING: Final[Mapping[str, Act]] = {
    "concerns.kept_by": lambda t, v, h: concerns.kept_by(t, viewer=v, person_id=h.group.person("sam").id),
    "concerns.past": lambda t, v, h: concerns.past(t, viewer=v),
    "concerns.raised_by": lambda t, v, h: concerns.raised_by(t, viewer=v, person_id=h.mina_id),
    "partnerships.hold_roles": lambda t, v, h: partnerships.hold_roles(t, viewer=v),
    "concerns.unsettled": lambda t, v, h: concerns.unsettled(t, viewer=v),
    "concerns.theme_of": lambda t, v, h: concerns.theme_of(t, viewer=v, concern_id=_ID),
}

RAISING: Final[Mapping[str, tuple[Act, type[Exception]]]] = {
    "concerns.get": (lambda t, v, h: concerns.get(t, viewer=v, concern_id=_ID), Refused),
}

UNDONE: Final[Mapping[str, Act]] = {
    "concerns.change": lambda t, v, h: concerns.change(
        t, viewer=v, seen=_seen(t, h), then=replace(_seen(t, h), answer="Theirs", version=2), now=NOW
    ),
}


def _seen(transaction: Transaction, house: House) -> Concern:
    return concerns.get(transaction, viewer=house.group.viewer("sam"), concern_id=_ID)
