"""What a store that shows derived ties beside its facts can do (Neo4j: for Cypher, Bloom and GDS).

Ties are derived from facts, so they are never the only truth and may be made again at any time. A person's ties are
written together with a digest of them: who has the right digest has the right ties.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, TypeAlias, runtime_checkable

Properties: TypeAlias = dict[str, Any]
TieRow: TypeAlias = tuple[str, str, Properties]
"""Person, the other person or the brand, properties."""


class TieKind(StrEnum):
    """What ties a person to another person or to a brand."""

    INTERACTS = "INTERACTS"  # a person: turned to them
    FEELS = "FEELS"  # a brand: for or against it
    ADVOCATES = "ADVOCATES"  # a brand: speaks for it


@dataclass(frozen=True, slots=True)
class PersonTies:
    """A person whose ties are to be replaced."""

    person: str
    digest: int | None
    """Of all ties that start at the person; None where there are none."""
    company: bool = False
    """Staff or a bot."""


@dataclass(frozen=True, slots=True)
class TieBatch:
    """What one transaction writes: these people's ties are these and no others."""

    people: Sequence[PersonTies]
    rows: Mapping[TieKind, Sequence[TieRow]] = field(default_factory=dict)


@runtime_checkable
class TieKeeper(Protocol):
    """A store that keeps derived ties."""

    async def ties_version(self) -> int | None:
        """The version of the graph that the ties were last brought up to; None where there are none."""
        ...

    def tie_digests(self) -> AsyncIterator[Sequence[tuple[str, int]]]:
        """The people who have ties, each with their digest, in the order of their ids."""
        ...

    async def put_ties(self, batch: TieBatch) -> None:
        """Replace the ties of some people, in one transaction."""
        ...

    async def settle_ties(self, version: int) -> None:
        """Say that all ties are those of this version."""
        ...

    async def remove_ties(self) -> int:
        """Take all ties out, and say how many there were."""
        ...
