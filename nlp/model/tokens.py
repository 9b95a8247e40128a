"""A text, the message it answers and the places of names in both in; the encoder's tokens out.

The names are marked: a special token before and one after each, others in the parent than in the text. What
the encoder says of a name is read at the token before it. The case of a token, which the vocabulary does not
know, goes in as its type.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

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
    begins: list[bool]


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
    ids, cases = [CLS], [LOWER]
    words: list[tuple[int, int, int]] = []
    side = _taken_apart(vocabulary, text, slice(0, most))
    marks = _marked(side, names, (OPEN, CLOSE), ids, cases, words)
    ids.append(SEP)
    cases.append(LOWER)
    if parent is not None:
        other = _taken_apart(vocabulary, parent, slice(-MOST_PARENT_TOKENS, None))
        marks += _marked(other, parent_names, (PARENT_OPEN, PARENT_CLOSE), ids, cases, [])
        ids.append(SEP)
        cases.append(LOWER)
    return Encoded(ids, cases, marks, words)


def _taken_apart(vocabulary: Tokenizer, text: str, kept: slice) -> _Side:
    coded = vocabulary.encode(text, add_special_tokens=False)
    places: list[Place] = coded.offsets[kept]
    words = coded.word_ids[kept]
    begins = [True, *map(operator.ne, words[1:], words)] if words else []
    if kept.start != 0 and len(coded.word_ids) > len(words) and coded.word_ids[-len(words) - 1] == words[0]:
        begins[0] = False  # cut within a word
    return _Side(coded.ids[kept], _cases(text, places, begins), places, begins)


def _cases(text: str, places: Sequence[Place], begins: Sequence[bool]) -> list[int]:
    """The case of the whole word, for each of its tokens."""
    cases: list[int] = []
    first = 0
    for number in range(len(places) + 1):
        if number == len(places) or begins[number]:
            if number > first:
                case = case_of(text[places[first][0] : places[number - 1][1]])
                cases += [case] * (number - first)
            first = number
    return cases


def _marked(
    side: _Side,
    names: Sequence[Place],
    signs: tuple[int, int],
    ids: list[int],
    cases: list[int],
    words: list[tuple[int, int, int]],
) -> list[int]:
    """Append a side's tokens with its names marked; where the marks stand."""
    marks = [0] * len(names)
    number, inside = 0, False
    for token, case, (start, end), begins in zip(side.ids, side.cases, side.places, side.begins, strict=True):
        while number < len(names) and inside and start >= names[number][1]:
            ids.append(signs[1])
            cases.append(LOWER)
            number, inside = number + 1, False
        while number < len(names) and not inside and names[number][1] <= start:
            number += 1  # a name without a token of its own
        if number < len(names) and not inside and end > names[number][0]:
            marks[number] = len(ids)
            ids.append(signs[0])
            cases.append(LOWER)
            inside = True
        if begins:
            words.append((len(ids), start, end))
        elif words:
            words[-1] = (*words[-1][:2], end)
        ids.append(token)
        cases.append(case)
    if inside:
        ids.append(signs[1])
        cases.append(LOWER)
    return marks
