"""The rules of shape: what a file and a function may be. Each failure says what to do."""

import ast
import re
from statistics import median

from tests.architecture.source import CODE, MIGRATIONS, TREES, Source, length, sources

_FILE_LINES = 350
_FUNCTION_LINES = 50
_CONVERSATION_LINES = 26  # A conversation translates, makes one call, answers.
_MEDIAN_LINES = 10

_VAGUE_NAMES = {"common", "helpers", "misc", "util", "utils"}
_PLACE_OF_INNER_IMPORTS = "bot/app.py"  # A platform is imported only when it is configured.
_EDGES = re.compile(r"handlers/conversations/router\.py|handlers/[a-z]+/app\.py|bot/engine/[a-z_]+\.py")

_UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|pragma: no (cover|branch)")
_SUPPRESSION = re.compile(r"#\s*(type:\s*ignore|noqa|fmt:\s*(off|skip)|ruff:\s*noqa)", re.IGNORECASE)
_REASONED = re.compile(r"#\s*(type: ignore\[[\w\-, ]+\]|noqa: [A-Z]+\d+(, ?[A-Z]+\d+)*)\s+(#|-|–)\s*\w+")

_ALL = sources(*TREES)
_LIVING = [source for source in _ALL if not source.name.startswith(MIGRATIONS)]
_CODE = [source for source in _LIVING if source.name.startswith(CODE)]


def test_files_are_short() -> None:
    too_long = [f"{source}: {source.line_count}" for source in _LIVING if source.line_count >= _FILE_LINES]

    assert too_long == [], f"Split these by topic, under {_FILE_LINES} lines."


def test_functions_are_short() -> None:
    too_long = [
        f"{source.at(function.lineno)} {function.name}: {length(function)}"
        for source in _LIVING
        for function in source.functions
        if length(function) >= _limit(source)
    ]

    assert too_long == [], f"Name the steps of these: under {_CONVERSATION_LINES} or {_FUNCTION_LINES} lines."


def test_functions_are_mostly_under_ten_lines() -> None:
    lengths = [length(function) for source in _CODE for function in source.functions]

    assert median(lengths) < _MEDIAN_LINES, "Half of the functions are too long: name their steps."


def test_names_say_what_is_in_a_file() -> None:
    vague = [source.name for source in _ALL if _VAGUE_NAMES & set(source.name.removesuffix(".py").split("/"))]

    assert vague == [], "Name each file by the one noun it is about."


def test_code_is_finished() -> None:
    marks = [
        source.at(line)
        for source in _ALL
        if _UNFINISHED.search(source.text)  # Reading comments takes long, and few files need it.
        for line, comment in source.comments
        if _UNFINISHED.search(comment)
    ]
    unwritten = [
        source.at(node.lineno)
        for source in _ALL
        if "NotImplementedError" in source.text
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Raise) and node.exc and "NotImplementedError" in ast.unparse(node.exc)
    ]

    assert marks + unwritten == [], "Finish these, or leave them out."


def test_suppressions_have_a_code_and_a_reason() -> None:
    bare = [
        f"{source.at(line)} {comment}"
        for source in _ALL
        if _SUPPRESSION.search(source.text)
        for line, comment in source.comments
        if _SUPPRESSION.search(comment) and not _REASONED.search(comment)
    ]

    assert bare == [], "Write the code and the reason: `# noqa: X001 - why` or `# type: ignore[code]  # why`."


def test_imports_stand_at_the_top() -> None:
    inner = [
        source.at(node.lineno)
        for source in _LIVING
        for node in source.inner_imports
        if source.name != _PLACE_OF_INNER_IMPORTS
    ]

    assert inner == [], "Move these to the top; if that makes a circle, the thing lives in the wrong file."


def test_everything_is_caught_only_at_the_edges() -> None:
    blind = [
        source.at(handler.lineno)
        for source in _CODE
        for handler in source.blind_excepts
        if not (_EDGES.fullmatch(source.name) and _REASONED.search(source.comment_on(handler.lineno)))
    ]

    assert blind == [], (
        "Catch the exception that you expect. Only the router, the engine's jobs and a platform's app.py catch "
        "everything, and say why: `# noqa: BLE001 - why`."
    )


def _limit(source: Source) -> int:
    return _CONVERSATION_LINES if source.name.startswith("handlers/conversations/") else _FUNCTION_LINES
