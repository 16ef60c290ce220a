"""One person in one round: what they were asked, and whether they have answered; never what."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.questions import QuestionKind
from bot.domain.rounds import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """How one person stands in one round. `partner_id` and `kinds` are as they were when it opened.

    `at` (aware, UTC) is when they last did something about it, or were asked. `version` rises with each answer.
    """

    round_id: int
    person_id: int
    partner_id: int | None
    kinds: frozenset[QuestionKind]
    by_telephone: bool
    standing: Standing
    at: datetime
    version: int
