"""Answers as they are kept: for an organisation, or to the runner by name. What is secret is in `secret_answers`."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.question_answers import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationAnswer:
    """What one partner answered, and who said it for them. `by_phone`: it was heard on the telephone.

    `chair_id` is the chair whom they were told of as reading it besides the runner, None where there was none.
    `runner_id` is the runner to whom it was said: nobody else reads the words in it.
    """

    id: int
    round_id: int
    partner_id: int
    key: str
    answer: Answer
    person_id: int
    by_phone: bool
    at: datetime
    chair_id: int | None = None
    runner_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAnswer:
    """What one person told the runner of that day (`to_id`): in a round, or after a milestone."""

    id: int
    round_id: int | None
    milestone_id: int | None
    key: str
    person_id: int
    to_id: int
    answer: Answer
    by_phone: bool
    at: datetime
