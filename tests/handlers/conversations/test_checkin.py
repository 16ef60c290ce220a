"""A check-in as it is pressed and typed: through the table of routes, with every reply that people see."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.own_questions import key_of
from bot.domain.permissions import Intent
from bot.domain.rounds import Round
from bot.messages import plain
from bot.messages.model import Form
from handlers.conversations.incoming import Incoming
from handlers.conversations.replies import FormErrors, Nothing, OpenForm, Replace, Reply, Say, SendFile
from handlers.conversations.router import Router
from handlers.conversations.routes import ROUTES
from storage import rounds
from storage.database import Database
from tests import calls
from tests.checked_in import CLOSED, TUESDAY, WEDNESDAY, close, open_round, texts, widen
from tests.pressing import answer
from tests.riverside import NOW, Riverside, build, take_over

SECRET, LINE = "Completely", "The Pelican report"
WITH_LINE: Any = {"changed.line": LINE}
_ALL: frozenset[type[Reply]] = frozenset({Say, Replace, OpenForm, FormErrors, SendFile, Nothing})


@pytest.fixture
def riverside(database: Database) -> Riverside:
    group = build(database, opened=True)
    widen(group)
    return group


@pytest.fixture
def opened(riverside: Riverside) -> Round:
    return open_round(riverside)


def test_runner_reads_when_it_goes_out_and_what_it_asks(riverside: Riverside) -> None:
    said = _type(riverside, "U-SAM", "checkin")

    text = plain.text(said.message)
    assert text.startswith("Riverside Progression Group: the next check-in.")
    assert "I could tell a friend in one sentence what this group is for. (numbers only)" in text
    assert "[Ask now]" in text


def test_ask_now_opens_its_form_and_sends_it_out(riverside: Riverside) -> None:
    opened = _press(riverside, "U-SAM", Intent.CHECK_IN, "ask_now", now=TUESDAY)

    assert isinstance(opened, OpenForm)
    said = _send(riverside, "U-SAM", opened.form, now=TUESDAY)
    assert "The check-in is out." in plain.text(said.message)


def test_not_now_shows_the_new_day_in_its_place(riverside: Riverside) -> None:
    _ask_now(riverside, now=NOW)
    [planned] = _rounds(riverside)

    first = _press(riverside, "U-SAM", Intent.CHECK_IN, f"{planned.id}.{planned.version}.not_now", now=NOW)
    again = _press(riverside, "U-SAM", Intent.CHECK_IN, f"{planned.id}.{planned.version}.not_now", now=NOW)

    assert isinstance(first, Replace)
    assert first.item is not None
    assert again.item.title == first.item.title
    assert again.item.lines == (("It has changed since I showed it to you.",),)


def test_anything_else_pressed_shows_how_it_stands(riverside: Riverside) -> None:
    assert "the next check-in" in plain.text(_press(riverside, "U-SAM", Intent.CHECK_IN, "", now=NOW).message)


def test_a_second_one_soon_asks_for_a_reason_in_the_form(riverside: Riverside, opened: Round) -> None:
    close(riverside)
    soon = TUESDAY + timedelta(days=14)
    asked = _press(riverside, "U-SAM", Intent.CHECK_IN, "ask_now", now=soon)
    assert [one.name for one in asked.form.fields] == ["because"]

    errors = _send(riverside, "U-SAM", asked.form, now=soon)
    assert isinstance(errors, FormErrors)
    assert errors.form.fields[0].error
    said = _send(riverside, "U-SAM", asked.form, now=soon, because="Two of us are leaving")
    assert isinstance(said, Say)
    assert opened.id


def test_answered_changed_and_never_repeated(riverside: Riverside, opened: Round) -> None:
    form = _answer_now(riverside, opened)
    first = _send(riverside, "U-MINA", form, purpose=SECRET, changed="Yes", **WITH_LINE)
    again = _answer_now(riverside, opened)
    second = _send(riverside, "U-MINA", again, purpose="Partly")

    values = {one.name: one.value for one in again.fields}
    assert (values["purpose"], values["changed.line"]) == ((SECRET,), (LINE,))
    until = "until Thursday 24 September."
    for reply, thanks in (
        (first, f"Thank you. You can change your answers {until}"),
        (second, f"Thank you. I've changed your answers. You can do so again {until}"),
    ):
        assert isinstance(reply, Replace)
        assert reply.item is not None
        said = plain.of_block(reply.item)
        assert said.startswith(f"Check-in\n{thanks}")
        assert SECRET not in said


def test_skip_takes_back_what_was_answered_in_secret_too(riverside: Riverside, opened: Round) -> None:
    _send(riverside, "U-MINA", _answer_now(riverside, opened), purpose="Partly", trust=SECRET)
    assert "'trust'" in texts(riverside)["secret_answers"]

    _send(riverside, "U-MINA", _answer_now(riverside, opened), purpose="Partly", trust="__skip__")

    values = {one.name: one.value for one in _answer_now(riverside, opened).fields}
    assert (values["purpose"], values["trust"]) == (("Partly",), ())
    assert "'trust'" not in texts(riverside)["secret_answers"]


def test_two_devices_and_the_second_is_told(riverside: Riverside, opened: Round) -> None:
    form = _answer_now(riverside, opened)
    _send(riverside, "U-MINA", form, purpose=SECRET)

    second = _send(riverside, "U-MINA", form, purpose="Partly")

    assert isinstance(second, FormErrors)
    [field] = [one for one in second.form.fields if one.name == "purpose"]
    assert "from somewhere else" in field.error
    assert field.value == ("Partly",)
    assert isinstance(_send(riverside, "U-MINA", second.form, purpose="Partly"), Replace)


def test_whom_the_form_has_not_named_gets_nothing_and_the_words_stay_in_it(
    riverside: Riverside, opened: Round
) -> None:
    form = _answer_now(riverside, opened)
    take_over(riverside, "grace")

    errors = _send(riverside, "U-MINA", form, changed="Yes", **WITH_LINE)

    assert isinstance(errors, FormErrors)
    fields = {one.name: one for one in errors.form.fields}
    assert fields["changed"].error == (
        "Nothing has gone yet: Grace runs this now. Send it again if Grace may see it."
    )
    assert "Grace sees it" in fields["changed"].hint
    assert fields["changed.line"].value == (LINE,)
    assert [name for name, text in texts(riverside).items() if LINE in text] == []
    assert "Thank you." in plain.of_block(
        _send(riverside, "U-MINA", errors.form, changed="Yes", **WITH_LINE).item
    )


@pytest.mark.parametrize("arg", ["{round}.1", "{round}.1.99"])
def test_form_that_names_nobody_we_know_is_sent_again(riverside: Riverside, opened: Round, arg: str) -> None:
    form = replace(_answer_now(riverside, opened), arg=arg.format(round=opened.id))

    assert isinstance(_send(riverside, "U-MINA", form, changed="Yes"), FormErrors)


def test_form_without_a_round_is_gone(riverside: Riverside, opened: Round) -> None:
    form = replace(_answer_now(riverside, opened), arg="x")

    assert "I can't find that check-in any more." in plain.text(_send(riverside, "U-MINA", form).message)


def test_ten_thousand_characters_come_back_in_the_form_and_stand_nowhere(
    riverside: Riverside, opened: Round
) -> None:
    form = _answer_now(riverside, opened)
    words = "Pelican " * 1250
    beside: Any = {"changed.line": words}

    errors = _send(riverside, "U-MINA", form, changed="Yes", **beside)

    assert isinstance(errors, FormErrors)
    fields = {one.name: one for one in errors.form.fields}
    assert fields["changed"].error.startswith("That is 9,999 characters")
    assert fields["changed.line"].value == (words,)
    assert [name for name, text in texts(riverside).items() if "Pelican" in text] == []


def test_no_answer_stands_in_what_is_kept_for_a_retry(riverside: Riverside, opened: Round) -> None:
    form = _answer_now(riverside, opened)
    sent = _sent(riverside, "U-MINA", form, purpose=SECRET, changed="Yes", **WITH_LINE)
    first = _route(riverside, sent)
    retried = _route(riverside, sent)
    again = _press_incoming(riverside, "U-MINA", Intent.ANSWER_CHECK_IN, f"{opened.id}.answer")
    shown, shown_again = _route(riverside, again), _route(riverside, again)

    assert retried == first
    assert isinstance(shown, OpenForm)
    assert isinstance(shown_again, OpenForm)
    assert any(one.value for one in shown.form.fields)
    assert not any(one.value for one in shown_again.form.fields)
    found = texts(riverside)
    assert [name for name, text in found.items() if LINE in text] == ["organisation_answers"]
    assert SECRET not in found["inbox"] + found["audit"] + found["messages"] + found["deliveries"]


def test_thursday_and_not_this_time(riverside: Riverside, opened: Round) -> None:
    later = _press(riverside, "U-MINA", Intent.ANSWER_CHECK_IN, f"{opened.id}.later")
    never = _press(riverside, "U-MINA", Intent.ANSWER_CHECK_IN, f"{opened.id}.no")

    assert "I'll bring it again on Thursday." in plain.of_block(later.item)
    assert "That's fine." in plain.of_block(never.item)


def test_after_closing_there_is_a_sentence(riverside: Riverside, opened: Round) -> None:
    form = _answer_now(riverside, opened)

    said = _send(riverside, "U-MINA", form, now=CLOSED, purpose=SECRET)

    assert "That check-in is closed" in plain.text(said.message)


def test_on_its_last_day_an_older_button_says_that_there_is_no_thursday_left(
    riverside: Riverside, opened: Round
) -> None:
    said = _press(
        riverside, "U-MINA", Intent.ANSWER_CHECK_IN, f"{opened.id}.later", now=CLOSED - timedelta(hours=8)
    )

    assert "Today is the last day to answer, so I can't bring it again." in plain.of_block(said.item)


@pytest.mark.parametrize("word", ["answer", "later", "no"])
def test_button_pressed_after_closing_goes_with_a_kind_word(
    riverside: Riverside, opened: Round, word: str
) -> None:
    said = _press(riverside, "U-MINA", Intent.ANSWER_CHECK_IN, f"{opened.id}.{word}", now=CLOSED)

    assert isinstance(said, Replace)
    assert said.item is not None
    assert (said.item.subject, said.item.buttons) == (f"round:{opened.id}", ())
    assert "This one is closed, and that's all right." in plain.of_block(said.item)


@pytest.mark.parametrize("arg", ["", "x", "1.", "1.answer.2", "99.answer"])
def test_what_no_button_of_ours_carries_finds_no_round(riverside: Riverside, arg: str) -> None:
    said = _press(riverside, "U-MINA", Intent.ANSWER_CHECK_IN, arg)

    assert "I can't find that check-in any more." in plain.text(said.message)


def test_own_question_is_added_listed_and_taken_out(riverside: Riverside) -> None:
    form = _press(riverside, "U-SAM", Intent.ADD_QUESTION, "").form
    added = _send(
        riverside,
        "U-SAM",
        form,
        words="Do the papers come in time?",
        why="We could send them earlier.",
        kind="to_runner",
        shape="agree",
    )
    listed = plain.text(_type(riverside, "U-SAM", "checkin").message)
    key = key_of("Do the papers come in time?")
    first = _press(riverside, "U-SAM", Intent.ADD_QUESTION, key)
    again = _press(riverside, "U-SAM", Intent.ADD_QUESTION, key)

    assert "your question is in" in plain.text(added.message)
    assert "Do the papers come in time?" in listed
    assert "I ask it no more." in plain.of_block(first.item)
    assert "taken out already" in plain.of_block(again.item)
    assert "I can't find that question" in plain.text(
        _press(riverside, "U-SAM", Intent.ADD_QUESTION, "own_9").message
    )


def test_own_question_without_words_is_mended_in_its_form(riverside: Riverside) -> None:
    form = _press(riverside, "U-SAM", Intent.ADD_QUESTION, "").form

    errors = _send(riverside, "U-SAM", form, words=" ", why="x", kind="to_runner", shape="line")

    assert isinstance(errors, FormErrors)
    assert errors.form.fields[0].error


def _route(riverside: Riverside, incoming: Incoming) -> Reply:
    """Without a key of its own each time: the same comes twice."""
    return Router(routes=ROUTES, database=riverside.database).answer(incoming, now=WEDNESDAY, rides=_ALL)


def _type(riverside: Riverside, who: str, words: str, *, now: datetime = NOW) -> Any:
    return answer(riverside, calls.command(riverside.installation_id, who, words), now=now)


def _press_incoming(riverside: Riverside, who: str, intent: Intent, arg: str) -> Incoming:
    return calls.press(riverside.installation_id, who, intent, arg=arg)


def _press(riverside: Riverside, who: str, intent: Intent, arg: str, *, now: datetime = WEDNESDAY) -> Any:
    return answer(riverside, _press_incoming(riverside, who, intent, arg), now=now)


def _sent(riverside: Riverside, who: str, form: Form, **values: str) -> Incoming:
    sent = calls.submit(riverside.installation_id, who, form.intent, arg=form.arg)
    return replace(sent, values={name: (value,) for name, value in values.items()})


def _send(riverside: Riverside, who: str, form: Form, *, now: datetime = WEDNESDAY, **values: str) -> Any:
    return answer(riverside, _sent(riverside, who, form, **values), now=now)


def _answer_now(riverside: Riverside, opened: Round) -> Form:
    found = _press(riverside, "U-MINA", Intent.ANSWER_CHECK_IN, f"{opened.id}.answer")
    assert isinstance(found, OpenForm)
    return found.form


def _ask_now(riverside: Riverside, *, now: datetime) -> None:
    form = _press(riverside, "U-SAM", Intent.CHECK_IN, "ask_now", now=now).form
    _send(riverside, "U-SAM", form, now=now)


def _rounds(riverside: Riverside) -> tuple[Round, ...]:
    with riverside.database.read() as transaction:
        return rounds.all_of(transaction, viewer=riverside.viewer("sam"))
