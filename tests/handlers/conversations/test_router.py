"""From what comes in to the reply: the right conversation, once, for who may."""

from dataclasses import replace
from threading import Thread

import pytest
from sqlalchemy import func, select

from bot.domain.partnerships import Profile
from bot.domain.permissions import Intent, Role, Viewer, myself
from bot.errors import Busy, Refused
from bot.messages import refusals, troubles
from bot.messages.model import Button, Buttons, Form, Message
from handlers.conversations.incoming import Command, Incoming, Place, Press, Submit
from handlers.conversations.replies import FormErrors, Nothing, OpenForm, Reply, Say
from handlers.conversations.router import NoRoute, Route, Router, Scope
from handlers.conversations.routes import ROUTES
from storage import members, partnerships
from storage.database import Database
from storage.tables import InboxRow, MessageRow, PartnerRow
from tests import calls
from tests.pressing import submit
from tests.promised import accepted, fresh
from tests.riverside import LONDON, NOW, ROOM, Riverside, build, install

_ALL = frozenset({Say, OpenForm, FormErrors})
_IN_ROOM = Place(conversation=ROOM, private=False, name="#riverside")


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database, opened=True)


def _answer(database: Database, incoming: Incoming, *, rides: frozenset[type[Reply]] = _ALL) -> Reply:
    return Router(routes=ROUTES, database=database).answer(incoming, now=NOW, rides=rides)


def _said(reply: Reply) -> str:
    assert isinstance(reply, Say)
    return reply.message.opening


def _labels(message: Message) -> list[Button]:
    [buttons] = [block for block in message.blocks if isinstance(block, Buttons)]
    return list(buttons.buttons)


def _count(database: Database, table: type[InboxRow | MessageRow | PartnerRow]) -> int:
    with database.read() as transaction:
        return transaction.connection.execute(select(func.count()).select_from(table)).scalar_one()


def _add_partner(riverside: Riverside, organisation: str) -> Submit:
    return calls.submit(riverside.installation_id, "U-SAM", Intent.ADD_PARTNER, organisation=organisation)


def _second_partnership(riverside: Riverside) -> int:
    """Mina belongs to another partnership as well."""
    mina = riverside.person("mina").id
    with riverside.database.write() as transaction:
        made = partnerships.create(
            transaction, viewer=myself(mina), profile=Profile(name="Valley Link", zone=LONDON), now=NOW
        )
        viewer = Viewer(person_id=mina, partnership_id=made.id, role=Role.RUNNER)
        members.add(transaction, viewer=viewer, person_id=mina, role=Role.RUNNER, partner_id=None)
    return made.id


def test_two_routes_for_one_thing_stop_the_program(database: Database) -> None:
    with pytest.raises(ValueError, match="two routes for Command"):
        Router(routes=[*ROUTES, ROUTES[_index(Command, Intent.HELP)]], database=database)


def _index(kind: type[Incoming], intent: Intent) -> int:
    return next(i for i, route in enumerate(ROUTES) if (route.kind, route.intent) == (kind, intent))


def test_every_word_has_a_route() -> None:
    typed = {route.intent for route in ROUTES if route.kind is Command}

    assert Intent.HELP in typed
    assert {Intent.START, Intent.ADD_PARTNER, Intent.SETTINGS} <= typed


def test_every_form_that_writes_can_come_back() -> None:
    lacking = [
        route.intent for route in ROUTES if route.kind is Submit and route.writes and route.form is None
    ]

    assert lacking == []


def test_thing_without_a_route_is_a_mistake_of_ours(riverside: Riverside) -> None:
    nothing = Router(routes=[], database=riverside.database)

    with pytest.raises(NoRoute):
        nothing.answer(calls.command(riverside.installation_id, "U-SAM", "help"), now=NOW, rides=_ALL)


def test_words_nobody_knows_get_help(riverside: Riverside) -> None:
    reply = _answer(riverside.database, calls.command(riverside.installation_id, "U-MINA", "flibble"))

    assert _said(reply) == "I didn't understand that."


def test_only_partnership_is_the_one_that_is_meant(riverside: Riverside) -> None:
    reply = _answer(riverside.database, calls.command(riverside.installation_id, "U-SAM", "partner"))

    assert isinstance(reply, OpenForm)
    assert reply.form.partnership_id == riverside.partnership_id


