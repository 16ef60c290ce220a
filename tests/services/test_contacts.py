"""A partner's file: a line after a talk, for who runs it and for that partner's own co-ordinator."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.contacts import ContactKind
from bot.errors import Refused
from bot.messages.contacts import File
from bot.services import calls, contacts
from bot.services.contacts import NewLine
from storage import contacts as stored_contacts
from tests.riverside import NOW, Riverside

DAY = timedelta(days=1)


def line(group: Riverside, **changes: str) -> NewLine:
    new = NewLine(
        partner=str(group.castle_id),
        day="2026-09-10",
        who=str(group.person("mina").id),
        words="Mina likes the new dates.",
        asked="parking",
    )
    return replace(new, **changes)


def log(group: Riverside, name: str = "sam", **changes: str) -> File:
    return contacts.log(
        database=group.database, viewer=group.viewer(name), new=line(group, **changes), now=NOW
    )


def file_of(group: Riverside, name: str, partner_id: int) -> File:
    return contacts.file_of(
        database=group.database, viewer=group.viewer(name), partner_id=partner_id, now=NOW
    )


def test_line_stands_in_the_file_as_it_was_written(group: Riverside) -> None:
    [entry] = log(group).entries

    assert (entry.on, entry.who, entry.words, entry.asked, entry.by) == (
        date(2026, 9, 10),
        "Mina Iqbal",
        "Mina likes the new dates.",
        "parking",
        "Sam Hallam",
    )


def test_newest_line_stands_first_and_the_oldest_are_counted(group: Riverside) -> None:
    for number in range(contacts.MOST + 2):
        log(group, words=f"Line {number}")

    found = file_of(group, "sam", group.castle_id)

    assert (found.entries[0].words, len(found.entries), found.more) == ("Line 21", contacts.MOST, 2)


def test_co_ordinator_writes_and_reads_the_file_of_their_own_organisation(group: Riverside) -> None:
    log(group, "mina", who="")

    assert [one.by for one in file_of(group, "mina", group.castle_id).entries] == ["Mina Iqbal"]
    assert [one.by for one in file_of(group, "sam", group.castle_id).entries] == ["Mina Iqbal"]


def test_co_ordinator_reads_no_line_about_our_calling(group: Riverside) -> None:
    for kind in (ContactKind.SPOKE, ContactKind.PUT_OFF):
        calls.answer(
            database=group.database,
            viewer=group.viewer("sam"),
            partner_id=group.castle_id,
            kind=kind,
            now=NOW,
        )

    assert len(file_of(group, "sam", group.castle_id).entries) == 2
    assert [one.kind for one in file_of(group, "mina", group.castle_id).entries] == [ContactKind.SPOKE]


@pytest.mark.parametrize("name", ["mina", "rob", "grace"])
def test_file_of_another_organisation_is_nobodys(group: Riverside, name: str) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        file_of(group, name, group.brook_lane_id)
    with pytest.raises(Refused, match="not_for_your_role"):
        log(group, name, partner=str(group.brook_lane_id))


@pytest.mark.parametrize("name", ["rob", "grace"])
def test_form_is_not_for_everybody(group: Riverside, name: str) -> None:
    with pytest.raises(Refused, match="not_for_your_role"):
        contacts.known(database=group.database, viewer=group.viewer(name), now=NOW)


def test_form_offers_the_partners_whose_file_one_writes(group: Riverside) -> None:
    sams = contacts.known(database=group.database, viewer=group.viewer("sam"), now=NOW)
    minas = contacts.known(database=group.database, viewer=group.viewer("mina"), now=NOW)

    assert [name for _, name in sams.partners] == [
        "Brook Lane Training",
        "Castle College",
        "Partnership office",
    ]
    assert [name for _, name in minas.partners] == ["Castle College"]
    assert [name for _, name in minas.people] == ["Rob Stone"]
    assert sams.today == date(2026, 9, 10)


def test_today_is_that_of_the_partnership(group: Riverside) -> None:
    late = datetime(2026, 9, 10, 23, 30, tzinfo=UTC)

    known = contacts.known(database=group.database, viewer=group.viewer("sam"), now=late)

    assert known.today == date(2026, 9, 11)


@pytest.mark.parametrize(
    ("changes", "key", "field"),
    [
        ({"day": "2026-09-11"}, "log_ahead", "day"),
        ({"day": "blue"}, "date_unreadable", "day"),
        ({"words": "  "}, "log_words_needed", "words"),
        ({"words": "x" * 301}, "too_long", "words"),
        ({"asked": "x" * 301}, "too_long", "asked"),
        ({"partner": "9999"}, "log_partner_needed", "partner"),
        ({"partner": ""}, "log_partner_needed", "partner"),
    ],
)
def test_nothing_is_written_before_everything_fits(
    group: Riverside, changes: dict[str, str], key: str, field: str | None
) -> None:
    with pytest.raises(Refused) as refused:
        log(group, **changes)

    assert (refused.value.key, refused.value.field) == (key, field)
    with group.database.read() as transaction:
        assert stored_contacts.all_of(transaction, viewer=group.viewer("sam")) == ()


def test_who_works_elsewhere_was_not_spoken_to_there(group: Riverside) -> None:
    with pytest.raises(Refused) as refused:
        log(group, who=str(group.person("dee").id))

    assert (refused.value.key, refused.value.field) == ("person_not_there", "who")


def test_line_about_nobody_in_particular_is_fine(group: Riverside) -> None:
    assert [one.who for one in log(group, who="").entries] == [""]
