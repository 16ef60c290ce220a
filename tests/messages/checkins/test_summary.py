"""What a room is told of a check-in, beside the model in voice 7; and levels in words."""

from dataclasses import replace

import pytest

from bot.domain.climate import Result, Trend
from bot.domain.evidence import Direction, Level
from bot.domain.sides import Worth
from bot.domain.small_numbers import Part
from bot.domain.summaries import SummaryState
from bot.messages import plain
from bot.messages.checkins import levels, results, side, summary, worth
from bot.messages.checkins.levels import SAYINGS, Saying
from bot.messages.checkins.reach import Seen
from bot.messages.model import Message
from tests.messages.cast import SAMPLE
from tests.messages.side_catalogue import beside
from tests.messages.summed_catalogue import WRITTEN, screen, told, worthwhile

MODEL = """What you told us in the check-in, and what happens next.

Nine people answered. Thank you.

• Knowing what we've promised, and by when: views are mixed. In October most of you were clear.
• Being able to bring up what bothers us: views are mixed, as in October.
• Is it worth it? For half of our organisations, clearly yes. For the other half it's about even.

What we'll do

• The runner will ring every partner before Thursday 17 December, just to listen.
• On 12 January we start with one question: what does each of us want from the fair?
• Fewer papers. Two pages at most, a week before we meet.

Did we miss something? Tell Sam, or use Raise a concern. You choose who reads it.

[Raise a concern]"""


def test_the_post_reads_as_its_model() -> None:
    assert plain.text(summary.post(told(SAMPLE))) == MODEL


def test_what_too_few_have_answered_is_not_told() -> None:
    said = plain.text(summary.post(told(SAMPLE, people=2, trends=(), worth=None)))

    assert "Fewer than five people answered. Thank you." in said
    assert "Too few of us answered to show anything without showing who." in said


def test_a_question_that_the_runner_has_added_stands_in_its_own_words() -> None:
    trend = Trend(key="own_1", option="", level=Level.FEW)
    said = plain.text(summary.post(told(SAMPLE, trends=(trend,), words={"own_1": "Are the papers short?"})))

    assert "“Are the papers short?”: few of you say so." in said


@pytest.mark.parametrize("key", SAYINGS)
@pytest.mark.parametrize("level", Level)
def test_every_level_of_every_question_reads_as_a_sentence(key: str, level: Level) -> None:
    said = levels.saying(key, words="")
    before = Result(round_id=1, key=key, level=level, people=9, partners=4)
    trend = Trend(key=key, option="", level=level, before=before, direction=Direction.STEADY)

    assert levels.over_time(trend, said=said, month=10) == f"{levels.now(level, said)}, as in October."
    moved = replace(trend, direction=Direction.UP)
    assert levels.over_time(moved, said=said, month=10).endswith(f" In October {levels.was(level, said)}.")
    assert (
        levels.over_time(replace(trend, before=None), said=said, month=None) == f"{levels.now(level, said)}."
    )


def test_what_was_shown_to_nobody_before_has_no_time_before() -> None:
    before = Result(round_id=1, key="trust", level=None, people=2, partners=1)
    trend = Trend(key="trust", option="", level=Level.MOST, before=before)

    assert levels.over_time(trend, said=Saying(label="It"), month=10) == "most say so."


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            Worth(clearly_yes=Part.MOST, others_even=False),
            "For most of our organisations, clearly yes. Some may see it differently.",
        ),
        (
            Worth(clearly_yes=Part.HALF, others_even=False),
            "For half of our organisations, clearly yes. The others may see it differently.",
        ),
        (
            Worth(clearly_yes=Part.FEWER, others_even=False),
            "For fewer than half of our organisations is it clearly yes. The others may see it differently.",
        ),
        (
            Worth(clearly_yes=Part.FEWER, others_even=True),
            "For fewer than half of our organisations is it clearly yes. For the others it's about even.",
        ),
    ],
    ids=lambda one: "" if isinstance(one, str) else f"{one.clearly_yes.value} {one.others_even}",
)
def test_worth_has_both_halves_in_words_and_points_at_nobody(found: Worth, words: str) -> None:
    assert levels.worth(found) == words


def test_named_answers_stand_under_no_sentence_that_they_contradict() -> None:
    named = plain.text(worth.message(worthwhile(SAMPLE)))
    unnamed = plain.text(worth.message(worthwhile(SAMPLE, sides=None, earlier=())))

    assert "For most of our organisations, clearly yes." in unnamed
    assert "of our organisations" not in named


def test_why_there_are_no_lists_and_no_picture_is_said() -> None:
    why = "at least five of them have answered and three have ticked the same."

    assert why in plain.text(worth.message(worthwhile(SAMPLE, picks=())))
    assert why not in plain.text(worth.message(worthwhile(SAMPLE)))
    assert why not in plain.text(worth.message(worthwhile(SAMPLE, sides=None, picks=())))


def test_ticks_that_few_have_made_are_not_named() -> None:
    assert levels.ticked(
        {"Money": Level.MIXED, "Not enough time": Level.MOST, "Nothing much": Level.FEW}
    ) == ("not enough time (most); money (some)")
    assert levels.ticked({"Nothing much": Level.FEW}) == ""


