"""What speaks for an act of one kind in a message in; what fills its slots, out: a target, a rival, or nothing named.

Every way to fill the slots is weighed by itself, the act given: a logistic model over the network's log odds for
its names, how far they are ahead of the other names, and whether a rule found just that. The likeliest stands, and
beside it each that is likelier than not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import permutations
from typing import NamedTuple

from nlp.analysis import ActKind
from nlp.components.acts.evidence import Evidence, Pair
from nlp.model.calibration import FillingWeights

MOST_NAMES = 6
"""Names that are weighed; a message with more of them is a list, and its likeliest names are enough."""

FAR = 6.0
"""Log odds by which a name is ahead of all others at most: a name that stands alone is so far ahead."""

UNFITTED = FillingWeights()


class Filling(NamedTuple):
    """One way to fill an act's slots. A tuple, for many are made."""

    pair: Pair
    by_rule: bool
    """Whether a rule found just this."""
    least: float
    """The network's log odds for the name that it is less sure of; 0 where none is named."""
    ahead: float
    """How far that is above the likeliest other name for the same slot."""
    open: float
    """The highest log odds for each slot that is left open, summed."""
    opposite: float
    """How far it is above its opposite, the sides changed."""

    def odds(self, weights: FillingWeights) -> float:
        """Log odds that, if the message does it, it does this."""
        return (
            weights.bias
            + weights.rule * self.by_rule
            + weights.least * self.least
            + weights.ahead * self.ahead
            + weights.open * self.open
            + weights.opposite * self.opposite
        )


def form_of(kind: ActKind, pair: Pair) -> str:
    """What the weights are kept by: the kind, and which of its sides are named."""
    target, rival = pair
    return _form(kind, target is not None, rival is not None)


@cache
def _form(kind: ActKind, has_target: bool, has_rival: bool) -> str:
    sides = [side for side, is_named in (("target", has_target), ("rival", has_rival)) if is_named]
    return f"{kind.value} {' '.join(sides) or 'nothing'}"


def fillings(evidence: Evidence) -> Iterator[Filling]:
    """Every way but those that turn round what a rule has read.

    Cost grows with the square of the names where there are two sides.
    """
    highest = [max(filled.values(), default=0.0) for filled in evidence.fillers]
    for pair in _pairs(evidence):
        if pair not in evidence.ruled and pair[::-1] in evidence.ruled and None not in pair:
            continue
        named = [
            (filled, entry)
            for filled, entry in zip(evidence.fillers, pair, strict=False)
            if entry is not None
        ]
        least = min((filled[entry] for filled, entry in named), default=0.0)
        yield Filling(
            pair=pair,
            by_rule=pair in evidence.ruled,
            least=least,
            ahead=min((_ahead(filled, entry) for filled, entry in named), default=0.0),
            open=sum(odds for odds, entry in zip(highest, pair, strict=False) if entry is None),
            opposite=_above_opposite(evidence, pair, least),
        )


def _pairs(evidence: Evidence) -> Iterator[Pair]:
    names = _likeliest(evidence)
    if len(evidence.fillers) == 1:
        yield from ((name, None) for name in (*names, None))
        return
    yield from ((name, None) for name in names)
    yield from ((None, name) for name in names)
    yield from permutations(names, 2)


def _likeliest(evidence: Evidence) -> list[str]:
    """The names that are the likeliest for any slot."""
    names = evidence.fillers[0]
    if len(names) <= MOST_NAMES:
        return list(names)
    return sorted(names, key=lambda name: -max(filled[name] for filled in evidence.fillers))[:MOST_NAMES]


def _ahead(filled: Mapping[str, float], name: str) -> float:
    return _bounded(
        filled[name] - max((odds for other, odds in filled.items() if other != name), default=-math.inf)
    )


def _above_opposite(evidence: Evidence, pair: Pair, least: float) -> float:
    target, rival = pair
    if target is None or rival is None:
        return 0.0
    targets, rivals = evidence.fillers
    return _bounded(least - min(targets[rival], rivals[target]))


def _bounded(odds: float) -> float:
    return max(-FAR, min(FAR, odds))


def chosen(evidence: Evidence, weights: Mapping[str, FillingWeights]) -> list[tuple[Pair, float]]:
    """The likeliest and all others that are likelier than not, with their log odds; nothing where there is no way.

    The only way, as where nothing is named, is certain.
    """
    scored = [
        (one.pair, one.odds(weights.get(form_of(evidence.kind, one.pair), UNFITTED)))
        for one in fillings(evidence)
    ]
    if len(scored) == 1:
        return [(scored[0][0], math.inf)]
    scored.sort(key=lambda way: -way[1])
    kept = scored[:1]
    for pair, odds in scored[1:]:
        if odds > 0 and all(_go_together(evidence, pair, other) for other, _ in kept):
            kept.append((pair, odds))
    return kept


def _go_together(evidence: Evidence, pair: Pair, kept: Pair) -> bool:
    """An open side stands only alone, and no name is both moved to and left."""
    sides = len(evidence.fillers)
    if None in pair[:sides] or None in kept[:sides]:
        return False
    return evidence.kind is not ActKind.SWITCHES or (pair[0] != kept[1] and pair[1] != kept[0])
