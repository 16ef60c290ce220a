"""From an incoming thing to a reply, by one visible table (`handlers.conversations.routes`)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any

from pydantic import TypeAdapter

from bot.domain.permissions import Intent, Permission, permission
from bot.errors import Busy, Refused
from bot.messages import refusals, troubles
from bot.messages.model import Form
from bot.services import identity, inbound, unanswered
from bot.services.ports import Database, Transactions
from handlers.conversations import cannot_wait, choosing, cleaning, commands, queueing
from handlers.conversations.call import Call
from handlers.conversations.incoming import Change, Incoming, Press, Submit
from handlers.conversations.replies import FormErrors, Nothing, OpenForm, Reply, Say

_REPLY: TypeAdapter[Reply] = TypeAdapter(Reply)


class Scope(Enum):
    """Whether a conversation is about one partnership, or about the caller alone."""

    ANYONE = "anyone"
    PARTNERSHIP = "partnership"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One row of the table: this kind of incoming thing, with this intent, is answered by this conversation.

    `writes` says that it may change something: it then runs in one transaction, once per inbound key.
    `form` makes the form of a Submit again, for the key of the refusal that it will show. `private` says that what stands
    in its forms is written down nowhere: a retry gets them empty. `may` is what somebody must be allowed, where that is
    less than the intent says: the conversation then looks itself at who asks.
    """

    kind: type[Incoming]
    intent: Intent | None
    answer: Callable[[Call[Any]], Reply]
    scope: Scope = Scope.PARTNERSHIP
    writes: bool = False
    form: Callable[[Call[Submit], str], Form] | None = None
    private: bool = False
    may: Intent | None = None


class NoRoute(LookupError):
    """Nothing in the table answers this: no button, no form and no word of ours asks for it."""


class Router:
    """Finds the conversation for what comes in, and sees that its effect and its reply are one transaction.

    Two routes of the same kind and intent are refused with ValueError when it is made.
    """

    def __init__(self, *, routes: Iterable[Route], database: Database) -> None:
        self._database = database
        self._routes: dict[tuple[type[Incoming], Intent | None], Route] = {}
        for route in routes:
            if (route.kind, route.intent) in self._routes:
                raise ValueError(f"two routes for {route.kind.__name__} {route.intent}")
            self._routes[route.kind, route.intent] = route

    def answer(self, incoming: Incoming, *, now: datetime, rides: frozenset[type[Reply]]) -> Reply:
        """Answer one incoming thing. Blocking; call it through a thread.

        `rides` has the kinds of reply that the platform carries in its answer to this very request. What
        does not ride is queued as a message in the transaction of the effect, and `Nothing` is returned.
        Raises `NoRoute`; and `Busy` where nothing can be written now and the sentence for it does not ride.
        """
        incoming = commands.without_words(cleaning.clean(incoming))
        try:
            return self._answer(incoming, now, rides)
        except Busy:
            if Say not in rides:
                raise
            return Say(message=troubles.ours())

    def _answer(self, incoming: Incoming, now: datetime, rides: frozenset[type[Reply]]) -> Reply:
        route = self._route(incoming)
        if route.writes:
            return self._once(incoming, now, rides, lambda joined: _converse(route, incoming, joined, now))
        reply, caller = self._read(route, incoming, now)
        if type(reply) in rides:
            return reply

        def noting(joined: Transactions) -> Reply:
            if caller is not None:
                unanswered.note_sign(database=joined, caller=caller, now=now)
            return reply

        return self._once(incoming, now, rides, noting)

    def _read(self, route: Route, incoming: Incoming, now: datetime) -> tuple[Reply, identity.Caller | None]:
        """Answer what changes nothing. Returns also who asks, None where that does not matter."""
        try:
            call = _call(route, incoming, self._database, now)
            return (call, None) if isinstance(call, Say) else (route.answer(call), call.caller)
        except Refused as refused:
            return _refusal(route, incoming, refused, self._database, now), None

    def _route(self, incoming: Incoming) -> Route:
        intent = commands.intent_of(incoming)
        route = self._routes.get((type(incoming), intent))
        if route is None:
            raise NoRoute(f"no route for {type(incoming).__name__} {intent}")
        return route

    def _once(
        self,
        incoming: Incoming,
        now: datetime,
        rides: frozenset[type[Reply]],
        converse: Callable[[Transactions], Reply],
    ) -> Reply:
        """Run `converse` once for this key; when it refuses, everything is undone and only the refusal is said."""
        fresh: list[Reply] = []
        route = self._route(incoming)

        def act(joined: Transactions) -> dict[str, Any]:
            fresh.append(_carried(joined, incoming, converse(joined), rides, now))
            kept: dict[str, Any] = _REPLY.dump_python(_to_keep(route, fresh[-1]), mode="json")
            return kept

        source = f"{incoming.sender.kind.value}:{incoming.sender.installation_id}"
        try:
            kept = inbound.once(database=self._database, source=source, key=incoming.key, now=now, act=act)
        except Refused as refused:
            words = _refusal(route, incoming, refused, self._database, now)
            if type(words) in rides:
                return words
            return self._once(incoming, now, rides, lambda _: words)
        return fresh[-1] if fresh else _again(kept)


