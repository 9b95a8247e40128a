"""The catalogue's brands, and people found by name, in; the lists that pickers and clients choose from out."""

from __future__ import annotations

import strawberry

from api.graphql.context import Info
from api.graphql.types import brand as brand_type
from api.graphql.types import person as person_type
from api.graphql.types.brand import Brand
from api.graphql.types.enums import BrandRole
from api.graphql.types.person import Person
from api.graphql.types.window import page_size
from api.live import Names
from graph.questions.answer import Window
from graph.questions.person import find_people
from graph.questions.talkers import talkers

ROLES = tuple(BrandRole)
"""The order that brands are listed in."""


@strawberry.type(description="Brands.")
class Brands:
    """All of them: a catalogue holds a few dozen."""

    nodes: list[Brand] = strawberry.field(description="The brands.")


@strawberry.type(description="People.")
class People:
    """As many as were asked for."""

    nodes: list[Person] = strawberry.field(description="The people; best match, or busiest, first.")


def brands(names: Names, role: BrandRole | None, window: Window) -> Brands:
    """The brands of a role, or all of them."""
    shown = [brand_type.brand(ref, window) for ref in names.index.brands.values()]
    chosen = [brand for brand in shown if role is None or brand.role is role]
    return Brands(nodes=sorted(chosen, key=lambda brand: ROLES.index(brand.role)))


async def people(info: Info, search: str | None, first: int, window: Window) -> People:
    """The people found by name, or those who wrote the most in the window."""
    size = page_size(first)
    if search is None or not search.strip():
        found = await info.context.ask(talkers, window, size)
    else:
        found = await info.context.ask(find_people, search, size)
    return People(nodes=[person_type.person(ref, window) for ref in found])
