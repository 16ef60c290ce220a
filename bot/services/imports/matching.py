"""What the form **Match people** holds, read into choices and back."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from bot.domain.imports.choices import (
    AGREED,
    CONFLICT,
    CRITICAL,
    DAY,
    DONE,
    FILE,
    MEETING,
    NAME,
    NEW_DAY,
    NO,
    PARTNER,
    PAST,
    PERSON,
    YES,
    Choices,
    Past,
)
from bot.domain.imports.lengths import MOST
from bot.errors import Refused
from bot.services.days import read_day
from bot.services.lengths import require_room

_PAST: Final = {one.value: one for one in Past}

Values = Mapping[str, tuple[str, ...]]


def read(values: Values, *, today: date) -> Choices:
    """Return what was chosen.

    Raises `Refused` at the field that needs mending: date_ and a reason, meeting_needed, meeting_ahead,
    new_date_needed, new_date_passed.
    """
    agreed = {YES: True, NO: False}.get(_line(values, AGREED))
    meeting = _meeting(values, today=today) if agreed else None
    past = {ref: _PAST.get(word, Past.LEAVE_OUT) for ref, word in _lines(values, PAST)}
    return Choices(
        agreed=agreed,
        meeting=meeting,
        people=dict(_lines(values, PERSON)),
        partners=dict(_lines(values, PARTNER)),
        days={
            ref: read_day(text=text, field=f"{DAY}{ref}", today=today) for ref, text in _lines(values, DAY)
        },
        past=past,
        new_days={
            ref: _new_day(values, ref, today=today) for ref, what in past.items() if what is Past.NEW_DATE
        },
        done=frozenset(values.get(DONE, ())),
        critical=frozenset(values.get(CRITICAL, ())),
        taken=frozenset(ref for ref, word in _lines(values, CONFLICT) if word == FILE),
        names={
            ref: require_room(text, field=f"{NAME}{ref}", most=MOST) for ref, text in _lines(values, NAME)
        },
    )


def kept(choices: Choices) -> dict[str, tuple[str, ...]]:
    """Return choices as the form holds them, every date in full, so that they can be kept and shown again."""
    answers: dict[str, tuple[str, ...]] = {}
    if choices.agreed is not None:
        answers[AGREED] = (YES if choices.agreed else NO,)
    if choices.meeting is not None:
        answers[MEETING] = (choices.meeting.isoformat(),)
    answers |= {f"{PERSON}{ref}": (key,) for ref, key in choices.people.items()}
    answers |= {f"{PARTNER}{ref}": (partner,) for ref, partner in choices.partners.items()}
    answers |= {f"{DAY}{ref}": (day.isoformat(),) for ref, day in choices.days.items()}
    answers |= {f"{PAST}{ref}": (what.value,) for ref, what in choices.past.items()}
    answers |= {f"{NEW_DAY}{ref}": (day.isoformat(),) for ref, day in choices.new_days.items()}
    answers |= {f"{CONFLICT}{ref}": (FILE,) for ref in sorted(choices.taken)}
    answers |= {f"{NAME}{ref}": (name,) for ref, name in choices.names.items()}
    return answers | {DONE: tuple(sorted(choices.done)), CRITICAL: tuple(sorted(choices.critical))}


def _meeting(values: Values, *, today: date) -> date:
    text = _line(values, MEETING)
    if not text:
        raise Refused("meeting_needed", field=MEETING)
    day = read_day(text=text, field=MEETING, today=today)
    if day > today:
        raise Refused("meeting_ahead", field=MEETING, day=day)
    return day


def _new_day(values: Values, ref: str, *, today: date) -> date:
    field = f"{NEW_DAY}{ref}"
    text = _line(values, field)
    if not text:
        raise Refused("new_date_needed", field=field)
    day = read_day(text=text, field=field, today=today)
    if day < today:
        raise Refused("new_date_passed", field=field, day=day)
    return day


def _line(values: Values, name: str) -> str:
    return next(iter(values.get(name, ())), "").strip()


def _lines(values: Values, prefix: str) -> Iterable[tuple[str, str]]:
    """Yield what stands in each field of a kind, by the reference in its name; empty ones are left out."""
    for name in values:
        if name.startswith(prefix) and _line(values, name):
            yield name.removeprefix(prefix), _line(values, name)
