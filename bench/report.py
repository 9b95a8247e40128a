"""Figures in; a table on the terminal and bench/out/results.json out."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from bench.measure import Figure

OUT = Path(__file__).parent / "out"
VERDICTS = {True: "[green]holds[/]", False: "[red]missed[/]", None: ""}


def publish(figures: list[Figure]) -> None:
    """Print and keep the figures of this run."""
    table = Table("What", "Ours", "Control", "Ratio", "Bound", "", box=box.SIMPLE_HEAD)
    for figure in figures:
        table.add_row(
            figure.name + (f"\n[dim]{figure.note}[/]" if figure.note else ""),
            f"{figure.value:,.4g} {figure.unit}",
            "" if figure.control is None else f"{figure.control:,.4g} {figure.unit}",
            "" if figure.ratio is None else f"{figure.ratio:.2f}",
            figure.bound,
            VERDICTS[figure.holds],
        )
    Console(width=120).print(table)
    OUT.mkdir(exist_ok=True)
    run = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "figures": [asdict(figure) for figure in figures],
    }
    (OUT / "results.json").write_text(json.dumps(run, indent=2) + "\n")
