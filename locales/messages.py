"""Keeps the catalogues in step: `python -m locales.messages update [NEW LANGUAGE …] | check | compile`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from locales.catalogue import DOMAIN, built_catalogue, catalogue_codes, catalogue_path
from locales.checks import complaints, word_complaints
from locales.gathering import calls, gather
from locales.language import SOURCE
from locales.plurals import plural_forms

ROOT = Path(__file__).parent.parent
# they change with the day and the tool, and would hide what changed in the sentences
_VOLATILE = ('"POT-Creation-Date:', '"PO-Revision-Date:', '"Generated-By:')


def update(root: Path, *new: str) -> list[str]:
    """Brings the template and all catalogues up to date, begins new ones; returns what was written."""
    folder = root / "locales"
    return [
        path.relative_to(root).as_posix()
        for path, text in _wanted(folder, gather(root), *catalogue_codes(folder), *new)
        if _write_if_changed(path, text)
    ]


def check(root: Path) -> list[str]:
    """What stands in the way of shipping the catalogues, in words; nothing is written."""
    folder = root / "locales"
    codes, template = catalogue_codes(folder), gather(root)
    return [
        *(complaint for call in calls(root) for complaint in call.complaints()),
        *_foreign_places(template),
        *_drift(root, template, codes),
        *(each for code in codes for each in complaints(code, _read(catalogue_path(code, folder), code))),
        *(each for code in codes for each in word_complaints(code)),
        *(each for code in codes for each in _refused_by_gettext(catalogue_path(code, folder))),
    ]


def compile_all(root: Path) -> list[str]:
    """Writes the .mo files, for an image that starts without reading a .po."""
    folder = root / "locales"
    built = {catalogue_path(code, folder).with_suffix(".mo"): code for code in catalogue_codes(folder)}
    for path, code in built.items():
        path.write_bytes(built_catalogue(code, folder))
    return [path.relative_to(root).as_posix() for path in built]


def _wanted(folder: Path, template: Catalog, *codes: str) -> Iterator[tuple[Path, str]]:
    """Every file as it should be: the template, and each catalogue with its own translations."""
    yield folder / f"{DOMAIN}.pot", _written(template)
    for code in dict.fromkeys(codes):
        path = catalogue_path(code, folder)
        yield path, _written(_updated(_read(path, code), deepcopy(template), code))


def _updated(catalogue: Catalog, template: Catalog, code: str) -> Catalog:
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.project, catalogue.version = template.project, template.version
    catalogue.last_translator = catalogue.language_team = "Passerelle"
    if code == SOURCE:
        _say_as_written(catalogue)
    return catalogue


def _say_as_written(catalogue: Catalog) -> None:
    """English says the ids, unless a reviewer has put it better."""
    for message in catalogue:
        if message.id and not any(message.string or ""):
            message.string = message.id


def _read(path: Path, code: str) -> Catalog:
    if not path.exists():
        name = Locale.parse(code).english_name
        catalogue = Catalog(code, header_comment=f"# Passerelle in {name}.\n# docs/languages.md says how.", fuzzy=False)
        catalogue.mime_headers = [("plural-forms", plural_forms(code))]
        return catalogue
    with path.open("rb") as file:
        return read_po(file, locale=code)


def _written(catalogue: Catalog) -> str:
    """Sorted, unwrapped, without dates or places in the code: it changes only when a sentence does."""
    out = BytesIO()
    write_po(out, catalogue, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    lines = out.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_VOLATILE)).rstrip("\n") + "\n"


def _write_if_changed(path: Path, text: str) -> bool:
    if path.exists() and path.read_text("utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return True


def _drift(root: Path, template: Catalog, codes: Sequence[str]) -> Iterator[str]:
    for path, text in _wanted(root / "locales", template, *codes):
        if not path.exists() or path.read_text("utf-8") != text:
            yield f"{path.relative_to(root).as_posix()}: not what the code says; run `make messages`"


def _foreign_places(template: Catalog) -> Iterator[str]:
    """{% trans %} with a variable makes %(name)s, which no catalogue of ours knows."""
    for message in template:
        if message.id and "%(" in str(message.id):
            yield f"{message.id!r}: write {{{{ _('… {{name}}', name=name) }}}} in templates, not {{% trans %}}"


def _refused_by_gettext(path: Path) -> Iterator[str]:
    tool = shutil.which("msgfmt")
    if tool is None:
        if os.environ.get("PASSERELLE_NO_SKIPS") == "1":
            yield f"{path.name}: GNU msgfmt is wanted here and not found"
        return
    asked = [tool, "--check", "--output-file", os.devnull, str(path)]
    result = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603 # our own file
    if result.returncode:
        yield f"msgfmt: {result.stderr.strip()}"


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    match arguments:
        case ["update", *new]:
            told, code = update(root, *new), 0
        case ["compile"]:
            told, code = compile_all(root), 0
        case ["check"]:
            told = check(root)
            code = 1 if told else 0
        case _:
            sys.stderr.write(f"{__doc__}\n")
            return 2
    sys.stdout.writelines(f"{line}\n" for line in told)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
