"""Rows of the projection in; the facts of a page, newest first, looked up in the store, out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from graph.model import Fact, FactKind, Micros
from graph.projection.columns import Columns
from graph.questions.evidence import distinct, newest
from graph.questions.view import View


@dataclass(frozen=True, slots=True)
class FactPosition:
    """Keyset position in a list of facts, newest first."""

    at: Micros
    source: str
    slot: str


@dataclass(frozen=True, slots=True)
class FactPage:
    """Facts, newest first (ties by message and slot), and whether there are more."""

    facts: tuple[Fact, ...]
    more: bool


async def newest_facts(
    view: View,
    rows: Columns,
    wanted: Callable[[Fact], bool],
    first: int,
    after: FactPosition | None,
) -> FactPage:
    """The facts behind rows, a page of them: one lookup of as many messages as the page can need.

    A message may have other facts than those rows, so `wanted` says which of its facts to keep.
    """
    uids = _messages_of_page(view, rows, first, after)
    found = await view.store.facts(uids) if uids else {}
    facts = [fact for uid in uids for fact in found.get(uid, ()) if wanted(fact)]
    facts = sorted((fact for fact in facts if _is_after(fact, after)), key=_order)
    return FactPage(tuple(facts[:first]), len(facts) > first)


def _messages_of_page(view: View, rows: Columns, first: int, after: FactPosition | None) -> list[str]:
    """The newest messages from the position on: each has a fact, so one more than the page tells if there is more."""
    if after is not None:
        rows = rows.between(None, after.at + 1)
        rows = rows.pick(~_passed(view, rows, after))
    spare = 1 if after is None else 2  # the message of the position itself may have no facts left
    return newest(view.projection, distinct(rows.source, view.projection.message_count), first + spare)


def _passed(view: View, rows: Columns, after: FactPosition) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Rows of messages that came before the position among those of its very moment."""
    passed = np.zeros(len(rows), np.bool_)
    level = np.flatnonzero(rows.at == after.at)
    uids = view.projection.names.messages.names(rows.source[level].tolist())
    passed[level] = [uid < after.source for uid in uids]
    return passed


def _order(fact: Fact) -> tuple[Micros, str, str]:
    return (-fact.at, fact.source, fact.slot)


def _is_after(fact: Fact, after: FactPosition | None) -> bool:
    return after is None or _order(fact) > (-after.at, after.source, after.slot)


def about(kind: FactKind, brand: str | None) -> Callable[[Fact], bool]:
    """Whether a fact is of the kind and of the brand (None: of any or none)."""
    return lambda fact: fact.kind is kind and (brand is None or brand == fact.object)
