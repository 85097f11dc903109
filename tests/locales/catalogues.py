"""A small tree of rooms and catalogues, for tests that translate something."""

from pathlib import Path

from locales.catalogue import catalogue_path

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {plurals}\\n"\n'
PLURALS = {
    "en": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}


def write_catalogue(folder: Path, code: str, entries: str) -> Path:
    path = catalogue_path(code, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{HEADER.format(plurals=PLURALS[code])}\n{entries}", "utf-8")
    return path


def entry(source: str, translation: str) -> str:
    return f'msgid "{source}"\nmsgstr "{translation}"\n\n'
