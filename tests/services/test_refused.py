"""Messages that a platform will never take."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.deliveries import DeliveryState, MessageState
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.errors import DeliveryFailed
from bot.messages.model import Item
from bot.services import answers, detours, outbox
from storage import installations, people
from tests.office import Office
from tests.outgoing import (
    HELLO,
    MINUTE,
    SENT,
    TUESDAY,
    asker,
    claimed,
    edit_of,
    envelope,
    fail,
    say,
    stored,
)
from tests.riverside import NOW, Riverside

FAILURE = DeliveryFailed("user_not_found", permanent=True)


def test_message_is_given_up_and_the_ledger_says_so(group: Riverside) -> None:
    fail(group, envelope(group), FAILURE, TUESDAY)

    assert claimed(group, TUESDAY + MINUTE) == []
    assert [one.state for one in Office(group.database).ledger()][:1] == [DeliveryState.UNDELIVERABLE]


def test_next_address_of_the_person_is_tried_once(group: Riverside) -> None:
    page = _give_page(group)
    first = envelope(group)

    fail(group, first, FAILURE, TUESDAY)
    [second] = outbox.claim(database=group.database, now=TUESDAY + MINUTE, limit=5)
    fail(group, second, FAILURE, TUESDAY + MINUTE)

    assert (second.kind, second.installation_id, second.conversation) == (
        AddressKind.WEB,
        page,
        "mina",
    )
    assert second.content == first.content
    assert [one.state for one in Office(group.database).ledger()][:1] == [DeliveryState.UNDELIVERABLE]


def test_address_that_was_refused_is_not_tried_first_again(group: Riverside) -> None:
    page = _give_page(group)
    nobody = DeliveryFailed("user_disabled", permanent=True, nobody=True)
    assert _places(group) == [group.installation_id, page]

    fail(group, envelope(group), nobody, TUESDAY)
    assert _places(group) == [page, group.installation_id]
    [second] = outbox.claim(database=group.database, now=TUESDAY + MINUTE, limit=5)
    outbox.settle_sent(database=group.database, message_id=second.message_id, sent=SENT, now=TUESDAY)
    assert _places(group) == [page, group.installation_id]

    # Whoever writes from there is answered there, and is reached there again.
    answer = say(group)
    outbox.settle_sent(database=group.database, message_id=answer.message_id, sent=SENT, now=TUESDAY)
    assert _places(group) == [group.installation_id, page]


def test_address_that_was_refused_is_tried_where_there_is_no_other(group: Riverside) -> None:
    nobody = DeliveryFailed("user_disabled", permanent=True, nobody=True)

    fail(group, envelope(group), nobody, TUESDAY)

    assert _places(group) == [group.installation_id]


def test_second_address_brings_what_the_first_could_not(group: Riverside) -> None:
    _give_page(group)
    fail(group, envelope(group), FAILURE, TUESDAY)

    Office(group.database).send(TUESDAY + MINUTE)

    assert [one.state for one in Office(group.database).ledger()][:1] == [DeliveryState.SENT]


def test_stranger_has_no_second_address(group: Riverside) -> None:
    answers.say(
        database=group.database,
        to=replace(asker(group), external_id="U-NEW"),
        content=HELLO,
        now=NOW,
    )
    [outgoing] = outbox.claim(database=group.database, now=NOW, limit=5)

    fail(group, outgoing, FAILURE)

    assert stored(group, outgoing.message_id).state is MessageState.DEAD


def test_edit_is_made_good_by_one_line(group: Riverside) -> None:
    edit = edit_of(group)

    fail(group, edit, DeliveryFailed("edit_window_closed", permanent=True))

    [receipt] = outbox.claim(database=group.database, now=NOW, limit=5)
    assert receipt.edits is None
    assert receipt.content.opening.startswith("Thank you. I've kept that")


def test_edit_on_a_platform_that_is_gone_says_nothing_more(group: Riverside) -> None:
    edit = edit_of(group)
    outbox.hand_back(database=group.database, outgoing=edit, now=NOW)

    assert detours.strand(database=group.database, ways=(), now=NOW + timedelta(days=2)) == 1
    assert claimed(group, NOW + timedelta(days=2)) == []


def test_what_somebody_else_has_settled_is_not_given_up(group: Riverside, office: Office) -> None:
    first = envelope(group)
    _give_page(group)
    outbox.settle_sent(database=group.database, message_id=first.message_id, sent=SENT, now=TUESDAY)

    fail(group, first, FAILURE, TUESDAY)

    assert claimed(group, TUESDAY + MINUTE) == []
    assert office.ledger()[0].state is DeliveryState.SENT


def _places(group: Riverside) -> list[int | None]:
    """Return where Mina is written to, in the order in which it is tried."""
    with group.database.read() as transaction:
        found = people.addresses_of(transaction, viewer=ENGINE, person_id=group.person("mina").id)
    return [one.installation_id for one in found if one.carries]


def _give_page(group: Riverside) -> int:
    with group.database.write() as transaction:
        page = installations.register(
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
            person_id=group.person("mina").id,
            kind=AddressKind.WEB,
            installation_id=page,
            external_id="mina",
        )
    return page


def test_edit_of_a_message_that_never_arrived_is_given_up(group: Riverside) -> None:
    outgoing = say(group)
    answers.replace(
        database=group.database,
        to=asker(group, "k2"),
        pressed=f"m{outgoing.message_id}",
        item=Item(subject="share:1", title="Done"),
        content=None,
        now=NOW,
    )
    fail(group, outgoing, DeliveryFailed("gone", permanent=True))

    assert claimed(group, NOW) == []
