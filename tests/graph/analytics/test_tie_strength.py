"""Strengths of whole graphs are those of one person's ties."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from graph.analytics.person_contacts import person_contacts
from graph.analytics.tie_strength import decay, message_tones, tie_strengths
from graph.model import FactKind
from graph.projection import Projection
from graph.questions.ties import ties_of
from graph.store import Store
from graph.stores.sqlite.store import SqliteStore
from tests.graph import factories as make
from tests.graph.questions.worlds import act, day, dislikes, interaction, likes, recommends, said, view_of


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = SqliteStore.open(tmp_path / "store.db")
    await opened.prepare()
    yield opened
    await opened.close()


async def test_a_tie_of_the_whole_graph_is_as_strong_as_the_persons_own(store: Store) -> None:
    view = await view_of(
        store,
        said("m1", "anna", 0, likes("moka")),
        said(
            "m2",
            "ben",
            10,
            act(FactKind.ADDRESSES, make.key("anna")),
            recommends("moka", "anna"),
            likes("moka"),
            to="m1",
        ),
        said("m3", "anna", 100, dislikes("brevo"), to="m2"),
        said("m4", "anna", 100, to="m2"),
        said("m5", "cleo", 30, to="m1"),
        said("m6", "ben", 40, likes("moka"), to="m5"),
        new_interactions=(interaction("r1", FactKind.REACTED, "cleo", "m2", 50),),
    )
    projection, now = view.projection, day(120)
    graph = tie_strengths(projection, projection.contacts, now)
    compared = 0
    for vertex, person in enumerate(graph.people.tolist()):
        contacts = person_contacts(projection).of(person, None, None)
        own = ties_of(contacts, person, now, message_tones(projection))
        strength = dict(zip(own.people.tolist(), own.measures.strength.tolist(), strict=True))
        row = slice(graph.offsets[vertex], graph.offsets[vertex + 1])
        found = dict(zip(graph.people[graph.targets[row]].tolist(), graph.weights[row].tolist(), strict=True))
        assert found == pytest.approx(strength)
        compared += len(found)
    assert compared == 6  # three ties, both ways


def test_bare_edges_have_strengths_too() -> None:
    bare = Projection.from_edges([0, 1, 0], [1, 0, 2], weights=[2.0, 1.0, 1.0])
    graph = tie_strengths(bare, bare.contacts, 0)
    strength = {
        (one, int(other)): float(value)
        for one in range(3)
        for other, value in zip(
            graph.targets[graph.offsets[one] : graph.offsets[one + 1]],
            graph.weights[graph.offsets[one] : graph.offsets[one + 1]],
            strict=True,
        )
    }
    mutual = 0.45 * 3 / 8 + 0.25 / 2 + 0.2 + 0.05
    once = 0.45 * 1 / 6 + 0.2 + 0.05
    assert strength == pytest.approx({(0, 1): mutual, (1, 0): mutual, (0, 2): once, (2, 0): once})


def test_contacts_of_two_people_are_found_from_either() -> None:
    bare = Projection.from_edges([0, 1, 0, 2], [1, 0, 2, 1], times=[1, 2, 3, 4])
    index = person_contacts(bare)
    assert index.of(0, None, None).at.tolist() == [1, 2, 3]
    assert index.of(1, 2, 4).at.tolist() == [2]
    assert (
        index.between(0, 1, None, None).at.tolist() == index.between(1, 0, None, None).at.tolist() == [1, 2]
    )


def test_half_is_left_after_a_half_life() -> None:
    assert decay(np.array([0.0, 90.0, -5.0])).tolist() == [1.0, 0.5, 1.0]
