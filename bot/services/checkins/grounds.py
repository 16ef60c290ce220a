"""What decides whether a round may open, whom it asks, and with which questions: read once from how things stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.calendars import PartnerCalendar, local_date
from bot.domain.commitments import due_of
from bot.domain.criticals import marked
from bot.domain.evidence import Stage
from bot.domain.own_turns import waiting, with_own
from bot.domain.partners import PartnerKind
from bot.domain.partnerships import Partnership, PartnershipState
from bot.domain.people import Membership
from bot.domain.permissions import Viewer
from bot.domain.questions import Question, QuestionKind, kind_when_asked
from bot.domain.round_days import Setting
from bot.domain.round_people import Invited, askable, can_keep_secrets, invited
from bot.domain.rounds import Round, RoundState, asked_as, closes_on
from bot.domain.school_years import rounds_left, year_began, year_ends
from bot.domain.term_days import TermDays, most_open
from bot.domain.turns import Moment, questions_for
from bot.messages.bank import CURRENT, bank
from bot.services import in_force, keepers
from bot.services.ports import Transaction
from storage import commitments as stored_commitments
from storage import members as stored_members
from storage import own_questions
from storage import partners as stored_partners
from storage import partnerships as stored_partnerships
from storage import rounds as stored_rounds

_BACK: Final = timedelta(days=120)
_AHEAD: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """How things stand today. `planned` is the round to come, `opened` the one that takes answers."""

    partnership: Partnership
    today: date
    setting: Setting
    planned: Round | None
    opened: Round | None

    @property
    def stage(self) -> Stage:
        return self.setting.stage


def look(transaction: Transaction, *, viewer: Viewer, now: datetime, by_hand: bool = False) -> Grounds:
    """Read how things stand in the viewer's partnership. `by_hand`: somebody asks, so it is not left alone."""
    partnership = stored_partnerships.get(transaction, viewer=viewer)
    today = local_date(now=now, zone=partnership.zone)
    rounds = stored_rounds.all_of(transaction, viewer=viewer)
    opened = [one for one in rounds if one.state is not RoundState.PLANNED]
    since = partnership.runner_since
    setting = Setting(
        terms=_terms(transaction, viewer, partnership, today),
        stage=in_force.of_partnership(transaction, viewer=viewer).stage,
        people=len(askable(asked_on(transaction, viewer=viewer, on=today))),
        last_opened_on=opened[-1].opens_on if opened else None,
        has_open_round=any(one.state is RoundState.OPEN for one in rounds),
        runner_since=None if since is None else local_date(now=since, zone=partnership.zone),
        on_hold=_is_on_hold(transaction, viewer, partnership, now, by_hand=by_hand),
        criticals=_criticals(transaction, viewer),
    )
    return Grounds(
        partnership=partnership,
        today=today,
        setting=setting,
        planned=next((one for one in rounds if one.state is RoundState.PLANNED), None),
        opened=next((one for one in rounds if one.state is RoundState.OPEN), None),
    )


def asked_on(transaction: Transaction, *, viewer: Viewer, on: date) -> tuple[Invited, ...]:
    """Return whom a round asks that opens on a day."""
    members = stored_members.all_of(transaction, viewer=viewer)
    away = [one.person.id for one in members if _is_away(one, first=on, last=closes_on(on))]
    partners = stored_partners.all_of(transaction, viewer=viewer)
    return invited(members, partners=partners, away=away)


def asked_anything(
    transaction: Transaction, *, viewer: Viewer, on: date, kinds: Mapping[str, QuestionKind]
) -> tuple[Invited, ...]:
    """Return whom a round asks at least one question that opens on a day with these."""
    people = asked_on(transaction, viewer=viewer, on=on)
    return tuple(one for one in people if asked_as(kinds, kinds=kinds, of=one.kinds))


def can_be_secret(transaction: Transaction, *, viewer: Viewer, on: date) -> bool:
    """Say whether there are enough people to ask for a secret answer."""
    return can_keep_secrets(asked_on(transaction, viewer=viewer, on=on))


def kinds_on(
    transaction: Transaction, *, viewer: Viewer, on: date, grounds: Grounds
) -> dict[str, QuestionKind]:
    """Return the questions of a round that opens on a day, in order, each with the kind by which it is asked.

    Those of the planned one stay as they were chosen, so that what the runner has been shown is what goes out; only
    another stage in force chooses anew, and questions of one's own come and go.
    """
    own = {one.key: one for one in own_questions.all_of(transaction, viewer=viewer)}
    questions: Mapping[str, Question] = {**CURRENT.questions, **own}
    keys = _chosen(grounds, on) or from_bank(transaction, viewer=viewer, on=on, grounds=grounds)
    added = waiting_for_a_round(transaction, viewer=viewer)
    if keys and stored_rounds.past_of(transaction, viewer=viewer) and added:
        keys = with_own(keys, added[0], questions=questions, lines=CURRENT.turns.lines)
    return _as_asked(transaction, viewer, keys, questions=questions, on=on)


