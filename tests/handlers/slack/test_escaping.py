import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.model import Strong
from handlers.slack.escaping import bare, escape, mrkdwn, pieces, shorten, shorten_escaped

SPECIAL = st.text(alphabet=st.sampled_from("&<>*_ \nab"), max_size=60)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<!channel>", "&lt;!channel&gt;"),
        ("<@U1>", "&lt;@U1&gt;"),
        ("Bed & Breakfast", "Bed &amp; Breakfast"),
        ("&lt;", "&amp;lt;"),
        ("nothing", "nothing"),
    ],
)
def test_what_slack_would_parse_is_escaped(typed: str, shown: str) -> None:
    assert escape(typed) == shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Done", "*Done*"),
        ("<b>", "*&lt;b&gt;*"),
        ("a * b", "a * b"),
        ("two\nlines", "two\nlines"),
        (" at the end ", " at the end "),
        ("", ""),
    ],
)
def test_words_stand_out_where_slack_can_show_it(words: str, shown: str) -> None:
    assert mrkdwn((Strong(words),)) == shown


def test_a_line_keeps_the_order_of_its_parts() -> None:
    line = ("Press ", Strong("Done"), " & go")

    assert mrkdwn(line) == "Press *Done* &amp; go"
    assert bare(line) == "Press Done & go"


@pytest.mark.parametrize(("text", "cut"), [("12345", "12345"), ("123456", "1234…")])
def test_what_is_too_long_ends_in_an_ellipsis(text: str, cut: str) -> None:
    assert shorten(text, 5) == cut


@given(SPECIAL, st.integers(min_value=1, max_value=40))
def test_a_cut_never_falls_within_an_escape(text: str, limit: int) -> None:
    cut = shorten_escaped(text, limit)

    whole = cut.removesuffix("…") if cut != escape(text) else cut
    undone = whole.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert len(cut) <= limit
    assert text.startswith(undone)
    assert escape(undone) == whole


@given(st.text(max_size=300), st.integers(min_value=5, max_value=40))
def test_pieces_fit_and_lose_nothing_but_space(text: str, limit: int) -> None:
    cut = list(pieces(text, limit))

    assert all(len(piece) <= limit for piece in cut)
    assert "".join("".join(cut).split()) == "".join(text.split())


def test_pieces_break_between_words() -> None:
    assert list(pieces("one two three", 8)) == ["one two", "three"]
