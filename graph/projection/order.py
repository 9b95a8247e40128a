"""People's ids in; their codes in the order of the ids, which does not depend on that of arrival, out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from graph.compiled import compiled
from graph.projection.vocabulary import Codes, Vocabulary


def ordered(people: Vocabulary, count: int, known: Codes) -> Codes:
    """The codes 0 to count - 1 by id, of which the first len(known) are in order already.

    Time grows with count, and with the new ones times the logarithm of the old ones.
    """
    added = pc.call_function("array_sort_indices", [people.column(count, len(known))]).to_numpy().astype(
        np.int32
    ) + np.int32(len(known))
    if not len(known):
        return np.asarray(added, np.int32)
    strings = people.strings
    return np.insert(known, _places(strings.data, strings.offsets, known, added), added)


@compiled
def _places(
    data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64], known: Codes, added: Codes
) -> npt.NDArray[np.int64]:
    """Before which of the known each of the added comes."""
    places = np.empty(len(added), np.int64)
    for one in range(len(added)):
        low, high = 0, len(known)
        while low < high:
            middle = (low + high) // 2
            if _less(data, offsets, known[middle], added[one]):
                low = middle + 1
            else:
                high = middle
        places[one] = low
    return places


@compiled
def _less(data: npt.NDArray[np.uint8], offsets: npt.NDArray[np.int64], one: int, other: int) -> bool:
    """By bytes, which for UTF-8 is by characters."""
    here, there = offsets[one], offsets[other]
    length, length_there = offsets[one + 1] - here, offsets[other + 1] - there
    for place in range(min(length, length_there)):
        if data[here + place] != data[there + place]:
            return bool(data[here + place] < data[there + place])
    return bool(length < length_there)
