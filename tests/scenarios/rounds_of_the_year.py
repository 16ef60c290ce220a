"""The six check-ins of the sample year: what each of ten people answers, so that the figures of the year come out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.domain.question_answers import Answer, Typed

_PEOPLE: Final = ("mina", "kwame", "priya", "joana", "tom", "sam", "grace", "rob", "aoife", "lee")
_WORDS: Final = {5: "Completely", 4: "Mostly", 3: "Partly", 2: "A little"}
_SIDES: Final = ("joana", "tom", "priya", "mina", "kwame")
_MORE, _EVEN = "It gives more than it takes", "About even"
_START: Final = "start_today"


@dataclass(frozen=True, kw_only=True)
class HeldRound:
    """One column of the figures. `felt` has everybody's answers by question, `more` how many of six gain more than they give."""

    opens_on: date
    closes_on: date
    felt: Mapping[str, Sequence[int]]
    told_on: date
    well_do: str
    more: int | None = None
    start_today: int = 0

    @property
    def of_dee(self) -> Mapping[str, Answer]:
        """What Dee said on the telephone."""
        return {} if self.more is None else {"worth_it": Answer(value=1)}

    def said(self) -> Mapping[str, Mapping[str, Typed]]:
        """What each person types, by the key of the question."""
        people = max(len(values) for values in self.felt.values())
        return {who: self._said(place, who) for place, who in enumerate(_PEOPLE[:people])}

    def _said(self, place: int, who: str) -> Mapping[str, Typed]:
        said = {key: Typed(option=_WORDS[values[place]]) for key, values in self.felt.items()}
        if self.more is not None and who in _SIDES:
            gains = _SIDES.index(who) < self.more - 1
            said["worth_it"] = Typed(option=_MORE if gains else _EVEN)
        if self.start_today:
            just_like_this = place < self.start_today
            said[_START] = Typed(option="Yes, just like this" if just_like_this else "Yes, but differently")
        return said


ROUNDS: Final = (
    HeldRound(
        opens_on=date(2026, 10, 6),
        closes_on=date(2026, 10, 15),
        told_on=date(2026, 10, 16),
        well_do="Each of us gets a page with what we have promised, before half-term.",
        felt={
            "purpose": (4, 4, 4, 4, 4, 4, 5, 5, 5),
            "trust": (3, 3, 4, 4, 4, 4, 5, 5, 3),
            "clarity": (4, 3, 4, 4, 4, 4, 5, 4, 4),
        },
    ),
    HeldRound(
        opens_on=date(2026, 11, 17),
        closes_on=date(2026, 11, 26),
        felt={"trust": (2, 2, 2, 4, 4, 4, 5, 3, 3), "clarity": (3, 2, 2, 4, 3, 4, 4, 3, 3)},
        more=3,
        told_on=date(2026, 12, 3),
        well_do=(
            "Sam will ring every partner before Thursday 17 December, just to listen.\n"
            "On 12 January we start with one question: what does each of us want from the fair?\n"
            "Fewer papers. Two pages at most, a week before we meet."
        ),
    ),
    HeldRound(
        opens_on=date(2027, 1, 26),
        closes_on=date(2027, 2, 4),
        told_on=date(2027, 2, 5),
        well_do="On 16 March, twenty minutes for what we would sooner not say.",
        felt={
            "purpose": (4, 4, 4, 4, 4, 4, 5, 4, 3),
            "trust": (3, 2, 3, 4, 4, 4, 5, 3, 2),
            "clarity": (4, 4, 4, 5, 4, 4, 4, 4, 3),
        },
        more=4,
    ),
    HeldRound(
        opens_on=date(2027, 3, 9),
        closes_on=date(2027, 3, 18),
        told_on=date(2027, 3, 23),
        well_do="We keep the page, and the cake.",
        felt={
            "commitment": (4, 4, 4, 4, 4, 4, 5, 4, 5, 4),
            "trust": (4, 3, 3, 5, 5, 4, 5, 4, 4, 3),
        },
        more=5,
    ),
    HeldRound(
        opens_on=date(2027, 5, 4),
        closes_on=date(2027, 5, 13),
        told_on=date(2027, 5, 18),
        well_do="The travel money becomes a risk with an owner.",
        felt={
            "commitment": (4, 4, 4, 4, 4, 5, 5, 4, 5, 4),
            "trust": (4, 3, 3, 5, 5, 4, 5, 4, 4, 4),
        },
    ),
    HeldRound(
        opens_on=date(2027, 6, 15),
        closes_on=date(2027, 6, 24),
        told_on=date(2027, 6, 29),
        well_do="Five things to change, on 6 July.",
        felt={
            "purpose": (5, 4, 4, 5, 5, 4, 5, 4, 5, 4),
            "clarity": (5, 4, 4, 5, 4, 4, 5, 4, 5, 4),
        },
        more=5,
        start_today=7,
    ),
)
