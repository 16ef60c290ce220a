"""What a scene of the sample year is made of: when, who, and what they do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.calendars import first_instant
from bot.messages.model import Form
from handlers.web.demo.clock import ZONE
from handlers.web.demo.story.actor import Actor, Filled, Values

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


def types(who: str, words: str, **fields: str | tuple[str, ...]) -> Act:
    """Type words, and fill in the form that opens."""
    return lambda actor: actor.types(who, words, filling(fields))


def presses(who: str, label: str, about: str = "", **fields: str | tuple[str, ...]) -> Act:
    """Press a button about something, and fill in the form that opens."""
    return lambda actor: actor.presses(who, label, about=about, filled=filling(fields))


def sends(who: str, name: str, content: bytes) -> Act:
    """Send a workbook."""
    return lambda actor: actor.sends(who, name, content)


def filling(fields: Mapping[str, str | tuple[str, ...]]) -> Filled:
    """Fill in a form: a choice may be named by what people read."""

    def filled(form: Form) -> Values:
        known = {one.name: one for one in form.fields}
        values: Values = {}
        for name, given in fields.items():
            labels = {option.label: option.value for option in known[name].options}
            chosen = (given,) if isinstance(given, str) else given
            values[name] = tuple(labels.get(one, one) for one in chosen)
        return values

    return filled
