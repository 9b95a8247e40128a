"""Items with their parents in, Analyses out, in order: the one door to the language layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.item import Item, ItemKind
from nlp.analysis import (
    Act,
    Analysis,
    Candidate,
    Entity,
    Mention,
    Name,
    Names,
    Parent,
    Sentiment,
    Span,
    TopicHit,
)
from nlp.catalogue import Catalogue
from nlp.catalogue_index import CatalogueIndex, digest
from nlp.context import Context, ContextReader
from nlp.errors import ComponentError
from nlp.model.encoder import FOLDER

if TYPE_CHECKING:
    from nlp.components.assembly import Assembly
    from nlp.components.document import Document
    from nlp.components.linker import Link
    from nlp.components.stance import Stance

LAYER = "language-4"
"""Version of the language layer: raised with every change of the code that can alter what is found in a message.
The trained model has a version of its own beside it."""

COMPONENTS = {
    "language": "rapport_language",
    "linker": "rapport_linker",
    "topics": "rapport_topics",
    "model": "rapport_model",
    "acts": "rapport_acts",
    "aspects": "rapport_aspects",
    "sentiment": "rapport_sentiment",
    "entities": "rapport_entities",
    "candidates": "rapport_candidates",
    "mood": "rapport_mood",
}
"""Concern to factory, in the order in which they run."""

PARENTS_KEPT = 4_096
"""Parents whose analysis is remembered: a lively thread's messages answer the same few."""

LEAST_CONFIDENT = 0.3


class Pipeline:
    """Reads messages against one catalogue. The same item and parent always give the same Analysis."""

    def __init__(
        self, catalogue: Catalogue, components: Mapping[str, str] | None = None, model: Path = FOLDER
    ) -> None:
        """Replace components by spaCy factory, e.g. ``{"sentiment": "my_package.my_module:my_factory"}``.

        The part before the colon is imported first; ``rapport_nothing`` leaves a concern out. `model` is the
        folder of the trained model. Raises ComponentError for an unknown concern or factory, ModelError for
        a model that cannot be used.
        """
        self.catalogue = catalogue
        self.index = CatalogueIndex(catalogue)
        replaced = dict(components or {})
        self._contexts = ContextReader(self.index)
        self._parts = _assembled(replaced, catalogue, model)
        self.version = f"{_layer(replaced, self._parts)}:{digest(catalogue)}"
        self._parent = lru_cache(maxsize=PARENTS_KEPT)(self._read_parent)

    def analyse(
        self,
        items: Sequence[tuple[Item, Parent | None]],
        names: Sequence[Names] | None = None,
        *,
        thorough: bool = False,
    ) -> list[Analysis]:
        """Analyse items with their parents, in order; `names` are those of each item's text, where known.

        `thorough` asks for the mood too, and for the model's reading of messages that name nothing.
        """
        known = [None] * len(items) if names is None else names
        asked = [
            self._context(item, parent, given, thorough=thorough)
            for (item, parent), given in zip(items, known, strict=True)
        ]
        with self._parts.batch():
            read = self._parts.documents(asked)
            return [_analysis(item.uid, found) for (item, _), found in zip(items, read, strict=True)]

    def names(self, text: str) -> tuple[Name, ...]:
        """The names that the linker finds in a text."""
        linker = self._parts.components["linker"]
        links = linker(self._parts.document(Context(text, 0, ItemKind.POST)))._.rapport_links
        return tuple(Name(Span(link.start, link.end), link.entry, link.brand) for link in links)

    def surface_matches(self, text: str) -> frozenset[str]:
        """Catalogue entries, topics among them, whose names occur in the text; cheap."""
        found: frozenset[str] = frozenset()
        for concern in ("linker", "topics"):
            found |= self._entries(concern, text)
        return found

    def _entries(self, concern: str, text: str) -> frozenset[str]:
        """By the component's own short cut, or else by running it."""
        component = self._parts.components[concern]
        if hasattr(component, "entries"):
            return component.entries(text)  # type: ignore[no-any-return]
        doc = component(self._parts.document(Context(text, 0, ItemKind.POST)))
        links, hits = doc._.rapport_links, doc._.rapport_topics
        return frozenset([*(link.entry for link in links), *(hit.topic for hit in hits)])

    def _context(self, item: Item, parent: Parent | None, names: Names, *, thorough: bool) -> Context:
        ask: Callable[[], Analysis | None] = lambda: None  # noqa: E731 - one of two ways to ask
        if parent is not None:
            ask = lambda: self._parent(parent)  # noqa: E731
        return self._contexts.read(item, parent, ask, names, thorough=thorough)

    def _read_parent(self, parent: Parent) -> Analysis:
        """A parent is read on its own: slots come from the direct parent only, not from further up."""
        by_company = parent.author_handle is not None and (
            self.index.brand_with_handle(parent.author_handle) is not None
        )
        context = Context(
            parent.text,
            0,
            ItemKind.POST,
            parent.author_handle,
            by_company,
            names=parent.names,
            is_parent=True,
        )
        return _analysis(parent.uid, next(self._parts.documents([context])))


