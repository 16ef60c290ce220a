"""An address at which nobody is reached: the runner is told until it is put right, and then what was lost goes again."""

from datetime import datetime, timedelta

import pytest

from bot.domain.deliveries import Destination
from bot.domain.people import AddressKind
from bot.domain.permissions import Viewer
from bot.errors import DeliveryFailed, Refused
from bot.messages.plain import of_block, text
from bot.services import envelopes, hellos, mornings, outbox, readers
from bot.services.mail import connecting, refusals, telling
from storage.database import Database
from tests.office import Office
from tests.riverside import NOW, Riverside
from tests.services.mail.letters import (
    DEE,
    MINA,
    SAID,
    TUESDAY,
    addresses,
    bounced,
    hand_in,
    remind,
    replied,
    states,
    tell,
)

WEDNESDAY = TUESDAY + timedelta(days=1)


def _list(group: Riverside, now: datetime = WEDNESDAY) -> str:
    """What Sam's list says of it on Wednesday, or at another time."""
    with group.database.read() as transaction:
        [reader] = readers.runners(transaction, viewer=group.engine)
        found = telling.of_morning(transaction, reader, now)
    return "\n\n".join(of_block(block) for notice in found for block in notice.blocks)


def _lists(group: Riverside) -> list[str]:
    """What Sam's lists of the three days after Tuesday say."""
    with group.database.write() as transaction:
        [reader] = readers.runners(transaction, viewer=group.engine)
        mornings.begin(transaction, viewer=group.engine, reader=reader, now=TUESDAY)
    lived = Office(group.database).live(TUESDAY, TUESDAY + timedelta(days=3))
    return [text(one.content) for _, one in lived if one.conversation.endswith("-SAM")]


def _put_right(group: Riverside, email: str, *, name: str = "dee", viewer: Viewer | None = None) -> str:
    done = refusals.put_right(
        database=group.database,
        viewer=viewer or group.viewer("sam"),
        person_id=group.person(name).id,
        email=email,
        now=TUESDAY,
    )
    return done.email


def _key(group: Riverside, email: str, *, viewer: Viewer | None = None) -> str:
    with pytest.raises(Refused) as refused:
        _put_right(group, email, viewer=viewer)
    return refused.value.key


def test_runner_reads_who_the_address_and_what_to_do(mailed: Riverside) -> None:
    bounced(mailed, remind(mailed))

    said = _list(mailed)

    assert f"My letters to Dee Frame at Brook Lane Training come back. Nobody is reached at {DEE}." in said
    assert f"The mail server said: “{SAID}” Please ring them, and give me another address." in said
    assert "[Another address]" in said


def test_runner_reads_what_was_written_back(mailed: Riverside) -> None:
    letter = remind(mailed)
    replied(mailed, [letter.key], words="All done, and the hall is booked.")

    said = _list(mailed)

    assert "Dee Frame at Brook Lane Training replied to my letter:" in said
    assert "“All done, and the hall is booked.”" in said


def test_what_was_written_back_stands_in_one_list(mailed: Riverside) -> None:
    letter = remind(mailed)
    replied(mailed, [letter.key], words="All done.")

    sent = _lists(mailed)

    assert ["replied to my letter" in one for one in sent].count(True) == 1
    assert len(sent) > 1


def test_who_has_left_meanwhile_is_named_no_more(mailed: Riverside) -> None:
    letter = remind(mailed)
    replied(mailed, [letter.key])
    with mailed.database.write() as transaction:
        transaction.connection.exec_driver_sql(
            f"DELETE FROM memberships WHERE person_id = {mailed.person('dee').id}"
        )

    assert "replied to my letter" not in _list(mailed)


def test_another_address_takes_its_place_and_what_was_lost_is_due_again(mailed: Riverside) -> None:
    bounced(mailed, remind(mailed))
    lost = states(mailed)[0]

    assert _put_right(mailed, " Dee.Frame@BrookLane.example ") == "dee.frame@brooklane.example"

    found = addresses(mailed, "dee")
    assert found["dee.frame@brooklane.example"].carries
    assert not found[DEE].carries
    assert _key(mailed, "x@y.example") == "email_mended"
    assert (lost, states(mailed)[0]) == (("reminder", "undeliverable"), ("reminder", "pending"))
    envelopes.post(database=mailed.database, person_ids=[mailed.person("dee").id], now=TUESDAY)
    [letter] = hand_in(mailed)
    assert letter.conversation == "dee.frame@brooklane.example"
    assert "Send course data" in str(letter.content)


def test_same_address_is_tried_again(mailed: Riverside) -> None:
    bounced(mailed, remind(mailed))

    _put_right(mailed, DEE)

    assert addresses(mailed, "dee")[DEE].carries


def test_hello_that_never_arrived_is_owed_again(mailed: Riverside) -> None:
    dee = mailed.person("dee").id
    with mailed.database.write() as transaction:
        transaction.connection.exec_driver_sql(
            f"UPDATE memberships SET greeted_at = NULL WHERE person_id = {dee}"
        )
        refusals.note(transaction, to=_at(DEE), said=SAID, now=TUESDAY)

    _put_right(mailed, DEE)

    assert states(mailed) == [("hello", "pending")]
    envelopes.post(database=mailed.database, person_ids=[dee], now=TUESDAY)
    [hello] = hand_in(mailed)
    assert hello.conversation == DEE


