"""One action waits for another: who waits, and no going round in circles."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An open share that waits for the commitment `needs_id`, and what it is called."""

    needs_id: int
    commitment_id: int
    title: str
    share_id: int
    partner_id: int
    person_id: int | None


def circle(
    *, needs: Mapping[int, Collection[int]], commitment_id: int, wanted: Collection[int]
) -> tuple[int, ...]:
    """Return the commitments that would wait for one another in a circle if this one waited for `wanted`.

    They stand in the order in which each waits for the next, beginning with `commitment_id`; () where there is none.
    `needs` says for each commitment which ones it waits for already.
    """
    paths: list[tuple[int, ...]] = [(commitment_id, one) for one in sorted(wanted)]
    seen: set[int] = set()
    while paths:
        path = paths.pop(0)
        last = path[-1]
        if last == commitment_id:
            return path[:-1]
        if last not in seen:
            seen.add(last)
            paths += [(*path, one) for one in sorted(needs.get(last, ()))]
    return ()
