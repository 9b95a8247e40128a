"""Counts of every record in; the same counts over many resamples of the records, for intervals, out."""

from __future__ import annotations

import numpy as np

from nlp.evaluation.tallies import Numbers

ROUNDS = 1_000
"""The usual number: the ends of a 95% interval then rest on 25 resamples each."""

SEED = 20_260_101
"""Fixed, so that the same file gives the same interval."""

LEVELS = (0.025, 0.975)
"""Ends of a 95% percentile interval."""

CELLS = 2_000_000
"""Draws made at a time: 16 MB, whatever the number of records."""


def resampled(counts: Numbers) -> Numbers:
    """Sums of the rows over resamples of as many rows, drawn with replacement: one row a round."""
    rows = len(counts)
    draw = np.random.default_rng(SEED)
    at_a_time = max(1, CELLS // max(1, rows))
    parts = [
        _weights(draw, min(at_a_time, ROUNDS - start), rows) @ counts for start in range(0, ROUNDS, at_a_time)
    ]
    return np.concatenate(parts)


def _weights(draw: np.random.Generator, rounds: int, rows: int) -> Numbers:
    """How often each round draws each row."""
    picks = draw.integers(rows, size=(rounds, rows)) + np.arange(rounds)[:, None] * rows
    return np.bincount(picks.ravel(), minlength=rounds * rows).reshape(rounds, rows).astype(np.float64)


def interval(values: Numbers) -> tuple[float, float] | None:
    """The middle 95% of the rounds' values; none where no round has a value."""
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.quantile(known, LEVELS)
    return float(low), float(high)