def _again(kept: dict[str, Any] | None) -> Reply:
    """Return what was answered the first time, nothing where that was long ago."""
    return _REPLY.validate_python(kept) if kept is not None else Nothing()


def _carried(
    joined: Transactions, incoming: Incoming, reply: Reply, rides: frozenset[type[Reply]], now: datetime
) -> Reply:
    """Return what rides in the platform's answer; what does not is queued as a message."""
    if type(reply) in rides:
        return reply
    queueing.queue(joined, incoming, reply, now)
    return Nothing()


def _to_keep(route: Route, reply: Reply) -> Reply:
    """Return what is kept of a reply for a retry: of a private form not what stands in its fields."""
    if route.private and isinstance(reply, OpenForm | FormErrors):
        fields = tuple(replace(one, value=()) for one in reply.form.fields)
        return replace(reply, form=replace(reply.form, intro=(), fields=fields))
    return reply


def _call(route: Route, incoming: Incoming, database: Transactions, now: datetime) -> Call[Incoming] | Say:
    """Find out who calls and in which partnership; a `Say` asks which one, where several fit."""
    caller = identity.recognise(
        database=database,
        kind=incoming.sender.kind,
        installation_id=incoming.sender.installation_id,
        external_id=incoming.sender.external_id,
        room=None if incoming.place.private else incoming.place.conversation,
        name=incoming.sender.name,
    )
    viewer = caller.alone()
    if route.scope is Scope.PARTNERSHIP:
        chosen = choosing.choose(incoming, caller, database)
        if isinstance(chosen, Say):
            return chosen
        viewer = chosen
        needed = route.may or route.intent
        if needed and permission(intent=needed, role=viewer.role) is Permission.REFUSED:
            raise Refused("not_for_your_role")
    return Call(incoming=incoming, caller=caller, viewer=viewer, database=database, now=now)


def _converse(route: Route, incoming: Incoming, database: Transactions, now: datetime) -> Reply:
    call = _call(route, incoming, database, now)
    if isinstance(call, Say):
        return call
    if not isinstance(incoming, Change):
        unanswered.note_sign(database=database, caller=call.caller, now=now)
    reply = route.answer(call)
    return cannot_wait.said_with(call, reply) if isinstance(incoming, Press | Submit) else reply


def _refusal(
    route: Route, incoming: Incoming, refused: Refused, database: Transactions, now: datetime
) -> Reply:
    """Word a refusal: at its field of the form where there is one, else as a message."""
    sentence = refusals.sentence(refused)
    # What belongs to no field cannot be mended in the form: what it was about may be gone.
    if isinstance(incoming, Submit) and refused.field is not None:
        try:
            form = _form_again(route, incoming, refused.key, database, now)
        except Refused as gone:
            # Meanwhile there is nothing left to mend: that is what needs saying.
            return Say(message=refusals.message(refusals.sentence(gone)))
        if form is not None:
            return FormErrors(form=form.having(values=incoming.values, errors={refused.field: sentence}))
    return Say(message=refusals.message(sentence))


def _form_again(
    route: Route, incoming: Submit, key: str, database: Transactions, now: datetime
) -> Form | None:
    """Return the form for another try; None where there is none, or nobody knows in which partnership."""
    call = _call(route, incoming, database, now)
    if route.form is None or not isinstance(call, Call):
        return None
    return route.form(call, key)  # type: ignore[arg-type]  # a Submit gives a Call[Submit]
