"""Probabilities of languages."""

from __future__ import annotations

import pytest
from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier

from nlp.components.language import LANGUAGES, identifier
from tests.nlp.components.test_language import ENGLISH, OTHERS

TEXTS = [*ENGLISH, *(text for _, text in OTHERS), "", "12.50 €", "ALL IN CAPITALS", "Ово је добро", "\ud800 broken"]


@pytest.fixture(scope="module")
def theirs() -> LanguageIdentifier:
    """The model as its own library reads it."""
    found = LanguageIdentifier.from_modelpath(str(MODEL_DIR / MODEL_FILE), norm_probs=True)
    found.set_languages(sorted(LANGUAGES))
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_probabilities_are_those_of_the_models_own_library(theirs: LanguageIdentifier, text: str) -> None:
    assert identifier().likely(text) == pytest.approx(dict(theirs.rank(text)), abs=1e-5)
