"""What the rules found and what the trained model says in; the acts that both together speak for out.

First: does the message do it? A logistic model over the network's log odds for the message, its highest log odds
for a slot, and whether a rule found the act. Then, the act given: what fills its slots (`fillings.py`)? The weights of
both are fitted on messages that neither network nor rules were made with (`nlp/training/calibrate.py`).
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Sequence

from nlp.analysis import Act, ActKind, Span, SwitchStatus
from nlp.components.acts.evidence import Evidence, evidence_of
from nlp.components.acts.fillings import chosen
from nlp.components.acts.view import View
from nlp.components.judgement import Judgement
from nlp.model.calibration import ActWeights
from nlp.model.outputs import ACTS

ADVICE = frozenset({ActKind.RECOMMENDS, ActKind.WARNS})

LEAST = -0.4
"""Log odds from which on a message does an act. Where F1 at its best is about .8, it is so with what has a probability
of half of that, .4 (Lipton, Elkan and Naryanaswamy 2014, "Optimal Thresholding of Classifiers to Maximize F1 Measure",
theorem 1)."""

LEAST_SURE = 0.2
"""Confidence of an act with its slots below which it is not told: the message may do it, but hardly so. Whether such
acts are told changes neither measure on the messages that the weights are fitted on."""

UNFITTED = ActWeights()


def possible(said: Judgement) -> frozenset[ActKind]:
    """The kinds of act that the message may do by what the network says: of others, not even a rule could persuade.

    Rules need not be tried for those.
    """
    return frozenset(
        [kind for kind in ACTS if _odds(evidence_of(kind, (), said), said, by_rule=True) >= LEAST]
    )


def judged(
    view: View, found: Sequence[Act], said: Judgement, among: Container[ActKind] = ACTS
) -> tuple[Act, ...]:
    """The acts of some kinds that a message does by its own author, in the order of ACTS."""
    return tuple(
        act
        for kind in ACTS
        if kind in among
        for act in _of_kind(view, evidence_of(kind, found, said), found, said)
    )


def _of_kind(view: View, evidence: Evidence, found: Sequence[Act], said: Judgement) -> Iterator[Act]:
    odds = _odds(evidence, said)
    if odds < LEAST:
        return
    for (target, rival), filled in chosen(evidence, said.calibration.fillings):
        sure = _sigmoid(odds) * _sigmoid(filled)
        if sure < LEAST_SURE or (evidence.kind is ActKind.SWITCHES and _one_supplier(view, target, rival)):
            continue
        yield _act(view, evidence.kind, target, rival, sure, found, said)


def _odds(evidence: Evidence, said: Judgement, *, by_rule: bool = False) -> float:
    """Log odds that the message does it; `by_rule`: if a rule found it."""
    weights = said.calibration.acts.get(evidence.kind.value, UNFITTED)
    return evidence.odds(weights) + weights.rule * by_rule


def _sigmoid(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def _one_supplier(view: View, target: str | None, rival: str | None) -> bool:
    """Whether both are products of one brand: taking another of its products is no move."""
    return None not in (target, rival) and view.brand_of(target) == view.brand_of(rival)


def _act(
    view: View,
    kind: ActKind,
    target: str | None,
    rival: str | None,
    sure: float,
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
        confidence=sure,
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
