"""Handing posts to WhatsApp: when they may go, and what its answers mean."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from channels.channel import Channel, NotNow, NotSent, OptedOut, Rejected, Shut, Unreachable, Waits
from channels.whatsapp import WhatsApp, WhatsAppSettings
from channels.whatsapp.errors import PAIR_SECONDS, SPAM_SECONDS, Unclear
from channels.wire import Introduction, Post
from tests.channels.whatsapp.conftest import TEMPLATE
from tests.channels.whatsapp.graph import TAKEN, Graph, error
from tests.channels.whatsapp.tables import ACCOUNT, AT, said
from tests.clock import FakeClock
from tests.processes import free_port

PHONE = "22890112233"
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def reply(**changed: Any) -> Post:
    return replace(said({"post": {"text": "What is your name?"}}), **changed)


def ago(span: timedelta | None) -> datetime | None:
    return AT - span if span else None


def push(*, heard: timedelta | None = None, rung: timedelta | None = None, **changed: Any) -> Post:
    """A notice for somebody who wrote, and was rung, so long ago."""
    told = said({"post": {"text": "Kossi would like to reach you.", "push": True, "dialogue": "knocked"}})
    return replace(told, heard_at=ago(heard), rung_at=ago(rung), **changed)


async def refused(whatsapp: WhatsApp, post: Post) -> Exception:
    try:
        await whatsapp.send(ACCOUNT, PHONE, post)
    except (NotSent, Unclear) as trouble:
        return trouble
    pytest.fail("it was taken")


async def test_post_goes_to_the_number_with_the_token(whatsapp: WhatsApp, graph: Graph) -> None:
    await whatsapp.send(ACCOUNT, PHONE, reply())

    assert graph.paths == [f"/v24.0/{ACCOUNT}/messages"]
    assert graph.tokens == ["Bearer token"]
    assert graph.sent[0]["to"] == PHONE


async def test_channel_serves_its_own_number_alone(whatsapp: WhatsApp) -> None:
    channel: Channel = whatsapp

    assert channel.name == "whatsapp"
    assert channel.serves(ACCOUNT, PHONE)
    assert not channel.serves("999", PHONE)


async def test_introducing_itself_asks_nothing_of_whatsapp(whatsapp: WhatsApp, graph: Graph) -> None:
    await whatsapp.prepare([Introduction("en", (("menu", "What I can do"),), "About", "Short")])

    assert graph.sent == []


def test_empty_secret_is_refused(settings: WhatsAppSettings) -> None:
    with pytest.raises(ValueError, match="empty"):
        replace(settings, app_secret="")


def test_settings_show_no_secret(settings: WhatsAppSettings) -> None:
    assert "secret of the app" not in repr(settings)


# the window


@pytest.mark.parametrize(
    "post",
    [
        reply(),
        reply(heard_at=AT - 23 * HOUR),
        push(heard=HOUR),
        push(heard=24 * HOUR - 11 * MINUTE),
    ],
    ids=["a reply", "a late reply", "within the hour", "near the end"],
)
async def test_within_the_window_the_post_itself_goes(whatsapp: WhatsApp, graph: Graph, post: Post) -> None:
    await whatsapp.send(ACCOUNT, PHONE, post)

    assert graph.kinds == ["text"]


@pytest.mark.parametrize(
    "post",
    [
        push(),
        push(heard=24 * HOUR - 10 * MINUTE),
        push(heard=48 * HOUR, rung=24 * HOUR),
        reply(heard_at=AT - 25 * HOUR),
    ],
    ids=["nobody wrote", "the last ten minutes", "rung yesterday", "a reply a day late"],
)
async def test_outside_the_window_a_template_rings_and_the_post_waits(
    whatsapp: WhatsApp, graph: Graph, post: Post
) -> None:
    trouble = await refused(whatsapp, post)

    assert isinstance(trouble, Waits)
    assert trouble.rang
    assert [each["template"]["name"] for each in graph.sent] == [TEMPLATE]
    assert graph.sent[0]["biz_opaque_callback_data"] == "42r"


async def test_whoever_was_rung_today_is_not_rung_again(whatsapp: WhatsApp, graph: Graph) -> None:
    trouble = await refused(whatsapp, push(heard=48 * HOUR, rung=23 * HOUR))

    assert isinstance(trouble, Waits)
    assert not trouble.rang
    assert graph.sent == []


async def test_without_a_template_the_post_waits_in_silence(settings: WhatsAppSettings, graph: Graph) -> None:
    whatsapp = WhatsApp(replace(settings, templates={"alert": "passerelle_alert"}))

    trouble = await refused(whatsapp, push())

    assert isinstance(trouble, Waits)
    assert not trouble.rang
    assert graph.sent == []


async def test_kind_of_notice_has_its_own_template_before_the_one_for_all(
    settings: WhatsAppSettings, graph: Graph
) -> None:
    whatsapp = WhatsApp(replace(settings, templates={"*": TEMPLATE, "knocked": "passerelle_knock"}))

    await refused(whatsapp, push())
    await whatsapp.close()

    assert graph.sent[0]["template"]["name"] == "passerelle_knock"


async def test_window_that_whatsapp_counts_as_closed_rings_too(whatsapp: WhatsApp, graph: Graph) -> None:
    graph.answer(400, error(131047))

    trouble = await refused(whatsapp, push(heard=HOUR))

    assert isinstance(trouble, Waits)
    assert trouble.rang
    assert graph.kinds == ["text", "template"]


@pytest.mark.parametrize("code", [132000, 132001, 132005, 132007, 132012, 132015, 132016, 132018])
async def test_refused_template_is_not_tried_again_in_its_language(
    whatsapp: WhatsApp, graph: Graph, caplog: pytest.LogCaptureFixture, code: int
) -> None:
    graph.answer(400, error(code))

    first, second = await refused(whatsapp, push()), await refused(whatsapp, push())
    other = await refused(whatsapp, push(language="fr"))

    assert [isinstance(each, Waits) and each.rang for each in (first, second, other)] == [False, False, True]
    assert [each["template"]["language"]["code"] for each in graph.sent] == ["en", "fr"]
    (told,) = [each.message for each in caplog.records if each.levelno == logging.ERROR]
    assert TEMPLATE in told
    assert str(code) in told


@pytest.mark.parametrize(("code", "kind"), [(131050, OptedOut), (131026, Unreachable), (131049, Waits), (4, NotNow)])
async def test_ring_that_is_refused_for_this_person_says_why(
    whatsapp: WhatsApp, graph: Graph, code: int, kind: type[NotSent]
) -> None:
    graph.answer(400, error(code))

    trouble = await refused(whatsapp, push())

    assert type(trouble) is kind


async def test_ring_that_may_have_been_heard_counts_as_heard(whatsapp: WhatsApp, graph: Graph) -> None:
    graph.hang_up()

    trouble = await refused(whatsapp, push())

    assert isinstance(trouble, Waits)
    assert trouble.rang


async def test_post_after_the_end_is_sent_by_the_next_process(whatsapp: WhatsApp) -> None:
    await whatsapp.send(ACCOUNT, PHONE, reply())
    await whatsapp.close()

    assert type(await refused(whatsapp, reply())) is NotNow


# refusals


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        *((code, Rejected) for code in (100, 131008, 131009, 131021, 131062, 131063)),
        *((code, Shut) for code in (10, 190, 200, 299, 368, 130497, 131031, 131042, 131045, 133010)),
        *((code, NotNow) for code in (1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 133004)),
        *((code, Waits) for code in (130472, 131049)),
        (131026, Unreachable),
        (131050, OptedOut),
    ],
)
async def test_code_tells_what_is_wrong_whatever_the_status(
    whatsapp: WhatsApp, graph: Graph, code: int, kind: type[NotSent]
) -> None:
    graph.answer(400, error(code))

    trouble = await refused(whatsapp, reply())

    assert type(trouble) is kind
    assert PHONE not in str(trouble)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *((status, Rejected) for status in (400, 413)),
        *((status, Shut) for status in (302, 401, 403, 404)),
        *((status, NotNow) for status in (429, 500, 503)),
        *((status, Unclear) for status in (408, 502, 504)),
    ],
)
async def test_code_nobody_knows_is_judged_by_the_status(
    whatsapp: WhatsApp, graph: Graph, status: int, kind: type[Exception]
) -> None:
    graph.answer(status, error(999_999), {"Location": "/elsewhere"} if status == 302 else None)

    assert type(await refused(whatsapp, reply())) is kind
    assert len(graph.sent) == 1


@pytest.mark.parametrize("body", [b"", b"<html>Sorry</html>", b"[]", b'{"error": "no"}', b'{"error": {"code": "x"}}'])
async def test_refusal_in_no_known_form_is_judged_by_the_status(whatsapp: WhatsApp, graph: Graph, body: bytes) -> None:
    graph.answer_raw(500, body)

    assert type(await refused(whatsapp, reply())) is NotNow


async def test_our_own_number_missing_is_no_fault_of_the_message(whatsapp: WhatsApp, graph: Graph) -> None:
    graph.answer(400, error(100, subcode=33))

    assert type(await refused(whatsapp, reply())) is Shut


@pytest.mark.parametrize("body", [b"", b'{"messages": [', b"{}", b'{"messages": []}', b'{"messages": [{"id": 7}]}'])
async def test_success_that_names_no_message_may_be_one(whatsapp: WhatsApp, graph: Graph, body: bytes) -> None:
    graph.answer_raw(200, body)

    assert type(await refused(whatsapp, reply())) is Unclear


async def test_line_that_breaks_after_the_message_leaves_it_unclear(whatsapp: WhatsApp, graph: Graph) -> None:
    graph.hang_up()

    assert type(await refused(whatsapp, reply())) is Unclear
    assert len(graph.sent) == 1


async def test_message_that_never_left_is_sent_later(settings: WhatsAppSettings) -> None:
    whatsapp = WhatsApp(replace(settings, api_base=f"http://127.0.0.1:{free_port()}/v24.0"))

    trouble = await refused(whatsapp, reply())
    await whatsapp.close()

    assert isinstance(trouble, NotNow)
    assert trouble.account


# how long to wait


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "17"}, 17),
        ({"Retry-After": "999999999999"}, 3_600),
        ({"Retry-After": "soon"}, 2),
        ({"Retry-After": "0"}, 2),
        ({"X-Business-Use-Case-Usage": '{"1": [{"type": "messaging", "estimated_time_to_regain_access": 5}]}'}, 300),
        ({"X-Business-Use-Case-Usage": '{"1": [{"estimated_time_to_regain_access": "5"}], "2": 3}'}, 2),
        ({"X-Business-Use-Case-Usage": "{"}, 2),
        ({}, 2),
    ],
)
async def test_wait_is_the_one_that_is_stated(
    whatsapp: WhatsApp, graph: Graph, headers: dict[str, str], seconds: float
) -> None:
    graph.answer(429, error(130429), headers)

    trouble = await refused(whatsapp, reply())

    assert isinstance(trouble, NotNow)
    assert (trouble.seconds, trouble.account) == (seconds, True)


async def test_nothing_goes_out_before_the_wait_is_over(whatsapp: WhatsApp, graph: Graph, clock: FakeClock) -> None:
    graph.answer(429, error(130429), {"Retry-After": "30"})
    await refused(whatsapp, reply())

    clock.move(seconds=29)
    trouble = await refused(whatsapp, push())
    assert isinstance(trouble, NotNow)
    assert (trouble.seconds, trouble.account) == (1, True)
    assert len(graph.sent) == 1

    clock.move(seconds=1)
    await whatsapp.send(ACCOUNT, PHONE, reply())
    assert len(graph.sent) == 2


async def test_wait_that_nobody_states_grows_until_something_is_taken(
    whatsapp: WhatsApp, graph: Graph, clock: FakeClock
) -> None:
    waits = []
    for body in (*[error(131016)] * 8, TAKEN, error(131016)):
        graph.answer(200 if body is TAKEN else 500, body)
        try:
            await whatsapp.send(ACCOUNT, PHONE, reply())
        except NotNow as trouble:
            waits.append(trouble.seconds)
            clock.move(seconds=trouble.seconds)

    assert waits == [2, 4, 8, 16, 32, 64, 120, 120, 2]


async def test_messages_refused_together_wait_alike(whatsapp: WhatsApp, graph: Graph) -> None:
    waits = []
    for _message in range(3):
        graph.answer(500, error(131016))
        trouble = await refused(whatsapp, reply())
        assert isinstance(trouble, NotNow)
        waits.append(trouble.seconds)

    assert waits == [2, 2, 2]


async def test_too_much_for_one_person_holds_up_nobody_else(whatsapp: WhatsApp, graph: Graph) -> None:
    graph.answer(400, error(131056))

    trouble = await refused(whatsapp, reply())
    await whatsapp.send(ACCOUNT, "33612345678", reply())

    assert isinstance(trouble, NotNow)
    assert (trouble.seconds, trouble.account) == (PAIR_SECONDS, False)


async def test_complaints_of_people_hold_up_everything_for_long(whatsapp: WhatsApp, graph: Graph) -> None:
    graph.answer(400, error(131048))

    trouble = await refused(whatsapp, reply())

    assert isinstance(trouble, NotNow)
    assert (trouble.seconds, trouble.account) == (SPAM_SECONDS, True)
