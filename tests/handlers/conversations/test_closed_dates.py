"""Closed dates and busy weeks: typed, read back, kept; from a calendar file; and who is away."""

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any, Final

import pytest

from bot.domain.calendars import Span
from bot.domain.people import AddressKind
from bot.domain.permissions import Intent
from bot.messages import plain
from bot.messages.model import Button, Buttons, Form, Item, Message
from handlers.conversations.incoming import File, Sender
from handlers.conversations.replies import FormErrors, OpenForm, Replace, Say
from storage import partners
from storage.database import Database
from tests import calls
from tests.pressing import answer
from tests.riverside import Riverside, build

HALF_TERM = "Monday 26 to Friday 30 October 2026: half-term"
CALENDAR: Final = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//county//EN\r\n"
    b"BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:20261026\r\nDTEND;VALUE=DATE:20261031\r\n"
    b"SUMMARY:Half term\r\nEND:VEVENT\r\n"
    b"BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20261104\r\nSUMMARY:Governors meet\r\nEND:VEVENT\r\n"
    b"END:VCALENDAR\r\n"
)
_KEYS = count()


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database, opened=True)


def _type(riverside: Riverside, who: str, words: str) -> Any:
    return answer(riverside, calls.command(riverside.installation_id, who, words))


def _press(riverside: Riverside, who: str, arg: str) -> Any:
    return answer(riverside, calls.press(riverside.installation_id, who, Intent.CLOSED_DATES, arg=arg))


def _submit(riverside: Riverside, who: str, form: Form, **values: str) -> Any:
    sent = calls.submit(riverside.installation_id, who, Intent.CLOSED_DATES, arg=form.arg)
    return answer(riverside, replace(sent, values={name: (value,) for name, value in values.items()}))


def _send(riverside: Riverside, who: str, content: bytes | None, *, size: int = 0) -> Any:
    return answer(
        riverside,
        File(
            sender=Sender(kind=AddressKind.SLACK, installation_id=riverside.installation_id, external_id=who),
            place=calls.PRIVATE,
            key=f"file:{next(_KEYS)}",
            name="Term dates.ICS",
            size=size or len(content or b""),
            reference="" if content else "https://files.example/1",
            content=content,
        ),
    )


def _castle(riverside: Riverside) -> Any:
    with riverside.database.read() as transaction:
        return partners.get(
            transaction, viewer=riverside.viewer("sam"), partner_id=riverside.castle_id
        ).calendar


def _form(riverside: Riverside, who: str = "U-SAM") -> Form:
    opened = _press(riverside, who, str(riverside.castle_id))
    assert isinstance(opened, OpenForm)
    return opened.form


def _value(form: Form, name: str) -> tuple[str, ...]:
    return next(one.value for one in form.fields if one.name == name)


def _buttons(message: Message) -> list[Button]:
    found: list[Button] = []
    for block in message.blocks:
        if isinstance(block, Buttons | Item):
            found += block.buttons
    return found


def test_runner_sees_every_partner_with_its_buttons(riverside: Riverside) -> None:
    said = _type(riverside, "U-SAM", "closed").message

    titles = [block.title for block in said.blocks if isinstance(block, Item)]
    assert titles == ["Brook Lane Training", "Castle College", "Partnership office"]
    assert [one.label for one in _buttons(said)] == ["Closed dates", "Calendar file"] * 3 + [
        "Somebody is away"
    ]


@pytest.mark.parametrize("who", ["U-MINA", "U-ROB"])
def test_co_ordinator_and_deputy_see_their_own(riverside: Riverside, who: str) -> None:
    said = _press(riverside, who, "").message

    assert [block.title for block in said.blocks if isinstance(block, Item)] == ["Castle College"]


def test_somebody_elses_partner_is_not_theirs(riverside: Riverside) -> None:
    said = _press(riverside, "U-MINA", str(riverside.brook_lane_id))

    assert said.message.opening.startswith("That one is for somebody else")


