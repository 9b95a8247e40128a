"""Gold records and predicted ones in; pairs of the same message out, and what found no partner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from nlp.errors import LabelError
from nlp.labelled import Record

FAILED = "error"
"""Field of a prediction that could not be made."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One message, as people labelled it and as it was predicted."""

    gold: Record
    predicted: Record
    unaided: Record | None = None
    """Predicted once more without being told the mentions."""

    @property
    def finder(self) -> Record:
        """The prediction whose mentions were found and not given."""
        return self.predicted if self.unaided is None else self.unaided


@dataclass(frozen=True, slots=True)
class Paired:
    """The outcome of putting two files side by side."""

    pairs: tuple[Pair, ...]
    unanswered: tuple[str, ...]
    """Ids without a prediction; they are scored as if nothing was found."""
    unasked: int
    """Predictions for ids that the gold does not have; they are passed over."""


def paired(gold: Sequence[Record], predicted: Iterable[Record]) -> Paired:
    """Match by id. Raises LabelError where an id or a text makes that impossible."""
    answers = _by_id(predicted, "predictions")
    _by_id(gold, "labelled records")
    pairs = tuple(_pair(one, answers.pop(str(one.id), None)) for one in gold)
    unanswered = tuple(str(one.gold.id) for one in pairs if one.predicted == _nothing(one.gold))
    return Paired(pairs, unanswered, len(answers))


def answering(gold: Sequence[Record]) -> Callable[[object], object]:
    """What completes the JSON of a prediction that leaves out the text, by its id."""
    texts = {str(one.id): one.text for one in gold}

    def complete(plain: object) -> object:
        if not isinstance(plain, dict):
            return plain
        return {"text": texts.get(str(plain.get("id"))), **plain}

    return complete


def _by_id(records: Iterable[Record], whose: str) -> dict[str, Record]:
    known: dict[str, Record] = {}
    for record in records:
        if known.setdefault(str(record.id), record) is not record:
            raise LabelError(f"Two {whose} have the id {record.id}.", "Give every record an id of its own.")
    return known


def _pair(gold: Record, predicted: Record | None) -> Pair:
    if predicted is None or FAILED in predicted.rest:
        return Pair(gold, _nothing(gold))
    if predicted.text != gold.text:
        raise LabelError(
            f"The prediction for {gold.id} is about another text.",
            "Predict from the same file that is scored.",
        )
    return Pair(gold, predicted)


def _nothing(gold: Record) -> Record:
    return Record(gold.id, gold.text)
