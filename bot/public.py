"""The public side of a service: its pages and its web chat."""

from sqlalchemy.exc import DBAPIError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from bot.facts import StoredFacts
from bot.service import Service
from bot.settings import Settings
from bot.site import Refusal, site
from bot.takeout import StoredLinks
from channels import webchat
from models.trouble import is_passing
from web import mydata, pages


def public_site(settings: Settings, service: Service, *, demo: bool) -> ASGIApp:
    """The application that a web process serves."""
    key = service.store.keyring.mac("web visitors", b"cookie")
    chat = webchat.WebchatSettings(key=key, public_url=settings.public_url, demo=demo)
    facts = StoredFacts(service.store, demo=demo)
    routes = [
        *webchat.routes(service.inbox.receive, service.pulled, chat),
        *(route for wire in service.wires.values() for route in wire.routes(service.inbox.receive)),
        *mydata.routes(StoredLinks(service.store), mydata.MyDataSettings(public_url=settings.public_url)),
        *pages.routes(facts, pages.PagesSettings(public_url=settings.public_url)),
    ]
    refusals = pages.refusals(facts)
    return site(service.store, settings, routes, {**refusals, DBAPIError: _away(refusals[500])})


def _away(failed: Refusal) -> Refusal:
    """A store that is full or gone is no fault of a page: it is asked for again."""

    async def away(request: Request, reason: Exception) -> Response:
        if not is_passing(reason):
            raise reason
        response = await failed(request, reason)
        response.status_code = 503
        response.headers["retry-after"] = "5"
        return response

    return away
