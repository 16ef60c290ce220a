import pytest

from bot.domain.date_words import MONTHS, WEEKDAYS, month_number, number, plain, weekday_number


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("  Fri.  27\u00a0Nov. ", "fri 27 nov"),
        ("By: Friday", "friday"),
        ("due by the end of March!", "the end of march"),
        ("no later than 8 Feb", "8 feb"),
        ("on-going", "on-going"),
        ("once", "once"),
        ("24 Nov – 4 Dec", "24 nov - 4 dec"),
        ("in 3 weeks’ time", "in 3 weeks time"),
        ("Feb ’27", "feb '27"),
        ("Friday at 12.30pm", "friday"),
        ("27/11/2026 09:00", "27/11/2026"),
        ("2026-11-27T09:00:00.000Z", "2026-11-27"),
        ("5pm", "5pm"),
        ("(asap)", "asap"),
        ("", ""),
    ],
)
def test_plain_phrase_holds_only_what_matters(text: str, phrase: str) -> None:
    assert plain(text) == phrase


@pytest.mark.parametrize(
    "words", [WEEKDAYS, [day.lower() for day in WEEKDAYS], [day[:3].lower() for day in WEEKDAYS]]
)
def test_weekdays_count_from_monday(words: list[str]) -> None:
    assert [weekday_number(word.lower()) for word in words] == list(range(7))


def test_months_count_from_january() -> None:
    assert [month_number(word.lower()) for word in MONTHS] == list(range(1, 13))
    assert [month_number(word) for word in ("sept", "febuary", "11", "07")] == [9, 2, 11, 7]


@pytest.mark.parametrize(
    ("word", "value"), [("a", 1), ("an", 1), ("one", 1), ("ten", 10), ("twelve", 12), ("030", 30)]
)
def test_numbers_are_words_or_figures(word: str, value: int) -> None:
    assert number(word) == value
