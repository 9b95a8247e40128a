"""What the rules found and what the trained model says in; the acts that both together speak for out.

Each kind of act has a small logistic model over three pieces of evidence: the model's log odds that the message
does it, its log odds that a name fills the slot, and whether a rule found just that. Its weights are fitted on
messages that neither was made with (`nlp/training/calibrate.py`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from nlp.analysis import Act, ActKind, Span, SwitchStatus
from nlp.components.acts.view import View
from nlp.components.judgement import Judgement
from nlp.model.calibration import ActWeights, Calibration
from nlp.model.outputs import ACTS, ROLES

SIDES = {ActKind.COMPARES: ("winner", "loser"), ActKind.SWITCHES: ("to", "from")}
"""Roles of an act's target and rival, where it has both."""

ADVICE = frozenset({ActKind.RECOMMENDS, ActKind.WARNS})

MOST_CLAIMS = 6
"""Names on one side of a comparison or a move; a message with more of them is a list."""

Slot = str
"""A role, as in ROLES."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One slot of one act, filled by an entry or by nothing named."""

    kind: ActKind
    role: Slot
    entry: str | None
    message: float
    """Log odds that the message does it."""
    filled: float
    """Log odds that the entry fills the slot; 0 for nothing named."""
    by_rule: bool
    alone: bool
    """Whether the message names nothing, and answers nothing that does."""

    def weights(self, calibration: Calibration) -> ActWeights:
        """Those that were fitted on claims of its sort."""
        if self.entry is not None:
            return calibration.acts.get(self.role, ActWeights())
        fitted = calibration.nameless if self.alone else calibration.beside
        return fitted.get(self.role, ActWeights())

    def odds(self, weights: ActWeights) -> float:
        """Log odds that it is so."""
        return (
            weights.bias
            + weights.message * self.message
            + weights.role * self.filled
            + weights.rule * self.by_rule
        )


def claims(found: Sequence[Act], said: Judgement) -> Iterator[Claim]:
    """Every slot that an entry of the text or of its parent could fill, and every act about nothing named."""
    ruled = {(act.kind, role, entry) for act in found for role, entry in slots(act)}
    alone = not said.roles
    for place, kind in enumerate(ACTS):
        message = float(said.acts[place])
        for role in SIDES.get(kind, (kind.value,)):
            for entry, odds in said.roles.items():
                filled = float(odds[ROLES.index(role)])
                yield Claim(kind, role, entry, message, filled, (kind, role, entry) in ruled, alone)
        if kind not in SIDES:
            yield Claim(kind, kind.value, None, message, 0.0, (kind, kind.value, None) in ruled, alone)


def slots(act: Act) -> list[tuple[Slot, str | None]]:
    """The roles of an act with what fills them."""
    if act.kind in SIDES:
        target, rival = SIDES[act.kind]
        return [(target, act.target), (rival, act.rival)]
    return [(act.kind.value, act.target)]


def judged(view: View, found: Sequence[Act], said: Judgement) -> tuple[Act, ...]:
    """The acts of a message by its own author, in the order of ACTS and of its names."""
    likely: dict[tuple[ActKind, Slot], dict[str | None, float]] = {}
    for claim in claims(found, said):
        odds = claim.odds(claim.weights(said.calibration))
        if odds > 0:
            likely.setdefault((claim.kind, claim.role), {})[claim.entry] = odds
    return tuple(act for kind in ACTS for act in _of_kind(kind, likely, view, found, said))


def _of_kind(
    kind: ActKind,
    likely: dict[tuple[ActKind, Slot], dict[str | None, float]],
    view: View,
    found: Sequence[Act],
    said: Judgement,
) -> Iterator[Act]:
    if kind in SIDES:
        targets, rivals = (likely.get((kind, role), {}) for role in SIDES[kind])
        for target, rival, odds in _pairs(targets, rivals):
            yield _act(kind, target, rival, odds, view, found, said)
        return
    named = likely.get((kind, kind.value), {})
    for entry, odds in named.items():
        if entry is not None or len(named) == 1:  # nothing named only where nothing named will do
            yield _act(kind, entry, None, odds, view, found, said)


def _pairs(
    targets: dict[str | None, float], rivals: dict[str | None, float]
) -> Iterator[tuple[str | None, str | None, float]]:
    """Each with each; where a side is empty, the other alone."""
    first, second = list(targets.items())[:MOST_CLAIMS], list(rivals.items())[:MOST_CLAIMS]
    both = [
        (target, rival, min(mine, theirs))
        for (target, mine), (rival, theirs) in product(first, second)
        if target != rival
    ]
    yield from both
    if not both:
        yield from ((target, None, odds) for target, odds in first if not second)
        yield from ((None, rival, odds) for rival, odds in second if not first)


def _act(
    kind: ActKind,
    target: str | None,
    rival: str | None,
    odds: float,
    view: View,
    found: Sequence[Act],
    said: Judgement,
) -> Act:
    same = next((act for act in found if (act.kind, act.target, act.rival) == (kind, target, rival)), None)
    status = None
    if kind is ActKind.SWITCHES:
        status = SwitchStatus.DONE if said.moved > 0 else SwitchStatus.INTENDED
    return Act(
        kind=kind,
        target=target,
        evidence=same.evidence if same is not None else (_sentence_about(view, target, rival),),
        confidence=1 / (1 + math.exp(-odds)),
        rival=rival,
        to=(same.to if same is not None else view.advised) if kind in ADVICE else None,
        status=status,
    )


def _sentence_about(view: View, target: str | None, rival: str | None) -> Span:
    """The author's sentence that names what the act is about, else the first: the words that a reader checks."""
    sentences = view.own_sentences or view.reading.sentences
    if not sentences:
        return Span(0, len(view.reading.text))
    wanted = {target, rival} - {None}
    places = [link.start for link in view.own_links if link.entry in wanted]
    chosen = next(
        (one for one in sentences if any(one.start <= place < one.end for place in places)), sentences[0]
    )
    return view.span(chosen, 0, chosen.end - chosen.start)
