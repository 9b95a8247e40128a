"""Pairs of gold and predicted records in; an Evaluation: every measure with its classes and intervals, out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nlp.evaluation.bootstrap import interval, resampled
from nlp.evaluation.measures import MEASURES, Average, Labels, Measure
from nlp.evaluation.pairs import Pair
from nlp.evaluation.tallies import NONE, Numbers, averaged, confusion, f1, precision, recall, tally


@dataclass(frozen=True, slots=True)
class Score:
    """A value with its 95% interval; None where there was nothing to score."""

    value: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class ClassScores:
    """One class of a measure."""

    name: str
    precision: float | None
    recall: float | None
    f1: Score
    support: int
    """Labels of it in the gold."""
    predicted: int


@dataclass(frozen=True, slots=True)
class Confusion:
    """Rows are the gold's classes, columns the predicted ones; the last of each is for no label."""

    classes: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One measure over all records that are labelled for it."""

    measure: Measure
    averages: dict[Average, Score]
    classes: tuple[ClassScores, ...]
    records: int
    support: int
    confusion: Confusion | None

    @property
    def score(self) -> Score:
        """By the measure's own average."""
        return self.averages[self.measure.averages[0]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that can be scored."""

    records: int
    results: tuple[Result, ...]
    unpredicted: tuple[Measure, ...]
    """Labelled in the gold, but of no such thing does any prediction speak."""

    def result(self, name: str) -> Result:
        """The result of a measure by its name. Raises KeyError where it was not scored."""
        return {result.measure.name: result for result in self.results}[name]


@dataclass(frozen=True, slots=True)
class _Counted:
    """A measure with its labels, record by record."""

    measure: Measure
    classes: tuple[str, ...]
    labels: list[tuple[Labels, Labels] | None]

    def counts(self) -> Numbers:
        """(records, classes, counts); a record that is not labelled counts nothing."""
        empty = np.zeros((len(self.classes), 3))
        return np.stack([empty if one is None else tally(*one, self.classes) for one in self.labels])


def evaluate(pairs: Sequence[Pair], measures: Sequence[Measure] = MEASURES) -> Evaluation:
    """Score every measure that the gold is labelled for."""
    labelled = [one for one in (_counted(measure, pairs) for measure in measures) if one is not None]
    predicted = [one for one in labelled if any(one.measure.predicts(pair) for pair in pairs)]
    unpredicted = tuple(one.measure for one in labelled if one not in predicted)
    return Evaluation(len(pairs), tuple(_results(predicted)), unpredicted)


def _counted(measure: Measure, pairs: Sequence[Pair]) -> _Counted | None:
    labels: list[tuple[Labels, Labels] | None] = []
    for pair in pairs:
        gold = measure.gold(pair)
        labels.append(None if gold is None else (gold, measure.found(pair)))
    known = {str(label[0]) for one in labels if one is not None for side in one for label in side}
    if not known:
        return None
    return _Counted(measure, (*measure.classes, *sorted(known - set(measure.classes))), labels)


def _results(counted: Sequence[_Counted]) -> list[Result]:
    """All measures are resampled together: one set of draws serves them all."""
    if not counted:
        return []
    counts = [one.counts() for one in counted]
    flat = np.concatenate([one.reshape(len(one), -1) for one in counts], axis=1)
    ends = np.cumsum([one[0].size for one in counts])[:-1]
    rounds = np.split(resampled(flat), ends, axis=1)
    return [
        _result(one, of_records.sum(axis=0), of_rounds.reshape(len(of_rounds), -1, 3))
        for one, of_records, of_rounds in zip(counted, counts, rounds, strict=True)
    ]


def _result(counted: _Counted, total: Numbers, rounds: Numbers) -> Result:
    measure, classes = counted.measure, counted.classes
    known = [one for one in counted.labels if one is not None]
    table = confusion(known, classes) if measure.has_confusion else None
    return Result(
        measure=measure,
        averages={
            average: _score(averaged(average, total), averaged(average, rounds))
            for average in measure.averages
        },
        classes=tuple(_class(name, total[place], rounds[:, place]) for place, name in enumerate(classes)),
        records=len(known),
        support=sum(len(gold) for gold, _ in known),
        confusion=None if table is None else Confusion((*classes, NONE), tuple(map(tuple, table.tolist()))),
    )


def _class(name: str, total: Numbers, rounds: Numbers) -> ClassScores:
    right, spurious, missed = (int(count) for count in total)
    return ClassScores(
        name=name,
        precision=_number(precision(total)),
        recall=_number(recall(total)),
        f1=_score(f1(total), f1(rounds)),
        support=right + missed,
        predicted=right + spurious,
    )


def _score(value: Numbers, rounds: Numbers) -> Score:
    return Score(_number(value), interval(rounds))


def _number(value: Numbers) -> float | None:
    number = float(value)
    return None if math.isnan(number) else number
