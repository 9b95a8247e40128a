"""A sentence in; its clauses, with the names in each, out."""

from __future__ import annotations

from typing import NamedTuple

from nlp.components.reading import ANY_MARK, CLAUSE_BREAK, Reading, Sentence
from nlp.components.stance_cues import COORDINATED, NOT_SO, THAN, UNLIKE


class Clause(NamedTuple):
    """A clause of a sentence: places in the masked text, the entries named in it. A tuple, for many are made."""

    start: int
    end: int
    entries: tuple[str, ...]
    unlike: bool
    beside: bool
    """What follows 'than' or 'instead of': named only to be compared with."""


def clauses_of(reading: Reading, sentence: Sentence) -> list[Clause]:
    """Cut at commas, conjunctions and contrasts, but not inside 'X, Y and Z'."""
    cuts = [0, *(end for end in _breaks(sentence.text))]
    ends = [*cuts[1:], len(sentence.text)]
    return [
        _clause(reading, sentence, start, end) for start, end in zip(cuts, ends, strict=True) if start < end
    ]


def _breaks(text: str) -> list[int]:
    """Where clauses begin, after the first."""
    rows: list[tuple[int, int]] = []
    if len(ANY_MARK.findall(text)) > 1:
        rows = [match.span() for match in COORDINATED.finditer(text)]
    found = (match.span() for match in CLAUSE_BREAK.finditer(text))
    return [end for place, end in found if not any(start <= place < stop for start, stop in rows)]


def _clause(reading: Reading, sentence: Sentence, start: int, end: int) -> Clause:
    shift, before = sentence.start, sentence.text[:start]
    entries = tuple(dict.fromkeys([link.entry for link in reading.links_in(shift + start, shift + end)]))
    not_so = bool(entries) and NOT_SO.match(sentence.text[start:end]) is not None
    unlike = not_so or UNLIKE.search(before) is not None
    beside = THAN.search(before[-REACH_OF_THAN:]) is not None
    return Clause(shift + start, shift + end, entries, unlike, beside)


REACH_OF_THAN = 25
"""Characters before a clause in which a 'than' still governs it."""
