"""Who hears, and when: what is agreed by all partners, and who hears of one date by it (F7, R02).

Counts of days are td of the partner that holds the share. Everything is decided by one pure function,
`who_hears`; a `Skip` names why somebody who might hear does not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, Final

from bot.domain.importance import Importance
from bot.domain.reminders import FAIR_WARNING


class PolicyState(Enum):
    """PROPOSED until every co-ordinator has pressed **Fine with us**; the mildest holds meanwhile."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    REPLACED = "replaced"


class FollowUpChoice(Enum):
    """What the runner chose when asked about a date that has gone by."""

    RING = "ring"
    ASK_CO_ORDINATOR = "ask_co_ordinator"
    NEW_DATE = "new_date"
    GO_WITHOUT = "go_without"
    LEAVE = "leave"
    ASK_CHAIR = "ask_chair"


SLOWEST: Final = 10
"""The most days that a proposal may let pass before anybody hears."""

CONSENT_WITHIN: Final = 10
"""td after which the runner is told which partner has not said **Fine with us**."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What partners agree on; the default is the table of the conversations.

    The first two count after the date, `asked_before` before a critical one, `co_ordinator_after` after the
    runner was asked and did nothing. `third_id` is the person who hears a concern about both runner and chair.
    """

    runner_listed_after: int = 1
    runner_asked_after: int = 3
    asked_before: int = 3
    co_ordinator_after: int = 2
    chair_on_last_safe: bool = True
    third_id: int | None = None

    def as_kept(self) -> dict[str, Any]:
        """Return the terms as they are stored."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    @classmethod
    def of_kept(cls, kept: dict[str, Any]) -> "Terms":
        """Read what `as_kept` has written; what a newer version may have added is left aside."""
        return cls(**{name: kept[name] for name in cls.__dataclass_fields__ if name in kept})


class Who(Enum):
    PERSON = "person"
    RUNNER = "runner"
    DEPUTY_RUNNER = "deputy_runner"
    HELPER = "helper"
    CHAIR = "chair"


class What(Enum):
    """What somebody hears: a fair warning, a line in a list, a question, a call for help, *wait, or go without it?*"""

    WARNED = "warned"
    LISTED = "listed"
    ASKED = "asked"
    ASKED_TO_HELP = "asked_to_help"
    WAIT_OR_GO = "wait_or_go"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    who: Who
    what: What


class Skip(Enum):
    """Why the deputy of an action, or the co-ordinator, is not asked to help."""

    NOT_IN_FORCE = "not in force"
    RUNNERS_OWN = "the runner's own"
    NOBODY = "nobody to ask"
    SAME_PERSON = "same person"
    AWAY = "away"
    ASK_FIRST = "ask the runner first"
    NOT_WARNED = "no fair warning yet"
    NOT_YET = "the runner has time"
    CHOSEN = "the runner has chosen"
    RUNNER_ONLY = "only by a press in this stage"


class Helper(Enum):
    """How the one stands who could be asked to help. NOBODY also where they may not be written to."""

    READY = "ready"
    NOBODY = "nobody"
    SAME_PERSON = "same person"
    AWAY = "away"


_NO_HELPER: Final = {
    Helper.NOBODY: Skip.NOBODY,
    Helper.SAME_PERSON: Skip.SAME_PERSON,
    Helper.AWAY: Skip.AWAY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One share whose date has gone by, or comes close, as it stands on one day.

    `past` is how many td its date lies back, negative while it lies ahead. `asked` is how many td ago the
    runner was asked, None before that. `has_word` says that its holder has said how it goes, `warned` that
    they have been told that the date has gone by, `reminded` that they have heard of it at all.
    `runner_is_asked` is False where nobody but the person hears: a stage in which people are spoken to (F15).
    `goes_on` is False where nothing goes past the runner by itself, and to the chair nothing at all (F15).
    `asks_first`: nobody else hears of this person unless the runner presses it. `on_last_safe` from the last
    safe date on.
    """

    importance: Importance
    past: int
    in_force: bool
    terms: Terms = Terms()
    asked: int | None = None
    choice: FollowUpChoice | None = None
    has_word: bool = False
    warned: bool = False
    reminded: bool = False
    helper: Helper = Helper.NOBODY
    asks_first: bool = False
    runners_own: bool = False
    on_last_safe: bool = False
    runner_is_asked: bool = True
    goes_on: bool = True
    closed: bool = False
    on_hold: bool = False
    doors_open: bool = True

    @property
    def is_critical(self) -> bool:
        return self.importance is not Importance.NORMAL


