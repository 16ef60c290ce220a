"""What the sample year never comes to: each scene in a Riverside of its own, through the table of routes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from bot.domain.deliveries import Destination
from bot.domain.importance import Importance
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE, Intent
from bot.domain.question_answers import Answer
from bot.services import planning
from bot.services.mail import refusals
from handlers.conversations import tracking
from handlers.conversations.incoming import Change, ChangeKind, File, Place, Sender, Text
from handlers.conversations.router import Route, Router
from storage import dependencies, installations, people, shares
from storage.database import Database
from tests import calls, council, edited, evening, planned, pressing, riverside, summed, worried
from tests.coursing import buttons, own, told
from tests.dates import Autumn, at
from tests.pressing import answer, press, submit
from tests.promised import accepted, fresh, proposed, stored
from tests.riverside import NOW, ROOM, Riverside
from tests.services.stages.staged import add_card

Scene = Callable[[Riverside], object]

_MONDAY: Final = planned.DUE - timedelta(days=4)
_TERMS: Final = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
BEGIN:VEVENT\r
UID:1\r
SUMMARY:Half-term\r
DTSTART;VALUE=DATE:20261026\r
DTEND;VALUE=DATE:20261031\r
END:VEVENT\r
END:VCALENDAR\r
"""


def _asked(group: Riverside) -> None:
    """Mina is asked: somebody else does it, or another date would suit."""
    pressed = proposed(group)
    press(group, "U-MINA", Intent.NOT_FOR_ME, pressed, "colleague")
    press(group, "U-MINA", Intent.SUGGEST_DATE, pressed)
    submit(group, "U-MINA", Intent.SUGGEST_DATE, pressed, date="2026-12-28")
    submit(group, "U-MINA", Intent.SUGGEST_DATE, pressed, date="2026-12-04")
    press(group, "U-SAM", Intent.DECIDE_DATE, fresh(group, pressed), "agree")
    submit(group, "U-MINA", Intent.NOT_FOR_ME, proposed(group), person="Rob Stone")


def _not_as_remembered(group: Riverside) -> None:
    pressed = accepted(group)
    with group.database.write() as transaction:
        shares.change(
            transaction,
            viewer=group.viewer("sam"),
            share_id=pressed.share_id,
            version=pressed.version,
            agreed_on=NOW.date(),
        )
    press(group, "U-MINA", Intent.PUT_RIGHT, fresh(group, pressed))
    submit(group, "U-MINA", Intent.PUT_RIGHT, fresh(group, pressed), words="It was Meadow")


def _handed_over(group: Riverside) -> None:
    rob = f"person:{group.person('rob').id}"
    submit(group, "U-MINA", Intent.HAND_OVER, accepted(group), person=rob)
    [yes, *_] = buttons(told(group, "rob")[0]).values()
    answer(group, calls.press(group.installation_id, "U-ROB", yes.intent, arg=yes.arg))


def _stuck(group: Riverside) -> None:
    taken = accepted(group)
    submit(group, "U-MINA", Intent.STUCK, taken, because="Money", words="None left")
    pressed, rob = fresh(group, taken), f"person:{group.person('rob').id}"
    press(group, "U-SAM", Intent.HELP_STUCK, pressed, "else")
    submit(group, "U-SAM", Intent.HELP_STUCK, pressed, person=rob)
    press(group, "U-ROB", Intent.LEND_A_HAND, pressed, "yes")


def _moved(group: Riverside) -> None:
    """What waits for a date that moved."""
    needed = accepted(group)
    proof = own(group, "dee", what="Proof-read it", by_when="11 December 2026")
    with group.database.write() as transaction:
        ids = [stored(group, one)[0].id for one in (proof, needed)]
        sam = group.viewer("sam")
        dependencies.set_needs(transaction, viewer=sam, commitment_id=ids[0], needs_ids=ids[1:])
    submit(group, "U-MINA", Intent.MORE_TIME, needed, date="2026-12-08")
    press(group, "U-SAM", Intent.DECIDE_DATE, fresh(group, needed), "agree")
    answer(group, calls.press(group.installation_id, "U-SAM", Intent.ANSWER_EFFECT, arg="1.yes"))


def _dropped_series(group: Riverside) -> None:
    pressed = accepted(group)
    submit(group, "U-SAM", Intent.SERIES, pressed, every="two_weeks", until="2027-03-16")
    submit(group, "U-SAM", Intent.DROP, fresh(group, pressed), which="later")
    press(group, "U-SAM", Intent.RESTORE, fresh(group, pressed))
    submit(group, "U-SAM", Intent.RESTORE, fresh(group, pressed), which="later")


