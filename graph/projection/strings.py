"""Strings as bytes one after another in; each one's code by a hash table, for compiled code, out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.compiled import compiled

Codes = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Slots = npt.NDArray[np.uint64]

FREE = np.uint64(0)
"""Of a slot. A taken one holds the upper half of the string's hash, and its code + 1 below."""

HALF = np.uint64(32)
LOW = np.uint64(2**32 - 1)

# The constants of wyhash's older sibling FNV-1a would take one step a byte; eight bytes a step with the
# multipliers of splitmix64 (Steele, Lea and Flood, OOPSLA 2014) mix as well for tables like ours.
MULTIPLIER = np.uint64(0xBF58476D1CE4E5B9)
FINISH = np.uint64(0x94D049BB133111EB)

LEAST_SLOTS = 1_024
FULLEST = 0.6
"""Of the slots taken, at most: past that, linear probing takes many steps."""


class Slices(NamedTuple):
    """Some strings: where each begins and ends in the bytes."""

    data: Bytes
    starts: Places
    ends: Places


@dataclass(frozen=True, slots=True)
class Strings:
    """Distinct strings in the order of their codes, in arrays with room behind for more.

    What is there never changes, so a reader that holds an older Strings reads on while more are added.
    """

    count: int
    data: Bytes
    offsets: Places
    """count + 1 are in use."""
    slots: Slots
    """A power of two of them."""

    def within(self, codes: npt.NDArray[np.integer]) -> pa.LargeStringArray:
        """The strings of these codes."""
        return self.column(self.count).take(pa.array(codes))

    def column(self, count: int, first: int = 0) -> pa.LargeStringArray:
        """The strings from `first` to before `count`, without a copy."""
        offsets = self.offsets[first : count + 1]
        return pa.LargeStringArray.from_buffers(
            count - first, pa.py_buffer(offsets), pa.py_buffer(self.data[: self.length])
        )

    @property
    def length(self) -> int:
        """Bytes in use."""
        return int(self.offsets[self.count])

    @property
    def nbytes(self) -> int:
        """Memory of what is in use."""
        return self.length + 8 * (self.count + 1) + self.slots.nbytes


Number = TypeVar("Number", np.uint8, np.int64)


def no_strings() -> Strings:
    """None yet."""
    return Strings(0, np.empty(0, np.uint8), np.zeros(1, np.int64), np.zeros(LEAST_SLOTS, np.uint64))


def roomy(strings: Strings, more: int, more_bytes: int) -> Strings:
    """The same with room for so many more strings; grown by half at a time, so that growing is rare."""
    count, length = strings.count + more, strings.length + more_bytes
    data, offsets, slots = strings.data, strings.offsets, strings.slots
    if length > len(data):
        data = _grown(data, strings.length, length)
    if count + 1 > len(offsets):
        offsets = _grown(offsets, strings.count + 1, count + 1)
    if count > FULLEST * len(slots):
        size = len(slots)
        while count > FULLEST * size:
            size *= 2
        slots = _slots(data, offsets, strings.count, size)
    return replace(strings, data=data, offsets=offsets, slots=slots)


