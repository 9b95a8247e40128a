"""A brand and a window in; questions and complaints that got no answer, with how long they wait, out."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Micros
from graph.questions.answer import Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.people import PersonRef
from graph.questions.view import View


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
    """What waits, oldest first."""

    brand: BrandRef
    window: Window
    now: Micros | None
    asked: int
    """Questions and complaints in the window."""
    by_staff: int
    """Of these, answered by the company's own people."""
    by_peers_only: int
    by_nobody: int
    waiting: tuple[Waiting, ...]
    """No reply by anybody; oldest first."""
    peers_only: tuple[Waiting, ...]
    """Peers replied, the company did not; oldest first."""
    missing: str | None = None


async def unanswered(view: View, brand: str, window: Window, first: int = 20) -> Unanswered:
    """Which questions and complaints to the brand got no answer, and for how long."""
    raise NotImplementedError
