"""A window and a subject in; several measures of everybody's influence, each with how sure it is, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from graph.analytics.betweenness import betweenness
from graph.analytics.flows import flows_of
from graph.analytics.jackknife import T_95, standard_errors
from graph.analytics.kcore import core_numbers
from graph.analytics.pagerank import SEED_TOLERANCE, Teleport, Walk, pagerank
from graph.analytics.rank_intervals import Ranking, ranking
from graph.analytics.reach import Span
from graph.analytics.reach_sketch import STANDARD_ERROR, reach_of_all
from graph.model import FactKind
from graph.projection import Projection
from graph.projection.reading import BRAND_OBJECTS
from graph.projection.tie_filter import Orientation, TieFilter
from graph.projection.tie_graph import TieGraph
from graph.projection.vocabulary import Codes
from graph.questions.answer import Window
from graph.questions.attention import attention_filter
from graph.questions.intervals import Z_95
from graph.questions.stances import split
from graph.questions.windows import rows_in

Floats = npt.NDArray[np.float64]
Kept = npt.NDArray[np.float32]

HOPS = 3
"""Reach counts people so far away: influence is seen to that distance and hardly beyond it (Christakis and Fowler
2013, Statistics in Medicine 32)."""

WORK = 100_000_000
"""Ties looked at for betweenness, over all pivots: about two seconds. Small graphs get more pivots than large ones."""

FEWEST_PIVOTS, MOST_PIVOTS = 32, 1_000
"""Fewer do not tell how far they err; more sharpen nothing that anybody would look at."""

LEAST = 1e-15
"""Of the crowd's attention nothing may reach somebody; this is below what one of 1e9 people has."""

MOST = 20.0
"""A factor of e**20 says that nothing is known."""

SEED = 16
"""Any will do: the same graph gives the same answer."""


class Measure(StrEnum):
    """What influence can be taken for."""

    ATTENTION = "attention"
    CROWD = "crowd"
    BROKERAGE = "brokerage"
    CORE = "core"
    REACH = "reach"


