"""The operator's ledger: where each message went, what failed, and what was tried next."""

import dataclasses
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.deliveries import DeliveryKind, Destination, MessageKind, NewMessage, Owed, Rule
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.errors import DeliveryFailed
from bot.messages import ledger as wording
from bot.messages.model import Item
from bot.services import outbox, planning
from bot.services.answers import Asker, as_kept, replace, say
from bot.services.ledger import lines
from bot.services.ledger.lines import Line, Wanted
from storage import deliveries, installations, messages, people, rooms
from tests import outgoing, planned
from tests.office import Office
from tests.outgoing import SENT, TUESDAY, edit_of, envelope, fail
from tests.riverside import NOW, ROOM, Riverside

GONE = DeliveryFailed("user_not_found", permanent=True)
LATER = TUESDAY + timedelta(minutes=5)


def read(group: Riverside, *, now: datetime = LATER, **wanted: Any) -> tuple[Line, ...]:
    return lines.read(database=group.database, wanted=Wanted(**wanted), now=now)


def give_page(group: Riverside, name: str = "mina") -> None:
    with group.database.write() as transaction:
        pages = installations.register(
            transaction,
            viewer=ENGINE,
            kind=AddressKind.WEB,
            external_id="pages",
            name="Pages",
            bot_id="",
            now=NOW,
        )
        people.give_address(
            transaction,
            viewer=group.viewer("sam"),
            person_id=group.person(name).id,
            kind=AddressKind.WEB,
            installation_id=pages,
            external_id="a-name-nobody-guesses",
        )


def owe(group: Riverside, kind: DeliveryKind, *, at: datetime = TUESDAY) -> int:
    owed = Owed(
        kind=kind,
        fact="round:1",
        step="",
        partnership_id=group.partnership_id,
        due_on=at.date(),
        due_at=at,
        person_id=group.person("mina").id,
    )
    with group.database.write() as transaction:
        deliveries.owe(transaction, viewer=group.viewer("sam"), owed=owed, now=NOW)
        found = deliveries.pending_of(
            transaction, viewer=group.engine, person_id=group.person("mina").id, held=False
        )
    return next(one.id for one in found if one.owed.kind is kind)


def answered(group: Riverside) -> None:
    """Mina was answered, and that has arrived."""
    said = outgoing.say(group)
    outbox.settle_sent(database=group.database, message_id=said.message_id, sent=SENT, now=NOW)


def withhold(group: Riverside, delivery_id: int, rule: Rule) -> None:
    with group.database.write() as transaction:
        deliveries.withhold(transaction, viewer=group.engine, ids=[delivery_id], rule=rule)


def test_message_that_arrived_stands_there_with_its_way(group: Riverside) -> None:
    sent = envelope(group)
    outbox.settle_sent(database=group.database, message_id=sent.message_id, sent=SENT, now=LATER)

    [line] = read(group)

    assert line == Line(
        at=TUESDAY,
        message=sent.message_id,
        to="Mina Iqbal",
        partnerships=("Riverside Progression Group",),
        what="envelope (reminder)",
        tool="slack",
        where="Partnership office, U-MINA",
        fate="sent",
        reason="",
        attempts=1,
        sent_at=LATER,
        next="",
        next_message=None,
    )


def test_message_that_was_refused_names_the_next_way(group: Riverside) -> None:
    give_page(group)
    refused = envelope(group)
    fail(group, refused, GONE, TUESDAY)
    [second] = outbox.claim(database=group.database, now=TUESDAY, limit=5)
    outbox.settle_sent(database=group.database, message_id=second.message_id, sent=SENT, now=LATER)

    first, other = read(group)

    assert (first.fate, first.reason, first.tool) == ("given up", "user_not_found", "slack")
    assert (first.next, first.next_message) == (f"Own page, message {second.message_id}", second.message_id)
    assert (other.message, other.tool, other.where) == (second.message_id, "web", "")
    assert (other.fate, other.next, other.cells[4]) == ("sent", "", "Own page")
    # What could not be brought was handed on, and the line still says what it was about.
    assert first.what == other.what == "envelope (reminder)"
    assert first.partnerships == other.partnerships == ("Riverside Progression Group",)


def test_message_without_another_way_is_on_the_runners_list(group: Riverside) -> None:
    fail(group, envelope(group), GONE, TUESDAY)

    [line] = read(group)

    assert (line.fate, line.next) == ("given up", wording.NO_OTHER_WAY)


