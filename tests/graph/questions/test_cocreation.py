from __future__ import annotations

from graph.model import FactKind
from graph.questions.answer import Window
from graph.questions.cocreation import Backing, idea_backing, peeve_backing
from graph.questions.view import open_view
from graph.store import Store
from tests.graph import factories as make
from tests.graph.factories import about
from tests.graph.questions.worlds import (
    act,
    complains,
    day,
    days,
    interaction,
    likes,
    member,
    near,
    said,
    shown,
    tell,
    view_of,
)

ALWAYS = Window()
WISH = act(FactKind.SUGGESTS, "moka")


def sides(group: Backing) -> tuple[list[str], list[str]]:
    return [one.person.name for one in group.for_it], [one.person.name for one in group.against_it]


async def test_replies_reactions_and_shares_tell_who_backs_a_wish_and_who_does_not(store: Store) -> None:
    await tell(
        store,
        said("w1", "anna", 1, WISH, about("app")),
        said("w2", "anna", 2, WISH, about("app")),
        said("r1", "ben", 3, to="w1", text="Great idea, I'd use that."),
        said("r2", "cleo", 3, to="w1", text="No thanks, my kettle has no app either."),
        said("r3", "dan", 3, to="w1", text="Which kettle do you have?"),
        said("r4", "eve", 3, WISH, to="w1", text="add it, please"),
        said("r5", "sam", 3, to="w1", text="Great idea, we will think about it."),
        said("s1", "fay", 4, make.fact(FactKind.SHARES, make.key("w2"))),
        new_interactions=(
            interaction("x1", FactKind.REACTED, "gus", "w1", 5),
            make.interaction("x2", "w1", actor=make.key("hal"), at=day(5), status="dislike", slot="REACTED"),
            interaction("x3", FactKind.REACTED, "anna", "w1", 5),
        ),
        members=(member("sam", "sam", role="staff"), member("gus", "gus"), member("hal", "hal")),
    )
    answer = await idea_backing(await open_view(store), "moka", ALWAYS)
    (app, _) = answer.groups  # Eve's own wish names no topic
    assert app.topic == "app"
    assert sides(app) == (["anna", "ben", "eve", "fay", "gus"], ["cleo", "hal"])
    assert (app.supporters, app.opponents, app.undecided) == (5, 2, 0)
    anna, ben = app.for_it[:2]
    assert (anna.signs, shown(anna.evidence)) == (2, ["w2", "w1"])
    assert shown(ben.evidence) == ["r1"]
    assert shown(app.against_it[1].evidence) == ["w1"]


async def test_who_does_as_much_for_as_against_is_undecided(store: Store) -> None:
    view = await view_of(
        store,
        said("w1", "anna", 1, WISH, about("app")),
        said("r1", "ben", 2, to="w1", text="+1"),
        said("r2", "ben", 3, to="w1", text="I disagree, thinking of it."),
    )
    (app,) = (await idea_backing(view, "moka", ALWAYS)).groups
    assert (app.supporters, app.opponents, app.undecided) == (1, 0, 1)


async def test_to_a_complaint_praise_is_against_and_the_same_complaint_is_for(store: Store) -> None:
    view = await view_of(
        store,
        said("c1", "anna", 1, complains("moka"), about("noise")),
        said("r1", "ben", 2, complains("moka"), to="c1", text="mine roars"),
        said("r2", "cleo", 2, likes("moka"), to="c1", text="odd, my Moka is a joy"),
    )
    noise = (await peeve_backing(view, "moka", ALWAYS)).groups[0]
    assert sides(noise) == (["anna", "ben"], ["cleo"])


async def test_invited_are_supporters_by_backing_knowledge_voice_and_liking(store: Store) -> None:
    view = await view_of(
        store,
        said("w1", "anna", 1, WISH, about("app"), likes("moka")),
        said("r1", "ben", 2, to="w1", text="+1"),
        said("q1", "cleo", 3, act(FactKind.ASKS, "moka")),
        said("a1", "ben", 4, to="q1"),
        said("r2", "dan", 5, to="w1", text="no thanks"),
    )
    (app,) = (await idea_backing(view, "moka", ALWAYS)).groups
    assert {one.person.name for one in app.invite} == {"anna", "ben"}
    by_name = {one.person.name: {part.name: part.value for part in one.score.parts} for one in app.invite}
    # one sign: 1 / (1 + 3); Anna wrote once on apps, Ben answered one question
    assert by_name["anna"]["backing"] == near(0.3 / 4)
    assert by_name["anna"]["expertise"] == near(0.3 / 4)
    assert by_name["ben"]["expertise"] == near(0.3 / 4)
    # one good message of 1 + 2: a third
    assert by_name["anna"]["liking"] == near(0.2 / 3)
    assert by_name["ben"]["liking"] == 0
    assert by_name["anna"]["influence"] > by_name["ben"]["influence"]
    assert shown(app.invite[0].score.evidence) == ["w1"]


async def test_later_replies_are_not_known_as_of_earlier(store: Store) -> None:
    view = await view_of(
        store,
        said("w1", "anna", 1, WISH, about("app")),
        said("r1", "ben", 12, to="w1", text="+1"),
    )
    (app,) = (await idea_backing(view, "moka", days(None, None, as_of=5))).groups
    assert sides(app) == (["anna"], [])


async def test_without_wishes_it_says_what_is_missing(store: Store) -> None:
    assert (
        await idea_backing(await view_of(store, said("m1", "anna", 1)), "moka", ALWAYS)
    ).missing is not None
