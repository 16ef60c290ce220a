"""Pages for paper: everything on one sheet, in the largest type that fits, and nothing that can run."""

from dataclasses import replace
from datetime import date
from re import findall

import pytest

from bot.domain.commitments import ShareState, Wording
from bot.domain.people import Hour
from bot.messages import printed
from bot.messages.brief import Brief
from bot.messages.call_sheet import Sheet
from tests.actions import COMMITMENT, SHARE, TODAY, view

SHEET = Sheet(
    partnership_id=9,
    partnership="Riverside Progression Group",
    partner_id=1,
    partner="Brook Lane Training",
    name="Dee Frame",
    number="01632 960 118",
    hour=Hour.START_OF_DAY,
    today=TODAY,
    items=(view(), view(share=replace(SHARE, state=ShareState.PROPOSED))),
)
LONG = Wording(title="T" * 150, done_when="W" * 400, why="Y" * 400)


def page(sheet: Sheet = SHEET, *, runner: str = "Sam Hallam", telephone: str = "01632 960 100") -> str:
    return printed.their_page(sheet, runner=runner, telephone=telephone).decode()


def size(html: str) -> int:
    return int(findall(r"font: (\d+)pt", html)[0])


def test_page_says_what_is_theirs_and_whom_to_ring() -> None:
    said = page()

    assert "For Dee Frame at Brook Lane Training. Tuesday 10 November 2026." in said
    assert "<h2>Send course data (all level 3)</h2><p>By Friday 27 November 2026</p>" in said
    assert "Why: the joint prospectus is made from it" in said
    assert said.count("It isn&#x27;t agreed until you say so.") == 1
    assert "Ring Sam Hallam on 01632 960 100." in said


def test_page_of_few_things_is_in_large_print() -> None:
    assert size(page(replace(SHEET, items=(view(),)))) == 18


@pytest.mark.parametrize("count", [2, 4, 8])
def test_more_words_make_smaller_type(count: int) -> None:
    long = view(commitment=replace(COMMITMENT, wording=LONG))

    small = size(page(replace(SHEET, items=(long,) * count)))

    assert 9 <= small < 18
    assert small <= size(page(replace(SHEET, items=(view(),) * count)))


def test_reasons_are_left_out_rather_than_printed_too_small() -> None:
    long = view(commitment=replace(COMMITMENT, wording=LONG))

    assert "Why: " in page(replace(SHEET, items=(long,) * 2))
    assert "Why: " not in page(replace(SHEET, items=(long,) * 8))
    assert size(page(replace(SHEET, items=(long,) * 8))) >= 10


def test_nothing_due_is_said_too() -> None:
    said = page(replace(SHEET, items=(), name=""), runner="", telephone="")

    assert "For Brook Lane Training." in said
    assert "There is nothing you need to do just now." in said
    assert "Give us a ring." in said


def test_runner_without_a_number_is_named() -> None:
    assert "Ring Sam Hallam." in page(telephone="")


def test_what_people_typed_is_text() -> None:
    nasty = Wording(title="<script>alert(1)</script>", why="a & b", done_when="x" * 200)

    said = page(replace(SHEET, items=(view(commitment=replace(COMMITMENT, wording=nasty)),), partner="<b>"))

    assert "<script" not in said
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in said
    assert "a &amp; b" in said
    assert "at &lt;b&gt;" in said


def test_page_needs_nothing_from_anywhere() -> None:
    assert findall(r"(?:src|href|url)\s*[=(]", page()) == []


def test_brief_on_paper_leaves_out_who_was_not_heard_from() -> None:
    brief = Brief(
        partnership_id=9,
        partnership="Riverside Progression Group",
        first_name="Grace",
        today=TODAY,
        to_do=(("Sign the accord", date(2026, 11, 13)),),
        quiet="Brook Lane Training",
        moved="Castle College",
    )

    said = printed.brief_page(brief).decode()

    assert "Yours: Sign the accord, by Friday 13 November." in said
    assert "Brook Lane" not in said
    assert "Castle" not in said
