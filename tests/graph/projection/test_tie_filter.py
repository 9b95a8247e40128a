from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
import pytest

from graph.model import FactKind
from graph.projection import Projection
from graph.projection.contacts import KINDS
from graph.projection.tie_filter import Orientation, TieFilter, chosen
from graph.store import Store
from tests.graph import factories as make
from tests.graph.projection.logs import Batch, Log, row
from tests.graph.questions.worlds import (
    DAY,
    act,
    day,
    dislikes,
    interaction,
    likes,
    member,
    recommends,
    said,
    tell,
)

Ties = dict[tuple[str, str], float]


def ties(projection: Projection, orientation: Orientation = Orientation.CONTACT, **asked: Any) -> Ties:  # noqa: ANN401
    """Weight by short names of both."""
    graph = projection.ties(TieFilter(orientation, **asked))
    names = [
        name.rpartition(":")[2]
        for name in projection.names.people.names(graph.people[np.arange(graph.vertex_count)])
    ]
    assert names == sorted(names)
    sources = np.repeat(np.arange(graph.vertex_count), graph.degrees).tolist()
    return {
        (names[source], names[target]): weight
        for source, target, weight in zip(
            sources, graph.targets.tolist(), graph.weights.tolist(), strict=True
        )
    }


@pytest.fixture
async def talk(store: Store) -> Projection:
    """Ben answers Anna about moka and recommends it; Cleo shares and likes it, and follows Ben; Sam is staff."""
    share = act(FactKind.SHARES, make.key("m1"))
    await tell(
        store,
        said("m1", "anna", 1, likes("moka"), make.about("price")),
        said("m2", "ben", 2, likes("moka"), recommends("moka", "anna"), make.about("noise"), to="m1"),
        said("blog:b:m3", "cleo", 3, share, dislikes("moka"), likes("crema")),
        said("m4", "sam", 4, dislikes("crema"), to="m2"),
        new_interactions=(
            interaction("r1", FactKind.REACTED, "cleo", "m1", 5),
            interaction("f1", FactKind.FOLLOWS, "cleo", "ben", 6),
        ),
        members=(member("sam", "sam", role="staff"),),
    )
    return await Projection.load(store)


def test_contacts_weigh_by_what_they_cost(talk: Projection) -> None:
    assert ties(talk) == {
        ("ben", "anna"): 1.5,  # the recommendation; that its message also answers is the same turning to Anna
        ("cleo", "anna"): 1.0,  # shared .75, liked .25
        ("cleo", "ben"): 0.5,
        ("sam", "ben"): 1.0,
    }


def test_attention_points_from_who_hears_and_flow_from_who_is_heard(talk: Projection) -> None:
    attention = ties(talk, Orientation.ATTENTION)
    assert attention == {
        ("anna", "ben"): 1.5,  # she is told
        ("cleo", "anna"): 1.0,
        ("cleo", "ben"): 0.5,
        ("sam", "ben"): 1.0,
    }
    assert ties(talk, Orientation.FLOW) == {(heard, hears): w for (hears, heard), w in attention.items()}


def test_without_an_orientation_a_tie_is_mutual(talk: Projection) -> None:
    pointed = ties(talk)
    mutual = pointed | {(other, one): weight for (one, other), weight in pointed.items()}
    assert ties(talk, Orientation.MUTUAL) == mutual


def test_a_message_that_answers_and_addresses_counts_once_by_its_weightier_kind(talk: Projection) -> None:
    both = chosen(talk, TieFilter(kinds=frozenset({"replies", "recommends"})))
    assert len(both) == 3
    assert ties(talk, kinds=frozenset({"replies", "recommends"}))["ben", "anna"] == 1.5
    assert ties(talk, kinds=frozenset({"replies"}))["ben", "anna"] == 1.0


def test_kinds_choose_contacts(talk: Projection) -> None:
    assert ties(talk, kinds=frozenset({"follows"})) == {("cleo", "ben"): 0.5}
    assert ties(talk, kinds=frozenset({"shares", "reactions"})) == {("cleo", "anna"): 1.0}
    assert ties(talk, kinds=frozenset()) == {}
    assert {kind.name for kind in KINDS} >= {"addresses", "warns"}


def test_a_window_includes_its_beginning_and_not_its_end(talk: Projection) -> None:
    assert ties(talk, since=day(2), end=day(4)) == {("ben", "anna"): 1.5, ("cleo", "anna"): 0.75}
    assert ties(talk, end=day(2)) == {}


