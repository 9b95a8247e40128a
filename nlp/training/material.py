"""Where the data lies in; what is drawn from it in each epoch, and what is kept to measure with, out."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from nlp.training import corpora, messages
from nlp.training.batches import Coder
from nlp.training.joined import some_joined
from nlp.training.network import Network
from nlp.training.samples import Sample
from nlp.training.teachers import taught

EMOTIONS_AN_EPOCH = 10_000
"""GoEmotions is four times as large as the other sets together, and says the least about suppliers."""

LOWERED = 0.1
"""Share of texts that are read in lower case: people write so, the sets' editors did not."""

ANSWERS = 2_000
"""An epoch's answers that have nothing to do with what they answer."""

RENAMED = 0.5
"""Share of our own messages whose suppliers get other names."""

TARGETED_PART, OTHER_PART = 2, 5
"""One in so many of the public texts comes up in an epoch beside our own. With one in five of those with targets MAMS fell
from 81 to 78 while our own were learnt."""

KNOWN_PART, LATEST_TIMES = 2, 4
"""In the last epochs one in so many of all that is known comes up, and the latest messages come up so often."""

JOINED = 0.3
"""Share of the texts with targets that have another text at their end, whose feelings are not theirs."""

UNMARKED = 0.25
"""Share of our own messages that come up once more without their names, as where the catalogue knows none."""


@dataclass(frozen=True, slots=True)
class Material:
    """Samples by what they teach."""

    targeted: list[Sample]
    entities: list[Sample]
    emotions: list[Sample]
    own: list[Sample]
    """Our messages that were there when a network was first trained on them."""
    later: list[Sample] = field(default_factory=list)
    """Those that were written after a network had been trained on the first."""
    latest: list[Sample] = field(default_factory=list)
    """Those about what a network that had learnt from all others misread."""
    targets: list[Sample] = field(default_factory=list)
    """Sentences of our own of which only the targets' sentiment is labelled."""
    first_targets: list[Sample] = field(default_factory=list)
    """Those of them that were there when a network was first trained on our later messages."""
    stranger: list[Sample] = field(default_factory=list)
    """Ours too, by a writer who is not among those trained on: to measure with only."""

    def public(self, chance: random.Random) -> list[Sample]:
        """An epoch of the public sets."""
        return [_lowered(one, chance) for one in (*self.targeted, *self._felt(chance))] + self.entities

    def _felt(self, chance: random.Random) -> list[Sample]:
        return chance.sample(self.emotions, min(EMOTIONS_AN_EPOCH, len(self.emotions)))

    def first(self, chance: random.Random) -> list[Sample]:
        """An epoch: our earlier messages, twice, and a part of one of the public sets, so that nothing is forgotten."""
        return self._with_public(self.own, self.own, chance)

    def whole(self, chance: random.Random) -> list[Sample]:
        """The same with all our messages and sentences, the later ones twice."""
        ours = self._with_public([*self.own, *self.later], self.later, chance)
        return ours + [_lowered(one, chance) for one in self.first_targets]

    def answered(self, chance: random.Random) -> list[Sample]:
        """The same, and answers that change the subject: most replies in life do, of our own only some."""
        return self.whole(chance) + self._answers(chance)

    def feelings(self, chance: random.Random) -> list[Sample]:
        """A teacher's epoch: all that has targets and nothing else."""
        given = [*self.targeted, *self.targets, *self.targets]
        return [_lowered(one, chance) for one in some_joined(given, JOINED, chance)]

    def mixed(self, chance: random.Random) -> list[Sample]:
        """The last epochs: all that has targets, which has been forgotten a little, with our messages and the rest."""
        ours = [*self.own, *self.later]
        beside = [*_some(self._felt(chance), OTHER_PART, chance), *_some(self.entities, OTHER_PART, chance)]
        own = self._ours(ours, [], chance) + self._answers(chance)
        return own + self.feelings(chance) + [_lowered(one, chance) for one in beside]

    def last(self, chance: random.Random) -> list[Sample]:
        """The last epochs: what was misread until then, several times, with a part of all else."""
        return _some(self.mixed(chance), KNOWN_PART, chance) + self._ours(
            self.latest, self.latest * (LATEST_TIMES - 1), chance
        )

    def again(self, chance: random.Random) -> list[Sample]:
        """The same with all our messages: slots are learnt from them alone."""
        ours = self._ours([*self.own, *self.later], [], chance) + self._answers(chance)
        latest = self._ours(self.latest, self.latest * (LATEST_TIMES - 1), chance)
        rest = [*self.feelings(chance), *_some(self._felt(chance), OTHER_PART, chance)]
        entities = _some(self.entities, OTHER_PART, chance)
        return ours + latest + _some([*rest, *entities], KNOWN_PART, chance)

    def _answers(self, chance: random.Random) -> list[Sample]:
        naming = [
            one for one in (*self.own, *self.later) if (one.names if one.parent is None else one.parent_names)
        ]
        pairs = zip(chance.sample(naming, ANSWERS), chance.sample(self.emotions, ANSWERS), strict=True)
        return [messages.answered(*both) for both in pairs]

    def _with_public(self, ours: list[Sample], again: list[Sample], chance: random.Random) -> list[Sample]:
        own = self._ours(ours, again, chance)
        felt = self._felt(chance)
        public = [*_some(self.targeted, TARGETED_PART, chance), *_some(felt, OTHER_PART, chance)]
        return own + [_lowered(one, chance) for one in public] + _some(self.entities, OTHER_PART, chance)

    @staticmethod
    def _ours(ours: list[Sample], again: list[Sample], chance: random.Random) -> list[Sample]:
        pool = [one.text[start:end] for one in ours for start, end in one.names]
        own = [
            messages.renamed(one, pool, chance) if chance.random() < RENAMED else _lowered(one, chance)
            for one in [*ours, *again]
        ]
        return own + [messages.unmarked(one) for one in ours if chance.random() < UNMARKED]


