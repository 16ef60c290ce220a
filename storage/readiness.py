"""Whether the database answers and has the tables that this version needs."""

import os
from enum import Enum
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from storage import version
from storage.database import Database, Transactions


class Readiness(Enum):
    """How a database stands. NOT_YET: there is none, and the first start makes it. NOWHERE: it has no folder to be made in."""

    READY = "ready"
    OLDER = "older"
    NOT_YET = "not_yet"
    NOWHERE = "nowhere"
    UNREACHABLE = "unreachable"


def is_ready(database: Transactions) -> bool:
    """Say whether the database can be reached and its tables are of the newest version."""
    try:
        with database.read() as transaction:
            return version.is_newest(transaction.connection)
    except SQLAlchemyError:
        return False


def look_at(url: str) -> Readiness:
    """Say how the database at `url` stands. It is left as it is, and none is made."""
    file = make_url(url).database
    if url.startswith("sqlite") and (not file or not Path(file).exists()):
        return Readiness.NOT_YET if _can_be_made(file) else Readiness.NOWHERE
    database = Database.connect(url)
    try:
        if is_ready(database):
            return Readiness.READY
        with database.read() as transaction:
            transaction.connection.exec_driver_sql("select 1")
    except SQLAlchemyError:
        return Readiness.UNREACHABLE
    finally:
        database.close()
    return Readiness.OLDER


def _can_be_made(file: str | None) -> bool:
    """Say whether a file may be put there. A database without a file is in memory."""
    folder = Path(file or "").parent
    return folder.is_dir() and os.access(folder, os.W_OK)


def address(url: str) -> str:
    """Return where a database is, without the password."""
    return make_url(url).render_as_string(hide_password=True)
