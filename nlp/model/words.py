"""The probabilities of tags word by word in; entities with their places and confidence out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.model.outputs import ENTITY_TYPES

Spot = tuple[int, int, str, float]
"""Start, end, type, confidence."""


def spans_of(words: Sequence[tuple[int, int, int]], likely: NDArray[np.floating]) -> list[Spot]:
    """Entities: a word begins one where 'begin' or 'inside' outdoes 'outside'; it ends where its type does.

    `words` are those of Encoded, `likely` is (words, TAGS). The two signs of a type are added up first, for a
    wrong sign is no wrong type.
    """
    begins, insides = likely[:, 1::2], likely[:, 2::2]
    either = begins + insides
    kinds, surest = either.argmax(1), either.max(1)
    found: list[Spot] = []
    for number in (surest > likely[:, 0]).nonzero()[0].tolist():
        kind, sure = kinds[number], float(surest[number])
        _, start, end = words[number]
        name = ENTITY_TYPES[kind]
        goes_on = found and number and words[number - 1][2] == found[-1][1] and found[-1][2] == name
        if goes_on and insides[number, kind] >= begins[number, kind]:
            found[-1] = (found[-1][0], end, name, min(found[-1][3], sure))
        else:
            found.append((start, end, name, sure))
    return found
