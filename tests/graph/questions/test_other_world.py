"""Advocacy on a world that the simulator did not make (other_world): thresholds instead of chances, nobody says who moved them."""

from __future__ import annotations

from graph.model import FactKind
from graph.questions.answer import Window
from graph.questions.conversion import Conversions, conversions
from graph.questions.intervals import leaves_out_zero
from graph.questions.persuaders import persuaders
from graph.questions.persuasion import Links
from graph.questions.switching import switches
from graph.questions.view import View
from graph.store import Store
from tests.graph.questions.other_world import BRANDS, Nature, other_world
from tests.graph.questions.worlds import view_of

ALWAYS = Window()


def found(view: View, brand: str) -> Conversions:
    rivals = tuple(one.id for one in view.catalogue.rivals(view.catalogue.brand(brand)))
    return conversions(view.projection, FactKind.RECOMMENDS, brand, rivals, ALWAYS)


def pairs(view: View, links: Links, brand: str) -> set[tuple[str, str, str]]:
    people = view.projection.names.people
    return {
        (people.name(giver).removeprefix("person:"), people.name(receiver).removeprefix("person:"), brand)
        for giver, receiver in zip(links.giver.tolist(), links.receiver.tolist(), strict=True)
    }


async def test_what_was_planted_is_found(store: Store) -> None:
    world = other_world()
    view = await view_of(store, *world.messages)
    told: set[tuple[str, str, str]] = set()
    for brand in BRANDS:
        one = found(view, brand)
        told |= pairs(view, one.likely, brand)
        assert one.effect.interval is not None
        assert one.effect.interval.low > 0.02
        assert one.silent > 0.6
    hits = len(told & world.persuaded)
    assert 2 * hits / (len(told) + len(world.persuaded)) >= 0.85
    top = (await persuaders(view, ALWAYS, 20)).people
    assert sum(one.person.name in world.voices for one in top) >= 16
    flows = (await switches(view, ALWAYS, None, 1)).flows
    assert abs(sum(one.done for one in flows) - world.moves) <= 0.05 * world.moves


async def test_where_nobody_is_moved_by_anybody_nobody_is_said_to_be(store: Store) -> None:
    world = other_world(Nature(threshold=float("inf")))
    view = await view_of(store, *world.messages)
    for brand in BRANDS:
        effect = found(view, brand).effect
        assert effect.interval is None or not (leaves_out_zero(effect.interval) and effect.interval.low > 0)
    assert (await persuaders(view, ALWAYS)).total <= 2
