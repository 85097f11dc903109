"""Looking at the number, the token and the app as Meta has them; nothing is changed."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from channels.finding import Finding, fine, wrong
from channels.whatsapp.graph import Declined, Graph, Unanswered
from channels.whatsapp.reading import Json, object_of, objects_of, text_of
from channels.whatsapp.routes import PATH
from channels.whatsapp.settings import WhatsAppSettings
from channels.whatsapp.templates import examine_templates

SCOPES = ("whatsapp_business_messaging", "whatsapp_business_management")
MOST_ACCOUNTS = 10
_EXPIRED, _NO_TOKEN, _NO_SIGNATURE = 463, 190, 101
_OBJECT_MISSING = (100, 33)
_LET_OUT = "Is there a network, and does a firewall let us out?"
_QUALITY = {"GREEN": "good", "YELLOW": "middling", "RED": "bad", "UNKNOWN": "not rated yet", "NA": "not rated yet"}


@dataclass(frozen=True, slots=True)
class Token:
    """Whose the token is: the app, and the accounts it may manage where it is bound to some."""

    app: str
    accounts: tuple[str, ...]


async def examine(settings: WhatsAppSettings, public_url: str) -> list[Finding]:
    found: list[Finding] = []
    async with Graph(settings) as graph:
        try:
            async for each in _findings(graph, settings, public_url.rstrip("/") + PATH):
                found.append(each)  # noqa: PERF401  (what was found before something broke is told too)
        except Unanswered as reason:
            where = urlsplit(settings.api_base).netloc
            found.append(wrong(f"WhatsApp does not answer at {where} ({reason}). {_LET_OUT}"))
        except Declined as reason:
            found.append(wrong(_declined(reason)))
    return found


async def _findings(graph: Graph, settings: WhatsAppSettings, ours: str) -> AsyncIterator[Finding]:
    """Each thing looked at stands on the one before it; where one does not hold, the rest would mislead."""
    yield _number(await graph.ask(settings.phone_number_id, fields="display_phone_number,verified_name,quality_rating"))
    told = object_of(await graph.ask("debug_token", input_token=settings.access_token), "data")
    for finding in _token(told):
        yield finding
    token = _whose(told)
    yield await _callback(graph, settings, token.app, ours)
    account = await _account(graph, settings, token)
    if account is None:
        yield fine(
            "WhatsApp: the token does not tell which account the number belongs to, so that its subscription and its "
            "templates were not looked at. See them in WhatsApp Manager"
        )
        return
    yield await _subscription(graph, account, token.app)
    for finding in await examine_templates(graph, settings, account):
        yield finding


def _declined(reason: Declined) -> str:
    if reason.subcode == _EXPIRED:
        return "WhatsApp: the token has expired. Make one for a system user that never does (docs/channels.md)"
    if reason.code == _NO_TOKEN:
        return f"WhatsApp does not take WHATSAPP_ACCESS_TOKEN ({reason}). Make a new one for the system user"
    if (reason.code, reason.subcode) == _OBJECT_MISSING:
        return (
            "WhatsApp: the token sees no such number. WHATSAPP_PHONE_NUMBER_ID is the long id beside the number, and "
            "the system user needs the WhatsApp account among its assets"
        )
    return f"WhatsApp declines to answer ({reason}): docs/channels.md lists the codes"


def _number(told: Json) -> Finding:
    quality = text_of(told, "quality_rating")
    words = (
        f"WhatsApp: {text_of(told, 'display_phone_number')}, {text_of(told, 'verified_name')}, "
        f"quality {_QUALITY.get(quality, quality)}"
    )
    if quality != "RED":
        return fine(words)
    return wrong(f"{words}. People block or report us: announce less and to fewer, until it is good again")


def _token(told: Json) -> Iterator[Finding]:
    ends = told.get("expires_at")
    if isinstance(ends, int) and ends > 0:
        day = datetime.fromtimestamp(ends, UTC)
        yield wrong(
            f"WhatsApp: the token expires on {day:%Y-%m-%d}. Make one for a system user that never does "
            "(docs/channels.md)"
        )
    scopes = told.get("scopes")
    missing = [scope for scope in SCOPES if scope not in (scopes if isinstance(scopes, list) else ())]
    if missing:
        yield wrong(f"WhatsApp: the token lacks {' and '.join(missing)}. Make one with both (docs/channels.md)")


def _whose(told: Json) -> Token:
    granted = [each for each in objects_of(told, "granular_scopes") if text_of(each, "scope") in SCOPES]
    lists = [ids for each in granted if isinstance(ids := each.get("target_ids"), list)]
    accounts = dict.fromkeys(name for ids in lists for name in ids if isinstance(name, str))
    return Token(text_of(told, "app_id"), tuple(accounts)[:MOST_ACCOUNTS])


async def _callback(graph: Graph, settings: WhatsAppSettings, app: str, ours: str) -> Finding:
    """Asked with the app's own secret, which is tried thereby."""
    enter = (
        f"In the app, under WhatsApp, Configuration: callback URL {ours}, the verify token as in WHATSAPP_VERIFY_TOKEN"
    )
    try:
        told = await graph.ask(f"{app}/subscriptions", token=f"{app}|{settings.app_secret}")
    except Declined as reason:
        if reason.code in (_NO_TOKEN, _NO_SIGNATURE):
            return wrong(
                "WhatsApp: WHATSAPP_APP_SECRET is not that of the token's app, so that all that comes in is refused. "
                "It is in the app, under App settings, Basic"
            )
        return fine(f"WhatsApp: the webhook could not be looked at ({reason}). {enter}")
    found = [each for each in objects_of(told, "data") if text_of(each, "object") == "whatsapp_business_account"]
    if not any(text_of(each, "callback_url", len(ours) + 1) == ours for each in found):
        return wrong(f"WhatsApp: Meta does not bring its news to us. {enter}")
    fields = {text_of(field, "name") for each in found for field in objects_of(each, "fields")}
    if "messages" not in fields:
        return wrong(
            "WhatsApp: the webhook's field “messages” is not subscribed. In the app, under WhatsApp, Configuration"
        )
    return fine(f"WhatsApp brings its news to {ours}")


async def _account(graph: Graph, settings: WhatsAppSettings, token: Token) -> str | None:
    """The WhatsApp Business account the number belongs to, of those the token is bound to."""
    for account in token.accounts:
        numbers = await graph.ask(f"{account}/phone_numbers", fields="id")
        if settings.phone_number_id in (text_of(each, "id") for each in objects_of(numbers, "data")):
            return account
    return None


async def _subscription(graph: Graph, account: str, app: str) -> Finding:
    told = await graph.ask(f"{account}/subscribed_apps")
    apps = [text_of(object_of(each, "whatsapp_business_api_data"), "id") for each in objects_of(told, "data")]
    if app in apps:
        return fine("WhatsApp: the app hears of what is written to this account")
    return wrong(
        f"WhatsApp: the app is not subscribed to the account {account}, so that nothing comes in. docs/channels.md has "
        "the one call that does it"
    )