def test_name_behind_the_word_opens_the_form(riverside: Riverside) -> None:
    assert isinstance(_type(riverside, "U-SAM", "closed castle"), OpenForm)
    assert isinstance(_type(riverside, "U-SAM", "closed nobody"), Say)


def test_typed_days_are_read_back_and_then_kept(riverside: Riverside) -> None:
    typed = {"closed_dates": "26-30 Oct: half-term", "busy_weeks": "w/c 9 Nov: Ofsted"}

    read_back = _submit(riverside, "U-SAM", _form(riverside), **typed)
    before = _castle(riverside)
    assert isinstance(read_back, OpenForm)
    values = {one.name: one.value[0] for one in read_back.form.fields}
    said = _submit(riverside, "U-SAM", read_back.form, **values)

    assert values == {
        "closed_dates": HALF_TERM,
        "busy_weeks": "Monday 9 to Sunday 15 November 2026: Ofsted",
    }
    assert before.closed == ()
    assert _castle(riverside).closed == (
        Span(first=date(2026, 10, 26), last=date(2026, 10, 30), name="half-term"),
    )
    assert _castle(riverside).busy == (Span(first=date(2026, 11, 9), last=date(2026, 11, 15), name="Ofsted"),)
    assert "Castle College is closed on these days:" in plain.text(said.message)
    assert _value(_form(riverside), "closed_dates") == (HALF_TERM,)


def test_line_that_is_deleted_is_taken_away(riverside: Riverside) -> None:
    _submit(riverside, "U-SAM", _form(riverside), closed_dates=HALF_TERM)

    said = _submit(riverside, "U-MINA", _form(riverside, "U-MINA"))

    assert _castle(riverside).closed == ()
    assert "Castle College has no closed dates." in plain.text(said.message)


def test_line_that_cannot_be_read_is_mended_in_the_form(riverside: Riverside) -> None:
    reply = _submit(riverside, "U-SAM", _form(riverside), busy_weeks="whenever")

    assert isinstance(reply, FormErrors)
    errors = {one.name: one.error for one in reply.form.fields if one.error}
    assert list(errors) == ["busy_weeks"]
    assert _value(reply.form, "busy_weeks") == ("whenever",)


def test_who_comes_second_overwrites_nobody(riverside: Riverside) -> None:
    first, second = _form(riverside), _form(riverside, "U-MINA")
    _submit(riverside, "U-SAM", first, closed_dates=HALF_TERM)

    reply = _submit(riverside, "U-MINA", second, closed_dates="Friday 4 December 2026")

    assert isinstance(reply, FormErrors)
    assert "Somebody has changed the dates of Castle College" in reply.form.fields[0].error
    assert len(_castle(riverside).closed) == 1


def test_calendar_file_is_shown_and_then_kept_for_a_partner(riverside: Riverside) -> None:
    shown = _send(riverside, "U-SAM", CALENDAR).message
    keep, _ = _buttons(shown)
    opened = _press(riverside, "U-SAM", keep.arg)
    said = _submit(riverside, "U-SAM", opened.form, partner=str(riverside.castle_id))

    words = plain.text(shown)
    assert shown.opening == "Riverside Progression Group: I found one closure in that calendar."
    assert "Monday 26 to Friday 30 October 2026: Half term" in words
    assert "Governors meet: it doesn't say that anybody is closed" in words
    assert "Castle College is closed on these days:" in plain.text(said.message)
    assert [span.name for span in _castle(riverside).closed] == ["Half term"]


def test_co_ordinators_file_is_for_their_own_partner(riverside: Riverside) -> None:
    shown = _send(riverside, "U-MINA", CALENDAR).message
    opened = _press(riverside, "U-MINA", _buttons(shown)[0].arg)

    assert "Castle College would be closed on these days:" in plain.text(shown)
    assert _value(opened.form, "partner") == (str(riverside.castle_id),)


