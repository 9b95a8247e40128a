from __future__ import annotations

import math

from graph.questions.answer import Window
from graph.questions.peers import Peer, peers
from graph.store import Store
from tests.graph.factories import about, naming
from tests.graph.questions.worlds import days, dislikes, likes, member, near, said, shown, view_of

ALWAYS = Window()


def parts(peer: Peer) -> dict[str, float]:
    return {part.name: part.value for part in peer.score.parts}


async def test_people_with_the_same_acquaintances_are_alike(store: Store) -> None:
    """Anna and Ben both know Hub and Kim; Cleo knows Hub, as do three others."""
    talk = [("anna", "hub"), ("anna", "kim"), ("ben", "hub"), ("ben", "kim"), ("cleo", "hub"), ("dan", "hub")]
    view = await view_of(
        store,
        said("hub", "hub", 0),
        said("kim", "kim", 0),
        *(said(f"{who}-{to}", who, 1, to=to) for who, to in talk),
    )
    answer = await peers(view, "person:anna", ALWAYS)
    assert [one.person.name for one in answer.peers] == ["ben", "cleo", "dan"]
    ben, cleo, _ = answer.peers
    assert ben.score.value == near(0.4)
    assert {one.name for one in ben.acquaintances} == {"hub", "kim"}
    # Hub knows 4 people and Kim 2: Anna's row is 1/sqrt(log 4), 1/sqrt(log 2)
    hub, kim = 1 / math.log(4), 1 / math.log(2)
    assert cleo.score.value == near(0.4 * math.sqrt(hub) / math.sqrt(hub + kim))
    assert next(one.name for one in ben.acquaintances) == "kim"
    assert sorted(shown(ben.score.evidence)) == ["ben-hub", "ben-kim"]
    assert answer.total == 3


async def test_subjects_views_and_names_in_common_are_said(store: Store) -> None:
    view = await view_of(
        store,
        said("a1", "anna", 1, about("noise"), likes("moka"), naming("krups")),
        said("b1", "ben", 2, about("noise"), likes("moka"), naming("krups")),
        said("c1", "cleo", 3, about("noise"), dislikes("moka")),
        said("d1", "dan", 4, about("price")),
    )
    answer = await peers(view, "person:anna", ALWAYS)
    ben, cleo = answer.peers
    assert (ben.person.name, cleo.person.name) == ("ben", "cleo")
    assert parts(ben) == near({"ties": 0, "topics": 0.3, "brands": 0.2, "names": 0.1})
    assert [one.id for one in ben.topics] == ["noise"]
    assert [(one.brand.id, one.leaning) for one in ben.brands] == [("moka", 1)]
    assert ben.names == ("krups",)
    assert shown(ben.score.evidence) == ["b1"]
    assert not ben.score.thin
    assert parts(cleo) == near({"ties": 0, "topics": 0.3, "brands": 0, "names": 0})
    assert (cleo.brands, cleo.score.thin) == ((), True)


async def test_staff_and_oneself_are_no_peers_and_later_talk_is_not_known(store: Store) -> None:
    view = await view_of(
        store,
        said("a1", "anna", 1, about("noise")),
        said("s1", "sam", 2, about("noise")),
        said("b1", "ben", 9, about("noise")),
        members=(member("sam", "sam", role="staff"),),
    )
    assert [one.person.name for one in (await peers(view, "anna", ALWAYS)).peers] == ["ben"]
    answer = await peers(view, "anna", days(None, None, as_of=5))
    assert answer.peers == ()
    assert answer.missing is not None


async def test_only_the_first_are_shown_of_all(store: Store) -> None:
    view = await view_of(store, *(said(f"m{n}", f"p{n}", n, about("noise")) for n in range(6)))
    answer = await peers(view, "p0", ALWAYS, first=2)
    assert (len(answer.peers), answer.total) == (2, 5)
    assert [one.person.name for one in answer.peers] == ["p1", "p2"]
