"""Finds and loads the catalogues: a fresh .mo, else the .po itself, so that a read-only tree needs no build."""

from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent
DOMAIN = "passerelle"
_FIRST = ("en", "fr", "ar")


def catalogue_path(code: str, folder: Path = FOLDER) -> Path:
    return folder / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def catalogue_codes(folder: Path = FOLDER) -> tuple[str, ...]:
    """The languages that have a catalogue: the first three in the order people are offered them, later ones by name."""
    found = {path.parent.parent.name for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.[mp]o")}
    return (*(code for code in _FIRST if code in found), *sorted(found.difference(_FIRST)))


def load_catalogue(code: str, folder: Path = FOLDER) -> NullTranslations:
    source = catalogue_path(code, folder)
    built = source.with_suffix(".mo")
    if _is_fresh(built, source):
        return GNUTranslations(BytesIO(built.read_bytes()))
    return GNUTranslations(BytesIO(built_catalogue(code, folder)))


def built_catalogue(code: str, folder: Path = FOLDER) -> bytes:
    """The .mo of a .po; fuzzy and missing entries are left out, so that they are said in English."""
    built = BytesIO()
    with catalogue_path(code, folder).open("rb") as file:
        write_mo(built, read_po(file, locale=code))
    return built.getvalue()


def _is_fresh(built: Path, source: Path) -> bool:
    if not built.exists():
        return False
    return not source.exists() or built.stat().st_mtime >= source.stat().st_mtime
