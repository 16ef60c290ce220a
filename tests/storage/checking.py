"""What somebody outside gets of rounds and answers."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain.climate import Result
from bot.domain.participations import Participation
from bot.domain.permissions import Viewer
from bot.domain.question_answers import Answer
from bot.domain.questions import QuestionKind
from bot.domain.round_people import Invited
from bot.domain.rounds import RoundState, Standing
from bot.errors import Refused
from storage import answers, own_questions, rounds
from storage.database import Transaction
from tests.riverside import NOW
from tests.storage.checked import OWN, round_of
from tests.storage.house import House

Act = Callable[[Transaction, Viewer, House], object]

LATER = NOW + timedelta(days=30)

NOTHING: Final[Mapping[str, Act]] = {
    "answers.named_by": lambda t, v, h: answers.named_by(t, viewer=v, round_id=_id(t, h)),
    "answers.named_to": lambda t, v, h: answers.named_to(t, viewer=v),
    "answers.organisations_of": lambda t, v, h: answers.organisations_of(t, viewer=v, round_id=_id(t, h)),
    "answers.own_secrets": lambda t, v, h: answers.own_secrets(t, viewer=v, round_id=_id(t, h)),
    "answers.results_of": lambda t, v, h: answers.results_of(t, viewer=v, round_id=_id(t, h)),
    "answers.secrets_of": lambda t, v, h: sum(answers.secrets_of(t, viewer=v, round_id=_id(t, h)), ()),
    "own_questions.added_at": lambda t, v, h: own_questions.added_at(t, viewer=v),
    "own_questions.all_of": lambda t, v, h: own_questions.all_of(t, viewer=v),
    "own_questions.ever": lambda t, v, h: own_questions.ever(t, viewer=v),
    "rounds.all_of": lambda t, v, h: rounds.all_of(t, viewer=v),
    "rounds.participation": lambda t, v, h: rounds.participation(
        t, viewer=v, round_id=_id(t, h), person_id=h.mina_id
    ),
    "rounds.participations_of": lambda t, v, h: rounds.participations_of(t, viewer=v, round_id=_id(t, h)),
    "rounds.past_of": lambda t, v, h: rounds.past_of(t, viewer=v),
}

RAISING: Final[Mapping[str, tuple[Act, type[Exception]]]] = {
    "answers.named_answer": (
        lambda t, v, h: answers.named_answer(t, viewer=v, answer_id=_told(t, h)),
        Refused,
    ),
    "rounds.hold": (lambda t, v, h: rounds.hold(t, viewer=v, round_id=_id(t, h)), Refused),
    "rounds.get": (lambda t, v, h: rounds.get(t, viewer=v, round_id=_id(t, h)), Refused),
}

UNDONE: Final[Mapping[str, Act]] = {
    "answers.forget_secrets": lambda t, v, h: answers.forget_secrets(t, viewer=v, round_id=_id(t, h)),
    "own_questions.add_again": lambda t, v, h: own_questions.add_again(
        t, viewer=v, question=replace(OWN, words="Is it still worth the drive?"), now=NOW
    ),
    "own_questions.retire": lambda t, v, h: own_questions.retire(t, viewer=v, key=OWN.key, now=NOW),
    "rounds.change": lambda t, v, h: rounds.change(
        t, viewer=v, round_id=_id(t, h), since=set(RoundState), because="Theirs"
    ),
    "rounds.drop": lambda t, v, h: rounds.drop(t, viewer=v, seen=round_of(t, h.group)),
    "rounds.note": lambda t, v, h: rounds.note(t, viewer=v, seen=_minas(t, h), to=Standing.ANSWERED, now=NOW),
}

REFUSED: Final[Mapping[str, tuple[Act, type[Exception]]]] = {
    "answers.keep_for_organisation": (
        lambda t, v, h: answers.keep_for_organisation(
            t,
            viewer=v,
            round_id=_id(t, h),
            partner_id=h.group.castle_id,
            person_id=h.mina_id,
            answers={},
            now=NOW,
        ),
        Refused,
    ),
    "answers.keep_named": (
        lambda t, v, h: answers.keep_named(
            t,
            viewer=v,
            round_id=_id(t, h),
            person_id=h.mina_id,
            to_id=h.val_id,
            answers={"easier": Answer(value=2)},
            now=NOW,
        ),
        Refused,
    ),
    "answers.keep_results": (
        lambda t, v, h: answers.keep_results(
            t,
            viewer=v,
            results=[Result(round_id=_id(t, h), key="trust", level=None, people=0, partners=0)],
        ),
        Refused,
    ),
    "answers.keep_secret": (
        lambda t, v, h: answers.keep_secret(t, viewer=v, round_id=_id(t, h), person_id=h.mina_id, answers={}),
        Refused,
    ),
    "rounds.ask_people": (
        lambda t, v, h: rounds.ask_people(t, viewer=v, round_id=_id(t, h), people=[_rob(h)], now=NOW),
        Refused,
    ),
}

SWEEPS: Final[Mapping[str, Act]] = {
    "answers.forget_what_is_left": lambda t, v, _: answers.forget_what_is_left(
        t, viewer=v, closed_before=LATER
    ),
    "rounds.to_close": lambda t, v, _: rounds.to_close(t, viewer=v, now=LATER),
    "rounds.to_open": lambda t, v, _: rounds.to_open(t, viewer=v, now=LATER),
}

ABOUT_THE_VIEWER: Final = frozenset({"own_questions.add", "rounds.plan"})
"""What names nothing but the viewer's own partnership."""

BUILDING: Final = frozenset({"rounds.rounds_seen"})
"""For storage itself."""


def _rob(house: House) -> Invited:
    rob_id = house.group.person("rob").id
    kinds = frozenset({QuestionKind.NUMBERS_ONLY})
    return Invited(person_id=rob_id, partner_id=house.group.castle_id, kinds=kinds)


def _id(transaction: Transaction, house: House) -> int:
    return round_of(transaction, house.group).id


def _told(transaction: Transaction, house: House) -> int:
    return answers.named_to(transaction, viewer=house.group.viewer("sam"))[0].id


def _minas(transaction: Transaction, house: House) -> Participation:
    sam, mina_id = house.group.viewer("sam"), house.mina_id
    found = rounds.participation(transaction, viewer=sam, round_id=_id(transaction, house), person_id=mina_id)
    assert found is not None
    return found