def moved_to(day: date, *, grounds: Grounds) -> Grounds:
    """Return how things stand once the planned round has its place on another day: within its half-term it asks the same."""
    planned = grounds.planned
    if planned is None or not grounds.setting.terms.same_half_term(planned.opens_on, day):
        return grounds
    return replace(grounds, planned=replace(planned, opens_on=day))


def to_plan(
    transaction: Transaction, *, viewer: Viewer, on: date, grounds: Grounds
) -> dict[str, QuestionKind]:
    """Return the questions of the bank for a round that is planned for a day; those of one's own come to them later."""
    keys = from_bank(transaction, viewer=viewer, on=on, grounds=grounds)
    return _as_asked(transaction, viewer, keys, questions=CURRENT.questions, on=on)


def from_bank(transaction: Transaction, *, viewer: Viewer, on: date, grounds: Grounds) -> tuple[str, ...]:
    """Return the questions of the bank whose turn it is on a day."""
    moment = Moment(
        stage=grounds.stage,
        year_began=year_began(on),
        rounds_left=rounds_left(on, terms=grounds.setting.terms),
        past=stored_rounds.past_of(transaction, viewer=viewer),
    )
    return questions_for(moment, turns=CURRENT.turns, questions=CURRENT.questions)


def have_changed(transaction: Transaction, *, viewer: Viewer, grounds: Grounds) -> bool:
    """Say whether the planned round asks something else than it did when it was planned: the stage in force has changed."""
    planned = grounds.planned
    if planned is None or _chosen(grounds, planned.opens_on):
        return False
    now = from_bank(transaction, viewer=viewer, on=planned.opens_on, grounds=grounds)
    return tuple(planned.kinds) != now


def _chosen(grounds: Grounds, on: date) -> tuple[str, ...]:
    """What was chosen when the round was planned, nothing where it has to be chosen anew."""
    planned = grounds.planned
    if planned is None or (planned.opens_on, planned.stage, planned.bank) != (
        on,
        grounds.stage,
        CURRENT.version,
    ):
        return ()
    return tuple(key for key in planned.kinds if key in CURRENT.questions)


def _as_asked(
    transaction: Transaction,
    viewer: Viewer,
    keys: Sequence[str],
    *,
    questions: Mapping[str, Question],
    on: date,
) -> dict[str, QuestionKind]:
    is_secret = can_be_secret(transaction, viewer=viewer, on=on)
    return {key: kind_when_asked(questions[key], can_be_secret=is_secret) for key in keys}


def waiting_for_a_round(transaction: Transaction, *, viewer: Viewer) -> tuple[Question, ...]:
    """Return the own questions that are still to be asked, in the order in which they were added first."""
    zone = stored_partnerships.get(transaction, viewer=viewer).zone
    added = own_questions.added_at(transaction, viewer=viewer)
    return waiting(
        own_questions.all_of(transaction, viewer=viewer),
        past=stored_rounds.past_of(transaction, viewer=viewer),
        since={key: local_date(now=at, zone=zone) for key, at in added.items()},
    )


def questions_of(transaction: Transaction, *, viewer: Viewer, of_round: Round) -> dict[str, Question]:
    """Return the questions of a round as they were asked, in order."""
    own = {one.key: one for one in own_questions.ever(transaction, viewer=viewer)}
    known = {**bank(of_round.bank).questions, **own}
    return {key: known[key] for key in of_round.kinds}


def _terms(transaction: Transaction, viewer: Viewer, partnership: Partnership, today: date) -> TermDays:
    """The first half-term begins when the doors open: nobody is asked in the first week of that either."""
    profile, opened_at = partnership.profile, partnership.opened_at
    began_on = today if opened_at is None else local_date(now=opened_at, zone=partnership.zone)
    partners = stored_partners.all_of(transaction, viewer=viewer)
    calendars = [one.calendar for one in partners if one.kind is PartnerKind.PARTNER]
    own = PartnerCalendar(country=profile.country, region=profile.region)
    return most_open(
        open_on=[one.is_open for one in calendars or [own]],
        first=max(today - _BACK, min(began_on, today)),
        last=max(year_ends(today), today + _AHEAD * 2) + _AHEAD,
    )


def _is_on_hold(
    transaction: Transaction, viewer: Viewer, partnership: Partnership, now: datetime, *, by_hand: bool
) -> bool:
    if partnership.state is not PartnershipState.OPEN:
        return True
    return not by_hand and keepers.is_left_alone(transaction, viewer=viewer, now=now)


def _criticals(transaction: Transaction, viewer: Viewer) -> tuple[date, ...]:
    found = marked(stored_commitments.still_open(transaction, viewer=viewer))
    return tuple(
        due_of(commitment=commitment, share=share)
        for commitment in found
        for share in commitment.shares
        if share.is_open
    )


def _is_away(member: Membership, *, first: date, last: date) -> bool:
    return any(span.holds(first) and span.holds(last) for span in member.person.rhythm.leave)
