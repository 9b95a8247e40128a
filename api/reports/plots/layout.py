"""Nodes of different sizes and weighted links in; where each stands, the same on every machine, out.

Plain loops over plain floats: a few dozen nodes, and no library may add in another order.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

ROUNDS = 300
GRAVITY = 0.06
"""Keeps parts without a link to the rest from flying off."""

FIRST_STEP = 0.12
CLEARANCE = 5.0
"""Pixels between nodes, so that each name finds its node."""

SETTLING = 400
LEAST = 1e-6
"""Less is nothing."""


@dataclass(frozen=True, slots=True)
class Link:
    """A tie between two nodes, by their places."""

    one: int
    other: int
    weight: float


@dataclass(slots=True)
class Spot:
    """Where a node stands."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Size:
    """The room that a node takes with its name, from its middle."""

    half: float
    """To either side."""
    above: float
    below: float


def layout(sizes: Sequence[Size], links: Sequence[Link], room: tuple[float, float]) -> list[Spot]:
    """Fruchterman and Reingold 1991, Graph Drawing by Force-directed Placement, from a ring, in the order given.

    Then what overlaps is pushed apart. Cost grows with the square of nodes.
    """
    spots = _ring(len(sizes))
    if len(spots) > 1:
        strongest = max((link.weight for link in links), default=1.0)
        for number in range(ROUNDS):
            _round(spots, links, strongest, FIRST_STEP * (1 - number / ROUNDS))
    _into(spots, sizes, room)
    for _ in range(SETTLING):
        if not _apart(spots, sizes):
            break
        _inside(spots, sizes, room)
    return spots


def _ring(count: int) -> list[Spot]:
    """Rounded: the machine's sine may differ in its last bit."""
    angles = [2 * math.pi * place / max(count, 1) for place in range(count)]
    return [Spot(round(math.cos(angle), 6), round(math.sin(angle), 6)) for angle in angles]


def _round(spots: list[Spot], links: Sequence[Link], strongest: float, step: float) -> None:
    ideal = math.sqrt(4.0 / len(spots))
    moves = [Spot(-GRAVITY * spot.x, -GRAVITY * spot.y) for spot in spots]
    for one, other in combinations(range(len(spots)), 2):
        x, y, distance = _between(spots[one], spots[other])
        _push(moves, one, other, (x, y), ideal * ideal / (distance * distance) * 0.5)
    for link in links:
        x, y, distance = _between(spots[link.one], spots[link.other])
        pull = math.sqrt(link.weight / strongest)
        _push(moves, link.one, link.other, (x, y), -pull * distance / ideal)
    for spot, move in zip(spots, moves, strict=True):
        length = math.sqrt(move.x * move.x + move.y * move.y) or 1.0
        kept = min(length, step) / length
        spot.x += move.x * kept
        spot.y += move.y * kept


def _between(one: Spot, other: Spot) -> tuple[float, float, float]:
    x, y = one.x - other.x, one.y - other.y
    return x, y, max(math.sqrt(x * x + y * y), 1e-3)


def _push(moves: list[Spot], one: int, other: int, way: tuple[float, float], force: float) -> None:
    moves[one].x += way[0] * force
    moves[one].y += way[1] * force
    moves[other].x -= way[0] * force
    moves[other].y -= way[1] * force


def _into(spots: list[Spot], sizes: Sequence[Size], room: tuple[float, float]) -> None:
    """Stretch to the room that there is."""
    if not spots:
        return
    half = max(size.half for size in sizes)
    above, below = max(size.above for size in sizes), max(size.below for size in sizes)
    for name, whole, before, after in (("x", room[0], half, half), ("y", room[1], above, below)):
        values = [getattr(spot, name) for spot in spots]
        low, wide = min(values), max(values) - min(values)
        free = max(whole - before - after, 0.0)
        for spot, value in zip(spots, values, strict=True):
            setattr(spot, name, before + ((value - low) / wide * free if wide > LEAST else free / 2))


def _apart(spots: list[Spot], sizes: Sequence[Size]) -> bool:
    """Push apart what overlaps, the shorter way; whether anything did."""
    moved = False
    for one, other in combinations(range(len(spots)), 2):
        here, there = spots[one], spots[other]
        aside = sizes[one].half + sizes[other].half + CLEARANCE - abs(here.x - there.x)
        first, second = (one, other) if here.y <= there.y else (other, one)
        gap = abs(here.y - there.y)
        upright = sizes[first].below + sizes[second].above + CLEARANCE - gap
        if aside <= LEAST or upright <= LEAST:
            continue
        moved = True
        if aside < upright:
            step = aside / 2 if here.x >= there.x else -aside / 2
            here.x += step
            there.x -= step
        else:
            spots[first].y -= upright / 2
            spots[second].y += upright / 2
    return moved


def _inside(spots: list[Spot], sizes: Sequence[Size], room: tuple[float, float]) -> None:
    for spot, size in zip(spots, sizes, strict=True):
        spot.x = min(max(spot.x, size.half), room[0] - size.half)
        spot.y = min(max(spot.y, size.above), room[1] - size.below)
