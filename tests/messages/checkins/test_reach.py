"""The words of a promise: everybody whom an answer reaches is named, and nobody else."""

from dataclasses import replace

import pytest

from bot.messages import plain
from bot.messages.checkins import ask, reach
from bot.messages.checkins.reach import Seen
from tests.messages.cast import SAMPLE
from tests.messages.checkin_catalogue import asked

SAM = Seen(runner="Sam")
BOTH = Seen(runner="Sam", chair="Grace", chair_id=3)


@pytest.mark.parametrize(
    ("seen", "sees", "only"),
    [
        (SAM, "Sam sees", "only Sam sees"),
        (BOTH, "Sam and Grace see", "only Sam and Grace see"),
        (replace(BOTH, reader="Sam"), "You and Grace see", "only you and Grace see"),
        (replace(BOTH, reader="Grace"), "You and Sam see", "only you and Sam see"),
        (replace(SAM, reader="Sam"), "You see", "only you see"),
        (Seen(), "The runner sees", "only the runner sees"),
        (Seen(chair="Grace"), "The runner and Grace see", "only the runner and Grace see"),
    ],
)
def test_everybody_who_sees_it_is_named(seen: Seen, sees: str, only: str) -> None:
    assert (reach.sees(seen), reach.only(seen)) == (sees, only)


def test_once_all_have_agreed_it_says_that_all_partners_see_it() -> None:
    said = reach.with_name(replace(BOTH, by_all=True), name="Castle College's name")

    assert said == (
        "Sam and Grace see it, with Castle College's name on it. "
        "All partners see it too, side by side: all have agreed to that."
    )


@pytest.mark.parametrize(
    ("partner", "said"),
    [
        ("Brook Lane", "Say first: Sam and Grace see it, with Brook Lane's name on it."),
        ("", "Say first: Sam sees it, with your name on it."),
    ],
)
def test_who_is_rung_hears_it_in_the_third_person(partner: str, said: str) -> None:
    assert reach.by_phone(replace(BOTH, reader="Sam"), partner=partner) == said


@pytest.mark.parametrize(
    ("seen", "is_runner", "said"),
    [
        (SAM, False, "with your name. Nothing goes to the others unless you tick the box."),
        (BOTH, False, "What you say for Castle College Grace sees too. Nothing else goes to the others"),
        (replace(BOTH, reader="Grace"), False, "What you say for Castle College you see too."),
        (
            replace(SAM, by_all=True),
            False,
            "What you say for Castle College all partners see too, side by side.",
        ),
        (BOTH, True, "What they say for their organisations Grace sees too. Nothing else goes"),
    ],
)
def test_among_too_few_it_names_them_too(seen: Seen, is_runner: bool, said: str) -> None:
    found = replace(asked(SAMPLE), is_secret=False, seen=seen, is_runner=is_runner)

    assert said in plain.of_block(ask.who_sees(found)[0])


def test_who_is_not_asked_for_an_organisation_reads_nothing_of_it() -> None:
    by_name = replace(asked(SAMPLE), is_secret=False, seen=BOTH, kinds=asked(SAMPLE).kinds[2:])

    assert "Grace" not in plain.of_block(ask.who_sees(by_name)[0])
