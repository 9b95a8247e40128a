"""What every answer is made of: scores that carry their parts and the messages they rest on."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Micros

EVIDENCE_SHOWN = 50
"""Uids carried inside an answer; the rest are counted and can be paged through as messages."""


@dataclass(frozen=True, slots=True)
class Window:
    """The time that a question is about: since inclusive, until exclusive, None open. UTC microseconds."""

    since: Micros | None = None
    until: Micros | None = None
    as_of: Micros | None = None
    """Answer as if nothing after this moment had been said."""

    @property
    def end(self) -> Micros | None:
        """Where the window really ends: the earlier of until and as_of (as_of itself included)."""
        ends = [
            end for end in (self.until, None if self.as_of is None else self.as_of + 1) if end is not None
        ]
        return min(ends, default=None)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The messages that a number rests on, newest first."""

    total: int
    uids: tuple[str, ...]
    """At most EVIDENCE_SHOWN of them."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a score is made of."""

    name: str
    value: float
    meaning: str
    """In plain words, with the unit."""


@dataclass(frozen=True, slots=True)
class Score:
    """A number that explains itself."""

    value: float | None
    """None where there is nothing to compute it from, which is not 0."""
    parts: tuple[Part, ...]
    evidence: Evidence
    thin: bool = False
    """Too few people to lean on; the question says how few."""
