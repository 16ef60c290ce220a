"""An action from the typed line to Done, through the table of routes."""

from datetime import timedelta

import pytest

from bot.domain.permissions import Intent
from bot.messages import plain
from bot.messages.model import Option
from bot.services.presses import Pressed
from handlers.conversations.incoming import Incoming
from handlers.conversations.replies import OpenForm, Replace, Say
from storage import shares as stored_shares
from storage.database import Database
from tests import calls
from tests.pressing import add_action, answer, errors, labels, press, said, submit
from tests.promised import accepted, add, fresh, proposed, stored
from tests.riverside import NOW, Riverside, build


@pytest.fixture
def riverside(database: Database) -> Riverside:
    return build(database, opened=True)


def test_typed_line_fills_the_form_with_the_date_in_full(riverside: Riverside) -> None:
    words = "add Castle to send course data by 27 November"

    reply = answer(riverside, calls.command(riverside.installation_id, "U-SAM", words))

    assert isinstance(reply, OpenForm)
    values = {field.name: field.value for field in reply.form.fields}
    assert plain.line(reply.form.intro[0]) == "I read the date as Friday 27 November 2026. Right?"
    assert (values["what"], values["by_when"]) == (("Send course data",), ("2026-11-27",))
    assert values["partner"] == (str(riverside.castle_id),)


@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        ("Castle to send data by 31 February", "by_when", "There is no such day as “31 February”."),
        ("Zebra to send data by 27 November", "partner", "I know no partner called “Zebra”."),
        ("Zed at Castle to send data", "person", "At Castle College nobody is called “Zed”."),
    ],
)
def test_what_could_not_be_read_is_said_in_the_form(
    riverside: Riverside, words: str, field: str, said: str
) -> None:
    reply = answer(riverside, calls.command(riverside.installation_id, "U-SAM", f"add {words}"))

    assert isinstance(reply, OpenForm)
    assert next(one.error for one in reply.form.fields if one.name == field).startswith(said)


def test_person_who_is_named_is_filled_in(riverside: Riverside) -> None:
    sent = calls.command(riverside.installation_id, "U-SAM", "add Mina to send data by 27 November")

    reply = answer(riverside, sent)

    assert isinstance(reply, OpenForm)
    values = {field.name: field.value for field in reply.form.fields}
    assert values["partner"] == (str(riverside.castle_id),)
    assert [option.label for option in _options(reply, "person") if option.value in values["person"]] == [
        "Mina Iqbal"
    ]


def test_words_are_kept_for_the_button_where_no_form_can_open(riverside: Riverside) -> None:
    typed = answer(
        riverside, calls.command(riverside.installation_id, "U-SAM", "add Castle to sign by 27 November")
    )
    assert isinstance(typed, OpenForm)

    reply = answer(
        riverside,
        calls.press(riverside.installation_id, "U-SAM", Intent.ADD, arg=typed.form.arg),
    )

    assert isinstance(reply, OpenForm)
    assert reply.form.fields == typed.form.fields


def test_line_that_no_button_holds_is_not_kept_in_part(riverside: Riverside) -> None:
    words = f"add Castle to sign {'and to sign ' * 30}by 27 November"

    reply = answer(riverside, calls.command(riverside.installation_id, "U-SAM", words))

    assert isinstance(reply, OpenForm)
    assert reply.form.arg == ""


def _options(reply: OpenForm, name: str) -> tuple[Option, ...]:
    return next(one.options for one in reply.form.fields if one.name == name)


@pytest.mark.parametrize("kind", ["command", "press"])
def test_form_opens_empty_without_a_line(riverside: Riverside, kind: str) -> None:
    sent: Incoming = calls.press(riverside.installation_id, "U-SAM", Intent.ADD)
    if kind == "command":
        sent = calls.command(riverside.installation_id, "U-SAM", "add")

    reply = answer(riverside, sent)

    assert isinstance(reply, OpenForm)
    assert reply.form.intro == ()


def test_added_action_says_who_is_asked(riverside: Riverside) -> None:
    reply = add_action(riverside)

    assert isinstance(reply, Say)
    assert "I'll ask Mina Iqbal at Castle College on Tuesday 15 September 2026." in plain.text(reply.message)


def test_action_of_ones_own_asks_nobody(riverside: Riverside) -> None:
    reply = add_action(riverside, partner=str(riverside.office_id))

    assert "It's yours, so nobody needs to be asked." in plain.text(reply.message)


def test_past_date_is_asked_about_once_and_nothing_typed_is_lost(riverside: Riverside) -> None:
    reply = add_action(riverside, by_when="2026-09-09")

    assert list(errors(reply)) == ["by_when"]
    assert "Yes, keep this date" in labels(reply.form)
    assert {field.name: field.value for field in reply.form.fields}["what"] == ("Send course data",)

    meant = add_action(riverside, by_when="2026-09-09", date_passed="yes")

    assert isinstance(meant, Say)
    assert meant.message.opening == "It's in the timetable."


