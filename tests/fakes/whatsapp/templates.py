"""Message templates: what Meta has approved, and how a send fills one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tests.fakes.whatsapp.errors import Broken, Payload, Refused
from tests.fakes.whatsapp.shapes import Check, matching, only, record, several, string, words

HYDRATED = 1024
"""Characters of a body once it is filled."""
PAYLOAD = 128
"""Characters of what a quick reply sends back; Meta's pages name no number, older ones this."""
PLACE = re.compile(r"\{\{(\w+)\}\}")

Status = Literal["APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED"]
LOCKED: Mapping[Status, int] = {"PAUSED": 132015, "DISABLED": 132016}


@dataclass(frozen=True, slots=True)
class Template:
    """A template in one language. Places are `{{1}}` or `{{name}}`; `links` are web addresses under it, by label."""

    name: str
    language: str
    body: str
    category: Literal["utility", "marketing", "authentication"] = "utility"
    header: str = ""
    quick_replies: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    status: Status = "APPROVED"

    def listed(self) -> Payload:
        """As the account's list of templates has it."""
        return {
            "name": self.name,
            "language": self.language,
            "status": self.status,
            "category": self.category.upper(),
            "components": [{"type": "BODY", "text": self.body}],
        }


@dataclass(frozen=True, slots=True)
class Filled:
    """What of a template is shown, and what each quick reply sends back."""

    template: Template
    text: str
    payloads: tuple[str, ...]


def fill(templates: Sequence[Template], message: Payload) -> Filled:
    """The template a send names, filled; raises as Meta does where it does not fit."""
    template = _approved(templates, message["name"], message["language"]["code"])
    parts = list(message.get("components", ()))
    _check_parts(template, parts)
    _hydrate(template.header, _parameters(parts, "header"), "header")
    text = _hydrate(template.body, _parameters(parts, "body"), "body")
    if len(text) > HYDRATED:
        raise Broken(132005, f"body: hydrated text has more than {HYDRATED} characters")
    return Filled(template, text, tuple(_payloads(template, parts)))


def _approved(templates: Sequence[Template], name: str, language: str) -> Template:
    found = next((each for each in templates if (each.name, each.language) == (name, language)), None)
    if found is None:
        raise Broken(132001, f"template name ({name}) does not exist in {language}")
    if found.status in LOCKED:
        raise Refused(LOCKED[found.status])
    if found.status != "APPROVED":
        raise Broken(132001, f"template name ({name}) is not approved in {language}")
    return found


def _parameters(parts: Sequence[Payload], kind: str) -> list[Payload]:
    return next((list(part["parameters"]) for part in parts if part["type"] == kind), [])


def _hydrate(text: str, given: Sequence[Payload], at: str) -> str:
    places = list(dict.fromkeys(PLACE.findall(text)))
    if len(given) != len(places):
        wrong = f"number of localizable_params ({len(given)}) does not match the expected number ({len(places)})"
        raise Broken(132000, f"{at}: {wrong}")
    named = any(not place.isdecimal() for place in places)
    if any(("parameter_name" in each) != named for each in given):
        raise Broken(132012, f"{at}: parameters must {'' if named else 'not '}be named")
    values = {each["parameter_name"]: each["text"] for each in given} if named else _numbered(given)
    if set(values) != set(places):
        raise Broken(132012, f"{at}: the names of the parameters do not match")
    return PLACE.sub(lambda place: values[place[1]], text)


def _numbered(given: Sequence[Payload]) -> dict[str, str]:
    return {str(number): each["text"] for number, each in enumerate(given, 1)}


def _check_parts(template: Template, parts: Sequence[Payload]) -> None:
    buttons = [(part["sub_type"], int(part["index"])) for part in parts if part["type"] == "button"]
    others = [part["type"] for part in parts if part["type"] != "button"]
    if len(set(others)) < len(others) or len(set(buttons)) < len(buttons):
        raise Broken(132012, "a component is given twice")
    expected = set(_open_links(template))
    quick = {("quick_reply", index) for index, _label in enumerate(template.quick_replies)}
    if not expected <= set(buttons) <= expected | quick:
        raise Broken(132018, "button: the buttons do not match those of the template")


def _open_links(template: Template) -> Iterator[tuple[str, int]]:
    """The web addresses whose end is a parameter; they stand after the quick replies."""
    for index, (_label, url) in enumerate(template.links, len(template.quick_replies)):
        if PLACE.search(url):
            yield "url", index


def _payloads(template: Template, parts: Sequence[Payload]) -> Iterator[str]:
    """Where a send gives none, a quick reply sends back its label."""
    given = {
        int(part["index"]): part["parameters"][0]["payload"] for part in parts if part.get("sub_type") == "quick_reply"
    }
    for index, label in enumerate(template.quick_replies):
        yield given.get(index, label)


def _parameter(value: object, at: str) -> None:
    words(HYDRATED)(value, at)
    if re.search(r"[\n\r\t]| {4}", str(value)):
        raise Broken(132018, f"{at} cannot have new-line/tab characters or 4 consecutive spaces")


def _component(value: object, at: str) -> None:
    if not isinstance(value, dict) or "type" not in value:
        raise Broken(131008, f"The parameter {at}.type is required")
    only("header", "body", "button")(value["type"], f"{at}.type")
    if value["type"] != "button":
        record({"type": string, "parameters": several(FILLING, most=20)})(value, at)
        return
    only(*BUTTONS)(value.get("sub_type"), f"{at}.sub_type")
    parameters = several(BUTTONS[value["sub_type"]], most=1)
    index = matching(r"\d", "the place of the button, as a string")
    record({"type": string, "sub_type": string, "index": index, "parameters": parameters})(value, at)


FILLING = record({"type": only("text"), "text": _parameter}, {"parameter_name": matching(r"[a-z][a-z0-9_]*", "a name")})
BUTTONS: Mapping[str, Check] = {
    "quick_reply": record({"type": only("payload"), "payload": words(PAYLOAD)}),
    "url": record({"type": only("text"), "text": _parameter}),
}
TEMPLATE = record(
    {
        "name": matching(r"[a-z0-9_]{1,512}", "small letters, digits and underscores"),
        "language": record(
            {"code": matching(r"[a-z]{2,3}(_[A-Z]{2})?", "a language code")}, {"policy": only("deterministic")}
        ),
    },
    {"components": several(_component, most=12)},
)
