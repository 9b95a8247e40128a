"""Errors of any folder in; what a client may be told (code, reason, remedy, HTTP status) out.

ApiError                    what this folder itself refuses
├── InputError              an argument does not make sense
├── LimitError              the document asks for too much
├── RefusedError            the request may not be made from there or without a token
├── RequestError            the HTTP request is not a GraphQL request
└── LateError               it took too long
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass

from graph.errors import (
    NotFoundError,
    QuestionError,
    StaleBatchError,
    StoreCorruptError,
    StoreError,
    StoreFullError,
    StoreReadOnlyError,
    StoreUnavailableError,
)
from ingest.errors import IngestError
from nlp.errors import NlpError

log = logging.getLogger(__name__)


class ApiError(Exception):
    """Base of the errors of this folder; says what is wrong, then what to do."""

    code = "BAD_REQUEST"
    status = 400

    def __init__(self, reason: str, remedy: str = "") -> None:
        """Keep the two halves apart, so that clients can show them as they like."""
        super().__init__(f"{reason} {remedy}".strip())
        self.reason = reason
        self.remedy = remedy


class InputError(ApiError):
    """An argument does not make sense."""

    code = "BAD_INPUT"


class LimitError(ApiError):
    """The document asks for more than one request may."""

    code = "LIMIT_EXCEEDED"


class RefusedError(ApiError):
    """The request may not be made from there, or not without a token."""

    code = "REFUSED"
    status = 403


class RequestError(ApiError):
    """The HTTP request is not one of the GraphQL-over-HTTP draft."""

    def __init__(self, reason: str, remedy: str, status: int = 400) -> None:
        """Say it with an HTTP status of its own."""
        super().__init__(reason, remedy)
        self.status = status


class LateError(ApiError):
    """It took too long."""

    code = "TIMEOUT"
    status = 503


@dataclass(frozen=True, slots=True)
class Problem:
    """What a client is told."""

    code: str
    reason: str
    remedy: str
    status: int
    id: str | None = None
    """Of an error that we did not expect: the log has it under this id."""

    @property
    def extensions(self) -> dict[str, str]:
        """What GraphQL carries beside the message."""
        fields = {"code": self.code, "remedy": self.remedy, "id": self.id}
        return {name: value for name, value in fields.items() if value}


CODES: tuple[tuple[type[Exception], str, int], ...] = (
    (NotFoundError, "NOT_FOUND", 404),
    (QuestionError, "BAD_QUESTION", 400),
    (StoreUnavailableError, "STORE_UNAVAILABLE", 503),
    (StoreReadOnlyError, "STORE_READ_ONLY", 503),
    (StoreFullError, "STORE_FULL", 507),
    (StoreCorruptError, "STORE_CORRUPT", 503),
    (StaleBatchError, "STORE_BUSY", 503),
    (StoreError, "STORE_ERROR", 503),
    (NlpError, "BAD_INPUT", 400),
    (IngestError, "BAD_INPUT", 400),
)
"""The first that fits: code and HTTP status of what the other folders raise."""


def problem(error: BaseException) -> Problem:
    """What to tell of an error; one that we did not expect is logged and told by its id alone."""
    if isinstance(error, ApiError):
        return Problem(error.code, error.reason, error.remedy, error.status)
    for kind, code, status in CODES:
        if isinstance(error, kind):
            reason = str(error) if isinstance(error, NlpError) else getattr(error, "reason", "")
            return Problem(code, reason, getattr(error, "remedy", ""), status)
    return _masked(error)


def _masked(error: BaseException) -> Problem:
    identifier = secrets.token_hex(6)
    log.error(
        "unexpected error",
        exc_info=(type(error), error, error.__traceback__),
        extra={"fields": {"id": identifier}},
    )
    remedy = f"Look for {identifier} in the log of the server, and report what it says there."
    return Problem("INTERNAL", "Something went wrong that should not.", remedy, 500, identifier)
