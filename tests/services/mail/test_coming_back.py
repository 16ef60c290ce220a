"""What comes back by mail: letters that nobody was reached with, and people's own words."""

from dataclasses import replace

import pytest

from bot.domain.deliveries import DeliveryKind, MessageState, Owed
from bot.domain.mail import Answer
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.services import envelopes, outbox
from bot.services.ports import Sent
from storage import deliveries, mailing, members, messages, people, replies
from tests.riverside import Riverside
from tests.services.mail.letters import (
    DEE,
    MINA,
    SAID,
    TUESDAY,
    addresses,
    bounced,
    hand_in,
    queued,
    remind,
    replied,
    said,
    states,
    tell,
)


def _words(group: Riverside) -> list[tuple[int, str]]:
    with group.database.read() as transaction:
        found = replies.since(transaction, viewer=group.viewer("sam"), at=TUESDAY.replace(year=2020))
    return [(one.person_id, one.words) for one in found]


def _refused(group: Riverside) -> list[tuple[str, str]]:
    with group.database.read() as transaction:
        return [(one.email, one.said) for one in mailing.refused(transaction, viewer=group.viewer("sam"))]


def test_bounce_gives_the_letter_up_and_the_address(mailed: Riverside) -> None:
    letter = remind(mailed)

    bounced(mailed, letter)

    assert _refused(mailed) == [(DEE, SAID)]
    assert not addresses(mailed, "dee")[DEE].carries
    assert ("reminder", "undeliverable") in states(mailed)
    assert queued(mailed) == []


def test_bounced_letter_goes_to_the_next_address_once(mailed: Riverside) -> None:
    with mailed.database.write() as transaction:
        transaction.connection.exec_driver_sql(
            f"UPDATE addresses SET preferred = (external_id = '{MINA}') "
            f"WHERE person_id = {mailed.person('mina').id}"
        )
    letter = remind(mailed, "mina")
    assert letter.kind is AddressKind.EMAIL

    bounced(mailed, letter, addresses=(MINA,))
    [second] = hand_in(mailed)
    bounced(mailed, letter, addresses=(MINA,), key="<b2@mx>")

    assert (second.kind, second.conversation) == (AddressKind.SLACK, "U-MINA")
    assert "Send course data" in str(second.content)
    assert ("reminder", "sent") in states(mailed)
    assert queued(mailed) == []


def test_hello_that_was_sent_back_was_none(mailed: Riverside) -> None:
    dee = mailed.person("dee").id
    with mailed.database.write() as transaction:
        transaction.connection.exec_driver_sql(
            f"UPDATE memberships SET greeted_at = NULL WHERE person_id = {dee}"
        )
        hello = Owed(
            kind=DeliveryKind.HELLO,
            fact=f"hello:{mailed.partnership_id}",
            step="hello",
            partnership_id=mailed.partnership_id,
            due_on=TUESDAY.date(),
            due_at=TUESDAY,
            person_id=dee,
            off_day=True,
        )
        deliveries.owe(transaction, viewer=ENGINE, owed=hello, now=TUESDAY)
    envelopes.post(database=mailed.database, person_ids=[dee], now=TUESDAY)
    [letter] = hand_in(mailed)
    greeted = _greeted(mailed)

    bounced(mailed, letter)

    assert (greeted, _greeted(mailed)) == (True, False)
    assert states(mailed) == [("hello", "undeliverable")]


def _greeted(group: Riverside) -> bool:
    with group.database.read() as transaction:
        found = members.member(transaction, viewer=group.engine, person_id=group.person("dee").id)
    assert found is not None
    return found.greeted_at is not None


def test_letter_that_was_not_taken_says_nothing_of_its_address(mailed: Riverside) -> None:
    letter = remind(mailed)

    bounced(mailed, letter, answer=Answer.NOT_TAKEN)

    assert _refused(mailed) == []
    assert addresses(mailed, "dee")[DEE].carries
    assert ("reminder", "undeliverable") in states(mailed)


@pytest.mark.parametrize(
    "changes",
    [
        {"answer": Answer.LATER},
        {"addresses": ("somebody@elsewhere.example",)},
    ],
)
def test_notice_that_is_not_about_it_changes_nothing(mailed: Riverside, changes: dict[str, object]) -> None:
    letter = remind(mailed)
    before = states(mailed)

    bounced(mailed, letter, **changes)  # type: ignore[arg-type]  # Names and values are the test's.

    assert (_refused(mailed), states(mailed)) == ([], before)


def test_letter_that_was_sent_on_and_came_back_says_nothing_of_its_address(mailed: Riverside) -> None:
    letter = remind(mailed)

    bounced(mailed, letter, addresses=(DEE, "dee.frame@home.example"))

    assert _refused(mailed) == []
    assert ("reminder", "undeliverable") in states(mailed)


def test_notice_of_a_letter_that_we_never_sent_changes_nothing(mailed: Riverside) -> None:
    letter = remind(mailed)
    before = states(mailed)

    bounced(mailed, replace(letter, key="made-up"))
    replied(mailed, ["made-up"])

    assert (_refused(mailed), states(mailed), _words(mailed)) == ([], before, [])


def test_notice_that_names_no_address_is_about_the_letter(mailed: Riverside) -> None:
    letter = remind(mailed)

    bounced(mailed, letter, addresses=())

    assert _refused(mailed) == [(DEE, SAID)]


