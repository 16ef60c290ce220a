"""A check-in that is in, as runner, chair and partners press through it."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain.permissions import Intent
from bot.domain.question_answers import Answer
from bot.domain.rounds import Round
from bot.messages import plain
from bot.messages.model import Buttons, Form, Message
from handlers.conversations.replies import FormErrors, OpenForm, Replace, Say, SendFile
from storage.tables import InboxRow
from tests import calls, pressing, summed
from tests.pressing import answer
from tests.riverside import Riverside
from tests.summed import AFTER

WORDS = "Fewer forms in the first week"


@pytest.fixture
def of(group: Riverside) -> Round:
    return summed.round_in(
        group,
        sides={group.castle_id: {"worth_it": summed.EVEN}},
        told={"rob": {"easier": Answer(line=WORDS)}},
    )


def _press(group: Riverside, who: str, intent: Intent, arg: str = "") -> Any:
    return answer(group, calls.press(group.installation_id, who, intent, arg=arg), now=AFTER)


def _submit(group: Riverside, who: str, intent: Intent, arg: str, **values: str) -> Any:
    sent = calls.submit(group.installation_id, who, intent, arg=arg)
    return answer(group, replace(sent, values={name: (one,) for name, one in values.items()}), now=AFTER)


def _said(reply: Any) -> str:
    assert isinstance(reply, Say | Replace)
    assert reply.message is not None
    return plain.text(reply.message)


def _form(reply: Any) -> Form:
    assert isinstance(reply, OpenForm)
    return reply.form


def _arg(message: Message | None, label: str) -> str:
    assert message is not None
    [found] = [
        one.arg
        for block in message.blocks
        if isinstance(block, Buttons)
        for one in block.buttons
        if one.label == label
    ]
    return found


def test_the_runner_reads_it_writes_posts_and_says_what_became_of_it(group: Riverside, of: Round) -> None:
    screen = _press(group, "U-SAM", Intent.CHECK_IN_RESULTS, str(of.id))
    form = _form(_press(group, "U-SAM", Intent.TELL_SUMMARY, _arg(screen.message, "What we'll do")))
    preview = _submit(group, "U-SAM", Intent.TELL_SUMMARY, form.arg, lines="We ring all.")
    posted = _press(group, "U-SAM", Intent.TELL_SUMMARY, _arg(preview.message, "Post it"))
    again = _press(group, "U-SAM", Intent.TELL_SUMMARY, _arg(preview.message, "Post it"))
    became = _form(_press(group, "U-SAM", Intent.TELL_SUMMARY, _arg(posted.message, "What became of it")))
    kept = _submit(group, "U-SAM", Intent.TELL_SUMMARY, became.arg, became="All were rung.")

    assert "this is how it would stand in the rooms" in _said(preview)
    assert "I tell every room." in _said(posted)
    assert "people have been told already" in _said(again)
    assert "The next check-in begins with it." in _said(kept)


def test_a_form_of_before_shows_how_things_stand(group: Riverside, of: Round) -> None:
    seen = f"{of.id}.1"
    preview = _submit(group, "U-SAM", Intent.TELL_SUMMARY, seen, lines="We ring all.")
    _press(group, "U-SAM", Intent.TELL_SUMMARY, _arg(preview.message, "Post it"))

    for word in ("", ".meeting"):
        assert "people have been told already" in _said(
            _press(group, "U-SAM", Intent.TELL_SUMMARY, seen + word)
        )
    assert "people have been told already" in _said(
        _submit(group, "U-SAM", Intent.TELL_SUMMARY, seen, lines="Something else")
    )


def test_it_is_talked_about_at_the_meeting(group: Riverside, of: Round) -> None:
    preview = _submit(group, "U-SAM", Intent.TELL_SUMMARY, f"{of.id}.1", lines="We ring all.")
    arg = _arg(preview.message, "Talk about it at the meeting")
    form = _form(_press(group, "U-SAM", Intent.TELL_SUMMARY, arg))
    wrong = _submit(group, "U-SAM", Intent.TELL_SUMMARY, form.arg, meeting_on="soon")
    right = _submit(group, "U-SAM", Intent.TELL_SUMMARY, form.arg, meeting_on="12 January 2027")

    assert isinstance(wrong, FormErrors)
    assert pressing.errors(wrong).keys() == {"meeting_on"}
    assert "I tell every room." in _said(right)


def test_later_and_a_form_without_a_line(group: Riverside, of: Round) -> None:
    wrong = _submit(group, "U-SAM", Intent.TELL_SUMMARY, f"{of.id}.1", lines=" ")
    later = _press(group, "U-SAM", Intent.TELL_SUMMARY, f"{of.id}.1.later")

    assert pressing.errors(wrong).keys() == {"lines"}
    assert "that can wait" in _said(later)
    assert "that can wait" in _said(_press(group, "U-SAM", Intent.TELL_SUMMARY, f"{of.id}.1.became"))


@pytest.mark.parametrize(
    ("arg", "words"),
    [("", "answered the check-in"), (".feels", "how it feels, over time"), (".worth", "is it worth it?")],
    ids=["screen", "feels", "worth"],
)
@pytest.mark.parametrize("who", ["U-SAM", "U-GRACE"])
def test_runner_and_chair_read_it(group: Riverside, of: Round, who: str, arg: str, words: str) -> None:
    assert words in _said(_press(group, who, Intent.CHECK_IN_RESULTS, f"{of.id}{arg}"))


@pytest.mark.parametrize("word", ["feels_picture", "worth_picture"])
def test_pictures_come_with_their_words(group: Riverside, of: Round, word: str) -> None:
    reply = _press(group, "U-SAM", Intent.CHECK_IN_RESULTS, f"{of.id}.{word}")

    assert isinstance(reply, SendFile)
    assert reply.content.startswith(b"\x89PNG")
    assert "Here is what it shows, in words." in plain.text(reply.message)


def test_what_was_told_is_read_in_a_form_and_kept_in_no_message(group: Riverside, of: Round) -> None:
    screen = _press(group, "U-SAM", Intent.CHECK_IN_RESULTS)
    form = _form(_press(group, "U-SAM", Intent.TAKE_UP, _arg(screen.message, "Read what they told you")))
    [field] = form.fields
    asked = _submit(group, "U-SAM", Intent.TAKE_UP, form.arg, answers=field.options[0].value)

    assert any(WORDS in plain.line(line) for line in form.intro)
    assert WORDS not in _said(screen)
    assert "I ask Rob Stone in their next message." in _said(asked)
    with group.database.read() as transaction:
        kept = transaction.connection.execute(select(InboxRow.reply)).scalars().all()
    assert WORDS not in repr(kept)


def test_who_wrote_it_answers_once(group: Riverside, of: Round) -> None:
    [field] = _form(_press(group, "U-SAM", Intent.TAKE_UP, str(of.id))).fields
    _submit(group, "U-SAM", Intent.TAKE_UP, str(of.id), answers=field.options[0].value)

    said = _press(group, "U-ROB", Intent.ANSWER_TAKE_UP, "1.just_us")
    again = _press(group, "U-ROB", Intent.ANSWER_TAKE_UP, "1.with_my_name")

    assert "It stays between you and Sam." in _said(said)
    assert "you've answered that already" in _said(again)
    assert "It stays between you and Sam." in _said(again)


def test_side_by_side_is_asked_for_agreed_to_and_taken_back(group: Riverside, of: Round) -> None:
    asked = _press(group, "U-SAM", Intent.SHOW_SIDE, "ask")
    _press(group, "U-SAM", Intent.SHOW_SIDE, str(group.brook_lane_id))
    fine = _press(group, "U-MINA", Intent.SHOW_SIDE, str(group.castle_id))
    shown = _press(group, "U-ROB", Intent.SIDE_BY_SIDE)
    back = _press(group, "U-MINA", Intent.SHOW_SIDE, f"{group.castle_id}.back")
    hidden = _press(group, "U-ROB", Intent.SIDE_BY_SIDE)

    assert "I can't ask Brook Lane Training." in _said(asked)
    assert "this is fine with Castle College" in _said(fine)
    assert "About even" in _said(shown)
    assert "that's taken back" in _said(back)
    assert "About even" not in _said(hidden)


@pytest.mark.parametrize(
    ("intent", "arg", "words"),
    [
        (Intent.CHECK_IN_RESULTS, "rubbish!", "No check-in has come in yet."),
        (Intent.TELL_SUMMARY, "rubbish", "No check-in has come in yet."),
        (Intent.TAKE_UP, "99", "No check-in has come in yet."),
        (Intent.ANSWER_TAKE_UP, "1.rubbish", "I can't find that any more"),
        (Intent.ANSWER_TAKE_UP, "rubbish", "I can't find that any more"),
        (Intent.ANSWER_TAKE_UP, "9.just_us", "I can't find that any more"),
        (Intent.SHOW_SIDE, "rubbish", "partner"),
    ],
    ids=lambda one: one.value if isinstance(one, Intent) else one,
)
def test_what_no_button_of_ours_carries_gets_a_sentence(
    group: Riverside, of: Round, intent: Intent, arg: str, words: str
) -> None:
    assert words in _said(_press(group, "U-SAM", intent, arg))


@pytest.mark.parametrize("intent", [Intent.CHECK_IN_RESULTS, Intent.TELL_SUMMARY, Intent.TAKE_UP])
@pytest.mark.parametrize("who", ["U-MINA", "U-ROB"])
def test_partners_are_told_kindly_that_it_is_not_theirs(
    group: Riverside, of: Round, who: str, intent: Intent
) -> None:
    assert "That one is for somebody else in this partnership." in _said(
        _press(group, who, intent, f"{of.id}.1")
    )


def test_asking_again_about_what_is_wrong_opens_the_form_again(group: Riverside, of: Round) -> None:
    reply = _submit(group, "U-SAM", Intent.TAKE_UP, "99", answers="named.1")

    assert "No check-in has come in yet." in _said(reply)
