"""Structured logs, one JSON object a line: names and row numbers, never a phone number, a token or a word said."""

import logging
import re
import sys
from typing import TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

_NUMBER = re.compile(r"\+?\d(?:[\s().-]?\d){7,}")
_BOT_TOKEN = re.compile(r"\b\d{6,}:[A-Za-z0-9_-]{30,}\b")


def start_logging(stream: TextIO = sys.stderr) -> None:
    """Send our own and the libraries' log lines to `stream`, through the same redaction."""
    shared = [structlog.contextvars.merge_contextvars, structlog.stdlib.add_log_level, _time(), redact]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=[*shared, structlog.processors.JSONRenderer()]))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def redact(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Take phone numbers and bot tokens out of every text of a log line, whoever wrote it."""
    for name, value in event.items():
        if isinstance(value, str) and name not in {"timestamp", "level"}:
            event[name] = _NUMBER.sub("…", _BOT_TOKEN.sub("…", value))
    event.pop("_record", None)
    event.pop("_from_structlog", None)
    return event


def _time() -> structlog.typing.Processor:
    return structlog.processors.TimeStamper(fmt="iso", utc=True)
