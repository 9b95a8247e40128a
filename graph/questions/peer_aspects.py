"""A window in; everybody's profile by acquaintances, topics, brands and names, kept for the next asker, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graph.analytics.similarity import Profiles, adamic_adar, damped, profiles, rarity
from graph.model import FactKind
from graph.projection import Projection
from graph.projection.tie_filter import TieFilter
from graph.projection.vocabulary import Codes
from graph.questions.answer import Window
from graph.questions.stances import split
from graph.questions.windows import rows_in

LEANINGS = 3
"""Against, undecided, for: a feature each, so that two people are alike where they agree."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One respect in which people are alike."""

    name: str
    weight: float
    """Of the whole likeness; weights add up to 1."""
    meaning: str
    make: Callable[[Projection, Window], Profiles]


def aspects(projection: Projection, window: Window) -> list[tuple[Aspect, Profiles]]:
    """The profiles of each of ASPECTS: rows are person codes."""
    return [(aspect, _kept(projection, window, aspect)) for aspect in ASPECTS]


def _kept(projection: Projection, window: Window, aspect: Aspect) -> Profiles:
    key = ("peers", aspect.name, window.since, window.end)
    return projection.kept(key, lambda: aspect.make(projection, window))


def _acquaintances(projection: Projection, window: Window) -> Profiles:
    """Features are vertices of the graph of ties: in the order of people's ids."""
    graph = projection.ties(TieFilter(since=window.since, end=window.end, customers=True))
    rows = np.repeat(graph.people, graph.degrees)
    weights = adamic_adar(graph.degrees)[graph.targets]
    return profiles(
        rows, graph.targets.astype(np.int32), weights, (projection.person_count, graph.vertex_count)
    )


def in_name_order(projection: Projection, kind: FactKind) -> Codes:
    """All codes of the objects of a kind, by their names: features go in an order that no order of arrival changes."""
    vocabulary = projection.names.objects(kind)
    return projection.kept(("name order", kind), lambda: _sorted(vocabulary.names(range(len(vocabulary)))))


def _sorted(names: list[str]) -> Codes:
    order = pc.call_function(
        "array_sort_indices", [pa.array(names, pa.string())]
    )  # the stubs lack sort_indices
    return np.asarray(order.to_numpy().astype(np.int32))


def _places(projection: Projection, kind: FactKind) -> tuple[Codes, int]:
    """The place of each code in the order of names, and how many there are (at least 1)."""
    order = in_name_order(projection, kind)
    places = np.empty(len(order), np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    return places, max(len(order), 1)


def _topics(projection: Projection, window: Window) -> Profiles:
    return _counted(projection, FactKind.ABOUT, window)


def _names(projection: Projection, window: Window) -> Profiles:
    return _counted(projection, FactKind.NAMES, window)


def _brands(projection: Projection, window: Window) -> Profiles:
    """What a person on the whole feels toward each brand that they mention: a feature is a brand and a leaning."""
    rows = split(projection, rows_in(projection, FactKind.MENTIONS, window))[0]
    places, count = _places(projection, FactKind.MENTIONS)
    people = projection.person_of(rows.actor)
    known = people >= 0
    keys, place = np.unique(
        people[known].astype(np.int64) * count + places[rows.object[known]], return_inverse=True
    )
    leaning = np.sign(np.bincount(place, rows.sentiment[known], minlength=len(keys))).astype(np.int64)
    person, brand = np.divmod(keys, count)
    shape = (projection.person_count, count * LEANINGS)
    return _weighted(person, brand * LEANINGS + leaning + 1, np.bincount(place, minlength=len(keys)), shape)


def _counted(projection: Projection, kind: FactKind, window: Window) -> Profiles:
    rows = split(projection, rows_in(projection, kind, window))[0]
    places, count = _places(projection, kind)
    people = projection.person_of(rows.actor)
    known = people >= 0
    keys, counts = np.unique(
        people[known].astype(np.int64) * count + places[rows.object[known]], return_counts=True
    )
    person, feature = np.divmod(keys, count)
    return _weighted(person, feature, counts, (projection.person_count, count))


def _weighted(
    person: npt.NDArray[np.int64],
    feature: npt.NDArray[np.int64],
    counts: npt.NDArray[np.int64],
    shape: tuple[int, int],
) -> Profiles:
    """Damped counts by rarity among those who have any feature."""
    holders = np.bincount(feature, minlength=shape[1])
    weights = damped(counts) * rarity(holders, len(np.unique(person)))[feature]
    return profiles(person.astype(np.int32), feature.astype(np.int32), weights, shape)


ASPECTS = (
    Aspect("ties", 0.4, "of 0.4 for people whom both have contact with, the rarer the more", _acquaintances),
    Aspect("topics", 0.3, "of 0.3 for subjects that both write about", _topics),
    Aspect("brands", 0.2, "of 0.2 for brands that both feel alike about", _brands),
    Aspect("names", 0.1, "of 0.1 for other names (products, organisations) that both use", _names),
)
"""Who shares acquaintances shares a world (McPherson, Smith-Lovin and Cook 2001, Birds of a Feather, Annual Review of
Sociology 27), so ties weigh most; subjects come next, views after them; a name in common may be chance."""
