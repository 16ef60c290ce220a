"""**Raise a concern** while others come to hear such things: what was typed stays, and goes on a second press only."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.permissions import Intent, Role
from bot.domain.question_answers import Answer
from bot.domain.summaries import SummaryState
from bot.messages import plain
from bot.messages.checkins import summary
from bot.messages.checkins.refusals import CHECK_INS
from bot.messages.model import Buttons, Form
from handlers.conversations.incoming import Place
from handlers.conversations.replies import FormErrors, OpenForm, Replace, Say
from storage import concerns, members
from tests import asked_up, calls, summed
from tests.messages.cast import SAMPLE
from tests.messages.summed_catalogue import WRITTEN, told
from tests.pressing import answer, errors
from tests.riverside import ROOM, Riverside
from tests.worried import WORDS, raised, stored

TYPED = {"words": WORDS, "would_help": "A call", "about": "others", "may_know": "runner_and_chair"}


def _opened(group: Riverside) -> Form:
    reply = answer(group, calls.press(group.installation_id, "U-MINA", Intent.CONCERN))
    assert isinstance(reply, OpenForm)
    return reply.form


def _send(group: Riverside, form: Form, **values: str) -> Any:
    sent = calls.submit(group.installation_id, "U-MINA", Intent.CONCERN, arg=form.arg)
    return answer(group, replace(sent, values={name: (value,) for name, value in (TYPED | values).items()}))


def _take(group: Riverside, **roles: Role) -> None:
    with group.database.write() as transaction:
        for name, role in roles.items():
            person_id = group.person(name).id
            members.take_role(transaction, viewer=group.engine, person_id=person_id, role=role)


def _count(group: Riverside) -> int:
    with group.database.read() as transaction:
        return len(concerns.past(transaction, viewer=group.engine))


def test_new_runner_is_named_and_hears_it_on_the_second_press(group: Riverside) -> None:
    form = _opened(group)
    _take(group, sam=Role.MEMBER, dee=Role.RUNNER)

    again = _send(group, form)

    assert isinstance(again, FormErrors)
    assert errors(again) == {
        "may_know": (
            "Roles have changed here since you opened this, so nothing is sent yet. "
            "Dee and Grace would hear it now. If that's right, send it again."
        )
    }
    assert (again.form.fields[1].value, again.form.fields[2].value) == ((WORDS,), ("A call",))
    assert "Only Dee" in [option.label for option in again.form.fields[3].options]
    assert _count(group) == 0

    said = _send(group, again.form)
    assert isinstance(said, Say)
    assert "Dee has this and will answer by" in plain.text(said.message)


def test_partner_raises_one_from_under_the_summary_of_a_check_in(group: Riverside) -> None:
    posted = summary.post(
        told(SAMPLE, replace(WRITTEN, state=SummaryState.POSTED), partnership_id=group.partnership_id)
    )
    [offered] = [one for block in posted.blocks if isinstance(block, Buttons) for one in block.buttons]
    assert (offered.label, offered.opens) == ("Raise a concern", True)

    room = Place(conversation=ROOM, private=False)
    reply = answer(
        group,
        calls.press(
            group.installation_id,
            "U-MINA",
            offered.intent,
            arg=offered.arg,
            partnership_id=offered.partnership_id,
            place=room,
        ),
    )

    assert isinstance(reply, OpenForm)
    assert isinstance(_send(group, reply.form), Say)


@pytest.mark.parametrize("arg", ["", "x", "1.2.3", "1.2.7.0", "9.9.1.9"])
def test_form_that_names_nobody_or_others_sends_nothing(group: Riverside, arg: str) -> None:
    again = _send(group, replace(_opened(group), arg=arg))

    assert list(errors(again)) == ["may_know"]
    assert _count(group) == 0


def test_choice_of_whom_it_is_about_never_comes_to_mean_another(group: Riverside) -> None:
    form = _opened(group)
    about_sam = form.fields[0].options[0]
    assert about_sam.label == "Sam (Grace would hear it)"
    _take(group, sam=Role.MEMBER, dee=Role.RUNNER)

    again = _send(group, form, about=about_sam.value)
    assert list(errors(again)) == ["about"]
    options = again.form.fields[0].options
    assert [one.label for one in options[:-1]] == ["Dee (Grace would hear it)", "Grace (Dee would hear it)"]
    assert about_sam.value not in [one.value for one in options]

    still = _send(group, again.form, about=about_sam.value)
    assert errors(still) == {"about": "Choose whom it is about. Then I know who should hear it."}
    assert _count(group) == 0


@pytest.mark.parametrize("value", ["", "rubbish", "runner", "runner.1.2.3", "both.2"])
def test_whom_it_is_about_must_be_one_of_the_choices(group: Riverside, value: str) -> None:
    reply = _send(group, _opened(group), about=value)

    assert list(errors(reply)) == ["about"]


def test_outdated_pass_it_on_shows_who_hears_now_and_passes_nothing(group: Riverside) -> None:
    raised(group)
    _take(group, sam=Role.MEMBER, dee=Role.RUNNER)
    rob, dee = group.person("rob").id, group.person("dee").id

    reply = answer(
        group,
        calls.press(group.installation_id, "U-MINA", Intent.FOLLOW_CONCERN, arg=f"1.hand.{rob}"),
    )

    assert isinstance(reply, Replace)
    assert reply.item is not None
    assert "Dee runs the timetable now." in plain.of_block(reply.item)
    assert reply.item.buttons[0].arg == f"1.hand.{dee}"
    assert stored(group, 1).owner_id == group.person("sam").id


def test_yes_is_asked_again_where_others_would_hear_it(group: Riverside) -> None:
    of = summed.round_in(group, told={"rob": {"easier": Answer(line=WORDS)}})
    number = asked_up.asked_of(group, of, WORDS)
    outdated = f"{number}.with_my_name.{group.person('sam').id}"

    reply = answer(group, calls.press(group.installation_id, "U-ROB", Intent.ANSWER_TAKE_UP, arg=outdated))

    assert isinstance(reply, Say)
    text = plain.text(reply.message)
    assert "Roles have changed here since I asked, so nothing is said yet." in text
    assert "With your name, Sam and Grace will know it is yours." in text
    assert "[Yes, with my name]" in text
    assert CHECK_INS["take_up_gone"] not in text
    assert _count(group) == 0
