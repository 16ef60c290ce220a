"""Side by side: what each organisation answered with its name, for all once all have agreed; and whether it is worth it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.anonymity import share_most
from bot.domain.question_answers import Answer
from bot.domain.questions import Question
from bot.domain.secret_answers import FEWEST_TICKS
from bot.domain.small_numbers import Part, in_words

Said = Mapping[int, Answer]
"""What partners, by id, answered to one question at one check-in."""

_YES: Final = 1
_NO: Final = 3
"""The places of the options of *worth it*: it gives more than it takes, and it takes more than it gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one partner answered for its organisation; `on` is the day on which it was asked."""

    partner_id: int
    key: str
    answer: Answer
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question with the answer of each partner, None for one that has not answered.

    `on` is the day on which it was asked last, `earlier` that of an answer from a time before, by partner.
    """

    key: str
    answers: tuple[tuple[int, Answer | None], ...]
    on: date | None = None
    earlier: tuple[tuple[int, date], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """One thing to tick, and how many of the organisations that answered ticked it, in words; no part, no word of it."""

    list_key: str
    words: str
    part: Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """*Is it worth it?* in words. `others_even`: for all others it is about even; else nothing is said of them."""

    clearly_yes: Part
    others_even: bool


def all_agree(*, partners: Collection[int], agreed: Collection[int]) -> bool:
    """Say whether every partner has agreed that all see what each has answered."""
    return bool(partners) and set(partners) <= set(agreed)


def rows(
    sides: Iterable[Side], *, asked: Mapping[str, date | None], partners: Sequence[int]
) -> tuple[Row, ...]:
    """Return each question that was `asked`, with the day of the last time. Partners stand in the order given."""
    said = {(one.key, one.partner_id): one for one in sides}
    return tuple(
        _row(key, on, {partner: said.get((key, partner)) for partner in partners})
        for key, on in asked.items()
    )


def _row(key: str, on: date | None, said: Mapping[int, Side | None]) -> Row:
    found = [(partner, one) for partner, one in said.items() if one is not None]
    return Row(
        key=key,
        answers=tuple((partner, one.answer if one else None) for partner, one in said.items()),
        on=on,
        earlier=tuple((partner, one.on) for partner, one in found if one.on is not None and one.on != on),
    )


def chart(question: Question, *, sides: Iterable[Side]) -> tuple[Pick, ...]:
    """Return what many organisations gain, pay and fear, in the order of the lists; nothing of too few answers.

    What few of them ticked is left out: whether it was one of them or none is told to nobody.
    """
    answers = [one.answer for one in sides if one.key == question.key]
    counts = Counter(tick for one in answers for tick in one.ticks)
    return tuple(
        Pick(list_key=one.key, words=words, part=part)
        for one in question.lists
        for words in one.options
        if counts[words] >= FEWEST_TICKS and (part := in_words(counts[words], of=len(answers)))
    )


def worth(answers: Said, *, earlier: Sequence[Said] = ()) -> Worth | None:
    """Return *worth it* in words from the organisations' answers, None while too few have answered.

    Of the others it is said that it is even for them only where nobody says that it takes more than it gives, where not most
    say yes, which leaves few others, and where the same have answered as at an `earlier` check-in. Where that is not said, a
    reader who knows this rule may guess at one of these, and at nobody.
    """
    now = _values(answers)
    shown: list[tuple[Part, frozenset[int]]] = []
    for values in (*map(_values, earlier), now):
        if (part := _shown(values, earlier=shown)) is not None:
            shown.append((part, frozenset(values)))
    if _part(now) is None:
        return None
    part, heard = shown[-1]
    is_same = all(was == heard for _, was in shown if share_most(was, heard))
    return Worth(clearly_yes=part, others_even=is_same and part is not Part.MOST and _NO not in now.values())


def _shown(values: Mapping[int, int], *, earlier: Sequence[tuple[Part, frozenset[int]]]) -> Part | None:
    """Return the word for these: the last one stands while those who came or went could be all that has changed it."""
    now, heard = _part(values), frozenset(values)
    if now is None:
        return None
    near = [(part, was) for part, was in earlier if was != heard and share_most(was, heard)]
    would_tell = any(part is not now and part in _explained(values, was=was) for part, was in near)
    return earlier[-1][0] if would_tell else now


def _explained(values: Mapping[int, int], *, was: frozenset[int]) -> set[Part | None]:
    """Every word that was possible when `was` answered, if those who answered both times said the same."""
    yes, heard = _yes(values), frozenset(values)
    fewest = max(0, yes - len(heard - was))
    most = min(len(was), yes + len(was - heard))
    return {in_words(count, of=len(was)) for count in range(fewest, most + 1)}


def _part(values: Mapping[int, int]) -> Part | None:
    return in_words(_yes(values), of=len(values))


def _yes(values: Mapping[int, int]) -> int:
    return sum(value == _YES for value in values.values())


def _values(answers: Said) -> dict[int, int]:
    return {partner_id: one.value for partner_id, one in answers.items() if one.value is not None}
