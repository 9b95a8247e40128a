"""A window in; which communities of customers talk with which, how much, out."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import numpy as np

from graph.analytics.community_ties import Between, ties_between
from graph.questions.answer import Part, Score, Window
from graph.questions.evidence import evidence_of
from graph.questions.partition import Partition, partition
from graph.questions.view import View


@dataclass(frozen=True, slots=True)
class CommunityTie:
    """Contact between two communities."""

    one: str
    """Id, of the larger one."""
    other: str
    score: Score
    """Weight of all contacts between their members."""


async def community_ties(
    view: View, window: Window, communities: tuple[str, ...], resolution: float = 1.0
) -> tuple[CommunityTie, ...]:
    """The ties among these communities (by id, as `communities` names them), heaviest first."""
    found = await partition(view, window, resolution)
    return await asyncio.to_thread(_ties, view, found, communities)


def _ties(view: View, found: Partition, wanted: tuple[str, ...]) -> tuple[CommunityTie, ...]:
    names = found.names(view.projection)
    numbers = {names.index(name) for name in wanted if name in names}
    ties = [
        tie
        for tie in ties_between(found.graph, found.communities)
        if tie.one in numbers and tie.other in numbers
    ]
    contacts = found.contacts(view.projection)
    giver, getter = found.of_person[contacts.giver], found.of_person[contacts.getter]
    low, high = np.minimum(giver, getter), np.maximum(giver, getter)

    def told(tie: Between) -> CommunityTie:
        messages = contacts.message[(low == tie.one) & (high == tie.other)]
        part = Part("contact", tie.weight, "weight of contacts between members of the two")
        score = Score(tie.weight, (part,), evidence_of(view.projection, messages))
        return CommunityTie(names[tie.one], names[tie.other], score)

    return tuple(told(tie) for tie in ties)
