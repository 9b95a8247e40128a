"""A person in; what is open between them and us (questions and complaints that our people have not answered) out."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Micros
from graph.questions.answer import Window
from graph.questions.lookup import resolve
from graph.questions.people import PersonRef, people_of
from graph.questions.unanswered import Waiting, oldest, told, wanting
from graph.questions.view import View
from graph.questions.windows import now_of
from nlp.catalogue import BrandRole


@dataclass(frozen=True, slots=True)
class OpenWith:
    """What one person waits for."""

    person: PersonRef
    window: Window
    now: Micros | None
    """The moment that waiting is measured to."""
    asked: int
    """Their questions and complaints about our own brands in the window."""
    answered: int
    """Of these, with a direct reply by the company's own people."""
    waiting: tuple[Waiting, ...]
    """The others, oldest first; peers may have replied."""


async def open_with(view: View, who: str, window: Window, first: int = 20) -> OpenWith:
    """What is open with this person (an id, an account key or a handle)."""
    code = await resolve(view, who)
    projection = view.projection
    own = [brand.id for brand in view.catalogue.brands.values() if brand.role is BrandRole.OWN]
    found = wanting(projection, own, window)
    theirs = found.source[projection.author_person_of(found.source) == code]
    waits = theirs[found.staff[theirs] == 0]
    return OpenWith(
        person=(await people_of(view, [code]))[code],
        window=window,
        now=now_of(projection, window),
        asked=len(theirs),
        answered=len(theirs) - len(waits),
        waiting=await told(view, found, oldest(projection, waits, first), window),
    )
