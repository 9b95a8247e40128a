"""A network and labelled samples in; measures with their intervals out.

Every measure is a function of counts that are summed over texts (a confusion matrix, or right, wanted and given),
so that its interval comes from resampling texts and summing again (Efron's percentile bootstrap).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from nlp.model.outputs import ACTS, EMOTIONS, ROLES, SENTIMENTS
from nlp.model.words import spans_of
from nlp.training.batches import Batch, Coder, batches
from nlp.training.network import Network
from nlp.training.samples import UNKNOWN, Sample

SIZE = 64

REPORTED = 0.3
"""Probability from which an emotion counts: most messages have one of 28, few are sure."""

ROUNDS = 1_000
SEED = 7
CLASSES = len(SENTIMENTS)

Counts = NDArray[np.float64]
Formula = Callable[[Counts], float]


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure on one set, with its 95 % interval."""

    name: str
    value: float
    low: float
    high: float
    texts: int


def measured(name: str, counts: Sequence[Counts], formula: Formula) -> Measured:
    """`counts` of each text, summed before the formula is applied."""
    table = np.stack([one.ravel() for one in counts])
    shape = counts[0].shape
    chance = np.random.default_rng(SEED)
    drawn = [
        formula(table[chance.integers(len(table), size=len(table))].sum(0).reshape(shape))
        for _ in range(ROUNDS)
    ]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Measured(name, formula(table.sum(0).reshape(shape)), float(low), float(high), len(table))


def macro_f1(confusion: Counts) -> float:
    """Of a confusion matrix (gold, found): mean of the classes' F1."""
    right = np.diag(confusion)
    total = confusion.sum(0) + confusion.sum(1)
    return float(np.mean(np.where(total > 0, 2 * right / np.maximum(total, 1), 1.0)))


def macro_recall(confusion: Counts) -> float:
    """Of a confusion matrix (gold, found): mean of the classes' recall."""
    return float(np.mean(np.diag(confusion) / np.maximum(confusion.sum(1), 1)))


def each_f1(tallies: Counts) -> Counts:
    """Of (labels, [right, wanted, given]): F1 of each label."""
    total = tallies[:, 1] + tallies[:, 2]
    found: Counts = np.where(total > 0, 2 * tallies[:, 0] / np.maximum(total, 1), 1.0)
    return found


def mean_f1(tallies: Counts) -> float:
    """Macro-F1 of (labels, [right, wanted, given])."""
    return float(each_f1(tallies).mean())


def micro_f1(tallies: Counts) -> float:
    """Micro-F1 of (labels, [right, wanted, given])."""
    return float(each_f1(tallies.sum(0, keepdims=True))[0])


def share(counts: Counts) -> float:
    """Of [right, all]."""
    return float(counts[0] / max(counts[1], 1))


def _tally(wanted: NDArray[np.bool_], given: NDArray[np.bool_]) -> Counts:
    """(labels, [right, wanted, given]) of (rows, labels)."""
    both = (wanted & given).sum(0), wanted.sum(0), given.sum(0)
    return np.stack(both, axis=-1).astype(np.float64)


def _read(
    network: Network, samples: Sequence[Sample], code: Coder
) -> list[tuple[Sequence[Sample], Batch, torch.Tensor]]:
    """Batches with their states, in order."""
    found = []
    with torch.no_grad():
        for start in range(0, len(samples), SIZE):
            some = samples[start : start + SIZE]
            (batch,) = batches(some, code, SIZE)
            found.append((some, batch, network(batch.ids, batch.cases, batch.seen)))
    return found