def test_which_partnership_is_asked_where_several_fit(riverside: Riverside) -> None:
    second = _second_partnership(riverside)

    reply = _answer(
        riverside.database,
        calls.command(riverside.installation_id, "U-MINA", "add Castle to send course data by Friday"),
    )

    assert _said(reply) == "Which partnership is this about?"
    assert isinstance(reply, Say)
    assert [(one.label, one.partnership_id, one.arg) for one in _labels(reply.message)] == [
        (
            "Riverside Progression Group",
            riverside.partnership_id,
            "Castle to send course data by Friday",
        ),
        ("Valley Link", second, "Castle to send course data by Friday"),
    ]


def test_partnership_that_a_button_names_is_the_one_that_is_meant(riverside: Riverside) -> None:
    second = _second_partnership(riverside)
    pressed = calls.press(riverside.installation_id, "U-MINA", Intent.ADD_PARTNER, partnership_id=second)

    reply = _answer(riverside.database, pressed)

    assert isinstance(reply, OpenForm)
    assert reply.form.partnership_id == second


def test_partnership_of_the_room_is_the_one_that_is_meant(riverside: Riverside) -> None:
    _second_partnership(riverside)

    reply = _answer(
        riverside.database, calls.command(riverside.installation_id, "U-MINA", "partner", place=_IN_ROOM)
    )

    assert _said(reply) == "That one is for somebody else in this partnership."


@pytest.mark.parametrize(
    ("external_id", "opening"),
    [
        ("U-MINA", "That one is for somebody else in this partnership."),
        ("U-NOBODY", "You aren't in a partnership with me yet."),
    ],
)
def test_who_may_not_is_told_so_kindly(riverside: Riverside, external_id: str, opening: str) -> None:
    reply = _answer(riverside.database, calls.command(riverside.installation_id, external_id, "partner"))

    assert _said(reply) == opening


def test_partnership_of_others_is_closed(riverside: Riverside) -> None:
    pressed = calls.press(
        riverside.installation_id, "U-SAM", Intent.ADD_PARTNER, partnership_id=riverside.partnership_id + 1
    )

    assert _said(_answer(riverside.database, pressed)) == "You aren't on the list of this partnership."


def test_form_with_something_to_mend_comes_back_as_typed(riverside: Riverside) -> None:
    reply = _answer(riverside.database, _add_partner(riverside, "castle  college"))

    assert isinstance(reply, FormErrors)
    field = reply.form.fields[0]
    assert (field.value, field.error) == (
        ("castle  college",),
        "Castle College is a partner already. Is this one called something else?",
    )
    assert _count(riverside.database, InboxRow) == 0


def test_form_that_is_mended_goes_through(riverside: Riverside) -> None:
    _answer(riverside.database, _add_partner(riverside, "Castle College"))

    assert _said(_answer(riverside.database, _add_partner(riverside, "Meadow College"))) == (
        "Riverside Progression Group: one more partner is in."
    )


def test_refusal_of_no_field_is_a_message(riverside: Riverside) -> None:
    sent = calls.submit(
        riverside.installation_id, "U-SAM", Intent.ADD_PERSON, arg="99999", co_ordinator_typed="Jo Blake"
    )

    assert _said(_answer(riverside.database, sent)) == "I can't find that partner any more."


def test_form_that_comes_twice_changes_nothing_twice(riverside: Riverside) -> None:
    sent = _add_partner(riverside, "Meadow College")
    before = _count(riverside.database, PartnerRow)

    replies = [_answer(riverside.database, sent) for _ in range(2)]

    assert replies[0] == replies[1]
    assert _count(riverside.database, PartnerRow) == before + 1


