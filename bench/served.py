"""A store of a million interactions behind `rapport serve` in; what questions cost over HTTP, cold and warm, out.

`python -m bench.served` prints these figures alone; `--messages N` for another world. The server is a process of its
own and is asked as an app asks it: the ready questions, by POST, one after another over one connection. CPU is the
server's, of all its threads.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import orjson

from api.ready.questions import ready_question
from bench.faultless import faultless
from bench.measure import Figure
from bench.world import SEED
from ingest.simulate import truth_rows

MESSAGES = 900_000
"""Contacts between two people come to a little more than a million, facts to 2.8 million."""

QUESTION_BOUND_MS, REACH_BOUND_MS = 150, 20
AGAIN = 5
"""Calls with the same variables after the first; the best counts, as another process may take the core."""
PEOPLE = 24
PATIENCE_S = 300
LOADING = "{ communities(first: 1) { total } }"
"""Needs the arrays; who asks while they load is told TIMEOUT."""

Variables = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the variables to repeat, and others, each asked once."""

    name: str
    document: str
    again: Variables
    others: Sequence[Variables]
    bound_ms: float
    others_held: bool = True
    """Whether other variables are held to the bound too: not where they ask for another window of the whole graph."""


@dataclass(frozen=True, slots=True)
class Took:
    """One call."""

    wall_ms: float
    cpu_ms: float


