from __future__ import annotations

from graph.model import FactKind
from graph.questions.answer import Window
from graph.questions.chains import chains
from graph.questions.outcomes import OutcomeKind
from graph.store import Store
from tests.graph.questions.worlds import DAY, days, names, near, recommends, said, switches, view_of, warns

ALWAYS = Window()

STORY = (
    said("r1", "anna", 1, recommends("moka", "ben")),
    said("s1", "ben", 5, switches("brevo", "moka"), names("brevo"), names("moka"), to="r1"),
    said("r2", "ben", 10, recommends("moka", "cleo")),
    said("s2", "cleo", 14, switches("crema", "moka"), names("crema"), names("moka"), to="r2"),
    said("r3", "ben", 11, recommends("moka", "dan")),
    said("r4", "eve", 20, recommends("moka", "fay")),
    said("s4", "fay", 22, switches("brevo", "moka"), names("brevo"), names("moka"), to="r4"),
)
"""Anna moves Ben, who moves Cleo but not Dan; Eve moves Fay. Each answers who moved them."""


async def test_chains_have_length_branching_conversion_and_delay(store: Store) -> None:
    view = await view_of(store, *STORY)
    answer = await chains(view, "moka", ALWAYS)
    assert [(one.beginner.name, one.people, one.depth) for one in answer.chains] == [
        ("anna", 2, 2),
        ("eve", 1, 1),
    ]
    assert (answer.advised, answer.links, answer.credited, answer.depths) == (4, 3, 3, (2, 1))
    assert answer.conversion.value == near(0.75)
    assert answer.branching == near(1.0)  # of those moved only Ben advised others, and moved one
    assert answer.delays is not None
    assert answer.delays.median == 4 * DAY
    assert answer.total == 2


async def test_each_link_opens_to_the_advice_and_to_the_deed(store: Store) -> None:
    view = await view_of(store, *STORY)
    first, second = (await chains(view, "moka", ALWAYS)).chains[0].links
    assert (first.giver.name, first.receiver.name, first.depth) == ("anna", "ben", 1)
    assert (second.advice, second.outcome.message) == ("forum:main:r2", "forum:main:s2")
    assert second.outcome.kind is OutcomeKind.SWITCHED
    assert second.credited


async def test_what_came_later_is_not_known_before(store: Store) -> None:
    view = await view_of(store, *STORY)
    answer = await chains(view, "moka", days(None, None, as_of=12))
    assert [(one.beginner.name, one.depth) for one in answer.chains] == [("anna", 1)]
    assert answer.advised == 3


async def test_warnings_make_chains_likewise(store: Store) -> None:
    view = await view_of(
        store,
        said("w1", "anna", 1, warns("moka", "ben")),
        said("s1", "ben", 3, switches("moka", "brevo"), names("moka"), names("brevo"), to="w1"),
    )
    answer = await chains(view, "moka", ALWAYS, kind=FactKind.WARNS)
    assert [one.beginner.name for one in answer.chains] == ["anna"]


async def test_no_chain_says_why(store: Store) -> None:
    view = await view_of(store, said("m1", "anna", 1))
    answer = await chains(view, "moka", ALWAYS)
    assert answer.missing is not None
    assert answer.chains == ()
    assert answer.branching is None
