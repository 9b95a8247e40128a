"""Mentions and acts in; what each message says of its author's feeling toward a brand, and people's feelings, out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from graph.model import FactKind
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.projection.vocabulary import Codes
from graph.questions.answer import Part, Score, Window
from graph.questions.evidence import evidence_of
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
"""One or two messages are a mood, not yet a feeling."""


SPEAKING = (FactKind.MENTIONS, *(kind for kind, _ in ACT_SIGNS))
"""Kinds that a feeling is read from."""


def spoken(projection: Projection, window: Window, person: int | None = None) -> dict[FactKind, Columns]:
    """Everything in the window that a feeling can be read from, of one person or of all."""
    rows = {kind: rows_in(projection, kind, window) for kind in SPEAKING}
    if person is None:
        return rows
    own = projection.people.person_of_account == person
    return {kind: some.pick(own[some.actor] & (some.actor >= 0)) for kind, some in rows.items()}


def signals(projection: Projection, said: Mapping[FactKind, Columns], brand: str) -> Stances:
    """One row a message of a customer: the sign of all that it says about the brand, by mentions and acts."""
    code = projection.names.brands.code(brand)
    parts = [_signs(projection, said[FactKind.MENTIONS], code, None)]
    parts += [_signs(projection, said[kind], code, sign) for kind, sign in ACT_SIGNS]
    parts.append(_left(projection, said[FactKind.SWITCHES], code))
    source = np.concatenate([rows.source for rows, _ in parts])
    messages, first, place = np.unique(source, return_index=True, return_inverse=True)
    signs = np.bincount(place, np.concatenate([signs for _, signs in parts]), minlength=len(messages))
    actor = np.concatenate([rows.actor for rows, _ in parts])[first]
    at = projection.message_at[messages]
    order = np.argsort(at, kind="stable")
    people, value = projection.person_of(actor), np.sign(signs).astype(np.int8)
    return Stances(messages[order], at[order], people[order], value[order])


def _signs(
    projection: Projection, rows: Columns, brand: int, sign: int | None
) -> tuple[Columns, npt.NDArray[np.int8]]:
    """Customers' rows about the brand, each with its sign (None: the row's own sentiment)."""
    rows = split(projection, rows.pick(rows.object == brand))[0]
    return rows, rows.sentiment if sign is None else np.full(len(rows), sign, np.int8)


def _left(projection: Projection, switches: Columns, brand: int) -> tuple[Columns, npt.NDArray[np.int8]]:
    """Switches away from the brand."""
    rows = split(projection, switches.pick(switches.rival == brand))[0]
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


def feeling_score(projection: Projection, said: Stances) -> Score:
    """One person's feeling, from all their messages about the brand."""
    positive, negative = said.count(1), said.count(-1)
    return Score(
        value=(positive - negative) / (len(said) + PRIOR_MESSAGES),
        parts=(
            Part("positive", float(positive), "messages that speak for it"),
            Part("negative", float(negative), "messages that speak against it"),
            Part("neutral", float(said.count(0)), "messages that take no side"),
            Part("prior", float(PRIOR_MESSAGES), "neutral messages credited to everybody"),
        ),
        evidence=evidence_of(projection, said.source),
        thin=len(said) < THIN_MESSAGES,
    )
