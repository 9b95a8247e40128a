"""Arrays of edges in, as a notebook or an outside evaluator has them; the vertices and contacts of a projection out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from graph.compiled import compiled
from graph.errors import QuestionError
from graph.projection.contacts import Contacts, given
from graph.projection.vocabulary import Codes

MOST_VERTICES = 2**31 - 1

ONE_KIND = "Give integers alone, or strings alone."

SPREAD = 4
"""Integer ids are looked up in a table as long as the greatest, unless that is so many times the number of edges."""


@dataclass(frozen=True, slots=True)
class Edges:
    """What a projection of bare edges is made of."""

    contacts: Contacts
    ids: npt.NDArray[Any] | None
    """The caller's id of each vertex, ascending; None where ids are 0 to count - 1 themselves."""
    count: int
    directed: bool = True

    def undirected(self) -> Edges:
        """The same, each edge going both ways."""
        return replace(self, directed=False)


def edges(
    sources: npt.ArrayLike,
    targets: npt.ArrayLike,
    times: npt.ArrayLike | Sequence[datetime] | None,
    weights: npt.ArrayLike | None,
    vertices: int | None,
) -> Edges:
    """Check and number the edges. Raises QuestionError where the arrays do not fit together."""
    source, target = _of_one_kind(_ids(sources, "sources"), _ids(targets, "targets"))
    _alike(source, target, "targets")
    weight = _weights(weights, source)
    moments = _moments(times, source)
    if times is not None and (moments[1:] < moments[:-1]).any():
        order = np.argsort(moments, kind="stable")
        source, target, moments = source[order], target[order], moments[order]
        weight = weight if weights is None else weight[order]
    giver, getter, ids, count = _numbered(source, target, vertices)
    return Edges(given(giver, getter, moments, weight), ids, count)


def _ids(values: npt.ArrayLike, name: str) -> npt.NDArray[Any]:
    found = np.asarray(values)
    if found.ndim != 1:
        raise QuestionError(f"`{name}` has {found.ndim} dimensions.", "Give one id an edge.")
    if found.dtype.kind == "O":
        found = _of_objects(found, name)
    elif found.dtype.kind == "U" and not isinstance(values, np.ndarray):
        found = _of_objects(np.asarray(values, object), name)
    if found.dtype.kind not in "iuSU":
        if len(found):
            raise QuestionError(f"`{name}` holds {found.dtype}.", "Give integers or strings.")
        found = found.astype(np.int64)
    return found


def _of_objects(values: npt.NDArray[Any], name: str) -> npt.NDArray[Any]:
    """Python's own strings, or its own integers. Raises QuestionError for anything else, and where they are mixed."""
    kinds = {str: "text", int: "a whole number"}
    for place, value in enumerate(values.tolist()):
        if type(value) not in kinds:
            raise QuestionError(f"`{name}` holds {value!r} at {place}.", "Give integers or strings.")
        if type(value) is not type(values[0]):
            first = kinds[type(values[0])]
            raise QuestionError(f"`{name}` begins with {first} and holds {value!r} at {place}.", ONE_KIND)
    if len(values) and isinstance(values[0], int):
        return np.array(values.tolist())
    return values.astype(np.str_)


