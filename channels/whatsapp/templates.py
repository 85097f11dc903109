"""Looking at the templates that ring: approved in every language, and of the shape that is sent."""

import re
from collections.abc import Mapping

from channels.finding import Finding, fine, wrong
from channels.whatsapp.graph import Graph
from channels.whatsapp.reading import Json, objects_of, text_of
from channels.whatsapp.settings import WhatsAppSettings
from locales import LANGUAGES

_LONGEST_BODY = 1024
_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_SEE = "docs/channels.md has the wording to submit"


async def examine_templates(graph: Graph, settings: WhatsAppSettings, account: str) -> list[Finding]:
    names = sorted(set(settings.templates.values()))
    if not names:
        return [
            fine("WhatsApp: WHATSAPP_TEMPLATES is not set. What comes a day too late waits until its person writes")
        ]
    return [await _template(graph, account, name) for name in names]


async def _template(graph: Graph, account: str, name: str) -> Finding:
    # asked by name, it gives every template whose name holds this one
    told = await graph.ask(f"{account}/message_templates", name=name, fields="name,language,status,category,components")
    versions = [each for each in objects_of(told, "data") if text_of(each, "name") == name]
    by_language = {text_of(each, "language"): each for each in versions}
    troubles = [trouble for code in LANGUAGES if (trouble := _trouble(code, by_language))]
    if troubles:
        return wrong(f"WhatsApp template {name}: {'; '.join(troubles)}. There it rings nobody; {_SEE}")
    if any(text_of(each, "category") == "MARKETING" for each in versions):
        return fine(f"WhatsApp template {name} is approved, as MARKETING: dearer, capped, and none to US numbers")
    return fine(f"WhatsApp template {name} is approved in: {', '.join(LANGUAGES)}")


def _trouble(code: str, by_language: Mapping[str, Json]) -> str:
    """What keeps a template from ringing in a language, "" for nothing."""
    if code not in by_language:
        return f"not there in {code}"
    template = by_language[code]
    if (status := text_of(template, "status")) != "APPROVED":
        return f"{status} in {code}"
    return "" if is_of_shape(template) else f"of another shape in {code}"


def is_of_shape(template: Json) -> bool:
    """One place in the body, none in the header, and a quick reply as the first button."""
    parts = {text_of(part, "type"): part for part in objects_of(template, "components")}
    places = _PLACE.findall(text_of(parts.get("BODY", {}), "text", _LONGEST_BODY))
    header = _PLACE.findall(text_of(parts.get("HEADER", {}), "text"))
    buttons = [text_of(button, "type") for button in objects_of(parts.get("BUTTONS", {}), "buttons")]
    return places == ["1"] and not header and buttons[:1] == ["QUICK_REPLY"]
