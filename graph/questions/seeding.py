"""A budget and exclusions in; whom to reach for the largest expected spread, and how near the best that is, out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graph.analytics.cascades import simulated
from graph.analytics.flows import Flows, flows_of
from graph.analytics.influence_calibration import Calibration
from graph.analytics.influence_learning import HORIZON_US
from graph.analytics.seeding import Seeds, Terms, seeds
from graph.errors import QuestionError
from graph.projection import Projection
from graph.questions.answer import Part, Score, Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.evidence import evidence_of
from graph.questions.lookup import resolve
from graph.questions.people import PersonRef, people_of
from graph.questions.takings import Influence, influence, taken_up
from graph.questions.view import View
from graph.questions.windows import missing

MOST_SEEDS = 100

SHOWN_REACHED = 5
"""Whom a seed would reach is a short list."""

RUNS = 200
"""Cascades played forward for each seed shown: a probability of a tenth is known to within 0.04."""

THIN_TAKEN = 3
"""Fewer messages of theirs that were taken up can be chance."""


@dataclass(frozen=True, slots=True)
class Quota:
    """At most so many out of some people: of a community, say."""

    people: tuple[str, ...]
    most: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom may be chosen, and how many."""

    count: int = 10
    exclude: tuple[str, ...] = ()
    """Ids, account keys or handles."""
    budget: float | None = None
    costs: tuple[tuple[str, float], ...] = ()
    """(person, cost); 1 for everybody else."""
    quotas: tuple[Quota, ...] = ()


@dataclass(frozen=True, slots=True)
class Touched:
    """Somebody whom a seed would reach."""

    person: PersonRef
    probability: float


@dataclass(frozen=True, slots=True)
class Seed:
    """Somebody to reach."""

    person: PersonRef
    score: Score
    """People expected to take word up on top of those by the seeds before."""
    reaches: tuple[Touched, ...]
    """The likeliest to take word up from this seed alone."""


