"""A level and a format in; the process's logging set up out. The only place that configures logging.

An event is a short phrase with fields: ``log.info("request", extra={"fields": {"status": 200}})``. Fields
hold counts, names of things and ids; never texts of messages, addresses or tokens. An exception is
logged as its type and the places it came through, without its message, which may quote what a user wrote.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from types import TracebackType

import orjson

from api.settings import LogFormat, LogLevel

QUIET = ("neo4j", "asyncio", "websockets", "httpx", "uvicorn.access")
"""Libraries that tell more than an operator wants to read; their warnings are kept."""


def configure(level: LogLevel = LogLevel.INFO, form: LogFormat = LogFormat.TEXT) -> None:
    """Send all events to standard error in the form wanted. Calling again replaces what was set."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if form is LogFormat.JSON else TextLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, event, then the fields."""
        line = {
            "at": _moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **_fields(record),
        }
        if record.exc_info is not None:
            line["exception"] = list(_exception(record.exc_info))
        return orjson.dumps(line, default=str).decode()


class TextLines(logging.Formatter):
    """For people: time, level, event, name=value."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, and one for each frame of an exception."""
        fields = "".join(f" {name}={_shown(value)}" for name, value in _fields(record).items())
        head = f"{_moment(record)} {record.levelname.lower():7} {record.getMessage()}{fields}"
        frames = () if record.exc_info is None else _exception(record.exc_info)
        return "\n    ".join([head, *frames])


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _fields(record: logging.LogRecord) -> dict[str, object]:
    fields = getattr(record, "fields", None)
    return fields if isinstance(fields, dict) else {}


def _shown(value: object) -> str:
    """A value on one line: control characters cannot forge another line."""
    text = str(value)
    plain = text.isprintable() and " " not in text and '"' not in text
    return text if plain else orjson.dumps(text).decode()


def _exception(
    info: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
) -> Iterator[str]:
    error = info[1]
    while error is not None:
        yield type(error).__qualname__
        for frame in traceback.extract_tb(error.__traceback__):
            yield f"{frame.filename}:{frame.lineno} {frame.name}"
        error = error.__cause__
