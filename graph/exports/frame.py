"""A projection and a filter in; its ties as a pandas table out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from graph.errors import QuestionError
from graph.exports.tie_table import tie_rows
from graph.projection import Projection
from graph.projection.tie_filter import ATTENTION, TieFilter

if TYPE_CHECKING:
    from pandas import DataFrame


Frame: TypeAlias = "DataFrame"
"""A table of pandas."""


def to_pandas(projection: Projection, asked: TieFilter | None = None) -> Frame:
    """A row a tie; moments are timestamps in UTC."""
    try:
        import pandas as pd  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise QuestionError(
            "pandas is not installed.", 'Install it: pip install "rapport[pandas]".'
        ) from error
    ties, rows = tie_rows(projection, asked or ATTENTION)
    ids = projection.vertex_ids[ties.people]
    return pd.DataFrame(
        {
            "source": ids[rows.sources],
            "target": ids[rows.targets],
            "weight": rows.weights,
            "contacts": rows.contacts,
            "first": pd.to_datetime(rows.first, unit="us", utc=True),
            "last": pd.to_datetime(rows.last, unit="us", utc=True),
        }
    )
