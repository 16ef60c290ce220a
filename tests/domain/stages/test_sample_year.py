"""The sample year from its figures: the stages of its last row, and the card of 9 February as the guide has it."""

from datetime import date
from functools import cache

import pytest

from bot.domain.dates import full
from bot.domain.evidence import Direction, Evidence, Felt, Level, Share, Signal, Stage, Window
from bot.domain.signals.seeing import Counted, in_windows
from bot.domain.stage_dates import Outcome, passed
from bot.domain.stage_facts import Facts
from bot.domain.stage_weights import WINDOWS
from bot.domain.stages import Proposal, Verdict, propose
from bot.messages import stage_evidence
from bot.messages.plain import line
from tests.domain.stages.calendar_year import BEGAN
from tests.domain.stages.playing import tuesdays
from tests.domain.stages.sample_year import FIGURES, Figures, sample_year

FIRST_CARD = date(2026, 10, 22)
FRUSTRATION_FROM = date(2026, 12, 3)
DEMO = date(2027, 2, 9)
FUNCTIONING_FROM = date(2027, 3, 9)
LAST_CARD = date(2027, 6, 29)
YEAR = sample_year()


def _in_force(day: date) -> tuple[Stage, date]:
    """What people had agreed on, and since when: Frustration on the Thursday, Functioning once the accord was signed."""
    if day > FUNCTIONING_FROM:
        return Stage.FUNCTIONING, FUNCTIONING_FROM
    if day > FRUSTRATION_FROM:
        return Stage.FRUSTRATION, FRUSTRATION_FROM
    return Stage.FORMING, BEGAN


def _card(day: date, last_proposed_on: date | None = None) -> Proposal:
    in_force, since = _in_force(day)
    return propose(YEAR.facts(today=day, in_force=in_force, since=since, last_proposed_on=last_proposed_on))


@cache
def _played() -> dict[date, Proposal]:
    """The card of every Tuesday, and of the Thursday of the first one."""
    cards: dict[date, Proposal] = {}
    last = None
    for day in sorted([*tuesdays(), FIRST_CARD]):
        cards[day] = _card(day, last)
        last = day if cards[day].suggests else last
    return cards


def _line(card: Proposal, signal: Signal) -> Evidence:
    return next(one for one in card.evidence if one.signal is signal)


def test_first_six_weeks_are_too_early() -> None:
    early = {day: card for day, card in _played().items() if day < FIRST_CARD}

    assert {card.verdict for card in early.values()} == {Verdict.TOO_EARLY}


def test_first_card_bears_out_what_both_had_said() -> None:
    assert _played()[FIRST_CARD].verdict is Verdict.NO_CHANGE


def test_stages_are_those_of_the_year() -> None:
    """On 9 February Grace presses Keep; on the first day after half-term it is asked again."""
    suggested = {day: card.suggests for day, card in _played().items() if card.suggests}

    assert suggested == {
        date(2026, 12, 1): Stage.FRUSTRATION,
        DEMO: Stage.FUNCTIONING,
        date(2027, 2, 23): Stage.FUNCTIONING,
        LAST_CARD: Stage.FLYING,
    }


@pytest.mark.parametrize("figures", FIGURES, ids=lambda one: one.card.isoformat())
def test_facts_have_the_figures_of_the_table(figures: Figures) -> None:
    seen = YEAR.facts(today=figures.card, in_force=Stage.FORMING, since=BEGAN)

    dates = in_windows(seen, Window.SIX_WEEKS, _dates(seen))[0]
    finishing = {one.partner for one in seen.promises if one.done_on and one.done_on > _since(seen)}
    assert (dates.count, dates.of) == (figures.kept, figures.dates)
    assert len(finishing & seen.numbers) == figures.finished


@pytest.mark.parametrize("day", [date(2026, 10, 27), date(2026, 12, 22), date(2027, 2, 16), date(2027, 4, 6)])
def test_nothing_is_said_in_the_holidays(day: date) -> None:
    assert _played()[day].verdict is Verdict.HOLIDAYS


def test_card_of_the_demo_is_that_of_the_guide() -> None:
    card = _card(DEMO)

    assert (card.in_force, card.suggests) == (Stage.FRUSTRATION, Stage.FUNCTIONING)
    assert [one.signal for one in card.evidence] == [
        Signal.KEPT,
        Signal.FINISHED,
        Signal.CLARITY,
        Signal.WORTH,
        Signal.TRUST,
    ]
    kept, finished = _line(card, Signal.KEPT), _line(card, Signal.FINISHED)
    assert (kept.now, kept.direction) == (Share(count=17, of=19), Direction.UP)
    assert (finished.now, finished.direction) == (Share(count=5, of=6), Direction.UP)
    clarity = _line(card, Signal.CLARITY)
    assert clarity.now == Felt(level=Level.MOST, people=9, on=date(2027, 1, 26))
    assert clarity.before == Felt(level=Level.MIXED, people=9, on=date(2026, 11, 17))
    trust = _line(card, Signal.TRUST)
    assert (trust.direction, card.contrary) == (Direction.STEADY, trust)


def test_november_is_frustration_and_not_failing_because_people_speak() -> None:
    card = _card(date(2026, 12, 1))

    assert {Signal.TRUST, Signal.CLARITY, Signal.KEPT} <= {one.signal for one in card.evidence}
    assert all(Stage.FAILING not in one.speaks_for for one in card.evidence)


def test_one_good_fair_is_not_flying_yet() -> None:
    """In May the same is true as in June, but Functioning has not stood long enough."""
    assert _played()[date(2027, 5, 18)].verdict is Verdict.NO_CHANGE


def test_print_the_cards_of_the_sample_year() -> None:
    """What `make stages` prints below the made-up years."""
    print("\nThe sample year, from its figures:")
    for day, card in _played().items():
        if card.suggests or day == FIRST_CARD:
            suggested = f", and the signs point to {card.suggests.value}" if card.suggests else ""
            print(f"\n{full(day)}. In force: {card.in_force.value}{suggested}.")
            print("\n".join(f"  {line(one)}" for one in stage_evidence.lines(card)))
            print(f"  What would change my mind: {stage_evidence.would_change(card)}")

    assert len(_played()) == len(list(tuesdays())) + 1


def _dates(seen: Facts) -> Counted:
    def count(after: date, until: date) -> Share:
        dates = passed(seen, after=after, until=until)
        return Share(count=sum(one.outcome is Outcome.KEPT for one in dates), of=len(dates))

    return count


def _since(seen: Facts) -> date:
    return seen.term.back(seen.today, WINDOWS[Window.SIX_WEEKS])