def test_two_that_were_refused_on_one_day_each_have_their_own_next_way(group: Riverside) -> None:
    give_page(group)
    for key in ("k1", "k2"):
        say(database=group.database, to=outgoing.asker(group, key), content=outgoing.HELLO, now=NOW)
    for _ in range(2):
        for one in outbox.claim(database=group.database, now=NOW, limit=5):
            if one.kind is AddressKind.SLACK:
                fail(group, one, GONE)

    found = {one.message: one.next_message for one in read(group) if one.tool == "slack"}

    assert len(set(found.values())) == len(found) == 2
    assert all(after is not None and before is not None and after > before for before, after in found.items())


def test_edit_that_was_refused_becomes_a_line_of_its_own(group: Riverside) -> None:
    edit = edit_of(group)
    fail(group, edit, DeliveryFailed("message_not_found", permanent=True))

    first, changed, receipt = read(group, now=NOW)

    assert (first.what, changed.what, receipt.what) == ("answer", "edit", "answer")
    assert (changed.fate, changed.next_message) == ("given up", receipt.message)


def test_edit_is_about_what_the_message_was_about(group: Riverside) -> None:
    sent = envelope(group)
    outbox.settle_sent(database=group.database, message_id=sent.message_id, sent=SENT, now=LATER)
    item = Item(subject="share:1", title="Done")
    to = outgoing.asker(group, "k2")
    replace(database=group.database, to=to, pressed="1763.1", item=item, content=None, now=LATER)

    about = read(group, partnership="riverside progression GROUP")

    assert [one.what for one in about] == ["envelope (reminder)", "edit (reminder)"]
    assert {one.partnerships for one in about} == {("Riverside Progression Group",)}


def test_what_waits_says_so_with_the_reason(group: Riverside) -> None:
    fail(group, envelope(group), DeliveryFailed("ratelimited", retry_after=30), TUESDAY)

    [line] = read(group)

    assert (line.fate, line.reason, line.sent_at) == ("waits", "ratelimited", None)


def test_what_was_tried_more_than_once_says_how_often(group: Riverside) -> None:
    sent = envelope(group)
    fail(group, sent, DeliveryFailed("timed out", unknown=True), TUESDAY)
    outgoing.settle_lost(group, sent, certain=True, found=None, now=TUESDAY)
    [again] = outbox.claim(database=group.database, now=TUESDAY, limit=5)
    outbox.settle_sent(database=group.database, message_id=again.message_id, sent=SENT, now=LATER)

    [line] = read(group)

    assert (line.fate, line.attempts) == ("sent, 2 attempts", 2)


def test_withheld_things_have_the_name_of_their_rule(group: Riverside) -> None:
    withhold(group, owe(group, DeliveryKind.THANKS), Rule.LEFT)

    [line] = read(group)

    assert (line.message, line.what, line.fate, line.reason) == (None, "thanks", "withheld", "left")
    assert (line.at, line.to, line.tool, line.where) == (TUESDAY, "Mina Iqbal", "", "")


def test_rule_of_a_check_in_does_not_tell_who_has_answered(group: Riverside) -> None:
    withhold(group, owe(group, DeliveryKind.CHECKIN), Rule.ANSWERED)

    [line] = read(group)

    assert (line.what, line.fate, line.reason) == ("check-in", "withheld", "")


def test_what_is_due_later_is_no_line_yet(group: Riverside) -> None:
    owe(group, DeliveryKind.THANKS, at=LATER + timedelta(seconds=1))

    assert read(group) == ()
    assert [one.fate for one in read(group, now=LATER + timedelta(seconds=1))] == ["due, waits"]


def test_room_has_its_own_name(group: Riverside, office: Office) -> None:
    with group.database.write() as transaction:
        [room] = rooms.all_of(transaction, viewer=group.viewer("sam"))
        owed = Owed(
            kind=DeliveryKind.WELCOME,
            fact="welcome",
            step="",
            partnership_id=group.partnership_id,
            due_on=TUESDAY.date(),
            due_at=TUESDAY,
            room_id=room.id,
        )
        deliveries.owe(transaction, viewer=group.viewer("sam"), owed=owed, now=NOW)
    office.run(TUESDAY)

    [line] = [one for one in read(group) if one.what.startswith(MessageKind.ROOM.value)]

    assert (line.to, line.where) == ("#riverside", f"Partnership office, {ROOM}")
    assert line.partnerships == ("Riverside Progression Group",)


