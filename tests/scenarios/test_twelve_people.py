"""How often twelve people in three partnerships hear from us unasked in a school year, check-ins among it.

`make messages` plays it to its end and prints the distribution; else its first half-term is played, with the dates of autumn in it.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.domain.deliveries import DeliveryKind
from tests.scenarios.twelve import BEGINS, NAMES, PARTNERSHIPS, Twelve, live

MOST_A_WEEK = 3


@pytest.fixture(scope="module")
def year(sqlite_template: Path, pytestconfig: pytest.Config) -> Iterator[Twelve]:
    with TemporaryDirectory() as directory:
        path = Path(directory) / "bywhen.db"
        path.write_bytes(sqlite_template.read_bytes())
        lived = live(f"sqlite:///{path}", is_whole=pytestconfig.getoption("--whole-year"))
        yield lived
        lived.database.close()


def test_nobody_gets_more_than_three_messages_a_week(year: Twelve) -> None:
    a_week = year.a_week()
    counts = Counter(a_week.values())
    counts[0] = ((year.ends - BEGINS).days // 7 + 1) * len(NAMES) - sum(counts.values())
    print("\nprivate messages in a week, of one person:")
    for number in range(MOST_A_WEEK + 1):
        print(f"{number}   {counts[number]:4} weeks")
    total = Counter(who for who, _ in a_week.elements())
    print(f"in all, of one person: {min(total.values())} to {max(total.values())}")

    assert max(a_week.values()) <= MOST_A_WEEK
    assert set(total) == {name.upper() for name in NAMES}


def test_check_ins_are_among_what_they_hear(year: Twelve) -> None:
    asked = Counter(
        one.owed.partnership_id
        for one in year.ledger()
        if one.owed.kind is DeliveryKind.CHECKIN and one.message_id
    )

    assert len(asked) == len(PARTNERSHIPS)
    assert min(asked.values()) >= len(NAMES)
