"""A concern: told in private to one person, answered in time, and not over before whoever raised it says so (R28, F12)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Final

from bot.domain.calendars import PartnerCalendar, find_td
from bot.domain.permissions import Role

ANSWER_WITHIN: Final = 5
REMINDED_ON: Final = 3
TOLD_ON: Final = 6
"""td after it was raised: by when it is answered, when its owner is reminded, when the raiser hears that it isn't."""


class MayKnow(Enum):
    """**Who may know**, in the words of whoever raises it."""

    ONLY_RUNNER = "only_runner"
    WITHOUT_MY_NAME = "without_my_name"
    RUNNER_AND_CHAIR = "runner_and_chair"


class About(Enum):
    """Whom it is about, where that decides who hears it."""

    OTHERS = "others"
    RUNNER = "runner"
    CHAIR = "chair"
    BOTH = "both"


class ConcernState(Enum):
    """ASKED: its owner thinks it is settled, and whoever raised it is asked. STILL_THERE goes back to OPEN."""

    OPEN = "open"
    ANSWERED = "answered"
    ASKED = "asked"
    SORTED = "sorted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """One concern as stored. `since` is the day from which its days are counted: raised, passed to somebody else, or opened again.

    `owner_id` is None where nobody can be asked. `told` has the people it was said to; it stays between them.
    `named` are those of them who may know whose it is. `about_ids` are the people it was about when it was raised:
    they never hear it, whatever they become. `answer` is what its owner said, `theme` what they picked from the list
    of what gets in the way, `reopened` how often its raiser said **Still there**. `answered_by` is whose answer it is,
    whoever has it since; `begun` the version with which its days began.
    """

    id: int
    partnership_id: int
    raiser_id: int
    partner_id: int | None
    words: str
    would_help: str
    may_know: MayKnow
    about: About
    owner_id: int | None
    told: frozenset[int]
    since: date
    state: ConcernState
    version: int
    answer: str = ""
    about_ids: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()
    theme: str = ""
    reopened: int = 0
    answered_by: int | None = None
    begun: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Keepers:
    """Who could hear a concern. `third_id` is the person whom all partners named for the case that it is about both."""

    runner_id: int
    chair_id: int | None = None
    chair_is_neutral: bool = False
    third_id: int | None = None

    @property
    def neutral_chair_id(self) -> int | None:
        """The chair, unless they work for one of the partners: they never hear another's concern (F3)."""
        return self.chair_id if self.chair_is_neutral else None

    @property
    def hearing(self) -> frozenset[int]:
        """Everybody who hears what others raise."""
        found = (self.runner_id, self.neutral_chair_id, self.third_id)
        return frozenset(one for one in found if one is not None)


def whom(about: About, *, keepers: Keepers) -> frozenset[int]:
    """Return the people whom a concern is about, as things stand."""
    people = {
        About.OTHERS: (),
        About.RUNNER: (keepers.runner_id,),
        About.CHAIR: (keepers.chair_id,),
        About.BOTH: (keepers.runner_id, keepers.chair_id),
    }
    return frozenset(one for one in people[about] if one is not None)


def owner_of(about: About, *, raiser_id: int, keepers: Keepers, about_ids: frozenset[int]) -> int | None:
    """Return who hears a concern first, None where nobody can: then it is a matter for the telephone.

    Nobody hears one about themselves, or keeps their own.
    """
    runner, chair, third = keepers.runner_id, keepers.neutral_chair_id, keepers.third_id
    hearing = {
        About.OTHERS: (runner, chair, third),
        About.RUNNER: (chair, third),
        About.CHAIR: (runner, third),
        About.BOTH: (third,),
    }
    but = {raiser_id, *about_ids}
    return next((one for one in hearing[about] if one is not None and one not in but), None)


