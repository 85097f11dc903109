"""The public side of a service: its pages and its web chat."""

from starlette.types import ASGIApp

from bot.facts import StoredFacts
from bot.service import Service
from bot.settings import Settings
from bot.site import site
from channels import webchat
from web import pages


def public_site(settings: Settings, service: Service, *, demo: bool) -> ASGIApp:
    """The application that a web process serves."""
    key = service.store.keyring.mac("web visitors", b"cookie")
    chat = webchat.WebchatSettings(key=key, public_url=settings.public_url, demo=demo)
    facts = StoredFacts(service.store)
    routes = [
        *webchat.routes(service.inbox.receive, service.pulled, chat),
        *pages.routes(facts, pages.PagesSettings(public_url=settings.public_url)),
    ]
    return site(service.store, settings, routes, pages.refusals(facts))
