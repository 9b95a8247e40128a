from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from graph.model import FactKind
from graph.projection.columns import Columns
from graph.projection.growing import Growing
from graph.projection.reading import LogReading, Names
from graph.projection.vocabulary import ABSENT, NOBODY, Vocabulary
from graph.store import LOG_SCHEMA, LogChunk


def chunk(*rows: dict[str, Any], replaced: tuple[str, ...] = ()) -> LogChunk:
    blank = dict.fromkeys(LOG_SCHEMA.names)
    return LogChunk(replaced, pa.RecordBatch.from_pylist([blank | row for row in rows], schema=LOG_SCHEMA))


NOTHING_STORED = np.zeros(0, np.bool_)


def tables(reading: LogReading) -> Mapping[FactKind, Columns]:
    return reading.change(NOTHING_STORED).added


def mention(source: str, at: int, **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"source": source, "kind": "MENTIONS", "at": at, "object": "moka", **fields}


def test_a_later_chunk_replaces_rows_of_an_earlier_one() -> None:
    reading = LogReading(Names())
    reading.take(chunk(mention("a:b:1", 1), mention("a:b:2", 2), replaced=("a:b:1", "a:b:2")))
    reading.take(chunk(mention("a:b:1", 7), replaced=("a:b:1",)))
    assert tables(reading)[FactKind.MENTIONS].at.tolist() == [2, 7]


def test_a_source_without_rows_left_is_forgotten() -> None:
    names = Names()
    first = LogReading(names)
    first.take(chunk(mention("a:b:1", 1), mention("a:b:2", 2)))
    before = first.change(NOTHING_STORED).added[FactKind.MENTIONS]
    then = LogReading(names)
    then.take(chunk(replaced=("a:b:1",)))
    change = then.change(np.array([True, True]))
    assert change.onto(FactKind.MENTIONS, before, Growing(), 2).at.tolist() == [2]
    assert then.actors().tolist() == []


def test_nulls_become_nobody_and_neutral() -> None:
    reading = LogReading(Names())
    reading.take(chunk(mention("a:b:1", 1), mention("a:b:2", 2, sentiment="negative", actor="a:b:x")))
    assert reading.actors().tolist() == [0]
    rows = tables(reading)[FactKind.MENTIONS]
    assert rows.actor.tolist() == [NOBODY, 0]
    assert rows.sentiment.tolist() == [0, -1]
    assert rows.confidence.tolist() == [1.0, 1.0]
    assert rows.by_company.tolist() == [False, False]


def test_a_vocabulary_gives_each_string_one_code() -> None:
    words = Vocabulary()
    assert words.encode(pa.array(["a", None, "b", "a"])).tolist() == [0, NOBODY, 1, 0]
    assert words.add(["b", "c"]).tolist() == [1, 2]
    assert (words.code("c"), words.code("z"), words.code(None)) == (2, ABSENT, NOBODY)
    assert words.name(1) == "b"
    assert words.names([2, 0]) == ["c", "a"]
    assert list(words.since(1)) == ["b", "c"]
    assert len(words) == 3
    assert words.encode(pa.array([], pa.string())).dtype == np.int32
