"""What is said of one entry in; the stance that it comes to out."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from nlp.analysis import Sentiment, Span

DECISIVE = 1.0
"""A stance needs more weight than one faint word ('fine', 'odd') has."""
MIXED_MARGIN = 0.35
"""Where praise and blame differ by less than this share of the stronger, neither wins."""
POLARITY_SCALE = 2.5
"""Weight at which polarity reaches three quarters of its range."""

BASE_CONFIDENCE, PER_EVIDENCE, MOST_CONFIDENT = 0.6, 0.08, 0.92
MOST_EVIDENCE = 12
"""Words kept as evidence of one stance; a reader looks at the first few."""
NEUTRAL_CONFIDENCE, MIXED_CONFIDENCE = 0.65, 0.5
"""Judged by hand: a single word decides rightly in about two of three messages, several agreeing words in nine of ten."""


@dataclass(frozen=True, slots=True)
class Stance:
    """The author's stance toward one link."""

    sentiment: Sentiment
    polarity: float
    confidence: float
    evidence: tuple[Span, ...] = ()
    settled: bool = False
    """Whether a construction decides it ('unlike X'), not the weight of words."""


NEUTRAL = Stance(Sentiment.NEUTRAL, 0.0, NEUTRAL_CONFIDENCE)


@dataclass(slots=True)
class Tally:
    """What is said of one entry."""

    praise: float = 0.0
    blame: float = 0.0
    evidence: list[Span] = field(default_factory=list)
    settled: bool = False

    def add(self, weight: float, span: Span) -> None:
        """Count praise or blame, with the words that it rests on."""
        if weight > 0:
            self.praise += weight
        elif weight < 0:
            self.blame -= weight
        if weight and len(self.evidence) < MOST_EVIDENCE and span not in self.evidence:
            self.evidence.append(span)


def decided(tally: Tally) -> Stance:
    """Praise and blame in one."""
    net, strongest = tally.praise - tally.blame, max(tally.praise, tally.blame)
    polarity = math.tanh(net / POLARITY_SCALE)
    evidence = tuple(sorted(tally.evidence, key=lambda span: span.start))
    if tally.praise and tally.blame and abs(net) < MIXED_MARGIN * strongest:
        return Stance(Sentiment.NEUTRAL, polarity, MIXED_CONFIDENCE, evidence)
    if abs(net) <= DECISIVE:
        confidence = NEUTRAL_CONFIDENCE - 0.1 * bool(evidence)
        return Stance(Sentiment.NEUTRAL, polarity, confidence, evidence)
    confidence = min(MOST_CONFIDENT, BASE_CONFIDENCE + PER_EVIDENCE * abs(net))
    sentiment = Sentiment.POSITIVE if net > 0 else Sentiment.NEGATIVE
    return Stance(sentiment, polarity, confidence, evidence, tally.settled)