def test_file_is_kept_once(riverside: Riverside) -> None:
    arg = _buttons(_send(riverside, "U-SAM", CALENDAR).message)[0].arg
    form = _press(riverside, "U-SAM", arg).form
    _submit(riverside, "U-SAM", form, partner=str(riverside.castle_id))

    again = _submit(riverside, "U-SAM", form, partner=str(riverside.castle_id))

    assert again.message.opening == "I don't have that calendar any more."


def test_file_that_is_left(riverside: Riverside) -> None:
    _, leave = _buttons(_send(riverside, "U-SAM", CALENDAR).message)

    reply = _press(riverside, "U-SAM", leave.arg)

    assert isinstance(reply, Replace)
    assert _castle(riverside).closed == ()
    assert _press(riverside, "U-SAM", leave.arg).message.opening == "I don't have that calendar any more."


def test_nobody_chosen_for_a_file(riverside: Riverside) -> None:
    form = _press(riverside, "U-SAM", _buttons(_send(riverside, "U-SAM", CALENDAR).message)[0].arg).form

    reply = _submit(riverside, "U-SAM", form)

    assert isinstance(reply, FormErrors)
    assert reply.form.fields[0].error.startswith("Tell me whose closed dates these are")


def test_calendar_without_closed_dates(riverside: Riverside) -> None:
    shown = _send(riverside, "U-SAM", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n").message

    assert shown.opening.endswith("I found no closed dates in that calendar.")
    assert _buttons(shown) == []


@pytest.mark.parametrize("size", [50_000_000, 1_000_001])
def test_large_file_is_not_even_fetched(riverside: Riverside, size: int) -> None:
    said = _send(riverside, "U-SAM", None, size=size)

    assert said.message.opening == "That calendar is larger than term dates ever are."


def test_what_is_no_calendar(riverside: Riverside) -> None:
    assert _send(riverside, "U-SAM", b"PK\x03\x04").message.opening.startswith("I couldn't read that")


def test_file_form_says_for_whom_and_is_answered(riverside: Riverside) -> None:
    opened = _press(riverside, "U-SAM", f"file.{riverside.castle_id}")

    said = _submit(riverside, "U-SAM", opened.form, calendar="https://files.example/2")
    empty = _submit(riverside, "U-SAM", opened.form)

    assert "Castle College" in str(opened.form.intro)
    assert said.message.opening == "Thank you. I'm reading it."
    assert isinstance(empty, FormErrors)


def test_chair_may_and_observer_may_not(riverside: Riverside) -> None:
    assert isinstance(_type(riverside, "U-GRACE", "closed"), Say)
    assert len(_buttons(_type(riverside, "U-GRACE", "closed").message)) > 1


@pytest.mark.parametrize("arg", ["dance", "keep", "leave.77", "keep.77", "file.999999", "77"])
def test_button_that_nobody_made(riverside: Riverside, arg: str) -> None:
    assert isinstance(_press(riverside, "U-SAM", arg), Say | OpenForm)


def test_somebody_is_away(riverside: Riverside) -> None:
    form = _press(riverside, "U-MINA", "away").form
    rob = str(riverside.person("rob").id)

    half = _submit(riverside, "U-MINA", form, person=rob, away_first="2026-10-05")
    said = _submit(riverside, "U-MINA", form, person=rob, away_first="2026-10-05", away_last="2026-10-09")

    assert [one.label for one in form.fields[0].options] == ["Mina Iqbal", "Rob Stone"]
    assert isinstance(half, FormErrors)
    assert "Rob Stone is away: Monday 5 to Friday 9 October 2026." in plain.text(said.message)


def test_press_twice_keeps_once(riverside: Riverside) -> None:
    form = _form(riverside)
    sent = calls.submit(
        riverside.installation_id, "U-SAM", Intent.CLOSED_DATES, arg=form.arg, closed_dates=HALF_TERM
    )

    first, second = answer(riverside, sent), answer(riverside, replace(sent))

    assert isinstance(first, Say)
    assert isinstance(second, FormErrors)
