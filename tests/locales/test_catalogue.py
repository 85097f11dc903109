"""Where catalogues are found, and which of their files is read."""

import os
import time
from pathlib import Path

import pytest

from locales.catalogue import built_catalogue, catalogue_codes, catalogue_path, load_catalogue
from tests.locales.catalogues import entry, write_catalogue


def test_a_new_language_is_a_new_catalogue_and_comes_last(tmp_path: Path) -> None:
    for code in ("en", "fr", "ar"):
        write_catalogue(tmp_path, code, "")
    for code in ("sw", "am"):
        catalogue_path(code, tmp_path).parent.mkdir(parents=True)
        catalogue_path(code, tmp_path).touch()

    assert catalogue_codes(tmp_path) == ("en", "fr", "ar", "am", "sw")


def test_a_folder_without_a_catalogue_is_no_language(tmp_path: Path) -> None:
    (tmp_path / "pt" / "LC_MESSAGES").mkdir(parents=True)

    assert catalogue_codes(tmp_path) == ()


def test_a_catalogue_is_read_from_its_source(tmp_path: Path) -> None:
    write_catalogue(tmp_path, "fr", entry("Hello", "Bonjour"))

    assert load_catalogue("fr", tmp_path).gettext("Hello") == "Bonjour"


@pytest.mark.parametrize(("age", "said"), [(-60, "Bonjour (source)"), (60, "Bonjour (built)")])
def test_a_built_catalogue_is_read_only_while_it_is_fresh(tmp_path: Path, age: int, said: str) -> None:
    source = write_catalogue(tmp_path, "fr", entry("Hello", "Bonjour (built)"))
    built = source.with_suffix(".mo")
    built.write_bytes(built_catalogue("fr", tmp_path))
    write_catalogue(tmp_path, "fr", entry("Hello", "Bonjour (source)"))
    moment = time.time() + age
    os.utime(built, (moment, moment))

    assert load_catalogue("fr", tmp_path).gettext("Hello") == said


def test_a_built_catalogue_is_enough(tmp_path: Path) -> None:
    source = write_catalogue(tmp_path, "fr", entry("Hello", "Bonjour"))
    source.with_suffix(".mo").write_bytes(built_catalogue("fr", tmp_path))
    source.unlink()

    assert catalogue_codes(tmp_path) == ("fr",)
    assert load_catalogue("fr", tmp_path).gettext("Hello") == "Bonjour"


def test_loading_writes_nothing(tmp_path: Path) -> None:
    source = write_catalogue(tmp_path, "fr", entry("Hello", "Bonjour"))
    load_catalogue("fr", tmp_path)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [source]
