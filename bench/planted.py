"""`python -m bench.planted WORLD STORE`: a simulated world and the store that it was ingested into in; how much of what was planted the questions find out."""

from __future__ import annotations

import argparse
import asyncio
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from graph.model import FactKind
from graph.questions.advocacy import advocates
from graph.questions.answer import Window
from graph.questions.conversion import conversions
from graph.questions.partition import partition
from graph.questions.persuaders import persuaders
from graph.questions.switching import switches
from graph.questions.view import View, open_view
from graph.stores.open import open_store, parse_store
from ingest.simulate import truth_rows
from nlp.catalogue import BrandRole

TOP = 20

Pair = tuple[int, int, str]
"""Who moved whom to which brand, by person code."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure, with what it is held to."""

    name: str
    value: float
    floor: float | None = None
    ceiling: float | None = None
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether it is within its bounds."""
        return (self.floor is None or self.value >= self.floor) and (
            self.ceiling is None or self.value <= self.ceiling
        )


@dataclass(frozen=True, slots=True)
class Planted:
    """What is true of a world, by the store's person codes."""

    advocates: frozenset[int]
    persuaded: frozenset[Pair]
    switched: Counter[tuple[str, str]]
    community: dict[int, str]


def planted(world: Path, view: View) -> Planted:
    """Read the truth. Somebody whose accounts the store takes for several people is all of them."""
    codes, names = view.projection.people.person_of_account, view.projection.names.accounts
    people: dict[str, list[int]] = {}
    champions: set[int] = set()
    community: dict[int, str] = {}
    for row in truth_rows(world, "people"):
        accounts = [names.code(account) for account in row["accounts"]]
        people[row["id"]] = found = [int(codes[account]) for account in accounts if account >= 0]
        community |= {one: str(row["community"]) for one in found}
        champions |= set(found) if row["advocate"] else set()
    return Planted(
        frozenset(champions),
        frozenset(_pairs(world, view)),
        Counter(
            (row["from"], row["to"])
            for row in truth_rows(world, "switches")
            if row["status"] == "done" and row["to"]
        ),
        community,
    )


def _pairs(world: Path, view: View) -> Iterable[Pair]:
    """Who persuaded whom, by the authors of the messages: the accounts that were used."""
    names = view.projection.names.messages
    for row in truth_rows(world, "persuaded"):
        told = np.array([names.code(row["recommendation"]), names.code(row["outcome"])], np.int32)
        giver, receiver = view.projection.author_person_of(told).tolist()
        yield giver, receiver, row["brand"]


def found_pairs(view: View, brands: Iterable[str], *, likely: bool) -> set[Pair]:
    """Who moved whom, as the questions say; `likely` only: what more than not came of the advice."""
    pairs: set[Pair] = set()
    for brand in brands:
        found = conversions(view.projection, FactKind.RECOMMENDS, brand, _rivals(view, brand), Window())
        links = found.likely if likely else found.links
        pairs |= {
            (giver, to, brand)
            for giver, to in zip(links.giver.tolist(), links.receiver.tolist(), strict=True)
        }
    return pairs


def _rivals(view: View, brand: str) -> tuple[str, ...]:
    return tuple(one.id for one in view.catalogue.rivals(view.catalogue.brand(brand)))


def f1(found: set[Pair], true: frozenset[Pair]) -> tuple[float, float, float]:
    """F1, precision and recall."""
    hits = len(found & true)
    precision, recall = hits / max(len(found), 1), hits / max(len(true), 1)
    return (2 * precision * recall / (precision + recall) if hits else 0.0), precision, recall


def _precision(people: list[int], true: Planted) -> float:
    return sum(one in true.advocates for one in people) / max(len(people), 1)


async def _of_brand(view: View, brand: str, true: Planted) -> Finding:
    """As many voices as there are planted advocates who moved anybody to the brand, TOP at most."""
    movers = {giver for giver, _, to in true.persuaded if to == brand and giver in true.advocates}
    top = (await top_voices(view, brand))[: max(len(movers), 1)]
    note = f"{len(movers)} planted advocates moved anybody to it"
    return Finding(f"advocates of {brand}, top {len(top)}: precision", _precision(top, true), note=note)


