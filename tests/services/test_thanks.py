"""Thanks in people's own words: to whom, how they get there, and what the runner reads out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.mornings import Rank
from bot.domain.permissions import Role, Viewer
from bot.errors import Refused
from bot.messages import plain
from bot.messages.model import Message
from bot.messages.notices import Notice
from bot.services import readers, thanks
from bot.services.readers import Reader
from bot.services.thanks import Passed
from storage import deliveries, members, partners, people
from storage import thanks as stored_thanks
from storage.database import Transaction
from tests.riverside import NOW, Riverside

WORDS = "Thank you for the cover photos."
NEXT_DAY = datetime(2026, 9, 11, 7, 30, tzinfo=UTC)


def say(group: Riverside, whom: str, *, by: str = "grace", words: str = WORDS) -> Passed:
    return thanks.say(
        database=group.database,
        viewer=group.viewer(by),
        whom=whom,
        words=words,
        milestone_id=None,
        now=NOW,
    )


def to_person(group: Riverside, name: str) -> str:
    return f"person:{group.person(name).id}"


def owed(group: Riverside, name: str) -> list[Delivery]:
    with group.database.read() as transaction:
        found = deliveries.pending_of(transaction, viewer=group.engine, person_id=group.person(name).id)
    return [one for one in found if one.owed.kind is DeliveryKind.THANKS]


def reader(transaction: Transaction, viewer: Viewer, name: str, group: Riverside) -> Reader:
    found = readers.reader(transaction, viewer=viewer, person_id=group.person(name).id)
    assert found is not None
    return found


def said(notice: Notice | None) -> str:
    assert notice is not None
    return plain.text(Message(opening="", blocks=notice.blocks)).strip()


def read_out(group: Riverside, name: str = "sam", *, now: datetime = NEXT_DAY) -> list[Notice]:
    with group.database.read() as transaction:
        sam = reader(transaction, group.engine, name, group)
        return list(thanks.of_morning(transaction, sam, now))


def test_partners_and_people_can_be_thanked_but_for_ones_own(group: Riverside) -> None:
    assert thanks.choices(database=group.database, viewer=group.viewer("mina")) == (
        (f"partner:{group.brook_lane_id}", "Brook Lane Training"),
        (f"partner:{group.office_id}", "Partnership office"),
        (to_person(group, "dee"), "Dee Frame, Brook Lane Training"),
        (to_person(group, "grace"), "Grace Obi, Partnership office"),
        (to_person(group, "rob"), "Rob Stone, Castle College"),
        (to_person(group, "sam"), "Sam Hallam, Partnership office"),
    )


@pytest.mark.parametrize(("whom", "to"), [("person", "Mina Iqbal"), ("partner", "Castle College")])
def test_thanks_travel_in_the_next_envelope_under_the_senders_name(
    group: Riverside, whom: str, to: str
) -> None:
    chosen = to_person(group, "mina") if whom == "person" else f"partner:{group.castle_id}"

    passed = say(group, chosen, words=f"  {WORDS} ")

    assert passed == Passed(partnership="Riverside Progression Group", to=to, by_runner="")
    [delivery] = owed(group, "mina")
    assert delivery.owed.due_on == date(2026, 9, 10)
    with group.database.read() as transaction:
        mina = reader(transaction, group.engine, "mina", group)
        notice = thanks.write_notice(transaction, mina, delivery, NOW)
    assert said(notice) == f"Grace Obi asked me to pass this on: “{WORDS}”"
    assert notice is not None
    assert not notice.asks
    assert read_out(group) == []


@pytest.mark.parametrize("whom", ["person", "partner"])
def test_who_has_a_telephone_only_hears_it_from_the_runner(group: Riverside, whom: str) -> None:
    chosen = to_person(group, "dee") if whom == "person" else f"partner:{group.brook_lane_id}"

    passed = say(group, chosen)

    assert passed.by_runner == "Sam"
    assert owed(group, "dee") == []
    [notice] = read_out(group)
    assert notice.rank is Rank.CALL
    assert said(notice) == (
        f"Grace Obi asked me to pass this on to Dee Frame at Brook Lane Training, "
        f"who can't be written to: “{WORDS}”"
    )


def test_first_list_begins_a_week_back(group: Riverside) -> None:
    say(group, f"partner:{group.brook_lane_id}")

    assert len(read_out(group)) == 1
    assert read_out(group, now=NEXT_DAY + timedelta(days=14)) == []


def test_runners_own_thanks_are_called_theirs(group: Riverside) -> None:
    say(group, to_person(group, "dee"), by="sam")

    assert said(read_out(group)[0]).startswith("You asked me to pass this on to Dee Frame")


def test_partner_without_anybody_is_thanked_by_the_runner(group: Riverside) -> None:
    with group.database.write() as transaction:
        made = partners.add(transaction, viewer=group.viewer("sam"), name="Meadow College")

    passed = say(group, f"partner:{made.id}")

    assert (passed.to, passed.by_runner) == ("Meadow College", "Sam")
    assert "to pass this on to Meadow College, who" in said(read_out(group)[0])


def test_person_without_an_address_is_thanked_by_the_runner(group: Riverside) -> None:
    with group.database.write() as transaction:
        sam = group.viewer("sam")
        person = people.create(transaction, viewer=sam, name="Jo Blake", zone=None, now=NOW)
        role = group.members["rob"].role
        members.add(transaction, viewer=sam, person_id=person.id, role=role, partner_id=group.castle_id)

    assert say(group, f"person:{person.id}").by_runner == "Sam"


def test_who_belongs_to_no_partner_cannot_be_chosen(group: Riverside) -> None:
    with group.database.write() as transaction:
        sam = group.viewer("sam")
        person = people.create(transaction, viewer=sam, name="Jo Blake", zone=None, now=NOW)
        members.add(transaction, viewer=sam, person_id=person.id, role=Role.OBSERVER, partner_id=None)

    with pytest.raises(Refused) as refused:
        say(group, f"person:{person.id}")

    assert refused.value.key == "thanks_to_whom"


@pytest.mark.parametrize(
    ("whom", "words", "key", "field"),
    [
        ("", WORDS, "thanks_to_whom", "whom"),
        ("partner:99", WORDS, "thanks_to_whom", "whom"),
        ("person:99", WORDS, "thanks_to_whom", "whom"),
        ("person:x", WORDS, "thanks_to_whom", "whom"),
        ("partner:1", " ", "thanks_words_needed", "words"),
        ("partner:1", "x" * 601, "too_long", "words"),
    ],
)
def test_what_needs_mending_is_said_at_its_field(
    group: Riverside, whom: str, words: str, key: str, field: str
) -> None:
    chosen = whom.replace("partner:1", f"partner:{group.castle_id}") if whom == "partner:1" else whom

    with pytest.raises(Refused) as refused:
        say(group, chosen, words=words)

    assert (refused.value.key, refused.value.field) == (key, field)
    with group.database.read() as transaction:
        assert (
            stored_thanks.since(transaction, viewer=group.engine, at=datetime(2026, 1, 1, tzinfo=UTC)) == ()
        )


def test_thanks_for_a_milestone_that_is_not_there_are_not_kept(group: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        thanks.say(
            database=group.database,
            viewer=group.viewer("mina"),
            whom=to_person(group, "grace"),
            words=WORDS,
            milestone_id=99,
            now=NOW,
        )

    assert refused.value.key == "milestone_gone"


def test_thanks_of_somebody_who_is_in_it_no_more_are_not_said(group: Riverside) -> None:
    say(group, to_person(group, "mina"))
    [delivery] = owed(group, "mina")
    with group.database.write() as transaction:
        pat = people.create(transaction, viewer=group.viewer("sam"), name="Pat Gone", zone=None, now=NOW)
        thanks_id = stored_thanks.add(
            transaction,
            viewer=replace(group.viewer("grace"), person_id=pat.id),
            milestone_id=None,
            partner_id=group.castle_id,
            person_id=None,
            words=WORDS,
            now=NOW,
        )
        mina = reader(transaction, group.engine, "mina", group)
        theirs = replace(delivery, owed=replace(delivery.owed, fact=f"thanks:{thanks_id}"))

        assert thanks.write_notice(transaction, mina, theirs, NOW) is None


def test_observers_thank_nobody(group: Riverside) -> None:
    observer = replace(group.viewer("rob"), role=Role.OBSERVER)

    with pytest.raises(Refused) as refused:
        thanks.choices(database=group.database, viewer=observer)

    assert refused.value.key == "not_for_your_role"
