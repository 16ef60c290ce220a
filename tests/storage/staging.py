"""What somebody outside gets of stages and their cards."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.domain.evidence import Stage
from bot.domain.permissions import Viewer
from bot.domain.stage_decisions import CardState, Choice, Press
from bot.domain.stage_history import Held, KeptCard
from bot.errors import Refused
from storage import audit, stages
from storage.database import Transaction
from tests.riverside import NOW
from tests.storage.house import House

Act = Callable[[Transaction, Viewer, House], object]

NOTHING: Final[Mapping[str, Act]] = {
    "audit.firsts": lambda t, v, h: audit.firsts(t, viewer=v, act="followed_up"),
    "stages.cards": lambda t, v, h: stages.cards(t, viewer=v),
    "stages.history": lambda t, v, h: stages.history(t, viewer=v),
    "stages.presses": lambda t, v, h: stages.presses(t, viewer=v, card_id=_card(t, h).id),
    "stages.steps": lambda t, v, h: stages.steps(t, viewer=v, stage_id=_held(t, h).id),
}

RAISING: Final[Mapping[str, tuple[Act, type[Exception]]]] = {
    "stages.hold_card": (lambda t, v, h: stages.hold_card(t, viewer=v, card_id=_card(t, h).id), Refused),
    "stages.get_card": (lambda t, v, h: stages.get_card(t, viewer=v, card_id=_card(t, h).id), Refused),
}

UNDONE: Final[Mapping[str, Act]] = {
    "stages.change_card": lambda t, v, h: stages.change_card(
        t, viewer=v, card_id=_card(t, h).id, version=_card(t, h).version, state=CardState.AGREED
    ),
    "stages.renew_card": lambda t, v, h: stages.renew_card(
        t, viewer=v, card_id=_card(t, h).id, version=_card(t, h).version, deciders=[1]
    ),
    "stages.keep_step": lambda t, v, h: stages.keep_step(
        t, viewer=v, stage_id=_held(t, h).id, step="ring_all", now=NOW
    ),
}

REFUSED: Final[Mapping[str, tuple[Act, type[Exception]]]] = {
    "stages.press": (
        lambda t, v, h: stages.press(
            t,
            viewer=v,
            card_id=_card(t, h).id,
            pressed=Press(choice=Choice.CONFIRM, stage=Stage.FUNCTIONING),
            now=NOW,
        ),
        Refused,
    ),
}


def _card(transaction: Transaction, house: House) -> KeptCard:
    return stages.cards(transaction, viewer=house.group.viewer("sam"))[-1]


def _held(transaction: Transaction, house: House) -> Held:
    return stages.history(transaction, viewer=house.group.viewer("sam"))[-1]
