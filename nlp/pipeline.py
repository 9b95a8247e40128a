"""Items with their parents in, Analyses out, in order: the one door to the language layer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from ingest.item import Item, ItemKind
from nlp.analysis import Act, Analysis, Mention, Name, Names, Parent, Sentiment, Span, TopicHit
from nlp.catalogue import Catalogue
from nlp.catalogue_index import CatalogueIndex, digest
from nlp.context import Context, ContextReader
from nlp.errors import ComponentError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from nlp.components.linker import Link
    from nlp.components.stance import Stance

LAYER = "rules-2"
"""Version of the language layer: raised with every change that can alter what is found in a message."""

COMPONENTS = {
    "linker": "rapport_linker",
    "topics": "rapport_topics",
    "acts": "rapport_acts",
    "sentiment": "rapport_sentiment",
}
"""Concern to spaCy factory, in the order in which they run."""

PARENTS_KEPT = 4_096
"""Parents whose analysis is remembered: a lively thread's messages answer the same few."""

LEAST_CONFIDENT = 0.3

ENDLESS = re.compile(r"\S{1000}")
ROUGHLY = re.compile(r"\S{1,100}|\s+")


class Pipeline:
    """Reads messages against one catalogue. The same item and parent always give the same Analysis."""

    def __init__(self, catalogue: Catalogue, components: Mapping[str, str] | None = None) -> None:
        """Replace components by spaCy factory name, e.g. ``{"sentiment": "my_sentiment"}``.

        Raises ComponentError for an unknown concern or factory.
        """
        self.catalogue = catalogue
        self.index = CatalogueIndex(catalogue)
        replaced = dict(components or {})
        self.version = f"{_layer(replaced)}:{digest(catalogue)}"
        self._contexts = ContextReader(self.index)
        self._nlp = _language(replaced, catalogue)
        self._makes_tokens = bool(replaced)
        self._zone = Lock()
        self._parent = lru_cache(maxsize=PARENTS_KEPT)(self._read_parent)

    def analyse(
        self, items: Sequence[tuple[Item, Parent | None]], names: Sequence[Names] | None = None
    ) -> list[Analysis]:
        """Analyse items with their parents, in order; `names` are those of each item's text, where known."""
        known = [None] * len(items) if names is None else names
        if not self._makes_tokens:
            return self._analysed(items, known)
        # spaCy keeps every word that it ever saw, unless it is told when they can go.
        with self._zone, self._nlp.memory_zone():
            return self._analysed(items, known)

    def _analysed(
        self, items: Sequence[tuple[Item, Parent | None]], names: Sequence[Names]
    ) -> list[Analysis]:
        docs = [
            self._doc(self._context(item, parent, known))
            for (item, parent), known in zip(items, names, strict=True)
        ]
        read = self._nlp.pipe(docs)
        return [_analysis(item.uid, doc) for (item, _), doc in zip(items, read, strict=True)]

    def names(self, text: str) -> tuple[Name, ...]:
        """The names that the linker finds in a text."""
        linker: Any = self._nlp.get_pipe("linker")
        links = linker(self._doc(Context(text, 0, ItemKind.POST)))._.rapport_links
        return tuple(Name(Span(link.start, link.end), link.entry, link.brand) for link in links)

    def surface_matches(self, text: str) -> frozenset[str]:
        """Catalogue entries, topics among them, whose names occur in the text; cheap."""
        found: frozenset[str] = frozenset()
        for concern in ("linker", "topics"):
            found |= self._entries(concern, text)
        return found

    def _entries(self, concern: str, text: str) -> frozenset[str]:
        """By the component's own short cut, or else by running it."""
        component: Any = self._nlp.get_pipe(concern)
        if hasattr(component, "entries"):
            return component.entries(text)  # type: ignore[no-any-return]
        doc = component(self._doc(Context(text, 0, ItemKind.POST)))
        links, hits = doc._.rapport_links, doc._.rapport_topics
        return frozenset([*(link.entry for link in links), *(hit.topic for hit in hits)])

    def _context(self, item: Item, parent: Parent | None, names: Names) -> Context:
        ask: Callable[[], Analysis | None] = lambda: None  # noqa: E731 - one of two ways to ask
        if parent is not None:
            ask = lambda: self._parent(parent)  # noqa: E731
        return self._contexts.read(item, parent, ask, names)

    def _read_parent(self, parent: Parent) -> Analysis:
        """A parent is read on its own: slots come from the direct parent only, not from further up."""
        by_company = parent.author_handle is not None and (
            self.index.brand_with_handle(parent.author_handle) is not None
        )
        context = Context(parent.text, 0, ItemKind.POST, parent.author_handle, by_company, names=parent.names)
        return _analysis(parent.uid, self._nlp(self._doc(context)))

    def _doc(self, context: Context) -> Doc:
        """Our own components read the context's text; tokens are made where another's may want them."""
        doc = self._tokenised(context.text) if self._makes_tokens else self._blank()
        doc._.rapport_context = context
        return doc

    def _blank(self) -> Doc:
        from spacy.tokens import Doc  # noqa: PLC0415 - spaCy is loaded with the pipeline, not with this module

        return Doc(self._nlp.vocab)

    def _tokenised(self, text: str) -> Doc:
        """By spaCy; a text with an endless run without a space is cut roughly, for there its cost explodes."""
        if ENDLESS.search(text) is None:
            return self._nlp.make_doc(text)
        from spacy.tokens import Doc  # noqa: PLC0415 - as above

        words = ROUGHLY.findall(text)
        return Doc(self._nlp.vocab, words=words, spaces=[False] * len(words))


def _layer(replaced: Mapping[str, str]) -> str:
    return "+".join([LAYER, *(f"{concern}={replaced[concern]}" for concern in sorted(replaced))])


def _language(replaced: Mapping[str, str], catalogue: Catalogue) -> Language:
    """The spaCy pipeline. Imported here: spaCy takes a second to load, and `--help` must not wait for it."""
    import spacy  # noqa: PLC0415 - the reason is above

    import nlp.components.factories  # noqa: F401, PLC0415 - registers our factories

    unknown = sorted(replaced.keys() - COMPONENTS.keys())
    if unknown:
        raise ComponentError(
            f"There is no component for {', '.join(unknown)}.", f"Choose among {', '.join(COMPONENTS)}."
        )
    language = spacy.blank("en")
    for concern, factory in {**COMPONENTS, **replaced}.items():
        try:
            component: Any = language.add_pipe(factory, name=concern)
        except ValueError as error:
            raise ComponentError(
                f"spaCy knows no factory {factory!r} for {concern}.",
                "Import the module that registers it first, or correct the name.",
            ) from error
        if hasattr(component, "use_catalogue"):
            component.use_catalogue(catalogue)
    return language


def _analysis(uid: str, doc: Doc) -> Analysis:
    """What the components left on a Doc, with spans that count from the item's own text."""
    left = doc._
    context: Context = left.rapport_context
    shift = context.body_start
    return Analysis(
        uid=uid,
        mentions=_mentions(left.rapport_links, left.rapport_sentiment, shift),
        topics=tuple(_topic(hit, shift) for hit in left.rapport_topics),
        acts=tuple(_act(act, shift) for act in left.rapport_acts),
        by_company=context.by_company,
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
        polarity=round(stance.polarity, 4),
        confidence=round(max(LEAST_CONFIDENT, link.confidence * stance.confidence), 4),
        method=link.method,
        evidence=_shifted(stance.evidence, shift),
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
