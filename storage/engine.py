"""Opens the database: SQLite by default, PostgreSQL by URL; and brings its tables up to date."""

from sqlite3 import Connection as SqliteConnection
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from bot.later import later
from storage import version

if TYPE_CHECKING:
    from storage import upgrading
else:
    upgrading = later("storage.upgrading")

_BUSY_SECONDS = 1
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={_BUSY_SECONDS * 1000}",
)


# Every engine hides the values of its statements: an error that is logged must hold no names and no words of anybody.
def open_writer(url: str) -> Engine:
    """Return the engine for transactions that write."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=10, hide_parameters=True)
    return _open_sqlite(url, reads_only=False)


def open_reader(url: str) -> Engine:
    """Return the engine for transactions that only read; the database itself refuses a write."""
    if not url.startswith("sqlite"):
        return create_engine(
            url,
            pool_pre_ping=True,
            pool_size=10,
            max_overflow=10,
            hide_parameters=True,
            execution_options={"postgresql_readonly": True},
        )
    return _open_sqlite(url, reads_only=True)


def _open_sqlite(url: str, *, reads_only: bool) -> Engine:
    engine = create_engine(
        url, hide_parameters=True, connect_args={"check_same_thread": False, "timeout": _BUSY_SECONDS}
    )

    def prepare(connection: SqliteConnection, _: Any) -> None:
        # The driver must not begin transactions by itself: `Database` says BEGIN IMMEDIATE when it writes.
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if reads_only:
            connection.execute("PRAGMA query_only=ON")

    event.listen(engine, "connect", prepare)
    return engine


def migrate(url: str) -> None:
    """Bring the database at `url` to the newest tables. Safe to call at every start."""
    if not _is_newest(url):
        upgrading.upgrade(url)


def _is_newest(url: str) -> bool:
    engine = open_writer(url)
    try:
        with engine.connect() as connection:
            return version.is_newest(connection)
    except DBAPIError:
        return False
    finally:
        engine.dispose()