def _after_hours(group: Riverside) -> None:
    _, pressed = evening.promised(group, last_safe=date(2026, 12, 18))
    dropped = evening.drop(group, pressed)
    evening.choose(group, dropped, "It can wait")


def _last_safe_date(group: Riverside) -> None:
    autumn, day = Autumn(group), date(2026, 9, 30)
    autumn.agreed_by_all()
    made = autumn.promised(importance=Importance.CRITICAL, last_safe=day)
    autumn.work(day)
    autumn.look(day)
    press(group, "U-GRACE", Intent.WAIT_OR_GO, autumn.pressed(made), "wait", now=at(day))


def _held(group: Riverside) -> None:
    made = planned.add(group, due=date(2026, 12, 1))
    planned.plan(group, planning.plan_reminders, made, now=at(_MONDAY - timedelta(days=3)))
    now = at(_MONDAY)
    shown = answer(group, calls.press(group.installation_id, "U-SAM", Intent.TOMORROWS_POST), now=now)
    [hold] = [one for one in _buttons(shown) if one.label == "Hold"]
    held = answer(group, calls.press(group.installation_id, "U-SAM", hold.intent, arg=hold.arg), now=now)
    [free] = held.item.buttons
    answer(group, calls.press(group.installation_id, "U-SAM", free.intent, arg=free.arg), now=now)


def _away(group: Riverside) -> None:
    opened = answer(
        group,
        calls.press(group.installation_id, "U-SAM", Intent.CALLS, arg=f"{group.brook_lane_id}.away"),
    )
    sent = calls.submit(group.installation_id, "U-SAM", Intent.CALLS, arg=opened.form.arg, until="2026-09-18")
    answer(group, sent)


def _files(group: Riverside) -> None:
    sender = calls.press(group.installation_id, "U-SAM", Intent.HELP).sender
    arrival: dict[str, Any] = {"sender": sender, "place": calls.PRIVATE, "key": "file"}
    answer(group, File(**arrival, name="Term dates.ics", size=len(_TERMS), content=_TERMS))
    answer(group, Text(**arrival, words="flibble"))
    answer(group, Text(**arrival, words="I am worried about something"))


def _room(group: Riverside) -> None:
    sender = Sender(kind=AddressKind.SLACK, installation_id=group.installation_id, external_id="")
    place = Place(conversation=ROOM, private=False)
    kind = ChangeKind.RENAMED
    answer(group, Change(sender=sender, place=place, key="k", change=kind, subject=ROOM, name="progression"))


def _tracked(group: Riverside) -> None:
    words = tracking.written(writer="U-MINA", reference="C1.2", words="I'll send it by Friday week")
    arg: dict[str, Any] = {"arg": words, "partnership_id": group.partnership_id}
    answer(group, calls.press(group.installation_id, "U-SAM", Intent.TRACK, **arg))
    opened = answer(group, calls.press(group.installation_id, "U-MINA", Intent.TRACK, **arg))
    sent = calls.submit(group.installation_id, "U-MINA", Intent.TRACK, partnership_id=group.partnership_id)
    answer(group, replace(sent, values={one.name: one.value for one in opened.form.fields}))


def _somebody_else_runs_it(group: Riverside) -> None:
    later = at(date(2026, 9, 24))
    answer(group, calls.press(group.installation_id, "U-GRACE", Intent.WHO_RUNS), now=later)
    sam, rob = str(group.person("sam").id), str(group.person("rob").id)
    sent = calls.submit(group.installation_id, "U-GRACE", Intent.WHO_RUNS, arg=sam, person=rob)
    answer(group, sent, now=later)


def _partners(group: Riverside) -> None:
    sent = calls.submit(group.installation_id, "U-SAM", Intent.ADD_PARTNER, organisation="Meadow College")
    added = answer(group, sent)
    [lacking, *_] = _buttons(added)
    answer(group, calls.press(group.installation_id, "U-SAM", lacking.intent, arg=lacking.arg))
    named: dict[str, Any] = {"arg": lacking.arg, "co_ordinator_typed": "Jo Blake"}
    answer(group, calls.submit(group.installation_id, "U-SAM", lacking.intent, **named))


def _taken_up(group: Riverside) -> None:
    of = summed.round_in(group, told={"rob": {"easier": Answer(line="Shorter meetings")}})
    about: dict[str, Any] = {"arg": str(of.id)}
    after = summed.AFTER
    opened = answer(group, calls.press(group.installation_id, "U-SAM", Intent.TAKE_UP, **about), now=after)
    chosen: dict[str, Any] = {"answers": opened.form.fields[0].options[0].value}
    answer(group, calls.submit(group.installation_id, "U-SAM", Intent.TAKE_UP, **about, **chosen), now=after)
    pressed = calls.press(group.installation_id, "U-ROB", Intent.ANSWER_TAKE_UP, arg="1.just_us")
    answer(group, pressed, now=after)


