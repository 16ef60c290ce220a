"""A partner's file: who may read it, and when somebody last did something."""

from datetime import timedelta

import pytest

from bot.domain.contacts import ContactKind
from bot.domain.permissions import ENGINE, Role
from storage import audit, contacts, reach
from storage.database import Database
from tests import planned, promised, riverside
from tests.office import Office
from tests.riverside import NOW, Riverside

DAY = timedelta(days=1)


@pytest.fixture
def group(database: Database) -> Riverside:
    """Sam has spoken to Dee, and to Mina."""
    found = riverside.build(database, opened=True)
    with database.write() as transaction:
        for partner_id, words in ((found.brook_lane_id, "Bus fares"), (found.castle_id, "The prospectus")):
            contacts.add(
                transaction,
                viewer=found.viewer("sam"),
                partner_id=partner_id,
                person_id=None,
                kind=ContactKind.SPOKE,
                on=NOW.date(),
                words=words,
                asked="parking",
                now=NOW,
            )
    return found


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("sam", ["Bus fares", "The prospectus"]),
        ("mina", ["The prospectus"]),
        ("dee", ["Bus fares"]),
        ("rob", []),
        ("grace", []),
    ],
)
def test_file_is_read_by_who_rings_and_by_its_own_co_ordinator(
    group: Riverside, name: str, words: list[str]
) -> None:
    with group.database.read() as transaction:
        found = contacts.all_of(transaction, viewer=group.viewer(name))

    assert [one.words for one in found] == words


def test_chair_reads_no_file_whatever_they_belong_to(group: Riverside) -> None:
    assert group.viewer("grace").role is Role.CHAIR

    with group.database.read() as transaction:
        assert contacts.all_of(transaction, viewer=group.viewer("grace")) == ()


def test_line_keeps_who_wrote_it_and_what_was_asked(group: Riverside) -> None:
    with group.database.read() as transaction:
        [first, _] = contacts.all_of(transaction, viewer=group.viewer("sam"))

    assert (first.partner_id, first.by_id, first.on, first.at, first.asked) == (
        group.brook_lane_id,
        group.person("sam").id,
        NOW.date(),
        NOW,
        "parking",
    )


def test_last_act_is_the_newest_of_each_person(group: Riverside) -> None:
    pressed = promised.accepted(group)

    with group.database.write() as transaction:
        audit.write(transaction, viewer=ENGINE, act="swept", subject="nothing", now=NOW + DAY)
        audit.write(
            transaction,
            viewer=group.viewer("mina"),
            act="share_done",
            subject=f"share:{pressed.share_id}",
            now=NOW + DAY,
        )
    with group.database.read() as transaction:
        found = audit.last_acts(transaction, viewer=group.viewer("sam"))

    assert (found[group.person("mina").id], found[group.person("sam").id]) == (NOW + DAY, NOW)
    assert set(found) == {group.person("mina").id, group.person("sam").id}


def test_envelopes_are_counted_once_however_much_is_in_them(group: Riverside) -> None:
    for title in ("Send course data", "Send photographs"):
        promised.proposed(group, what=title)
    office = Office(group.database)
    office.live(NOW, NOW + 6 * DAY, step=timedelta(hours=1))

    with group.database.read() as transaction:
        found = reach.envelopes(transaction, viewer=group.viewer("sam"))

    assert set(found) == {group.person("mina").id}
    sent = [at for at, one in office.sent if one.conversation.endswith("MINA")]
    assert list(found[group.person("mina").id]) == sent


def test_nothing_is_counted_before_anything_is_sent(group: Riverside) -> None:
    planned.add(group)

    with group.database.read() as transaction:
        assert reach.envelopes(transaction, viewer=group.viewer("sam")) == {}
