"""A question that a runner adds: in plain words, with why we ask, and of a kind that can keep its promise."""

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import Final

from bot.domain.questions import AGREE_WORDS, Question, QuestionKind, Shape
from bot.errors import Refused

MOST_WORDS: Final = 150
MOST_WHY: Final = 150
MOST_OPTION: Final = 60
FEWEST_OPTIONS: Final = 2
MOST_OPTIONS: Final = 6
_KEY_BYTES: Final = 8

SHAPES: Final = {
    QuestionKind.NUMBERS_ONLY: frozenset({Shape.AGREE, Shape.CHOICE}),
    QuestionKind.ORGANISATION: frozenset({Shape.AGREE, Shape.CHOICE, Shape.LINE}),
    QuestionKind.TO_RUNNER: frozenset({Shape.AGREE, Shape.CHOICE, Shape.LINE}),
}
"""Somebody's own words give them away, so no secret answer has any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnQuestion:
    """What the form of a runner asks for. `options` count for a choice only."""

    key: str
    words: str
    why: str
    kind: QuestionKind
    shape: Shape
    options: tuple[str, ...] = ()


def check(own: OwnQuestion, *, can_be_secret: bool) -> Question:
    """Return the question as it is asked.

    Raises `Refused` (question_words_needed, question_why_needed, too_long, question_kind_cannot,
    question_too_few_of_us, question_options, question_options_twice).
    """
    words = _text(own.words, field="words", most=MOST_WORDS)
    why = _text(own.why, field="why", most=MOST_WHY)
    if not any(one.isalnum() for one in words):
        raise Refused("question_words_needed", field="words")
    if not why:
        raise Refused("question_why_needed", field="why")
    if own.shape not in SHAPES[own.kind]:
        raise Refused("question_kind_cannot", field="kind")
    if own.kind is QuestionKind.NUMBERS_ONLY and not can_be_secret:
        raise Refused("question_too_few_of_us", field="kind")
    return Question(key=own.key, words=words, why=why, kind=own.kind, shape=own.shape, options=_options(own))


def key_of(words: str) -> str:
    """Return the key of a question in these words: asked again, it is the same question, with its earlier reports beside it.

    Nothing but letters and digits counts: neither case nor spaces, nor what stands between them, seen or not.
    """
    said = "".join(one for one in unicodedata.normalize("NFKC", words).casefold() if one.isalnum())
    return f"own_{hashlib.blake2s(said.encode(), digest_size=_KEY_BYTES).hexdigest()}"


def _text(text: str, *, field: str, most: int) -> str:
    trimmed = " ".join(text.split())
    if len(trimmed) > most:
        raise Refused("too_long", field=field, length=len(trimmed), most=most)
    return trimmed


def _options(own: OwnQuestion) -> tuple[str, ...]:
    if own.shape is Shape.AGREE:
        return AGREE_WORDS
    if own.shape is not Shape.CHOICE:
        return ()
    options = tuple(" ".join(one.split()) for one in own.options if one.strip())
    said: set[str] = set()
    for one in options:
        if one.casefold() in said:
            raise Refused("question_options_twice", field="options", answer=one)
        said.add(one.casefold())
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        raise Refused("question_options", field="options", fewest=FEWEST_OPTIONS, most=MOST_OPTIONS)
    return tuple(_text(one, field="options", most=MOST_OPTION) for one in options)
