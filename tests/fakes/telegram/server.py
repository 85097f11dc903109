"""A Bot API server over HTTP, stricter than the vendor: it answers as the vendor does, and notes what was wrong."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from aiohttp import web

from tests.fakes.telegram import judge, updates
from tests.fakes.telegram.account import Account, Chat, Clock
from tests.fakes.telegram.floods import Floods
from tests.fakes.telegram.form import read_parameters
from tests.fakes.telegram.group import Group
from tests.fakes.telegram.methods import ACTS
from tests.fakes.telegram.outlet import Outlet
from tests.fakes.telegram.person import Person
from tests.fakes.telegram.refusals import Json, Refused, flood
from tests.fakes.telegram.rules import check_rules, house_rules
from tests.fakes.telegram.schema import METHODS
from tests.fakes.telegram.trouble import Trouble, Troubles, answer

TOKEN = "700000001:AAFakeTokenForTestsOnly_0123456789abc"
USERNAME = "PasserelleTestBot"
IN_RETRY_AFTER = "sent during retry_after"


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that was broken, by which method."""

    method: str
    rule: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was done. `answered`: the caller was told so."""

    method: str
    parameters: Json
    result: Any
    answered: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A call that was not done, and what was answered to it."""

    method: str
    parameters: Json
    code: int
    description: str


class FakeTelegram:
    """`clock` says what time the vendor has, `pace` how many real seconds its second of waiting lasts."""

    def __init__(
        self,
        *,
        clock: Clock = lambda: datetime.now(UTC),
        pace: float = 1.0,
        grace: float = 0.0,
        token: str = TOKEN,
        patience: float = 5.0,
    ) -> None:
        self.token = token
        self.patience = patience
        self.violations: list[Violation] = []
        self.accepted: list[Call] = []
        self.refusals: list[Refusal] = []
        self.account = Account(clock, USERNAME)
        self.outlet = Outlet(clock, self.complain, pace)
        self.trouble = Troubles()
        self.floods = Floods(clock, grace)
        self.url = ""
        self._waiting = {
            "getUpdates": self.outlet.get_updates,
            "setWebhook": self.outlet.set_webhook,
            "deleteWebhook": self.outlet.delete_webhook,
            "getWebhookInfo": self.outlet.get_webhook_info,
        }
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.outlet.webhook.stop()
        self.outlet.pending.end_poll()
        assert self._runner is not None
        await self._runner.cleanup()

    def person(
        self, user_id: int, *, name: str = "Ada", language_code: str | None = "en", phone: str = "", **more: Any
    ) -> Person:
        card = updates.user(user_id, name, language_code, **more)
        return Person(
            self.account, self.outlet, card, phone or f"+22901{90_000_000 + user_id % 1_000_000}", self.patience
        )

    def group(self, chat_id: int, title: str = "Diaspora", kind: str = "group") -> Group:
        return Group(self.account, self.outlet, Chat(chat_id, updates.group(chat_id, title, kind)))

    def complain(self, method: str, rule: str) -> None:
        self.violations.append(Violation(method, rule))

    def calls(self, method: str) -> list[Call]:
        return [call for call in self.accepted if call.method == method]

    @property
    def untold(self) -> list[Call]:
        """What was done without the caller being told: each may be repeated, and each repeat is seen by the person."""
        return [call for call in self.accepted if not call.answered]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        parameters: Json = {}
        try:
            self._check_door(request, method)
            parameters = await read_parameters(request, METHODS[method])
            self._check(method, parameters)
        except Refused as refused:
            return self._refuse(method, parameters, refused)
        trouble = self.trouble.meet(method, parameters)
        if trouble is not None and not trouble.accepted:
            self.floods.begin(method, parameters, trouble)
            return await self._disturb(trouble, request, method, parameters)
        try:
            result = await self._do(method, parameters)
        except Refused as refused:
            return self._refuse(method, parameters, refused)
        self._note(method, parameters, result, answered=trouble is None)
        body = {"ok": True, "result": result}
        return web.json_response(body) if trouble is None else await answer(trouble, request, body)

    def _note(self, method: str, parameters: Json, result: Any, *, answered: bool) -> None:
        """What was only read changes nothing, and a poll comes thousands of times."""
        if not method.startswith("get"):
            self.accepted.append(Call(method, parameters, result, answered))

    def _check_door(self, request: web.Request, method: str) -> None:
        token = request.match_info["token"]
        if ":" not in token:
            raise Refused(404, "Not Found", fault=True)
        if token != self.token:
            raise Refused(401, "Unauthorized", fault=True)
        if method not in METHODS or request.method != "POST":
            raise Refused(404, "Not Found: method not found", fault=True)

    def _check(self, method: str, parameters: Json) -> None:
        """All that can be said of a call by itself: what is broken is noted even where trouble comes first."""
        METHODS[method].check(parameters, "")
        check_rules(method, parameters)
        for disagreement in judge.judge_request(method, parameters):
            self.complain(method, f"judge: {disagreement}")
        for rule in house_rules(parameters):
            self.complain(method, f"house: {rule}")
        left = self.floods.left(method, parameters)
        if left and not self.floods.is_excused(method, parameters):
            self.complain(method, IN_RETRY_AFTER)
        if left:
            raise flood(left)

    async def _do(self, method: str, parameters: Json) -> Any:
        if method in self._waiting:
            return await self._waiting[method](parameters)
        result = ACTS[method](self.account, parameters)
        if isinstance(result, dict) and "message_id" in result:
            result = dict(result)
            for disagreement in judge.judge_message(result):
                self.complain(method, f"judge: {disagreement}")
        return result

    async def _disturb(
        self, trouble: Trouble, request: web.Request, method: str, parameters: Json
    ) -> web.StreamResponse:
        refusal = trouble.refusal or Refused(trouble.status, trouble.how)
        self.refusals.append(Refusal(method, parameters, refusal.code, refusal.description))
        return await answer(trouble, request, refusal.body())

    def _refuse(self, method: str, parameters: Json, refused: Refused) -> web.Response:
        self.refusals.append(Refusal(method, parameters, refused.code, refused.description))
        if refused.fault:
            self.complain(method, refused.description)
        return web.json_response(refused.body(), status=refused.code)
