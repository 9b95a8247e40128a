"""A message's text in; the language that it is written in out, None where too little is said to tell."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from nlp.errors import ModelError
from nlp.words import word_set

LANGUAGES = word_set(
    "af ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk kn ko lt lv mk "
    "ml mn mr ms mt ne nl no pa pl pt ro ru si sk sl sq sr sv sw ta te th tl tr uk ur vi zh"
)
"""Languages that people write to suppliers in; without the rest, fewer short texts are taken for Breton or Latin."""

NOT_WORDS = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|\S+@\S+\.\w+|^[ \t]*>.*$", re.MULTILINE)
"""Links, handles, tags, addresses and quoted lines: written in no language, or in another's."""

LETTERS = re.compile(r"[^\W\d_]+")
NOT_ENGLISH = re.compile(r"[^\x00-\x7f\W\d_]")
"""A letter that English does without."""

FEWEST_WORDS = 6
"""Of English letters: 'Give Moka a miss' is Hungarian as much as English."""

UNLIKELY = 0.05
"""Probability of English below which a text counts as another language's."""

LONGEST = 600
"""Letters that are looked at: a language shows in the first sentences."""


@cache
def identifier() -> Any:  # noqa: ANN401 - the library has no types
    """The naive Bayes model over byte n-grams (Lui and Baldwin 2012), loaded at the first question.

    Raises ModelError where that cannot be.
    """
    from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - half a second

    try:
        found = LanguageIdentifier.from_modelpath(str(MODEL_DIR / MODEL_FILE), norm_probs=True)
    except OSError as error:  # it is unpacked into a temporary file, for which there may be no room
        raise ModelError(
            f"The model that tells languages cannot be unpacked: {error}.",
            "Free about 70 MB in the folder for temporary files (TMPDIR names another).",
        ) from error
    found.set_languages(sorted(LANGUAGES))
    return found


def language_of(text: str) -> str | None:
    """ISO 639-1 code. English is what a text is taken for unless it is surely something else."""
    bare = NOT_WORDS.sub(" ", text[:LONGEST])
    if len(LETTERS.findall(bare)) < FEWEST_WORDS and NOT_ENGLISH.search(bare) is None:
        return None
    likely = identifier().rank(" ".join(bare.split()))
    if likely[0][0] == "en":
        return "en"
    english = next(sure for language, sure in likely if language == "en")
    return str(likely[0][0]) if english < UNLIKELY else None
