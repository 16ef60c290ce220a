"""A year played week by week: what is proposed each Tuesday, when somebody confirms whatever is suggested."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.domain.evidence import Stage
from bot.domain.stages import Proposal, Verdict, propose
from tests.domain.stages.calendar_year import LAST
from tests.domain.stages.drawing import Year, draw
from tests.domain.stages.stories import Case

FIRST_TUESDAY: Final = date(2026, 9, 15)
_WEEK: Final = timedelta(weeks=1)
_DAYS_OF_A_WEEK: Final = 7
_NAMES: Final = 20
_WIDTH: Final = 3
_SIGNS: Final = {
    Verdict.TOO_EARLY: "…",
    Verdict.HOLIDAYS: " ",
    Verdict.ONE_A_HALF_TERM: "·",
    Verdict.NO_CHANGE: "=",
    Verdict.NOT_ENOUGH: "?",
}
_LETTERS: Final = {
    Stage.FORMING: "Fo",
    Stage.FRUSTRATION: "Fr",
    Stage.FUNCTIONING: "Fu",
    Stage.FLYING: "Fl",
    Stage.FAILING: "Fa",
}


@dataclass(frozen=True, kw_only=True)
class Played:
    """What one day's card said, and the stage in force after it."""

    today: date
    proposal: Proposal
    in_force: Stage


def tuesdays() -> Iterator[date]:
    day = FIRST_TUESDAY
    while day <= LAST:
        yield day
        day += _WEEK


def play(year: Year, *, in_force: Stage, since: date) -> list[Played]:
    """Return every week of a year, each suggestion confirmed on the day."""
    played: list[Played] = []
    last_proposed_on = None
    for today in tuesdays():
        facts = year.facts(today=today, in_force=in_force, since=since, last_proposed_on=last_proposed_on)
        proposal = propose(facts)
        if proposal.suggests is not None:
            in_force, since, last_proposed_on = proposal.suggests, today, today
        played.append(Played(today=today, proposal=proposal, in_force=in_force))
    return played


def play_case(case: Case, *, seed: int) -> list[Played]:
    return play(draw(case.story, seed=seed), in_force=case.begins_as, since=case.since)


def changes(played: list[Played]) -> list[Played]:
    return [one for one in played if one.proposal.suggests is not None]


def sign(one: Played) -> str:
    """Return two letters of what is suggested, or a sign of why nothing is."""
    suggested = one.proposal.suggests
    return _LETTERS[suggested] if suggested else f"{_SIGNS[one.proposal.verdict]} "


def heading() -> str:
    """Return the months above the weeks in which they begin."""
    months = ""
    for place, day in enumerate(tuesdays()):
        if day.day <= _DAYS_OF_A_WEEK:
            months = f"{months:{place * _WIDTH}}{day:%b}"
    return f"{'':{_NAMES}}Sep{months[_WIDTH:]}"


def row(name: str, played: list[Played]) -> str:
    return f"{name:{_NAMES}}{' '.join(map(sign, played))}  ends {played[-1].in_force.value}"
