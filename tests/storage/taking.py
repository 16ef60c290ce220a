"""What somebody outside gets of summaries, of who may be shown side by side, and of what may be taken up."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from bot.domain.permissions import Viewer
from bot.domain.summaries import Summary
from bot.domain.taking_up import TakeUp
from bot.errors import Refused
from storage import answers, side_consents, summaries, take_ups
from storage.database import Transaction
from tests.riverside import NOW
from tests.storage.checked import round_of
from tests.storage.house import House

Act = Callable[[Transaction, Viewer, House], object]

NOTHING: Final[Mapping[str, Act]] = {
    "side_consents.agreed": lambda t, v, h: side_consents.agreed(t, viewer=v),
    "side_consents.is_taken_back": lambda t, v, h: side_consents.is_taken_back(t, viewer=v),
    "summaries.all_of": lambda t, v, h: summaries.all_of(t, viewer=v),
    "take_ups.asked_by": lambda t, v, h: take_ups.asked_by(t, viewer=replace(v, person_id=_sam(h))),
}

RAISING: Final[Mapping[str, tuple[Act, type[Exception]]]] = {
    "take_ups.get": (lambda t, v, h: take_ups.get(t, viewer=v, take_up_id=_asked(t, h)), Refused),
}

UNDONE: Final[Mapping[str, Act]] = {
    "side_consents.agree": lambda t, v, h: side_consents.agree(
        t, viewer=v, partner_id=h.group.brook_lane_id, now=NOW
    ),
    "side_consents.take_back": lambda t, v, h: side_consents.take_back(
        t, viewer=v, partner_id=h.group.castle_id, now=NOW
    ),
    "summaries.change": lambda t, v, h: summaries.change(
        t, viewer=v, seen=_summary(t, h), to=replace(_summary(t, h), well_do=("Theirs",)), now=NOW
    ),
    "take_ups.reply": lambda t, v, h: take_ups.reply(
        t,
        viewer=replace(v, person_id=h.mina_id),
        take_up_id=_asked(t, h),
        said=TakeUp.WITH_MY_NAME,
        now=NOW,
    ),
}

REFUSED: Final[Mapping[str, tuple[Act, type[Exception]]]] = {
    "summaries.begin": (
        lambda t, v, h: summaries.begin(
            t, viewer=v, round_id=round_of(t, h.group).id, waits_since=NOW.date()
        ),
        Refused,
    ),
    "take_ups.ask": (
        lambda t, v, h: take_ups.ask(
            t,
            viewer=v,
            answer_id=answers.organisations_of(t, viewer=h.group.viewer("sam"))[0].id,
            for_organisation=True,
            person_id=h.mina_id,
            asked_on=NOW.date(),
        ),
        Refused,
    ),
}


def _sam(house: House) -> int:
    return house.group.person("sam").id


def _asked(transaction: Transaction, house: House) -> int:
    [asked] = take_ups.asked_by(transaction, viewer=house.group.viewer("sam"))
    return asked.id


def _summary(transaction: Transaction, house: House) -> Summary:
    [found] = summaries.all_of(transaction, viewer=house.group.viewer("sam"))
    return found
