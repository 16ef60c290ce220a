"""What every test may ask for: a database, on SQLite and on a real PostgreSQL."""

import gc
import itertools
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import coverage
import hypothesis
import pytest

from storage.database import Database
from storage.engine import migrate
from tests import opened, postgres, riverside
from tests.office import Office
from tests.riverside import Riverside

hypothesis.settings.register_profile("bywhen", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.register_profile("many", hypothesis.settings.get_profile("bywhen"), max_examples=400)
hypothesis.settings.load_profile("bywhen")

# A trap for whatever reads the machine's own zone: nobody in a test lives there.
os.environ["TZ"] = "Pacific/Chatham"
time.tzset()

# Nobody reads the tests' files after a power cut.
if (_memory := postgres.memory()) is not None:
    os.environ["TMPDIR"] = tempfile.tempdir = str(_memory)

_MEASURED = ("domain/", "services/", "engine/", "handlers/conversations/")
_PLAYED = (
    "domain/stages/test_archetypes",
    "domain/stages/test_properties",
    "handlers/conversations/test_roles",
)
"""Of these, only to see that they stay true: years and tables, whose every line is gone through elsewhere."""
_SHARE = 12
_SIMULTANEOUS = frozenset({"Barrier", "Thread", "ThreadPoolExecutor", "threading"})
_OWNER = pytest.StashKey[postgres.Owner]()
_MEASURE: "pytest.StashKey[_Measure]" = pytest.StashKey()
_names = (f"test_{os.getpid()}_{number}" for number in itertools.count())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole-year", action="store_true", help="play the school years to their end in July")
    parser.addoption("--both", action="store_true", help="run all that services do on PostgreSQL as well")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_MEASURE] = _Measure()
    if not hasattr(config, "workerinput"):
        config.stash[_OWNER] = postgres.Owner()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Measure coverage only where something new can be covered: to measure takes as long as the test itself."""
    item.config.stash[_MEASURE].go_on(_is_measured(item))
    return (yield)


class _Measure:
    """The measuring of coverage, which rests between two tests that count; to start it takes longer than many a test."""

    def __init__(self) -> None:
        self._found: coverage.Coverage | None = None
        self._goes = True

    def go_on(self, wanted: bool) -> None:
        self._found = self._found or coverage.Coverage.current()
        if self._found is None or wanted is self._goes:
            return
        if wanted:
            self._found.start()
        else:
            self._found.stop()
        self._goes = wanted


def _is_measured(item: pytest.Item) -> bool:
    """Say whether a test counts: on one database is enough, and all other tests go where these have been."""
    where = _path_of(item)
    return where.startswith(_MEASURED) and not where.startswith(_PLAYED) and not _is_of_postgresql(item)


def _is_of_postgresql(item: pytest.Item) -> bool:
    return "postgresql" in getattr(item, "fixturenames", ()) or "postgresql" in item.name


def _path_of(item: pytest.Item) -> str:
    return item.path.relative_to(item.config.rootpath / "tests").as_posix()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, which takes four times as long, run all of storage, every race, and a share of the services."""
    if config.getoption("both"):
        return
    left_out = [item for item in items if _is_of_postgresql(item) and not _is_in_share(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not _is_of_postgresql(item) or _is_in_share(item)]


def _is_in_share(item: pytest.Item) -> bool:
    """Say whether a test runs on PostgreSQL too: the same ones each time."""
    where = _path_of(item)
    if not where.startswith(("services/", "engine/")) or _races(item):
        return True
    return crc32(f"{where}::{getattr(item, 'originalname', item.name)}".encode()) % _SHARE == 0


def _races(item: pytest.Item) -> bool:
    """Say whether its file lets people act at the same instant: on SQLite, with one writer at a time, that proves little."""
    return not _SIMULTANEOUS.isdisjoint(vars(item.module)) if isinstance(item, pytest.Function) else False


def pytest_collection_finish() -> None:
    """Keep the tests themselves from being looked through whenever the garbage is."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of xdist where the run's one PostgreSQL lives."""
    node.workerinput["postgres"] = str(node.config.stash[_OWNER].directory)


def pytest_unconfigure(config: pytest.Config) -> None:
    if _OWNER in config.stash:
        config.stash[_OWNER].release()


@pytest.fixture(scope="session")
def postgresql(pytestconfig: pytest.Config) -> Iterator[postgres.Server]:
    worker = getattr(pytestconfig, "workerinput", None)
    directory = Path(worker["postgres"]) if worker else pytestconfig.stash[_OWNER].directory
    server = postgres.Server(directory)
    yield server
    server.close()


@pytest.fixture(scope="session")
def postgresql_template(postgresql: postgres.Server) -> str:
    """The name of a migrated database that the others are copies of."""
    with postgresql.locked():
        if not postgresql.has("migrated"):
            postgresql.drop("migrating")
            postgresql.create("migrating")
            migrate(postgresql.url("migrating"))
            postgresql.rename("migrating", to="migrated")
    return "migrated"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file that the others are copies of."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    path = tmp_path / "bywhen.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgresql_desk(postgresql: postgres.Server, postgresql_template: str) -> Iterator[postgres.Desk]:
    desk = postgres.Desk(postgresql, template=postgresql_template, names=_names, let_go=opened.let_go)
    yield desk
    desk.close()


@pytest.fixture
def postgresql_url(postgresql: postgres.Server, postgresql_desk: postgres.Desk) -> Iterator[str]:
    with postgresql_desk.lending() as name:
        yield postgresql.url(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a fresh, migrated database; the test runs once on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any table, for the tests of migrations; once on each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: postgres.Server = request.getfixturevalue("postgresql")
    name = next(_names)
    server.create(name)
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh database, once on SQLite and once on PostgreSQL."""
    database = opened.connect(database_url)
    yield database
    database.close()


@pytest.fixture
def group(database: Database) -> Riverside:
    """A partnership of two colleges and an office, its doors open."""
    return riverside.build(database, opened=True)


@pytest.fixture
def office(group: Riverside) -> Office:
    """Its post, as the engine sorts and sends it."""
    return Office(group.database)
