"""What a reader asks for, as text, in; which report about which brand in which window out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from graphql import GraphQLError

from api.errors import InputError
from api.graphql.types.scalars import read
from graph.model import DAY_US, Micros
from graph.projection import Projection
from graph.questions.answer import Window
from graph.questions.windows import now_of

UNITS: dict[str, Micros] = {"d": DAY_US, "w": 7 * DAY_US, "y": 365 * DAY_US}
LENGTH = re.compile(r"(\d{1,5})([dwy])")
EXAMPLES = "Write 2026-01-01..2026-07-01 (the last day is not in it; a side may be left out), 90d, 12w or 1y."


class Kind(StrEnum):
    """Which report."""

    INFLUENCE = "influence"
    COMMUNITIES = "communities"
    PERCEPTION = "perception"
    ADVOCACY = "advocacy"


class Format(StrEnum):
    """How it is written."""

    HTML = "html"
    PDF = "pdf"
    MARKDOWN = "md"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Asked:
    """A window as a reader writes it: it may hang on the graph's own end, which is known later."""

    since: Micros | None = None
    until: Micros | None = None
    length: Micros | None = None
    """Instead of since: this long before the end."""
    as_of: Micros | None = None

    def window(self, projection: Projection) -> Window:
        """The window meant. `90d` ends with the newest message, not with today: the same graph, the same report."""
        if self.length is None:
            return Window(self.since, self.until, self.as_of)
        until = Window(None, self.until, self.as_of).end
        if until is None:
            newest = now_of(projection, Window())
            until = None if newest is None else newest + 1
        return Window(None if until is None else until - self.length, self.until, self.as_of)


@dataclass(frozen=True, slots=True)
class Request:
    """A report to make."""

    kind: Kind
    brand: str
    """Its id."""
    asked: Asked = Asked()
    anonymous: bool = False
    """Pseudonyms in the place of names and handles; no addresses of messages."""


def asked_window(text: str | None, as_of: str | None = None) -> Asked:
    """A window of one text: SINCE..UNTIL, or a length. Raises InputError."""
    if text is None or not text.strip():
        return between(None, None, as_of)
    length = LENGTH.fullmatch(text.strip())
    if length is not None:
        return Asked(length=int(length[1]) * UNITS[length[2]], as_of=_moment(as_of))
    since, dots, until = text.partition("..")
    if not dots:
        raise InputError(f"The window {text[:40]!r} is neither two dates nor a length.", EXAMPLES)
    return between(since, until, as_of)


def between(since: str | None, until: str | None, as_of: str | None = None) -> Asked:
    """A window of two texts, either of which may be empty. Raises InputError."""
    asked = Asked(_moment(since), _moment(until), as_of=_moment(as_of))
    if asked.since is not None and asked.until is not None and asked.since >= asked.until:
        raise InputError("The window ends before it begins.", "Make its first date the earlier one.")
    return asked


def _moment(text: str | None) -> Micros | None:
    if text is None or not text.strip():
        return None
    try:
        return read(text.strip())
    except GraphQLError as error:
        raise InputError(f"{text.strip()[:40]!r} is not a date.", EXAMPLES) from error