def test_refused_hello_is_told_of_with_its_address_and_not_again_by_itself(mailed: Riverside) -> None:
    dee = mailed.person("dee").id
    with mailed.database.write() as transaction:
        transaction.connection.exec_driver_sql(
            f"UPDATE memberships SET greeted_at = NULL WHERE person_id = {dee}"
        )
        refusals.note(transaction, to=_at(DEE), said=SAID, now=TUESDAY)
    _put_right(mailed, DEE)
    envelopes.post(database=mailed.database, person_ids=[dee], now=TUESDAY)
    [hello] = outbox.claim(database=mailed.database, now=TUESDAY, limit=9)
    failed = DeliveryFailed(SAID, permanent=True, nobody=True)
    outbox.settle_failed(database=mailed.database, outgoing=hello, failure=failed, now=TUESDAY)

    lists = _lists(mailed)

    with mailed.database.read() as transaction:
        lost = hellos.unreached(transaction, viewer=mailed.viewer("sam"))
    assert [one.person.id for one in lost] == [dee]
    assert ["My letters to Dee Frame" in one for one in lists].count(True) == 1
    assert len(lists) > 1
    assert "My hello found no way" not in "".join(lists)


def test_whose_doors_are_shut_is_owed_nothing(mailed: Riverside) -> None:
    with mailed.database.write() as transaction:
        transaction.connection.exec_driver_sql(
            f"UPDATE memberships SET greeted_at = NULL, doors_open = ({mailed.person('dee').id} < 0) "
            f"WHERE person_id = {mailed.person('dee').id}"
        )
        refusals.note(transaction, to=_at(DEE), said=SAID, now=TUESDAY)

    _put_right(mailed, DEE)

    assert states(mailed) == []


@pytest.mark.parametrize(
    ("email", "key"), [("dee@brooklane", "email_wrong"), ("", "email_wrong"), (MINA, "email_theirs")]
)
def test_address_that_will_not_do(mailed: Riverside, email: str, key: str) -> None:
    bounced(mailed, remind(mailed))

    assert _key(mailed, email) == key


def test_only_who_runs_it_gives_another_address(mailed: Riverside) -> None:
    bounced(mailed, remind(mailed))

    assert _key(mailed, DEE, viewer=mailed.viewer("mina")) == "not_for_your_role"
    with pytest.raises(Refused):
        refusals.of_person(database=mailed.database, viewer=mailed.viewer("mina"), person_id=1)


def test_form_is_for_whose_letters_come_back(mailed: Riverside) -> None:
    sam, dee = mailed.viewer("sam"), mailed.person("dee")
    with pytest.raises(Refused) as refused:
        refusals.of_person(database=mailed.database, viewer=sam, person_id=dee.id)
    assert refused.value.key == "email_mended"

    with mailed.database.write() as transaction:
        refusals.note(transaction, to=_at(MINA), said=SAID, now=NOW)
    bounced(mailed, remind(mailed))

    found = refusals.of_person(database=mailed.database, viewer=sam, person_id=dee.id)
    assert (found.person, found.email) == (dee, DEE)


def test_refused_reader_is_told_of_as_a_bounce_is(mailed: Riverside) -> None:
    tell(mailed)
    [outgoing] = outbox.claim(database=mailed.database, now=TUESDAY, limit=9)

    failed = DeliveryFailed(SAID, permanent=True, nobody=True)
    outbox.settle_failed(database=mailed.database, outgoing=outgoing, failure=failed, now=TUESDAY)

    assert not addresses(mailed, "dee")[DEE].carries
    assert refusals.of_person(
        database=mailed.database, viewer=mailed.viewer("sam"), person_id=mailed.person("dee").id
    )


def test_letter_that_waits_alone_has_been_tried(mailed: Riverside) -> None:
    tell(mailed)
    [outgoing] = outbox.claim(database=mailed.database, now=TUESDAY, limit=9)

    later = DeliveryFailed("451 4.7.1 Greylisted", retry_after=300, alone=True)
    outbox.settle_failed(database=mailed.database, outgoing=outgoing, failure=later, now=TUESDAY)
    too_soon = outbox.claim(database=mailed.database, now=TUESDAY + timedelta(minutes=4), limit=9)
    [again] = outbox.claim(database=mailed.database, now=TUESDAY + timedelta(minutes=5), limit=9)

    assert (too_soon, again.attempt) == ((), 2)


@pytest.mark.parametrize("kind", [AddressKind.SLACK, AddressKind.WEB])
def test_what_is_no_e_mail_address_is_no_concern(mailed: Riverside, kind: AddressKind) -> None:
    with mailed.database.write() as transaction:
        to = Destination(kind=kind, installation_id=0, external_id=DEE)
        refusals.note(transaction, to=to, said=SAID, now=NOW)

    assert addresses(mailed, "dee")[DEE].carries


def test_server_without_words_has_refused_all_the_same(mailed: Riverside) -> None:
    with mailed.database.write() as transaction:
        refusals.note(transaction, to=_at(DEE), said=" \n", now=NOW)

    connecting.begin(database=mailed.database, sender="b@office.example", now=NOW)

    assert not addresses(mailed, "dee")[DEE].carries


def test_letters_end_with_the_setting_and_begin_again(mailed: Riverside) -> None:
    for _ in range(2):
        connecting.end(database=mailed.database, now=NOW)
    ended = addresses(mailed, "dee")[DEE].carries
    connecting.begin(database=mailed.database, sender="b@office.example", now=NOW)

    assert (ended, addresses(mailed, "dee")[DEE].carries) == (False, True)


def test_page_to_which_a_letter_leads(mailed: Riverside) -> None:
    database: Database = mailed.database

    found = connecting.page_of(database=database, email=DEE)

    assert found in addresses(mailed, "dee")
    assert connecting.page_of(database=database, email="x@y.example") is None


def _at(email: str) -> Destination:
    return Destination(kind=AddressKind.EMAIL, installation_id=0, external_id=email)
