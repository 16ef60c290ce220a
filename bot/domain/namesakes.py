"""People of one name, told apart where one of them is picked by name."""

from collections import Counter
from collections.abc import Hashable, Iterable, Set
from dataclasses import dataclass
from itertools import count


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One way to refer to somebody: two of one `identity` are one person. `partner` is whom they work for, or ""."""

    reference: str
    identity: Hashable
    name: str
    partner: str = ""


def told_apart(people: Iterable[Named]) -> dict[str, str]:
    """Return by what each is picked, by reference: the name, and only where several have it, the partner as well.

    Whoever still cannot be told apart is counted: "Jo Reed (2)".
    """
    everybody = tuple(people)
    # Turned round, so that the first of each counts.
    each = {one.identity: one for one in reversed(everybody)}
    many = Counter(one.name.casefold() for one in each.values())
    labels: dict[Hashable, str] = {}
    for identity in dict.fromkeys(one.identity for one in everybody):
        one = each[identity]
        label = _label(one, with_partner=many[one.name.casefold()] > 1)
        labels[identity] = _free(label, {taken.casefold() for taken in labels.values()})
    return {one.reference: labels[one.identity] for one in everybody}


def _label(one: Named, *, with_partner: bool) -> str:
    return f"{one.name}, {one.partner}" if with_partner and one.partner else one.name


def _free(label: str, taken: Set[str]) -> str:
    """Return the label, with a number where somebody has it already."""
    if label.casefold() not in taken:
        return label
    return next(numbered for n in count(2) if (numbered := f"{label} ({n})").casefold() not in taken)
