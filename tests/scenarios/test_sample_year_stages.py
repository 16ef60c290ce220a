"""The sample year, played from its figures in a real database: its check-ins, and the stages of its last row."""

from collections.abc import Iterator
from datetime import date, time
from functools import partial
from pathlib import Path

import pytest

from bot.domain.evidence import Stage
from bot.domain.permissions import Role
from bot.domain.stage_decisions import Choice
from bot.domain.stages import Verdict
from bot.messages import stage_evidence
from bot.messages.plain import line, text
from bot.messages.stages import card
from tests import riverside
from tests.domain.stages.playing import tuesdays
from tests.domain.stages.sample_year import FIGURES, Figures
from tests.opened import connect
from tests.scenarios import played
from tests.scenarios.played import Played

FIRST_CARD = date(2026, 10, 22)
DIP, AGREED = date(2026, 12, 1), date(2026, 12, 3)
DEMO = date(2027, 2, 9)
AFTER_HALF_TERM, RECOVERED = date(2027, 2, 23), date(2027, 3, 9)
LAST_CARD = date(2027, 6, 29)
WRITTEN_TO = (
    date(2026, 9, 15),
    date(2026, 9, 29),
    date(2026, 10, 6),
    date(2026, 11, 3),
    date(2026, 11, 10),
    date(2026, 11, 17),
    DIP,
    AGREED,
    date(2027, 1, 19),
    DEMO,
)
"""The mornings on which the post goes out, among them all on which something of check-ins or stages does."""

VOICE_6 = """Riverside Progression Group: four quick questions.

Hello Mina. It's our half-term check-in: four questions and three lists to tick, about three minutes. \
Skip any you like.

After the last one, this is what we said we'd do:

• Each of us gets a page with what we have promised, before half-term.

Why we ask. Things change for people between meetings, and we'd sooner ask than guess. Sam reads the results. \
You'll all hear what we're going to do about it by Thursday 3 December.

Who sees what. Each question says. There are two kinds:

• Numbers only. No one sees your name, not even Sam. Results are shown only if at least five people from three \
partners answer.
• For your organisation. Sam and Grace see it, with Castle College's name on it.

Check-in
You can change your answers until Thursday 26 November.
[Answer now] [Remind me on Thursday] [Not this time]
"""
"""For a co-ordinator there are four questions of two kinds, and it begins with what was told of the last one."""

VOICE_7 = """What you told us in the check-in, and what happens next.

Nine people answered. Thank you.

• Being able to bring up what bothers us: views are mixed. In October most of you could.
• Knowing what we've promised, and by when: views are mixed. In October most of you were clear.
• Is it worth it? For half of our organisations, clearly yes. For the other half it's about even.

What we'll do

• Sam will ring every partner before Thursday 17 December, just to listen.
• On 12 January we start with one question: what does each of us want from the fair?
• Fewer papers. Two pages at most, a week before we meet.

Did we miss something? Tell Sam, or use Raise a concern. You choose who reads it.

[Raise a concern]"""

CALL = """Brook Lane Training (Dee Frame, 01632 960 118)
They are reached by telephone, and there is one thing to talk about.
[Call sheet] [Ring next week]"""

VOICE_10 = """Riverside Progression Group: one for you and Grace to look at.

It's private to the two of you, and it will keep until you have a quiet moment.

Where do things stand? Now: Frustration, since Thursday 3 December. The signs now point to Functioning.

1. Count. Dates kept, or moved in good time: 17 of 19 in the last six weeks. In the six weeks before it was 7 of 15. \
Going up.

2. Count. Partners who finished something: five of six in the last six weeks. In the six weeks before it was three \
of six. Going up.

3. Feeling. I could tell you now what we have promised next: most agree, in January. In November views were mixed. \
Nine people. Going up.

4. Feeling. Organisations that gain more than they give: most of the six that answered in January. In November it was \
half of the six. Going up.

5. Feeling. “If something bothers me, I can bring it up here”: views are mixed, in January. In November views were mixed. \
Nine people. No change. This one points the other way.

What would change my mind: dates passing with no word, or fewer people who know what we have promised.

What I can't see: how it feels in the meeting. You can.

[Confirm Functioning] [Keep Frustration] [Choose another]
"""


