"""Where the data lies in; what is drawn from it in each epoch, and what is kept to measure with, out."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from pathlib import Path

from nlp.training import corpora, messages
from nlp.training.samples import Sample

EMOTIONS_AN_EPOCH = 10_000
"""GoEmotions is four times as large as the other sets together, and says the least about suppliers."""

LOWERED = 0.1
"""Share of texts that are read in lower case: people write so, the sets' editors did not."""

RENAMED = 0.5
"""Share of our own messages whose suppliers get other names."""

PUBLIC_PART = 5
"""One in so many of the public texts comes up in an epoch beside our own."""

UNMARKED = 0.25
"""Share of our own messages that come up once more without their names, as where the catalogue knows none."""

OWN_TIMES = 2
"""How often each of our own messages comes up in an epoch."""


@dataclass(frozen=True, slots=True)
class Material:
    """Samples by what they teach."""

    targeted: list[Sample]
    entities: list[Sample]
    emotions: list[Sample]
    own: list[Sample]
    stranger: list[Sample] = field(default_factory=list)
    """Ours too, by a writer who is not among those trained on: to measure with only."""

    def public(self, chance: random.Random) -> list[Sample]:
        """An epoch of the public sets."""
        some = chance.sample(self.emotions, min(EMOTIONS_AN_EPOCH, len(self.emotions)))
        return [_lowered(one, chance) for one in (*self.targeted, *some)] + self.entities

    def whole(self, chance: random.Random) -> list[Sample]:
        """An epoch of our own messages, and a part of one of the public sets, so that nothing is forgotten."""
        public = self.public(chance)
        pool = [one.text[start:end] for one in self.own for start, end in one.names]
        own = [
            messages.renamed(one, pool, chance) if chance.random() < RENAMED else _lowered(one, chance)
            for one in self.own * OWN_TIMES
        ]
        own += [messages.unmarked(one) for one in self.own if chance.random() < UNMARKED]
        return own + chance.sample(public, len(public) // PUBLIC_PART)


def _lowered(one: Sample, chance: random.Random) -> Sample:
    if chance.random() >= LOWERED or len(one.text.lower()) != len(one.text):
        return one
    return replace(one, text=one.text.lower())


def training(data: Path) -> Material:
    """What may be trained on. `data` is the folder of the licensed sets."""
    return Material(
        targeted=corpora.targeted(data / "targeted.train.jsonl"),
        entities=[
            *corpora.conll(data / "wnut17" / "wnut17train.conll", "wnut17", corpora.WNUT_TYPES),
            *corpora.conll(data / "btc" / "btc.train", "btc", corpora.COARSE_TYPES, keep_handles=False),
            *corpora.conll(data / "tweebank_ner" / "train.bio", "tweebank", corpora.COARSE_TYPES),
        ],
        emotions=corpora.emotions(data / "goemotions" / "train.tsv.gz"),
        own=[messages.sample(one) for one in messages.part(messages.Part.TRAINING)],
    )


def held_back(data: Path) -> Material:
    """What is measured on: the sets' dev splits and our own held-back messages."""
    return Material(
        targeted=corpora.targeted(data / "targeted.dev.jsonl"),
        entities=corpora.conll(data / "wnut17" / "emerging.dev.conll", "wnut17", corpora.WNUT_TYPES),
        emotions=corpora.emotions(data / "goemotions" / "dev.tsv"),
        own=[messages.sample(one) for one in messages.part(messages.Part.TEST)],
        stranger=[
            replace(messages.sample(one), source="stranger") for one in messages.read(messages.STRANGER)
        ],
    )
