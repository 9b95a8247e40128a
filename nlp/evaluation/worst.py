"""Pairs in; the records with the most mistakes, each mistake in words, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.evaluation.measures import Label, Labels, Measure
from nlp.evaluation.pairs import Pair


@dataclass(frozen=True, slots=True)
class Mistakes:
    """A record and what is wrong with its prediction."""

    id: str
    text: str
    wrong: tuple[str, ...]


def worst(pairs: Sequence[Pair], measures: Sequence[Measure], count: int) -> list[Mistakes]:
    """The records with the most mistakes, at most `count`; records without any are left out."""
    found = [Mistakes(str(pair.gold.id), pair.gold.text, tuple(_mistakes(pair, measures))) for pair in pairs]
    wrong = [one for one in found if one.wrong]
    return sorted(wrong, key=lambda one: -len(one.wrong))[:count]


def _mistakes(pair: Pair, measures: Sequence[Measure]) -> Iterator[str]:
    for measure in measures:
        gold = measure.gold(pair) if measure.is_mistake else None
        if gold is not None:
            yield from _differences(measure, gold, measure.found(pair), pair.gold.text)


def _differences(measure: Measure, gold: Labels, found: Labels, text: str) -> Iterator[str]:
    """Where both sides label the same place, the two labels in one line; else what is missed or too much."""
    spurious = _ordered(found - gold)
    for label in _ordered(gold - found):
        other = next((one for one in spurious if one[1:] == label[1:] != ()), None)
        spurious = [one for one in spurious if one is not other]
        instead = "not found" if other is None else f"found {other[0]}"
        yield f"{measure.name}: {_shown(label, text)}, {instead}"
    for label in spurious:
        yield f"{measure.name}: {_shown(label, text)} is too much"


def _ordered(labels: Labels) -> list[Label]:
    return sorted(labels, key=str)


def _shown(label: Label, text: str) -> str:
    """A label as people say it: spans as the words that they hold."""
    name, *place = label
    if len(place) > 1 and isinstance(place[0], int) and isinstance(place[1], int):
        place = [repr(text[place[0] : place[1]]), *place[2:]]
    shown = [
        " ".join(map(str, part)) if isinstance(part, tuple) else str(part or "nothing") for part in place
    ]
    return f"{name} ({', '.join(shown)})" if shown else str(name)
