"""The shape of a report's JSON: what docs/report.schema.json is made of."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """Closed: a field that is not named here is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WindowShape(Shape):
    """The time that the report is about, ISO 8601 in UTC."""

    since: str | None = Field(description="From this moment on; null: from the beginning.")
    until: str | None = Field(description="Before this moment; null: to the end.")
    as_of: str | None = Field(description="As if nothing after this moment had been said.")


class FigureShape(Shape):
    """A number."""

    text: str = Field(description="As the report prints it.")
    value: float | None = Field(description="Null where there is nothing to compute it from, which is not 0.")
    thin: bool = Field(description="Too few people to lean on it.")
    evidence: str | None = Field(description="Id of the entry of `evidence` with its messages.")


class CellShape(Shape):
    """A cell of a table."""

    text: str
    figures: list[FigureShape] = Field(description="The numbers in it, in their order.")


class StatementShape(Shape):
    """A sentence or more."""

    text: str
    figures: list[FigureShape] = Field(description="The numbers in it, in their order.")
    caution: bool = Field(description="Something to know before leaning on the rest.")


class ColumnShape(Shape):
    """A column of a table."""

    name: str
    number: bool = Field(description="Its cells are numbers.")


class TableShape(Shape):
    """A table."""

    id: str
    caption: str
    columns: list[ColumnShape]
    rows: list[list[CellShape]]
    total_rows: int = Field(description="How many there would be if all were shown.")


class SectionShape(Shape):
    """A part of the report. What its plots show is in the tables."""

    id: str
    title: str
    statements: list[StatementShape]
    tables: list[TableShape]


class MessagesShape(Shape):
    """The messages under one or more figures."""

    id: str
    about: str = Field(description="What they are.")
    total: int = Field(description="How many.")
    newest: list[str] = Field(description="Ids of the newest of them, in `messages`.")


class MessageShape(Shape):
    """A message."""

    id: str
    uid: str | None = Field(description="channel:instance:native_id; null in an anonymous report.")
    author: str = Field(description="Someone whom the report lists, 'a customer', or 'staff or bot'.")
    created_at: str = Field(description="ISO 8601 in UTC.")
    channel: str
    title: str | None
    text: str = Field(description="Cut where it is long.")
    permalink: str | None = Field(description="http or https; null in an anonymous report.")


class ReportShape(Shape):
    """A report of Rapport."""

    kind: str = Field(description="influence, communities, perception or advocacy.")
    title: str
    brand: str = Field(description="Its id.")
    window: WindowShape
    period: str = Field(description="The window in words.")
    anonymous: bool
    summary: list[StatementShape]
    sections: list[SectionShape]
    method: list[StatementShape]
    evidence: list[MessagesShape]
    messages: list[MessageShape]