class Served:
    """A server on a store, from entering to leaving."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._port = 19_000 + os.getpid() % 1_000

    def __enter__(self) -> Self:
        """Start it and wait until it listens."""
        self._server = subprocess.Popen(
            [sys.executable, "-m", "api", "serve", "--store", str(self._store), "--port", str(self._port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._clock = ~self._server.pid << 3 | 2  # the kernel's name for the CPU clock of another process
        self._line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_S)
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self._line.close()
        self._server.send_signal(signal.SIGTERM)
        self._server.wait(60)

    def _wait(self) -> None:
        until = time.perf_counter() + PATIENCE_S
        while time.perf_counter() < until:
            try:
                self._line.request("GET", "/health")
                self._line.getresponse().read()
            except ConnectionError:
                self._line.close()
                time.sleep(0.05)
            else:
                return
        raise TimeoutError("the server did not become ready")

    def ask(self, document: str, variables: Variables) -> tuple[Took, dict[str, Any]]:
        """One request; its answer must be whole."""
        took, answer = self._post(document, variables)
        if "errors" in answer:
            raise ValueError(f"{variables}: {answer['errors']}")
        return took, answer["data"]

    def patiently(self, document: str, variables: Variables) -> Took:
        """The same, asked again as long as it takes longer than the server lets a request take."""
        wall, cpu, until = 0.0, 0.0, time.perf_counter() + PATIENCE_S
        while time.perf_counter() < until:
            took, answer = self._post(document, variables)
            wall, cpu = wall + took.wall_ms, cpu + took.cpu_ms
            if "errors" not in answer:
                return Took(wall, cpu)
            if any(error["extensions"]["code"] != "TIMEOUT" for error in answer["errors"]):
                raise ValueError(f"{variables}: {answer['errors']}")
        raise TimeoutError(f"no answer in {PATIENCE_S} s")

    def _post(self, document: str, variables: Variables) -> tuple[Took, dict[str, Any]]:
        body = orjson.dumps({"query": document, "variables": variables})
        wall, cpu = time.perf_counter(), time.clock_gettime(self._clock)
        self._line.request("POST", "/graphql", body, {"Content-Type": "application/json"})
        answer = self._line.getresponse().read()
        took = Took(
            (time.perf_counter() - wall) * 1_000,
            (time.clock_gettime(self._clock) - cpu) * 1_000,
        )
        return took, orjson.loads(answer)


def served_figures(folder: Path, messages: int = MESSAGES) -> list[Figure]:
    """All of them."""
    store = asyncio.run(faultless(folder, messages))
    with Served(store) as server:
        loaded = server.patiently(LOADING, {})
        figures = [Figure("first question to a server", loaded.wall_ms, "ms", note=_cpu(loaded))]
        for asked in questions(server, store.with_suffix("")):
            figures += _measured(server, asked)
    return figures


def _cpu(took: Took) -> str:
    return f"{took.cpu_ms:,.0f} ms of CPU"


def _measured(server: Served, asked: Asked) -> Iterator[Figure]:
    first = server.patiently(asked.document, asked.again)
    yield Figure(f"{asked.name}: first call", first.wall_ms, "ms", note=_cpu(first))
    again = [server.ask(asked.document, asked.again)[0] for _ in range(AGAIN)]
    best = min(again, key=lambda one: one.cpu_ms)
    yield _held(f"{asked.name}: again", best, asked.bound_ms)
    if asked.others:
        others = [server.patiently(asked.document, one) for one in asked.others]
        yield _median(asked, others)


def _held(name: str, took: Took, bound: float) -> Figure:
    return Figure(
        name,
        took.cpu_ms,
        "CPU ms",
        bound=f"<= {bound:g} ms",
        holds=took.cpu_ms <= bound,
        note=f"{took.wall_ms:.0f} ms on the clock",
    )


def _median(asked: Asked, others: Sequence[Took]) -> Figure:
    cpu = statistics.median(one.cpu_ms for one in others)
    slowest = max(one.cpu_ms for one in others)
    wall = statistics.median(one.wall_ms for one in others)
    return Figure(
        f"{asked.name}: others",
        cpu,
        "CPU ms",
        bound=f"<= {asked.bound_ms:g} ms" if asked.others_held else "",
        holds=cpu <= asked.bound_ms if asked.others_held else None,
        note=f"median of {len(others)} never asked before; slowest {slowest:,.0f}; {wall:.0f} ms on the clock",
    )


def questions(server: Served, world: Path) -> Iterator[Asked]:
    """What is asked.

    Brands and windows that nobody asked about need the whole graph anew, and people alike for all who were advised:
    the time of these is told, not held to the bound of a warm question.
    """
    people = _people(world)
    groups = server.ask("{ communities(first: 20) { nodes { id } } }", {})[1]["communities"]["nodes"]
    brands = ("ondrelle", "pavrano", "kestrolo", "tarvello")
    own, rivals = {"brand": brands[0]}, [{"brand": one} for one in brands[1:]]
    months = [{"window": {"since": f"2026-{one:02}-01T00:00:00Z"}} for one in (3, 5, 7)]

    def ready(
        name: str, again: Variables, others: Sequence[Variables], about: str = "", *, held: bool = True
    ) -> Asked:
        document = ready_question(name).document
        return Asked(name + about, document, again, others, QUESTION_BOUND_MS, held)

    yield ready("influence", {}, [{"by": by} for by in ("BROKERAGE", "CORE", "REACH")], " (another measure)")
    yield ready("influence", own, rivals, " (another brand)", held=False)
    yield ready("influence", months[0], months[1:], " (another window)", held=False)
    yield ready("communities", {}, [{"first": one} for one in (9, 11, 12)], " (more of them)")
    yield ready("communities", months[0], months[1:], " (another window)", held=False)
    yield _of("community", COMMUNITY, [{"id": one["id"]} for one in groups], QUESTION_BOUND_MS)
    yield _of("person.influence", PERSON_INFLUENCE, people, QUESTION_BOUND_MS)
    yield _of("person.reach", REACH, people, REACH_BOUND_MS)
    yield _of("reach, with its ways", ready_question("reach").document, people, QUESTION_BOUND_MS)
    yield _of("introduction", ready_question("introduction").document, people, QUESTION_BOUND_MS)
    for name in ("advocates", "switching", "standing"):
        yield ready(name, own, rivals, held=False)
    for name in ("share-of-voice", "at-risk"):
        yield ready(name, own, rivals)
    yield ready("persuaders", {}, [{"first": one} for one in (9, 11, 12)])
    yield _of("person", ready_question("person").document, people, QUESTION_BOUND_MS)
    yield _of("peers", ready_question("peers").document, people, QUESTION_BOUND_MS)
    voices = [{**one, **own} for one in people]
    yield _of("next-best-voice", ready_question("next-best-voice").document, voices, QUESTION_BOUND_MS)


COMMUNITY = """query ($id: ID!) { community(id: $id) {
  label size cohesion { value } moods { brand { name } mood { people netSentiment { value } } aware }
  central { person { name } score { value } } bridges { person { name } score { value } } topics { topic { name } people }
} }"""
PERSON_INFLUENCE = """query ($person: ID!) { person(id: $person) {
  name influence { listeners measures { name: measure value rank of } }
} }"""
REACH = "query ($person: ID!) { person(id: $person) { name reach { score { value } hops { hop people } } } }"


def _of(name: str, document: str, variables: Sequence[Variables], bound_ms: float) -> Asked:
    return Asked(name, document, variables[0], variables[1:], bound_ms)


def _people(world: Path) -> list[Variables]:
    """Some of those who say more than a few words, busy and quiet ones alike."""
    known = [row["accounts"][0] for row in truth_rows(world, "people") if row["messages"] >= 5]
    chosen = np.random.default_rng(SEED).choice(len(known), PEOPLE, replace=False)
    return [{"person": known[one]} for one in chosen.tolist()]


def _main() -> None:
    from bench.__main__ import FOLDER  # noqa: PLC0415 - they know each other
    from bench.report import publish  # noqa: PLC0415

    parser = argparse.ArgumentParser(prog="python -m bench.served", description=__doc__)
    parser.add_argument("--messages", type=int, default=MESSAGES)
    FOLDER.mkdir(parents=True, exist_ok=True)
    publish(served_figures(FOLDER, parser.parse_args().messages))


if __name__ == "__main__":
    _main()
