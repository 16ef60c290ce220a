"""Tests that are short and ask the same of very many things, played in one go: to begin and end one takes longer than the test."""

from collections.abc import Callable, Iterable
from inspect import Parameter, signature
from typing import Any

Check = Callable[..., None]


def of_each(names: Iterable[str]) -> Callable[[Check], Check]:
    """Play a test for each name, its argument `name`. Where it fails, the name is noted beside what failed."""

    def decorate(check: Check) -> Check:
        def test(**given: Any) -> None:
            for name in names:
                try:
                    check(name=name, **given)
                except Exception as failure:
                    failure.add_note(f"This was {name}.")
                    raise

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        test.__signature__ = _without_name(check)  # type: ignore[attr-defined]  # By it pytest knows what to give.
        return test

    return decorate


def _without_name(check: Check) -> Any:
    asked = signature(check)
    given = [
        one.replace(kind=Parameter.KEYWORD_ONLY) for one in asked.parameters.values() if one.name != "name"
    ]
    return asked.replace(parameters=given)