def sentiment(network: Network, samples: Sequence[Sample], code: Coder) -> list[Measured]:
    """Macro-F1 of the names' sentiment, by source; and the share of mixed texts with every name right."""
    confusions: dict[str, list[Counts]] = defaultdict(list)
    mixed: list[Counts] = []
    for some, batch, states in _read(network, samples, code):
        logits = network.heads["sentiments"](states[batch.names[:, 0], batch.names[:, 1]])
        guesses = logits.argmax(-1).numpy()
        owners, labels = batch.names[:, 0].numpy(), batch.sentiments.numpy()
        for place, one in enumerate(some):
            here = (owners == place) & (labels != UNKNOWN)
            confusion = np.zeros((CLASSES, CLASSES))
            np.add.at(confusion, (labels[here], guesses[here]), 1)
            confusions[one.source].append(confusion)
            if {0, CLASSES - 1} <= set(labels[here].tolist()):
                mixed.append(np.array([float((labels[here] == guesses[here]).all()), 1.0]))
    found = [
        measured(f"sentiment macro-F1, {source}", counts, macro_f1) for source, counts in confusions.items()
    ]
    return [*found, *([measured("opposite feelings, all right", mixed, share)] if mixed else [])]


def entities(network: Network, samples: Sequence[Sample], code: Coder) -> list[Measured]:
    """Exact-span F1 of entities, all types together."""
    tallies: list[Counts] = []
    for some, batch, states in _read(network, samples, code):
        logits = network.heads["tags"](states[batch.words[:, 0], batch.words[:, 1]])
        likely, owners = logits.softmax(-1).detach().numpy(), batch.words[:, 0].numpy()
        for place, one in enumerate(some):
            spots = spans_of(code(one).words, likely[owners == place])
            found, gold = {spot[:3] for spot in spots}, set(one.entities or ())
            tallies.append(np.array([[len(found & gold), len(gold), len(found)]], dtype=np.float64))
    return [measured(f"entities F1, {samples[0].source}", tallies, micro_f1)]


def moods(network: Network, samples: Sequence[Sample], code: Coder) -> list[Measured]:
    """Macro-recall of the message's sentiment; macro-F1 and micro-F1 of its emotions."""
    confusions: list[Counts] = []
    tallies: list[Counts] = []
    for _, batch, states in _read(network, samples, code):
        guesses = network.heads["mood"](states[:, 0]).argmax(-1).numpy()
        likely = network.heads["emotions"](states[:, 0]).sigmoid().detach().numpy() > REPORTED
        for place, (label, guess) in enumerate(zip(batch.mood.numpy(), guesses, strict=True)):
            confusion = np.zeros((CLASSES, CLASSES))
            if label != UNKNOWN:
                confusion[label, guess] = 1
            confusions.append(confusion)
            truth = batch.emotions[place : place + 1].numpy() > 0
            tallies.append(_tally(truth, likely[place : place + 1]))
    return [
        measured("message sentiment macro-recall, goemotions", confusions, macro_recall),
        measured(f"emotions macro-F1 of {len(EMOTIONS)}, goemotions", tallies, mean_f1),
        measured("emotions micro-F1, goemotions", tallies, micro_f1),
    ]


def acts(network: Network, samples: Sequence[Sample], code: Coder) -> list[Measured]:
    """Macro-F1 of acts at message level and of the slots that names fill, both at one half, by the network alone."""
    messages: list[Counts] = []
    slots: list[Counts] = []
    for some, batch, states in _read(network, samples, code):
        guesses = network.heads["acts"](states[:, 0]).detach().numpy() > 0
        filled = network.heads["roles"](states[batch.names[:, 0], batch.names[:, 1]]).detach().numpy() > 0
        owners, truth = batch.names[:, 0].numpy(), batch.roles.numpy() > 0
        for place in range(len(some)):
            messages.append(_tally(batch.acts[place : place + 1].numpy() > 0, guesses[place : place + 1]))
            slots.append(_tally(truth[owners == place], filled[owners == place]))
    return [
        measured(f"acts macro-F1 of {len(ACTS)}, network alone", messages, mean_f1),
        measured(f"slots macro-F1 of {len(ROLES)}, network alone", slots, mean_f1),
    ]
