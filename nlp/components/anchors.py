"""A sentence and its vector in; the aspect that it is nearest to, and how sure that is, out.

An aspect is near where three of its phrasings are near, in meaning (cosine) and a little in the words that few
aspects have. How sure: the aspect's part of all aspects of that kind and of what is neither, so that a sentence
between two aspects gets none.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from nlp.aspects import NEITHER, Aspect, inventory
from nlp.components.topics import stem
from nlp.errors import ModelError
from nlp.model.encoder import FOLDER, Numbers

FILE = "aspects.npz"

NEAREST = 3
"""Phrasings that must be near: with one, a chance likeness decides. Of the 40 surest of 104 messages of our own 33 were
right with three, 27 with one."""

WORDS_COUNT = 0.3
"""Of the words in common, beside the cosine. Of those 40, 30 were right without words, 32 or 33 with 0.2 to 0.45."""

FEWEST = 2.2
"""Of the log odds of a word: one that more than one aspect in nine has tells nothing."""

OTHER_WORDS = 5.0
"""Added to what a sentence's words weigh, so that one word in common makes no short sentence certain."""

SHARPNESS = 0.05
"""Cosine by which an aspect must be ahead of another to be 2.7 times as likely."""

WORD = re.compile(r"[a-z']+")


@dataclass(frozen=True, slots=True)
class Nearest:
    """The aspect that a sentence is nearest to."""

    aspect: str
    """Its id."""
    confidence: float
    """Its part among all."""


class Anchors:
    """The inventory with the vectors of its phrasings."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load the vectors. Raises ModelError where they are missing, or of another inventory."""
        aspects = inventory()
        vectors = _vectors(folder / FILE)
        self._words = _Words(aspects)
        prefixes = [aspect.partition(":")[0] for aspect in aspects]
        self._rivals = {kind: _rivals(aspects, vectors, {kind, NEITHER}) for kind in set(prefixes)}

    def nearest(self, sentence: str, vector: Numbers, kind: str) -> Nearest | None:
        """The nearest aspect of a kind (peeve or idea); None where the sentence is nearest to neither."""
        rivals = self._rivals[kind]
        # einsum, not @: on so small a product the threads of a BLAS library cost more than they save
        cosines = np.einsum("ij,j->i", rivals.vectors, vector)
        likeness = np.append(cosines, -1.0)[rivals.places]  # -1 where the places of an aspect's row end
        near = np.sort(np.partition(likeness, -NEAREST, axis=1)[:, -NEAREST:], axis=1).mean(axis=1)
        odds = (near + WORDS_COUNT * self._words.shared(sentence)[rivals.numbers]) / SHARPNESS
        parts = np.exp(odds - odds.max())
        best = int(parts.argmax())
        if rivals.ids[best].startswith(NEITHER):
            return None
        return Nearest(rivals.ids[best], float(parts[best] / parts.sum()))


@dataclass(frozen=True, slots=True)
class _Rivals:
    """The aspects of some kinds."""

    ids: tuple[str, ...]
    numbers: npt.NDArray[np.intp]
    """Of each among all aspects."""
    vectors: Numbers
    """Of their phrasings."""
    places: npt.NDArray[np.intp]
    """As `_places` says."""


def _rivals(aspects: Mapping[str, Aspect], vectors: Numbers, kinds: Collection[str]) -> _Rivals:
    sizes = [len(aspect.phrasings) for aspect in aspects.values()]
    wanted = np.array([aspect.partition(":")[0] in kinds for aspect in aspects])
    return _Rivals(
        ids=tuple(aspect for aspect, is_wanted in zip(aspects, wanted, strict=True) if is_wanted),
        numbers=np.flatnonzero(wanted),
        vectors=vectors[np.repeat(wanted, sizes)],
        places=_places([size for size, is_wanted in zip(sizes, wanted, strict=True) if is_wanted]),
    )


def digest() -> str:
    """Of the inventory: what the vectors were made of."""
    told = "\n".join(f"{aspect.id} {' / '.join(aspect.phrasings)}" for aspect in inventory().values())
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def write(path: Path, vectors: Numbers) -> None:
    """Keep the vectors of all phrasings, in the inventory's order."""
    np.savez(path, vectors=vectors.astype(np.float16), digest=np.array(digest()))


def _vectors(path: Path) -> Numbers:
    try:
        with np.load(path) as kept:
            made_of, vectors = str(kept["digest"]), kept["vectors"].astype(np.float32)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"{path} cannot be read: {error}",
            "Install Rapport anew, or run `python -m nlp.training.aspects`.",
        ) from error
    if made_of != digest():
        raise ModelError(
            f"{path} is of another inventory of aspects.", "Run `python -m nlp.training.aspects`."
        )
    return vectors  # type: ignore[no-any-return]


def _places(sizes: list[int]) -> npt.NDArray[np.intp]:
    """(aspects, most phrasings): the rows of each aspect's vectors, filled up with -1."""
    places = np.full((len(sizes), max(sizes)), -1, np.intp)
    start = 0
    for row, size in enumerate(sizes):
        places[row, :size] = np.arange(start, start + size)
        start += size
    return places


class _Words:
    """What words say of aspects."""

    def __init__(self, aspects: Mapping[str, Aspect]) -> None:
        counted = [
            Counter(word for phrasing in aspect.phrasings for word in _stems(phrasing))
            for aspect in aspects.values()
        ]
        spread = Counter(word for counts in counted for word in counts)
        self._size = len(counted)
        self._weights = {word: math.log(self._size / number) for word, number in spread.items()}
        self._aspects: dict[str, list[tuple[int, float]]] = {}
        for place, counts in enumerate(counted):
            for word, number in counts.items():
                if self._weights[word] > FEWEST:
                    weight = self._weights[word] * min(1.0, number / 2)  # said once, it may be chance
                    self._aspects.setdefault(word, []).append((place, weight))

    def shared(self, sentence: str) -> npt.NDArray[np.float64]:
        """(aspects,): the weight of the words in common, of all the sentence's known words."""
        found = np.zeros(self._size)
        words = sorted(_stems(sentence))  # in one order, for sums of fractions depend on it
        for word in words:
            for place, weight in self._aspects.get(word, ()):
                found[place] += weight
        return found / (OTHER_WORDS + sum(self._weights.get(word, 0.0) for word in words))


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in WORD.findall(text.lower()))
