"""A text with its names, and where the evidence of an act stands, in; the words that say what it is about, names masked, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.analysis import Span
from nlp.components.clauses import clauses_of
from nlp.components.key_noun import NAME
from nlp.components.reading import FILLER, MARK, Reading, Sentence

MASKED = re.compile(rf"[@#]?{MARK}")
OWNED = re.compile(rf"[@#]?{MARK}(?:'s)?")

LONG_SENTENCE = 160
"""Characters from which only the clauses around the evidence are read: the vector of thirty words is of none of them."""

SHORT_CLAUSE = 40
"""A clause with fewer characters is read with the one after it, else with the one before."""

FEWEST_WORDS = 4
"""Of a sentence that is read for itself: 'Their invoice?' says nothing without the one before."""

OWN_WORDS = re.compile(r"[a-z]{2}")
"""A stretch without a word says nothing."""


def sayings(reading: Reading, evidence: Span) -> Iterator[str]:
    """The author's sentences that the evidence lies in, masked; of a long one the clauses around it."""
    for sentence in _sentences(reading):
        if sentence.start < evidence.end and evidence.start < sentence.end:
            yield _around(reading, sentence, evidence)


def others(reading: Reading, evidence: Sequence[Span], entry: str) -> Iterator[tuple[str, Span]]:
    """The author's other sentences, masked, each with its place: not 'Twice.', nor those that name another entry alone."""
    for sentence in _sentences(reading):
        apart = all(span.end <= sentence.start or sentence.end <= span.start for span in evidence)
        if apart and len(sentence.text.split()) >= FEWEST_WORDS:
            named = {link.entry for link in reading.links_in(sentence.start, sentence.end)}
            if not named or entry in named:
                lead = len(sentence.text) - len(sentence.text.lstrip())
                yield (
                    sentence.text,
                    Span(sentence.start + lead, sentence.start + len(sentence.text.rstrip())),
                )


def before_and_after(reading: Reading, evidence: Span) -> tuple[str, str] | None:
    """The sentence of the evidence up to its end, and from its start, masked.

    None where the evidence is a whole sentence among others: nothing then points at a word.
    """
    sentences = list(_sentences(reading))
    for sentence in sentences:
        if sentence.start <= evidence.start < sentence.end:
            inside = evidence.end - evidence.start < len(sentence.text.strip())
            if inside or len(sentences) == 1:
                start, end = evidence.start - sentence.start, evidence.end - sentence.start
                return sentence.text[:end], sentence.text[start:]
    return None


def _sentences(reading: Reading) -> Iterator[Sentence]:
    """The author's own sentences that have words."""
    for sentence in reading.sentences:
        if not sentence.quoted and OWN_WORDS.search(sentence.text):
            yield sentence


def with_pronouns(saying: str) -> str:
    """Each name as 'it': whose app crashes is no part of what the complaint is about."""
    return _plain(MASKED.sub("it", saying))


def with_marks(saying: str) -> str:
    """Each name as one sign, possessive or not: 'Brevo's crumb tray' and 'the Brevo crumb tray' are one."""
    return _plain(OWNED.sub(NAME, saying))


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


def _plain(text: str) -> str:
    """Without what a name that was cut in two leaves behind."""
    return " ".join(text.replace(FILLER, "").split())
