"""The reads of the Graph API that the doctor makes, answered over HTTP: all is well there, until told else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from channels.whatsapp import WhatsAppSettings

ACCOUNT, APP, NUMBER = "102290129340398", "670843887433847", "106540352242922"
TOKEN, APP_SECRET, VERIFY_TOKEN = "EAAG-a-token-of-a-system-user", "an-app-secret", "a-verify-token"
OURS = "https://passerelle.example"
HOOK = f"{OURS}/whatsapp/webhook"
SCOPES = ["whatsapp_business_management", "whatsapp_business_messaging"]
Json = dict[str, Any]


def error(code: int, subcode: int = 0) -> Json:
    return {"error": {"message": "not for a log", "code": code, "error_subcode": subcode}}


def template(language: str, **more: Any) -> Json:
    """A template of the shape that is sent, in one language."""
    parts = [
        {"type": "BODY", "text": "You asked for news: {{1}} Tap below."},
        {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Read"}]},
    ]
    return {
        "name": "news",
        "language": language,
        "status": "APPROVED",
        "category": "UTILITY",
        "components": parts,
    } | more


def granted(*accounts: str, **more: Any) -> Json:
    bound = [{"scope": scope, "target_ids": list(accounts)} for scope in SCOPES] if accounts else []
    told = {"app_id": APP, "is_valid": True, "expires_at": 0, "scopes": SCOPES, "granular_scopes": bound}
    return {"data": told | more}


def subscribed(url: str = HOOK, *fields: str) -> Json:
    named = [{"name": name, "version": "v24.0"} for name in fields or ("messages",)]
    return {"data": [{"object": "whatsapp_business_account", "callback_url": url, "active": True, "fields": named}]}


def _well() -> dict[str, Json]:
    number = {"display_phone_number": "+1 555-078-3881", "verified_name": "Passerelle", "quality_rating": "GREEN"}
    return {
        NUMBER: number | {"id": NUMBER},
        "debug_token": granted(ACCOUNT),
        f"{APP}/subscriptions": subscribed(),
        f"{ACCOUNT}/phone_numbers": {"data": [{"id": NUMBER}]},
        f"{ACCOUNT}/subscribed_apps": {"data": [{"whatsapp_business_api_data": {"id": APP, "name": "Passerelle"}}]},
        f"{ACCOUNT}/message_templates": {"data": [template(each) for each in ("en", "fr", "ar")]},
    }


@dataclass(slots=True)
class Graph:
    """`says` is what each path answers; what holds an error is answered under the status of one."""

    url: str = ""
    says: dict[str, Json] = field(default_factory=_well)
    asked: list[str] = field(default_factory=list)

    def settings(self, **templates: str) -> WhatsAppSettings:
        return WhatsAppSettings(TOKEN, NUMBER, APP_SECRET, VERIFY_TOKEN, self.url, templates or {"*": "news"})

    async def answer(self, request: web.Request) -> web.Response:
        """With the token of the system user, or for the app's own webhook with that of the app."""
        path = request.match_info["path"]
        self.asked.append(path)
        due = f"{APP}|{APP_SECRET}" if path.endswith("/subscriptions") else TOKEN
        if request.headers.get("Authorization") != f"Bearer {due}":
            return web.json_response(error(190), status=401)
        said = self.says.get(path, error(100, 33))
        return web.json_response(said, status=400 if "error" in said else 200)


@asynccontextmanager
async def open_graph() -> AsyncIterator[Graph]:
    graph = Graph()
    app = web.Application()
    app.router.add_get("/v24.0/{path:.*}", graph.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    graph.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v24.0"
    try:
        yield graph
    finally:
        await runner.cleanup()
