"""Adding partners in a conversation."""

from typing import Any

import pytest

from bot.domain.permissions import Intent
from bot.errors import Refused
from bot.messages.model import Bullets, Buttons, Message, Paragraph
from bot.messages.partner import form as partner_form
from handlers.conversations import closed_dates, partner
from handlers.conversations.replies import OpenForm
from storage.database import Database
from tests import calls
from tests.riverside import Riverside, build

_NOBODY_TOLD = Paragraph(
    text=(
        (
            "Nobody has been told anything yet, and nobody will be before you open the doors. "
            "Here is what I know so far."
        ),
    )
)


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database)


def _add(riverside: Riverside, **values: Any) -> Message:
    sent = calls.submit(riverside.installation_id, "U-SAM", Intent.ADD_PARTNER, **values)
    return partner.add(calls.call(riverside.database, sent)).message


def _labels(message: Message) -> list[str]:
    [buttons] = [block for block in message.blocks if isinstance(block, Buttons)]
    return [button.label for button in buttons.buttons]


def test_form_has_its_labels_in_order() -> None:
    assert [field.label for field in partner_form(partnership_id=1).fields] == [
        "Organisation",
        "Co-ordinator",
        "Not in the list?",
        "Deputy",
        "How to reach them",
        "Country",
        "Region",
        "Closed dates",
        "Busy weeks",
    ]


def test_form_opens_for_the_runners_partnership(riverside: Riverside) -> None:
    sent = calls.command(riverside.installation_id, "U-SAM", "partner")

    opened = partner.open_form(calls.call(riverside.database, sent))

    assert opened.form == partner_form(partnership_id=riverside.partnership_id)


def test_partner_that_is_complete(riverside: Riverside) -> None:
    told = _add(
        riverside,
        organisation="Meadow College",
        co_ordinator_typed="Kwame Mensah",
        deputy="Jo Blake",
        reach="email",
        closed_dates="26-30 Oct: Half-term\n4 Jan",
    )

    assert told.opening == "Riverside Progression Group: one more partner is in."
    assert told.blocks[:-1] == (
        _NOBODY_TOLD,
        Paragraph(
            text=("Meadow College is in. Kwame Mensah is its co-ordinator, and Jo Blake is the deputy.",)
        ),
        Paragraph(text=("I can't write to Kwame Mensah yet. When something is due, I'll tell you instead.",)),
        Paragraph(text=("I won't write on these days, and I won't count them:",)),
        Bullets(
            items=(
                ("Monday 26 to Friday 30 October 2026: Half-term",),
                ("Monday 4 January 2027",),
            )
        ),
    )
    assert _labels(told) == [
        "Closed dates",
        "Add a calendar file",
        "Add a partner",
        "Add to the timetable",
        "Open the doors",
    ]


def test_partner_without_a_co_ordinator(riverside: Riverside) -> None:
    told = _add(riverside, organisation="Meadow College")

    assert told.blocks[1] == Paragraph(
        text=(
            (
                "Meadow College is in. "
                "It has no co-ordinator yet, so I can't ask anybody at Meadow College for anything."
            ),
        )
    )
    assert _labels(told) == [
        "Add a co-ordinator",
        "Closed dates",
        "Add a calendar file",
        "Add a partner",
        "Add to the timetable",
        "Open the doors",
    ]


def test_long_list_of_closed_dates_is_cut(riverside: Riverside) -> None:
    days = "\n".join(f"{day} {month}" for month in ("Oct", "Nov") for day in range(1, 23))

    [bullets] = [
        block
        for block in _add(riverside, organisation="Meadow College", closed_dates=days).blocks
        if isinstance(block, Bullets)
    ]

    assert (len(bullets.items), bullets.items[-1]) == (41, ("and four more",))


def test_partner_of_an_open_partnership_has_heard_nothing(database: Database) -> None:
    told = _add(build(database, opened=True), organisation="Meadow College", co_ordinator="Jo Blake")

    assert told.blocks[0] == Paragraph(
        text=(
            (
                "I haven't written to them yet. Open the doors for them when you are ready. "
                "Here is what I know so far."
            ),
        )
    )


def test_form_comes_back_for_mending(riverside: Riverside) -> None:
    sent = calls.submit(riverside.installation_id, "U-SAM", Intent.ADD_PARTNER)

    form = partner.form(calls.call(riverside.database, sent), "name_needed")

    assert form == partner_form(partnership_id=riverside.partnership_id)


def test_co_ordinator_is_added_later(riverside: Riverside) -> None:
    added = _add(riverside, organisation="Meadow College")
    [lacking, *_] = next(block for block in added.blocks if isinstance(block, Buttons)).buttons
    pressed = calls.press(riverside.installation_id, "U-SAM", lacking.intent, arg=lacking.arg)
    sent = calls.submit(
        riverside.installation_id, "U-SAM", lacking.intent, arg=lacking.arg, co_ordinator_typed="Jo Blake"
    )

    opened = partner.open_co_ordinator_form(calls.call(riverside.database, pressed)).form
    again = partner.co_ordinator_form(calls.call(riverside.database, sent), "person_needed")
    told = partner.add_co_ordinator(calls.call(riverside.database, sent)).message

    assert opened == again
    assert (opened.intro, opened.arg) == ((("Who answers for Meadow College?",),), lacking.arg)
    assert told.opening == "Riverside Progression Group: a partner has its co-ordinator now."
    assert Paragraph(text=("Jo Blake answers for Meadow College now.",)) in told.blocks
    assert _NOBODY_TOLD in told.blocks
    assert _labels(told) == ["Add to the timetable", "Open the doors"]


@pytest.mark.parametrize("arg", ["", "x", "99999"])
def test_co_ordinator_of_no_partner(riverside: Riverside, arg: str) -> None:
    pressed = calls.press(riverside.installation_id, "U-SAM", Intent.ADD_PERSON, arg=arg)

    with pytest.raises(Refused, match="partner_gone"):
        partner.open_co_ordinator_form(calls.call(riverside.database, pressed))


def test_calendar_file_of_a_new_partner_is_for_that_partner(riverside: Riverside) -> None:
    added = _add(riverside, organisation="Meadow College")
    [buttons] = [block for block in added.blocks if isinstance(block, Buttons)]
    button = next(one for one in buttons.buttons if one.label == "Add a calendar file")

    sent = calls.press(riverside.installation_id, "U-SAM", Intent.CLOSED_DATES, arg=button.arg)
    opened = closed_dates.press(calls.call(riverside.database, sent))

    assert (button.opens, button.spoken) == (True, "Add a calendar file: Meadow College")
    assert isinstance(opened, OpenForm)
    assert "Closed dates for Meadow College." in str(opened.form.intro)
    assert [field.label for field in opened.form.fields] == ["Calendar file"]
