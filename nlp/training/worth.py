"""Labelled messages that nothing was made with in; what rules and model are worth, alone and together, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import torch

from nlp.analysis import Act, ActKind
from nlp.components.acts.finder import NAMELESS
from nlp.components.acts.judged import judged
from nlp.model.calibration import Calibration
from nlp.model.outputs import ACTS
from nlp.training.calibrate import WAYS, fitted
from nlp.training.feelings import confusion, feelings_of, told
from nlp.training.messages import Record
from nlp.training.read_labelled import Read
from nlp.training.scores import macro_f1

Edge = tuple[str | None, ...]

Ways = Mapping[str, Calibration]
"""By rules, by the model and by both: the weights that are fitted to that."""


def calibrations(messages: Sequence[Read], bare: Sequence[Read]) -> Ways:
    """Fitted on messages with their names, and without."""
    return {way: fitted(messages, bare, use) for way, use in WAYS.items()}


def worth(ways: Ways, measured_on: Sequence[Read]) -> dict[str, float]:
    """Acts macro-F1 and edges micro-F1 of the rules alone, the model alone and both."""
    found: dict[str, float] = {}
    for way, gold, edges in _found(ways, measured_on):
        found[f"{way}: acts macro-F1"] = _macro(gold, edges, ACTS)
        found[f"{way}: edges micro-F1"] = _micro(gold, edges)
    return found


def nameless_worth(ways: Ways, measured_on: Sequence[Read]) -> dict[str, float]:
    """Macro-F1 of the acts that any text may do about nothing named; measured on messages without their names."""
    return {
        f"{way}: acts macro-F1 of {len(NAMELESS)} where nothing is named": _macro(
            gold, edges, sorted(NAMELESS)
        )
        for way, gold, edges in _found(ways, measured_on)
    }


def _found(ways: Ways, measured_on: Sequence[Read]) -> Iterator[tuple[str, list[set[Edge]], list[set[Edge]]]]:
    """By rules, by the model and by both: the labelled edges of each message, and those found."""
    gold = [gold_edges(one.record) for one in measured_on]
    for way, calibration in ways.items():
        given = [
            one.ruled
            if way == "rules"
            else judged(one.view, one.ruled, replace(one.said, calibration=calibration))
            for one in measured_on
        ]
        yield way, gold, [{edge(act) for act in acts} for acts in given]


def feelings_worth(calibration: Calibration, measured_on: Sequence[Read]) -> dict[str, float]:
    """Macro-F1 of the names' sentiment by the lexicon alone, the network alone and both.

    And of the messages in which one name is praised and another blamed, the share whose names are all told right.
    """
    felt = feelings_of(measured_on)
    both = [told(one, calibration) for one in felt]
    guesses = {
        "rules": [one.words for one in felt],
        "model": [one.given.argmax(-1) for one in felt],
        "both": both,
    }
    found = {
        f"{way}: sentiment macro-F1": round(macro_f1(confusion(felt, guess)), 4)
        for way, guess in guesses.items()
    }
    right = [torch.equal(guess, one.truth) for one, guess in zip(felt, both, strict=True) if one.is_opposed]
    return found | {"both: opposite feelings all right": round(sum(right) / max(1, len(right)), 4)}


def edge(act: Act) -> Edge:
    """Kind and slots."""
    if act.kind.value in ("compares", "switches"):
        return act.kind.value, act.target, act.rival
    return act.kind.value, act.target


def gold_edges(record: Record) -> set[Edge]:
    """The labels in the same form."""
    slots = {"compares": ("winner", "loser"), "switches": ("to", "from")}
    return {
        (act["act"], *(act[slot] for slot in slots.get(act["act"], ("target",)))) for act in record["acts"]
    }


def _micro(gold: Sequence[set[Edge]], found: Sequence[set[Edge]]) -> float:
    right = sum(len(mine & theirs) for mine, theirs in zip(gold, found, strict=True))
    return round(2 * right / (sum(map(len, gold)) + sum(map(len, found))), 4)


def _macro(gold: Sequence[set[Edge]], found: Sequence[set[Edge]], kinds: Sequence[ActKind]) -> float:
    total = 0.0
    for kind in kinds:
        wanted = [any(one[0] == kind.value for one in edges) for edges in gold]
        given = [any(one[0] == kind.value for one in edges) for edges in found]
        right = sum(a and b for a, b in zip(wanted, given, strict=True))
        total += 2 * right / max(1, sum(wanted) + sum(given))
    return round(total / len(kinds), 4)
