"""Readers stream: what a process needs does not grow with the file."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

SIZE = 200 * 2**20
TEXT = "The grinder is loud, and the milk is never hot. " * 400
COUNT = SIZE // len(TEXT)
MOST = 60 * 2**20

MEASURE = """
import sys
from pathlib import Path
from ingest.files.registry import reader_for
from ingest.item import Item
from ingest.records import ReadOptions
path = Path(sys.argv[1])
reader = reader_for(path, None)
def peak():  # not getrusage: its peak includes that of the process before exec
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024
if reader.name == "parquet":
    import pyarrow.parquet
before = peak()
items = sum(isinstance(one.value, Item) for one in reader.read(path, ReadOptions()))
print(items, peak() - before)
"""


def json_lines(record: Callable[[int], dict[str, object]]) -> Iterator[bytes]:
    return (orjson.dumps(record(number), option=orjson.OPT_APPEND_NEWLINE) for number in range(COUNT))


def item(number: int) -> dict[str, object]:
    return {"uid": f"a:b:{number}", "kind": "post", "author": {"id": "1"}, "text": TEXT, "created_at": number}


def utterance(number: int) -> dict[str, object]:
    return {"id": str(number), "speaker": "1", "text": TEXT, "timestamp": number}


def jsonl(folder: Path) -> Path:
    path = folder / "a.jsonl"
    with path.open("wb") as out:
        out.writelines(json_lines(item))
    return path


def zstd(folder: Path) -> Path:
    path = folder / "a.jsonl.zst"
    with zstandard.open(path, "wb") as out:
        for line in json_lines(item):
            out.write(line)
    return path


def table(folder: Path) -> Path:
    path = folder / "a.csv"
    with path.open("w") as out:
        out.write("uid,created_at,text\n")
        out.writelines(f'{number},{number},"{TEXT}"\n' for number in range(COUNT))
    return path


def parquet(folder: Path) -> Path:
    path = folder / "a.parquet"
    schema = pa.schema([("uid", pa.string()), ("created_at", pa.int64()), ("text", pa.string())])
    group = 1_000
    with pq.ParquetWriter(path, schema, compression="none", use_dictionary=False, write_batch_size=16) as out:
        for start in range(0, COUNT, group):
            numbers = range(start, min(start + group, COUNT))
            rows = {
                "uid": [str(n) for n in numbers],
                "created_at": list(numbers),
                "text": [TEXT] * len(numbers),
            }
            out.write_table(pa.table(rows, schema=schema))
    return path


def corpus(folder: Path) -> Path:
    with (folder / "utterances.jsonl").open("wb") as out:
        out.writelines(json_lines(utterance))
    return folder


def old_corpus(folder: Path) -> Path:
    with (folder / "utterances.json").open("wb") as out:
        out.write(b"[")
        for number, line in enumerate(json_lines(utterance)):
            out.write(b"," * bool(number) + line)
        out.write(b"]")
    return folder


def mbox(folder: Path) -> Path:
    path = folder / "a.mbox"
    body = "\n".join(TEXT[start : start + 75] for start in range(0, len(TEXT), 75))
    head = "From a@b Thu Aug 26 16:50:29 2021\nFrom: a@example.org\nDate: 1 Mar 2026 12:00:00 +0000\n"
    with path.open("w") as out:
        out.writelines(f"{head}Message-ID: <{number}@b>\n\n{body}\n\n" for number in range(COUNT))
    return path


def dump(folder: Path) -> Path:
    date = 'CreationDate="2018-03-12T17:00:45.567"'
    with (folder / "Posts.xml").open("w") as out:
        out.writelines(
            f'<row Id="{number}" PostTypeId="1" {date} OwnerUserId="1" Body="&lt;p&gt;{TEXT}&lt;/p&gt;" />\n'
            for number in range(COUNT)
        )
    return folder


SLOWER = [zstd, table, parquet, corpus, old_corpus, mbox, dump]


@pytest.mark.parametrize("make", [jsonl, *(pytest.param(one, marks=pytest.mark.slow) for one in SLOWER)])
def test_two_hundred_megabytes_fit_in_sixty(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    if not Path("/proc/self/status").is_file():
        pytest.skip("needs /proc to measure a process")
    path = make(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True
    )
    items, grown = map(int, done.stdout.split())
    assert items == COUNT
    assert 0 < grown < MOST, f"{grown / 2**20:.1f} MiB"
