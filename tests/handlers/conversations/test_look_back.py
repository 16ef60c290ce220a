"""Looking back, as it is pressed and typed: the form, **Not this time**, and what the runner reads."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.permissions import Intent
from bot.domain.question_answers import Typed
from bot.messages import plain
from bot.messages.model import Form, Item
from handlers.conversations.replies import FormErrors, Nothing, OpenForm, Replace, Say
from storage.tables import Base
from tests import calls, looked_back, pressing
from tests.looked_back import LESSON, SECRET
from tests.marked import LATER
from tests.riverside import Riverside, take_over


def press(group: Riverside, arg: str, *, by: str = "U-MINA") -> Any:
    sent = calls.press(group.installation_id, by, Intent.LOOK_BACK, arg=arg)
    return pressing.answer(group, sent, now=LATER)


def submit(group: Riverside, arg: str, *, by: str = "U-MINA", **values: str) -> Any:
    sent = calls.submit(group.installation_id, by, Intent.LOOK_BACK, arg=arg)
    dotted = {name.replace("__", "."): value for name, value in values.items()}
    return pressing.answer(group, pressing._with(sent, dotted), now=LATER)


def opened(reply: Any) -> Form:
    assert isinstance(reply, OpenForm)
    return reply.form


def item(reply: Any) -> Item:
    assert isinstance(reply, Replace)
    assert isinstance(reply.item, Item)
    return reply.item


def holding(group: Riverside, words: str) -> set[str]:
    """Return the tables in which words stand."""
    with group.database.read() as transaction:
        return {
            table.name
            for table in Base.metadata.sorted_tables
            for row in transaction.connection.execute(select(table))
            if words in str(tuple(row))
        }


def test_answer_opens_the_form_and_send_keeps_it(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    form = opened(press(group, f"{made.id}.answer"))
    assert [field.name for field in form.fields] == [
        "thanks",
        "thanks.line",
        "thanks.passing",
        "surprise",
        "surprise.passing",
    ]

    reply = submit(
        group,
        form.arg,
        thanks="Ada",
        thanks__line="the photos",
        thanks__passing="with_name",
        surprise=SECRET,
        surprise__passing="without_name",
    )

    assert plain.line(item(reply).lines[0]) == "Thank you."
    again = opened(press(group, f"{made.id}.answer"))
    assert [field.value for field in again.fields] == [
        ("Ada",),
        ("the photos",),
        ("with_name",),
        (SECRET,),
        ("without_name",),
    ]


def test_older_form_comes_back_with_what_was_typed_and_counts_when_it_is_sent_again(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    older = opened(press(group, f"{made.id}.answer")).arg
    submit(group, older, surprise=LESSON)

    reply = submit(group, older, surprise=SECRET)

    assert isinstance(reply, FormErrors)
    [field] = [one for one in opened(press(group, f"{made.id}.answer")).fields if one.name == "surprise"]
    assert field.value == (LESSON,)
    anew = opened(press(group, f"{made.id}.answer")).arg
    assert plain.line(item(submit(group, anew, surprise=SECRET)).lines[0]) == "Thank you."


def test_neither_the_reply_nor_what_is_kept_for_a_retry_holds_a_word_of_it(group: Riverside) -> None:
    made = looked_back.celebrated(group)

    reply = submit(group, opened(press(group, f"{made.id}.answer")).arg, surprise=SECRET)
    press(group, f"{made.id}.answer")
    press(group, f"{made.id}.read", by="U-SAM")

    assert SECRET not in str(reply)
    assert holding(group, SECRET) == {"named_answers"}


def test_what_needs_mending_comes_back_with_what_was_typed_and_is_kept_nowhere(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    long = SECRET * 100

    reply = submit(group, f"{made.id}.answer", surprise=long)

    assert isinstance(reply, FormErrors)
    assert list(pressing.errors(reply)) == ["surprise"]
    assert reply.form.fields[3].value == (long,)
    assert holding(group, SECRET) == set()


def test_whom_the_form_has_not_named_gets_nothing_and_the_words_stay_in_it(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    form = opened(press(group, f"{made.id}.answer"))
    take_over(group, "grace")

    reply = submit(group, form.arg, surprise=SECRET)

    assert isinstance(reply, FormErrors)
    assert pressing.errors(reply) == {
        "surprise": "Nothing has gone yet: Grace runs this now. Send it again if Grace may see it."
    }
    assert reply.form.fields[3].value == (SECRET,)
    assert holding(group, SECRET) == set()
    assert plain.line(item(submit(group, reply.form.arg, surprise=SECRET)).lines[0]) == "Thank you."


def test_not_this_time_is_said_once(group: Riverside) -> None:
    made = looked_back.celebrated(group)

    shown = item(press(group, f"{made.id}.no"))

    assert plain.line(shown.lines[0]) == "That's fine. I won't ask again."
    assert [one.label for one in shown.buttons] == ["Change my answers"]


def test_sending_nothing_is_fine(group: Riverside) -> None:
    made = looked_back.celebrated(group)

    assert plain.line(item(submit(group, f"{made.id}.answer")).lines[0]) == "That's fine, nothing is kept."


def test_somebody_new_answers_about_their_first_weeks(group: Riverside) -> None:
    form = opened(press(group, "new.answer", by="U-ROB"))
    assert [field.name for field in form.fields] == ["lost", "lost.line"]

    reply = submit(group, form.arg, by="U-ROB", lost="Often", lost__line="A list of who is who")

    assert item(reply).title == "Your first weeks"
    again = opened(press(group, "new.answer", by="U-ROB"))
    assert [field.value for field in again.fields] == [("Often",), ("A list of who is who",)]


def test_runner_reads_it_in_a_form_and_puts_it_away(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    looked_back.say(group, made, surprise=Typed(line=LESSON))

    form = opened(press(group, f"{made.id}.read", by="U-SAM"))

    assert LESSON in str(form.intro)
    assert form.fields == ()
    assert submit(group, form.arg, by="U-SAM") == Nothing()


def test_lessons_are_read_and_put_away(group: Riverside) -> None:
    made = looked_back.celebrated(group)
    looked_back.say(group, made, surprise=Typed(line=LESSON, passing="without_name"))

    form = opened(press(group, f"{made.id}.read", by="U-SAM"))

    assert (form.title, form.submit) == ("Looking back", "I've read it")
    assert submit(group, form.arg, by="U-SAM") == Nothing()
    assert submit(group, "next_time", by="U-GRACE") == Nothing()


@pytest.mark.parametrize("arg", ["read", "next_time"])
def test_where_nothing_was_said_nobody_is_asked_to_have_read_it(group: Riverside, arg: str) -> None:
    made = looked_back.celebrated(group)

    reply = press(group, arg if arg == "next_time" else f"{made.id}.{arg}", by="U-SAM")

    assert isinstance(reply, Say)
    assert "yet." in reply.message.opening
    assert "[" not in plain.text(reply.message)


def test_form_says_of_each_question_who_reads_the_answer(group: Riverside) -> None:
    made = looked_back.celebrated(group)

    form = opened(press(group, f"{made.id}.answer"))

    said = next(field.hint for field in form.fields if field.name == "surprise")
    assert "Nobody but Sam reads it unless you tick the box below." in said


@pytest.mark.parametrize("arg", ["read", "next_time"])
def test_others_do_not_read_it(group: Riverside, arg: str) -> None:
    made = looked_back.celebrated(group)
    whole = arg if arg == "next_time" else f"{made.id}.{arg}"

    reply = press(group, whole)

    assert isinstance(reply, Say)


@pytest.mark.parametrize("arg", ["", "x", "1", "999.answer", "new.other", "1.answer.2", "next_time.1"])
def test_what_no_button_of_ours_carries_is_said_to_be_gone(group: Riverside, arg: str) -> None:
    reply = press(group, arg)

    assert isinstance(reply, Say)
    assert "That milestone isn't open any more" in plain.text(reply.message)
