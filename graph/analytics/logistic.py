"""Features and yes-or-no marks in; the chance of a yes for each row, by logistic regression, out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

RIDGE = 1.0
"""Penalty on standardised coefficients: a feature that separates perfectly must not run off to infinity
(le Cessie and van Houwelingen 1992, Ridge Estimators in Logistic Regression)."""

ROUNDS = 25
SMALL = 1e-8
"""Newton's method is there after five or six rounds."""

FLAT = 1e-12


def standardised(features: Numbers) -> Numbers:
    """(n, f) Columns of mean 0 and variance 1; a constant one is 0."""
    spread = features.std(axis=0)
    return np.asarray((features - features.mean(axis=0)) / np.where(spread > FLAT, spread, 1.0))


def log_odds(features: Numbers, marks: npt.NDArray[np.bool_]) -> Numbers:
    """(n) Fitted log-odds of each row's mark, with an intercept.

    Iteratively reweighted least squares (McCullagh and Nelder 1989, Generalized Linear Models, section 2.5) with a
    ridge. Cost grows with n f^2 a round.
    """
    design = np.column_stack([np.ones(len(features)), standardised(features)])
    penalty = np.full(design.shape[1], RIDGE)
    penalty[0] = FLAT
    weights = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        chance = 1.0 / (1.0 + np.exp(-design @ weights))
        slope = design.T @ (marks - chance) - penalty * weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < SMALL:
            break
    return np.asarray(design @ weights)
