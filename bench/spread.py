"""Made-up graphs in; what reach, paths and seeds cost on them, and how near the estimates are, out.

`python -m bench.spread` prints these figures alone; `--small` leaves out those of 1e7 edges.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bench.measure import Figure, Result, on_cpu
from graph.analytics.flows import flows_of
from graph.analytics.listening import listening
from graph.analytics.paths import Journey, Roads, best_path, roads
from graph.analytics.reach import Span, reach
from graph.analytics.reach_sketch import reach_of_all, reach_of_graph
from graph.analytics.seeding import Terms, seeds, weighted_cascade
from graph.analytics.tie_strength import tie_strengths
from graph.projection import Projection
from graph.projection.tie_filter import Orientation, TieFilter

SEED = 0
EDGES_A_VERTEX = 10
HOPS = 3
SAMPLE = 60
PAIRS = 50
SEEDS = 50
YEAR_US = 365 * 86_400_000_000

ERROR_BOUND, CERTIFICATE_BOUND = 0.07, 0.8

Column = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Bounds:
    """CPU seconds."""

    reach: float
    seeds: float
    path: float


BOUNDS = {10**6: Bounds(0.25, 3.5, 0.001), 10**7: Bounds(3.0, 5.0, 0.06)}


def spread_figures(*, small: bool = False) -> list[Figure]:
    """All of them."""
    _figures(1_000, Bounds(1.0, 1.0, 1.0))  # compiled
    sizes = [10**6] if small else list(BOUNDS)
    return [figure for edges in sizes for figure in _figures(edges, BOUNDS[edges])]


def _best(work: Callable[[], Result], runs: int = 3) -> tuple[Result, float]:
    timed = [on_cpu(work) for _ in range(runs)]
    return timed[-1][1], min(seconds for seconds, _ in timed)


def _figures(edges: int, bounds: Bounds) -> list[Figure]:
    people = edges // EDGES_A_VERTEX
    rng = np.random.default_rng(SEED)
    heard, hears = _crowd(rng, people, edges)
    times = np.sort(rng.integers(0, 2 * YEAR_US, len(heard)))
    timed = Projection.from_edges(heard, hears, times=times, vertices=people)
    size = f"{edges:.0e} edges".replace("+0", "")
    return [
        *_reach(timed, bounds, size, rng),
        *_paths(timed, bounds, size, rng),
        _seeds(heard, hears, bounds, size),
    ]


def _crowd(rng: np.random.Generator, people: int, edges: int) -> tuple[Column, Column]:
    """The first fifth of people are heard in half of all, as in any forum."""
    heard = (people * rng.random(edges) ** 2).astype(np.int64)
    hears = (people * rng.random(edges) ** 1.5).astype(np.int64)
    shuffled = rng.permutation(people)
    return shuffled[heard[heard != hears]], shuffled[hears[heard != hears]]


def _reach(timed: Projection, bounds: Bounds, size: str, rng: np.random.Generator) -> list[Figure]:
    _, flows = on_cpu(lambda: flows_of(timed))
    indexed, _ = on_cpu(lambda: flows.by_heard)
    graph = timed.ties(TieFilter(Orientation.FLOW))
    whole, still = _best(lambda: reach_of_graph(graph, HOPS))
    later, moving = _best(lambda: reach_of_all(flows, HOPS, Span()))
    chosen = rng.choice(flows.vertex_count, SAMPLE, replace=False).tolist()
    bare = Projection.from_edges(
        np.repeat(graph.people, graph.degrees), graph.targets.astype(np.int64), vertices=flows.vertex_count
    )
    exact = [on_cpu(lambda vertex=vertex: reach(flows, vertex, HOPS, Span())) for vertex in chosen]  # type: ignore[misc]
    moved = np.array([sum(one.counts()) for _, one in exact])
    stood = np.array([sum(reach(flows_of(bare), vertex, HOPS, Span()).counts()) for vertex in chosen])
    one = max(seconds for seconds, _ in exact) * 1_000
    errors = (_error(whole.people[-1][chosen], stood), _error(later.people[-1][chosen], moved))
    return [
        _held(f"reach of all in {HOPS} hops, {size}", still, "CPU s", bounds.reach),
        _held(f"the same by later messages, {size}", moving, "CPU s", bounds.reach),
        _held(f"its error, {size}", errors[0], "RMSE", ERROR_BOUND),
        _held(f"its error by later messages, {size}", errors[1], "RMSE", ERROR_BOUND),
        Figure(
            f"exact reach of one, slowest of {SAMPLE}, {size}",
            one,
            "CPU ms",
            note=f"index once: {indexed:.2f} s",
        ),
    ]


def _error(estimates: npt.NDArray[np.float64], exact: npt.NDArray[np.int64]) -> float:
    known = exact > 0
    return float(np.sqrt((((estimates - exact)[known] / exact[known]) ** 2).mean())) if known.any() else 0.0


def _held(name: str, value: float, unit: str, bound: float) -> Figure:
    return Figure(name, value, unit, bound=f"<= {bound:g}", holds=value <= bound)


def _paths(timed: Projection, bounds: Bounds, size: str, rng: np.random.Generator) -> list[Figure]:
    now = int(timed.contacts.at[-1]) if len(timed.contacts) else 0
    made, strengths = on_cpu(lambda: tie_strengths(timed, timed.contacts, now))
    graph = roads(strengths)
    pairs = rng.integers(0, strengths.vertex_count, (PAIRS, 2)).tolist()
    mean = float(np.mean([on_cpu(lambda pair=pair: _path(graph, *pair))[0] for pair in pairs]))  # type: ignore[misc]
    return [
        Figure(f"strengths of all ties, {size}", made, "CPU s"),
        _held(
            f"strongest path of a pair, mean of {PAIRS}, {size}", mean * 1_000, "CPU ms", bounds.path * 1_000
        ),
    ]


def _path(graph: Roads, start: int, goal: int) -> object:
    closed = np.zeros(graph.ties.vertex_count, np.bool_)
    return best_path(graph, Journey(np.array([start], np.uint32), goal, closed))


def _seeds(heard: Column, hears: Column, bounds: Bounds, size: str) -> Figure:
    ties = listening(flows_of(Projection.from_edges(heard, hears)), Span())
    seconds, found = on_cpu(lambda: seeds(ties, weighted_cascade(ties), Terms(SEEDS)))
    holds = seconds <= bounds.seeds and found.certificate >= CERTIFICATE_BOUND
    return Figure(
        f"{SEEDS} seeds, {size}",
        seconds,
        "CPU s",
        bound=f"<= {bounds.seeds:g}, certificate >= {CERTIFICATE_BOUND}",
        holds=holds,
        note=f"certificate {found.certificate:.3f}, {found.sets:,} samples",
    )


def main() -> None:
    """Print them."""
    parser = argparse.ArgumentParser(prog="python -m bench.spread", description=__doc__)
    parser.add_argument("--small", action="store_true")
    for figure in spread_figures(small=parser.parse_args().small):
        print(f"{figure.name}: {figure.value:.4g} {figure.unit} {figure.bound} {figure.holds} {figure.note}")


if __name__ == "__main__":
    main()
