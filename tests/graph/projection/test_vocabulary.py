from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.projection import vocabulary
from graph.projection.vocabulary import ABSENT, NOBODY, Vocabulary

texts = st.text(st.characters(codec="utf-8"), max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.none() | texts)))
def test_codes_are_those_of_a_dictionary_in_order_of_first_sight(columns: list[list[str | None]]) -> None:
    words, known = Vocabulary(), dict[str, int]()
    for column in columns:
        codes = words.encode(pa.array(column, pa.string()))
        expected = [NOBODY if one is None else known.setdefault(one, len(known)) for one in column]
        assert codes.tolist() == expected
    assert words.names(range(len(words))) == list(known)
    assert [words.code(name) for name in known] == list(known.values())
    assert [words.name(code) for code in known.values()] == list(known)
    assert words.column(len(words)).to_pylist() == list(known)


def test_a_slice_of_a_column_is_coded_as_what_it_shows() -> None:
    column = pa.array(["a", "b", None, "c", "a"])[1:4]
    words = Vocabulary()
    assert words.encode(column).tolist() == [0, NOBODY, 1]
    assert list(words.since(0)) == ["b", "c"]


def test_many_strings_keep_their_codes_as_the_table_grows() -> None:
    names = [f"forum:main:{number}" for number in range(20_000)]
    words = Vocabulary()
    for start in range(0, len(names), 999):
        words.add(names[start : start + 999])
    assert words.add(names).tolist() == list(range(len(names)))
    assert words.code("forum:main:20000") == ABSENT


def test_a_string_takes_at_most_70_bytes() -> None:
    words = Vocabulary()
    words.add(f"forum:main:{number:019d}" for number in range(50_000))
    assert words.strings.nbytes / len(words) < 70


def test_what_stands_before_a_sign_is_coded_without_making_strings() -> None:
    channels = Vocabulary()
    column = pa.array(["forum:main:1", "blog:b:2", "plain", "forum:x:3", ":"], pa.large_string())
    assert channels.encode_until(column, ":").tolist() == [0, 1, 2, 0, 3]
    assert channels.names([0, 1, 2, 3]) == ["forum", "blog", "plain", ""]


def test_a_reader_of_before_reads_on_while_more_are_added() -> None:
    words = Vocabulary()
    words.add(["a", "b"])
    column = words.column(2)
    words.add(f"more {number}" for number in range(10_000))
    assert column.to_pylist() == ["a", "b"]


def test_a_code_that_was_not_given_out_is_an_error() -> None:
    words = Vocabulary()
    words.add(["a"])
    with pytest.raises(IndexError):
        words.name(1)
    with pytest.raises(IndexError):
        words.name(NOBODY)


def test_several_threads_give_each_string_one_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "A_PIECE", 64)
    words, together = Vocabulary(), threading.Barrier(4)
    names = [f"name {number}" for number in range(5_000)]

    def add(turn: int) -> list[int]:
        together.wait(10)
        order = names[turn * 1_000 :] + names[: turn * 1_000]
        assert words.names(words.add(order)) == order
        codes: list[int] = words.add(names).tolist()
        return codes

    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(add, range(4))
    assert sorted(first) == list(range(5_000))
    assert all(other == first for other in others)


def test_a_frozen_copy_does_not_learn() -> None:
    words = Vocabulary()
    words.add(["a"])
    then = Vocabulary(words.frozen())
    words.add(["b"])
    assert then.code("b") == ABSENT
    assert then.add(["c"]).tolist() == [1]
    assert words.names([0, 1]) == ["a", "b"]
