"""What the tests share: a settable clock, and a store on each database at hand."""

import os
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import URL

from models.store import Store
from tests.clock import FakeClock
from tests.databases import (
    copy_template,
    create_tables,
    drop_tables,
    emptying,
    make_template,
    own_database,
    server_url,
)
from tests.engines import warm_store

SECRET = "a secret that only the tests know and use"
NO_SKIPS = os.environ.get("PASSERELLE_NO_SKIPS") == "1"

# what is to land is held to the same examples each time; who works on it is shown new ones
settings.register_profile("check", derandomize=True)
if NO_SKIPS:
    settings.load_profile("check")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_template(tmp_path_factory.mktemp("template") / "template.db")


@pytest.fixture(scope="session")
def postgres_server() -> URL:
    """Skips the test where no PostgreSQL answers."""
    url = server_url()
    if url is None:
        pytest.skip("no PostgreSQL answers on 127.0.0.1:5432, and TEST_POSTGRES_URL is not set")
    return url


@pytest.fixture(scope="session")
def postgres_database(postgres_server: URL, worker_id: str) -> Iterator[URL]:
    with own_database(postgres_server, f"passerelle_test_{worker_id}_{os.getpid()}") as url:
        create_tables(url)
        yield url


@pytest.fixture(scope="session")
def empty_postgres(postgres_database: URL) -> Iterator[Callable[[], None]]:
    with emptying(postgres_database) as empty:
        yield empty


@pytest.fixture
def postgres_url(postgres_database: URL, empty_postgres: Callable[[], None]) -> Iterator[str]:
    """An empty store with all its tables."""
    yield postgres_database.render_as_string(hide_password=False)
    empty_postgres()


@pytest.fixture(scope="session")
def spare_database(postgres_server: URL, worker_id: str) -> Iterator[URL]:
    with own_database(postgres_server, f"passerelle_spare_{worker_id}_{os.getpid()}") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without a single table, on each database in turn."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'new' / 'bare.db'}"
    database: URL = request.getfixturevalue("spare_database")
    drop_tables(database)
    return database.render_as_string(hide_password=False)


@pytest.fixture
def sqlite_url(template: Path, tmp_path: Path) -> str:
    """An empty store with all its tables."""
    return copy_template(template, tmp_path)


@pytest.fixture(params=["sqlite", "postgres"])
def store_url(request: pytest.FixtureRequest) -> str:
    """An empty store with all its tables, on each database in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def store(store_url: str, clock: FakeClock) -> AsyncIterator[Store]:
    """The store at the URL, open; its clock stands until it is moved."""
    store = warm_store(store_url, SECRET, clock=clock)
    yield store
    await store.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything must run, a skip is a failure."""
    report = yield
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if NO_SKIPS and report.skipped:
        report.outcome = "failed"
    return report


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: some test always waits, for PostgreSQL or for a program of its own."""
    return (os.cpu_count() or 1) + 1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write the golden transcripts anew")