@dataclass(frozen=True, slots=True)
class Seeding:
    """Whom to reach."""

    brand: BrandRef | None
    window: Window
    seeds: tuple[Seed, ...]
    """In the order they were chosen."""
    spread: float
    """Expected, all together."""
    lower: float
    upper: float
    """What the spread surely is at least, and what nobody could surpass under the same terms."""
    certificate: float
    """lower / upper."""
    guarantee: float
    """What the way of choosing promises before any certificate."""
    method: str
    trials: int
    successes: int
    calibration: Calibration | None
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Before people are named."""

    flows: Flows
    influence: Influence
    found: Seeds
    reached: list[list[tuple[int, float]]]
    alone: list[float]


async def seeding(
    view: View, window: Window, plan: Plan, brand: str | None = None, first: int = 20
) -> Seeding:
    """Whom to reach so that most people take word up, by what was taken up before (on a brand's messages or all).

    `first` of the seeds are looked at closely. Staff and bots are not chosen.
    """
    ref = view.catalogue.optional_brand(brand)
    if not 1 <= plan.count <= MOST_SEEDS:
        raise QuestionError(f"`count` is {plan.count}.", f"Ask for 1 to {MOST_SEEDS} people.")
    if plan.budget is not None and not plan.budget > 0:
        raise QuestionError(f"`budget` is {plan.budget:g}.", "Give more than 0, or leave it out.")
    terms = await _terms(view, plan)
    chosen = await asyncio.to_thread(_choose, view.projection, window, brand, (plan, terms), first)
    return await _shown(view, ref, window, chosen)


async def _shown(view: View, ref: BrandRef | None, window: Window, chosen: _Chosen) -> Seeding:
    flows, found, known = chosen.flows, chosen.found, chosen.influence
    people = flows.people[list(found.vertices)] if found.vertices else flows.people[:0]
    reached = [int(flows.people[vertex]) for some in chosen.reached for vertex, _ in some]
    named = await people_of(view, [*people.tolist(), *reached])
    what = "was answered or shared" if ref is None else f"about {ref.name} was answered or shared"
    return Seeding(
        brand=ref,
        window=window,
        seeds=_seeds(view.projection, window, chosen, named),
        spread=found.spread,
        lower=found.lower,
        upper=found.upper,
        certificate=found.certificate,
        guarantee=found.guarantee,
        method=_method(chosen),
        trials=known.trials,
        successes=known.successes,
        calibration=known.calibration,
        missing=missing(view, window, what) if not len(known.ties.heard) else None,
    )


def _method(chosen: _Chosen) -> str:
    known = chosen.influence
    if known.assumed:
        source = "too little was taken up to learn from: each person is assumed to take word up from one of those whom they hear"
    else:
        source = (
            f"probabilities learnt from {known.successes} of {known.trials} chances to answer, share or first speak"
            f" of something within {HORIZON_US // 86_400_000_000} days"
        )
    return f"Independent cascade; {source}; chosen by {chosen.found.method} over {chosen.found.sets} samples"


async def _terms(view: View, plan: Plan) -> Terms:
    projection = view.projection
    flows = flows_of(projection)
    excluded = projection.of_company(flows.people)
    for one in plan.exclude:
        excluded[flows.vertex[await resolve(view, one)]] = True
    costs = np.ones(flows.vertex_count)
    for one, cost in plan.costs:
        if cost <= 0:
            raise QuestionError(f"The cost of {one!r} is {cost:g}.", "Give a cost above 0.")
        costs[flows.vertex[await resolve(view, one)]] = cost
    group = np.full(flows.vertex_count, -1, np.int32)
    for number, quota in enumerate(plan.quotas):
        for one in quota.people:
            group[flows.vertex[await resolve(view, one)]] = number
    return Terms(
        plan.count, excluded, costs, plan.budget, group, tuple(max(quota.most, 0) for quota in plan.quotas)
    )


def _choose(
    projection: Projection, window: Window, brand: str | None, asked: tuple[Plan, Terms], first: int
) -> _Chosen:
    plan, terms = asked
    known = influence(projection, window, brand)
    key = ("seeds", window.since, window.end, brand, plan)
    found = projection.kept(key, lambda: seeds(known.ties, known.probability, terms))
    reached, alone = [], []
    for vertex in found.vertices[:first]:
        played = simulated(known.ties, known.probability, [vertex], RUNS)
        alone.append(float(played.sum()))
        played[vertex] = 0.0
        likeliest = np.lexsort((np.arange(len(played)), -played))[:SHOWN_REACHED].tolist()
        reached.append([(other, float(played[other])) for other in likeliest if played[other] > 0])
    return _Chosen(flows_of(projection), known, found, reached, alone)


def _seeds(
    projection: Projection, window: Window, chosen: _Chosen, named: Mapping[int, PersonRef]
) -> tuple[Seed, ...]:
    flows, known = chosen.flows, chosen.influence
    people = (
        flows.people[list(chosen.found.vertices[: len(chosen.reached)])]
        if chosen.reached
        else flows.people[:0]
    )
    authors, messages = taken_up(projection, window, people)
    shown = []
    for place, person in enumerate(people.tolist()):
        vertex = int(flows.vertex[person])
        out = known.ties.heard == vertex
        chances = np.sort(known.probability[out].astype(np.float64))
        evidence = evidence_of(projection, messages[authors == person])
        parts = (
            Part("alone", chosen.alone[place], "people who take word up if only this one is reached"),
            Part("listeners", float(len(chances)), "people who have heard them"),
            Part(
                "probability",
                float(chances.mean()) if len(chances) else 0.0,
                "mean probability that a listener takes word up",
            ),
            Part("taken up", float(evidence.total), "of their messages that people answered or shared"),
        )
        score = Score(chosen.found.marginal[place], parts, evidence, thin=evidence.total < THIN_TAKEN)
        touched = tuple(
            Touched(named[int(flows.people[other])], share) for other, share in chosen.reached[place]
        )
        shown.append(Seed(named[person], score, touched))
    return tuple(shown)
