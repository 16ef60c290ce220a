"""What each conversation answers: the table of routes, with somebody who writes it all down."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bot.domain.permissions import Intent
from bot.errors import Refused
from handlers.conversations import commands
from handlers.conversations.call import Call
from handlers.conversations.incoming import Incoming, Submit
from handlers.conversations.replies import FormErrors, Reply
from handlers.conversations.router import Route

Name = tuple[type[Incoming], Intent | None]
"""A route by what comes in and what is asked for."""

_MOST: Final = 8
_MEND: Final = "Please look at this one again."


def name(route: Route) -> Name:
    return route.kind, route.intent


@dataclass
class Recorder:
    """Writes down the first replies of each route, of each kind of reply so many; and what its forms look like refused."""

    replies: dict[Name, dict[type[Reply], list[Reply]]] = field(default_factory=dict)

    def listening(self, routes: Iterable[Route]) -> tuple[Route, ...]:
        """Return the same routes, each of which is heard."""
        return tuple(self._heard(route) for route in routes)

    def of(self, intent: Intent | None) -> Iterator[Reply]:
        """Return what was answered whenever this was asked for."""
        for (_, asked), found in self.replies.items():
            if asked is intent:
                yield from (reply for kind in found.values() for reply in kind)

    def heard(self, incoming: Incoming) -> int:
        """Return how often what came in was answered, but with a form to mend."""
        found = self.replies.get((type(incoming), commands.intent_of(incoming)), {})
        return sum(len(kept) for kind, kept in found.items() if kind is not FormErrors)

    def _heard(self, route: Route) -> Route:
        def answer(call: Call[Any]) -> Reply:
            try:
                reply = route.answer(call)
            except Refused as refused:
                self._keep_form(route, call, refused.key)
                raise
            self._keep(route, reply)
            self._keep_form(route, call, "")
            return reply

        return replace(route, answer=answer)

    def _keep(self, route: Route, reply: Reply) -> None:
        kept = self.replies.setdefault(name(route), {}).setdefault(type(reply), [])
        if len(kept) < _MOST:
            kept.append(reply)

    def _keep_form(self, route: Route, call: Call[Any], key: str) -> None:
        """Keep the form of a Submit as it comes back with something to mend."""
        if route.form is None or not isinstance(call.incoming, Submit):
            return
        try:
            form = route.form(call, key)
        except Refused:
            return  # What it was about is gone.
        if form.fields:
            errors = {form.fields[0].name: _MEND}
            self._keep(route, FormErrors(form=form.having(values=call.incoming.values, errors=errors)))