def _other_stage(group: Riverside) -> None:
    add_card(group)
    card = answer(group, calls.command(group.installation_id, "U-SAM", "stage"))
    [other] = [one for one in _buttons(card) if one.label == "Choose another"]
    opened = answer(group, calls.press(group.installation_id, "U-SAM", other.intent, arg=other.arg))
    values: dict[str, Any] = {"stage": "frustration", "because": "We quarrel"}
    answer(group, calls.submit(group.installation_id, "U-SAM", other.intent, arg=opened.form.arg, **values))


def _concern_followed(group: Riverside) -> None:
    worried.raised(group, "mina")
    opened = answer(group, calls.press(group.installation_id, "U-MINA", Intent.CONCERN, arg="else.1"))
    grace: dict[str, Any] = {"person": str(group.person("grace").id)}
    sent = calls.submit(group.installation_id, "U-MINA", Intent.FOLLOW_CONCERN, arg=opened.form.arg, **grace)
    answer(group, sent)


def _let_in(group: Riverside) -> None:
    them, code = council.connect(group), council.invite(group)
    them.answer(calls.press(them.installation_id, council.PRIYA, Intent.JOIN))
    sent = calls.submit(them.installation_id, council.PRIYA, Intent.JOIN, code=code)
    them.answer(replace(sent, place=council.ROOM))
    number = council.newest(group)
    answer(group, calls.press(group.installation_id, "U-SAM", Intent.LET_IN, arg=str(number)))
    council.let_in(group, number)


def _not_me(group: Riverside) -> None:
    them = council.connect(group)
    them.say(council.PRIYA, f"join {council.address_code(group)}")
    answer(group, calls.press(group.installation_id, "U-MINA", Intent.NOT_ME, arg="1"))


def _letters_come_back(group: Riverside) -> None:
    mina, email = group.person("mina").id, "m.iqbal@castle.example"
    to = Destination(kind=AddressKind.EMAIL, installation_id=0, external_id=email)
    with group.database.write() as transaction:
        installations.register(
            transaction, viewer=ENGINE, kind=to.kind, external_id="mail", name="Mail", bot_id="", now=NOW
        )
        people.give_address(
            transaction,
            viewer=group.viewer("sam"),
            person_id=mina,
            kind=to.kind,
            installation_id=None,
            external_id=email,
        )
        refusals.note(transaction, to=to, said="550 No such user", now=NOW)
    about: dict[str, Any] = {"arg": str(mina)}
    answer(group, calls.press(group.installation_id, "U-SAM", Intent.NEW_EMAIL, **about))
    about["email"] = "mina@castle.example"
    answer(group, calls.submit(group.installation_id, "U-SAM", Intent.NEW_EMAIL, **about))


def edited_workbook(database: Database, routes: tuple[Route, ...]) -> None:
    """Somebody's workbook suggests another date, and is put back."""
    group = edited.gather(database)
    group = replace(group, router=Router(routes=routes, database=database))
    changed = edited.say(edited.DATA, "By when", edited.DECEMBER)
    made = group.taken(edited.edited(group.exported(), changed))
    group.answer_as("mina", group.post("Mina", edited.TUESDAY), edited.DATA, "That's fine")
    group.put_back(made)


SCENES: Final[dict[str, Scene]] = {
    one.__name__.strip("_").replace("_", " "): one
    for one in (
        _asked,
        _not_as_remembered,
        _handed_over,
        _stuck,
        _moved,
        _dropped_series,
        _after_hours,
        _last_safe_date,
        _held,
        _away,
        _files,
        _room,
        _tracked,
        _somebody_else_runs_it,
        _partners,
        _taken_up,
        _other_stage,
        _concern_followed,
        _let_in,
        _not_me,
        _letters_come_back,
    )
}


def _buttons(reply: Any) -> list[Any]:
    found = [getattr(block, "buttons", ()) for block in reply.message.blocks]
    return [one for row in found for one in row]


def act(scene: Scene, database: Database, routes: tuple[Route, ...]) -> None:
    """Let one of the scenes happen in an empty database, through this table of routes."""
    before, pressing.ROUTES = pressing.ROUTES, routes  # type: ignore[attr-defined]  # All of them answer by it.
    try:
        scene(riverside.build(database, opened=True))
    finally:
        pressing.ROUTES = before  # type: ignore[attr-defined]  # As it was.
