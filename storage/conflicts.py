"""Inserts of rows that somebody else may be adding at the same moment: the unique key decides, and nobody fails."""

from collections.abc import Mapping, Sequence

from sqlalchemy.dialects import postgresql, sqlite

from storage.tables.base import Base

Conflicting = Mapping[str, sqlite.Insert | postgresql.Insert]
"""One statement in the words of each database, by the name of its dialect."""


def unless_there(row: type[Base], *, key: Sequence[str]) -> Conflicting:
    """Return an insert that adds nothing, and returns nothing, where a row of this key is there."""
    return {
        "sqlite": sqlite.insert(row).on_conflict_do_nothing(index_elements=key),
        "postgresql": postgresql.insert(row).on_conflict_do_nothing(index_elements=key),
    }


def in_place_of(row: type[Base], *, key: Sequence[str], kept: Sequence[str]) -> Conflicting:
    """Return an insert that gives the row of this key the new values where one is there, but for what is `kept`."""
    ours, theirs = sqlite.insert(row), postgresql.insert(row)
    changed = [name for name in row.__table__.columns.keys() if name not in {"id", *key, *kept}]  # noqa: SIM118 - a collection of columns is no dictionary.
    return {
        "sqlite": ours.on_conflict_do_update(
            index_elements=key, set_={name: ours.excluded[name] for name in changed}
        ),
        "postgresql": theirs.on_conflict_do_update(
            index_elements=key, set_={name: theirs.excluded[name] for name in changed}
        ),
    }
