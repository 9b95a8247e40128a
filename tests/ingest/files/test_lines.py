"""Lines of plain and packed files, and where one may go on."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import SourceError
from ingest.files.json_stream import CHUNK, elements, members
from ingest.files.jsonl import JsonlReader
from ingest.files.lines import DamagedArchiveError, lines, peek
from ingest.item import Item
from ingest.records import ReadOptions, Record, Reject

PACKERS = {"plain": bytes, "gzip": gzip.compress, "zstd": zstandard.compress}
RECORD = {"uid": "a:b:1", "kind": "post", "author": None, "text": "x", "created_at": 0}


def read(path: Path, after: str | None = None) -> list[Record]:
    return list(JsonlReader().read(path, ReadOptions(), after))


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS)
def test_any_line_can_be_gone_on_from(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "file"
    path.write_bytes(pack(b"one\r\n\ntwo\nthree"))
    whole = list(lines(path))
    assert [line.data for line in whole] == [b"one", b"", b"two", b"three"]
    for number, line in enumerate(whole, start=1):
        assert [later.data for later in lines(path, line.cursor)] == [later.data for later in whole[number:]]


def test_members_and_frames_in_a_row_are_one_file(tmp_path: Path) -> None:
    for pack in (gzip.compress, zstandard.compress):
        path = tmp_path / pack.__module__
        path.write_bytes(pack(b"one\n") + pack(b"two\n"))
        assert [line.data for line in lines(path)] == [b"one", b"two"]
    padded = tmp_path / "padded"
    padded.write_bytes(gzip.compress(b"one\n") + b"\0" * 5_000)
    assert [line.data for line in lines(padded)] == [b"one"]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_all_whole_lines_before_a_cut_are_read(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    text = b"".join(b"line %d\n" % number for number in range(100_000))
    path = tmp_path / "file"
    packed = pack(text)
    path.write_bytes(packed[:-1])
    found: list[bytes] = []
    with pytest.raises(DamagedArchiveError, match="its end is missing"):
        found.extend(line.data for line in lines(path))
    assert len(found) > 90_000


def test_a_broken_archive_is_damage_too(tmp_path: Path) -> None:
    path = tmp_path / "file"
    packed = bytearray(gzip.compress(b"line\n" * 1_000))
    packed[20:30] = b"\xff" * 10
    path.write_bytes(packed)
    with pytest.raises(DamagedArchiveError):
        list(lines(path))


def test_a_line_that_is_still_being_written_is_read_again_when_it_has_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    whole = json.dumps(RECORD)
    path.write_text(f"{whole}\n{whole[:30]}")
    first, half = read(path)
    assert isinstance(first.value, Item)
    assert isinstance(half.value, Reject)
    assert half.value.position == "line 2"
    with path.open("a") as stream:
        stream.write(f"{whole[30:]}\n{whole}\n")
    rest = read(path, half.cursor)
    assert [type(one.value) for one in rest] == [Item, Item]
    assert rest[-1].cursor.startswith("3@")


def test_a_last_line_that_gets_its_end_later_is_not_read_twice(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(RECORD))
    (only,) = read(path)
    with path.open("a") as stream:
        stream.write("\n" + json.dumps(RECORD) + "\n{bad\n")
    second, bad = read(path, only.cursor)
    assert isinstance(second.value, Item)
    assert isinstance(bad.value, Reject)
    assert bad.value.position == "line 3"


def test_what_cannot_be_read_has_no_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "file"
    assert peek(path) == b""
    path.write_bytes(gzip.compress(b"")[:12])
    assert peek(path) == b""
    path.write_bytes(gzip.compress(b"text"))
    assert peek(path) == b"text"


def test_a_cursor_past_the_end_of_an_archive_reads_nothing(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(gzip.compress(b"one\n"))
    assert list(lines(path, "9@999")) == []


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(RECORD).encode() + b"\n")
    assert JsonlReader().recognises(path)
    assert isinstance(read(path)[0].value, Item)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(deadline=None)  # they touch files, on machines that are busy
@given(st.lists(JSON), st.integers(0, 3))
def test_a_list_is_read_element_by_element(
    tmp_path_factory: pytest.TempPathFactory, values: list[object], indent: int
) -> None:
    path = tmp_path_factory.mktemp("json") / "list.json"
    path.write_text(json.dumps(values, indent=indent or None))
    assert [value for value, _ in elements(path)] == values


@settings(deadline=None)  # they touch files, on machines that are busy
@given(st.dictionaries(st.text(), JSON))
def test_an_object_is_read_member_by_member(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, object]
) -> None:
    path = tmp_path_factory.mktemp("json") / "object.json"
    path.write_text(json.dumps(values, ensure_ascii=False))
    assert dict(pair for pair, _ in members(path)) == values


def test_elements_longer_than_a_chunk_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    values = ["é" * (CHUNK * 3), 12345, ["x" * CHUNK]]
    path.write_text(json.dumps(values, ensure_ascii=False))
    assert [value for value, _ in elements(path)] == values


@pytest.mark.parametrize("text", ["", "[", "[1", "[1,", "[1 2]", "{}", '["a', "[nope]"])
def test_what_is_no_list_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.json"
    path.write_text(text)
    with pytest.raises(SourceError, match=r"list\.json is not JSON"):
        list(elements(path))


def test_a_packed_list_that_is_cut_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(gzip.compress(json.dumps(list(range(100_000))).encode())[:-20])
    with pytest.raises(DamagedArchiveError):
        list(elements(path))
