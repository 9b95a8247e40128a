"""The names of the six algorithms, which the command line knows before anything heavy is imported."""

from __future__ import annotations

from enum import StrEnum

ITERATIONS = 10
"""Of PageRank and CDLP where none are named: what most of the benchmark's data sets ask for."""


class Algorithm(StrEnum):
    """By the specification's abbreviations."""

    BFS = "bfs"
    CDLP = "cdlp"
    LCC = "lcc"
    PR = "pr"
    SSSP = "sssp"
    WCC = "wcc"
