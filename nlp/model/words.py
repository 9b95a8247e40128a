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
    found: list[Spot] = []
    for number, (_, start, end) in enumerate(words):
        row = likely[number]
        begins, insides = row[1::2], row[2::2]
        kind = int(np.argmax(begins + insides))
        sure = float(begins[kind] + insides[kind])
        if sure <= row[0]:
            continue
        name = ENTITY_TYPES[kind]
        goes_on = found and number and words[number - 1][2] == found[-1][1] and found[-1][2] == name
        if goes_on and insides[kind] >= begins[kind]:
            found[-1] = (found[-1][0], end, name, min(found[-1][3], sure))
        else:
            found.append((start, end, name, sure))
    return found
