from __future__ import annotations

from graph.model import Fact, MessageFacts
from graph.questions.answer import Window
from graph.questions.view import View
from graph.questions.white_space import white_space
from graph.store import Store
from tests.graph.factories import about
from tests.graph.questions.worlds import days, likes, names, near, said, shown, view_of

ALWAYS = Window()


def circle(name: str, size: int, *facts: Fact, at: float = 1) -> list[MessageFacts]:
    """People who all answer one another, and all say the same."""
    said_by_each = [said(f"{name}{n}", f"{name}-{n}", at, *facts) for n in range(size)]
    among = [
        said(f"{name}{n}-{to}", f"{name}-{n}", at, to=f"{name}{to}") for n in range(size) for to in range(n)
    ]
    return [*said_by_each, *among]


async def two_circles(store: Store, *more: MessageFacts) -> View:
    """Ten people who talk of us and a rival, ten who talk of the rival only."""
    return await view_of(
        store,
        *circle("us", 10, likes("moka"), names("brevo")),
        *circle("them", 10, names("brevo"), about("price")),
        *more,
    )


async def test_a_community_that_talks_of_rivals_only_is_a_white_space(store: Store) -> None:
    answer = await white_space(await two_circles(store), "moka", ALWAYS)
    (space,) = answer.spaces
    assert (answer.checked, answer.total) == (2, 1)
    assert (space.size, space.talkers, space.aware) == (10, 10, 0)
    assert space.gap.value == near(1)
    assert space.interval.low > 0
    assert {part.name: part.value for part in space.gap.parts} == {"members": 0, "others": 1, "talkers": 10}
    assert [(one.brand.id, one.people) for one in space.rivals] == [("brevo", 10)]
    assert [one.id for one in space.topics] == ["price"]
    assert "them-0" in [one.name for one in space.central]
    assert space.gap.evidence.total == 10
    assert space.introducers == ()


async def test_who_likes_us_and_knows_members_could_introduce_us(store: Store) -> None:
    view = await two_circles(
        store,
        said("x1", "us-3", 2, to="them1"),
        said("x2", "us-3", 3, to="them2"),
        said("x3", "us-4", 3, to="them2"),
        said("y1", "them-5", 4, likes("moka"), to="them2"),
    )
    (space,) = (await white_space(view, "moka", ALWAYS)).spaces
    found = {one.person.name: one for one in space.introducers}
    assert set(found) == {"us-3", "us-4", "them-5"}
    assert (found["us-3"].member, found["them-5"].member) == (False, True)
    # one good message: 1 / 3; two members known: 2 / 5; them-5 knows nine
    assert found["us-3"].score.value == near(1 / 3 * 2 / 5)
    assert shown(found["us-3"].score.evidence) == ["x2", "x1"]
    assert (space.aware, space.introducers[0].person.name) == (1, "them-5")


async def test_a_community_of_which_too_few_talk_about_the_market_is_not_checked(store: Store) -> None:
    view = await view_of(
        store,
        *circle("us", 5, likes("moka")),
        *circle("them", 5, names("brevo")),
        *circle("few", 3, names("brevo")),
    )
    answer = await white_space(view, "brevo", ALWAYS)
    assert answer.checked == 2
    assert [one.size for one in answer.spaces] == [5]
    small = await white_space(view, "moka", days(None, None, as_of=0))
    assert (small.spaces, small.missing is None) == ((), False)


async def test_a_quiet_community_is_none_either(store: Store) -> None:
    view = await view_of(store, *circle("us", 10, likes("moka")), *circle("quiet", 10))
    answer = await white_space(view, "moka", ALWAYS)
    assert (answer.checked, answer.spaces) == (0, ())
