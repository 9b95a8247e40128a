"""Ties of one kind as columns; rows to write, and digests by which a person's ties are told from earlier ones, out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.projection.contacts import KINDS
from graph.projection.vocabulary import Codes
from graph.ties import TieKind, TieRow

Column = npt.NDArray[Any]
Hashes = npt.NDArray[np.uint64]

RULES = 1
"""Part of every digest: raised where what a tie holds changes, so that all are written again."""

KINDS_COLUMN = "kinds"
"""Holds the kinds of contact as bits (places in contacts.KINDS); written as a list of names."""


@dataclass(frozen=True, slots=True)
class TieTable:
    """One row a tie, by source and then target in a fixed order."""

    kind: TieKind
    sources: Codes
    """Person codes."""
    targets: Codes
    """Person or brand codes."""
    columns: Mapping[str, Column]
    """What each tie holds; NaN stands for nothing."""

    def __len__(self) -> int:
        """How many ties."""
        return len(self.sources)

    def hashes(self, target_hashes: Hashes) -> Hashes:
        """A number a tie, of all that it says."""
        found = _mixed(target_hashes[self.targets] ^ _constant(f"{RULES} {self.kind}"))
        for name in sorted(self.columns):
            bits = self.columns[name].astype(_wide(self.columns[name])).view(np.uint64)
            found = _mixed(found ^ bits ^ _constant(name))
        return found

    def rows(self, places: Sequence[int], people: Sequence[str], targets: Sequence[str]) -> Iterator[TieRow]:
        """The ties at these places; ids by code."""
        columns = {name: column[places].tolist() for name, column in self.columns.items()}
        sources, others = self.sources[places].tolist(), self.targets[places].tolist()
        for row, (source, target) in enumerate(zip(sources, others, strict=True)):
            said = {name: values[row] for name, values in columns.items()}
            yield str(people[source]), str(targets[target]), _properties(said)


def _wide(column: Column) -> type[np.float64 | np.int64]:
    return np.float64 if column.dtype.kind == "f" else np.int64


def _properties(said: dict[str, Any]) -> dict[str, Any]:
    if KINDS_COLUMN in said:
        bits = said[KINDS_COLUMN]
        said[KINDS_COLUMN] = [kind.name for place, kind in enumerate(KINDS) if bits >> place & 1]
    return {name: value for name, value in said.items() if value == value}  # noqa: PLR0124 - NaN is not itself


def id_hashes(ids: Iterable[str]) -> Hashes:
    """A number an id, the same on every machine."""
    pieces = b"".join(hashlib.blake2b(one.encode(), digest_size=8).digest() for one in ids)
    return np.frombuffer(pieces, np.uint64)


def digests(
    tables: Sequence[tuple[TieTable, Hashes]], company: npt.NDArray[np.bool_]
) -> tuple[Codes, npt.NDArray[np.int64]]:
    """People who have ties, and a digest of each one's: a sum over ties, which no order changes. One sort of the ties."""
    sources = np.concatenate([table.sources for table, _ in tables])
    hashes = np.concatenate([table.hashes(targets) for table, targets in tables])
    order = np.argsort(sources, kind="stable")
    sources, hashes = sources[order], hashes[order]
    starts = np.flatnonzero(np.append(True, sources[1:] != sources[:-1])[: len(sources)])
    people = sources[starts]
    sums = np.add.reduceat(hashes, starts) if len(people) else np.empty(0, np.uint64)
    return people, _mixed(sums ^ company[people].astype(np.uint64)).view(np.int64)


def _constant(text: str) -> np.uint64:
    return np.uint64(int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little"))


def _mixed(bits: Hashes) -> Hashes:
    """The finaliser of SplitMix64 (Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, 2014)."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(bits ^ (bits >> np.uint64(31)))
