"""A brand and a window in; questions and complaints that got no answer, with how long they wait, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.model import FactKind, Micros
from graph.projection import Projection
from graph.projection.vocabulary import NOBODY, Codes
from graph.questions.answer import Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.evidence import distinct
from graph.questions.people import PersonRef, people_of
from graph.questions.stances import split
from graph.questions.view import View
from graph.questions.windows import known_by, missing, now_of, rows_in


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that wants an answer."""

    message: str
    """Uid."""
    author: PersonRef | None
    at: Micros
    waited: Micros
    """Until the moment the answer was asked for (`as_of`, else the newest thing in the graph)."""
    asks: bool
    complains: bool
    peer_replies: int
    """Other people's direct replies; none of them is the company's."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What waits, oldest first. An answer is a direct reply by anybody but the author."""

    brand: BrandRef
    window: Window
    now: Micros | None
    asked: int
    """Questions and complaints of customers in the window."""
    by_staff: int
    """Of these, answered by the company's own people."""
    by_peers_only: int
    by_nobody: int
    waiting: tuple[Waiting, ...]
    """No reply by anybody; oldest first."""
    peers_only: tuple[Waiting, ...]
    """Peers replied, the company did not; oldest first."""
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Wanting:
    """Messages that want an answer, and their replies."""

    source: Codes
    asks: npt.NDArray[np.bool_]
    """By message code; so are the rest."""
    complains: npt.NDArray[np.bool_]
    staff: npt.NDArray[np.int64]
    peers: npt.NDArray[np.int64]


async def unanswered(view: View, brand: str, window: Window, first: int = 20) -> Unanswered:
    """Which questions and complaints to the brand got no answer, and for how long."""
    ref = view.catalogue.brand(brand)
    projection = view.projection
    open_ = wanting(projection, [ref.id], window)
    staff, peers = open_.staff[open_.source] > 0, open_.peers[open_.source] > 0
    nobody = oldest(projection, open_.source[~staff & ~peers], first)
    peers_only = oldest(projection, open_.source[~staff & peers], first)
    waiting = await told(view, open_, [*nobody, *peers_only], window)
    return Unanswered(
        brand=ref,
        window=window,
        now=now_of(projection, window),
        asked=len(open_.source),
        by_staff=int(np.count_nonzero(staff)),
        by_peers_only=int(np.count_nonzero(~staff & peers)),
        by_nobody=int(np.count_nonzero(~staff & ~peers)),
        waiting=waiting[: len(nobody)],
        peers_only=waiting[len(nobody) :],
        missing=None if len(open_.source) else missing(view, window, f"asks or complains about {ref.name}"),
    )


async def told(view: View, open_: Wanting, messages: Sequence[int], window: Window) -> tuple[Waiting, ...]:
    """Messages (by code) with their authors: one lookup."""
    projection = view.projection
    authors = projection.author_person_of(np.array(messages, np.int32)).tolist()
    named = await people_of(view, authors)
    now = now_of(projection, window)
    return tuple(
        Waiting(
            message=projection.names.messages.name(code),
            author=named.get(author),
            at=(at := int(projection.message_at[code])),
            waited=(at if now is None else now) - at,
            asks=bool(open_.asks[code]),
            complains=bool(open_.complains[code]),
            peer_replies=int(open_.peers[code]),
        )
        for code, author in zip(messages, authors, strict=True)
    )


def wanting(projection: Projection, brands: Sequence[str], window: Window) -> Wanting:
    """Customers' questions and complaints about any of the brands in the window."""
    asks = np.zeros(projection.message_count, np.bool_)
    complains = np.zeros(projection.message_count, np.bool_)
    for brand in brands:
        asks |= _acts(projection, FactKind.ASKS, brand, window)
        complains |= _acts(projection, FactKind.COMPLAINS, brand, window)
    source = np.flatnonzero(asks | complains).astype(np.int32)
    staff, peers = _replies(projection, asks | complains, window)
    return Wanting(source, asks, complains, staff, peers)


def _acts(projection: Projection, kind: FactKind, brand: str, window: Window) -> npt.NDArray[np.bool_]:
    """By message code: whether a customer does this about the brand.

    What is about nothing named counts where the message mentions the brand.
    """
    code = projection.names.brands.code(brand)
    rows = split(projection, rows_in(projection, kind, window))[0]
    mentions = rows_in(projection, FactKind.MENTIONS, window)
    mentioned = np.zeros(projection.message_count, np.bool_)
    mentioned[mentions.source[mentions.object == code]] = True
    meant = (rows.object == code) | ((rows.object == NOBODY) & mentioned[rows.source])
    found = np.zeros(projection.message_count, np.bool_)
    found[rows.source[meant]] = True
    return found


def _replies(
    projection: Projection, wanted: npt.NDArray[np.bool_], window: Window
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """By message code: direct replies by staff and by others, the author's own left out; up to `as_of`."""
    replies = projection.rows(FactKind.REPLIES_TO).between(None, known_by(window))
    replies = replies.pick(wanted[replies.object])
    replier, author = projection.person_of(replies.actor), projection.author_person_of(replies.object)
    others = replies.pick((replier != author) | (replier == NOBODY))
    company = projection.is_company(others)
    size = projection.message_count
    return (
        np.bincount(others.object[company], minlength=size),
        np.bincount(others.object[~company], minlength=size),
    )


def oldest(projection: Projection, messages: Codes, first: int) -> list[int]:
    """Codes of the oldest messages, oldest first, ties by uid."""
    moments = projection.message_at[messages]
    if len(messages) > first > 0:
        messages = messages[moments <= np.partition(moments, first - 1)[first - 1]]
    uids = projection.names.messages
    codes = distinct(messages, projection.message_count).tolist()
    ranked = sorted(codes, key=lambda code: (int(projection.message_at[code]), uids.name(code)))
    return ranked[: max(first, 0)]
