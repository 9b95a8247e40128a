"""A message's text in; the language that it is written in out, None where too little is said to tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from nlp.components.letters import LetterModel
from nlp.words import word_set

LANGUAGES = word_set(
    "af ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk kn ko lt lv mk "
    "ml mn mr ms mt ne nl no pa pl pt ro ru si sk sl sq sr sv sw ta te th tl tr uk ur vi zh"
)
"""Languages that people write to suppliers in; without the rest, fewer short texts are taken for Breton or Latin."""

NOT_WORDS = re.compile(r"https?://\S+|www\.\S+|[@#]\w+|\S+@\S+\.\w+|^[ \t]*>.*$", re.MULTILINE)
"""Links, handles, tags, addresses and quoted lines: written in no language, or in another's."""

SIGNS = ("://", "www.", "@", "#", ">")
"""One of these is in each of them."""

LETTERS = re.compile(r"[^\W\d_]+")
NOT_ENGLISH = re.compile(r"[^\x00-\x7f\W\d_]")
"""A letter that English does without."""

FEWEST_WORDS = 6
"""Of English letters: 'Give Moka a miss' is Hungarian as much as English."""

UNLIKELY = 0.05
"""Probability of English below which a text counts as another language's."""

LONGEST = 600
"""Letters that are looked at: a language shows in the first sentences."""


WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
PLAIN = word_set(
    "the and you that this with they have would what your about when which there their from than because just don't it's "
    "i'm doesn't didn't can't isn't won't i've"
)
"""Words that no other language of the list has much use for."""
COMMON = PLAIN | word_set(
    "my is for of to it are not i we she he his them those these was were been had has so very out get got but if only "
    "after now still i'd we're they're that's you're can will could should did does do how why who any some much more even "
    "never again"
)

FEWEST_PLAIN, FEWEST_COMMON, COMMON_PART = 2, 4, 0.25
"""From which a text in English letters is English without a look at its letters. Of 12,627 texts (tweets to support, posts,
our own messages) 63 of 100 are told so, and the model says English of each of them."""


@cache
def identifier() -> LetterModel:
    """The model over letters, loaded at the first question: it takes half a second."""
    return LetterModel(LANGUAGES)


def language_of(text: str) -> str | None:
    """ISO 639-1 code. English is what a text is taken for unless it is surely something else."""
    said = text[:LONGEST]
    bare = NOT_WORDS.sub(" ", said) if any(sign in said for sign in SIGNS) else said
    in_english_letters = bare.isascii() or NOT_ENGLISH.search(bare) is None
    if in_english_letters:
        words = WORD.findall(bare.lower().replace("’", "'"))  # noqa: RUF001 - as people write
        if len(words) < FEWEST_WORDS and len(LETTERS.findall(bare)) < FEWEST_WORDS:
            return None
        if _is_plainly_english(words):
            return "en"
    likely = identifier().likely(" ".join(bare.split()))
    best = max(likely, key=likely.__getitem__)
    if best == "en":
        return "en"
    return best if likely["en"] < UNLIKELY else None


def _is_plainly_english(words: Sequence[str]) -> bool:
    common = [word for word in words if word in COMMON]
    return (
        len(common) >= max(FEWEST_COMMON, COMMON_PART * len(words))
        and sum(word in PLAIN for word in common) >= FEWEST_PLAIN
    )
