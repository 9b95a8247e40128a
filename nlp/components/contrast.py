"""How likely each sentiment toward each name of a text is in; the same, the names set against each other, out.

Who names several in one text often sets them against each other: that one is praised makes it likelier that another is
blamed than the words about that other say, and the reverse.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from nlp.analysis import Sentiment
from nlp.model.outputs import SENTIMENTS

POSITIVE, NEGATIVE = SENTIMENTS.index(Sentiment.POSITIVE), SENTIMENTS.index(Sentiment.NEGATIVE)

Likely = list[float]
"""Probabilities of SENTIMENTS."""


def contrasted(names: Sequence[str], likely: Sequence[Likely], weight: float) -> list[Likely]:
    """For each mention its name and probabilities in; its probabilities, given those of the other names, out.

    `weight` times the highest probability of praise of another name adds to the log odds of blame, and the reverse.
    Cost grows with the mentions.
    """
    if len(set(names)) < 2:  # noqa: PLR2004 - there is no other
        return list(likely)
    praised, blamed = (_of_others(names, [one[place] for one in likely]) for place in (POSITIVE, NEGATIVE))
    found = []
    for name, one in zip(names, likely, strict=True):
        raised = list(one)
        raised[NEGATIVE] *= math.exp(weight * praised[name])
        raised[POSITIVE] *= math.exp(weight * blamed[name])
        total = sum(raised)
        found.append([value / total for value in raised])
    return found


def _of_others(names: Sequence[str], values: Sequence[float]) -> dict[str, float]:
    """For each name the highest value of any other; 0 where there is none."""
    highest: dict[str, float] = {}
    for name, value in zip(names, values, strict=True):
        highest[name] = max(value, highest.get(name, 0.0))
    first, second = [*sorted(highest.values(), reverse=True), 0.0, 0.0][:2]
    leads = [name for name, value in highest.items() if value == first]
    return {name: second if [name] == leads else first for name in highest}