def test_a_brand_chooses_messages_about_it_and_reactions_to_them(talk: Projection) -> None:
    assert ties(talk, brand="moka") == {("ben", "anna"): 1.5, ("cleo", "anna"): 1.0}
    assert ties(talk, brand="crema") == {("cleo", "anna"): 0.75, ("sam", "ben"): 1.0}
    assert ties(talk, brand="nothing") == {}


def test_a_topic_chooses_messages(talk: Projection) -> None:
    assert ties(talk, topic="noise") == {("ben", "anna"): 1.5}
    assert ties(talk, topic="price") == {("cleo", "anna"): 0.25}, "the reaction is to Anna's message"


def test_a_feeling_is_toward_the_brand_asked_about_or_toward_all(talk: Projection) -> None:
    assert ties(talk, brand="moka", sentiment=-1) == {("cleo", "anna"): 0.75}
    assert ties(talk, brand="crema", sentiment=1) == {("cleo", "anna"): 0.75}
    assert ties(talk, sentiment=0) == {("cleo", "anna"): 0.75}, "for the one and against the other"
    assert ties(talk, sentiment=-1) == {("sam", "ben"): 1.0}


def test_a_channel_chooses_where_something_was_said(talk: Projection) -> None:
    assert ties(talk, channel="blog") == {("cleo", "anna"): 0.75}
    assert ties(talk, channel="nowhere") == {}


def test_customers_leave_the_staff_out(talk: Projection) -> None:
    assert ("sam", "ben") not in ties(talk, customers=True)
    assert len(ties(talk, customers=True)) == 3


def test_a_contact_of_the_half_lifes_age_counts_half(talk: Projection) -> None:
    found = ties(talk, now=day(6), half_life_days=4)
    assert found["ben", "anna"] == pytest.approx(1.5 / 2)
    assert found["cleo", "ben"] == pytest.approx(0.5)
    assert ties(talk, now=day(1), half_life_days=4)["cleo", "ben"] == 0.5, "what is later is not worth more"
    assert ties(talk, half_life_days=4) == ties(talk), "age is counted from a moment"


def test_everything_that_is_set_must_hold(talk: Projection) -> None:
    assert ties(talk, brand="moka", channel="blog", since=day(3), sentiment=-1) == {("cleo", "anna"): 0.75}
    assert ties(talk, brand="moka", channel="blog", end=day(3)) == {}


def test_a_graph_that_was_asked_for_is_kept(talk: Projection) -> None:
    assert talk.ties(TieFilter(brand="moka")) is talk.ties(TieFilter(brand="moka"))
    assert talk.ties(TieFilter(brand="moka")) is not talk.ties(TieFilter(brand="crema"))


def test_nobody_is_tied_to_himself_on_another_account(talk: Projection) -> None:
    assert all(one != other for one, other in ties(talk))


async def test_accounts_of_one_human_are_one_vertex(store: Store) -> None:
    await tell(
        store,
        said("m1", "anna", 1),
        said("blog:b:m2", "blog:b:annie", 2, to="m1"),
        said("m3", "ben", 3, to="blog:b:m2"),
        said("m4", "ben", 4, to="m1"),
        members=(member("anna", "anna"), member("blog:b:annie", "anna")),
    )
    assert ties(await Projection.load(store)) == {("ben", "anna"): 2.0}


def parts() -> list[Batch]:
    return [
        Batch({"f:m:1": [row(FactKind.POSTED, "zoe", "f:m:1", DAY)]}),
        Batch(
            {
                "f:m:2": [
                    row(FactKind.POSTED, "ben", "f:m:2", 2 * DAY),
                    row(FactKind.REPLIES_TO, "ben", "f:m:1", 2 * DAY),
                    row(FactKind.ADDRESSES, "ben", "anna", 2 * DAY),
                ]
            }
        ),
        Batch(
            {
                "f:m:3": [
                    row(FactKind.POSTED, "anna", "f:m:3", 2 * DAY),
                    row(FactKind.REPLIES_TO, "anna", "f:m:2", 2 * DAY),
                ]
            }
        ),
        Batch({"f:r:1": [row(FactKind.REACTED, "anna", "f:m:1", 9 * DAY)]}, {"anna": "someone"}),
    ]


async def test_the_same_log_in_any_order_is_the_same_graph_bit_by_bit() -> None:
    asked = TieFilter(Orientation.FLOW, now=10 * DAY, half_life_days=3)
    seen = set()
    for order in permutations(parts()):
        graph = (await Projection.load(Log(list(order)).store)).ties(asked)
        seen.add((graph.offsets.tobytes(), graph.targets.tobytes(), graph.weights.tobytes()))
    assert len(seen) == 1
