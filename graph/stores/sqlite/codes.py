"""Kinds and sentiments in, the small numbers that stand for them in a file out, and back.

The numbers are part of the file format: add new ones at the end, never change one.
"""

from __future__ import annotations

from typing import Final

from graph.model import FactKind
from nlp.analysis import Sentiment

KIND_CODES: Final = {
    FactKind.POSTED: 1,
    FactKind.REPLIES_TO: 2,
    FactKind.QUOTES: 3,
    FactKind.SHARES: 4,
    FactKind.IN: 5,
    FactKind.ADDRESSES: 6,
    FactKind.MENTIONS: 7,
    FactKind.ABOUT: 8,
    FactKind.REACTED: 9,
    FactKind.FOLLOWS: 10,
    FactKind.RECOMMENDS: 11,
    FactKind.WARNS: 12,
    FactKind.COMPARES: 13,
    FactKind.SWITCHES: 14,
    FactKind.COMPLAINS: 15,
    FactKind.ASKS: 16,
    FactKind.INTENDS: 17,
    FactKind.SUGGESTS: 18,
    FactKind.NAMES: 19,
}

KINDS: Final = {code: kind for kind, code in KIND_CODES.items()}

SENTIMENT_CODES: Final[dict[str | None, int]] = {
    Sentiment.POSITIVE.value: 101,
    Sentiment.NEUTRAL.value: 102,
    Sentiment.NEGATIVE.value: 103,
}
"""Beside the kinds, and apart from them, as the aspect of a mark."""

UNHEARD_OF: Final = -1
"""A code or name that no row has: what is asked for does not exist, so nothing is found."""
