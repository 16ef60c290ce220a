import ast

import pytest

from tests.architecture.source import Source, code_line_count, length

_SOURCE = Source(
    name="bot/example.py",
    text='''import os

# A comment is no code.


@decorated
def documented(value: int) -> int:
    """Say what it is for,

    at some length.
    """
    import json  # noqa: PLC0415

    return value


async def bare() -> None:
    try:
        pass
    except ValueError:
        pass
''',
)


def test_length_leaves_out_decorators_and_docstring() -> None:
    lengths = {function.name: length(function) for function in _SOURCE.functions}

    assert lengths == {"documented": 4, "bare": 5}


def test_inner_imports_are_those_in_functions() -> None:
    assert [_SOURCE.at(node.lineno) for node in _SOURCE.inner_imports] == ["bot/example.py:12"]


def test_comments_stand_with_their_lines() -> None:
    assert list(_SOURCE.comments) == [(3, "# A comment is no code."), (12, "# noqa: PLC0415")]
    assert _SOURCE.comment_on(12) == "# noqa: PLC0415"
    assert _SOURCE.comment_on(13) == ""


def test_code_lines_are_neither_empty_nor_comments() -> None:
    assert code_line_count(_SOURCE) == 13


@pytest.mark.parametrize(
    ("caught", "is_blind"),
    [
        ("", True),
        (" Exception", True),
        (" BaseException as error", True),
        (" (ValueError, Exception)", True),
        (" ValueError", False),
        (" (ValueError, OSError)", False),
        (" library.Exception", False),
    ],
)
def test_blind_excepts_are_those_that_catch_everything(caught: str, is_blind: bool) -> None:
    source = Source(name="bot/example.py", text=f"try:\n    pass\nexcept{caught}:\n    pass\n")

    assert [isinstance(handler, ast.ExceptHandler) for handler in source.blind_excepts] == [True] * is_blind
