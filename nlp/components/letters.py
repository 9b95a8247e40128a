"""A text in; how likely it is to be written in each language out, by the runs of letters in it.

py3langid's model (naive Bayes over byte n-grams, Lui and Baldwin 2012) with its numbers and results, in a tenth of the
memory: of the table that leads from state to state, with a cell for every state and byte, only the tree of n-grams is kept,
and of the columns only those of the languages that are asked for.
"""

from __future__ import annotations

import lzma
import math
import shutil
import tempfile
import unicodedata
from collections.abc import Collection, Mapping
from importlib import resources
from typing import IO

import numpy as np
import numpy.typing as npt

from nlp.errors import ModelError

Whole = npt.NDArray[np.integer]

BYTES = 256
ROOT = 0

ROWS_AT_ONCE = 2_048
"""Of the table that are compared: 2 MB each side, which a processor's cache holds."""


class LetterModel:
    """Tells languages."""

    def __init__(self, languages: Collection[str]) -> None:
        """Unpack the model of py3langid. Raises ModelError where that cannot be."""
        try:
            self._read(languages)
        except OSError as error:  # it is unpacked into a temporary file, for which there may be no room
            raise ModelError(
                f"The model that tells languages cannot be unpacked: {error}.",
                "Free about 70 MB in the folder for temporary files (TMPDIR names another).",
            ) from error

    def _read(self, languages: Collection[str]) -> None:
        with tempfile.TemporaryFile(suffix=".npz") as unpacked:
            _unpack(unpacked)
            with np.load(unpacked) as kept:
                classes = kept["classes"].tolist()
                columns = [place for place, language in enumerate(classes) if language in languages]
                self._languages = [classes[place] for place in columns]
                self._prior = kept["pc"][columns]
                self._weights = kept["ptc"][:, columns]
                self._edges, states = _tree(kept["nextmove"].reshape(-1, BYTES), kept["nextmove_row"])
                self._features = kept["out_feat"][np.append(ROOT, states)]

    def likely(self, text: str) -> Mapping[str, float]:
        """The probability of each language."""
        data = _bytes(text)
        scores = self._scores(np.frombuffer(data, np.uint8)) / math.sqrt(len(data) or 1)
        raised = np.exp(scores - scores.max())
        found: dict[str, float] = {}
        for language, part in zip(self._languages, (raised / raised.sum()).tolist(), strict=True):
            found[language] = found.get(language, 0.0) + part  # a language of two scripts has two columns
        return found

    def _scores(self, data: npt.NDArray[np.uint8]) -> npt.NDArray[np.floating]:
        features = self._features[self._longest(data)]
        seen, counts = np.unique(features[features >= 0], return_counts=True)
        if not len(seen):
            return np.zeros(len(self._languages), np.float32)
        weights = self._weights[seen].astype(np.float32)
        return self._prior + np.einsum("i,ij->j", np.log1p(counts.astype(np.float32)), weights)  # type: ignore[no-any-return]

    def _longest(self, data: npt.NDArray[np.uint8]) -> Whole:
        """For each byte, the node of the longest n-gram of the tree that ends with it."""
        longest = np.zeros(len(data), np.intp)
        starts, nodes = np.arange(len(data)), np.zeros(len(data), np.intp)
        length = 0
        while len(starts):
            wanted = nodes.astype(np.uint32) * BYTES + data[starts + length]
            places = np.minimum(np.searchsorted(self._edges, wanted), len(self._edges) - 1)
            goes_on = self._edges[places] == wanted
            starts, nodes = starts[goes_on], places[goes_on] + 1
            longest[starts + length] = nodes
            length += 1
            inside = starts + length < len(data)
            starts, nodes = starts[inside], nodes[inside]
        return longest


def _unpack(target: IO[bytes]) -> None:
    packed = resources.files("py3langid") / "data" / "model.npz.xz"
    with packed.open("rb") as file, lzma.open(file) as source:
        shutil.copyfileobj(source, target, 1 << 20)
    target.seek(0)


def _bytes(text: str) -> bytes:
    """As the model was trained: composed letters, no text all in capitals."""
    lowered = text.lower() if text.isupper() else text
    return unicodedata.normalize("NFC", lowered).encode("utf-8", "surrogatepass")


def _tree(rows: Whole, row_of: Whole) -> tuple[npt.NDArray[np.uint32], Whole]:
    """The edges of the tree in order, each as parent * 256 + byte, and the state that each leads to.

    An edge's child is numbered by the edge's place, from 1. The table is Aho and Corasick's (1975): a state's row is that
    of its longest proper suffix, save where it has a child.
    """
    edges: list[npt.NDArray[np.uint32]] = []
    states: list[Whole] = []
    first, level = 0, (np.array([ROOT]), np.array([ROOT]))
    while len(level[0]):
        numbers, children, suffixes = _children(rows, row_of, *level)
        edges.append((numbers + first * BYTES).astype(np.uint32))
        states.append(children)
        first, level = first + len(level[0]), (children, suffixes)
    return np.concatenate(edges), np.concatenate(states)


def _children(rows: Whole, row_of: Whole, states: Whole, suffixes: Whole) -> tuple[Whole, Whole, Whole]:
    """Of states of one level: the place of each child (parent * 256 + byte), its state, and that of its longest suffix."""
    found: list[tuple[Whole, Whole, Whole]] = []
    for start in range(0, len(states), ROWS_AT_ONCE):
        own = rows[row_of[states[start : start + ROWS_AT_ONCE]]].ravel()
        inherited = rows[row_of[suffixes[start : start + ROWS_AT_ONCE]]].ravel()
        if states[0] == ROOT:
            inherited = np.zeros_like(own)  # what begins nothing leads back to the root
        places = np.flatnonzero(own != inherited)
        found.append((places + start * BYTES, own[places], inherited[places]))
    numbers, children, below = map(np.concatenate, zip(*found, strict=True))
    return numbers, children, below
