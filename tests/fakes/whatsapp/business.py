"""A business by plain calls: bodies of sends, and who posts them."""

from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.fakes.whatsapp.account import NUMBER_ID
from tests.fakes.whatsapp.errors import Payload

AFI = "22890112233"


def text(body: str = "Bonjour Afi", *, to: str = AFI, **more: Any) -> Payload:
    return _message(to, "text", {"body": body}, **more)


def buttons(*titles: str, to: str = AFI, body: str = "Prête ?", **more: Any) -> Payload:
    replies = [{"type": "reply", "reply": {"id": f"id.{title}", "title": title}} for title in titles]
    return interactive("button", {"buttons": replies}, to=to, body=body, **more)


def rows(*labels: tuple[str, str], to: str = AFI, body: str = "Que voulez-vous faire ?") -> Payload:
    lines = [{"id": f"id.{title}", "title": title, "description": detail} for title, detail in labels]
    return interactive("list", {"button": "Choisir", "sections": [{"rows": lines}]}, to=to, body=body)


def interactive(kind: str, action: Payload, *, to: str = AFI, body: str = "Voici", **more: Any) -> Payload:
    return _message(to, "interactive", {"type": kind, "body": {"text": body}, "action": action, **more})


def link(url: str = "https://example.org/fr/countries/BJ", title: str = "Ouvrir") -> Payload:
    return interactive("cta_url", {"name": "cta_url", "parameters": {"display_text": title, "url": url}})


def template(name: str, language: str, *components: Payload, to: str = AFI, **more: Any) -> Payload:
    parts: Payload = {"components": list(components)} if components else {}
    return _message(to, "template", {"name": name, "language": {"code": language}, **parts}, **more)


def body(*texts: str) -> Payload:
    """The body of a template filled with these, in order."""
    return {"type": "body", "parameters": [{"type": "text", "text": each} for each in texts]}


def named(**texts: str) -> Payload:
    """The body of a template filled with these, by name."""
    given = [{"type": "text", "parameter_name": key, "text": value} for key, value in texts.items()]
    return {"type": "body", "parameters": given}


def quick_reply(index: str, payload: str) -> Payload:
    given = [{"type": "payload", "payload": payload}]
    return {"type": "button", "sub_type": "quick_reply", "index": index, "parameters": given}


def receipt(wamid: str, **more: Any) -> Payload:
    return {"messaging_product": "whatsapp", "status": "read", "message_id": wamid, **more}


def _message(to: str, kind: str, content: Payload, **more: Any) -> Payload:
    whom = {"to": to} if to.isdecimal() else {"recipient": to}
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **whom,
        "type": kind,
        kind: content,
        **more,
    }


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Payload
    headers: dict[str, str]

    @property
    def code(self) -> int:
        """Meta's code of the error; 0 where all is well."""
        return int(self.body.get("error", {}).get("code", 0))

    @property
    def wamid(self) -> str:
        return str(self.body["messages"][0]["id"])


@dataclass(frozen=True, slots=True)
class Business:
    session: aiohttp.ClientSession
    url: str
    token: str

    async def send(self, message: object) -> Answer:
        return await self.call("POST", f"{NUMBER_ID}/messages", json=message)

    async def call(self, method: str, path: str, *, token: str | None = None, **more: Any) -> Answer:
        headers = {"Authorization": f"Bearer {token or self.token}"}
        async with self.session.request(method, f"{self.url}/{path}", headers=headers, **more) as answer:
            return Answer(answer.status, await answer.json(), dict(answer.headers))