def _of_one_kind(
    source: npt.NDArray[Any], target: npt.NDArray[Any]
) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Whole numbers of one type: together, numpy would make floats of signed and unsigned ones."""
    kinds = source.dtype.kind, target.dtype.kind
    if len(source) and len(target) and (kinds[0] in "iu") != (kinds[1] in "iu"):
        raise QuestionError(f"`sources` holds {source.dtype} and `targets` {target.dtype}.", ONE_KIND)
    if set(kinds) != {"i", "u"}:
        return source, target
    unsigned, signed = (source, target) if kinds[0] == "u" else (target, source)
    if not len(unsigned) or unsigned.max() <= np.iinfo(np.int64).max:
        return source.astype(np.int64), target.astype(np.int64)
    if len(signed) and signed.min() < 0:
        raise QuestionError(
            f"Ids run from {signed.min()} to {unsigned.max()}.",
            "No type of integers holds both; give strings.",
        )
    return source.astype(np.uint64), target.astype(np.uint64)


def _alike(one: npt.NDArray[Any], other: npt.NDArray[Any], name: str) -> None:
    if one.shape != other.shape:
        raise QuestionError(f"There are {len(one)} sources and {other.shape} {name}.", "Give one an edge.")


def _weights(values: npt.ArrayLike | None, source: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    if values is None:
        return np.broadcast_to(np.float32(1.0), len(source))
    given = np.asarray(values)
    if given.dtype.kind not in "iufb":
        raise QuestionError(f"`weights` holds {given.dtype}.", "Give numbers above 0.")
    _alike(source, given, "weights")
    with np.errstate(over="ignore"):
        weight = given.astype(np.float32)
    wrong = np.flatnonzero(~((weight > 0) & np.isfinite(weight)))
    if len(wrong):
        raise QuestionError(
            f"The weight at {wrong[0]} is {given[wrong[0]]!s}.",
            "Weights are above 0, up to 3e38 (held as float32); leave edges without weight out.",
        )
    return weight


def _moments(
    values: npt.ArrayLike | Sequence[datetime] | None, source: npt.NDArray[Any]
) -> npt.NDArray[np.int64]:
    if values is None:
        return np.broadcast_to(np.int64(0), len(source))
    moments = _micros(values)
    _alike(source, moments, "times")
    return moments


def _micros(times: npt.ArrayLike | Sequence[datetime]) -> npt.NDArray[np.int64]:
    """Times as microseconds: integers are that already, numpy's datetimes are turned into it."""
    found = np.asarray(times)
    if not found.size:
        return found.astype(np.int64)
    if found.dtype.kind == "O":
        found = np.array([_utc(value, place) for place, value in enumerate(found.tolist())], "datetime64[us]")
    if found.dtype.kind == "M":
        if np.isnat(found).any():
            raise QuestionError(f"The time at {np.flatnonzero(np.isnat(found))[0]} is NaT.", "Leave it out.")
        return found.astype("datetime64[us]").astype(np.int64)
    if found.dtype.kind not in "iu":
        raise QuestionError(f"`times` holds {found.dtype}.", "Give integer microseconds (UTC) or datetime64.")
    return found.astype(np.int64, copy=False)


def _utc(value: object, place: int) -> datetime:
    """A datetime without zone is UTC."""
    if not isinstance(value, datetime) or value != value:  # noqa: PLR0124 - pandas' NaT is a datetime and not itself
        raise QuestionError(
            f"The time at {place} is {value!r}.", "Give integer microseconds (UTC) or datetimes."
        )
    return value if value.tzinfo is None else value.astimezone(UTC).replace(tzinfo=None)


def _numbered(
    source: npt.NDArray[Any], target: npt.NDArray[Any], vertices: int | None
) -> tuple[Codes, Codes, npt.NDArray[Any] | None, int]:
    """Ids as 0 to count - 1, in their order."""
    if not len(source):
        return source.astype(np.int32), target.astype(np.int32), None, vertices or 0
    if source.dtype.kind in "iu" and target.dtype.kind in "iu":
        low = min(int(source.min()), int(target.min()))
        high = max(int(source.max()), int(target.max()))
        if vertices is not None:
            return _as_places(source, target, low, high, vertices)
        if low >= 0 and high < max(SPREAD * len(source), 2**16):
            return _tabled(source, target, high + 1)
    if vertices is not None:
        raise QuestionError(
            "`vertices` says that ids are 0 to vertices - 1, but they are strings.", "Leave it out."
        )
    ids, codes = np.unique(np.concatenate([source, target]), return_inverse=True)
    found: Codes = codes.astype(np.int32)
    return found[: len(source)], found[len(source) :], ids, len(ids)


def _as_places(
    source: npt.NDArray[Any], target: npt.NDArray[Any], low: int, high: int, vertices: int
) -> tuple[Codes, Codes, None, int]:
    if low < 0 or high >= vertices or vertices > MOST_VERTICES:
        raise QuestionError(
            f"Ids run from {low} to {high}.", f"With vertices={vertices} they are 0 to {vertices - 1}."
        )
    return source.astype(np.int32), target.astype(np.int32), None, vertices


def _tabled(
    source: npt.NDArray[Any], target: npt.NDArray[Any], length: int
) -> tuple[Codes, Codes, npt.NDArray[Any] | None, int]:
    givers: Codes = source.astype(np.int32, copy=False)
    getters: Codes = target.astype(np.int32, copy=False)
    occurs = _occurring(givers, getters, length)
    if occurs.all():
        return givers, getters, None, length
    ids = np.flatnonzero(occurs)
    place = (np.cumsum(occurs) - 1).astype(np.int32)
    return place[givers], place[getters], ids, len(ids)


@compiled
def _occurring(source: Codes, target: Codes, length: int) -> npt.NDArray[np.bool_]:
    marks = np.zeros(length, np.bool_)
    for edge in range(len(source)):
        marks[source[edge]] = True
        marks[target[edge]] = True
    return marks
