"""A text with its names, and where the evidence of an act stands, in; the words to be understood, names masked, out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.analysis import Span
from nlp.components.clauses import clauses_of
from nlp.components.reading import FILLER, MARK, Reading, Sentence

MASKED = re.compile(rf"[@#]?{MARK}")
STANDS_FOR_A_NAME = "it"
"""Whose app crashes is no part of what the complaint is about."""

LONG_SENTENCE = 160
"""Characters from which only the clauses around the evidence are read: the vector of thirty words is of none of them."""

SHORT_CLAUSE = 40
"""A clause with fewer characters is read with the one after it, else with the one before."""

OWN_WORDS = re.compile(r"[a-z]{2}")
"""A stretch without a word says nothing."""


def sayings(reading: Reading, evidence: Span) -> Iterator[str]:
    """The author's sentences that the evidence lies in; of a long one the clauses around it."""
    for sentence in reading.sentences:
        apart = sentence.end <= evidence.start or sentence.start >= evidence.end
        if not sentence.quoted and not apart:
            said = _plain(_around(reading, sentence, evidence))
            if OWN_WORDS.search(said):
                yield said


def _around(reading: Reading, sentence: Sentence, evidence: Span) -> str:
    """The whole sentence, if it is short or all of it is evidence; else the clauses from where that begins to where it ends."""
    first, last = max(sentence.start, evidence.start), min(sentence.end, evidence.end)
    if len(sentence.text) <= LONG_SENTENCE or last - first > LONG_SENTENCE:
        return sentence.text
    clauses = clauses_of(reading, sentence)
    held = [number for number, one in enumerate(clauses) if one.start < last and first < one.end]
    if not held:
        return sentence.text
    low, high = held[0], held[-1]
    while clauses[high].end - clauses[low].start < SHORT_CLAUSE:
        if high + 1 < len(clauses):
            high += 1
        elif low:
            low -= 1
        else:
            break
    return reading.masked[clauses[low].start : clauses[high].end]


def _plain(masked: str) -> str:
    return " ".join(MASKED.sub(STANDS_FOR_A_NAME, masked).replace(FILLER, "").split())
