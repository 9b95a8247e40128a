"""What the rules found and what the trained model says in; the acts that both together speak for out.

First: does the message do it? A logistic model over the network's log odds for the message, its highest log odds
for a slot, and whether a rule found the act. Then, the act given: which names fill its slots, or is it about
nothing named? Another over the network's log odds for the name and whether a rule found just that. Their
weights are fitted on messages that neither network nor rules were made with (`nlp/training/calibrate.py`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from nlp.analysis import Act, ActKind, Span, SwitchStatus
from nlp.components.acts.view import View
from nlp.components.judgement import Judgement
from nlp.model.calibration import ActWeights, SlotWeights
from nlp.model.outputs import ACTS, ROLES

SIDES = {ActKind.COMPARES: ("winner", "loser"), ActKind.SWITCHES: ("to", "from")}
"""Roles of an act's target and rival, where it has both."""

ADVICE = frozenset({ActKind.RECOMMENDS, ActKind.WARNS})

MOST_FILLERS = 6
"""Names on one side of a comparison or a move; a message with more of them is a list."""

FAINT = float("-inf")

UNFITTED = ActWeights()

NO_SLOTS: frozenset[tuple[str, str | None]] = frozenset()

Pair: TypeAlias = tuple[str | None, str | None]
"""Target and rival."""

Pairs: TypeAlias = frozenset[Pair]

NO_PAIRS: Pairs = frozenset()

BOTH_WAYS = 1.5
"""Of two opposite pairs both stand, each better in one respect, where their log odds are this close; else the
likelier."""

ACT_PLACES = {kind: place for place, kind in enumerate(ACTS)}
ROLE_PLACES = {role: place for place, role in enumerate(ROLES)}

Filled = Mapping[str | None, float]
"""Entries (None: nothing named) and the log odds that they fill a slot, likeliest first."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one kind of act in one message."""

    kind: ActKind
    message: float
    """The network's log odds that the message does it."""
    by_rule: bool
    """Whether a rule found an act of this kind."""
    fillers: dict[str, dict[str, float]]
    """By role, entry and the network's log odds that it fills the slot."""
    ruled: frozenset[tuple[str, str | None]]
    """Role and entry of what rules found."""
    ruled_pairs: Pairs = NO_PAIRS
    """Target and rival of each act that rules found."""

    @property
    def highest(self) -> float:
        """The highest log odds of any slot; 0 where nothing is named."""
        return max([odds for filled in self.fillers.values() for odds in filled.values()], default=0.0)

    def odds(self, weights: ActWeights) -> float:
        """Log odds that the message does it."""
        return (
            weights.bias
            + weights.message * self.message
            + weights.slot * self.highest
            + weights.rule * self.by_rule
        )

    def slot(self, role: str, entry: str, weights: SlotWeights) -> float:
        """Log odds that, if it does, the entry fills the slot."""
        by_rule = (role, entry) in self.ruled
        return weights.bias + weights.role * self.fillers[role][entry] + weights.rule * by_rule

    def nameless(self, weights: SlotWeights) -> float:
        """Log odds that, if it does, it is about nothing named."""
        by_rule = (self.kind.value, None) in self.ruled
        return weights.bias + weights.role * self.highest + weights.rule * by_rule


def evidence_of(kind: ActKind, found: Sequence[Act], said: Judgement) -> Evidence:
    """What speaks for a kind of act: the rules' acts and the model's judgement."""
    same = [act for act in found if act.kind is kind]
    return Evidence(
        kind=kind,
        message=said.acts[ACT_PLACES[kind]],
        by_rule=bool(same),
        fillers={
            role: {entry: odds[ROLE_PLACES[role]] for entry, odds in said.roles.items()}
            for role in roles_of(kind)
        },
        ruled=frozenset([slot for act in same for slot in slots(act)]) if same else NO_SLOTS,
        ruled_pairs=frozenset([(act.target, act.rival) for act in same]) if same else NO_PAIRS,
    )


