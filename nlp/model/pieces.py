"""A long text in; the pieces in which the encoder reads it out, cut between sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.model.tokens import Place

MOST_LETTERS = 700
"""Of a piece: about 160 tokens. The model was trained on up to 128; attention's cost grows with the square."""

SENTENCE_END = re.compile(r"[.!?…][\"”')\]]*\s+|\n+")


def pieces(text: str, names: Sequence[Place] = ()) -> list[Place]:
    """Where the pieces lie, in order and without gaps; no name is cut."""
    if len(text) <= MOST_LETTERS:
        return [(0, len(text))]
    found: list[Place] = []
    start = 0
    while len(text) - start > MOST_LETTERS:
        end = _cut(text, start, names)
        found.append((start, end))
        start = end
    return [*found, (start, len(text))]


def _cut(text: str, start: int, names: Sequence[Place]) -> int:
    """After the last sentence that fits, else at the last space, else anywhere; then before a name that it cuts."""
    limit = start + MOST_LETTERS
    ends = [match.end() for match in SENTENCE_END.finditer(text, start + MOST_LETTERS // 3, limit)]
    cut = ends[-1] if ends else text.rfind(" ", start + 1, limit) + 1 or limit
    for first, last in names:
        if first < cut < last and first > start:
            return first
    return cut
