"""Lines in, read or in error; for each, in order, the object to write out: the prediction, or what was wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from nlp.labelled import Record
from nlp.labelled_json import Plain, record_to_json
from nlp.labelled_lines import Line
from nlp.pipeline import Pipeline
from nlp.prediction import predict

BATCH = 256
"""Records predicted at a time: the language layer's cost per message no longer falls with more."""

BATCH_LETTERS = 4_000_000
"""A batch of long texts is closed before that, so that memory stays flat."""


def predict_lines(pipeline: Pipeline, lines: Iterable[Line]) -> Iterator[tuple[Line, Plain]]:
    """One output for each line; only a batch of them is in memory."""
    for batch in batches(lines):
        records = [line.record for line in batch if line.record is not None]
        predicted = iter(predict(pipeline, records))
        for line in batch:
            yield line, _failed(line) if line.record is None else record_to_json(next(predicted))


def batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """The lines in lists that fit the memory."""
    batch: list[Line] = []
    letters = 0
    for line in lines:
        batch.append(line)
        letters += _letters(line.record)
        if len(batch) == BATCH or letters > BATCH_LETTERS:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch


def _letters(record: Record | None) -> int:
    if record is None:
        return 0
    return len(record.text) + (0 if record.parent is None else len(record.parent.text))


def _failed(line: Line) -> Plain:
    """The line's own id where that could be read, for whoever joins by it."""
    identity = {} if line.id is None else {"id": line.id}
    return identity | {"line": line.number, "error": str(line.error)}
