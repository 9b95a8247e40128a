"""An Evaluation in; plain dicts and lists for JSON out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, TypeAlias

from nlp.evaluation.evaluate import ClassScores, Evaluation, Result, Score
from nlp.evaluation.worst import Mistakes

Plain: TypeAlias = dict[str, Any]


def evaluation_to_json(evaluation: Evaluation, worst: Sequence[Mistakes] = ()) -> Plain:
    """Everything, with numbers at full length."""
    plain: Plain = {
        "records": evaluation.records,
        "measures": {result.measure.name: _result(result) for result in evaluation.results},
        "unpredicted": [measure.name for measure in evaluation.unpredicted],
    }
    return plain | ({"worst": [asdict(one) for one in worst]} if worst else {})


def _result(result: Result) -> Plain:
    plain: Plain = {
        "title": result.measure.title,
        "average": result.measure.averages[0].value,
        **_score(result.score),
        "records": result.records,
        "support": result.support,
        "averages": {average.value: _score(score) for average, score in result.averages.items()},
        "classes": {one.name: _class(one) for one in result.classes},
    }
    if result.confusion is not None:
        plain["confusion"] = {
            "classes": list(result.confusion.classes),
            "gold_by_predicted": [list(row) for row in result.confusion.counts],
        }
    return plain


def _score(score: Score) -> Plain:
    low, high = score.interval or (None, None)
    return {"value": score.value, "low": low, "high": high}


def _class(one: ClassScores) -> Plain:
    return {
        "precision": one.precision,
        "recall": one.recall,
        "f1": one.f1.value,
        "low": _score(one.f1)["low"],
        "high": _score(one.f1)["high"],
        "support": one.support,
        "predicted": one.predicted,
    }
