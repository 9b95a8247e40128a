"""A changed catalogue in, re-analysed messages out: only those that the change can touch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from graph import build
from graph.feed import BATCH
from graph.ingestion import Analyser, Ingestion
from graph.model import Batch, Fact, FactKind, MessageFacts
from graph.store import Store
from nlp.aspects import discovered


class Matcher(Analyser, Protocol):
    """What this needs of the language layer beyond analysis."""

    def surface_matches(self, text: str) -> frozenset[str]:
        """Catalogue entries whose names occur in the text; cheap."""
        ...


@dataclass(frozen=True, slots=True)
class Reanalysed:
    """What a change of catalogue came to."""

    messages_scanned: int
    messages_reanalysed: int


async def adopt(
    store: Store,
    analyser: Matcher,
    changed: frozenset[str] | None,
    on_progress: Callable[[int], None] | None = None,
) -> Reanalysed:
    """Bring stored facts up to date with the analyser's catalogue, then store that catalogue.

    `changed` holds the ids of the entries that differ; None means that any message may be touched (another
    version of the language layer). Cost: one cheap pass over all texts, and an analysis of those touched
    and of the replies that lean on them. Broken off, it starts again and ends the same.
    """
    ingestion = Ingestion(store, analyser)
    scanned = 0
    touched: set[str] = set()
    async for units in store.stream_messages():
        touched.update(unit.message.uid for unit in units if _is_touched(unit, analyser, changed))
        scanned += len(units)
        if on_progress is not None:
            on_progress(scanned)
    touched |= {reply.uid for chunk in _chunks(sorted(touched)) for reply in await store.replies(chunk)}
    for chunk in _chunks(sorted(touched)):
        await ingestion.patiently(lambda chunk=chunk: _rewrite(store, ingestion, chunk))  # type: ignore[misc]
    await ingestion.patiently(lambda: keep_catalogue(store, analyser))
    return Reanalysed(scanned, len(touched))


def _is_touched(unit: MessageFacts, analyser: Matcher, changed: frozenset[str] | None) -> bool:
    if unit.message.deleted_at is not None:
        return False
    if changed is None:
        return True
    if any(not changed.isdisjoint(_entries(fact)) for fact in unit.facts):
        return True
    if _is_named_anew(unit, analyser, changed):
        return True
    text = f"{unit.message.title or ''}\n{unit.message.text}"
    handle = unit.message.extra.get("author_handle")
    return not changed.isdisjoint(analyser.surface_matches(f"{text}\n@{handle}" if handle else text))


def _is_named_anew(unit: MessageFacts, analyser: Matcher, changed: frozenset[str]) -> bool:
    """Whether a changed topic has the name of a discovered one, whose place it then takes."""
    names = {topic.name.casefold() for topic in analyser.catalogue.topics if topic.id in changed}
    about = (fact.object for fact in unit.facts if fact.kind is FactKind.ABOUT and fact.object is not None)
    found = (discovered(topic) for topic in about) if names else ()
    return any(one is not None and one.name.casefold() in names for one in found)


def _entries(fact: Fact) -> set[str]:
    named = (fact.object, fact.product, fact.rival, fact.rival_product)
    return {entry for entry in named if entry is not None}


def _chunks(uids: Sequence[str]) -> list[Sequence[str]]:
    return [uids[start : start + BATCH] for start in range(0, len(uids), BATCH)]


async def _rewrite(store: Store, ingestion: Ingestion, uids: Sequence[str]) -> None:
    state = await store.state()
    messages = await store.messages(uids)
    units = [(build.item_of(message), message) for message in messages.values()]
    changed = await ingestion.analysed(units, {**await ingestion.pointed_at(messages), **messages})
    await store.write(Batch(state.version, changed_messages=tuple(changed)))


async def keep_catalogue(store: Store, analyser: Analyser) -> None:
    """Store the analyser's catalogue and version: the stored facts agree with them."""
    state = await store.state()
    await store.write(Batch(state.version, catalogue=analyser.catalogue, analysis_version=analyser.version))
