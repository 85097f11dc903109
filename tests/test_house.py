"""The house keeps its own rules: imports, commands, documents, lock files, image."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from bot.__main__ import COMMANDS

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ROOMS = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[1].split())  # type: ignore[index]
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def modules(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


# rooms


def test_rooms_import_one_way() -> None:
    verdict = run(tool("lint-imports"), "--no-cache")

    assert verdict.returncode == 0, verdict.stdout


def test_every_channel_is_kept_apart_from_the_others() -> None:
    contracts = {each["name"]: each for each in PROJECT["tool"]["importlinter"]["contracts"]}
    channels = {f"channels.{path.parent.name}" for path in ROOT.glob("channels/*/__init__.py")}

    assert set(contracts["A channel knows no other channel"]["modules"]) == channels


def test_every_module_says_what_lives_in_it() -> None:
    silent = [
        path for path in modules(*ROOMS, "tests", "benchmarks") if not ast.get_docstring(ast.parse(path.read_bytes()))
    ]

    assert not silent


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [path for path in modules(*ROOMS) if VAGUE & {*path.relative_to(ROOT).parts, path.stem}]


@pytest.mark.parametrize("path", modules("services", "handlers", "conversation"), ids=str)
def test_rules_and_dialogues_never_own_the_transaction(path: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call)]

    assert not [each for each in calls if isinstance(each, ast.Attribute) and each.attr in {"commit", "rollback"}]


# commands and documents


def test_make_help_lists_every_target() -> None:
    listed = re.findall(r"^  make (\w+) ", run("make", "help").stdout, re.MULTILINE)

    assert set(listed) == TARGETS


def commands(program: str) -> Iterator[tuple[str, str]]:
    """The commands of a program that documents show: (document, command)."""
    for path in DOCUMENTS:
        text = path.read_text("utf-8")
        shown = [*re.findall(r"```(?:sh|bash|text)?\n(.*?)```", text, re.DOTALL), *re.findall(r"`([^`\n]+)`", text)]
        for line in "\n".join(shown).splitlines():
            yield from (
                (str(path.relative_to(ROOT)), word) for word in re.findall(rf"(?:^|\| ?){program} ([a-z]+)", line)
            )


@pytest.mark.parametrize(("document", "target"), sorted(set(commands("make"))))
def test_make_commands_of_the_documents_exist(document: str, target: str) -> None:
    assert target in TARGETS, document


@pytest.mark.parametrize(("document", "command"), sorted(set(commands("passerelle"))))
def test_passerelle_commands_of_the_documents_exist(document: str, command: str) -> None:
    assert command in COMMANDS, document


def linked(document: Path) -> set[Path]:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", document.read_text("utf-8"))
    return {(document.parent / link).resolve() for link in links}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_of_the_documents_lead_somewhere(document: Path) -> None:
    assert not [link for link in linked(document) if not link.exists()]


def test_every_document_is_linked_from_another() -> None:
    documents = set(DOCUMENTS)

    assert documents - set().union(*map(linked, documents)) == {ROOT / "README.md"}


# lock files


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))


def assert_fits(requirements: list[str], pinned: dict[str, str]) -> None:
    for requirement in map(Requirement, requirements):
        name = requirement.name.lower().replace("_", "-")
        assert name in pinned, f"{name} is not locked: make lock"
        assert requirement.specifier.contains(pinned[name]), f"{name} is locked at {pinned[name]}: make lock"


def test_lock_is_in_step_with_the_project() -> None:
    project = PROJECT["project"]

    assert_fits(project["dependencies"], pins("requirements.lock"))
    assert_fits(project["dependencies"] + project["optional-dependencies"]["dev"], pins("requirements-dev.lock"))


def test_tests_run_on_the_versions_that_are_shipped() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_what_is_measured_beside_ours_is_pinned() -> None:
    assert_fits((ROOT / "benchmarks/requirements.in").read_text("utf-8").split(), pins("requirements-bench.lock"))


def test_every_locked_release_has_a_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock"):
        for block in re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text("utf-8")):
            assert "--hash=sha256:" in block, block.splitlines()[0]


# image


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile as (instruction, rest), continued lines joined."""
    text = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
    lines = (line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return [(name, rest.strip()) for name, _, rest in (line.partition(" ") for line in lines)]


def last_stage() -> dict[str, str]:
    steps = instructions()
    start = max(index for index, (name, _) in enumerate(steps) if name == "FROM")
    return dict(steps[start:])


def test_image_leaves_its_tools_behind() -> None:
    stages = [rest for name, rest in instructions() if name == "FROM"]

    assert stages == ["python:3.14-slim AS build", "python:3.14-slim"]
    assert last_stage()["COPY"] == "--from=build /app /app"


def test_image_runs_as_nobody_and_writes_to_data_alone() -> None:
    stage = last_stage()

    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", stage["USER"])
    assert stage["VOLUME"] == stage["WORKDIR"] == "/data"
    assert "DATABASE_URL=sqlite+aiosqlite:////data/" in stage["ENV"]
    assert "PYTHONDONTWRITEBYTECODE=1" in stage["ENV"]


def test_image_starts_without_a_shell_and_tells_its_health() -> None:
    stage = last_stage()

    assert stage["ENTRYPOINT"] == '["passerelle"]'
    assert stage["CMD"] == '["serve"]'
    assert '["python", "-c", ' in stage["HEALTHCHECK"]
    assert "/healthz" in stage["HEALTHCHECK"]


def test_image_installs_only_what_is_locked() -> None:
    installs = re.findall(r"pip install [^&]+", " ".join(rest for name, rest in instructions() if name == "RUN"))

    assert installs
    assert all("--require-hashes" in each or "--no-deps" in each for each in installs)


def test_wheel_holds_everything_that_the_rooms_need(tmp_path: Path) -> None:
    built = run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path))
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())

    needed = run("git", "ls-files", *ROOMS).stdout.split()
    assert needed
    assert not set(needed) - names
    assert [name for name in names if ".sqlite" in name] == ["world/world.sqlite"]
