"""Where the code and the templates say something: every call of `_`, `_n` and `_p`, and whether it is sound."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, nodes

from locales.template import places

# how many texts each of them takes first
_TEXTS = {"_": 1, "_n": 2, "_p": 2}
_OPTIONS = {"Choose", "Several"}
_ANY = "**"


@dataclass(frozen=True, slots=True)
class Call:
    """One call: its texts (None for one that is not written out) and the names it gives values to."""

    where: str
    function: str
    texts: tuple[str | None, ...]
    names: frozenset[str]
    is_label: bool = False

    @property
    def key(self) -> tuple[str | None, str | None]:
        """Context and id, as in the catalogue."""
        return (self.texts[0], self.texts[1]) if self.function == "_p" else (None, self.texts[0])

    def complaints(self) -> Iterator[str]:
        written = [text for text in self.texts if text is not None]
        if len(written) < _TEXTS[self.function]:
            yield f"{self.where}: {self.function}() wants its text written out, not made"
            return
        wanted = places(*(written[1:] if self.function == "_p" else written))
        given = self.names | (wanted & {"n"} if self.function == "_n" else set())
        if _ANY not in given and wanted != given:
            yield f"{self.where}: {written[-1]!r} wants {_named(wanted)} and is given {_named(given)}"


def calls_in(path: Path, root: Path) -> Iterator[Call]:
    where, source = path.relative_to(root).as_posix(), path.read_text("utf-8")
    if path.suffix == ".py":
        return _calls_in_code(ast.parse(source), where)
    return _calls_in_template(Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(source), where)


def _calls_in_code(tree: ast.Module, where: str) -> Iterator[Call]:
    labels = {id(label) for node in ast.walk(tree) if isinstance(node, ast.Call) for label in _labels(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := _name(node)) in _TEXTS:
            yield Call(
                f"{where}:{node.lineno}",
                name,
                tuple(_written(argument) for argument in node.args[: _TEXTS[name]]),
                frozenset(keyword.arg or _ANY for keyword in node.keywords),
                is_label=id(node) in labels,
            )


def _calls_in_template(tree: nodes.Template, where: str) -> Iterator[Call]:
    for node in tree.find_all(nodes.Call):
        if isinstance(node.node, nodes.Name) and (name := node.node.name) in _TEXTS:
            texts = (each.value if isinstance(each, nodes.Const) else None for each in node.args[: _TEXTS[name]])
            given = frozenset(keyword.key for keyword in node.kwargs) | ({_ANY} if node.dyn_kwargs else set())
            yield Call(f"{where}:{node.lineno}", name, tuple(texts), given)


def _labels(node: ast.Call) -> Sequence[ast.expr]:
    """What ends on a button: the label of a `Choice`, the options of a question."""
    if _name(node) == "Choice":
        return node.args[:1]
    if _name(node) in _OPTIONS:
        return [value for argument in node.args if isinstance(argument, ast.Dict) for value in argument.values]
    return []


def _name(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _written(argument: ast.expr) -> str | None:
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def _named(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "nothing"
