"""Factories by concern in; the components that read messages, in their order, out: by themselves, or inside spaCy.

Our own components need no tokens, so that they run without spaCy. Where one is replaced by another's, spaCy runs them
all, as one pipeline.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

from nlp.components.document import Document, LightDocument
from nlp.components.stages import (
    ActsComponent,
    AspectsComponent,
    LinkerComponent,
    ModelComponent,
    TopicsComponent,
    add_candidates,
    add_entities,
    add_language,
    add_mood,
    add_sentiment,
    nothing,
)
from nlp.errors import ComponentError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from nlp.catalogue import Catalogue
    from nlp.context import Context

OWN: Mapping[str, Callable[[Path], Any]] = {
    "rapport_language": lambda _: add_language,
    "rapport_linker": lambda _: LinkerComponent(),
    "rapport_topics": lambda _: TopicsComponent(),
    "rapport_model": ModelComponent,
    "rapport_acts": lambda _: ActsComponent(),
    "rapport_aspects": lambda _: AspectsComponent(),
    "rapport_sentiment": lambda _: add_sentiment,
    "rapport_entities": lambda _: add_entities,
    "rapport_candidates": lambda _: add_candidates,
    "rapport_mood": lambda _: add_mood,
    "rapport_nothing": lambda _: nothing,
}
"""Our factories: given the folder of the trained model, each makes its component."""

ENDLESS = re.compile(r"\S{1000}")
ROUGHLY = re.compile(r"\S{1,100}|\s+")


class Assembly(Protocol):
    """Components that read messages together."""

    @property
    def components(self) -> Mapping[str, Any]:
        """By concern."""

    def documents(self, contexts: Iterable[Context]) -> Iterator[Document]:
        """What is found in each message, in order."""

    def document(self, context: Context) -> Document:
        """A message before anything is found in it."""

    def batch(self) -> AbstractContextManager[object]:
        """Entered while some messages are read."""


class OwnAssembly:
    """Our own components."""

    def __init__(self, factories: Mapping[str, str], folder: Path) -> None:
        self.components = {concern: OWN[factory](folder) for concern, factory in factories.items()}
        self._acting = [one for one in self.components.values() if one is not nothing]

    def documents(self, contexts: Iterable[Context]) -> Iterator[Document]:
        """Each message through all components."""
        for context in contexts:
            found = self.document(context)
            for component in self._acting:
                found = component(found)
            yield found

    def document(self, context: Context) -> Document:
        """A document without tokens."""
        return LightDocument(context)

    def batch(self) -> AbstractContextManager[object]:
        """Nothing is kept from batch to batch, so nothing needs to be done."""
        return nullcontext()


class SpacyAssembly:
    """A spaCy pipeline of our components and of others'."""

    def __init__(self, factories: Mapping[str, str], folder: Path) -> None:
        self._language = _language(factories, folder)
        self.components = dict(self._language.pipeline)
        self._zone = Lock()

    def documents(self, contexts: Iterable[Context]) -> Iterator[Document]:
        """Each message through the pipeline, which may read several at once."""
        return self._language.pipe([self.document(context) for context in contexts])

    def document(self, context: Context) -> Doc:
        """A Doc with tokens; of a text with an endless run without a space roughly cut ones, for there the cost explodes."""
        doc = self._roughly(context.text) if ENDLESS.search(context.text) else self._language.make_doc(context.text)
        doc._.rapport_context = context
        return doc

    def _roughly(self, text: str) -> Doc:
        from spacy.tokens import Doc  # noqa: PLC0415 - only where a component is another's

        words = ROUGHLY.findall(text)
        return Doc(self._language.vocab, words=words, spaces=[False] * len(words))

    @contextmanager
    def batch(self) -> Iterator[None]:
        """spaCy keeps every word that it ever saw, unless it is told when they can go."""
        with self._zone, self._language.memory_zone():
            yield


def assembled(factories: Mapping[str, str], catalogue: Catalogue, folder: Path) -> Assembly:
    """The components of the factories, each told the catalogue. Raises ComponentError for an unknown factory."""
    ours = OWN.keys() >= set(factories.values())
    made: Assembly = OwnAssembly(factories, folder) if ours else SpacyAssembly(factories, folder)
    for component in made.components.values():
        if hasattr(component, "use_catalogue"):
            component.use_catalogue(catalogue)
    return made


def _language(factories: Mapping[str, str], folder: Path) -> Language:
    """The spaCy pipeline."""
    import spacy  # noqa: PLC0415 - takes a second and is wanted only where a component is another's

    import nlp.components.factories  # noqa: F401, PLC0415 - registers our factories with it

    language = spacy.blank("en")
    for concern, factory in factories.items():
        config = {"folder": str(folder)} if factory == "rapport_model" else {}
        _add(language, concern, factory, config)
    return language


def _add(language: Language, concern: str, factory: str, config: dict[str, str]) -> None:
    """Add a component; `module:factory` imports the module first."""
    module, _, name = factory.rpartition(":")
    try:
        if module:
            importlib.import_module(module)
        language.add_pipe(name, name=concern, config=config)
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