def _some(samples: list[Sample], one_in: int, chance: random.Random) -> list[Sample]:
    return chance.sample(samples, len(samples) // one_in)


def _lowered(one: Sample, chance: random.Random) -> Sample:
    if chance.random() >= LOWERED or len(one.text.lower()) != len(one.text):
        return one
    return replace(one, text=one.text.lower())


def training(data: Path) -> Material:
    """What may be trained on. `data` is the folder of the licensed sets."""
    ours: dict[str, list[Sample]] = {"own": [], "later": [], "latest": []}
    for one in messages.part(messages.Part.TRAINING):
        file = messages.file_of(one)
        when = "later" if file in messages.LATER else "latest" if file in messages.LATEST else "own"
        ours[when].append(messages.sample(one))
    return Material(
        targeted=corpora.targeted(data / "targeted.train.jsonl"),
        entities=[
            *corpora.conll(data / "wnut17" / "wnut17train.conll", "wnut17", corpora.WNUT_TYPES),
            *corpora.conll(data / "btc" / "btc.train", "btc", corpora.COARSE_TYPES, keep_handles=False),
            *corpora.conll(data / "tweebank_ner" / "train.bio", "tweebank", corpora.COARSE_TYPES),
        ],
        emotions=corpora.emotions(data / "goemotions" / "train.tsv.gz"),
        **ours,
        targets=_targets(messages.Part.TRAINING),
        first_targets=_targets(messages.Part.TRAINING, messages.FIRST_TARGETS),
    )


def with_teachers(given: Material, teachers: Sequence[Network], code: Coder) -> Material:
    """The same, with what the teachers make of the texts that they have learnt from."""
    return replace(
        given,
        targeted=taught(teachers, given.targeted, code),
        targets=taught(teachers, given.targets, code),
    )


def _targets(part: messages.Part, file: str = "") -> list[Sample]:
    records = messages.part(part, messages.TARGETS)
    return [messages.target_sample(one) for one in records if str(one["id"]).startswith(file)]


def held_back(data: Path) -> Material:
    """What is measured on: the sets' dev splits and our own held-back messages."""
    return Material(
        targeted=corpora.targeted(data / "targeted.dev.jsonl"),
        entities=corpora.conll(data / "wnut17" / "emerging.dev.conll", "wnut17", corpora.WNUT_TYPES),
        emotions=corpora.emotions(data / "goemotions" / "dev.tsv"),
        own=[messages.sample(one) for one in messages.part(messages.Part.TEST)],
        targets=[*_targets(messages.Part.CALIBRATION), *_targets(messages.Part.TEST)],
        stranger=[
            replace(messages.sample(one), source="stranger") for one in messages.read(messages.STRANGER)
        ],
    )
