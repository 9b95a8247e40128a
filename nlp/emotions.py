"""The stances and emotions of one message in; which emotions its author shows toward which brand, out.

The model says what a message shows, not toward what. It is taken for a feeling toward a brand where the message names no
other, unless the stance says the opposite ("I love my Moka" in a sad message). Of several brands an emotion goes to
the one brand whose stance has its tone: in "love the Moka, the Brevo is a joke" love is for the Moka. Where that leaves
several, or none, nobody gets it: an emotion too few is better than anger toward the wrong brand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from nlp.analysis import Analysis, Emotion, Mention, Sentiment

GOOD = frozenset(
    {
        "admiration",
        "amusement",
        "approval",
        "caring",
        "desire",
        "excitement",
        "gratitude",
        "joy",
        "love",
        "optimism",
        "pride",
        "relief",
    }
)
ILL = frozenset(
    {
        "anger",
        "annoyance",
        "disappointment",
        "disapproval",
        "disgust",
        "embarrassment",
        "fear",
        "grief",
        "nervousness",
        "remorse",
        "sadness",
    }
)
"""The groups of GoEmotions (Demszky et al. 2020, ACL, table 1); confusion, curiosity, realization and surprise are of neither
tone, and neutral is no emotion."""

NO_EMOTION = "neutral"

MOST = 3
"""Emotions kept of a message, the surest: a fourth is nearly always a weaker word for one of them."""

SIGNS = {Sentiment.POSITIVE: 1, Sentiment.NEUTRAL: 0, Sentiment.NEGATIVE: -1}


def emotions_by_brand(analysis: Analysis) -> Mapping[str, tuple[str, ...]]:
    """Names of emotions by brand id, in the alphabet's order; brands without any are left out, and so is a company's own word."""
    shown = _surest(analysis.emotions)
    if not shown or not analysis.mentions or analysis.by_company:
        return {}
    stances = _stances(analysis.mentions)
    found: dict[str, list[str]] = defaultdict(list)
    for emotion in sorted(shown):
        brand = _brand(stances, tone(emotion))
        if brand is not None:
            found[brand].append(emotion)
    return {brand: tuple(names) for brand, names in found.items()}


def tone(emotion: str) -> int:
    """1 for a good feeling, -1 for an ill one, 0 for one that may be either."""
    return (emotion in GOOD) - (emotion in ILL)


def _surest(emotions: Iterable[Emotion]) -> list[str]:
    ranked = sorted(emotions, key=lambda one: (-one.confidence, one.name))
    return [one.name for one in ranked if one.name != NO_EMOTION][:MOST]


def _stances(mentions: Iterable[Mention]) -> dict[str, int]:
    """Of each brand by all its mentions: -1, 0 or 1."""
    sums: dict[str, int] = defaultdict(int)
    for mention in mentions:
        sums[mention.brand] += SIGNS[mention.sentiment]
    return {brand: (total > 0) - (total < 0) for brand, total in sums.items()}


def _brand(stances: Mapping[str, int], sign: int) -> str | None:
    """Toward which brand an emotion of this tone is."""
    if len(stances) == 1:
        ((brand, stance),) = stances.items()
        return None if sign * stance < 0 else brand
    alike = [brand for brand, stance in stances.items() if sign and stance == sign]
    return alike[0] if len(alike) == 1 else None
