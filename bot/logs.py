"""Structured logs, one JSON object a line: names and row numbers, never a phone number, a token or a word said."""

import logging
import re
import sys
from typing import TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

from models.trouble import name_of

_NUMBER = re.compile(r"\+?\d(?:[\s().-]?\d){7,}")
_BOT_TOKEN = re.compile(r"\b\d{6,}:[A-Za-z0-9_-]{30,}\b")


def start_logging(stream: TextIO = sys.stderr) -> None:
    """Send our own and the libraries' log lines to `stream`, through the same redaction."""
    shared = [structlog.contextvars.merge_contextvars, structlog.stdlib.add_log_level, _time(), name_fault, redact]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=[*shared, structlog.processors.JSONRenderer()]))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def name_fault(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Of a fault its name and place: its text may hold what people wrote."""
    given = event.pop("exc_info", None)
    if given is True:
        given = sys.exc_info()
    fault = given[1] if isinstance(given, tuple) else given
    if isinstance(fault, BaseException):
        event["error"], event["where"] = name_of(fault), place_of(fault)
    return event


def place_of(fault: BaseException) -> str:
    """File and line of a fault, without a word of what it was about."""
    last = fault.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return f"{last.tb_frame.f_code.co_filename.rsplit('/', 2)[-1]}:{last.tb_lineno}" if last else ""


def redact(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Take phone numbers and bot tokens out of every text of a log line, whoever wrote it.

    Only its first line is kept: libraries put what a fault says on the next ones.
    """
    for name, value in event.items():
        if isinstance(value, str) and name not in {"timestamp", "level"}:
            event[name] = _NUMBER.sub("…", _BOT_TOKEN.sub("…", value.partition("\n")[0]))
    event.pop("_record", None)
    event.pop("_from_structlog", None)
    return event


def _time() -> structlog.typing.Processor:
    return structlog.processors.TimeStamper(fmt="iso", utc=True)
