"""How often one busy co-ordinator in three partnerships hears from us unasked, against annex 1 of the reasons.

Print the table with `make messages`.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from bot.domain import weeks
from bot.domain.deliveries import MessageKind
from bot.domain.permissions import ENGINE
from storage import messages
from tests.scenarios.busy import HOLIDAYS, HalfYear, live
from tests.scenarios.world import LONDON

MODEL: Final = 48
"""The model's count for three partnerships on two regular days, meetings and check-ins among them."""

MOST_A_WEEK: Final = 3


@pytest.fixture(scope="module")
def half_year(sqlite_template: Path) -> Iterator[HalfYear]:
    with TemporaryDirectory() as directory:
        path = Path(directory) / "bywhen.db"
        path.write_bytes(sqlite_template.read_bytes())
        lived = live(f"sqlite:///{path}")
        yield lived
        lived.database.close()


@pytest.fixture(scope="module")
def unasked(half_year: HalfYear) -> list[tuple[date, MessageKind, str]]:
    with half_year.database.read() as transaction:
        found = [
            (at, messages.get(transaction, viewer=ENGINE, message_id=outgoing.message_id), outgoing)
            for at, outgoing in half_year.received
        ]
    return [
        (at.astimezone(LONDON).date(), message.kind, outgoing.content.opening)
        for at, message, outgoing in found
    ]


def test_a_busy_co_ordinator_gets_no_more_than_the_model_counts(
    unasked: list[tuple[date, MessageKind, str]],
) -> None:
    a_week = Counter(weeks.monday(on) for on, _, _ in unasked)
    print(f"\n{'week from':12} messages")
    for monday in sorted(a_week):
        days = ", ".join(
            f"{on:%a %d %b} ({kind.value})" for on, kind, _ in unasked if weeks.monday(on) == monday
        )
        print(f"{monday}   {a_week[monday]}   {days}")
    print(f"total {len(unasked)} (the model: {MODEL}), worst week {max(a_week.values())}")

    assert 20 <= len(unasked) <= MODEL
    assert max(a_week.values()) <= MOST_A_WEEK


def test_nothing_comes_in_the_holidays(unasked: list[tuple[date, MessageKind, str]]) -> None:
    assert [on for on, _, _ in unasked if any(span.holds(on) for span in HOLIDAYS)] == []


def test_nearly_everything_comes_on_tuesdays_and_thursdays(
    unasked: list[tuple[date, MessageKind, str]],
) -> None:
    """The exceptions are hellos, and the day before a critical date."""
    elsewhere = [on for on, kind, _ in unasked if on.weekday() not in (1, 3) and kind is MessageKind.ENVELOPE]

    assert len(elsewhere) <= 9


def test_no_opening_names_a_partnership_when_it_speaks_for_several(
    unasked: list[tuple[date, MessageKind, str]],
) -> None:
    """Each message begins with a count, or with the one partnership that it is about."""
    names = ("Riverside Group", "Health Link", "Skills Board")

    assert all(sum(name in opening for name in names) <= 1 for _, _, opening in unasked)
