"""What every report is made from: the graph as it is, the brand and window asked about, the names to use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from api.reports.document import Block, Document, Paragraph, Section
from api.reports.naming import Naming
from api.reports.words import day
from graph.model import Micros
from graph.questions.answer import Window
from graph.questions.catalogue_index import BrandRef
from graph.questions.view import View

MOST_RIVALS = 4
"""Beside the brand itself: more panels and columns than that are not compared any more, but searched."""

PEOPLE_LISTED = 20


@dataclass(frozen=True, slots=True)
class Brief:
    """One report to make."""

    view: View
    brand: BrandRef
    window: Window
    naming: Naming
    step: Callable[[str], None]
    """Told what is being done, for those who wait."""

    @property
    def span(self) -> tuple[Micros, Micros] | None:
        """First and last moment of what the report looks at; None where nothing was ingested in it."""
        span = self.view.projection.span
        if span is None:
            return None
        first = span[0] if self.window.since is None else max(self.window.since, span[0])
        last = span[1] if self.window.end is None else min(self.window.end - 1, span[1])
        return (first, last) if first <= last else None

    def period(self) -> str:
        """The window in words."""
        window, span = self.window, self.view.projection.span
        if span is None:
            return "Nothing has been ingested yet."
        since = span[0] if window.since is None else window.since
        last = span[1] if window.end is None else window.end - 1
        words = f"What was said from {day(since)} to {day(last)}"
        if window.as_of is not None:
            words += f", as known at the end of {day(window.as_of)}"
        return f"{words}."

    def rivals(self) -> tuple[BrandRef, ...]:
        """Whom the brand is compared with."""
        return self.view.catalogue.rivals(self.brand)

    def document(
        self, kind: str, title: str, summary: list[Block], sections: list[Section], method: Section
    ) -> Document:
        """The whole; sections without anything in them are left out."""
        return Document(
            kind=kind,
            title=title,
            brand=self.brand,
            window=self.window,
            period=self.period(),
            summary=tuple(summary),
            sections=tuple(section for section in sections if section.blocks),
            method=method,
            anonymous=self.naming.anonymous,
        )


def caution(text: str) -> Paragraph:
    """Something that a reader must know before leaning on the rest."""
    return Paragraph((text,), caution=True)
