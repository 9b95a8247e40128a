"""What a report says, apart from how it looks: sentences, tables and plots whose figures carry their messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias
from xml.etree.ElementTree import Element

from graph.questions.answer import Evidence, Window
from graph.questions.catalogue_index import BrandRef

QUOTED = 3
"""Messages printed for one figure: enough to see what kind they are; the rest are counted."""

QUOTED_OF_MANY = 2
"""For each figure of a long series."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with the messages under it."""

    text: str
    """As people read it."""
    value: float | None
    """As programs do; None where there is nothing to compute it from."""
    evidence: Evidence | None = None
    about: str = ""
    """What its messages are: the heading over them."""
    thin: bool = False
    """Too few people to lean on."""
    quoted: int = QUOTED


Words: TypeAlias = tuple[str | Figure, ...]
"""A sentence, or what stands in a cell: text and figures in their order."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more sentences."""

    words: Words
    caution: bool = False
    """Something that a reader must know before leaning on the rest."""


@dataclass(frozen=True, slots=True)
class Points:
    """A list of short statements."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds."""

    name: str
    number: bool = False
    """Numbers stand to the right."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; the first cell of a row says what the row is about."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    total: int | None = None
    """How many rows there would be, where the table shows the first of them only."""


Drawing: TypeAlias = Element
"""An SVG."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing for any width."""

    id: str
    caption: str
    alt: str
    """What it shows, in words, for those who do not see it."""
    draw: Callable[[float], Drawing]
    """At a width in pixels: a page's, or a phone's."""


Block: TypeAlias = Paragraph | Points | Table | Plot


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report, before its figures are given their messages."""

    kind: str
    title: str
    brand: BrandRef
    window: Window
    period: str
    """The window in words."""
    summary: tuple[Block, ...]
    sections: tuple[Section, ...]
    method: Section
    anonymous: bool
