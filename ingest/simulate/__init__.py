"""A size and a seed in, a made-up world of conversations with its planted truth out (docs/simulate.md)."""

from __future__ import annotations

from ingest.simulate.options import Progress, SimulationError, SimulationOptions, SimulationReport
from ingest.simulate.run import simulate
from ingest.simulate.truth import truth_rows

__all__ = [
    "Progress",
    "SimulationError",
    "SimulationOptions",
    "SimulationReport",
    "simulate",
    "truth_rows",
]
