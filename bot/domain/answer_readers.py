"""Who reads an answer with a name on it: the one rule behind what is promised before somebody answers, and behind what is shown."""

from dataclasses import dataclass, replace

from bot.domain.kept_answers import OrganisationAnswer
from bot.domain.questions import QuestionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Offices:
    """On whom it depends. `chair_id` is a chair who belongs to no partner, None where there is none or any other."""

    runner_id: int | None
    chair_id: int | None


def readers(kind: QuestionKind, *, offices: Offices) -> frozenset[int]:
    """Return who reads an answer of a kind beside the name that is on it, before all partners agree to more."""
    found: dict[QuestionKind, tuple[int | None, ...]] = {
        QuestionKind.NUMBERS_ONLY: (),
        QuestionKind.ORGANISATION: (offices.runner_id, offices.chair_id),
        QuestionKind.TO_RUNNER: (offices.runner_id,),
    }
    return frozenset(one for one in found[kind] if one is not None)


def readers_of(answer: OrganisationAnswer, *, offices: Offices) -> frozenset[int]:
    """Return the same of an answer as it is kept: a chair who was not named to whoever gave it doesn't read it."""
    named = offices.chair_id if offices.chair_id == answer.chair_id else None
    return readers(QuestionKind.ORGANISATION, offices=replace(offices, chair_id=named))
