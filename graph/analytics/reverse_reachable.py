"""Whom each person hears, with probabilities, in; sets of who would have reached people drawn at random out."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from graph.compiled import compiled
from graph.projection.tie_graph import Offsets, Vertices

Probabilities = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]


@compiled
def next_bits(state: np.uint64) -> tuple[np.uint64, np.uint64]:
    """(next state, well mixed bits): SplitMix64 (Steele, Lea and Flood, OOPSLA 2014)."""
    state += np.uint64(0x9E3779B97F4A7C15)
    bits = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state, bits ^ (bits >> np.uint64(31))


@compiled
def greatest_of(offsets: Offsets, probabilities: Probabilities) -> Probabilities:
    """(n) The greatest probability among those whom each hears."""
    greatest = np.zeros(len(offsets) - 1, np.float32)
    for vertex in range(len(offsets) - 1):
        for tie in range(offsets[vertex], offsets[vertex + 1]):
            greatest[vertex] = max(greatest[vertex], probabilities[tie])
    return greatest


@compiled
def drawn(
    offsets: Offsets,
    heard: Vertices,
    probabilities: Probabilities,
    greatest: Probabilities,
    skip: Numbers,
    seed: np.uint64,
    first: int,
    last: int,
) -> tuple[Offsets, Vertices]:
    """Sets number `first` to `last` - 1.

    Among those whom a person hears, the next that succeeds is leapt to, by the greatest of their probabilities, and
    kept in proportion to its own: few draws where probabilities are small (Guo, Wang, Wei and Chen, SIGMOD 2020).
    """
    count = len(offsets) - 1
    seen = np.zeros(count, np.uint32)
    bounds = np.zeros(last - first + 1, np.int64)
    members = np.empty(16 * (last - first) + count, np.uint32)
    size = 0
    unit = 2.0**-53
    for number in range(first, last):
        state = (seed << np.uint64(40)) + np.uint64(number)
        state, bits = next_bits(state)
        state = bits
        state, bits = next_bits(state)
        mark = np.uint32(number - first + 1)
        if size + count > len(members):
            grown = np.empty(2 * len(members) + count, np.uint32)
            grown[:size] = members[:size]
            members = grown
        place = size
        members[size] = np.uint32(bits % np.uint64(count))
        seen[members[size]] = mark
        size += 1
        while place < size:
            vertex = members[place]
            place += 1
            top = greatest[vertex]
            tie, end = offsets[vertex], offsets[vertex + 1]
            while tie < end and top > 0.0:
                if top < 1.0:
                    state, bits = next_bits(state)
                    leap = math.log(((bits >> np.uint64(11)) + 1.0) * unit) * skip[vertex]
                    if leap >= end - tie:
                        break
                    tie += np.int64(leap)
                if probabilities[tie] < top:
                    state, bits = next_bits(state)
                    taken = (bits >> np.uint64(11)) * unit * top < probabilities[tie]
                else:
                    taken = True
                other = heard[tie]
                if taken and seen[other] != mark:
                    seen[other] = mark
                    members[size] = other
                    size += 1
                tie += 1
        bounds[number - first + 1] = size
    return bounds, members[:size].copy()
