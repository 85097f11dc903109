"""The Graph API's front: which call goes where, who may call, and how errors are answered."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

from tests.fakes.whatsapp.account import ACCOUNT, APP, NUMBER_ID
from tests.fakes.whatsapp.errors import Broken, Payload, Refused
from tests.fakes.whatsapp.trouble import meet
from tests.fakes.whatsapp.vendor import Vendor

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

PHONE: Mapping[str, Any] = {
    "id": NUMBER_ID,
    "display_phone_number": "+1 555-078-3881",
    "verified_name": "Passerelle",
    "quality_rating": "GREEN",
    "code_verification_status": "VERIFIED",
    "name_status": "APPROVED",
    "status": "CONNECTED",
    "platform_type": "CLOUD_API",
    "throughput": {"level": "STANDARD"},
    "whatsapp_business_manager_messaging_limit": "TIER_2K",
}
PHONE_AS_A_RULE = ("id", "display_phone_number", "verified_name", "quality_rating", "code_verification_status")
"""What is told of a number where no fields are named."""
SCOPES = ("whatsapp_business_management", "whatsapp_business_messaging")


def application(vendor: Vendor) -> web.Application:
    """The routes, under any version."""
    front = Front(vendor)
    app = web.Application(middlewares=[front.guard])
    version = r"/{version:v\d+\.\d+}"
    app.router.add_get(f"{version}/debug_token", front.token)
    app.router.add_post(f"{version}/{{id}}/messages", front.messages)
    app.router.add_get(f"{version}/{{id}}/message_templates", front.templates)
    app.router.add_get(f"{version}/{{id}}/subscribed_apps", front.subscriptions)
    app.router.add_post(f"{version}/{{id}}/subscribed_apps", front.subscribe)
    app.router.add_get(f"{version}/{{id}}", front.number)
    return app


class Front:
    """Reads calls, asks the vendor, writes answers."""

    def __init__(self, vendor: Vendor) -> None:
        self.vendor = vendor
        self.guard = self._guard()

    def _guard(self) -> Any:
        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            """Every call needs the token; what is refused is told as Meta tells it."""
            try:
                self._check_token(request)
                return await handler(request)
            except Refused as refused:
                return self._refusal(refused)
            except web.HTTPException as unknown:
                return self._refusal(Broken(2500, f"{request.method} {unknown.status}: there is no such call"))

        return guard

    async def messages(self, request: web.Request) -> web.StreamResponse:
        """A send, or a read receipt, which Meta takes at the same place."""
        _check_id(request, NUMBER_ID)
        self.vendor.check_quiet()
        body = await _json(request)
        if isinstance(body, dict) and "status" in body:
            self.vendor.mark_read(body)
            return web.json_response({"success": True})
        to = self.vendor.check(body)
        trouble = self.vendor.trouble.take(to)
        if trouble is None:
            return web.json_response(self.vendor.take(body, to))
        fails = trouble.way == "fail"
        code = trouble.code if fails else None
        return await meet(trouble, request, lambda: self.vendor.take(body, to, code=code, answered=fails))

    async def number(self, request: web.Request) -> web.Response:
        """What the business may know of its own number."""
        _check_id(request, NUMBER_ID)
        asked = request.query.get("fields")
        fields = asked.split(",") if asked else PHONE_AS_A_RULE
        for field in fields:
            if field not in PHONE:
                raise Broken(100, f"Tried accessing nonexisting field ({field})")
        return web.json_response({"id": NUMBER_ID, **{field: PHONE[field] for field in fields}})

    async def templates(self, request: web.Request) -> web.Response:
        _check_id(request, ACCOUNT)
        return web.json_response({"data": [template.listed() for template in self.vendor.templates], "paging": {}})

    async def subscriptions(self, request: web.Request) -> web.Response:
        """The apps that get this account's webhooks."""
        _check_id(request, ACCOUNT)
        app = {"whatsapp_business_api_data": {"id": APP, "name": "Passerelle", "link": "https://example.org/"}}
        return web.json_response({"data": [app] if self.vendor.subscribed else []})

    async def subscribe(self, request: web.Request) -> web.Response:
        _check_id(request, ACCOUNT)
        self.vendor.subscribed = True
        return web.json_response({"success": True})

    async def token(self, request: web.Request) -> web.Response:
        """What a token is good for; one that is not valid is told in the data, not by an error."""
        if request.query.get("input_token") != self.vendor.token:
            error = {"code": 190, "message": "Invalid OAuth access token."}
            return web.json_response({"data": {"error": error, "is_valid": False, "scopes": []}})
        told = {"app_id": APP, "type": "SYSTEM_USER", "is_valid": True, "expires_at": 0, "scopes": list(SCOPES)}
        return web.json_response({"data": told})

    def _check_token(self, request: web.Request) -> None:
        if request.headers.get("Authorization") != f"Bearer {self.vendor.token}":
            raise Refused(190)

    def _refusal(self, refused: Refused) -> web.Response:
        self.vendor.note(refused)
        headers = refused.wait.headers() if refused.wait else None
        return web.json_response(refused.body(), status=refused.status, headers=headers)


def _check_id(request: web.Request, known: str) -> None:
    if request.match_info["id"] != known:
        raise Refused(100, "Object with this ID does not exist, or is out of reach", subcode=33)


async def _json(request: web.Request) -> Payload | Any:
    if request.content_type != "application/json":
        raise Broken(100, "The body must be application/json")
    try:
        return json.loads(await request.read())
    except ValueError:
        raise Broken(100, "The body is not JSON") from None
