"""What an item says about what waits for it, and what may be done with it besides."""

from dataclasses import replace

import pytest

from bot.domain.commitments import ShareState
from bot.messages import items, plain
from bot.messages.model import Button, Item
from tests.actions import COMMITMENT, NOW, SHARE, view


def _lines(item: Item) -> tuple[str, ...]:
    return tuple(map(plain.line, item.lines))


def _labels(buttons: tuple[Button, ...]) -> tuple[str, ...]:
    return tuple(button.label for button in buttons)


def test_who_may_change_an_action_finds_it_under_more() -> None:
    once = items.envelope_item(view(may_change=True))
    again = items.envelope_item(view(may_change=True, commitment=replace(COMMITMENT, series_id=4)))

    assert _labels(once.more) == ("Stuck", "Hand over", "Change", "Make it come round again", "Drop")
    assert _labels(again.more) == ("Stuck", "Hand over", "Change", "Drop")


def test_who_may_change_an_action_can_put_it_back() -> None:
    dropped = replace(SHARE, state=ShareState.DROPPED)

    assert _labels(items.standing_item(view(share=dropped, may_change=True)).buttons) == ("Put it back",)
    assert items.standing_item(view(share=dropped)).buttons == ()


@pytest.mark.parametrize(
    ("waiting", "line"),
    [
        ((), None),
        (("Invite the schools",), "Waiting for this: Invite the schools."),
        (
            ("Invite the schools", "Print", "Post"),
            "Waiting for this: Invite the schools, Print and one more.",
        ),
    ],
)
def test_item_names_what_is_waiting_for_it(waiting: tuple[str, ...], line: str | None) -> None:
    shown = [
        items.envelope_item(view(waiting=waiting)),
        items.last_reminder_item(view(waiting=waiting)),
        items.standing_item(view(waiting=waiting)),
    ]

    assert [line in _lines(one) for one in shown] == [line is not None] * 3


def test_nothing_waits_for_what_is_done() -> None:
    done = replace(SHARE, state=ShareState.DONE, done_at=NOW)

    assert not any(
        "Waiting" in line for line in _lines(items.standing_item(view(share=done, waiting=("Print",))))
    )


def test_action_of_all_partners_says_how_many_are_in_and_not_which() -> None:
    shares = (
        SHARE,
        replace(SHARE, id=13, state=ShareState.DONE),
        replace(SHARE, id=14, state=ShareState.DROPPED),
    )
    shared = replace(COMMITMENT, all_partners=True, shares=shares)

    assert _lines(items.envelope_item(view(commitment=shared)))[0] == (
        "By Friday 27 November, with all partners: 1 of 2 in"
    )
