"""Contacts in; which pairs of people meet on one channel only, and which threads two people share there, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import FactKind
from graph.projection import Projection
from graph.projection.contacts import Contacts
from graph.projection.tie_filter import TieFilter, chosen
from graph.projection.vocabulary import Codes
from graph.questions.answer import Window
from graph.questions.stances import split
from graph.questions.threads import threads
from graph.questions.windows import rows_in

SHIFT = 32


@dataclass(frozen=True, slots=True)
class Meetings:
    """Pairs of customers with contact in a window, each once on every channel where they had it."""

    one: Codes
    other: Codes
    """Person codes, the lesser in `one`."""
    channel: Codes
    only: npt.NDArray[np.bool_]
    """Whether they met on no other channel."""
    pairs: int
    """Pairs, each once."""


def customer_contacts(projection: Projection, window: Window) -> Contacts:
    """The contacts between customers in the window."""
    return chosen(projection, TieFilter(since=window.since, end=window.end, customers=True))


def meetings(projection: Projection, contacts: Contacts) -> Meetings:
    """Who met where. One sort of the contacts."""
    low = np.minimum(contacts.giver, contacts.getter).astype(np.int64)
    high = np.maximum(contacts.giver, contacts.getter)
    channel = projection.channel_of_message[contacts.source]
    pairs, place = np.unique((low << SHIFT) | high, return_inverse=True)
    channels = max(len(projection.names.channels), 1)
    met = np.unique(place.astype(np.int64) * channels + channel)
    pair = met // channels
    only = (np.bincount(pair, minlength=len(pairs)) == 1)[pair]
    keys = pairs[pair]
    return Meetings(
        (keys >> SHIFT).astype(np.int32),
        (keys & (2**SHIFT - 1)).astype(np.int32),
        (met % channels).astype(np.int32),
        only,
        len(pairs),
    )


@dataclass(frozen=True, slots=True)
class Conversations:
    """Threads in which at least two customers wrote in the window."""

    by_channel: npt.NDArray[np.int64]
    """(channels) How many."""
    messages: Codes
    """Customers' messages in them."""


def conversations(projection: Projection, window: Window) -> Conversations:
    """All of them. Cost grows with the messages of the window."""
    posted = split(projection, rows_in(projection, FactKind.POSTED, window))[0]
    people = projection.person_of(posted.actor)
    known = people >= 0
    root = threads(projection)[posted.source[known]].astype(np.int64)
    joined = np.unique((root << SHIFT) | people[known])
    roots, writers = np.unique(joined >> SHIFT, return_counts=True)
    shared = roots[writers > 1]
    return Conversations(
        np.bincount(projection.channel_of_message[shared], minlength=len(projection.names.channels)),
        posted.source[known][np.isin(root, shared)],
    )
