"""The kernels' sources and this machine in; whether their machine code is on disk, and in which folder, out.

Numba keeps machine code beside the sources, or where NUMBA_CACHE_DIR says, for one numba, one processor and one state of
each source. A mark beside it says for which of these all kernels were compiled (api/warming.py leaves it).
"""

from __future__ import annotations

import hashlib
import platform
from dataclasses import dataclass
from pathlib import Path

MARK = "rapport-kernels.mark"
KERNEL = b"\n@compiled"
"""How a source shows that it has kernels: see graph/compiled.py."""


@dataclass(frozen=True, slots=True)
class Kernels:
    """Where the machine code lies."""

    folder: Path
    """Of one of them, with the mark; others may lie beside their own sources."""
    sources: int
    """Files with kernels."""
    compiled: bool
    """All of them, for what is installed now and this processor."""


def kernels() -> Kernels:
    """Look. Reads the sources of graph/, which takes some milliseconds; numba is imported."""
    folder, sources = _folder(), _sources()
    try:
        marked = (folder / MARK).read_text("ascii")
    except OSError:
        marked = ""
    return Kernels(folder, len(sources), marked == _state(sources))


def mark() -> None:
    """Say that all are compiled: for api/warming.py, after it."""
    (_folder() / MARK).write_text(_state(_sources()), "ascii")


def _folder() -> Path:
    from graph.analytics.pagerank_kernels import shares  # noqa: PLC0415 - brings the compiler along

    return Path(shares.stats.cache_path)  # type: ignore[attr-defined]  # of numba's dispatcher


def _sources() -> list[Path]:
    import graph  # noqa: PLC0415 - only for where it lies

    (folder,) = graph.__path__
    return sorted(path for path in Path(folder).rglob("*.py") if KERNEL in path.read_bytes())


def _state(sources: list[Path]) -> str:
    """Changes with whatever makes numba compile again."""
    import llvmlite.binding as llvm  # noqa: PLC0415 - see above
    import numba  # noqa: PLC0415 - likewise

    looks = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in sources]
    machine = (numba.__version__, platform.python_version(), llvm.get_host_cpu_name())
    return hashlib.sha256(repr((machine, looks)).encode()).hexdigest()
