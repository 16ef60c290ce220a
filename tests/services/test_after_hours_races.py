"""Two who press at once after hours: neither waits for what the other has told the same people."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError

import pytest

from bot.domain.after_hours import Later
from bot.domain.deliveries import DeliveryKind
from bot.domain.permissions import ENGINE
from bot.services import after_hours, cannot_wait, drops, envelopes
from bot.services.cannot_wait import Hastened
from bot.services.presses import Pressed
from storage import deliveries, picked
from storage.database import Joined
from tests.evening import EVENING, drop, promised
from tests.riverside import Riverside

MINUTE = timedelta(minutes=1)
_MOMENT = 2.0


def _both(group: Riverside) -> tuple[Pressed, Pressed]:
    """An action of Mina's and one of Rob's."""
    return promised(group)[1], promised(group, holders=("rob",))[1]


def _drop(group: Riverside, by: str, order: Sequence[Pressed], together: Barrier) -> Later | None:
    """Drop one after the other in one transaction, and ask who sees it when the other one has dropped as well."""
    with group.database.write() as transaction:
        joined, viewer = Joined(transaction), group.viewer(by)
        for pressed in order:
            drops.drop(database=joined, viewer=viewer, pressed=pressed, reason="", later=False, now=EVENING)
        if transaction.locks_rows:
            with suppress(BrokenBarrierError):
                together.wait()
        return after_hours.of_press(database=joined, viewer=viewer, now=EVENING)


@pytest.mark.parametrize("_", range(3))
def test_two_who_tell_the_same_two_do_not_wait_for_each_other(group: Riverside, _: int) -> None:
    (minas, robs), (minas_other, robs_other) = _both(group), _both(group)
    together = Barrier(2, timeout=_MOMENT)

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(_drop, group, "grace", (minas, robs), together)
        other = pool.submit(_drop, group, "sam", (robs_other, minas_other), together)

    for found in (one.result(), other.result()):
        assert found is not None
        assert [each.first_name for each in found.people] == ["Mina", "Rob"]


def test_who_asks_when_it_is_seen_holds_nothing(group: Riverside) -> None:
    """Somebody else holds all of Mina's post meanwhile, as a sweep does while it sorts it."""
    minas, _ = _both(group)
    mina = group.person("mina").id
    with group.database.write() as transaction:
        if transaction.locks_rows:
            deliveries.pending_of(transaction, viewer=ENGINE, person_id=mina)
            with ThreadPoolExecutor(1) as pool:
                pool.submit(_look_ahead, group, mina).result(timeout=10)
        found = deliveries.pending_of(transaction, viewer=ENGINE, person_id=mina, held=False)
    assert minas.share_id in [one.owed.share_id for one in found]


def _look_ahead(group: Riverside, mina: int) -> Later | None:
    with group.database.write() as transaction:
        transaction.connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
        viewer = group.viewer("grace")
        found = deliveries.pending_of(transaction, viewer=viewer, person_id=mina, held=False)
        return after_hours.of_deliveries(
            transaction, viewer=viewer, deliveries=found, share_id=None, now=EVENING
        )


def _told(group: Riverside, *pressed: Pressed) -> list[int]:
    with group.database.read() as transaction:
        ledger = [
            one
            for each in pressed
            for one in deliveries.ledger(transaction, viewer=group.viewer("sam"), share_id=each.share_id)
        ]
    return [one.id for one in ledger if one.owed.kind is DeliveryKind.CHANGED]


def test_it_cannot_wait_and_a_sweep_take_people_in_the_same_order(group: Riverside) -> None:
    """What Rob is told is the older, and Mina comes first among people."""
    minas, robs = _both(group)
    for pressed in (robs, minas):
        drop(group, pressed)
    people = sorted(group.person(name).id for name in ("mina", "rob"))
    with group.database.read() as transaction:
        found = picked.these(transaction, viewer=group.viewer("sam"), ids=_told(group, minas, robs))
    assert [one.owed.share_id for one in found] == [minas.share_id, robs.share_id]

    def send() -> Hastened:
        return cannot_wait.send_now(
            database=group.database,
            viewer=group.viewer("sam"),
            share_id=minas.share_id,
            ids=_told(group, minas, robs),
            now=EVENING + MINUTE,
        )

    def sweep() -> int:
        return envelopes.post(database=group.database, person_ids=people, now=EVENING + MINUTE)

    with ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(send) for _ in range(2)]
        swept = [pool.submit(sweep) for _ in range(2)]

    assert sorted(one.result().went for one in sent) == [(), ("Mina", "Rob")]
    assert [one.result() for one in swept] == [0, 0]
