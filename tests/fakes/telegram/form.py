"""Reads the parameters of a call: JSON, or an urlencoded or multipart form, where objects come as JSON texts."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from tests.fakes.telegram.kinds import Shape
from tests.fakes.telegram.refusals import Json, fault

FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


async def read_parameters(request: web.Request, method: Shape) -> Json:
    if not request.can_read_body:
        return {}
    if request.content_type == "application/json":
        return from_json(await request.text())
    if request.content_type in FORMS:
        return from_form(await request.post(), method)
    raise fault(f"a body of type {request.content_type} is not read")


def from_json(body: str) -> Json:
    try:
        value: Any = json.loads(body)
    except ValueError:
        raise fault("can't parse JSON") from None
    if not isinstance(value, dict):
        raise fault("the body must be an object")
    return value


def from_form(form: Mapping[str, Any], method: Shape) -> Json:
    """An unknown field stays as it is: the check says what is wrong with it."""
    known = {**method.required, **method.optional}
    return {
        name: known[name].from_form(raw, name) if name in known and isinstance(raw, str) else raw
        for name, raw in form.items()
    }
