"""The week of a runner, in words."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.evidence import Level, Stage
from bot.domain.initiative import Initiative, Weight
from bot.domain.mornings import Week
from bot.domain.runners_week import Around, LooseEnds
from bot.messages import plain, week
from bot.messages.model import Message

TODAY = date(2026, 11, 9)
BARE = Week(done=0, done_partners=0, now=1, ahead=0)
FULL = Around(
    felt=(("purpose", Level.MOST), ("trust", Level.MIXED), ("clarity", Level.FEW)),
    became="The lists go out on Mondays now",
    well_do=("Print the lists", "Ring Dee"),
    stage=Stage.FORMING,
    loose=LooseEnds(nobody=2, no_done_when=1, concerns=1, thanks=2),
    round_opens=date(2026, 11, 17),
    milestones=(("The prospectus is out", date(2026, 12, 4)), ("The fair", date(2027, 3, 5))),
    initiative=Initiative(done=Weight.NEARLY_ALL, begun=Weight.MORE),
)


def said(around: Around | None, shown: Week = BARE) -> list[str]:
    blocks = week.lines(replace(shown, around=around), today=TODAY)
    return plain.text(Message(opening="", blocks=tuple(blocks))).strip().splitlines()


def test_without_anything_beside_the_dates_it_tells_of_them_alone() -> None:
    assert said(None) == [
        "• Looking back: a quiet week.",
        "• Now: one date this week.",
        "• Ahead: no dates in the two weeks after.",
    ]


def test_it_says_who_was_at_work_and_when_the_next_date_is() -> None:
    shown = Week(
        done=3, done_partners=1, now=2, ahead=4, ahead_first=("Send course data", date(2026, 11, 20))
    )

    assert said(Around(), shown) == [
        "• Looking back: three done last week, by one partner.",
        "• Now: two dates this week.",
        "• Ahead: four in the two weeks after, the first by Friday 20 November.",
    ]


def test_all_that_stands_beside_the_dates() -> None:
    back, now, ahead, pushes, _, way = said(FULL)

    assert back == (
        "• Looking back: a quiet week. In the last check-in most agreed on purpose, "
        "views were mixed on trust, and few agreed on clarity. "
        "What came of the time before: “The lists go out on Mondays now”. "
        "What we'll do: “Print the lists” and “Ring Dee”."
    )
    assert now == (
        "• Now: one date this week. Where things stand: Forming. Loose ends: two actions without a person, "
        "one action that doesn't say when it is done, one concern open and two thank-yous not passed on. "
        "What was said in confidence stands on your Home."
    )
    assert way == "[Home]"
    assert ahead == (
        "• Ahead: no dates in the two weeks after. The next check-in: Tuesday 17 November. "
        "Milestones: The prospectus is out (Friday 4 December) and The fair (Friday 5 March)."
    )
    assert pushes == (
        "• Whose work it is: Your own organisation did nearly all that was done in the last 90 days. "
        "More than half of the actions were put in by your own people. "
        "Three things help: say more clearly who does what, ask what would make it worth their while, "
        "or look for other partners."
    )


def test_open_check_in_is_told_with_its_last_day() -> None:
    open_one = Around(round_until=date(2026, 11, 19), round_opens=date(2027, 1, 12))

    assert said(open_one)[2].endswith("A check-in is open until Thursday 19 November.")


def test_one_of_each_is_told_as_one() -> None:
    around = Around(loose=LooseEnds(nobody=1, thanks=1), milestones=(("The fair", date(2027, 3, 5)),))

    assert said(around)[1:] == [
        "• Now: one date this week. Loose ends: one action without a person and one thank-you not passed on.",
        "• Ahead: no dates in the two weeks after. Milestone: The fair (Friday 5 March).",
    ]


@pytest.mark.parametrize(
    ("initiative", "words"),
    [
        (None, None),
        (Initiative(done=None, begun=None), None),
        (
            Initiative(done=Weight.SHARED, begun=None),
            "The others did at least half of what was done in the last 90 days. That's a good sign.",
        ),
        (
            Initiative(done=None, begun=Weight.NEARLY_ALL),
            (
                "Nearly every action was put in by your own people. "
                "It goes better when the others put some in too."
            ),
        ),
    ],
)
def test_whose_work_it_is_stands_there_in_words_where_there_is_enough_to_tell(
    initiative: Initiative | None, words: str | None
) -> None:
    found = said(Around(initiative=initiative))

    assert found[3:] == ([] if words is None else [f"• Whose work it is: {words}"])
