"""Networks that have learnt feelings only, and samples, in; the samples with what the networks together make of each name out.

A network that has to learn acts and entities too learns more from the teachers' probabilities than from labels alone (Hinton,
Vinyals and Dean 2015, "Distilling the Knowledge in a Neural Network", section 2); several teachers that began with other
seeds are right more often together than each (Lakshminarayanan, Pritzel and Blundell 2017, section 2.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import torch

from nlp.training.batches import Coder, batch
from nlp.training.network import Network
from nlp.training.samples import Sample

AT_ONCE = 64
"""Samples that go through a teacher together; of like length, for padding costs as much as text."""


def taught(teachers: Sequence[Network], samples: Sequence[Sample], code: Coder) -> list[Sample]:
    """The mean of the teachers' probabilities at each name; 0 for a name that lies beyond the tokens."""
    coded = [code(one) for one in samples]
    order = sorted(range(len(samples)), key=lambda place: len(coded[place].ids))
    found = list(samples)
    for start in range(0, len(order), AT_ONCE):
        places = order[start : start + AT_ONCE]
        given = batch([samples[place] for place in places], [coded[place] for place in places])
        with torch.no_grad():
            rows = torch.stack(
                [
                    teacher.heads["sentiments"](
                        teacher(given.ids, given.cases, given.seen)[given.names[:, 0], given.names[:, 1]]
                    ).softmax(-1)
                    for teacher in teachers
                ]
            ).mean(0)
        left = iter(rows.tolist())
        for place in places:
            likely = [next(left) if mark else [0.0] * rows.shape[1] for mark in coded[place].marks]
            found[place] = replace(samples[place], likely=likely)
    return found
