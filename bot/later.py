"""Modules that are loaded when something of them is first used: docs/decisions/0037-what-is-loaded-later.md says why."""

from importlib import import_module
from typing import Any


def later(name: str) -> Any:
    """Stand in for the module of this name, at the top of a module that only sometimes needs it.

    Beside an import for the type checker alone, which also lets the contracts see it:

        if TYPE_CHECKING:
            from bot.excel import outbound
        else:
            outbound = later("bot.excel.outbound")
    """
    return _Later(name)


class _Later:
    """A module that is looked up whenever something of it is used; Python itself sees to it that it is loaded once."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)
