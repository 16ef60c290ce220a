"""Calls, call sheets, files and briefs, through the table of routes."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.permissions import Intent
from bot.messages import plain
from bot.messages.model import Buttons, Form, Message
from handlers.conversations.replies import FormErrors, OpenForm, Replace, Say, SendFile
from tests import calls
from tests.planned import add
from tests.pressing import answer, errors, labels
from tests.riverside import Riverside

LATER = datetime(2026, 11, 10, 9, 0, tzinfo=UTC)
SOON = date(2026, 11, 13)


def press(group: Riverside, intent: Intent, arg: str = "", by: str = "U-SAM") -> Any:
    return answer(group, calls.press(group.installation_id, by, intent, arg=arg), now=LATER)


def submit(group: Riverside, intent: Intent, arg: str = "", by: str = "U-SAM", **values: str) -> Any:
    named = {name.replace("__", "-").replace("_v", "."): value for name, value in values.items()}
    sent = calls.submit(group.installation_id, by, intent, arg=arg)
    return answer(group, replace(sent, values={name: (value,) for name, value in named.items()}), now=LATER)


def command(group: Riverside, words: str, by: str = "U-SAM") -> Any:
    return answer(group, calls.command(group.installation_id, by, words), now=LATER)


def dees(group: Riverside, **more: Any) -> int:
    return add(group, **{"holders": (None, None, "dee"), "due": SOON, **more}).shares[2].id


def text(reply: Any) -> str:
    assert isinstance(reply, Say | Replace)
    assert isinstance(reply.message, Message)
    return plain.text(reply.message)


def form(reply: Any) -> Form:
    assert isinstance(reply, OpenForm)
    return reply.form


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("spoken", "I've put down that you spoke today, Tuesday 10 November 2026."),
        ("next_week", "I'll bring this back next week."),
    ],
)
def test_call_is_answered_where_it_stands(group: Riverside, word: str, words: str) -> None:
    reply = press(group, Intent.CALLS, f"{group.brook_lane_id}.{word}")

    assert isinstance(reply, Replace)
    assert reply.item is not None
    assert reply.item.subject == f"call:{group.brook_lane_id}"
    assert plain.of_block(reply.item).endswith(words)


def test_who_is_away_is_asked_until_when(group: Riverside) -> None:
    opened = form(press(group, Intent.CALLS, f"{group.brook_lane_id}.away"))
    refused = submit(group, Intent.CALLS, opened.arg, until="2026-11-09")
    kept = submit(group, Intent.CALLS, opened.arg, until="2026-11-27")

    assert labels(opened) == ["Last day away"]
    assert errors(refused) == {
        "until": "Monday 9 November 2026 can't be the last day away. "
        "Which day, from today on and within four months?"
    }
    assert "before Monday 30 November 2026" in plain.of_block(kept.item)


def test_words_for_a_call_are_only_a_way_to_begin(group: Riverside) -> None:
    dees(group)

    said = text(press(group, Intent.CALLS, f"{group.brook_lane_id}.words"))

    assert "“Next is Send course data, by Friday 13 November. Is anything in the way?”" in said


def test_button_that_is_none_of_ours_is_answered_with_a_sentence(group: Riverside) -> None:
    assert "I can't find that partner any more." in text(press(group, Intent.CALLS, "x.spoken"))


def test_sheet_is_shown_and_answered(group: Riverside) -> None:
    share_id = dees(group)
    sheet = press(group, Intent.CALL_SHEET, str(group.brook_lane_id))
    opened = form(press(group, Intent.CALL_SHEET, f"{group.brook_lane_id}.spoke"))

    said = text(sheet)
    assert "Send course data, by Friday 13 November." in said
    assert "“Is anything in the way?”" in said
    row = sheet.message.blocks[-1]
    assert isinstance(row, Buttons)
    assert [one.label for one in row.buttons] == [
        "Spoke",
        "Left word",
        "No answer",
        "Wrong number",
        "Print their page",
    ]
    assert [one.name for one in opened.fields] == [
        f"answer-{share_id}.1",
        f"date-{share_id}",
        "words",
        "asked",
    ]


def test_what_was_heard_is_read_back_before_it_is_kept(group: Riverside) -> None:
    share_id = dees(group)
    arg = f"{group.brook_lane_id}.spoke"
    heard = {f"answer__{share_id}_v1": "more_time", f"date__{share_id}": "2026-11-27", "asked": "bus fares"}

    again = form(submit(group, Intent.CALL_SHEET, arg, **heard))
    assert [plain.line(line) for line in again.intro] == [
        "Please say this aloud before you send it.",
        "“I've put: Send course data by Friday 27 November 2026. Right?”",
    ]
    assert again.submit == "That's right"
    assert {one.name: one.value for one in again.fields}[f"date-{share_id}"] == ("2026-11-27",)

    changed = form(submit(group, Intent.CALL_SHEET, again.arg, **{**heard, "asked": "buses"}))
    assert changed.arg != again.arg

    kept = text(submit(group, Intent.CALL_SHEET, again.arg, **heard))
    assert "• Send course data: needs more time, Friday 27 November 2026." in kept
    assert "It is marked as heard by phone on Tuesday 10 November 2026" in kept

    later = text(press(group, Intent.CALL_SHEET, str(group.brook_lane_id)))
    assert "They asked about this: “bus fares”" in later
    assert "You rang them on Tuesday 10 November. One call a week is enough." in later


def test_date_that_cannot_be_read_is_mended_in_the_form(group: Riverside) -> None:
    share_id = dees(group)
    heard = {f"answer__{share_id}_v1": "more_time", f"date__{share_id}": "blue"}

    reply = submit(group, Intent.CALL_SHEET, f"{group.brook_lane_id}.spoke", **heard)

    assert isinstance(reply, FormErrors)
    assert list(errors(reply)) == [f"date-{share_id}"]


def test_talk_in_which_nothing_changed_is_kept_too(group: Riverside) -> None:
    again = form(submit(group, Intent.CALL_SHEET, f"{group.brook_lane_id}.spoke", words="All well."))

    assert plain.line(again.intro[0]) == "You talked, and nothing changes. Is that right?"
    assert "I've kept what you heard." in text(submit(group, Intent.CALL_SHEET, again.arg, words="All well."))


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("left_word", "you left word"),
        ("no_answer", "and says nothing about them."),
        ("wrong_number", "the number is wrong"),
    ],
)
def test_call_without_a_talk_is_put_down(group: Riverside, word: str, words: str) -> None:
    dees(group)

    assert words in text(press(group, Intent.CALL_SHEET, f"{group.brook_lane_id}.{word}"))
    sheet = text(press(group, Intent.CALL_SHEET, str(group.brook_lane_id)))
    assert "One call a week is enough." in sheet


def test_page_for_the_post_comes_as_a_file(group: Riverside) -> None:
    dees(group)

    reply = press(group, Intent.CALL_SHEET, f"{group.brook_lane_id}.print")

    assert isinstance(reply, SendFile)
    assert reply.name.endswith(".html")
    assert b"Send course data" in reply.content


def test_log_takes_no_words_after_it(group: Riverside) -> None:
    opened = form(command(group, "log Mina cried on the phone"))

    assert labels(opened) == ["Partner", "Date", "With whom", "What was said", "What they asked about"]
    assert "cried" not in repr(opened)


def test_line_is_logged_and_the_file_is_shown(group: Riverside) -> None:
    mina = str(group.person("mina").id)
    kept = submit(
        group,
        Intent.LOG,
        partner=str(group.castle_id),
        day="2026-11-09",
        who=mina,
        words="Likes the new dates.",
    )
    [row] = [one for one in kept.message.blocks if isinstance(one, Buttons)]

    shown = text(press(group, Intent.LOG, row.buttons[0].arg))

    assert "• Monday 9 November: Sam Hallam spoke to Mina Iqbal. “Likes the new dates.”" in shown


def test_words_are_asked_for_at_their_field(group: Riverside) -> None:
    reply = submit(group, Intent.LOG, partner=str(group.castle_id), day="2026-11-09")

    assert errors(reply) == {"words": "A line or two, please, so that you know next time."}


def test_form_of_a_co_ordinator_has_their_own_organisation_chosen(group: Riverside) -> None:
    opened = form(press(group, Intent.LOG, by="U-MINA"))

    assert opened.fields[0].value == (str(group.castle_id),)


def test_file_without_a_line_says_so(group: Riverside) -> None:
    assert "Nothing has been written down yet." in text(press(group, Intent.LOG, f"file.{group.castle_id}"))
    assert "I can't find that partner any more." in text(press(group, Intent.LOG, "file.x"))


def test_brief_is_shown_and_printed(group: Riverside) -> None:
    shown = text(command(group, "brief", by="U-GRACE"))
    printed = press(group, Intent.BRIEF, "print", by="U-GRACE")

    assert "One thing to listen for" in shown
    assert shown.startswith("Riverside Progression Group: one thing before you next meet.")
    assert isinstance(printed, SendFile)
    assert text(press(group, Intent.BRIEF, by="U-GRACE")) == shown


@pytest.mark.parametrize(
    ("who", "intent"),
    [
        ("U-GRACE", Intent.CALLS),
        ("U-GRACE", Intent.CALL_SHEET),
        ("U-GRACE", Intent.LOG),
        ("U-MINA", Intent.CALLS),
        ("U-MINA", Intent.CALL_SHEET),
        ("U-MINA", Intent.BRIEF),
        ("U-ROB", Intent.LOG),
    ],
)
def test_what_is_not_for_your_role_says_so(group: Riverside, who: str, intent: Intent) -> None:
    reply = press(group, intent, str(group.brook_lane_id), by=who)

    assert "That one is for somebody else in this partnership." in text(reply)


def test_home_is_shown_in_words_and_by_its_button(group: Riverside) -> None:
    shown = text(command(group, "home"))

    assert shown == text(press(group, Intent.HOME))
    assert shown.startswith("Riverside Progression Group: nothing is yours at the moment.")
