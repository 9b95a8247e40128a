from __future__ import annotations

import gzip
from io import BytesIO
from pathlib import Path

import pytest

from ingest.errors import SourceError
from nlp import labelled_lines
from nlp.labelled_lines import Line, bounded_lines, read_file, read_lines


def read(data: bytes) -> list[Line]:
    return list(read_lines(enumerate(bounded_lines(BytesIO(data)), start=1)))


def test_every_line_is_a_record_or_says_what_is_wrong() -> None:
    good, blank, broken, short, last = read(
        b'\xef\xbb\xbf{"id":"a","text":"x"}\r\n\n{nope\n{"id":"b"}\n{"id":"c","text":"\xff"}'
    )
    assert good.record is not None
    assert good.record.id == "a"
    assert [line.number for line in (good, blank, broken, short, last)] == [1, 2, 3, 4, 5]
    assert "empty" in str(blank.error)
    assert "not JSON" in str(broken.error)
    assert (short.id, "text is missing" in str(short.error)) == ("b", True)
    assert "not JSON" in str(last.error)


def test_an_endless_line_is_one_error_and_the_next_line_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labelled_lines, "LINE_LIMIT", 40)
    endless, after = read(b'{"id":"a","text":"' + b"x" * 100 + b'"}\n{"id":"b","text":""}\n')
    assert "longer than 40 bytes" in str(endless.error)
    assert after.record is not None


def test_a_file_may_be_compressed_and_its_blank_lines_count_but_say_nothing(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id":"a","text":"x"}\n\n{"id":"b","text":"y"}\n'))
    assert [line.number for line in read_file(path)] == [1, 3]


def test_a_file_that_breaks_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id":"a","text":"x"}\n' * 1000)[:-20])
    with pytest.raises(SourceError, match="breaks off"):
        list(read_file(path))
