"""What the rules found and what the trained model says of a message in; what speaks for one kind of act in it out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from nlp.analysis import Act, ActKind
from nlp.components.judgement import Judgement
from nlp.model.calibration import ActWeights
from nlp.model.outputs import ACTS, ROLES

SIDES = {ActKind.COMPARES: ("winner", "loser"), ActKind.SWITCHES: ("to", "from")}
"""Roles of an act's target and rival, where it has both."""

ACT_PLACES = {kind: place for place, kind in enumerate(ACTS)}
ROLE_PLACES = {role: place for place, role in enumerate(ROLES)}

Pair: TypeAlias = tuple[str | None, str | None]
"""Target and rival."""

NO_PAIRS: frozenset[Pair] = frozenset()


class Evidence(NamedTuple):
    """What speaks for one kind of act in one message. A tuple, for one is made of every kind in every message."""

    kind: ActKind
    message: float
    """The network's log odds that the message does it."""
    by_rule: bool
    """Whether a rule found an act of this kind."""
    fillers: tuple[dict[str, float], ...]
    """For the target, then for the rival of a kind with two sides: entry and the network's log odds that it is that."""
    ruled: frozenset[Pair] = NO_PAIRS
    """Target and rival of each act that rules found."""

    @property
    def highest(self) -> float:
        """The highest log odds of any slot; 0 where nothing is named."""
        return max([odds for filled in self.fillers for odds in filled.values()], default=0.0)

    @property
    def nameless(self) -> bool:
        """Whether nothing is named that could fill a slot."""
        return not self.fillers[0]

    def odds(self, weights: ActWeights) -> float:
        """Log odds that the message does it."""
        return (
            weights.bias
            + weights.message * self.message
            + weights.slot * self.highest
            + weights.rule * self.by_rule
            + weights.nameless * self.nameless
        )


def evidence_of(kind: ActKind, found: Sequence[Act], said: Judgement) -> Evidence:
    """What speaks for a kind of act: the rules' acts and the model's judgement."""
    same = [act for act in found if act.kind is kind]
    return Evidence(
        kind=kind,
        message=said.acts[ACT_PLACES[kind]],
        by_rule=bool(same),
        fillers=tuple([{entry: odds[place] for entry, odds in said.roles.items()} for place in PLACES[kind]]),
        ruled=frozenset([(act.target, act.rival) for act in same]) if same else NO_PAIRS,
    )


def roles_of(kind: ActKind) -> tuple[str, ...]:
    """The roles that names have in a kind of act: of its target, and of its rival where it has one."""
    return SIDES.get(kind, (kind.value,))


PLACES = {kind: tuple(ROLE_PLACES[role] for role in roles_of(kind)) for kind in ACTS}
"""Of the roles of each kind among ROLES."""