def told(
    *, about: About, may_know: MayKnow, raiser_id: int, keepers: Keepers, about_ids: frozenset[int]
) -> frozenset[int]:
    """Return the people to whom a concern is said when it is raised."""
    people = {owner_of(about, raiser_id=raiser_id, keepers=keepers, about_ids=about_ids)}
    if about is About.OTHERS and may_know is MayKnow.RUNNER_AND_CHAIR:
        people.add(keepers.neutral_chair_id)
    return frozenset(one for one in people if one is not None and one != raiser_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who would like to read. `is_neutral`: they work for none of the partners."""

    person_id: int
    role: Role
    is_neutral: bool


def may_read(concern: Concern, reader: Reader) -> bool:
    """Say whether somebody may read a concern: who raised it, and who was told; never whom it is about."""
    if reader.person_id == concern.raiser_id:
        return True
    if reader.person_id in concern.about_ids or (reader.role is Role.CHAIR and not reader.is_neutral):
        return False
    return reader.person_id in concern.told


def may_read_name(concern: Concern, reader: Reader) -> bool:
    """Say whether they also read who raised it; **without my name** it goes to nobody who comes later."""
    known = reader.person_id in concern.named or reader.person_id == concern.raiser_id
    return known and may_read(concern, reader)


class Step(Enum):
    """What the days bring: its owner is reminded, or its raiser hears that there is no answer and is offered **Somebody else**."""

    OWNER_REMINDED = "owner_reminded"
    RAISER_TOLD = "raiser_told"


def answer_by(concern: Concern, *, calendar: PartnerCalendar) -> date:
    """Return the day that whoever raised it is told."""
    return _td(concern.since, ANSWER_WITHIN, calendar)


def day_of(concern: Concern, *, step: Step, calendar: PartnerCalendar) -> date:
    """Return the day on which a step comes due, if nothing happens until then."""
    return _td(concern.since, {Step.OWNER_REMINDED: REMINDED_ON, Step.RAISER_TOLD: TOLD_ON}[step], calendar)


def answered(concern: Concern, *, by: int, words: str) -> Concern | None:
    """Its owner says what will be done. None where it is not theirs, or somebody was quicker."""
    if concern.owner_id != by or concern.state not in (ConcernState.OPEN, ConcernState.ANSWERED):
        return None
    return replace(
        concern, state=ConcernState.ANSWERED, answer=words, answered_by=by, version=concern.version + 1
    )


def closing(concern: Concern, *, by: int) -> Concern | None:
    """Its owner thinks it is settled: whoever raised it is asked."""
    if concern.owner_id != by or concern.state not in (ConcernState.OPEN, ConcernState.ANSWERED):
        return None
    return replace(concern, state=ConcernState.ASKED, version=concern.version + 1)


def settled(concern: Concern, *, by: int) -> Concern | None:
    """**It's sorted**, which whoever raised it may say at any time."""
    if concern.raiser_id != by or concern.state is ConcernState.SORTED:
        return None
    return replace(concern, state=ConcernState.SORTED, version=concern.version + 1)


def still_there(concern: Concern, *, by: int, today: date) -> Concern | None:
    """**Still there**: it is open again, and its days begin anew."""
    if concern.raiser_id != by or concern.state is not ConcernState.ASKED:
        return None
    return replace(
        concern,
        state=ConcernState.OPEN,
        since=today,
        reopened=concern.reopened + 1,
        version=concern.version + 1,
        begun=concern.version + 1,
    )


def given_to(concern: Concern, *, by: int, owner_id: int, today: date) -> Concern | None:
    """**Somebody else**: whoever raised it says who hears it now. Who was told before still knows."""
    if concern.raiser_id != by or concern.state is ConcernState.SORTED or concern.owner_id == owner_id:
        return None
    if owner_id == concern.raiser_id or owner_id in concern.about_ids:
        return None
    heard = _also_told(concern, owner_id)
    return replace(heard, owner_id=owner_id, state=ConcernState.OPEN, since=today, begun=heard.version)


def could_pass_to(concern: Concern, *, keepers: Keepers) -> frozenset[int]:
    """Return to whom **Pass it on** may give it: who would be told if it were raised now, and hasn't got it yet."""
    owner_id = _owner_now(concern, keepers)
    people = told(
        about=concern.about,
        may_know=concern.may_know,
        raiser_id=concern.raiser_id,
        keepers=keepers,
        about_ids=concern.about_ids,
    )
    to_answer = frozenset(one for one in people if one == owner_id and one != concern.owner_id)
    return (people - concern.told) | to_answer


def follower(concern: Concern, *, before: Keepers, keepers: Keepers) -> int | None:
    """Return who hears now in the place of somebody who had it, once others keep the partnership; None for nobody."""
    gone = before.hearing - keepers.hearing
    could, owner_id = could_pass_to(concern, keepers=keepers), _owner_now(concern, keepers)
    if concern.owner_id in gone:
        return owner_id if owner_id in could else None
    return min(could - {owner_id}, default=None) if concern.told & gone else None


def passed_to(concern: Concern, *, by: int, to_id: int, keepers: Keepers, today: date) -> Concern | None:
    """**Pass it on**: whoever hears such a thing now is told, and answers it where that is theirs."""
    if concern.raiser_id != by or concern.state is ConcernState.SORTED:
        return None
    if to_id not in could_pass_to(concern, keepers=keepers):
        return None
    heard = _also_told(concern, to_id)
    if to_id != _owner_now(concern, keepers):
        return heard
    begun = heard.version if heard.state is ConcernState.OPEN else heard.begun
    return replace(heard, owner_id=to_id, since=today, begun=begun)


def _owner_now(concern: Concern, keepers: Keepers) -> int | None:
    return owner_of(concern.about, raiser_id=concern.raiser_id, keepers=keepers, about_ids=concern.about_ids)


def _also_told(concern: Concern, person_id: int) -> Concern:
    """Somebody more is told; **without my name** they don't learn whose it is."""
    hidden = concern.may_know is MayKnow.WITHOUT_MY_NAME
    return replace(
        concern,
        told=concern.told | {person_id},
        named=concern.named if hidden else concern.named | {person_id},
        version=concern.version + 1,
    )


def _td(day: date, n: int, calendar: PartnerCalendar) -> date:
    """Count days in term; where a calendar has none in sight, plain days."""
    return find_td(day=day, n=n, calendar=calendar) or day + timedelta(days=n)
