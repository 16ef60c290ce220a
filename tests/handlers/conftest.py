"""What comes in and how it looks is tested on SQLite alone: storage and services prove both databases."""

import pytest


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The URL of a fresh, migrated database."""
    return sqlite_url
