"""What the tests of storage share: every statement that is sent to a database is counted."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from sqlalchemy import Engine, event

Counted = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def counted() -> Counted:
    """A block in which statements are counted: it gives the list of them."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        sent: list[str] = []

        def note(_: object, __: object, statement: str, *___: object) -> None:
            sent.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(Engine, "before_cursor_execute", note)

    return counting
