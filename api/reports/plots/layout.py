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
CLEARANCE = 8.0
"""Pixels between nodes, so that each label finds its node."""

SETTLING = 200


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


def layout(
    radii: Sequence[float], links: Sequence[Link], size: tuple[float, float], label: float
) -> list[Spot]:
    """Fruchterman and Reingold 1991, Graph Drawing by Force-directed Placement, from a ring, in the order given.

    `label` is the height that a node's name takes below it. Cost grows with the square of nodes.
    """
    spots = _ring(len(radii))
    if len(spots) > 1:
        strongest = max((link.weight for link in links), default=1.0)
        for number in range(ROUNDS):
            _round(spots, links, strongest, FIRST_STEP * (1 - number / ROUNDS))
    _into(spots, radii, size, label)
    for _ in range(SETTLING):
        if not _apart(spots, radii, label):
            break
        _inside(spots, radii, size, label)
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


def _into(spots: list[Spot], radii: Sequence[float], size: tuple[float, float], label: float) -> None:
    """Stretch to the room that there is."""
    if not spots:
        return
    margin = max(radii)
    for name, room, below in (("x", size[0], 0.0), ("y", size[1], label)):
        values = [getattr(spot, name) for spot in spots]
        low, wide = min(values), max(values) - min(values)
        free = room - 2 * margin - below
        for spot, value in zip(spots, values, strict=True):
            setattr(spot, name, margin + ((value - low) / wide * free if wide > 1e-9 else free / 2))  # noqa: PLR2004


def _apart(spots: list[Spot], radii: Sequence[float], label: float) -> bool:
    """Push apart what overlaps; whether anything did. Heights are weighed by the label below each node."""
    moved = False
    for one, other in combinations(range(len(spots)), 2):
        x, y, distance = _between(spots[one], spots[other])
        upright = abs(y) / distance
        least = radii[one] + radii[other] + CLEARANCE + label * upright + 2 * label * (1 - upright)
        if distance < least:
            step = (least - distance) / 2 / distance
            _push(spots, one, other, (x or 1e-3, y), step)
            moved = True
    return moved


def _inside(spots: list[Spot], radii: Sequence[float], size: tuple[float, float], label: float) -> None:
    for spot, radius in zip(spots, radii, strict=True):
        spot.x = min(max(spot.x, radius), size[0] - radius)
        spot.y = min(max(spot.y, radius), size[1] - radius - label)
