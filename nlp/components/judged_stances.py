"""What the trained model says of each name, and what the lexicon does, in; the author's stance toward each link out.

Each name by itself first, then given what is said of the others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from nlp.analysis import Sentiment, Span
from nlp.components.contrast import NEGATIVE, POSITIVE, Likely, contrasted
from nlp.components.judgement import Judgement
from nlp.components.linker import Link
from nlp.components.reading import Reading
from nlp.components.stance import NEUTRAL, Stance
from nlp.context import Context
from nlp.model.outputs import SENTIMENTS


def judged_stances(
    reading: Reading, context: Context, said: Judgement, by_words: Sequence[Stance]
) -> tuple[Stance, ...]:
    """A stance a link: the model's, with the lexicon's words for evidence where these say the same."""
    if not context.is_customer or not context.english:
        return tuple(NEUTRAL for _ in reading.links)
    spoken = [place for place, link in enumerate(reading.links) if reading.is_own(link.start)]
    alone = [_likely(said, reading.links[place], by_words[place]) for place in spoken]
    entries = [reading.links[place].entry for place in spoken]
    together = contrasted(entries, alone, said.calibration.contrast)
    found = [NEUTRAL] * len(reading.links)
    for place, likely in zip(spoken, together, strict=True):
        link, words = reading.links[place], by_words[place]
        found[place] = words if _is_decided(said, link, words) else _stance(reading, link, likely, words)
    return tuple(found)


def _is_decided(said: Judgement, link: Link, words: Stance) -> bool:
    """By its construction, or because it is a name beyond what the model reads."""
    return words.settled or link.entry not in said.sentiments


def _likely(said: Judgement, link: Link, words: Stance) -> Likely:
    if _is_decided(said, link, words):
        return [float(sentiment is words.sentiment) for sentiment in SENTIMENTS]
    return weighed(said, link.entry, words)


def _stance(reading: Reading, link: Link, likely: Likely, words: Stance) -> Stance:
    best = likely.index(max(likely))
    sentiment = SENTIMENTS[best]
    evidence: tuple[Span, ...] = ()
    if sentiment is words.sentiment:
        evidence = words.evidence
    elif sentiment is not Sentiment.NEUTRAL:
        evidence = _sentence_of(reading, link)
    return Stance(sentiment, likely[POSITIVE] - likely[NEGATIVE], likely[best], evidence)


def weighed(said: Judgement, entry: str, words: Stance) -> Likely:
    """Probabilities of SENTIMENTS: the model's, shifted by the praise or blame that the lexicon finds."""
    odds = said.sentiments[entry]
    shift = said.calibration.by_words.get(words.sentiment.value)
    if shift is not None:
        odds = [one + more for one, more in zip(odds, shift, strict=True)]
    highest = max(odds)
    raised = [math.exp(one - highest) for one in odds]
    total = sum(raised)
    return [one / total for one in raised]


def _sentence_of(reading: Reading, link: Link) -> tuple[Span, ...]:
    """The sentence that names it: what a reader looks at first to check."""
    for sentence in reading.sentences:
        if sentence.start <= link.start < sentence.end:
            said = sentence.text
            lead = len(said) - len(said.lstrip())
            return (Span(sentence.start + lead, sentence.start + len(said.rstrip())),)
    return ()
