"""What a scene of the sample year is made of: when, who, and what they do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.calendars import first_instant
from bot.messages.model import Field, Form
from handlers.web.demo.clock import ZONE
from handlers.web.demo.story.actor import Actor, Filled, OutOfStep, Values

Act = Callable[[Actor], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One thing that happens, at a time on the clocks of London."""

    day: date
    at: time
    act: Act

    @property
    def instant(self) -> datetime:
        """When that is, aware and in UTC."""
        return first_instant(on=self.day, at=self.at, zone=ZONE)


def scene(when: str, *acts: Act) -> Scene:
    """Return a scene: `when` as "2026-09-15 08:45"."""
    moment = datetime.fromisoformat(when)

    def act(actor: Actor) -> None:
        for one in acts:
            one(actor)

    return Scene(day=moment.date(), at=moment.time(), act=act)


def types(who: str, words: str, /, **fields: str | tuple[str, ...]) -> Act:
    """Type words, and fill in the form that opens."""
    return lambda actor: actor.types(who, words, filling(fields))


def presses(who: str, label: str, about: str = "", /, **fields: str | tuple[str, ...]) -> Act:
    """Press a button about something, and fill in the form that opens."""
    return lambda actor: actor.presses(who, label, about=about, filled=filling(fields))


def sends(who: str, name: str, content: bytes) -> Act:
    """Send a workbook."""
    return lambda actor: actor.sends(who, name, content)


def filling(fields: Mapping[str, str | tuple[str, ...]]) -> Filled:
    """Fill in a form: fields by name or label, choices by what people read, or how that begins."""

    def filled(form: Form) -> Values:
        return dict(_filled(form, name, given) for name, given in fields.items())

    return filled


def _filled(form: Form, name: str, given: str | tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    found = next((one for one in form.fields if name == one.name or one.label.startswith(name)), None)
    if found is None:
        raise OutOfStep(f"{form.title} asks nothing called {name!r}")
    chosen = (given,) if isinstance(given, str) else given
    return found.name, tuple(_value(found, one) for one in chosen)


def _value(field: Field, chosen: str) -> str:
    options = (one.value for one in field.options if one.label.startswith(chosen))
    return next(options, chosen)