def test_somebody_whom_nobody_knows_has_no_name(group: Riverside) -> None:
    stranger = Asker(
        kind=AddressKind.SLACK,
        installation_id=group.installation_id,
        external_id="U-WHO",
        conversation="D-WHO",
        key="k1",
    )
    say(database=group.database, to=stranger, content=outgoing.HELLO, now=NOW)

    [line] = read(group)

    assert (line.to, line.partnerships) == (wording.STRANGER, ())
    assert read(group, partnership="Riverside Progression Group") == ()


def test_mail_address_is_masked_wherever_it_stands(group: Riverside) -> None:
    to = Destination(kind=AddressKind.EMAIL, installation_id=0, external_id="m.iqbal@castle.example")
    new = NewMessage(
        kind=MessageKind.ANSWER,
        to=to,
        local_date=NOW.date(),
        part="k1",
        not_before=NOW,
        person_id=group.person("mina").id,
        content=as_kept(outgoing.HELLO),
    )
    with group.database.write() as transaction:
        messages.add(transaction, viewer=ENGINE, new=new, now=NOW)
    [letter] = outbox.claim(database=group.database, now=NOW, limit=5)
    fail(group, letter, DeliveryFailed("550 <m.iqbal@castle.example> is nobody", permanent=True))

    printed = json.dumps([dataclasses.asdict(one) for one in read(group)], default=str)

    assert "m.iqbal" not in printed
    assert "m…@castle.example" in json.loads(printed)[0]["where"]
    assert json.loads(printed)[0]["reason"] == "550 <m…@castle.example> is nobody"


def test_no_line_has_anything_of_what_was_said(group: Riverside) -> None:
    answered(group)
    envelope(group)

    printed = json.dumps([dataclasses.asdict(one) for one in read(group)], default=str)

    assert "Send course data" not in printed
    assert "Hello" not in printed


def test_part_of_the_ledger(group: Riverside) -> None:
    answered(group)
    envelope(group)
    withhold(group, owe(group, DeliveryKind.THANKS, at=LATER), Rule.HELD)
    everything = read(group)

    assert [one.what for one in everything] == ["answer", "envelope (reminder)", "thanks"]
    assert read(group, since=date(2026, 11, 24)) == everything[1:]
    assert read(group, since=date(2026, 11, 25)) == ()
    assert read(group, person=" mina  IQBAL") == everything
    assert read(group, person="Grace Obi") == ()
    assert read(group, partnership="Riverside Progression Group") == everything[1:]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"partnership": "Valley Link"}, "0 partnerships are called 'Valley Link'"),
        ({"person": "Nobody"}, "nobody is called 'Nobody'"),
    ],
)
def test_name_that_fits_nothing_is_said(group: Riverside, wanted: dict[str, Any], said: str) -> None:
    with pytest.raises(LookupError, match=said):
        read(group, **wanted)


def test_ledger_stands_in_the_order_of_time(group: Riverside) -> None:
    withhold(group, owe(group, DeliveryKind.THANKS, at=datetime(2026, 9, 1, tzinfo=UTC)), Rule.LEFT)
    planned.plan(group, planning.plan_reminders, planned.add(group), now=NOW)
    outgoing.say(group)

    assert [one.at for one in read(group)] == sorted(one.at for one in read(group))


def test_line_is_printed_without_what_a_terminal_would_obey(group: Riverside) -> None:
    withhold(group, owe(group, DeliveryKind.THANKS), Rule.LEFT)
    line = read(group)[0]

    cells = dataclasses.replace(line, to="Mina\x1b[2J\tIqbal\n").cells

    assert cells == (
        "2026-11-24 08:30",
        "Mina [2J Iqbal",
        "Riverside Progression Group",
        "thanks",
        "",
        "withheld: left",
        "",
    )


def test_line_says_by_which_tool_and_where(group: Riverside) -> None:
    fail(group, envelope(group), GONE, TUESDAY)

    [line] = read(group)

    assert line.cells[3:] == (
        "envelope (reminder)",
        "Slack: Partnership office, U-MINA",
        "given up: user_not_found",
        wording.NO_OTHER_WAY,
    )