def test_question_once_answered_stays_answered(riverside: Riverside) -> None:
    reply = add_action(riverside, by_when="2026-09-09", date_passed="yes", what="")

    assert list(errors(reply)) == ["what"]
    assert "Yes, keep this date" in labels(reply.form)


def test_accept_is_answered_and_a_second_press_shows_how_it_stands(riverside: Riverside) -> None:
    pressed = proposed(riverside)

    first = press(riverside, "U-MINA", Intent.ACCEPT, pressed)
    second = press(riverside, "U-MINA", Intent.ACCEPT, pressed)

    assert said(first) == "Thank you. It's in. Shall I pick a good day to remind you?"
    assert said(second) == "By Friday 27 November"
    assert [button.label for button in second.item.buttons] == ["Done", "On track", "Need more time"]


@pytest.mark.parametrize(
    ("word", "first_line"),
    [
        ("", "Who should we ask?"),
        ("partner", "Thank you for saying. Sam will see it in the next morning list."),
        ("cannot", "Thank you for saying. Sam will see it in the next morning list."),
        ("talk", "Good idea. Sam will see it in the next morning list."),
    ],
)
def test_not_for_me_is_one_question_with_four_answers(
    riverside: Riverside, word: str, first_line: str
) -> None:
    assert said(press(riverside, "U-MINA", Intent.NOT_FOR_ME, proposed(riverside), word)) == first_line


def test_somebody_else_here_is_named_in_a_form(riverside: Riverside) -> None:
    pressed = proposed(riverside)

    opened = press(riverside, "U-MINA", Intent.NOT_FOR_ME, pressed, "colleague")
    unknown = submit(riverside, "U-MINA", Intent.NOT_FOR_ME, pressed, person="Zadie Nobody")
    asked = submit(riverside, "U-MINA", Intent.NOT_FOR_ME, pressed, person="Rob Stone")

    assert isinstance(opened, OpenForm)
    assert [one.label for one in opened.form.fields[0].options] == ["Rob Stone"]
    assert list(errors(unknown)) == ["person"]
    assert said(asked) == "Thank you. I'll ask Rob Stone next."


def test_suggestion_goes_to_the_runner_who_decides(riverside: Riverside) -> None:
    pressed = proposed(riverside)

    opened = press(riverside, "U-MINA", Intent.SUGGEST_DATE, pressed)
    closed = submit(riverside, "U-MINA", Intent.SUGGEST_DATE, pressed, date="2026-12-28")
    suggested = submit(riverside, "U-MINA", Intent.SUGGEST_DATE, pressed, date="2026-12-04")
    seen = fresh(riverside, pressed)
    decided = press(riverside, "U-SAM", Intent.DECIDE_DATE, seen, "agree")
    again = press(riverside, "U-SAM", Intent.DECIDE_DATE, seen, "keep")

    assert isinstance(opened, OpenForm)
    assert list(errors(closed)) == ["date"]
    assert "Yes, keep this date" in labels(closed.form)
    assert said(suggested) == "Thank you. Nothing is agreed until Sam has answered."
    assert said(decided) == "It's now by Friday 4 December 2026. I'll let Mina Iqbal know."
    assert said(again) == "By Friday 4 December"


def test_need_more_time_moves_the_date(riverside: Riverside) -> None:
    pressed = accepted(riverside)

    opened = press(riverside, "U-MINA", Intent.MORE_TIME, pressed)
    same = submit(riverside, "U-MINA", Intent.MORE_TIME, pressed, date="2026-11-27")
    moved = submit(riverside, "U-MINA", Intent.MORE_TIME, pressed, date="2026-12-04", reason="Away")

    assert isinstance(opened, OpenForm)
    assert errors(same) == {"date": "It's by Friday 27 November 2026 already. Which other day would work?"}
    assert said(moved) == ("That's fine. Thank you for telling me early. It's now by Friday 4 December 2026.")


def test_done_can_be_undone_for_ten_minutes(riverside: Riverside) -> None:
    pressed = accepted(riverside)

    done = press(riverside, "U-MINA", Intent.DONE, pressed)
    seen = fresh(riverside, pressed)
    late = press(riverside, "U-MINA", Intent.UNDO, seen, now=NOW + timedelta(minutes=10))
    undone = press(riverside, "U-MINA", Intent.UNDO, seen)

    assert said(done) == "Thank you. It's done."
    assert [button.label for button in done.item.buttons] == ["Undo"]
    assert plain.line(late.item.lines[-1]) == "It's done."
    assert said(undone) == "It's open again. I haven't told anybody."


