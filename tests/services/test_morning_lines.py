"""What stands in the runner's morning list: who needs them, and what for."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from bot.domain.commitments import EventKind, ShareState
from bot.domain.importance import Importance
from bot.domain.people import AddressKind
from bot.domain.permissions import ENGINE
from bot.services import identity, planning, progress, ringing
from bot.services.presses import Pressed
from storage import people, shares
from storage.database import Database
from tests import promised, riverside
from tests.office import Office, said
from tests.planned import add, change, plan
from tests.riverside import NOW, Riverside

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
FRIDAY = NOW + DAY
"""Friday 11 September 2026, half past eight in London."""

MONDAY = NOW + 4 * DAY
TUESDAY = NOW + 5 * DAY
LATE_DUE = date(2026, 12, 1)


@pytest.fixture
def group(database: Database) -> Riverside:
    """The doors are open, everybody is greeted, and Sam's mornings have begun."""
    found = riverside.build(database, opened=True)
    with database.write() as transaction:
        planning.open_doors(transaction, viewer=found.viewer("sam"), person_ids=[], now=NOW + MINUTE)
    return found


@pytest.fixture
def office(group: Riverside) -> Office:
    """The room has had its welcome."""
    made = Office(group.database)
    made.run(NOW + MINUTE)
    return made


def morning(office: Office, now: datetime) -> str:
    return said(office.run(now), "sam")


Arrange = Callable[[Riverside], None]


def _stuck(group: Riverside) -> None:
    pressed = promised.accepted(group)
    progress.stuck(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=pressed,
        because="Money",
        words="None left",
        now=FRIDAY - HOUR * 14,
    )


def _to_ring(group: Riverside) -> None:
    _stuck(group)
    [share_id] = {one.owed.share_id for one in Office(group.database).ledger() if one.owed.share_id}
    assert share_id is not None
    progress.promise_to_ring(
        database=group.database,
        viewer=group.viewer("sam"),
        pressed=promised.fresh(group, Pressed(share_id=share_id, version=1)),
        tomorrow=True,
        now=FRIDAY - HOUR * 13,
    )


def _date_passed(group: Riverside) -> None:
    add(group, due=date(2026, 9, 10))


def _at_risk(group: Riverside) -> None:
    add(group, due=date(2026, 9, 16), importance=Importance.CRITICAL)


def _not_confirmed(group: Riverside) -> None:
    add(group, due=date(2026, 9, 12), state=ShareState.PROPOSED)


@pytest.mark.parametrize(
    ("arrange", "words"),
    [
        (_stuck, "Mina Iqbal at Castle College is stuck and has asked for your help."),
        (_to_ring, "You said that you'd ring Mina Iqbal."),
        (_date_passed, "This was for Thursday 10 September, and I haven't heard how it's going."),
        (_at_risk, "Much hangs on this date"),
        (_not_confirmed, "Not confirmed yet."),
    ],
)
def test_list_has_what_needs_the_runner(
    group: Riverside, office: Office, arrange: Arrange, words: str
) -> None:
    arrange(group)

    found = morning(office, FRIDAY)

    assert "Riverside Progression Group: one thing for today." in found
    assert words in found


@pytest.mark.parametrize(
    ("kind", "details", "words"),
    [
        (
            EventKind.DISPUTED,
            {"words": "It was Meadow"},
            "remembers this differently. In Mina's words: “It was Meadow”",
        ),
        (EventKind.ASKED_TO_TALK, {}, "would like to talk about this before saying yes."),
        (EventKind.DECLINED, {}, "has said that this isn't for them. Who could take it on?"),
    ],
)
def test_what_somebody_said_is_told_until_something_is_decided(
    group: Riverside, office: Office, kind: EventKind, details: dict[str, str], words: str
) -> None:
    states = {EventKind.DECLINED: ShareState.DECLINED, EventKind.ASKED_TO_TALK: ShareState.PROPOSED}
    state = states.get(kind, ShareState.ACCEPTED)
    commitment = change(group, add(group, due=LATE_DUE).shares[0], state=state)
    with group.database.write() as transaction:
        shares.note_event(
            transaction,
            viewer=group.viewer("mina"),
            share_id=commitment.shares[0].id,
            kind=kind,
            now=NOW + HOUR,
            details=details,
        )

    assert words in morning(office, FRIDAY)
    assert words in morning(office, MONDAY)

    with group.database.write() as transaction:
        shares.note_event(
            transaction,
            viewer=group.viewer("sam"),
            share_id=commitment.shares[0].id,
            kind=EventKind.DATE_MOVED,
            now=MONDAY + HOUR,
        )
    assert words not in morning(office, TUESDAY)


