"""The names that the command line knows before anything heavy is imported: of formats, and of ways that ties point."""

from __future__ import annotations

from enum import StrEnum


class ExportFormat(StrEnum):
    """What other programs read."""

    GRAPHML = "graphml"
    GEXF = "gexf"
    PARQUET = "parquet"
    CSV = "csv"


class Pointing(StrEnum):
    """The names of graph.projection.tie_filter.Orientation."""

    CONTACT = "contact"
    ATTENTION = "attention"
    FLOW = "flow"
    MUTUAL = "mutual"
