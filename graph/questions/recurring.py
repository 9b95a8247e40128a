"""What messages are about in; the part of it that an answer lists out: topics of the right kind, open ones where people share them."""

from __future__ import annotations

import numpy as np

from graph.projection.columns import Columns
from graph.questions.view import View
from nlp.catalogue import TopicKind

OPEN_MESSAGES = 3
OPEN_PEOPLE = 2
"""An open topic is a noun: twice may be chance, and three times by one person is that person's own affair."""


def recurring(view: View, about: Columns) -> Columns:
    """The rows without open topics that too few of these messages and people share."""
    codes, places, messages = np.unique(about.object, return_inverse=True, return_counts=True)
    people = view.projection.person_of(about.actor)
    known = people >= 0
    each = np.unique(np.stack([places[known], people[known]]), axis=1)
    shared = (messages >= OPEN_MESSAGES) & (np.bincount(each[0], minlength=len(codes)) >= OPEN_PEOPLE)
    names = view.projection.names.topics.names(codes.tolist())
    is_open = np.array([view.catalogue.shown_topic(name).is_open for name in names], np.bool_)
    return about.pick((shared | ~is_open)[places])


def without(view: View, about: Columns, kind: TopicKind) -> Columns:
    """The rows without topics of a kind: a complaint that comes with a wish is not about the wish."""
    codes, places = np.unique(about.object, return_inverse=True)
    names = view.projection.names.topics.names(codes.tolist())
    kept = np.array([view.catalogue.shown_topic(name).kind is not kind for name in names], np.bool_)
    return about.pick(kept[places])