MEANINGS = {
    Measure.ATTENTION: "part of all attention (PageRank of who hears whom), recent contacts counting more",
    Measure.CROWD: "part of the attention that starts with the people who talk about the subject (personalised PageRank)",
    Measure.BROKERAGE: "share of the shortest ways between two others that lead through them (betweenness)",
    Measure.CORE: "greatest k for which they stand in a part of the network where everybody has k contacts (k-core)",
    Measure.REACH: f"people who could have heard of it from them within {HOPS} hops, later message after earlier one",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """What influence is asked about; brand and topic narrow the contacts to those by messages about them."""

    window: Window
    brand: str | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure of everybody with contacts in the scope."""

    measure: Measure
    values: Kept
    """(people) NaN for those without."""
    lows: Kept
    highs: Kept
    """95 %. Single precision: they are kept for many scopes, and no error is so small."""
    ranking: Ranking

    @property
    def people(self) -> Codes:
        """Those it is known of."""
        return np.flatnonzero(~np.isnan(self.values)).astype(np.int32)


def scope_filter(projection: Projection, scope: Scope) -> TieFilter:
    """Who hears whom in the scope."""
    return attention_filter(projection, scope.window, scope.brand, scope.topic)


def measures(projection: Projection, scope: Scope) -> tuple[Measured, ...]:
    """All measures of a scope, kept. Seconds at 1e6 contacts, at once the next time."""
    wanted = [one for one in Measure if one is not Measure.CROWD or scope.brand or scope.topic]
    return tuple(measured(projection, scope, one) for one in wanted)


def measured(projection: Projection, scope: Scope, measure: Measure) -> Measured:
    """One measure of a scope, kept."""
    return projection.kept(("influence", scope, measure), lambda: MAKERS[measure](projection, scope))


def _attention(projection: Projection, scope: Scope) -> Measured:
    """The error: PageRank again without what each tenth of the listeners say."""
    graph = projection.ties(scope_filter(projection, scope))
    values = _pagerank(graph, None)
    ends = _ends(graph, values, lambda part: _pagerank(part, values))
    return _of(projection, graph.people, Measure.ATTENTION, values, ends)


def _ends(graph: TieGraph, values: Floats, measure: Callable[[TieGraph], Floats]) -> tuple[Floats, Floats]:
    """Between what a part of all attention may lie if other people had been seen listening.

    The error is taken of the logarithm of the odds: small parts differ by factors, and no part is below 0 or above all
    (Efron and Tibshirani 1993, section 12.6).
    """
    errors = standard_errors(graph, lambda part: _log_odds(measure(part)), SEED)
    middle, half = _log_odds(values), np.minimum(T_95 * errors, MOST)
    return np.minimum(_part(middle - half), values), np.maximum(_part(middle + half), values)


def _log_odds(parts: Floats) -> Floats:
    inside = np.clip(parts, LEAST, 1.0 - LEAST)
    return np.asarray(np.log(inside) - np.log1p(-inside))


def _part(log_odds: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-log_odds)))


def _pagerank(graph: TieGraph, start: Floats | None) -> Floats:
    """Replicates start where the whole ended, and need only be right to a hundredth of the error."""
    if start is None:
        return pagerank(graph).values
    return pagerank(graph, Walk(tolerance=SEED_TOLERANCE), Teleport(start=start)).values


def _crowd(projection: Projection, scope: Scope) -> Measured:
    """Whom those who talk about it listen to, over all contacts of the window, whatever about.

    The error: without each tenth of the listeners.
    """
    graph = projection.ties(attention_filter(projection, scope.window))
    talking = np.zeros(projection.person_count)
    talking[_talking(projection, scope)] = 1.0
    crowd = talking[graph.people]
    if not crowd.any():
        return _of(projection, graph.people[:0], Measure.CROWD, np.empty(0), (np.empty(0), np.empty(0)))
    walk = Walk(tolerance=SEED_TOLERANCE)
    values = pagerank(graph, walk, Teleport(crowd)).values
    again = Teleport(crowd, start=values)
    ends = _ends(graph, values, lambda part: pagerank(part, walk, again).values)
    return _of(projection, graph.people, Measure.CROWD, values, ends)


def _brokerage(projection: Projection, scope: Scope) -> Measured:
    graph = _contacts(projection, scope)
    once = max(graph.tie_count + graph.vertex_count, 1)
    pivots = min(max(WORK // once, FEWEST_PIVOTS), MOST_PIVOTS)
    found = betweenness(graph, pivots=pivots, seed=SEED)
    return _of(
        projection,
        graph.people,
        Measure.BROKERAGE,
        found.values,
        _either_side(found.values, Z_95 * found.standard_errors, 1.0),
    )


def _core(projection: Projection, scope: Scope) -> Measured:
    graph = _contacts(projection, scope)
    values = core_numbers(graph).astype(np.float64)
    return _of(projection, graph.people, Measure.CORE, values, (values, values))


def _reach(projection: Projection, scope: Scope) -> Measured:
    """Of anything said in the window: word does not stay with its subject."""
    flows = flows_of(projection)
    window = scope.window
    key = ("reach of all", HOPS, window.since, window.end)
    span = Span(window.since, window.end)
    found = projection.kept(key, lambda: reach_of_all(flows, HOPS, span).people[-1])
    people = projection.ties(scope_filter(projection, scope)).people
    values = found[flows.vertex[people]]
    ends = _either_side(values, Z_95 * STANDARD_ERROR * values, float(len(found)))
    return _of(projection, people, Measure.REACH, values, ends)


MAKERS = {
    Measure.ATTENTION: _attention,
    Measure.CROWD: _crowd,
    Measure.BROKERAGE: _brokerage,
    Measure.CORE: _core,
    Measure.REACH: _reach,
}


def _contacts(projection: Projection, scope: Scope) -> TieGraph:
    """Who has contact with whom in the scope, whichever way."""
    return projection.ties(replace(scope_filter(projection, scope), orientation=Orientation.MUTUAL))


def _talking(projection: Projection, scope: Scope) -> Codes:
    """Customers who talk about the subject in the window; of a brand and a topic both must hold of one message."""
    messages = []
    if scope.brand is not None:
        code = projection.names.brands.code(scope.brand)
        rows = [rows_in(projection, kind, scope.window) for kind in sorted(BRAND_OBJECTS)]
        messages.append(
            np.concatenate([one.source[(one.object == code) | (one.rival == code)] for one in rows])
        )
    if scope.topic is not None:
        about = rows_in(projection, FactKind.ABOUT, scope.window)
        messages.append(about.source[about.object == projection.names.topics.code(scope.topic)])
    both = messages[0] if len(messages) == 1 else np.intersect1d(messages[0], messages[1])
    posted = split(projection, rows_in(projection, FactKind.POSTED, scope.window))[0]
    wanted = np.zeros(projection.message_count, np.bool_)
    wanted[both] = True
    people = projection.person_of(posted.actor[wanted[posted.source]])
    return np.unique(people[people >= 0])


def _either_side(values: Floats, errors: Floats, most: float) -> tuple[Floats, Floats]:
    """Ends of intervals of what cannot be below 0 or above `most`."""
    return np.maximum(values - errors, 0.0), np.minimum(values + errors, np.maximum(values, most))


def _of(
    projection: Projection, people: Codes, measure: Measure, values: Floats, interval: tuple[Floats, Floats]
) -> Measured:
    """By person code."""
    ends = np.stack([values, *interval]).astype(np.float32)
    by_person = np.full((3, projection.person_count), np.nan, np.float32)
    by_person[:, people] = ends
    return Measured(measure, by_person[0], by_person[1], by_person[2], ranking(*ends))