@pytest.fixture(scope="module")
def year(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    path = tmp_path_factory.mktemp("year") / "bywhen.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = connect(f"sqlite:///{path}")
    year = played.build(riverside.build(database, opened=True))
    for day in (*tuesdays(), FIRST_CARD, AGREED):
        year.at(day, time(5), year.look)
        year.at(day, time(7), year.see)
    for day in WRITTEN_TO:
        year.at(day, time(8, 31), year.office.run)
    year.at(AGREED, time(11, 31), year.office.run)
    _decide(year)
    year.live()
    yield year
    database.close()


def _decide(year: Played) -> None:
    """What Sam and Grace press: in February Grace keeps it, and at the end both do."""
    year.at(DIP, time(10, 30), partial(year.decide, "sam", Choice.CONFIRM))
    year.at(AGREED, time(9, 30), partial(year.decide, "grace", Choice.CONFIRM))
    year.at(DEMO, time(11), partial(year.decide, "grace", Choice.KEEP))
    for who, minute in (("sam", 10), ("grace", 20)):
        year.at(RECOVERED, time(7, minute), partial(year.decide, who, Choice.CONFIRM))
        year.at(LAST_CARD, time(12, minute), partial(year.decide, who, Choice.KEEP))


def _got(year: Played, who: str, day: date) -> list[str]:
    """What came to somebody, or into the room, on a day."""
    return [
        text(one.content)
        for at, one in year.office.sent
        if at.date() == day and one.conversation.endswith(f"-{who}")
    ]


def test_stage_in_force_is_that_of_the_last_row_month_by_month(year: Played) -> None:
    months = {day.strftime("%B"): view.in_force for day, view in sorted(year.shown.items())}

    forming, frustration, functioning = Stage.FORMING, Stage.FRUSTRATION, Stage.FUNCTIONING
    assert months == {
        **dict.fromkeys(("September", "October", "November"), forming),
        **dict.fromkeys(("December", "January", "February"), frustration),
        **dict.fromkeys(("March", "April", "May", "June", "July"), functioning),
    }
    assert [year.shown[day].since for day in (date(2026, 12, 8), LAST_CARD)] == [AGREED, RECOVERED]


def test_cards_are_those_of_the_year_and_in_no_other_week(year: Played) -> None:
    cards = {view.on: view.proposal.suggests for view in year.shown.values() if view.on}

    assert cards == {
        DIP: Stage.FRUSTRATION,
        DEMO: Stage.FUNCTIONING,
        AFTER_HALF_TERM: Stage.FUNCTIONING,
        LAST_CARD: Stage.FLYING,
    }


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2026, 10, 13), Verdict.TOO_EARLY),
        (FIRST_CARD, Verdict.NO_CHANGE),
        (date(2026, 10, 27), Verdict.HOLIDAYS),
        (date(2026, 12, 8), Verdict.ONE_A_HALF_TERM),
        (date(2026, 12, 29), Verdict.HOLIDAYS),
        (date(2027, 5, 18), Verdict.NO_CHANGE),
    ],
)
def test_where_no_card_is_written_it_says_why(year: Played, day: date, verdict: Verdict) -> None:
    assert year.shown[day].proposal.verdict is verdict


@pytest.mark.parametrize("figures", FIGURES[1:3], ids=lambda one: one.card.isoformat())
def test_card_has_the_figures_of_its_column(year: Played, figures: Figures) -> None:
    lines = [line(one) for one in stage_evidence.lines(year.shown[figures.card].proposal)]

    assert f"Dates kept, or moved in good time: {figures.kept} of {figures.dates} in" in lines[0]
    assert "Partners who finished something: " in lines[1]
    assert sum("Nine people" in one for one in lines) == 2


def test_november_is_frustration_because_people_speak(year: Played) -> None:
    felt = [line(one) for one in stage_evidence.lines(year.shown[DIP].proposal)][2:4]

    assert all(
        one.endswith("views are mixed, in November. In October most agreed. Nine people. Going down.")
        for one in felt
    )


def test_check_in_of_november_is_asked_in_the_words_of_the_voice(year: Played) -> None:
    [asked] = _got(year, "MINA", date(2026, 11, 17))

    assert asked.startswith(VOICE_6)


def test_summary_of_november_is_told_in_the_words_of_the_voice(year: Played) -> None:
    assert VOICE_7 in _got(year, "RIVERSIDE", AGREED)


def test_on_the_day_of_the_demo_the_runner_has_a_call_to_make_and_a_card(year: Played) -> None:
    [morning] = _got(year, "SAM", DEMO)

    assert CALL in morning
    assert "One for you and Grace to look at: where do things stand?" in morning
    assert "Functioning" not in morning


def test_chair_is_told_of_the_card_on_the_same_day(year: Played) -> None:
    [told] = _got(year, "GRACE", DEMO)

    assert "One for you and Sam to look at: where do things stand?" in told


def test_card_of_the_demo_is_that_of_the_voice(year: Played) -> None:
    assert text(card.message(year.shown[DEMO])).startswith(VOICE_10)


def test_nobody_but_runner_and_chair_hears_of_a_stage(year: Played) -> None:
    deciders = {one.person.first_name.upper() for one in year.group.members.values() if _decides(one.role)}
    told = {
        one.conversation.split("-", 1)[1]
        for _, one in year.office.sent
        if "where do things stand" in text(one.content)
    }

    assert told == deciders == {"SAM", "GRACE"}


def _decides(role: Role) -> bool:
    return role in (Role.RUNNER, Role.CHAIR)
