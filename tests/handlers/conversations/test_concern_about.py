"""**Raise a concern** about somebody: who would hear it is said by name, and nobody hears it before a second press."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete

from bot.domain.permissions import Intent
from bot.messages import plain
from bot.messages.concerns.forms import DANGER
from bot.messages.model import Form
from handlers.conversations.incoming import Place
from handlers.conversations.replies import FormErrors, OpenForm, Say
from handlers.slack import forms as slack_forms
from handlers.slack import ids
from storage import concerns, members
from storage.tables import MembershipRow
from tests import calls
from tests.pressing import answer, errors
from tests.riverside import Riverside
from tests.worried import HELP, WORDS, stored

ELSE = "others"


def _opened(group: Riverside) -> Form:
    reply = answer(group, calls.press(group.installation_id, "U-MINA", Intent.CONCERN))
    assert isinstance(reply, OpenForm)
    return reply.form


def _send(group: Riverside, form: Form, about: str, **values: str) -> Any:
    """Send the form as it was shown, with this chosen first."""
    typed = {"words": WORDS, "would_help": HELP, "may_know": "only_runner"} | values | {"about": about}
    sent = calls.submit(group.installation_id, "U-MINA", Intent.CONCERN, arg=form.arg)
    return answer(group, replace(sent, values={name: (value,) for name, value in typed.items()}))


def _count(group: Riverside) -> int:
    with group.database.read() as transaction:
        return len(concerns.past(transaction, viewer=group.engine))


def _about(form: Form, name: str) -> str:
    [value] = [one.value for one in form.fields[0].options if one.label.startswith(f"{name} (")]
    return value


def _may_know(form: Form) -> list[str]:
    return [one.label for one in form.fields[-1].options]


def _told(group: Riverside) -> set[str]:
    people = {one.person.id: name for name, one in group.members.items()}
    return {people[one] for one in stored(group, 1).told}


def test_form_begins_with_danger_and_asks_first_whom_it_is_about(group: Riverside) -> None:
    form = _opened(group)

    assert plain.line(form.intro[0]) == DANGER
    assert (form.fields[0].label, form.fields[0].value) == ("Whom it is about", ())
    assert form.fields[-1].hint != DANGER


@pytest.mark.parametrize("may_know", ["only_runner", "without_my_name", "runner_and_chair"])
def test_what_is_about_the_runner_goes_to_the_chair_on_a_second_press(
    group: Riverside, may_know: str
) -> None:
    form = _opened(group)
    sam = _about(form, "Sam")

    again = _send(group, form, sam, may_know=may_know)

    assert isinstance(again, FormErrors)
    question = "Nothing is sent yet. It is about Sam, so Grace would hear it. Send it to Grace?"
    assert errors(again) == {"may_know": question}
    assert [one.value for one in again.form.fields[:3]] == [(sam,), (WORDS,), (HELP,)]
    assert _may_know(again.form) == ["Only Grace", "Grace, who may raise it without my name"]
    assert _count(group) == 0

    said = _send(group, again.form, sam, may_know=may_know)
    assert isinstance(said, Say)
    assert "Grace has this and will answer by" in plain.text(said.message)
    assert _told(group) == {"grace"}


def test_window_in_slack_is_drawn_anew_with_the_names(group: Riverside) -> None:
    form = _opened(group)
    shown = slack_forms.view(form, origin=ids.Origin(place=Place(conversation="D-MINA", private=True)))

    again = _send(group, form, _about(form, "Sam"))

    assert not slack_forms.asks_what(again.form, shown)


def test_what_is_about_the_chair_goes_to_the_runner_at_once_where_the_runner_alone_was_chosen(
    group: Riverside,
) -> None:
    form = _opened(group)

    assert isinstance(_send(group, form, _about(form, "Grace")), Say)
    assert _told(group) == {"sam"}


def test_what_is_about_the_chair_goes_past_the_chair_though_both_were_chosen(group: Riverside) -> None:
    form = _opened(group)

    again = _send(group, form, _about(form, "Grace"), may_know="runner_and_chair")

    assert errors(again) == {
        "may_know": "Nothing is sent yet. It is about Grace, so Sam would hear it. Send it to Sam?"
    }
    assert _may_know(again.form) == ["Only Sam", "Sam, who may raise it without my name"]


def test_somebody_who_changes_whom_it_is_about_is_asked_again(group: Riverside) -> None:
    form = _opened(group)
    again = _send(group, form, _about(form, "Sam"))

    other = _send(group, again.form, ELSE)

    assert errors(other) == {
        "may_know": "Nothing is sent yet. It is about somebody or something else, so Sam would hear it. Send it to Sam?"
    }
    assert "Sam and Grace" in _may_know(other.form)
    assert _count(group) == 0
    assert isinstance(_send(group, other.form, ELSE), Say)
    assert _told(group) == {"sam"}


def test_words_that_are_missing_name_nobody_whom_nobody_has_agreed_to(group: Riverside) -> None:
    form = _opened(group)
    sam = _about(form, "Sam")

    again = _send(group, form, sam, words=" ")
    assert list(errors(again)) == ["words"]
    assert "Only Sam" in _may_know(again.form)
    asked = _send(group, again.form, sam)
    assert list(errors(asked)) == ["may_know"]

    once_more = _send(group, asked.form, sam, words=" ")
    assert "Only Grace" in _may_know(once_more.form)
    assert isinstance(_send(group, once_more.form, sam), Say)


def test_forged_form_goes_to_nobody_whom_it_did_not_name(group: Riverside) -> None:
    form = _opened(group)

    again = _send(group, replace(form, arg=f"{form.arg}.rubbish"), _about(form, "Sam"))

    assert list(errors(again)) == ["may_know"]
    assert _count(group) == 0


def test_grace_reads_whom_it_is_about(group: Riverside) -> None:
    form = _opened(group)
    sam = _about(form, "Sam")
    _send(group, _send(group, form, sam).form, sam)

    reply = answer(group, calls.press(group.installation_id, "U-GRACE", Intent.ANSWER_CONCERN, arg="1.1"))

    assert isinstance(reply, OpenForm)
    lines = [plain.line(line) for line in reply.form.intro]
    assert lines[1] == "It is about Sam, who hears nothing of it from me."
    assert lines[-1] == "Nobody else knows of it. Please keep it so."


def test_whom_it_is_about_is_told_though_they_have_left(group: Riverside) -> None:
    form = _opened(group)
    sam = _about(form, "Sam")
    _send(group, _send(group, form, sam).form, sam)
    with group.database.write() as transaction:
        members.take_role(
            transaction,
            viewer=group.engine,
            person_id=group.person("dee").id,
            role=group.members["sam"].role,
        )
        gone = MembershipRow.person_id == group.person("sam").id
        transaction.connection.execute(delete(MembershipRow).where(gone))

    reply = answer(group, calls.press(group.installation_id, "U-GRACE", Intent.ANSWER_CONCERN, arg="1.1"))

    assert isinstance(reply, OpenForm)
    assert plain.line(reply.form.intro[1]) == (
        "It is about somebody who has left, who hears nothing of it from me."
    )


def test_chair_who_knows_too_reads_that_the_runner_does(group: Riverside) -> None:
    _send(group, _opened(group), ELSE, may_know="runner_and_chair")

    reply = answer(group, calls.press(group.installation_id, "U-GRACE", Intent.CONCERN, arg="read.1"))

    assert isinstance(reply, OpenForm)
    assert plain.line(reply.form.intro[-1]) == "Nobody else knows of it but Sam. Please keep it so."
