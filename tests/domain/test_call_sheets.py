"""What stands on a call sheet, what can be heard, and one call a week."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.calendars import PartnerCalendar, Span
from bot.domain.call_sheets import Heard, answers_to, rung_this_week, stands_on_sheet
from bot.domain.commitments import ShareState
from bot.domain.contacts import Contact, ContactKind, last_spoken, last_tried, rests_until
from tests.actions import NOW, SHARE, TODAY, view

CALENDAR = PartnerCalendar(country="GB", region="ENG")
TALK = Contact(
    id=1,
    partner_id=1,
    person_id=None,
    kind=ContactKind.SPOKE,
    on=date(2026, 11, 5),
    until=None,
    words="",
    asked="",
    by_id=1,
    at=NOW,
)


def contact(kind: ContactKind, on: date, *, number: int = 2, until: date | None = None) -> Contact:
    return replace(TALK, id=number, kind=kind, on=on, until=until)


@pytest.mark.parametrize(
    ("state", "due", "stands"),
    [
        (ShareState.ACCEPTED, date(2026, 11, 24), True),
        (ShareState.ACCEPTED, date(2026, 11, 25), False),
        (ShareState.ACCEPTED, date(2026, 11, 2), True),
        (ShareState.PROPOSED, date(2027, 3, 1), True),
        (ShareState.DONE, date(2026, 11, 12), False),
        (ShareState.DECLINED, date(2026, 11, 12), False),
    ],
)
def test_sheet_has_what_is_due_in_ten_days_in_term_and_what_is_to_be_accepted(
    state: ShareState, due: date, *, stands: bool
) -> None:
    shown = view(share=replace(SHARE, state=state, own_due=due))

    assert stands_on_sheet(shown, calendar=CALENDAR) is stands


def test_partner_that_never_opens_again_has_only_what_is_due_by_today() -> None:
    closed = replace(CALENDAR, closed=(Span(first=date(2026, 1, 1), last=date(2029, 1, 1)),))

    assert stands_on_sheet(view(share=replace(SHARE, own_due=TODAY)), calendar=closed)
    assert not stands_on_sheet(view(), calendar=closed)


def test_proposed_action_is_answered_otherwise_than_a_promised_one() -> None:
    asked, promised = answers_to(ShareState.PROPOSED), answers_to(ShareState.ACCEPTED)

    assert Heard.ACCEPTS in asked
    assert Heard.DONE not in asked
    assert Heard.DONE in promised
    assert Heard.ACCEPTS not in promised
    assert {asked[-1], promised[-1]} == {Heard.NOT_DISCUSSED}


@pytest.mark.parametrize(
    ("contacts", "day"),
    [
        ((), None),
        ((contact(ContactKind.NO_ANSWER, date(2026, 11, 9)),), date(2026, 11, 9)),
        ((contact(ContactKind.SPOKE, date(2026, 11, 8)),), None),
        ((contact(ContactKind.PUT_OFF, date(2026, 11, 10)),), None),
        (
            (
                contact(ContactKind.LEFT_WORD, date(2026, 11, 9)),
                contact(ContactKind.SPOKE, date(2026, 11, 10)),
            ),
            date(2026, 11, 10),
        ),
    ],
)
def test_week_of_a_call_runs_from_monday_to_sunday(contacts: tuple[Contact, ...], day: date | None) -> None:
    assert rung_this_week(contacts, today=TODAY) == day


def test_newest_talk_and_newest_call_are_found_whatever_their_order() -> None:
    tried = contact(ContactKind.NO_ANSWER, date(2026, 11, 9))
    earlier = contact(ContactKind.SPOKE, date(2026, 10, 1), number=3)

    assert last_spoken((earlier, TALK, tried)) == TALK
    assert last_tried((tried, TALK)) == tried
    assert (last_spoken(()), last_tried(())) == (None, None)


def test_last_day_of_what_was_put_off_counts() -> None:
    put_off = contact(ContactKind.PUT_OFF, TODAY, until=date(2026, 11, 15))
    away = contact(ContactKind.AWAY, TODAY, until=date(2026, 12, 4))

    assert rests_until((put_off, away, TALK)) == date(2026, 12, 4)
    assert rests_until((TALK,)) is None