def test_on_track_rests_it(riverside: Riverside) -> None:
    reply = press(riverside, "U-MINA", Intent.ON_TRACK, accepted(riverside))

    assert said(reply) == "Good to know. I won't mention it again until the day before."


def test_stuck_is_told_and_answered(riverside: Riverside) -> None:
    pressed = accepted(riverside)

    opened = press(riverside, "U-MINA", Intent.STUCK, pressed)
    empty = submit(riverside, "U-MINA", Intent.STUCK, pressed, words="None left")
    told = submit(riverside, "U-MINA", Intent.STUCK, pressed, because="Money", words="None left")
    ring = press(riverside, "U-SAM", Intent.HELP_STUCK, fresh(riverside, pressed), "tomorrow")

    assert isinstance(opened, OpenForm)
    assert list(errors(empty)) == ["because"]
    assert said(told) == "Thank you for saying. Sam has your message now."
    assert said(ring) == "I'll let Mina Iqbal know that you'll ring tomorrow."


def test_put_right_keeps_a_line_for_the_runner(riverside: Riverside) -> None:
    pressed = _agreed(riverside)

    opened = press(riverside, "U-MINA", Intent.PUT_RIGHT, pressed)
    empty = submit(riverside, "U-MINA", Intent.PUT_RIGHT, pressed, words="  ")
    sent = submit(riverside, "U-MINA", Intent.PUT_RIGHT, pressed, words="It was Meadow")

    assert isinstance(opened, OpenForm)
    assert list(errors(empty)) == ["words"]
    assert said(sent) == "Thank you for saying. Sam will see it in the next morning list."


def _agreed(riverside: Riverside) -> Pressed:
    pressed = accepted(riverside)
    with riverside.database.write() as transaction:
        changed = stored_shares.change(
            transaction,
            viewer=riverside.viewer("sam"),
            share_id=pressed.share_id,
            version=pressed.version,
            agreed_on=NOW.date(),
        )
    assert changed
    return fresh(riverside, pressed)


@pytest.mark.parametrize("intent", [Intent.SUGGEST_DATE, Intent.MORE_TIME, Intent.STUCK, Intent.PUT_RIGHT])
def test_form_of_an_old_message_does_not_open(riverside: Riverside, intent: Intent) -> None:
    pressed = accepted(riverside)
    press(riverside, "U-MINA", Intent.DONE, pressed)

    reply = press(riverside, "U-MINA", intent, pressed)

    assert isinstance(reply, Replace)
    assert reply.item is not None
    assert plain.line(reply.item.lines[-1]) == "It's done."


@pytest.mark.parametrize("word", ["", "colleague"])
def test_question_of_an_old_message_is_answered_with_how_it_stands(riverside: Riverside, word: str) -> None:
    pressed = proposed(riverside)
    press(riverside, "U-MINA", Intent.ACCEPT, pressed)

    assert said(press(riverside, "U-MINA", Intent.NOT_FOR_ME, pressed, word)) == ("By Friday 27 November")


@pytest.mark.parametrize(
    ("intent", "arg"),
    [
        (Intent.ACCEPT, ""),
        (Intent.ACCEPT, "nonsense"),
        (Intent.DONE, "1.2.3.4"),
        (Intent.DONE, "999999.1"),
        (Intent.DONE, "9" * 40 + ".1"),
        (Intent.MORE_TIME, "999999.1"),
        (Intent.DECIDE_DATE, "999999.1.agree"),
    ],
)
def test_press_on_what_is_gone_gets_a_kind_sentence(riverside: Riverside, intent: Intent, arg: str) -> None:
    reply = answer(riverside, calls.press(riverside.installation_id, "U-SAM", intent, arg=arg))

    assert isinstance(reply, Say)
    assert reply.message.opening.startswith("That action isn't in the timetable any more.")


def test_form_about_what_is_gone_gets_a_sentence_and_no_form(riverside: Riverside) -> None:
    reply = submit(
        riverside, "U-SAM", Intent.MORE_TIME, Pressed(share_id=999_999, version=1), date="2026-12-04"
    )

    assert isinstance(reply, Say)


def test_press_on_what_is_another_partners_gets_a_sentence(riverside: Riverside) -> None:
    added = add(riverside, partner=str(riverside.brook_lane_id))
    pressed = Pressed(share_id=added.commitment.shares[0].id, version=1)

    reply = press(riverside, "U-MINA", Intent.ACCEPT, pressed)

    assert isinstance(reply, Say)
    assert reply.message.opening.startswith("That one is for somebody else")
    assert stored(riverside, pressed)[1].version == 1