async def top_voices(view: View, brand: str) -> list[int]:
    """Person codes of a brand's first advocates."""
    answer = await advocates(view, brand, Window(), TOP)
    return [view.projection.names.people.code(one.person.id) for one in answer.voices]


async def findings(world: Path, view: View) -> list[Finding]:
    """Every figure."""
    true = planted(world, view)
    brands = [
        one.id for one in view.catalogue.brands.values() if one.role in {BrandRole.OWN, BrandRole.COMPETITOR}
    ]
    everywhere = await persuaders(view, Window(), TOP)
    top = [view.projection.names.people.code(one.person.id) for one in everywhere.people]
    figures = [Finding(f"advocates, all brands, top {len(top)}: precision", _precision(top, true), 0.9)]
    figures += [await _of_brand(view, brand, true) for brand in brands]
    for likely in (True, False):
        score, precision, recall = f1(found_pairs(view, brands, likely=likely), true.persuaded)
        note = f"precision {precision:.3f}, recall {recall:.3f}, of {len(true.persuaded)}"
        name = "persuaded whom: F1, where likely" if likely else "persuaded whom: F1, last touch too"
        figures.append(Finding(name, score, 0.8 if likely else None, note=note))
    return [*figures, *await _flows(view, true), await _communities(view, true)]


async def _communities(view: View, true: Planted) -> Finding:
    """Of people with a tie, both partitions against each other."""
    found = await partition(view, Window())
    people = [one for one in found.graph.people.tolist() if one in true.community]
    score = nmi([true.community[one] for one in people], found.of_person[people].tolist())
    return Finding("communities: NMI", score, 0.9, note=f"{len(people)} people")


def nmi(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Normalised mutual information: twice what they share over what each says (Danon et al. 2005)."""
    both, count = Counter(zip(one, other, strict=True)), len(one)
    left, right = Counter(one), Counter(other)
    shared = sum(n / count * log(n * count / (left[a] * right[b])) for (a, b), n in both.items())
    each = -sum(n / count * log(n / count) for n in (*left.values(), *right.values()))
    return 2 * shared / each if each else 1.0


async def _flows(view: View, true: Planted) -> list[Finding]:
    """Switches done, pair by pair and in all."""
    answer = await switches(view, Window(), None, 1)
    found = Counter(
        {(one.left.id, one.moved_to.id): one.moves for one in answer.flows if one.left and one.moved_to}
    )
    off = sum(abs(found[pair] - true.switched[pair]) for pair in {*found, *true.switched})
    note = "; ".join(
        f"{left}>{to} {found[left, to]}/{count}" for (left, to), count in sorted(true.switched.items())
    )
    return [
        Finding("switch flows: differences over all", off / max(true.switched.total(), 1), None, 0.05, note)
    ]


def show(figures: Iterable[Finding]) -> None:
    """As a table."""
    table = Table("what", "found", "bound", "holds", "note")
    for one in figures:
        bound = f">= {one.floor}" if one.floor is not None else f"<= {one.ceiling}" if one.ceiling else ""
        table.add_row(
            one.name, f"{one.value:.3f}", bound, "" if not bound else "yes" if one.holds else "NO", one.note
        )
    Console().print(table)


async def _main(world: Path, address: str) -> None:
    store = await open_store(parse_store(address), read_only=True)
    try:
        show(await findings(world, await open_view(store)))
    finally:
        await store.close()


def main() -> None:
    """Compare."""
    parser = argparse.ArgumentParser(prog="python -m bench.planted", description=__doc__)
    parser.add_argument("world", type=Path)
    parser.add_argument("store")
    asked = parser.parse_args()
    asyncio.run(_main(asked.world, asked.store))


if __name__ == "__main__":
    main()