def test_the_next_check_in_begins_with_what_became_of_it() -> None:
    kept = replace(WRITTEN, became="All were rung.\n\nPapers are short.")

    assert "All were rung." in plain.text(Message(opening="", blocks=summary.since_last_time(kept)))
    assert "this is what we said we'd do" in plain.text(
        Message(opening="", blocks=summary.since_last_time(replace(WRITTEN, state=SummaryState.POSTED)))
    )
    assert summary.since_last_time(replace(WRITTEN, state=SummaryState.AT_MEETING)) == ()


def test_side_by_side_has_a_line_for_each_partner() -> None:
    table = side.table(beside(SAMPLE))

    assert table.columns[:2] == ("Partner", "What it does for them (January 2027)")
    assert table.rows == (
        ("Castle College", "About even", "About even"),
        ("Northgate Sixth Form", "Not said", "About even (November 2026)"),
    )


def _side(**changes: object) -> str:
    own = beside(SAMPLE, rows=None, picks=(), own_id=1, by_hand=(), may_ask=False)
    return plain.text(side.message(replace(own, **changes)))  # type: ignore[arg-type]  # They are the caller's.


@pytest.mark.parametrize(
    ("waits_for", "is_taken_back", "said"),
    [
        ((1, 2), False, "So far no partner has agreed."),
        ((1,), False, "So far one of two has agreed."),
        ((1, 2), True, "Not all have agreed."),
        ((2,), True, "Not all have agreed."),
    ],
)
def test_partners_see_how_many_have_agreed_and_never_who_has_not(
    waits_for: tuple[int, ...], is_taken_back: bool, said: str
) -> None:
    words = _side(waits_for=waits_for, is_taken_back=is_taken_back)

    assert f"All can see it once every partner has agreed. {said}" in words
    assert "Still to say so" not in words


def test_the_runner_sees_who_has_still_to_agree() -> None:
    words = plain.text(side.message(beside(SAMPLE, is_taken_back=True)))

    assert "Still to say so: Castle College and Northgate Sixth Form." in words


def test_what_is_taken_back_names_everybody_who_sees_it_still() -> None:
    both = Seen(runner="Sam", chair="Grace")
    words = plain.text(side.settled(beside(SAMPLE, seen=both), partner="Castle College", agrees=False))

    assert "From now on only Sam and Grace see what partners have answered." in words


def test_the_runner_reads_the_name_of_every_partner_that_has_still_to_say_so() -> None:
    partners = {number: f"College {number}" for number in range(1, 6)}
    words = _side(partners=partners, waits_for=(1, 2, 3, 5), may_ask=True, own_id=None)

    assert "Still to say so:\n\n• College 1\n• College 2\n• College 3\n• College 5" in words
    assert "College 3" not in _side(partners=partners, waits_for=(1, 2, 3, 5))


def test_a_chair_is_told_that_some_of_it_is_not_for_them() -> None:
    assert "isn't shown to you" in _side(hides=True)
    assert "isn't shown to you" not in _side()


def test_is_it_worth_it_says_of_how_many_and_dates_what_is_older() -> None:
    words = plain.text(worth.message(worthwhile(SAMPLE)))

    assert "Five organisations answered in the check-in of January 2027." in words
    assert "Not this time, but before" in words
    assert "Northgate Sixth Form: About even, in November 2026" in words


def test_who_is_named_is_asked_about_before_it_is_posted() -> None:
    named = plain.text(summary.preview(told(SAMPLE, names=("Mina", "Rob"))))

    assert "You name Mina and Rob in it, and every room will read that. Is that fine with them?" in named
    assert "Change the words" in named
    assert "Is that fine" not in plain.text(summary.preview(told(SAMPLE)))
    assert "Is that fine" not in plain.text(summary.post(told(SAMPLE, names=("Mina",))))


def test_months_that_read_the_same_stand_in_one_sentence() -> None:
    now = Result(round_id=5, key="clarity", level=Level.MOST, people=9, partners=4)
    before = tuple(replace(now, round_id=one, level=Level.MIXED) for one in (3, 4))
    shown = replace(told(SAMPLE), months={3: 11, 4: 1, 5: 3})
    words = plain.text(results.message(screen(SAMPLE, told=shown, history={"clarity": (*before, now)})))

    assert "In January and November views were mixed." in words


def test_lines_over_time_are_sentences() -> None:
    found = [(3, Level.MIXED), (1, Level.MIXED), (10, Level.MOST)]

    assert levels.by_month(found) == "In March and January views were mixed. In October most agreed."
    assert (
        levels.felt([("purpose", Level.MOST), ("clarity", Level.MOST)])
        == "most agreed on purpose and clarity"
    )
    assert levels.felt([("trust", Level.FEW)]) == "few agreed on trust"


def test_results_of_numbers_only_say_that_they_have_no_names() -> None:
    assert "Numbers only: in words, and no names" in plain.text(results.message(screen(SAMPLE)))