def _layer(replaced: Mapping[str, str], parts: Assembly) -> str:
    """What the facts depend on beside the catalogue: the code, the model, the aspects, and replaced components."""
    judge = getattr(parts.components["model"], "judge", None)
    versions = [LAYER] if judge is None else [LAYER, judge.calibration.version]
    aspects = parts.components["aspects"]
    versions += [aspects.version] if hasattr(aspects, "version") else []
    return "+".join([*versions, *(f"{concern}={replaced[concern]}" for concern in sorted(replaced))])


def _assembled(replaced: Mapping[str, str], catalogue: Catalogue, model: Path) -> Assembly:
    """The components. Imported here: the rules and the model take a second to load, and `--help` must not wait for it."""
    from nlp.components.assembly import assembled  # noqa: PLC0415 - the reason is above

    unknown = sorted(replaced.keys() - COMPONENTS.keys())
    if unknown:
        raise ComponentError(
            f"There is no component for {', '.join(unknown)}.", f"Choose among {', '.join(COMPONENTS)}."
        )
    return assembled({**COMPONENTS, **replaced}, catalogue, model)


def _analysis(uid: str, doc: Document) -> Analysis:
    """What the components left on a document, with spans that count from the item's own text."""
    left = doc._
    context: Context = left.rapport_context
    shift = context.body_start
    return Analysis(
        uid=uid,
        mentions=_mentions(left.rapport_links, left.rapport_sentiment, shift),
        topics=tuple(_topic(hit, shift) for hit in left.rapport_topics),
        acts=tuple(_act(act, shift) for act in left.rapport_acts),
        language=context.language,
        by_company=context.by_company,
        entities=_entities(left.rapport_entities, shift),
        candidates=_candidates(left.rapport_candidates, shift),
        emotions=left.rapport_emotions,
        sentiment=left.rapport_mood,
    )


def _mentions(links: Sequence[Link], stances: Sequence[Stance], shift: int) -> tuple[Mention, ...]:
    """A mention a link. An entry that only the title names gets an empty span at the start of the text."""
    in_body = {link.entry for link in links if link.start >= shift}
    found: list[Mention] = []
    for link, stance in zip(links, stances, strict=True):
        if link.start >= shift:
            span = Span(link.start - shift, link.end - shift)
        elif link.entry not in in_body:
            in_body.add(link.entry)
            place = sum(1 for mention in found if mention.span.start == mention.span.end)
            span = Span(place, place)
        else:
            continue
        found.append(_mention(link, stance, span, shift))
    return tuple(found)


def _mention(link: Link, stance: Stance, span: Span, shift: int) -> Mention:
    return Mention(
        span=span,
        entry=link.entry,
        brand=link.brand,
        sentiment=stance.sentiment,
        polarity=round(stance.polarity, 4) + 0.0,  # -0.0 is 0: not all stores tell them apart
        confidence=round(max(LEAST_CONFIDENT, link.confidence * stance.confidence), 4),
        method=link.method,
        evidence=_shifted(stance.evidence, shift),
    )


def _entities(found: Sequence[Entity], shift: int) -> tuple[Entity, ...]:
    """Those of the item's own text."""
    return tuple(
        Entity(Span(one.span.start - shift, one.span.end - shift), one.kind, round(one.confidence, 4))
        for one in found
        if one.span.start >= shift
    )


def _candidates(found: Sequence[Candidate], shift: int) -> tuple[Candidate, ...]:
    """All of them; a name that only the title holds has no place in the text."""
    return tuple(
        replace(one, spans=_shifted(one.spans, shift), confidence=round(one.confidence, 4)) for one in found
    )


def _topic(hit: TopicHit, shift: int) -> TopicHit:
    start, end = max(0, hit.span.start - shift), max(0, hit.span.end - shift)
    return TopicHit(hit.topic, Span(start, end), hit.confidence)


def _act(act: Act, shift: int) -> Act:
    return Act(
        kind=act.kind,
        target=act.target,
        evidence=_shifted(act.evidence, shift),
        confidence=round(act.confidence, 4),
        rival=act.rival,
        to=act.to,
        status=act.status,
    )


def _shifted(spans: Sequence[Span], shift: int) -> tuple[Span, ...]:
    """Spans of the item's text; words of the title are no evidence that it can show."""
    return tuple(Span(span.start - shift, span.end - shift) for span in spans if span.start >= shift)


__all__ = ["LAYER", "Pipeline", "Sentiment"]
