"""Rows in, files of one JSON object a line out, plain or compressed, in a folder that is ours to write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import orjson
import zstandard

from ingest.simulate.channels import CHANNELS
from ingest.simulate.options import SimulationError, SimulationOptions

TRUTH_LISTS = ("people", "communities", "persuaded", "warned", "switches", "peeves", "ideas")
TRUTH_FOLDER = "truth"
"""Readers of conversations pass over this folder."""
TRUTH_FILE = "truth.json"
CATALOGUE_FILE = "catalogue.yaml"
LABELS = "labels"
BUFFER = 1 << 20
ZSTD_LEVEL = 3
"""zstandard's own default: quicker than the world grows."""
JSON_OPTIONS = orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z


@dataclass(slots=True)
class Sinks:
    """The open files of a world and how many rows each has got."""

    files: Mapping[str, IO[bytes]]
    rows: Counter[str] = field(default_factory=Counter)

    def write(self, name: str, row: Mapping[str, object]) -> None:
        """Add a row to one of the files."""
        self.files[name].write(orjson.dumps(row, option=JSON_OPTIONS))
        self.rows[name] += 1


def paths(options: SimulationOptions) -> dict[str, Path]:
    """Where each list of rows goes."""
    ending = ".jsonl.zst" if options.compress else ".jsonl"
    named = {channel.name: options.out / f"{channel.name}{ending}" for channel in CHANNELS}
    named |= {name: options.out / TRUTH_FOLDER / f"{name}.jsonl" for name in TRUTH_LISTS}
    if options.labels:
        named[LABELS] = options.out / TRUTH_FOLDER / f"{LABELS}.jsonl"
    return named


@contextmanager
def open_sinks(options: SimulationOptions) -> Iterator[Sinks]:
    """Make the folder ready and open every file in it; truth.json, written last, says that all is there."""
    try:
        _make_ready(options)
        with ExitStack() as stack:
            yield Sinks({name: stack.enter_context(_open(path)) for name, path in paths(options).items()})
    except OSError as error:
        raise SimulationError(
            f"{options.out} cannot be written: {error.strerror}.", "Choose another folder, or make room."
        ) from error


@contextmanager
def _open(path: Path) -> Iterator[IO[bytes]]:
    with path.open("wb", buffering=BUFFER) as file:
        if path.suffix != ".zst":
            yield file
            return
        with zstandard.ZstdCompressor(level=ZSTD_LEVEL).stream_writer(file, closefd=False) as packed:
            yield packed


def _make_ready(options: SimulationOptions) -> None:
    out = options.out
    if out.exists() and not out.is_dir():
        raise SimulationError(f"{out} is a file.", "Name a folder.")
    if out.is_dir() and any(out.iterdir()):
        if not options.overwrite:
            raise SimulationError(f"{out} is not empty.", "Name a new folder, or empty this one.")
        _remove_earlier(out)
    (out / TRUTH_FOLDER).mkdir(parents=True, exist_ok=True)


def _remove_earlier(out: Path) -> None:
    """Delete what an earlier world left, and nothing else."""
    names = [f"{channel.name}{ending}" for channel in CHANNELS for ending in (".jsonl", ".jsonl.zst")]
    names += [f"{TRUTH_FOLDER}/{name}.jsonl" for name in (*TRUTH_LISTS, LABELS)]
    for name in (*names, TRUTH_FILE, CATALOGUE_FILE):
        (out / name).unlink(missing_ok=True)
