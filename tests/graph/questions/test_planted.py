"""What is planted in a simulated world and found again where the language layer is faultless (labelled_world)."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.planted import Finding, f1, findings, nmi
from graph.store import Store
from ingest.simulate import SimulationOptions, simulate
from tests.graph.questions.labelled_world import view_of_labels


async def test_the_questions_find_what_was_planted(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "world"
    simulate(SimulationOptions(people=300, messages=12_000, seed=4, out=out, labels=True))
    found = {one.name: one for one in await findings(out, await view_of_labels(store, out))}
    assert found["persuaded whom: F1, where likely"].value >= 0.95
    assert found["switch flows: differences over all"].holds
    assert found["communities: NMI"].holds
    assert found["advocates, all brands, top 20: precision"].value >= 0.35  # only eight moved anybody


def test_normalised_mutual_information_of_what_is_alike_and_of_what_is_not() -> None:
    assert nmi("aabb", "xxyy") == pytest.approx(1.0)
    assert nmi("abab", "xxyy") == pytest.approx(0.0)
    assert nmi("aaaa", "xxxx") == 1.0


def test_f1_of_pairs() -> None:
    one, two, three = (1, 2, "moka"), (1, 3, "moka"), (2, 3, "moka")
    assert f1({one, two}, frozenset({two, three})) == (0.5, 0.5, 0.5)
    assert f1(set(), frozenset({one})) == (0.0, 0.0, 0.0)


def test_a_figure_holds_within_its_bounds() -> None:
    assert Finding("x", 0.9, floor=0.9).holds
    assert not Finding("x", 0.06, ceiling=0.05).holds
