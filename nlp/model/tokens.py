"""A text, the message it answers and the places of names in both in; the encoder's tokens out.

The names are marked: a special token before and one after each, others in the parent than in the text. What
the encoder says of a name is read at the token before it. The case of a token, which the vocabulary does not
know, goes in as its type.
"""

from __future__ import annotations

import operator
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from nlp.model import wordpiece

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Place: TypeAlias = tuple[int, int]
"""Start and end in code points."""

CLS, SEP = 101, 102
OPEN, CLOSE, PARENT_OPEN, PARENT_CLOSE = 1, 2, 3, 4
"""Ids that BERT's vocabulary keeps unused."""

MOST_TOKENS = 192
"""Of a text: what is longer is read in pieces (`windows`). Nine of ten messages have fewer than 100."""
MOST_PARENT_TOKENS = 64
"""Of a parent: its end says what is asked more often than its beginning, so the end stays."""

LOWER, TITLE, UPPER, MIXED, DIGITS = range(5)
CASES = 5


@dataclass(frozen=True, slots=True)
class Encoded:
    """Tokens as the encoder takes them."""

    ids: list[int]
    cases: list[int]
    marks: list[int]
    """For each name of the text and then of the parent, the place of the token before it."""
    words: list[tuple[int, int, int]]
    """(place of its first token, start, end) of each word or sign of the text."""


@cache
def tokenizer(folder: Path) -> Tokenizer:
    """The vocabulary of the encoder."""
    from tokenizers import Tokenizer  # noqa: PLC0415 - loaded with the model, not with this module

    found = Tokenizer.from_file(str(folder / "tokenizer.json"))
    found.no_padding()
    found.no_truncation()
    return found


def case_of(piece: str) -> int:
    """Which of the cases a stretch of text is written in."""
    if piece.isascii():  # a shorter way to the same for nearly all
        if piece.islower():
            return LOWER
        if piece.isalpha():
            return TITLE if piece.istitle() else UPPER if piece.isupper() else MIXED
    letters = [letter for letter in piece if letter.isalpha()]
    if not letters:
        return DIGITS if any(letter.isdigit() for letter in piece) else LOWER
    upper = sum(letter.isupper() for letter in letters)
    if not upper:
        return LOWER
    if upper == len(letters):
        return UPPER if upper > 1 else TITLE
    return TITLE if upper == 1 and letters[0].isupper() else MIXED


@dataclass(slots=True)
class _Side:
    ids: list[int]
    cases: list[int]
    places: list[Place]
    firsts: list[int]
    """Numbers of the tokens that begin a word."""


def encode(
    vocabulary: Tokenizer,
    text: str,
    names: Sequence[Place] = (),
    parent: str | None = None,
    parent_names: Sequence[Place] = (),
    *,
    most: int = MOST_TOKENS,
) -> Encoded:
    """The tokens of a text and its parent. Names lie in order and apart; one beyond `most` tokens gets mark 0."""
    coded = Encoded([CLS], [LOWER], [], [])
    side = _taken_apart(vocabulary, text, slice(0, most))
    coded.words.extend(_words(side, _add_side(coded, side, names, (OPEN, CLOSE))))
    if parent is not None:
        other = _taken_apart(vocabulary, parent, slice(-MOST_PARENT_TOKENS, None))
        _add_side(coded, other, parent_names, (PARENT_OPEN, PARENT_CLOSE))
    return coded


def _taken_apart(vocabulary: Tokenizer, text: str, kept: slice) -> _Side:
    ids, places, begins = wordpiece.tokens(vocabulary, text) or _by_library(vocabulary, text)
    places = places[kept]
    firsts = [number for number, is_first in enumerate(begins[kept]) if is_first]
    return _Side(ids[kept], _cases(text, places, firsts), places, firsts)


def _by_library(vocabulary: Tokenizer, text: str) -> wordpiece.Tokens:
    found = vocabulary.encode(text, add_special_tokens=False)
    word_of = found.word_ids
    begins = [True, *map(operator.ne, word_of[1:], word_of)] if word_of else []
    return found.ids, found.offsets, begins


def _cases(text: str, places: Sequence[Place], firsts: Sequence[int]) -> list[int]:
    """The case of the whole word, for each of its tokens."""
    cases: list[int] = []
    edges = [*firsts, len(places)]
    if places and edges[0]:
        edges.insert(0, 0)  # the rest of a word whose beginning is cut off
    for first, end in pairwise(edges):
        case = case_of(text[places[first][0] : places[end - 1][1]])
        cases += [case] * (end - first)
    return cases


def _words(side: _Side, at: Sequence[int]) -> list[tuple[int, int, int]]:
    """The words of a side whose tokens stand at these places."""
    lasts = [*(first - 1 for first in side.firsts[1:]), len(side.ids) - 1]
    places = side.places
    return [
        (at[first], places[first][0], places[last][1])
        for first, last in zip(side.firsts, lasts, strict=False)
    ]


def _add_side(coded: Encoded, side: _Side, names: Sequence[Place], signs: tuple[int, int]) -> list[int]:
    """Append a side's tokens with its names marked, and a separator; where each token stands."""
    ids, cases = coded.ids, coded.cases
    at: list[int] = []
    for first, end, is_name in _stretches(side, names, coded.marks, len(ids)):
        if is_name:
            ids.append(signs[0])
            cases.append(LOWER)
        at += range(len(ids), len(ids) + end - first)
        ids += side.ids[first:end]
        cases += side.cases[first:end]
        if is_name:
            ids.append(signs[1])
            cases.append(LOWER)
    ids.append(SEP)
    cases.append(LOWER)
    return at


def _stretches(
    side: _Side, names: Sequence[Place], marks: list[int], length: int
) -> Iterator[tuple[int, int, bool]]:
    """The tokens of each name and those between, as (first, end, whether a name's); adds where each name's mark will stand."""
    done, signs = 0, 0
    for start, end in names:
        first = bisect_right(side.places, start, done, key=_end)
        if first == len(side.places) or side.places[first][0] >= end:
            marks.append(0)  # a name without a token of its own
            continue
        after = bisect_left(side.places, end, first, key=_start)
        yield done, first, False
        marks.append(length + first + signs)
        yield first, after, True
        done, signs = after, signs + 2
    yield done, len(side.places), False


def _start(place: Place) -> int:
    return place[0]


def _end(place: Place) -> int:
    return place[1]
