"""May I take it up? What somebody wrote becomes a concern only if they say so (F10)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final

from bot.domain.concerns import MayKnow


class TakeUp(Enum):
    """The four answers. None at all means the same as JUST_US."""

    WITH_MY_NAME = "with_my_name"
    WITHOUT_MY_NAME = "without_my_name"
    JUST_US = "just_us"
    RING_ME = "ring_me"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The runner has asked whether something that one person wrote may be taken up.

    `answer_id` is what they told the runner, or what they answered for their organisation, None once that is taken
    back. `asked_by` is that runner.
    """

    id: int
    answer_id: int | None
    person_id: int
    asked_on: date
    reply: TakeUp | None = None
    for_organisation: bool = False
    asked_by: int | None = None
    replied_at: datetime | None = None
    taken_back_at: datetime | None = None


_MAY_KNOW: Final = {
    TakeUp.WITH_MY_NAME: MayKnow.RUNNER_AND_CHAIR,
    TakeUp.WITHOUT_MY_NAME: MayKnow.WITHOUT_MY_NAME,
}


def meaning(request: Request) -> TakeUp:
    """Return what somebody has said; silence is no leave to tell anybody."""
    return request.reply or TakeUp.JUST_US


def becomes_concern(reply: TakeUp) -> MayKnow | None:
    """Return who may know of the concern that it becomes, None where it becomes none."""
    return _MAY_KNOW.get(reply)
