"""The number, the token, the app and the templates as Meta has them: each told in words, with what to do."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from channels.whatsapp import WhatsApp, WhatsAppSettings
from tests.bot.doctor.graph import (
    ACCOUNT,
    APP,
    APP_SECRET,
    HOOK,
    NUMBER,
    OURS,
    SCOPES,
    TOKEN,
    VERIFY_TOKEN,
    Graph,
    error,
    granted,
    open_graph,
    subscribed,
    template,
)
from tests.bot.doctor.told import told
from tests.clock import FakeClock
from tests.fakes.whatsapp.account import NUMBER_ID
from tests.fakes.whatsapp.server import FakeWhatsApp


@pytest.fixture
async def graph() -> AsyncIterator[Graph]:
    async with open_graph() as graph:
        yield graph


async def finds(settings: WhatsAppSettings) -> list[str]:
    wire = WhatsApp(settings)
    found = told(await wire.examine(OURS, ()))
    await wire.close()
    return found


async def test_an_office_where_all_is_well(graph: Graph) -> None:
    found = await finds(graph.settings())

    assert found == [
        "✓ WhatsApp: +1 555-078-3881, Passerelle, quality good",
        f"✓ WhatsApp brings its news to {HOOK}",
        "✓ WhatsApp: the app hears of what is written to this account",
        "✓ WhatsApp template news is approved in: en, fr, ar",
    ]
    assert not [secret for secret in (TOKEN, APP_SECRET, VERIFY_TOKEN) if secret in " ".join(found)]


WRONG: dict[str, tuple[str, dict[str, Any], str]] = {
    "token refused": (NUMBER, error(190), "does not take WHATSAPP_ACCESS_TOKEN (400/190)"),
    "token expired": (NUMBER, error(190, 463), "the token has expired. Make one for a system user"),
    "no such number": (
        NUMBER,
        error(100, 33),
        "the token sees no such number. WHATSAPP_PHONE_NUMBER_ID is the long id",
    ),
    "no permission": (NUMBER, error(10), "declines to answer (400/10)"),
    "bad quality": (NUMBER, {"quality_rating": "RED"}, "quality bad. People block or report us"),
    "token will expire": ("debug_token", granted(ACCOUNT, expires_at=1_800_000_000), "expires on 2027-01-15"),
    "token lacks a right": ("debug_token", granted(ACCOUNT, scopes=SCOPES[:1]), "lacks whatsapp_business_messaging"),
    "another app secret": (f"{APP}/subscriptions", error(190), "WHATSAPP_APP_SECRET is not that of the token's app"),
    "no webhook": (f"{APP}/subscriptions", {"data": []}, f"callback URL {HOOK}"),
    "another webhook": (f"{APP}/subscriptions", subscribed("https://other.example"), "does not bring its news to us"),
    "no messages": (f"{APP}/subscriptions", subscribed(HOOK, "account_update"), "“messages” is not subscribed"),
    "app not subscribed": (f"{ACCOUNT}/subscribed_apps", {"data": []}, "the app is not subscribed to the account"),
}


@pytest.mark.parametrize(("path", "says", "words"), WRONG.values(), ids=WRONG)
async def test_what_is_wrong_is_told(path: str, says: dict[str, Any], words: str, graph: Graph) -> None:
    graph.says[path] = says

    wrong = [each for each in await finds(graph.settings()) if each.startswith("✗")]

    assert len(wrong) == 1
    assert words in wrong[0]


TEMPLATES: dict[str, tuple[list[dict[str, Any]], str]] = {
    "none": ([], "not there in en; not there in fr; not there in ar"),
    "one language": ([template("en"), template("fr")], "news: not there in ar. There it rings nobody"),
    "another name": ([template(code, name="news_old") for code in ("en", "fr", "ar")], "not there in ar"),
    "pending": ([template("en"), template("fr", status="PENDING"), template("ar")], "PENDING in fr"),
    "no button": (
        [template("en"), template("fr"), template("ar", components=[{"type": "BODY", "text": "{{1}} x"}])],
        "of another shape in ar",
    ),
    "two places": (
        [template("en"), template("fr"), template("ar", components=[{"type": "BODY", "text": "{{1}} {{2}}"}])],
        "of another shape in ar",
    ),
}


@pytest.mark.parametrize(("listed", "words"), TEMPLATES.values(), ids=TEMPLATES)
async def test_a_template_that_would_ring_nobody_is_told(
    listed: list[dict[str, Any]], words: str, graph: Graph
) -> None:
    graph.says[f"{ACCOUNT}/message_templates"] = {"data": listed}

    found = (await finds(graph.settings()))[-1]

    assert found.startswith("✗ WhatsApp template news: ")
    assert words in found


async def test_a_template_that_meta_counts_as_marketing_is_told(graph: Graph) -> None:
    listed = [template(code, category="MARKETING") for code in ("en", "fr", "ar")]
    graph.says[f"{ACCOUNT}/message_templates"] = {"data": listed}

    assert (await finds(graph.settings()))[-1].endswith("as MARKETING: dearer, capped, and none to US numbers")


async def test_each_template_is_looked_at_once(graph: Graph) -> None:
    await finds(graph.settings(**{"alert": "news", "*": "news"}))

    assert graph.asked.count(f"{ACCOUNT}/message_templates") == 1


async def test_an_account_that_cannot_be_known_is_said_to_be_so(graph: Graph) -> None:
    graph.says["debug_token"] = granted()

    found = (await finds(graph.settings()))[-1]

    assert found.startswith("✓ WhatsApp: the token does not tell which account the number belongs to")


async def test_a_meta_that_is_not_reached_is_told(graph: Graph) -> None:
    graph.url = "http://127.0.0.1:1/v24.0"

    (found,) = await finds(graph.settings())

    assert found.startswith("✗ WhatsApp does not answer at 127.0.0.1:1 (ClientConnectorError). Is there a network")


async def test_what_was_found_before_an_answer_failed_is_told_too(graph: Graph) -> None:
    graph.says[f"{ACCOUNT}/phone_numbers"] = error(2)

    found = await finds(graph.settings())

    assert found[0] == "✓ WhatsApp: +1 555-078-3881, Passerelle, quality good"
    assert found[-1] == "✗ WhatsApp declines to answer (400/2): docs/channels.md lists the codes"


async def test_a_number_is_read_as_the_whatsapp_of_all_tests_tells_it(clock: FakeClock) -> None:
    fake = FakeWhatsApp(clock=clock, app_secret="s", verify_token="v", token="EAAG-test")
    async with fake:
        found = await finds(WhatsAppSettings("EAAG-test", NUMBER_ID, "s", "v", fake.url))

    assert found[0] == "✓ WhatsApp: +1 555-078-3881, Passerelle, quality good"
