"""Who says or does anything, and who is only written to."""

from __future__ import annotations

import numpy as np

from graph.model import Fact, FactKind
from graph.projection import Projection
from graph.projection.active import active_people
from graph.projection.tie_filter import Orientation, TieFilter
from graph.store import Store
from tests.graph import factories as make
from tests.graph.questions.worlds import said, view_of


def to_list() -> Fact:
    return make.fact(FactKind.ADDRESSES, make.key("list"))


async def test_a_list_that_everybody_writes_to_joins_nobody(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 1, to_list()),
        said("m2", "ben", 2, to_list()),
        said("m3", "anna", 3, to="m2"),
    )
    projection = view.projection
    names = projection.names.people
    assert {names.name(code) for code in np.flatnonzero(~active_people(projection)).tolist()} == {
        make.key("list")
    }
    ties = projection.ties(TieFilter(Orientation.MUTUAL, customers=True))
    assert {names.name(code) for code in ties.people.tolist()} == {"person:anna", "person:ben"}


def test_ends_of_given_edges_all_count() -> None:
    given = Projection.from_edges(["a", "b"], ["c", "c"])
    assert active_people(given).all()
