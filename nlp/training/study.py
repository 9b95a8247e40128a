"""`python -m nlp.training.study`: targets marked one a pass, marked all at once, or not marked, over seeds; a table out.

What the choice in the model card rests on. Trains on the targeted sets alone, every way with as many samples in as many
steps: marked one a pass, a text with three targets is three samples.
"""

from __future__ import annotations

import argparse
import random
import statistics
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from nlp.model.tokens import CLOSE, OPEN, Encoded, tokenizer
from nlp.training import corpora, scores
from nlp.training.batches import Coder, coder
from nlp.training.fit import Draw, Plan, fit
from nlp.training.network import Network, load
from nlp.training.samples import Sample

WAYS = ("one marked", "all marked", "not marked")


def apart(samples: Sequence[Sample]) -> list[Sample]:
    """One sample a target."""
    return [
        replace(one, names=[place], sentiments=[label])
        for one in samples
        for place, label in zip(one.names, one.sentiments, strict=True)
    ]


def unmarked(code: Coder) -> Coder:
    """Without the marks: a name is read at its own first token."""

    def bare(one: Sample) -> Encoded:
        coded = code(one)
        kept = [place for place, number in enumerate(coded.ids) if number not in (OPEN, CLOSE)]
        moved = {place: number for number, place in enumerate(kept)}
        return Encoded(
            [coded.ids[place] for place in kept],
            [coded.cases[place] for place in kept],
            [moved[mark + 1] if mark else 0 for mark in coded.marks],
            [],
        )

    return bare


def main() -> None:
    """Run the study."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True, help="folder of tokenizer.json")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--samples", type=int, default=5_000)
    parser.add_argument("--ways", nargs="*", default=WAYS)
    asked = parser.parse_args()
    train = corpora.targeted(asked.data / "targeted.train.jsonl")
    dev = corpora.targeted(asked.data / "targeted.dev.jsonl")
    marked = coder(tokenizer(asked.vocabulary))
    for way in asked.ways:
        measured: dict[str, list[float]] = {}
        for seed in range(asked.seeds):
            network = Network()
            torch.manual_seed(seed)
            load(network, asked.weights)
            code = unmarked(marked) if way == "not marked" else marked
            fit(network, _drawing(train, way, asked.samples), code, Plan(1, seed), lambda _: None)
            shown = apart(dev) if way == "one marked" else dev
            for one in scores.sentiment(network, shown, code):
                measured.setdefault(one.name, []).append(one.value)
        for name, values in measured.items():
            spread = statistics.stdev(values) if len(values) > 1 else 0.0
            print(f"{way:12} {name:20} {100 * statistics.mean(values):5.1f} ± {100 * spread:.1f}", flush=True)  # noqa: T201


def _drawing(train: Sequence[Sample], way: str, count: int) -> Draw:
    given = apart(train) if way == "one marked" else list(train)

    def draw(chance: random.Random) -> Sequence[Sample]:
        return chance.sample(given, min(count, len(given)))

    return draw


if __name__ == "__main__":
    main()
