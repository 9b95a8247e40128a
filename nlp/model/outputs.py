"""What the encoder's heads say, number by number: the order of every label. Training and reading share it."""

from __future__ import annotations

from nlp.analysis import ActKind, Sentiment

SENTIMENTS = (Sentiment.NEGATIVE, Sentiment.NEUTRAL, Sentiment.POSITIVE)
"""Classes of a name's sentiment and of a message's."""

ACTS = tuple(ActKind)
"""Does the message do it? One probability each."""

ROLES = (
    "recommends",
    "warns",
    "winner",
    "loser",
    "from",
    "to",
    "complains",
    "asks",
    "intends",
    "suggests",
)
"""The slots that a name fills, one probability each."""

ENTITY_TYPES = ("person", "place", "organisation", "product", "work")
TAGS = ("O", *(f"{sign}-{kind}" for kind in ENTITY_TYPES for sign in "BI"))
"""Begin, inside and outside of entities, one class a word."""

EMOTIONS = (
    "admiration",
    "amusement",
    "anger",
    "annoyance",
    "approval",
    "caring",
    "confusion",
    "curiosity",
    "desire",
    "disappointment",
    "disapproval",
    "disgust",
    "embarrassment",
    "excitement",
    "fear",
    "gratitude",
    "grief",
    "joy",
    "love",
    "nervousness",
    "optimism",
    "pride",
    "realization",
    "relief",
    "remorse",
    "sadness",
    "surprise",
    "neutral",
)
"""GoEmotions' categories, in its order; one probability each."""
