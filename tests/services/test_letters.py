"""What a message says at the moment it is sent, from the facts it carries."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.commitments import Commitment, ShareState
from bot.domain.importance import Importance
from bot.domain.people import Hour, Rhythm
from bot.domain.permissions import ENGINE
from bot.services import letters, planning, progress
from bot.services.presses import Pressed
from storage import members, messages, partnerships
from storage.database import Database
from tests import planned, riverside
from tests.elsewhere import valley_link
from tests.office import Office, openings, said
from tests.planned import DUE, add, change, plan
from tests.riverside import NOW, Riverside

TUESDAY = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
THURSDAY = TUESDAY + timedelta(days=2)
EARLIER = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def remind(group: Riverside, **more: object) -> Commitment:
    commitment = add(group, **more)  # type: ignore[arg-type]  # Names and values are the caller's.
    plan(group, planning.plan_reminders, commitment, now=EARLIER)
    return commitment


def test_envelope_shows_other_actions_of_the_next_ten_days_in_term(group: Riverside, office: Office) -> None:
    remind(group)
    for due in (date(2026, 11, 24), date(2026, 12, 8), date(2026, 12, 9), date(2026, 11, 23)):
        add(group, due=due)
    add(group, due=date(2026, 12, 1), state=ShareState.PROPOSED)

    words = said(office.run(TUESDAY), "mina")

    assert words.startswith("Riverside Progression Group: three things for this week.")
    assert [line for line in words.splitlines() if line.startswith("By ")] == [
        "By Tuesday 24 November",
        "By Friday 27 November",
        "By Tuesday 8 December",
    ]
    assert "more in your list" not in words


def test_what_comes_on_another_day_has_only_what_it_comes_for(group: Riverside, office: Office) -> None:
    remind(group)
    remind(group, due=date(2026, 11, 26), importance=Importance.CRITICAL)
    assert "Friday 27 November" in said(office.run(TUESDAY), "mina")

    words = said(office.run(TUESDAY + timedelta(days=1)), "mina")

    assert words.startswith("Riverside Progression Group: one thing for this week.")
    assert "By Thursday 26 November" in words
    assert "Friday 27 November" not in words


def test_beyond_five_the_envelope_says_how_many_more(group: Riverside, office: Office) -> None:
    remind(group)
    for day in range(25, 31):
        add(group, due=date(2026, 11, day))

    words = said(office.run(TUESDAY), "mina")

    assert words.startswith("Riverside Progression Group: five things for this week.")
    assert "and two more in your list" in words


def test_meetings_points_beyond_five_are_in_the_list(group: Riverside, office: Office) -> None:
    for number in range(1, 8):
        agreed = add(group, due=DUE + timedelta(days=40 + number), agreed_on=date(2026, 11, 18))
        plan(group, planning.plan_agreed, agreed, now=EARLIER)

    words = said(office.run(TUESDAY), "mina")

    assert words.count("On 18 November you took these on.") == 1
    assert words.count("[Put it right]") == 5
    assert "and two more in your list" in words


def test_last_reminder_has_why_in_full(group: Riverside, office: Office) -> None:
    remind(group)
    office.run(TUESDAY)

    assert "That's everything until Tuesday." in said(office.run(THURSDAY), "mina")


def test_fair_warning_comes_once(group: Riverside, office: Office) -> None:
    remind(group, due=date(2026, 11, 20))

    [first] = office.run(TUESDAY)

    assert "I haven't heard how it's going." in said([first], "mina")
    assert office.run(THURSDAY) == []


def test_afternoon_is_greeted_as_such(group: Riverside, office: Office) -> None:
    planned.choose(group, Rhythm(hour=Hour.LUNCH))
    remind(group)

    assert "Good afternoon, Mina." in said(office.run(TUESDAY + timedelta(hours=4)), "mina")


def test_done_is_told_to_who_waits_in_their_next_envelope(group: Riverside, office: Office) -> None:
    shared = add(group, holders=("mina", "rob"))
    progress.done(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=Pressed(share_id=shared.shares[0].id, version=1),
        now=EARLIER,
    )

    words = said(office.run(TUESDAY), "rob")

    assert words.startswith("Riverside Progression Group: one thing for this week.")
    assert "Done since I last wrote\n\n• Castle College: Send course data" in words


def test_partnerships_stand_under_their_names(group: Riverside, office: Office) -> None:
    remind(group)
    remind(valley_link(group))

    words = said(office.run(TUESDAY), "mina")

    assert words.startswith("Two things for this week.")
    assert "\n\nRiverside Progression Group\n\n1. Send course data" in words
    assert "\n\nValley Link\n\n2. Send course data" in words


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("date_kept", "Sam would like to keep the date: Friday 27 November 2026."),
        ("ring:2026-11-25", "Sam has seen this and will ring you tomorrow, Wednesday 25 November."),
    ],
)
def test_answer_says_what_came_of_it(group: Riverside, office: Office, step: str, words: str) -> None:
    commitment = change(group, add(group).shares[0], stuck_because="Money")
    with group.database.write() as transaction:
        planning.answer_person(
            transaction,
            viewer=group.viewer("sam"),
            share=commitment.shares[0],
            person_id=group.person("mina").id,
            step=step,
            now=TUESDAY,
        )

    answered = said(office.run(TUESDAY), "mina")

    assert answered.startswith("Riverside Progression Group: an answer for you.")
    assert words in answered


def test_answers_of_two_partnerships_come_in_one_message(group: Riverside, office: Office) -> None:
    planned.answer(group, "mina", now=TUESDAY)
    planned.answer(valley_link(group), "mina", now=TUESDAY)

    assert openings(office.run(TUESDAY)) == [("mina", "Answers for you.")]


def test_call_for_help_has_the_persons_words(group: Riverside, office: Office) -> None:
    stuck = change(group, add(group).shares[0], stuck_because="Money", stuck_words="None left until April.")
    plan(group, planning.tell_stuck, stuck, now=TUESDAY)

    words = said(office.run(TUESDAY), "sam")

    assert words.startswith("Riverside Progression Group: somebody would like a hand.")
    assert "In Mina's words: “None left until April.”" in words


def test_hello_is_written_for_its_reader(database: Database) -> None:
    group = riverside.build(database)
    office = Office(database)
    with database.write() as transaction:
        sam = group.viewer("sam")
        partnerships.open_doors(transaction, viewer=sam, now=NOW)
        ids = [group.person("mina").id]
        members.open_door(transaction, viewer=sam, person_ids=ids)
        planning.open_doors(transaction, viewer=sam, person_ids=ids, now=NOW)

    words = said(office.run(NOW), "mina")

    assert words.startswith("Riverside Progression Group: hello from Bywhen.\n\nHello Mina.")


def test_letter_to_somebody_who_is_no_member_is_a_mistake(group: Riverside, office: Office) -> None:
    remind(group)
    [first, *_] = office.ledger()
    stranger = replace(first, owed=replace(first.owed, person_id=999))
    office.gather(TUESDAY)
    with group.database.read() as transaction:
        [message] = messages.claimable(transaction, viewer=ENGINE, now=TUESDAY, limit=1)

        with pytest.raises(LookupError):
            letters.write(transaction, message=message, deliveries=[stranger], now=TUESDAY)
