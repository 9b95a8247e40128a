"""A published report in; one HTML file that needs nothing from elsewhere out."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from api.reports.document import Figure, Plot
from api.reports.plots.svg import written
from api.reports.publish import Published

TEMPLATES = Path(__file__).parent / "templates"

WIDE, NARROW = 760.0, 350.0
"""Widths that plots are drawn for: a page's column, and a phone's screen. The style sheet shows one of them."""


def write(report: Published) -> bytes:
    """The file. Templates escape whatever is put into them; only our own drawings are put in as they are."""
    style = _style()
    page = (
        _environment()
        .get_template("report.html")
        .render(
            report=report,
            document=report.document,
            style=Markup(style),  # noqa: S704 - our own file
            policy=policy(),
            draw=_draw,
            is_figure=lambda part: isinstance(part, Figure),
            kind=lambda block: type(block).__name__,
        )
    )
    return page.encode()


def policy() -> str:
    """What the page may load: its own style sheet, by its hash, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _style() -> str:
    return (TEMPLATES / "report.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _draw(plot: Plot, width: float) -> Markup:
    """The XML library has escaped every text in it."""
    return Markup(written(plot.draw(width)))  # noqa: S704 - see above