def test_form_that_comes_eight_times_at_once_changes_nothing_twice(riverside: Riverside) -> None:
    sent = _add_partner(riverside, "Meadow College")
    before = _count(riverside.database, PartnerRow)
    replies: list[Reply] = []
    threads = [Thread(target=lambda: replies.append(_answer(riverside.database, sent))) for _ in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [_said(reply) for reply in replies] == ["Riverside Progression Group: one more partner is in."] * 8
    assert _count(riverside.database, PartnerRow) == before + 1


def test_reply_that_cannot_ride_is_queued_with_its_effect(riverside: Riverside) -> None:
    sent = _add_partner(riverside, "Meadow College")
    before = _count(riverside.database, MessageRow)

    replies = [_answer(riverside.database, sent, rides=frozenset()) for _ in range(2)]

    assert replies == [Nothing(), Nothing()]
    assert _count(riverside.database, MessageRow) == before + 1


def test_refusal_that_cannot_ride_is_queued(riverside: Riverside) -> None:
    sent = _add_partner(riverside, "Castle College")
    before = _count(riverside.database, MessageRow)

    replies = [_answer(riverside.database, sent, rides=frozenset()) for _ in range(2)]

    assert replies == [Nothing(), Nothing()]
    assert _count(riverside.database, MessageRow) == before + 1


def test_form_that_cannot_open_becomes_a_button_that_opens_it(riverside: Riverside) -> None:
    typed = calls.command(riverside.installation_id, "U-SAM", "partner")
    before = _count(riverside.database, MessageRow)

    reply = _answer(riverside.database, typed, rides=frozenset({Say}))

    assert reply == Nothing()
    assert _count(riverside.database, MessageRow) == before + 1


def test_start_in_a_room_makes_the_room_its_own(database: Database) -> None:
    installation_id = install(database)
    sent = calls.submit(
        installation_id, "U-SAM", Intent.START, name="Valley Link", runner="slack:U-SAM", zone="Europe/London"
    )
    in_room = replace(sent, place=Place(conversation="C-VALLEY", private=False, name="#valley"))

    started = _answer(database, in_room)
    again = _answer(database, replace(in_room, key="another"))

    assert (_said(started), _said(again)) == (
        "Valley Link is ready to fill in.",
        "A partnership meets in this room already.",
    )


def test_routes_of_a_press_and_of_a_route_that_reads(riverside: Riverside) -> None:
    route = Route(kind=Press, intent=Intent.HELP, answer=lambda call: Say(message=Message(opening="Hello.")))
    router = Router(routes=[route], database=riverside.database)
    pressed = calls.press(riverside.installation_id, "U-MINA", Intent.HELP)

    assert router.answer(pressed, now=NOW, rides=_ALL) == Say(message=Message(opening="Hello."))
    assert _count(riverside.database, InboxRow) == 0


def test_form_that_cannot_be_shown_again_says_why(riverside: Riverside) -> None:
    pressed = accepted(riverside)
    days = ("2026-12-04", "2026-12-11", "the twelfth of never")

    said = [
        submit(riverside, "U-MINA", Intent.MORE_TIME, fresh(riverside, pressed), date=day) for day in days
    ]

    assert [one.kind for one in said] == ["replace", "replace", "say"]
    assert _said(said[2]).startswith("This would be its third new date.")


def test_refusal_of_the_form_itself_is_what_is_said(riverside: Riverside) -> None:
    def refuse(*_: object) -> Form:
        raise Refused("action_gone")

    def ask(_: object) -> Reply:
        raise Refused("name_needed", field="name")

    route = Route(kind=Submit, intent=Intent.ADD, answer=ask, writes=True, form=refuse)
    router = Router(routes=[route], database=riverside.database)

    reply = router.answer(calls.submit(riverside.installation_id, "U-SAM", Intent.ADD), now=NOW, rides=_ALL)

    assert reply == Say(message=refusals.message(refusals.sentence(Refused("action_gone"))))


@pytest.mark.parametrize("writes", [True, False])
def test_what_cannot_be_written_for_now_is_said_where_that_rides(riverside: Riverside, writes: bool) -> None:
    def wait(_: object) -> Reply:
        raise Busy

    route = Route(kind=Press, intent=Intent.HELP, answer=wait, writes=writes, scope=Scope.ANYONE)
    router = Router(routes=[route], database=riverside.database)
    pressed = calls.press(riverside.installation_id, "U-MINA", Intent.HELP)

    assert router.answer(pressed, now=NOW, rides=_ALL) == Say(message=troubles.ours())
    with pytest.raises(Busy):
        router.answer(pressed, now=NOW, rides=frozenset({OpenForm}))
