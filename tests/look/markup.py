"""A strict reading of a page: what browsers forgive is not forgiven here."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"br", "hr", "img", "input", "link", "meta"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]


@dataclass
class Markup(HTMLParser):
    """Elements in order, and what is wrong with them: tags closed crosswise, ids twice, scripts and styles inline."""

    faults: list[str] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    text: str = ""
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        attributes = {name: value or "" for name, value in attrs}
        if len(names) != len(attributes):
            self.faults.append(f"<{tag}> has an attribute twice")
        if any(name == "style" or name.startswith("on") for name in names):
            self.faults.append(f"<{tag}> has a style or a handler of its own")
        if tag == "style" or (tag == "script" and "src" not in attributes):
            self.faults.append(f"<{tag}> is inline")
        if "id" in attributes and attributes["id"] in {known.attributes.get("id") for known in self.elements}:
            self.faults.append(f"the id {attributes['id']} is there twice")
        self.elements.append(Element(tag, attributes))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """The attributes of each such element."""
        same = wanted.items()
        return [each.attributes for each in self.elements if each.tag == tag and same <= each.attributes.items()]

    def finish(self) -> "Markup":
        self.close()
        self.faults += [f"<{tag}> stays open" for tag in self._open]
        return self


def read(html: str) -> Markup:
    markup = Markup()
    markup.feed(html)
    return markup.finish()
