import pytest

from bot.errors import Refused
from bot.excel.markup import LONGEST_TEXT, Attributes, Walk, attribute


def walked(*chunks: bytes, stop_at: str = "") -> list[str]:
    seen: list[str] = []

    def opened(tag: str, attributes: Attributes) -> None:
        seen.append(f"<{tag} {dict(attributes)}>")

    def closed(tag: str, text: str) -> None:
        seen.append(f"{text}</{tag}>")
        walk.finished = tag == stop_at

    walk = Walk(opened=opened, closed=closed)
    walk.through(chunks)
    return seen


def test_elements_are_told_without_their_namespace_whatever_it_is() -> None:
    assert walked(b'<a:row xmlns:a="urn:x" r="1">', b"<a:c>te", b"xt</a:c></a:row>") == [
        "<row {'r': '1'}>",
        "<c {}>",
        "text</c>",
        "</row>",
    ]


def test_nothing_is_told_once_the_walk_is_finished() -> None:
    assert walked(b"<a><b>1</b><c>2</c></a>", b"not even XML", stop_at="b") == ["<a {}>", "<b {}>", "1</b>"]


def test_a_walk_may_care_about_nothing() -> None:
    walk = Walk()

    walk.through([b"<a><b>1</b></a>"])

    assert not walk.finished


@pytest.mark.parametrize(
    "markup",
    [
        b"<a>",
        b"<a></b>",
        b"",
        b"What,Who",
        b'<?xml version="1.0" encoding="klingon"?><a/>',
        b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b"<a>" + b"x" * (LONGEST_TEXT + 1) + b"</a>",
    ],
)
def test_markup_that_is_broken_or_declares_entities_is_damage(markup: bytes) -> None:
    with pytest.raises(Refused) as refused:
        walked(markup)

    assert refused.value.key == "workbook_damaged"


def test_the_longest_text_of_a_cell_is_read() -> None:
    assert walked(b"<a>" + b"x" * LONGEST_TEXT + b"</a>")[-1] == "x" * LONGEST_TEXT + "</a>"


@pytest.mark.parametrize(("name", "value"), [("id", "r1"), ("name", "Plan"), ("state", "")])
def test_an_attribute_is_found_without_its_namespace(name: str, value: str) -> None:
    assert attribute({"{urn:x}id": "r1", "name": "Plan"}, name) == value
