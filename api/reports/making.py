"""A view of the graph and a request in; the report, with the names that it uses, out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from api.reports.brief import Brief
from api.reports.document import Document
from api.reports.kinds import advocacy, communities, influence, perception
from api.reports.naming import Naming
from api.reports.publish import Published, publish
from api.reports.request import Kind, Request
from graph.questions.view import View

MAKERS: Mapping[Kind, Callable[[Brief], Awaitable[Document]]] = {
    Kind.ADVOCACY: advocacy.make,
    Kind.COMMUNITIES: communities.make,
    Kind.INFLUENCE: influence.make,
    Kind.PERCEPTION: perception.make,
}


def _silent(_: str) -> None:
    """Nobody waits."""


async def make(view: View, request: Request, step: Callable[[str], None] = _silent) -> Published:
    """Ask the questions of a report, and look up the messages under its figures.

    Raises NotFoundError, with the brands that may have been meant, where the catalogue has no such brand.
    """
    brand = view.catalogue.brand(request.brand)
    naming = Naming(anonymous=request.anonymous)
    brief = Brief(view, brand, request.asked.window(view.projection), naming, step)
    document = await MAKERS[request.kind](brief)
    step("Looking up messages")
    return await publish(document, naming, view.store)
