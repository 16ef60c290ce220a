"""The stage card, as runner and chair read and press it, and its steps on their way into the timetable."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.evidence import Stage
from bot.domain.permissions import Intent
from bot.domain.stage_manners import Step
from bot.messages import plain
from bot.messages.model import Button, Buttons, Item
from handlers.conversations.incoming import Press
from handlers.conversations.replies import FormErrors, OpenForm, Say
from storage import members, stages
from tests import calls
from tests.pressing import answer, errors
from tests.riverside import NOW, Riverside
from tests.services.stages.staged import LATER, add_card, put_in_force, told


def typed(group: Riverside, who: str = "U-SAM") -> Any:
    return answer(group, calls.command(group.installation_id, who, "stage"), now=LATER)


def text(reply: Any) -> str:
    assert isinstance(reply, Say)
    return plain.text(reply.message)


def buttons(reply: Any) -> list[Button]:
    found: list[Button] = []
    for block in reply.message.blocks:
        if isinstance(block, Buttons | Item):
            found += block.buttons
    return found


def press(group: Riverside, reply: Any, label: str, who: str = "U-SAM") -> Any:
    one = next(one for one in buttons(reply) if one.label == label)
    sent = calls.press(group.installation_id, who, one.intent, arg=one.arg)
    assert isinstance(sent, Press)
    return answer(group, sent, now=LATER)


def submit(group: Riverside, form: Any, who: str = "U-SAM", **values: str) -> Any:
    sent = calls.submit(group.installation_id, who, form.intent, arg=form.arg)
    filled = replace(sent, values={name: (value,) for name, value in values.items()})
    return answer(group, filled, now=LATER)


def test_word_shows_where_things_stand_while_it_is_too_early(group: Riverside) -> None:
    reply = answer(group, calls.command(group.installation_id, "U-SAM", "stage"))

    said = text(reply)
    assert said.startswith("Riverside Progression Group: where things stand.")
    assert "Too early to tell. That's normal." in said
    assert [one.label for one in buttons(reply)] == ["Choose another"]


def test_partner_is_told_kindly_that_it_is_not_theirs(group: Riverside) -> None:
    assert "Confirm" not in text(typed(group, "U-MINA"))
    assert "stand" not in text(typed(group, "U-MINA")).split(".")[0]


def test_card_is_read_confirmed_by_both_and_in_force(group: Riverside) -> None:
    add_card(group)

    card = typed(group)
    first = press(group, card, "Confirm Functioning")
    second = press(group, typed(group, "U-GRACE"), "Confirm Functioning", "U-GRACE")

    assert text(card).startswith("Riverside Progression Group: one for you and Grace to look at.")
    assert "Dates kept, or moved in good time: 17 of 19 in the last six weeks." in text(card)
    assert "You chose Functioning." in text(first)
    assert "It's Grace's turn now. Until then nothing changes." in text(first)
    assert "Now: Functioning, since Thursday 19 November." in text(second)
    assert "Hear from each partner at the meeting" in text(second)


def test_what_the_chair_said_on_the_telephone_is_one_press_more(group: Riverside) -> None:
    with group.database.write() as transaction:
        members.ring(transaction, viewer=group.engine, person_id=group.person("grace").id, rings=True)
    add_card(group)

    first = press(group, typed(group), "Confirm Functioning")
    second = press(group, first, "Grace says the same")

    assert "a call will tell" in text(first)
    assert "Now: Functioning, since Thursday 19 November." in text(second)
    assert "said on the telephone" in text(typed(group))


def test_keeping_it_and_choosing_another_are_shown_side_by_side(group: Riverside) -> None:
    add_card(group)
    press(group, typed(group), "Keep Forming")

    form = press(group, typed(group, "U-GRACE"), "Choose another", "U-GRACE")
    assert isinstance(form, OpenForm)
    reply = submit(group, form.form, "U-GRACE", stage="frustration", because="We quarrel")

    assert "You chose Frustration: We quarrel" in text(reply)
    assert "Sam chose Forming." in text(reply)
    assert "Nothing changes until you two have talked." in text(reply)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "stage"),
        ({"stage": "flying"}, "because"),
        ({"stage": "flying", "because": "x" * 2000}, "because"),
    ],
)
def test_stage_without_a_reason_gets_a_sentence(group: Riverside, values: dict[str, str], field: str) -> None:
    form = press(group, typed(group), "Choose another")

    reply = submit(group, form.form, **values)

    assert isinstance(reply, FormErrors)
    assert list(errors(reply)) == [field]


def test_old_press_is_shown_how_things_stand_now(group: Riverside) -> None:
    add_card(group)
    card = typed(group)
    press(group, card, "Confirm Functioning")

    again = press(group, card, "Keep Forming")

    assert "You chose Functioning." in text(again)


def test_step_goes_into_the_timetable_by_a_form_that_is_filled_in(group: Riverside) -> None:
    put_in_force(group, Stage.FRUSTRATION)

    form = press(group, typed(group), "Add to the timetable")
    assert isinstance(form, OpenForm)
    filled = {field.name: field.value for field in form.form.fields if field.value}
    mended = submit(group, form.form, what="Ring every partner", partner="", by_when="")
    reply = submit(
        group, form.form, **{name: value[0] for name, value in filled.items()}, done_when="All are rung"
    )

    assert filled["what"] == ("Ring every partner",)
    assert filled["partner"] == (str(group.office_id),)
    assert isinstance(mended, FormErrors)
    assert mended.form.intent is Intent.STAGE_STEP
    assert text(reply).startswith("It's in the timetable.")
    assert "Ring every partner" not in text(typed(group)).replace("How it has been", "")


def test_step_is_done_with(group: Riverside) -> None:
    told(group, Stage.FLYING)

    reply = press(group, typed(group), "Done")
    last = press(group, typed(group), "Done")

    assert "I'll bring the rest up again next week." in text(reply)
    assert "That was the last one for now." in text(last)
    with group.database.read() as transaction:
        [held] = stages.history(transaction, viewer=group.engine)
        found = stages.steps(transaction, viewer=group.engine, stage_id=held.id)
    assert found == {Step.LOOK_AHEAD.value: None, Step.ALL_GAIN.value: None}


def test_step_that_nobody_knows_is_answered_kindly(group: Riverside) -> None:
    sent = calls.press(group.installation_id, "U-SAM", Intent.STAGE_STEP, arg="done.nothing")

    assert "Type stage to see how things stand." in text(answer(group, sent))


def test_home_shows_the_stage_to_runner_and_chair_and_to_nobody_else(group: Riverside) -> None:
    put_in_force(group, Stage.FLYING)

    homes = {
        who: text(answer(group, calls.command(group.installation_id, who, "home"), now=NOW))
        for who in ("U-SAM", "U-GRACE", "U-MINA")
    }

    shown = {who: "A word for where things stand. Not a mark." in said for who, said in homes.items()}
    assert shown == {"U-SAM": True, "U-GRACE": True, "U-MINA": False}
    assert "Where things stand: Flying, since Thursday 10 September." in homes["U-SAM"]