def _grown(array: npt.NDArray[Number], used: int, least: int) -> npt.NDArray[Number]:
    longer = np.empty(least + least // 2, array.dtype)
    longer[:used] = array[:used]
    return longer


def slices_of(column: pa.Array) -> Slices:
    """Where the strings of a column (string or large_string) lie. Nulls have no length."""
    if not len(column):
        column = pa.array([""], column.type)[:0]
    _, offsets, data = column.buffers()
    wide = np.int64 if pa.types.is_large_string(column.type) else np.int32
    ends = np.frombuffer(offsets, wide)[column.offset : column.offset + len(column) + 1].astype(np.int64)
    found = np.empty(0, np.uint8) if data is None else np.frombuffer(data, np.uint8)
    found.flags.writeable = False  # whatever it is, so that the kernels are compiled for one type only
    return Slices(found, ends[:-1], ends[1:])


@compiled
def until(data: Bytes, starts: Places, ends: Places, stop: int) -> Places:
    """Where the first `stop` byte of each string is; its end where there is none."""
    found = ends.copy()
    for row in range(len(starts)):
        for place in range(starts[row], ends[row]):
            if data[place] == stop:
                found[row] = place
                break
    return found


@compiled
def _hash(data: Bytes, start: int, end: int) -> np.uint64:
    state = np.uint64(end - start) * MULTIPLIER
    place = start
    while place < end:
        word = np.uint64(0)
        last = min(place + 8, end)
        for byte in range(place, last):
            word = (word << np.uint64(8)) | np.uint64(data[byte])
        state = (state ^ word) * MULTIPLIER
        state ^= state >> np.uint64(31)
        place = last
    state = (state ^ (state >> np.uint64(27))) * FINISH
    return state ^ (state >> np.uint64(31))


@compiled
def _same(data: Bytes, start: int, end: int, others: Bytes, at: int) -> bool:
    for place in range(end - start):  # noqa: SIM110 - all() of a generator is not compiled
        if data[start + place] != others[at + place]:
            return False
    return True


@compiled
def _slot(
    slots: Slots, data: Bytes, offsets: Places, other: Bytes, start: int, end: int, hashed: np.uint64
) -> int:
    """The slot of a string: the one that holds it, or the free one where it belongs."""
    mask = np.int64(len(slots) - 1)
    slot = np.int64(hashed & np.uint64(mask))
    while slots[slot] != FREE:
        held = slots[slot]
        if held >> HALF == hashed >> HALF:
            code = np.int64(held & LOW) - 1
            at = offsets[code]
            if offsets[code + 1] - at == end - start and _same(other, start, end, data, at):
                break
        slot = (slot + 1) & mask
    return int(slot)


@compiled
def find(slots: Slots, data: Bytes, offsets: Places, other: Bytes) -> int:
    """The code of one string, -1 where it has none."""
    hashed = _hash(other, 0, len(other))
    slot = _slot(slots, data, offsets, other, 0, len(other), hashed)
    return int(slots[slot] & LOW) - 1


@compiled
def put(
    slots: Slots,
    data: Bytes,
    offsets: Places,
    count: int,
    other: Bytes,
    starts: Places,
    ends: Places,
    valid: npt.NDArray[np.bool_],
    codes: Codes,
) -> int:
    """Write the code of each valid string, giving out new ones; returns how many there are then.

    There must be room. A string like the one before is looked up once: a message's facts stand together.
    """
    last = -1
    for row in range(len(starts)):
        if not valid[row]:
            continue
        start, end = starts[row], ends[row]
        if (
            last >= 0
            and ends[last] - starts[last] == end - start
            and _same(other, start, end, other, starts[last])
        ):
            codes[row] = codes[last]
            continue
        hashed = _hash(other, start, end)
        slot = _slot(slots, data, offsets, other, start, end, hashed)
        if slots[slot] == FREE:
            at = offsets[count]
            for place in range(end - start):
                data[at + place] = other[start + place]
            offsets[count + 1] = at + end - start
            count += 1
            slots[slot] = ((hashed >> HALF) << HALF) | np.uint64(count)
        codes[row] = np.int64(slots[slot] & LOW) - 1
        last = row
    return count


@compiled
def _slots(data: Bytes, offsets: Places, count: int, size: int) -> Slots:
    """A table of this size of all strings."""
    larger = np.zeros(size, np.uint64)
    mask = np.int64(size - 1)
    for code in range(count):
        hashed = _hash(data, offsets[code], offsets[code + 1])
        slot = np.int64(hashed & np.uint64(mask))
        while larger[slot] != FREE:
            slot = (slot + 1) & mask
        larger[slot] = ((hashed >> HALF) << HALF) | np.uint64(code + 1)
    return larger
