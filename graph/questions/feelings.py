"""Mentions and acts in; what each message says of its author's feeling toward a brand, and people's feelings, out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from graph.model import FactKind
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.projection.vocabulary import Codes
from graph.questions.answer import Window
from graph.questions.stances import Stances, person_means, split
from graph.questions.windows import rows_in

PRIOR_MESSAGES = 2
"""Neutral messages that everybody is credited with: one good word is no love, one bad word no hatred."""

ACT_SIGNS = (
    (FactKind.RECOMMENDS, 1),
    (FactKind.INTENDS, 1),
    (FactKind.SWITCHES, 1),
    (FactKind.WARNS, -1),
    (FactKind.COMPLAINS, -1),
)
"""What an act says of the feeling toward its object (labels: comparisons, questions and ideas say nothing)."""

THIN_MESSAGES = 3


def signals(projection: Projection, brand: str, window: Window) -> Stances:
    """One row a message: the sign of all that it says about the brand, by stance of its mentions and by acts."""
    code = projection.names.brands.code(brand)
    parts = [_signs(projection, FactKind.MENTIONS, window, code, None)]
    parts += [_signs(projection, kind, window, code, sign) for kind, sign in ACT_SIGNS]
    parts.append(_left(projection, window, code))
    source = np.concatenate([rows.source for rows, _ in parts])
    messages, first, place = np.unique(source, return_index=True, return_inverse=True)
    sums = np.bincount(place, np.concatenate([signs for _, signs in parts]), minlength=len(messages))
    actor = np.concatenate([rows.actor for rows, _ in parts])[first]
    at = projection.message_at[messages]
    order = np.argsort(at, kind="stable")
    return Stances(
        messages[order], at[order], projection.person_of(actor)[order], np.sign(sums).astype(np.int8)[order]
    )


def _signs(
    projection: Projection, kind: FactKind, window: Window, brand: int, sign: int | None
) -> tuple[Columns, npt.NDArray[np.int8]]:
    """Customers' rows about the brand, each with its sign (None: the row's own sentiment)."""
    rows = rows_in(projection, kind, window)
    rows = split(projection, rows.pick(rows.object == brand))[0]
    return rows, rows.sentiment if sign is None else np.full(len(rows), sign, np.int8)


def _left(projection: Projection, window: Window, brand: int) -> tuple[Columns, npt.NDArray[np.int8]]:
    """Switches away from the brand."""
    rows = rows_in(projection, FactKind.SWITCHES, window)
    rows = split(projection, rows.pick(rows.rival == brand))[0]
    return rows, np.full(len(rows), -1, np.int8)


def feelings(
    projection: Projection, said: Stances
) -> tuple[Codes, npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """(people, feeling, messages): (positive - negative) / (messages + PRIOR_MESSAGES), -1..1.

    Additive (Laplace) smoothing toward neutral: what little was said is drawn toward 0.
    """
    means = person_means(projection, said.person, said.value)
    sums = np.rint(means.mean * means.messages)
    return means.people, sums / (means.messages + PRIOR_MESSAGES), means.messages
