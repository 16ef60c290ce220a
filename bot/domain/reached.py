"""Whether somebody was reached, and by which tool. Never whether they looked, nor when (F36)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from bot.domain.people import Address, AddressKind


class Reached(Enum):
    """What became of the last thing that was sent to somebody."""

    REACHED = "reached"
    NOT_REACHED = "not reached"
    NOT_YET = "not yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """The last thing that went to somebody: whether it arrived, and by which tool; None where there was no way at all."""

    arrived: bool
    tool: AddressKind | None


def standing(
    *, last: Last | None, addresses: Iterable[Address], is_rung: bool, has_spoken: bool
) -> tuple[Reached, AddressKind | None]:
    """Return whether somebody was reached, and by which tool; None where they have none that works.

    Whoever `is_rung`, or has nothing but a telephone, was reached once somebody has spoken to them. `addresses` come in
    the order in which they are tried.
    """
    known = tuple(addresses)
    carriers = [one.kind for one in known if one.carries]
    has_telephone = any(one.kind is AddressKind.TELEPHONE for one in known)
    if is_rung or (has_telephone and not carriers and last is None):
        return (Reached.REACHED if has_spoken else Reached.NOT_YET), AddressKind.TELEPHONE
    if last is None:
        return Reached.NOT_YET, next(iter(carriers), None)
    return (Reached.REACHED if last.arrived else Reached.NOT_REACHED), last.tool
