"""The Python files of the repository as data: their lines, functions, imports and comments."""

import ast
import gc
import io
import re
import tokenize
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("bot", "handlers", "storage")
TREES = (*CODE, "tests", "bench")
MIGRATIONS = "storage/migrations/versions/"  # A migration is one event of the past, and never edited.

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file; `name` is its path from the root of the repository."""

    name: str
    text: str

    def __str__(self) -> str:
        return self.name

    @property
    def line_count(self) -> int:
        return self.text.count("\n")

    @cached_property
    def tree(self) -> ast.Module:
        with _uncollected():
            return ast.parse(self.text)

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        return tuple(node for node in _statements(self.tree) if isinstance(node, Function))

    @property
    def inner_imports(self) -> Iterator[ast.stmt]:
        for function in self.functions:
            for node in _statements(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield node

    @property
    def blind_excepts(self) -> Iterator[ast.ExceptHandler]:
        for node in _statements(self.tree):
            if isinstance(node, ast.ExceptHandler) and _catches_everything(node.type):
                yield node

    @property
    def comments(self) -> Iterator[tuple[int, str]]:
        """The line number and the text, from its hash, of each comment."""
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string

    def comment_on(self, line: int) -> str:
        return next((text for number, text in self.comments if number == line), "")

    def at(self, line: int) -> str:
        return f"{self.name}:{line}"


def sources(*trees: str) -> list[Source]:
    """Every Python file under those folders; what npm brought is none of ours."""
    return [
        Source(name=path.relative_to(ROOT).as_posix(), text=path.read_text(encoding="utf-8"))
        for tree in trees
        for path in sorted((ROOT / tree).rglob("*.py"))
        if "node_modules" not in path.parts
    ]


def length(function: Function) -> int:
    """Lines from `def` to the last statement, without decorators and docstring."""
    assert function.end_lineno is not None
    first = function.body[0]
    docstring = 0
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and first.end_lineno:
        docstring = first.end_lineno - first.lineno + 1
    return function.end_lineno - function.lineno + 1 - docstring


def code_line_count(source: Source) -> int:
    """Lines that are neither empty nor only a comment."""
    return sum(1 for line in source.text.splitlines() if re.match(r"\s*[^\s#]", line))


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Every statement inside, with what catches and what matches: a tenth of all nodes, for the rest are expressions."""
    for name in ("body", "handlers", "orelse", "finalbody", "cases"):
        for one in getattr(node, name, ()):
            yield one
            yield from _statements(one)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: all that a tree is made of is kept, and to look through it takes longer than to read."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _catches_everything(caught: ast.expr | None) -> bool:
    match caught:
        case None:
            return True
        case ast.Name(id="Exception" | "BaseException"):
            return True
        case ast.Tuple(elts=elements):
            return any(_catches_everything(element) for element in elements)
    return False