def who_hears(case: Case) -> tuple[Hearing, ...]:
    """Return who hears of this date today, the person first and the chair last."""
    if case.closed or case.on_hold or not case.doors_open:
        return ()
    keeper = Who.DEPUTY_RUNNER if case.runners_own else Who.RUNNER
    found: list[Hearing] = []
    if case.past >= FAIR_WARNING[case.importance]:
        found.append(Hearing(who=Who.PERSON, what=What.WARNED))
    if is_asked(case):
        found.append(Hearing(who=keeper, what=What.ASKED))
    elif case.past >= case.terms.runner_listed_after:
        found.append(Hearing(who=keeper, what=What.LISTED))
    if skipped(case) is None:
        found.append(Hearing(who=Who.HELPER, what=What.ASKED_TO_HELP))
    if case.is_critical and case.on_last_safe and case.runner_is_asked:
        found.append(Hearing(who=keeper, what=What.WAIT_OR_GO))
    if _chair_is_asked(case):
        found.append(Hearing(who=Who.CHAIR, what=What.WAIT_OR_GO))
    return tuple(found)


def is_asked(case: Case) -> bool:
    """Say whether the runner is asked to choose; for what is critical before the date, if there is no word."""
    if not case.runner_is_asked:
        return False
    if case.past >= case.terms.runner_asked_after:
        return True
    return case.is_critical and not case.has_word and case.past >= -case.terms.asked_before


def skipped(case: Case) -> Skip | None:
    """Return why nobody else is asked to help today, None where somebody is."""
    by_press = case.choice is FollowUpChoice.ASK_CO_ORDINATOR
    unable = _unable(case)
    if unable is not None or by_press:
        return unable
    if not case.goes_on or case.asks_first:
        return Skip.ASK_FIRST if case.goes_on else Skip.RUNNER_ONLY
    if case.choice is not None:
        return Skip.CHOSEN
    if not case.warned or case.past <= FAIR_WARNING[case.importance]:
        return Skip.NOT_WARNED
    if case.asked is None or case.asked < case.terms.co_ordinator_after:
        return Skip.NOT_YET
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """Who is asked next about a date without a word, and the day by which its holder has to have said something."""

    who: Who
    by: date
    name: str = ""


def asked_next(days: Iterable[tuple[date, Case]], *, until: date) -> Next | None:
    """Return who besides its holder is asked next about a date of which they are warned; None where nobody is.

    `days` are those after the warning, each with the case as it stands then if nobody says anything. On `until`
    the holder is next written to: whoever is asked to help by then is told to them on that day, at the latest.
    What is asked of the chair is about the work, and not about them.
    """
    found: Next | None = None
    asked_at: int | None = None
    for on, case in days:
        asked = case.past - asked_at if case.asked is None and asked_at is not None else case.asked
        seen = replace(case, warned=True, reminded=True, asked=asked)
        who = {one.who for one in who_hears(seen) if one.what in (What.ASKED, What.ASKED_TO_HELP)}
        if Who.HELPER in who and on <= until:
            return Next(who=Who.HELPER, by=until)
        if found is None and who & _KEEPERS:
            found = Next(who=next(iter(who & _KEEPERS)), by=max(on, until))
            asked_at = case.past
        if found is not None and on >= until:
            break
    return found


_KEEPERS: Final = frozenset({Who.RUNNER, Who.DEPUTY_RUNNER})


def _unable(case: Case) -> Skip | None:
    """What not even a press of the runner overcomes."""
    if case.runners_own:
        return Skip.RUNNERS_OWN
    return _NO_HELPER.get(case.helper) if case.in_force else Skip.NOT_IN_FORCE


def _chair_is_asked(case: Case) -> bool:
    """By the runner's press, or on the last safe date; never before the person has heard of the date."""
    if not (case.in_force and case.goes_on) or case.runners_own or not case.is_critical:
        return False
    if not (case.warned or case.reminded):
        return False
    by_itself = case.on_last_safe and case.terms.chair_on_last_safe
    return by_itself or case.choice is FollowUpChoice.ASK_CHAIR