def test_what_somebody_said_is_told_no_more_once_its_date_has_passed(
    group: Riverside, office: Office
) -> None:
    commitment = change(group, add(group, due=FRIDAY.date()).shares[0], state=ShareState.DECLINED)
    with group.database.write() as transaction:
        shares.note_event(
            transaction,
            viewer=group.viewer("mina"),
            share_id=commitment.shares[0].id,
            kind=EventKind.DECLINED,
            now=NOW + HOUR,
        )

    assert "Who could take it on?" in morning(office, FRIDAY)
    assert "nothing needs you today" in morning(office, MONDAY)


def test_what_the_runner_did_is_no_news_to_the_runner(group: Riverside, office: Office) -> None:
    commitment = change(group, add(group, due=LATE_DUE).shares[0], state=ShareState.DECLINED)
    with group.database.write() as transaction:
        shares.note_event(
            transaction,
            viewer=group.viewer("sam"),
            share_id=commitment.shares[0].id,
            kind=EventKind.DECLINED,
            now=NOW + HOUR,
        )

    assert "nothing needs you today" in morning(office, FRIDAY)


def test_unanswered_ask_is_told_four_days_in_term_after_it_was_sent(group: Riverside, office: Office) -> None:
    promised.proposed(group)

    # Mina is asked on Tuesday 15 September; Monday 21 September is four days in term later.
    for days in (1, 4, 5, 6, 7, 8):
        assert "Not confirmed yet" not in morning(office, NOW + days * DAY)
    assert "Not confirmed yet" in said(office.run(NOW + 11 * DAY), "sam")


def test_action_that_nobody_holds_waits_from_its_adding(group: Riverside, office: Office) -> None:
    add(group, due=LATE_DUE, state=ShareState.PROPOSED, holders=(None,))

    assert "Not confirmed yet" not in morning(office, TUESDAY)
    assert "Not confirmed yet" in morning(office, TUESDAY + DAY)


def test_call_sheet_names_the_telephone_of_who_has_nothing_else_and_no_line_does_so_again(
    group: Riverside, office: Office
) -> None:
    dee = add(group, due=date(2026, 9, 22), holders=(None, None, "dee"))
    with group.database.write() as transaction:
        planning.plan_reminders(
            transaction, viewer=group.viewer("sam"), commitment=dee, share=dee.shares[2], now=NOW + HOUR
        )

    found = "".join(morning(office, NOW + days * DAY) for days in (5, 6))

    assert "Brook Lane Training (Dee Frame, 01632 960 118)" in found
    assert "has a telephone only" not in found


def test_list_says_once_who_has_chosen_to_be_rung(group: Riverside, office: Office) -> None:
    caller = identity.recognise(
        database=group.database,
        kind=AddressKind.SLACK,
        installation_id=group.installation_id,
        external_id="U-MINA",
        room=None,
    )
    ringing.choose(
        database=group.database,
        caller=caller,
        partnership_id=group.partnership_id,
        rings=True,
        now=NOW + HOUR,
    )

    assert "Mina Iqbal would rather be rung." in morning(office, FRIDAY)
    assert "Mina Iqbal" not in morning(office, MONDAY)


def test_message_that_found_no_way_is_told(group: Riverside, office: Office) -> None:
    plan(group, planning.plan_reminders, add(group, due=date(2026, 9, 25)), now=NOW + HOUR)
    with group.database.write() as transaction:
        people.set_usable(
            transaction,
            viewer=ENGINE,
            installation_id=group.installation_id,
            external_ids=["U-MINA"],
            usable=False,
        )

    office.run(NOW + 12 * DAY)

    assert "My message about this found no way to Mina Iqbal at Castle College." in morning(
        office, NOW + 13 * DAY
    )


def test_what_others_finished_stands_at_the_end(group: Riverside, office: Office) -> None:
    commitment = add(group)
    progress.done(
        database=group.database,
        viewer=group.viewer("mina"),
        pressed=Pressed(share_id=commitment.shares[0].id, version=1),
        now=NOW + HOUR,
    )

    assert morning(office, FRIDAY).endswith("Done since yesterday\n\n• Castle College: Send course data")


def test_runners_own_reminders_ride_in_the_list(group: Riverside, office: Office) -> None:
    plan(
        group,
        planning.plan_reminders,
        add(group, due=date(2026, 9, 14), holders=("sam",)),
        now=NOW + HOUR,
    )
    add(group, due=date(2026, 9, 15), holders=("sam",))

    found = morning(office, FRIDAY)

    assert found.startswith("Riverside Progression Group: one thing for today.")
    assert "\n\nYours\n\nSend course data\nBy Monday 14 September\n" in found


def test_list_has_at_most_seven_lines(group: Riverside, office: Office) -> None:
    for _ in range(9):
        _date_passed(group)

    found = morning(office, FRIDAY)

    assert found.count("I haven't heard how it's going") == 7
    assert "and two more" in found
