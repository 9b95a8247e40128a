"""Labelled messages that the rules and the model have read in; what each says of every name, and both together, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from nlp.analysis import Sentiment
from nlp.components.contrast import NEGATIVE, POSITIVE, contrasted
from nlp.model.calibration import Calibration
from nlp.model.outputs import SENTIMENTS
from nlp.training.read_labelled import Read
from nlp.training.scores import CLASSES

NO_SHIFT = [0.0] * CLASSES


@dataclass(frozen=True, slots=True)
class Felt:
    """The names of one message."""

    given: Tensor
    """(names, CLASSES) The network's log probabilities."""
    words: Tensor
    """(names,) The lexicon's class."""
    settled: Tensor
    """(names,) Whether a construction decides it, as the lexicon has it."""
    truth: Tensor
    """(names,) The labels'."""

    @property
    def is_opposed(self) -> bool:
        """Whether one name is praised and another blamed."""
        return {POSITIVE, NEGATIVE} <= set(self.truth.tolist())


def feelings_of(messages: Iterable[Read]) -> list[Felt]:
    """Of those that name anything which the network has read."""
    found = []
    for one in messages:
        gold = {m["name"]: m["sentiment"] for m in one.record["mentions"]}
        names = list(one.said.sentiments)
        if names:
            found.append(
                Felt(
                    torch.tensor([one.said.sentiments[name] for name in names]).log_softmax(-1),
                    torch.tensor([SENTIMENTS.index(one.words[name].sentiment) for name in names]),
                    torch.tensor([one.words[name].settled for name in names]),
                    torch.tensor([SENTIMENTS.index(Sentiment(gold[name])) for name in names]),
                )
            )
    return found


def told(felt: Felt, calibration: Calibration) -> Tensor:
    """(names,) What the pipeline would say: the class of each name."""
    shifts = torch.tensor([calibration.by_words.get(label.value, NO_SHIFT) for label in SENTIMENTS])
    alone = (felt.given / calibration.sentiment + shifts[felt.words]).softmax(-1)
    alone[felt.settled] = torch.eye(CLASSES)[felt.words[felt.settled]]
    names = [str(number) for number in range(len(alone))]
    together = torch.tensor(contrasted(names, alone.tolist(), calibration.contrast))
    return torch.where(felt.settled, felt.words, together.argmax(-1))


def confusion(felt: Sequence[Felt], guesses: Iterable[Tensor]) -> NDArray[np.float64]:
    """(CLASSES, CLASSES) How often each label was told as each class."""
    counts = np.zeros((CLASSES, CLASSES))
    for one, guess in zip(felt, guesses, strict=True):
        np.add.at(counts, (one.truth.numpy(), guess.numpy()), 1)
    return counts