def roles_of(kind: ActKind) -> tuple[str, ...]:
    """The roles that names have in a kind of act: of its target, and of its rival where it has one."""
    return SIDES.get(kind, (kind.value,))


def slots(act: Act) -> list[tuple[str, str | None]]:
    """The roles of an act with what fills them."""
    return list(zip(roles_of(act.kind), (act.target, act.rival), strict=False))


def judged(view: View, found: Sequence[Act], said: Judgement) -> tuple[Act, ...]:
    """The acts of a message by its own author, in the order of ACTS."""
    return tuple(act for kind in ACTS for act in _of_kind(view, evidence_of(kind, found, said), found, said))


def _of_kind(view: View, evidence: Evidence, found: Sequence[Act], said: Judgement) -> Iterator[Act]:
    odds = evidence.odds(said.calibration.acts.get(evidence.kind.value, UNFITTED))
    if odds > 0:
        for target, rival in filled(evidence, said):
            if evidence.kind is ActKind.SWITCHES and _one_supplier(view, target, rival):
                continue
            yield _act(view, evidence.kind, target, rival, odds, found, said)


def _one_supplier(view: View, target: str | None, rival: str | None) -> bool:
    """Whether both are products of one brand: taking another of its products is no move."""
    return None not in (target, rival) and view.brand_of(target) == view.brand_of(rival)


def filled(evidence: Evidence, said: Judgement) -> list[Pair]:
    """Target and rival of each act of a kind that a message does."""
    first, *second = (_likely(evidence, role, said) for role in roles_of(evidence.kind))
    if not second:
        return [(entry, None) for entry in _one_sided(evidence, first, said)]
    return _two_sided(first, second[0], evidence.ruled_pairs)


def _likely(evidence: Evidence, role: str, said: Judgement) -> Filled:
    weights = said.calibration.slots.get(role, SlotWeights())
    scored = {entry: evidence.slot(role, entry, weights) for entry in evidence.fillers[role]}
    return dict(sorted(scored.items(), key=lambda item: -item[1])[:MOST_FILLERS])


def _one_sided(evidence: Evidence, likely: Filled, said: Judgement) -> list[str | None]:
    """All names that fill it more likely than not; else nothing named, or the likeliest name."""
    sure = [entry for entry, odds in likely.items() if odds > 0]
    if sure or not likely:
        return sure or [None]
    nameless = evidence.nameless(said.calibration.nameless.get(evidence.kind.value, SlotWeights()))
    best, odds = next(iter(likely.items()))
    return [None] if nameless > odds else [best]


def _two_sided(targets: Filled, rivals: Filled, ruled: Pairs) -> list[Pair]:
    """Each that is likely on one side with each on the other; where a side has none, the likeliest alone.

    Where a rule has read one way round in the words, the other way round must be as likely, the rule counted.
    """
    first = [entry for entry, odds in targets.items() if odds > 0]
    second = [entry for entry, odds in rivals.items() if odds > 0]
    pairs = [(target, rival) for target, rival in product(first, second) if target != rival]
    if pairs:
        odds = {(target, rival): min(targets[target], rivals[rival]) for target, rival in pairs}
        return [pair for pair in pairs if pair in ruled or odds[pair] >= _least(pair, odds, ruled)]
    if first or second:
        alone: list[Pair] = [(one, None) for one in first if targets[one] >= rivals.get(one, FAINT)]
        return alone or [(None, one) for one in second]
    likely: dict[Pair, float] = {
        **{(entry, None): odds for entry, odds in targets.items()},
        **{(None, entry): odds for entry, odds in rivals.items()},
    }
    return [max(likely, key=likely.__getitem__)] if likely else []


def _least(pair: Pair, odds: Mapping[Pair, float], ruled: Pairs) -> float:
    """Log odds that a pair needs beside its opposite."""
    opposite = (pair[1], pair[0])
    return odds.get(opposite, FAINT) - (0.0 if opposite in ruled else BOTH_WAYS)


def _act(
    view: View,
    kind: ActKind,
    target: str | None,
    rival: str | None,
    odds: float,
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
