"""One serving process for an embedded store."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from models.lock import serving
from models.store import Store
from models.trouble import StoreTrouble
from tests.conftest import SECRET
from tests.databases import sqlite_url as url_of
from tests.models.test_store import add_person, people

SERVE = """
import sys, time
from models.lock import serving
with serving(sys.argv[1]):
    print("serving", flush=True)
    time.sleep(60)
"""


def test_a_second_server_is_refused_in_words(tmp_path: Path) -> None:
    url = url_of(tmp_path / "passerelle.db")

    with serving(url):
        with pytest.raises(StoreTrouble, match="served by another process"), serving(url):
            pass
        with serving(url_of(tmp_path / "other.db")):
            pass

    with serving(url):
        pass


async def test_other_commands_write_beside_the_server(sqlite_url: str) -> None:
    with serving(sqlite_url):
        store = Store(sqlite_url, SECRET)
        await store.write(add_person(1))
        assert await store.read(people) == [1]
        await store.close()


def test_a_killed_server_leaves_no_lock_behind(tmp_path: Path) -> None:
    url = url_of(tmp_path / "passerelle.db")
    with subprocess.Popen([sys.executable, "-c", SERVE, url], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        assert server.stdout.readline() == "serving\n"
        with pytest.raises(StoreTrouble), serving(url):
            pass
        os.kill(server.pid, signal.SIGKILL)

    with serving(url):
        pass


def test_postgresql_is_served_by_any_number() -> None:
    url = "postgresql+psycopg://localhost/passerelle"

    with serving(url), serving(url):
        pass
