"""`rapport export`: a store and a path in, its ties and people as files of other programs out."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.terminal import MISUSED, StoreOption, console, fail, open_store, run
from graph.exports.format import ExportFormat

if TYPE_CHECKING:
    from graph.projection.tie_filter import TieFilter

SUFFIXES = {f".{form}": form for form in (ExportFormat.GRAPHML, ExportFormat.GEXF)}
