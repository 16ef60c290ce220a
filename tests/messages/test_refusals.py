"""Every refusal has its sentence, and every sentence is kind."""

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.date_reads import DateRead, Reason
from bot.domain.dates import read_date
from bot.errors import Refused
from bot.messages import refusals
from bot.messages.model import Message, Paragraph
from bot.messages.refusals import SENTENCES
from tests.architecture.source import CODE, sources

_TO_AVOID = re.compile(
    r"\b(late|overdue|missed|invalid|refused|illegal|error|fail(ed|s)?|chase|conflict|sorry|please note|owe|must)\b",
    re.IGNORECASE,
)
# The reasons of a date are keys by themselves: "date_" and the reason.
_DATE_KEYS = {f"date_{reason}" for reason in get_args(Reason)}
# Said in place of another key: a date offers no day near it, or nobody at all is open on it.
_VARIANTS = {
    "date_no_such_day_at_all",
    "date_closed_for_all",
    "date_closed_for_all_but",
    "date_closed_for_some_but",
}
_MOST_WORDS = 25


def _keys() -> Iterator[str]:
    """Every key that the code gives to `Refused`, whichever way it chooses between two."""
    for source in sources(*CODE):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused":
                yield from _words(node.args[0])


def _looked_up() -> Iterator[str]:
    """Every word of a module that takes keys from a table of its own."""
    for source in sources(*CODE):
        if re.search(r"Refused\(_[A-Z]+", source.text):
            for node in ast.walk(source.tree):
                yield from _words(node) if isinstance(node, ast.Constant) else ()


def _words(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(key)):
            yield key
        case ast.IfExp(body=one, orelse=other):
            yield from _words(one)
            yield from _words(other)


def test_every_key_has_a_sentence() -> None:
    assert sorted({*_keys(), *_DATE_KEYS} - SENTENCES.keys()) == []


def test_every_sentence_has_a_key() -> None:
    assert sorted(SENTENCES.keys() - {*_keys(), *_looked_up(), *_DATE_KEYS, *_VARIANTS}) == []


@pytest.mark.parametrize("key", sorted(SENTENCES))
def test_sentence_is_kind_and_short(key: str) -> None:
    words = SENTENCES[key]

    assert _TO_AVOID.search(words) is None
    assert [one for one in re.split(r"(?<=[.?!]) ", words) if len(one.split()) > _MOST_WORDS] == []
    assert words[-1] in ".?"


def test_names_of_a_sentence_are_filled() -> None:
    told = refusals.sentence(Refused("person_left", field="runner", name="Pat Gone"))

    assert told == "Pat Gone has left, so I can't reach them there. Please choose somebody else."


@pytest.mark.parametrize("name", ["<!channel>", "<@U123>", "{0.__class__}", "{name}", "%s"])
def test_what_people_typed_stays_as_typed(name: str) -> None:
    assert refusals.sentence(Refused("person_is_app", name=name)).startswith(f"{name} is an app")


def test_what_people_typed_is_read_back_in_part() -> None:
    told = refusals.sentence(Refused("country_unknown", country="x" * 4000))

    assert f"“{'x' * 79}…”" in told


def test_sizes_are_said_in_megabytes() -> None:
    assert "10 MB" in refusals.sentence(Refused("workbook_too_large", most=10 * 1024 * 1024))


_TODAY = date(2026, 9, 10)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("asap", "I need a day for this, such as Friday 18 September or “Friday week”."),
        ("flibble", "I couldn't read “flibble” as a date. Try 18/9/2026, 18 September or “Friday week”."),
        (
            "31 November 2026",
            "There is no such day as “31 November 2026”. Did you mean Monday 30 November 2026?",
        ),
        (
            "27/28 November",
            (
                "I can read “27/28 November” in more than one way. "
                "Is it Friday 27 November 2026 or Saturday 28 November 2026?"
            ),
        ),
        ("27 November 2226", "“27 November 2226” is a long way off. Is the year right?"),
    ],
)
def test_sentence_about_a_date(text: str, told: str) -> None:
    assert refusals.date_sentence(read_date(text, today=_TODAY), today=_TODAY) == told


@given(today=st.dates(date(2026, 1, 1), date(2040, 12, 31)))
def test_examples_of_a_date_can_be_read_and_lie_ahead(today: date) -> None:
    told = refusals.date_sentence(read_date("flibble", today=today), today=today)

    examples = re.fullmatch(r".* Try (.*), (.*) or “(.*)”\.", told)
    assert examples is not None
    (day,) = {read_date(one, today=today).day for one in examples.groups()}
    assert day is not None
    assert today + timedelta(days=7) < day <= today + timedelta(days=14)


def test_sentence_about_another_weekday() -> None:
    told = refusals.date_sentence(read_date("Mon 27 Nov 2026", today=_TODAY), today=_TODAY)

    assert told.startswith("“Mon 27 Nov 2026” isn't a Monday. Did you mean Friday 27 November 2026 or ")


def test_sentence_about_a_day_that_never_is() -> None:
    told = refusals.date_sentence(DateRead(text="99 November", reason="no_such_day"), today=_TODAY)

    assert told == "There is no such day as “99 November”. Which day is it?"


@given(st.text(max_size=40))
def test_any_date_has_a_sentence(text: str) -> None:
    read = read_date(text, today=_TODAY)

    if read.day is None:
        assert "{" not in refusals.date_sentence(replace(read, text="x"), today=_TODAY)


def test_sentence_as_a_message() -> None:
    assert refusals.message("One. Two. Three.") == Message(
        opening="One.", blocks=(Paragraph(text=("Two. Three.",)),)
    )
    assert refusals.message("Only one?") == Message(opening="Only one?")


def test_all_names_are_filled_by_somebody() -> None:
    """A sentence names only what at least one `raise` gives it."""
    given_names = _parameters()
    lacking = {
        key: missing
        for key, words in SENTENCES.items()
        if key in given_names and (missing := _names(words) - given_names[key])
    }

    assert lacking == {}


def _names(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def _parameters() -> dict[str, set[str]]:
    """The parameters given with each key; a key that is passed on with all of them says nothing here."""
    found: dict[str, set[str]] = {}
    for source in sources(*CODE):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused":
                names = {keyword.arg for keyword in node.keywords if keyword.arg}
                for key in _words(node.args[0]):
                    found[key] = found[key] & names if key in found else names
    return found


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (2, "Not everybody is open on Friday 25 December 2026 (closed: 2 of 6). Would another day work?"),
        (6, "Nobody is open on Friday 25 December 2026. Would another day work?"),
    ],
)
def test_day_on_which_some_or_all_are_closed(count: int, said: str) -> None:
    refused = Refused("date_closed_for_some", day=date(2026, 12, 25), count=count, total=6)

    assert refusals.sentence(refused) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "One of your six partners is closed on Tuesday 29 December 2026."),
        (5, "Five of your six partners are closed on Tuesday 29 December 2026."),
        (6, "Nobody is open on Tuesday 29 December 2026."),
    ],
)
def test_day_that_would_suit_all_is_offered(count: int, said: str) -> None:
    refused = Refused(
        "date_closed_for_some",
        day=date(2026, 12, 29),
        count=count,
        total=6,
        open_day=date(2026, 12, 18),
    )

    assert refusals.sentence(refused) == f"{said} Make it Friday 18 December 2026?"


def test_long_numbers_are_readable() -> None:
    told = refusals.sentence(Refused("too_long", length=4000, most=150))

    assert told == "That is 4,000 characters, and there is room for 150. Could you shorten it?"
