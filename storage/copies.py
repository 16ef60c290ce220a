"""A copy of a whole database in one file, taken while others read and write."""

from pathlib import Path

from sqlalchemy import text

from bot.domain.permissions import ENGINE, Viewer
from storage.database import Transaction


def copy(transaction: Transaction, *, viewer: Viewer, to: Path) -> None:
    """Write the SQLite database as it stands into a new file. Raises FileExistsError where there is one."""
    if viewer is not ENGINE:
        raise PermissionError("only whoever operates the database copies it whole")
    if to.exists():
        raise FileExistsError(to)
    transaction.connection.execute(text("vacuum into :file"), {"file": str(to)})
