"""Items with their parents in, Analyses out, in order: the one door to the language layer."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

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
    from spacy.language import Language
    from spacy.tokens import Doc

    from nlp.components.linker import Link
    from nlp.components.stance import Stance

LAYER = "language-3"
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
"""Concern to spaCy factory, in the order in which they run."""

NOTHING = "rapport_nothing"
"""The factory of a component that does nothing."""

PARENTS_KEPT = 4_096
"""Parents whose analysis is remembered: a lively thread's messages answer the same few."""

LEAST_CONFIDENT = 0.3

ENDLESS = re.compile(r"\S{1000}")
ROUGHLY = re.compile(r"\S{1,100}|\s+")


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
        self._nlp = _language(replaced, catalogue, model)
        self.version = f"{_layer(replaced, self._nlp)}:{digest(catalogue)}"
        self._makes_tokens = any(factory != NOTHING for factory in replaced.values())
        self._zone = Lock()
        self._parent = lru_cache(maxsize=PARENTS_KEPT)(self._read_parent)

    def analyse(
        self,
        items: Sequence[tuple[Item, Parent | None]],
        names: Sequence[Names] | None = None,
        *,
        thorough: bool = False,
    ) -> list[Analysis]:
        """Analyse items with their parents, in order; `names` are those of each item's text, where known.

        `thorough` asks for mood and emotions too, and for the model's reading of messages that name nothing.
        """
        known = [None] * len(items) if names is None else names
        asked = [
            replace(self._context(item, parent, given), thorough=thorough)
            for (item, parent), given in zip(items, known, strict=True)
        ]
        if not self._makes_tokens:
            return self._analysed(items, asked)
        # spaCy keeps every word that it ever saw, unless it is told when they can go.
        with self._zone, self._nlp.memory_zone():
            return self._analysed(items, asked)

    def _analysed(
        self, items: Sequence[tuple[Item, Parent | None]], contexts: Sequence[Context]
    ) -> list[Analysis]:
        docs = [self._doc(context) for context in contexts]
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
        context = Context(
            parent.text,
            0,
            ItemKind.POST,
            parent.author_handle,
            by_company,
            names=parent.names,
            is_parent=True,
        )
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


def _layer(replaced: Mapping[str, str], language: Language) -> str:
    """What the facts depend on beside the catalogue: the code, the model, the aspects, and replaced components."""
    component: Any = language.get_pipe("model")
    judge = getattr(component, "judge", None)
    versions = [LAYER] if judge is None else [LAYER, judge.calibration.version]
    aspects: Any = language.get_pipe("aspects")
    versions += [aspects.version] if hasattr(aspects, "version") else []
    return "+".join([*versions, *(f"{concern}={replaced[concern]}" for concern in sorted(replaced))])


def _language(replaced: Mapping[str, str], catalogue: Catalogue, model: Path) -> Language:
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
        config = {"folder": str(model)} if factory == COMPONENTS["model"] else {}
        component = _added(language, concern, factory, config)
        if hasattr(component, "use_catalogue"):
            component.use_catalogue(catalogue)
    return language


def _added(language: Language, concern: str, factory: str, config: dict[str, str]) -> Any:  # noqa: ANN401 - spaCy's
    """Add a component; `module:factory` imports the module first."""
    module, _, name = factory.rpartition(":")
    try:
        if module:
            importlib.import_module(module)
        return language.add_pipe(name, name=concern, config=config)
    except ImportError as error:
        raise ComponentError(
            f"The module {module!r} for {concern} cannot be imported: {error}.",
            "Install it where Rapport runs, or correct the name.",
        ) from error
    except ValueError as error:
        raise ComponentError(
            f"spaCy knows no factory {name!r} for {concern}.",
            "Name the module that registers it, as module:factory, or correct the name.",
        ) from error


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
        polarity=round(stance.polarity, 4),
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
