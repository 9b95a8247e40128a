"""Samples in; batches of tensors, of texts of like length, with their labels, out."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import torch
from tokenizers import Tokenizer
from torch import Tensor

from nlp.model.outputs import ACTS, EMOTIONS, ENTITY_TYPES, ROLES, SENTIMENTS, TAGS
from nlp.model.tokens import Encoded, encode
from nlp.training.samples import UNKNOWN, Sample

POOL = 50
"""Batches that are sorted by length together: enough for little padding, few enough to stay random."""

FAR = -1e4
"""Added to the attention's scores of padding."""

MOST_TOKENS = 128
"""Of a training text: longer ones cost more than they teach."""


Coder: TypeAlias = Callable[[Sample], Encoded]


def coder(vocabulary: Tokenizer) -> Coder:
    """How samples become tokens."""

    def code(one: Sample) -> Encoded:
        return encode(vocabulary, one.text, one.names, one.parent, one.parent_names, most=MOST_TOKENS)

    return code


@dataclass(slots=True)
class Batch:
    """Tensors; b texts, t tokens, n names over all texts, w words over all texts."""

    ids: Tensor
    cases: Tensor
    seen: Tensor
    names: Tensor
    """(n, 2): text, place of the mark."""
    sentiments: Tensor
    """(n,), UNKNOWN where unknown."""
    wanted: Tensor
    """(n, SENTIMENTS): the share of each class in what is to be learnt; all 0 where unknown."""
    roles: Tensor
    """(n, ROLES), -1 where unknown."""
    acts: Tensor
    """(b, ACTS), -1 where unknown."""
    moved: Tensor
    mood: Tensor
    emotions: Tensor
    words: Tensor
    """(w, 2): text, place of the word's first token."""
    tags: Tensor
    """(w, TAGS): which tags the labels permit."""


def batches(
    samples: Sequence[Sample], code: Coder, size: int, chance: random.Random | None = None
) -> Iterator[Batch]:
    """All samples once; in random order where there is chance, else in theirs."""
    order = list(samples)
    if chance is None:
        for start in range(0, len(order), size):
            here = order[start : start + size]
            yield batch(here, [code(one) for one in here])
        return
    chance.shuffle(order)
    for start in range(0, len(order), size * POOL):
        pool = [(one, code(one)) for one in order[start : start + size * POOL]]
        pool.sort(key=lambda pair: len(pair[1].ids))
        cuts = list(range(0, len(pool), size))
        chance.shuffle(cuts)
        for cut in cuts:
            some = pool[cut : cut + size]
            yield batch([one for one, _ in some], [coded for _, coded in some])


def batch(samples: Sequence[Sample], coded: Sequence[Encoded]) -> Batch:
    """The tensors of some samples."""
    longest = max(len(one.ids) for one in coded)
    padding = [[0.0] * len(one.ids) + [FAR] * (longest - len(one.ids)) for one in coded]
    names, sentiments, wanted, roles = _names(samples, coded)
    words, tags = _words(samples, coded)
    return Batch(
        ids=torch.tensor([one.ids + [0] * (longest - len(one.ids)) for one in coded]),
        cases=torch.tensor([one.cases + [0] * (longest - len(one.ids)) for one in coded]),
        seen=torch.tensor(padding)[:, None, None, :],
        names=torch.tensor(names, dtype=torch.long).view(-1, 2),
        sentiments=torch.tensor(sentiments, dtype=torch.long),
        wanted=torch.tensor(wanted, dtype=torch.float).view(-1, len(SENTIMENTS)),
        roles=torch.tensor(roles, dtype=torch.float).view(-1, len(ROLES)),
        acts=torch.tensor([one.acts or [-1] * len(ACTS) for one in samples], dtype=torch.float),
        moved=torch.tensor([one.moved for one in samples], dtype=torch.float),
        mood=torch.tensor([one.mood for one in samples]),
        emotions=torch.tensor([one.emotions or [-1] * len(EMOTIONS) for one in samples], dtype=torch.float),
        words=torch.tensor(words, dtype=torch.long).view(-1, 2),
        tags=torch.tensor(tags, dtype=torch.bool).view(-1, len(TAGS)),
    )


def _names(
    samples: Sequence[Sample], coded: Sequence[Encoded]
) -> tuple[list[tuple[int, int]], list[int], list[list[float]], list[list[int]]]:
    names: list[tuple[int, int]] = []
    sentiments: list[int] = []
    wanted: list[list[float]] = []
    roles: list[list[int]] = []
    for text, (one, tokens) in enumerate(zip(samples, coded, strict=True)):
        known = one.roles or [[-1] * len(ROLES)] * len(tokens.marks)
        feelings = one.sentiments or [UNKNOWN] * len(tokens.marks)
        teachings: Sequence[list[float] | None] = one.likely or [None] * len(tokens.marks)
        for mark, feeling, likely, role in zip(tokens.marks, feelings, teachings, known, strict=True):
            if mark:
                names.append((text, mark))
                sentiments.append(feeling)
                wanted.append(_wanted(feeling, likely))
                roles.append(role)
    return names, sentiments, wanted, roles


TAUGHT = 0.5
"""How much of what is learnt of a feeling is the teachers' view of it, where there are teachers; the rest is the label."""


def _wanted(feeling: int, likely: Sequence[float] | None) -> list[float]:
    label = [float(feeling == place) for place in range(len(SENTIMENTS))]
    if likely is None or feeling == UNKNOWN:
        return label
    return [TAUGHT * soft + (1 - TAUGHT) * hard for soft, hard in zip(likely, label, strict=True)]


def _words(
    samples: Sequence[Sample], coded: Sequence[Encoded]
) -> tuple[list[tuple[int, int]], list[list[bool]]]:
    words: list[tuple[int, int]] = []
    tags: list[list[bool]] = []
    for text, (one, tokens) in enumerate(zip(samples, coded, strict=True)):
        if one.entities is None:
            continue
        outside = _outside(one.entity_types)
        for place, start, end in tokens.words:
            words.append((text, place))
            tags.append(_permitted(one, start, end, outside))
    return words, tags


def _outside(types: frozenset[str]) -> list[bool]:
    """What a word outside of the marked entities may be: nothing, or of a type that the source does not mark."""
    return [tag == "O" or tag[2:] in set(ENTITY_TYPES) - types for tag in TAGS]


def _permitted(one: Sample, start: int, end: int, outside: list[bool]) -> list[bool]:
    for first, last, kind in one.entities or ():
        if first < end and start < last:
            wanted = f"{'B' if start <= first else 'I'}-{kind}"
            return [tag == wanted for tag in TAGS]
    return outside
