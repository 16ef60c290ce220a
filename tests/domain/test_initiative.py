"""Whether one organisation pushes everything."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.commitments import ShareState
from bot.domain.initiative import ENOUGH, WINDOW, Initiative, Weight, done_by, weight
from tests.actions import COMMITMENT, SHARE, TODAY

OWN, OTHER = 1, 2


@pytest.mark.parametrize(
    ("own", "others", "found"),
    [
        (4, 0, None),
        (0, 4, None),
        (5, 0, Weight.NEARLY_ALL),
        (8, 2, Weight.NEARLY_ALL),
        (7, 3, Weight.MORE),
        (6, 4, Weight.MORE),
        (5, 5, Weight.SHARED),
        (0, 5, Weight.SHARED),
    ],
)
def test_weight_is_told_of_enough_things_only(own: int, others: int, found: Weight | None) -> None:
    assert weight(OWN, (OWN,) * own + (OTHER,) * others) is found


def test_who_belongs_to_no_organisation_pushes_for_none() -> None:
    assert weight(None, (None,) * ENOUGH) is None


@given(st.lists(st.sampled_from([OWN, OTHER, None]), min_size=ENOUGH))
def test_one_more_of_the_others_never_makes_it_heavier(partners: list[int | None]) -> None:
    order = list(Weight)
    before, after = weight(OWN, partners), weight(OWN, [*partners, OTHER])

    assert before is not None
    assert after is not None
    assert order.index(after) >= order.index(before)


@pytest.mark.parametrize(
    ("done", "begun", "one_sided"),
    [
        (Weight.NEARLY_ALL, None, True),
        (Weight.MORE, Weight.NEARLY_ALL, False),
        (None, None, False),
    ],
)
def test_remedies_are_for_those_who_do_nearly_everything(
    done: Weight | None, begun: Weight | None, *, one_sided: bool
) -> None:
    assert Initiative(done=done, begun=begun).is_one_sided is one_sided


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (TODAY, True),
        (TODAY - WINDOW + timedelta(days=1), True),
        (TODAY - WINDOW, False),
        (TODAY + timedelta(days=1), False),
        (None, False),
    ],
)
def test_what_was_done_in_the_window_counts(day: date | None, *, counts: bool) -> None:
    done = replace(COMMITMENT, shares=(replace(SHARE, state=ShareState.DONE), SHARE))
    days = {} if day is None else {SHARE.id: day}

    assert done_by([done], days=days, today=TODAY) == ((SHARE.partner_id,) if counts else ())