def test_notice_of_a_message_that_went_another_way_changes_nothing(mailed: Riverside) -> None:
    message = remind(mailed, "mina")
    assert message.kind is AddressKind.SLACK

    bounced(mailed, message, addresses=())

    assert _refused(mailed) == []
    assert ("reminder", "sent") in states(mailed)


def test_letter_of_which_nobody_knew_is_settled_by_its_bounce(mailed: Riverside) -> None:
    letter = remind(mailed)
    with mailed.database.write() as transaction:
        messages.change(
            transaction,
            viewer=ENGINE,
            message_id=letter.message_id,
            since=MessageState.SENT,
            changes={"state": MessageState.UNKNOWN},
        )

    bounced(mailed, letter)

    assert outbox.lost(database=mailed.database, now=TUESDAY.replace(hour=12), limit=9) == ()
    assert ("reminder", "undeliverable") in states(mailed)


def test_notice_that_is_quicker_than_the_mail_server_gives_the_letter_up(mailed: Riverside) -> None:
    letter = remind(mailed)
    with mailed.database.write() as transaction:
        messages.change(
            transaction,
            viewer=ENGINE,
            message_id=letter.message_id,
            since=MessageState.SENT,
            changes={"state": MessageState.SENDING},
        )
        transaction.connection.exec_driver_sql("UPDATE deliveries SET state = 'claimed'")

    bounced(mailed, letter)
    sent = Sent(external_id="<late@office.example>", conversation=DEE)
    outbox.settle_sent(database=mailed.database, message_id=letter.message_id, sent=sent, now=TUESDAY)

    assert ("reminder", "undeliverable") in states(mailed)


def test_letter_is_taken_in_once(mailed: Riverside) -> None:
    letter = remind(mailed)

    for _ in range(2):
        replied(mailed, [letter.key])

    assert len(_words(mailed)) == len(queued(mailed)) == 1


def test_reply_is_read_by_the_runner_and_answered_by_one_letter(mailed: Riverside) -> None:
    letter = remind(mailed)

    replied(mailed, ["made-up", letter.key])

    assert _words(mailed) == [(mailed.person("dee").id, "All done.")]
    [answer] = queued(mailed)
    assert answer.to.external_id == DEE
    assert "I'm a bot and can't read letters." in said(answer)
    assert "Sam Hallam can read what you wrote. Nobody else can." in said(answer)


def test_reply_names_the_deputy_too_whose_list_may_show_it(mailed: Riverside) -> None:
    with mailed.database.write() as transaction:
        transaction.connection.exec_driver_sql(
            f"UPDATE memberships SET role = 'deputy_runner' WHERE person_id = {mailed.person('mina').id}"
        )
    letter = remind(mailed)

    replied(mailed, [letter.key])

    [answer] = queued(mailed)
    assert "Sam Hallam and Mina Iqbal can read what you wrote. Nobody else can." in said(answer)


def test_reply_from_another_address_is_nobodys(mailed: Riverside) -> None:
    letter = remind(mailed)

    replied(mailed, [letter.key], sender="dee@elsewhere.example")

    assert (_words(mailed), queued(mailed)) == ([], [])


def test_two_replies_on_one_day_are_answered_once(mailed: Riverside) -> None:
    letter = remind(mailed)

    replied(mailed, [letter.key])
    replied(mailed, [letter.key], key="<r2@mx>", words="And the hall is booked.")

    assert [words for _, words in _words(mailed)] == ["All done.", "And the hall is booked."]
    assert len(queued(mailed)) == 1


def test_reply_to_the_answer_is_answered_no_more(mailed: Riverside) -> None:
    letter = remind(mailed)
    replied(mailed, [letter.key])
    [answer] = hand_in(mailed)

    replied(mailed, [answer.key], key="<r2@mx>", words="Thank you!", now=TUESDAY.replace(day=25))

    assert [words for _, words in _words(mailed)] == ["All done.", "Thank you!"]
    assert queued(mailed) == []


def test_reply_to_a_letter_about_nothing_goes_to_the_one_partnership(mailed: Riverside) -> None:
    tell(mailed)
    [letter] = hand_in(mailed)

    replied(mailed, [letter.key])

    assert _words(mailed) == [(mailed.person("dee").id, "All done.")]


def test_reply_of_who_runs_it_is_told_to_nobody(mailed: Riverside) -> None:
    with mailed.database.write() as transaction:
        people.give_address(
            transaction,
            viewer=ENGINE,
            person_id=mailed.person("sam").id,
            kind=AddressKind.EMAIL,
            installation_id=None,
            external_id="sam@office.example",
        )
    tell(mailed, "sam", at="sam@office.example")
    [letter] = hand_in(mailed)

    replied(mailed, [letter.key], sender="sam@office.example")

    assert _words(mailed) == []
    [answer] = queued(mailed)
    assert "Nobody has read what you wrote." in said(answer)


def test_reply_about_something_in_confidence_is_heard_of_by_nobody(mailed: Riverside) -> None:
    letter = remind(mailed)
    with mailed.database.write() as transaction:
        transaction.connection.exec_driver_sql("UPDATE deliveries SET kind = 'concern'")

    replied(mailed, [letter.key])

    assert _words(mailed) == []
    [answer] = queued(mailed)
    assert "Nobody has read what you wrote." in said(answer)
