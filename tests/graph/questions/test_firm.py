from __future__ import annotations

import dataclasses

from graph.model import Fact
from graph.questions.answer import Window
from graph.questions.switching import switches as asked
from graph.store import Store
from tests.graph.questions.worlds import names, said, switches, view_of


def sure(fact: Fact, confidence: float) -> Fact:
    return dataclasses.replace(fact, confidence=confidence)


async def flows(store: Store, *messages: object) -> list[tuple[str | None, str | None, int]]:
    view = await view_of(store, *messages)  # type: ignore[arg-type]
    found = (await asked(view, Window())).flows
    return [
        (one.left.id if one.left else None, one.moved_to.id if one.moved_to else None, one.done)
        for one in found
    ]


async def test_a_reply_that_takes_both_names_from_the_message_before_counts_only_when_sure(
    store: Store,
) -> None:
    assert await flows(
        store,
        said("m1", "anna", 1, switches("brevo", "moka")),
        said("m2", "ben", 2, sure(switches("brevo", "moka"), 0.8), to="m1"),
        said("m3", "cleo", 2, sure(switches("brevo", "moka"), 0.97), to="m1"),
        said("m4", "dan", 2, switches("brevo", "moka"), names("moka"), names("brevo"), to="m1"),
    ) == [("brevo", "moka", 3)]


async def test_of_two_ways_in_one_message_the_surer_counts(store: Store) -> None:
    assert await flows(
        store,
        said("m1", "anna", 1, sure(switches("brevo", "moka"), 0.9), sure(switches("moka", "brevo"), 0.6)),
    ) == [("brevo", "moka", 1)]
