"""What people answer in the rounds of the sample year, so that its figures come out."""

from collections.abc import Mapping, Sequence
from typing import Final

from handlers.web.demo.story.scenes import Act, presses

_AGREE: Final = ("Not at all", "A little", "Partly", "Mostly", "Completely")
_LINES: Final = ("purpose", "trust", "clarity")
_MORE: Final = "It gives more"
_EVEN: Final = "About even"

Said = Mapping[str, str | tuple[str, ...]]

_OCTOBER: Final[Mapping[str, Sequence[int]]] = {
    "sam": (5, 4, 4),
    "grace": (5, 5, 4),
    "mina": (4, 4, 4),
    "rob": (4, 3, 4),
    "joana": (4, 5, 5),
    "tom": (5, 4, 4),
    "aoife": (4, 3, 4),
    "kwame": (4, 3, 3),
    "priya": (4, 4, 4),
}
_NOVEMBER: Final[Mapping[str, Sequence[int]]] = {
    "sam": (0, 4, 4),
    "grace": (0, 5, 4),
    "mina": (0, 2, 3),
    "rob": (0, 3, 3),
    "joana": (0, 4, 4),
    "tom": (0, 4, 3),
    "aoife": (0, 3, 3),
    "kwame": (0, 2, 2),
    "priya": (0, 2, 2),
}
_JANUARY: Final[Mapping[str, Sequence[int]]] = {
    "sam": (4, 4, 4),
    "grace": (5, 5, 4),
    "mina": (4, 3, 4),
    "joana": (4, 4, 5),
    "tom": (4, 4, 4),
    "aoife": (4, 3, 4),
    "kwame": (4, 2, 4),
    "jo": (3, 2, 3),
    "priya": (4, 3, 4),
}
_CHANGED: Final[Mapping[str, Said]] = {
    "mina": {"changed": "No"},
    "joana": {"changed": "No"},
    "tom": {"changed": "Yes", "changed.what": ("Targets",), "changed.line": "We are inspected this spring."},
    "kwame": {"changed": "No"},
    "priya": {"changed": "Yes", "changed.what": ("People",), "changed.line": "A new team for schools."},
}
_JOINED_UP: Final = "Things join up for learners"
_ALONE: Final = "We can do more than we could alone"
_KNOW: Final = "We know better what people need"
_IDEAS: Final = "New ideas and courses"
_MEETINGS: Final = "Meetings and paperwork"
_TIME: Final = "Our people's time"
_LONGER: Final = "Things take longer when we all have to agree"
_LEARNERS: Final = "Learners may choose somebody else's course"
_PROMISED: Final = "Some may not do what they promised"
_PULLED: Final = "We may be pulled where we didn't mean to go"
_SAY: Final = "We may lose some say over our own work"


def _worth(all_in_all: str, *, gains: tuple[str, ...], costs: tuple[str, ...], worries: str) -> Said:
    return {
        "worth_it": all_in_all,
        "worth_it.gains": gains,
        "worth_it.costs": costs,
        "worth_it.worries": (worries,),
    }


_WORTH_IN_NOVEMBER: Final[Mapping[str, Said]] = {
    "mina": _worth(_EVEN, gains=(_JOINED_UP,), costs=(_MEETINGS, _LEARNERS), worries=_PULLED),
    "joana": _worth(_MORE, gains=(_JOINED_UP, _IDEAS), costs=(_TIME,), worries=_PROMISED),
    "tom": _worth(_MORE, gains=(_KNOW, _ALONE), costs=(_MEETINGS,), worries=_PROMISED),
    "kwame": _worth(_EVEN, gains=(_ALONE,), costs=(_LONGER, _LEARNERS), worries=_SAY),
    "priya": _worth(_EVEN, gains=(_KNOW,), costs=(_MEETINGS, _TIME), worries=_PROMISED),
}
_WORTH_IN_JANUARY: Final[Mapping[str, Said]] = {
    "mina": _worth(_MORE, gains=(_JOINED_UP, _ALONE), costs=(_TIME,), worries=_PULLED),
    "joana": _worth(_MORE, gains=(_JOINED_UP, _IDEAS), costs=(_TIME,), worries=_PROMISED),
    "tom": _worth(_MORE, gains=(_KNOW, _ALONE), costs=(_MEETINGS,), worries=_PROMISED),
    "kwame": _worth(_EVEN, gains=(_ALONE,), costs=(_LONGER,), worries=_SAY),
    "priya": _worth(_MORE, gains=(_KNOW, _JOINED_UP), costs=(_TIME,), worries=_PROMISED),
}
_IN_YOUR_JOB: Final[Mapping[int, str]] = {2: "It takes more", 3: _EVEN, 4: _MORE, 5: _MORE}


def october(*people: str, label: str = "Answer now") -> tuple[Act, ...]:
    """Round 1."""
    return tuple(_answers(who, label, _OCTOBER[who], _CHANGED.get(who, {})) for who in people)


def november(*people: str, label: str = "Answer now") -> tuple[Act, ...]:
    """Round 2: harder than we thought."""
    return tuple(_of_worth(who, label, _NOVEMBER[who], _WORTH_IN_NOVEMBER) for who in people)


def january(*people: str, label: str = "Answer now") -> tuple[Act, ...]:
    """Round 3: clearer, and still careful with each other."""
    return tuple(_of_worth(who, label, _JANUARY[who], _WORTH_IN_JANUARY) for who in people)


def _of_worth(who: str, label: str, felt: Sequence[int], worth: Mapping[str, Said]) -> Act:
    return _answers(who, label, felt, {**worth.get(who, {}), "worth_it_for_you": _IN_YOUR_JOB[felt[1]]})


def _answers(who: str, label: str, felt: Sequence[int], more: Said) -> Act:
    agreed = {key: _AGREE[value - 1] for key, value in zip(_LINES, felt, strict=True) if value}
    return presses(who, label, "Check-in", **agreed, **more)
