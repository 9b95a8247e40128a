"""A network and labelled samples in; the measures that the choice of a model rests on out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from nlp.model.outputs import ACTS, EMOTIONS, ROLES, SENTIMENTS
from nlp.model.words import spans_of
from nlp.training.batches import Coder, batches
from nlp.training.network import Network
from nlp.training.samples import UNKNOWN, Sample

SIZE = 64

REPORTED = 0.3
"""Probability from which an emotion counts: most messages have one of 28, few are sure."""

Numbers = NDArray[np.float64]


def macro_f1(gold: Sequence[int], found: Sequence[int], classes: int) -> float:
    """Mean of the classes' F1."""
    wanted, given = np.asarray(gold), np.asarray(found)
    return float(np.mean([_f1(wanted == one, given == one) for one in range(classes)]))


def _f1(wanted: NDArray[np.bool_], given: NDArray[np.bool_]) -> float:
    total = wanted.sum() + given.sum()
    return 2.0 * float((wanted & given).sum()) / float(total) if total else 1.0


@torch.no_grad()  # type: ignore[untyped-decorator]
def sentiment(network: Network, samples: Sequence[Sample], code: Coder) -> dict[str, float]:
    """Macro-F1 of the names' sentiment, by source; and the share of mixed texts with every name right."""
    gold: dict[str, list[int]] = defaultdict(list)
    found: dict[str, list[int]] = defaultdict(list)
    mixed: list[bool] = []
    for start in range(0, len(samples), SIZE):
        some = samples[start : start + SIZE]
        for batch in batches(some, code, SIZE):
            states = network(batch.ids, batch.cases, batch.seen)
            logits = network.heads["sentiments"](states[batch.names[:, 0], batch.names[:, 1]])
            rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
            for text, label, guess in zip(
                batch.names[:, 0].tolist(), batch.sentiments.tolist(), logits.argmax(-1).tolist(), strict=True
            ):
                if label != UNKNOWN:
                    gold[some[text].source].append(label)
                    found[some[text].source].append(guess)
                    rows[text].append((label, guess))
            mixed += [
                all(label == guess for label, guess in pairs)
                for pairs in rows.values()
                if {0, len(SENTIMENTS) - 1} <= {label for label, _ in pairs}
            ]
    scores = {source: macro_f1(gold[source], found[source], len(SENTIMENTS)) for source in gold}
    return scores | {"opposite all right": float(np.mean(mixed)) if mixed else 0.0}


@torch.no_grad()  # type: ignore[untyped-decorator]
def entities(network: Network, samples: Sequence[Sample], code: Coder) -> dict[str, float]:
    """Exact-span F1 of entities."""
    right = wanted = given = 0
    for start in range(0, len(samples), SIZE):
        some = samples[start : start + SIZE]
        (batch,) = batches(some, code, SIZE)
        states = network(batch.ids, batch.cases, batch.seen)
        logits = network.heads["tags"](states[batch.words[:, 0], batch.words[:, 1]]).softmax(-1).numpy()
        texts = batch.words[:, 0].numpy()
        for text, one in enumerate(some):
            found = _entities(one, code, logits[texts == text])
            gold = set(one.entities or ())
            right, wanted, given = right + len(found & gold), wanted + len(gold), given + len(found)
    return {"entities": 2 * right / (wanted + given) if wanted + given else 1.0}


def _entities(one: Sample, code: Coder, likely: Numbers) -> set[tuple[int, int, str]]:
    return {(start, end, kind) for start, end, kind, _ in spans_of(code(one).words, likely)}


@torch.no_grad()  # type: ignore[untyped-decorator]
def moods(network: Network, samples: Sequence[Sample], code: Coder) -> dict[str, float]:
    """Macro-recall of the message's sentiment, macro-F1 and micro-F1 of its emotions."""
    gold, found, emotions, likely = [], [], [], []
    for batch in batches(samples, code, SIZE):
        first = network(batch.ids, batch.cases, batch.seen)[:, 0]
        gold += batch.mood.tolist()
        found += network.heads["mood"](first).argmax(-1).tolist()
        emotions.append(batch.emotions.numpy() > 0)
        likely.append(network.heads["emotions"](first).sigmoid().numpy())
    known = np.asarray(gold) != UNKNOWN
    wanted, given = np.asarray(gold)[known], np.asarray(found)[known]
    recalls = [float((given[wanted == one] == one).mean()) for one in range(len(SENTIMENTS))]
    truth, guess = np.concatenate(emotions), np.concatenate(likely) > REPORTED
    return {
        "mood macro-recall": float(np.mean(recalls)),
        "emotions macro-F1": float(np.mean([_f1(truth[:, k], guess[:, k]) for k in range(len(EMOTIONS))])),
        "emotions micro-F1": _f1(truth.ravel(), guess.ravel()),
    }


@torch.no_grad()  # type: ignore[untyped-decorator]
def acts(network: Network, samples: Sequence[Sample], code: Coder) -> dict[str, float]:
    """Macro-F1 of acts at message level and of the slots that names fill, both at one half."""
    wanted, given, slots, filled = [], [], [], []
    for batch in batches(samples, code, SIZE):
        states = network(batch.ids, batch.cases, batch.seen)
        wanted.append(batch.acts.numpy() > 0)
        given.append(network.heads["acts"](states[:, 0]).numpy() > 0)
        if len(batch.names):
            slots.append(batch.roles.numpy() > 0)
            filled.append(network.heads["roles"](states[batch.names[:, 0], batch.names[:, 1]]).numpy() > 0)
    truth, guess = np.concatenate(wanted), np.concatenate(given)
    roles, found = np.concatenate(slots), np.concatenate(filled)
    each = {f"act {kind.value}": _f1(truth[:, place], guess[:, place]) for place, kind in enumerate(ACTS)}
    each |= {f"role {name}": _f1(roles[:, place], found[:, place]) for place, name in enumerate(ROLES)}
    return {
        "acts macro-F1": float(np.mean([value for name, value in each.items() if name.startswith("act ")])),
        "roles macro-F1": float(np.mean([value for name, value in each.items() if name.startswith("role ")])),
        **each,
    }
