"""A copy of a whole database in one file, taken while others read and write."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.domain.permissions import ENGINE, Viewer
from storage.database import Transaction


def copy(transaction: Transaction, *, viewer: Viewer, to: Path) -> None:
    """Write the SQLite database as it stands into a new file. Raises FileExistsError where there is one."""
    if viewer is not ENGINE:
        raise PermissionError("only whoever operates the database copies it whole")
    if to.exists():
        raise FileExistsError(to)
    here = transaction.connection.connection.driver_connection
    if not isinstance(here, sqlite3.Connection):
        raise TypeError("only SQLite is copied in one file")
    with closing(sqlite3.connect(to)) as there:
        here.backup(there)
