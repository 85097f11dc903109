"""Log lines say what happened and where, and nothing of what people wrote, whoever writes them."""

import json
import subprocess
import sys
from typing import Any

import pytest

CANARIES = ("Xanadou", "+229 01 97 12 34 56", "0197123456", "123456789:AAF9x_canary_canary_canary_canary_xx")
BEGIN = """
import asyncio, gc, logging, structlog
from bot.logs import start_logging
start_logging()
log = structlog.get_logger()
told = "Xanadou +229 01 97 12 34 56 0197123456 123456789:AAF9x_canary_canary_canary_canary_xx"
"""
CASES = {
    "a fault of a library": """
try:
    raise ValueError(told)
except ValueError:
    logging.getLogger("uvicorn.error").exception("Exception in ASGI application\\n")
""",
    "a fault of ours": """
try:
    raise ValueError(told)
except ValueError as fault:
    log.error("a turn failed", exc_info=fault)
    log.exception("a turn failed")
""",
    "a fault that caused another": """
try:
    try:
        raise KeyError(told)
    except KeyError:
        raise RuntimeError(told)
except RuntimeError:
    log.exception("a turn failed")
""",
    "a task nobody waited for": """
async def fails():
    raise ValueError(told)
async def main():
    asyncio.create_task(fails())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gc.collect()
asyncio.run(main())
""",
    "numbers and tokens": """
log.warning("sending failed", to="+229 01 97 12 34 56", url="/bot123456789:AAF9x_canary_canary_canary_canary_xx/send")
logging.getLogger("httpx").warning("POST %s", "0197123456")
""",
}


def lines_of(script: str) -> list[dict[str, Any]]:
    done = subprocess.run([sys.executable, "-c", BEGIN + script], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stderr.splitlines()]


@pytest.mark.parametrize("script", CASES.values(), ids=CASES.keys())
def test_no_word_gets_into_a_log_line(script: str) -> None:
    lines = lines_of(script)

    assert lines
    assert [canary for canary in CANARIES for line in lines if canary in str(line)] == []


def test_a_fault_is_found_by_its_name_and_place() -> None:
    (line,) = lines_of(CASES["a fault of a library"])

    assert line["event"] == "Exception in ASGI application"
    assert line["error"] == "ValueError"
    assert line["where"].startswith("<string>:")


def test_what_led_to_a_fault_is_named_too() -> None:
    (line,) = lines_of(CASES["a fault that caused another"])

    assert line["error"] == "RuntimeError after KeyError"
