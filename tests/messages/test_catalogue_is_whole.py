"""Nothing is said that the catalogue doesn't have: what makes a message, a form or a part of one is called by it."""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any, Final, get_args, get_type_hints

import pytest

import bot.messages
from bot.messages.model import Bullets, Buttons, Form, Heading, Item, Message, Note, Paragraph, Table
from bot.messages.notices import Notice
from tests.messages.cast import SAMPLE
from tests.messages.catalogue import forms, messages, together

SAID: Final = {Message, Form, Notice, Item, Paragraph, Heading, Bullets, Buttons, Note, Table}
MODULES: Final[tuple[ModuleType, ...]] = tuple(
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(bot.messages.__path__, "bot.messages.")
)


def _is_said(hint: object) -> bool:
    """Whether a value of this type is read by people, or holds something that is."""
    return hint in SAID or any(map(_is_said, get_args(hint)))


def _public(module: ModuleType) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name, found in inspect.getmembers(module, inspect.isfunction):
        if found.__module__ == module.__name__ and not name.startswith("_"):
            yield f"{module.__name__.removeprefix('bot.messages.')}.{name}", found


MAKERS: Final = {
    name: found
    for module in MODULES
    for name, found in _public(module)
    if _is_said(get_type_hints(found).get("return"))
}


def _called() -> set[CodeType]:
    """Which functions run while the whole catalogue is made."""
    run: set[CodeType] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            run.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        messages(SAMPLE)
        forms(SAMPLE)
    finally:
        sys.setprofile(before)
    return run


CALLED: Final = _called()
STANDING: Final = {name for name, found in MAKERS.items() if inspect.unwrap(found).__code__ in CALLED}


def test_what_makes_something_to_read_stands_in_the_catalogue() -> None:
    """Where this fails, give the new message its place in one of the catalogues beside this file."""
    assert sorted(MAKERS.keys() - STANDING) == []


def test_makers_are_found() -> None:
    assert {
        "welcome.message",
        "items.envelope_item",
        "add.form",
        "quiet.back",
        "hello.blocks",
    } <= MAKERS.keys()
    assert "words.and_list" not in MAKERS


@pytest.mark.parametrize("package", ["checkins", "concerns", "looking_back", "stages"])
def test_makers_of_a_package_are_found_too(package: str) -> None:
    modules = {path.stem for path in Path(*bot.messages.__path__).joinpath(package).glob("*.py")}
    found = {name.split(".")[1] for name in MAKERS if name.startswith(f"{package}.")}

    assert found
    assert found <= modules - {"__init__"}
    assert {module.__name__ for module in MODULES} >= {
        f"bot.messages.{package}.{name}" for name in modules - {"__init__"}
    }


def test_every_file_of_messages_is_looked_into() -> None:
    """A folder without an `__init__.py` would be passed over."""
    root = Path(*bot.messages.__path__)
    files = {path.relative_to(root).with_suffix("") for path in root.rglob("*.py")}
    names = {".".join(("bot.messages", *path.parts)) for path in files if path.name != "__init__"}

    assert names <= {module.__name__ for module in MODULES}


def test_two_entries_of_one_name_are_a_mistake() -> None:
    assert together({"a": 1}, {"b": 2}) == {"a": 1, "b": 2}
    with pytest.raises(ValueError, match="a, c"):
        together({"a": 1, "c": 2}, {"c": 3, "a": 4, "b": 5})
