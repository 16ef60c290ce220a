"""What a stage may be read from. Of a numbers-only answer there is a level here, never a person and never a partner."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.domain.evidence import Level, Stage
from bot.domain.term_days import TermDays


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """One partner by its number, and since when it belongs. Offices and those who have left do not stand here."""

    number: int
    joined_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A new date that was agreed: on which day it was asked for, from which date to which."""

    asked_on: date
    old: date
    new: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One share of an action. `partner` is None for the office, `added_by` for what the office put in.

    `due` is the date in force, `original_due` the first one. `words_on` has the days on which whoever holds it
    pressed anything about it.
    """

    partner: int | None
    asked_on: date
    due: date
    original_due: date
    accepted_on: date | None = None
    declined_on: date | None = None
    moves: tuple[Move, ...] = ()
    done_on: date | None = None
    dropped_on: date | None = None
    stuck_on: date | None = None
    words_on: tuple[date, ...] = ()
    has_person: bool = True
    has_done_when: bool = False
    is_shared: bool = False
    added_by: int | None = None

    @property
    def is_open(self) -> bool:
        return self.done_on is None and self.dropped_on is None and self.declined_on is None

    def heard_on(self) -> Iterator[date]:
        """Every day on which its partner said something about it."""
        yield from self.words_on
        yield from (move.asked_on for move in self.moves)
        answered = (self.accepted_on, self.declined_on, self.done_on, self.stuck_on)
        yield from (day for day in answered if day is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """`together` says that no partner could have done it alone."""

    due: date
    reached_on: date | None = None
    marked_on: date | None = None
    is_quick_win: bool = False
    together: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A call, a visit or a mail with one partner, and whether the partner began it."""

    partner: int
    on: date
    begun_by_partner: bool = False


class Question(Enum):
    """The numbers-only questions that a stage is read from."""

    PURPOSE = "purpose"
    COMMITMENT = "commitment"
    TRUST = "trust"
    CLARITY = "clarity"
    START_TODAY = "start_today"


class OwnQuestion(Enum):
    """The questions that every organisation answers with its name."""

    WORTH = "worth"
    IN_PLANS = "in_plans"
    DIFFERENTLY = "differently"
    CHANGED = "changed"


class Said(Enum):
    """Worth it: more, about even, less. In our plans: yes, partly, no. Differently: already, planned, nothing. Changed: yes, no."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody who was asked in a round, and whether they answered anything at all. The office's people have no partner."""

    person: int
    partner: int | None
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a numbers-only question showed; `level` is None where it was asked so and too few answered."""

    question: Question
    level: Level | None
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnAnswer:
    """What one partner said."""

    partner: int
    question: OwnQuestion
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One check-in that has closed. `results` holds every numbers-only question that was asked as such.

    `own` holds the questions that the organisations were asked, answered or not.
    """

    opened_on: date
    closed_on: date
    asked: tuple[Asked, ...]
    results: tuple[Result, ...] = ()
    own: frozenset[OwnQuestion] = frozenset()
    answers: tuple[OwnAnswer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Something that bothers somebody, and how often it was still there after an answer. Whose it is does not stand here."""

    raised_on: date
    theme: str = ""
    answered_on: date | None = None
    closed_on: date | None = None
    reopened: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Which partners were asked and came; what their organisations said of its decisions; minutes, and those about ourselves."""

    on: date
    invited: frozenset[int]
    came: frozenset[int]
    asked_to_back: int = 0
    backed: int = 0
    doubted: int = 0
    minutes: int = 0
    minutes_about_ourselves: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything that the signs are read from. `began_on` is the day since which there is anything to see.

    `last_proposed_on` is the day of the last card that suggested another stage. Of the agreement's ten elements
    `elements` are agreed; None where there is no agreement to look at.
    """

    today: date
    in_force: Stage
    since: date
    began_on: date
    term: TermDays
    partners: tuple[Partner, ...]
    promises: tuple[Promise, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    contacts: tuple[Contact, ...] = ()
    rounds: tuple[Round, ...] = ()
    concerns: tuple[Concern, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    elements: int | None = None
    last_proposed_on: date | None = None

    @property
    def numbers(self) -> frozenset[int]:
        return frozenset(one.number for one in self.partners)

    def closed_rounds(self, *, td: int) -> tuple[Round, ...]:
        """Return the rounds that closed in the last `td` days in term, the newest first."""
        since = self.term.back(self.today, td)
        found = (one for one in self.rounds if since < one.closed_on <= self.today)
        return tuple(sorted(found, key=lambda one: one.closed_on, reverse=True))
