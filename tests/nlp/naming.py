"""A stand-in for the trained model's entities: makers that tests know. Named as `tests.nlp.naming:test_makers`."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

from nlp.analysis import Entity, EntityKind, Span

MAKERS = {
    "philips": EntityKind.ORGANISATION,
    "krups": EntityKind.ORGANISATION,
    "latte go": EntityKind.PRODUCT,
}
MAKER = re.compile("|".join(MAKERS), re.IGNORECASE)
COMPONENTS = {"model": "rapport_nothing", "entities": "tests.nlp.naming:test_makers"}


@Language.component("test_makers")
def makers(doc: Doc) -> Doc:
    doc._.rapport_entities = tuple(
        Entity(Span(*match.span()), MAKERS[match.group().lower()], 0.9)
        for match in MAKER.finditer(doc._.rapport_context.text)
    )
    return doc
