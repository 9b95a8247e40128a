"""A window in; the rows inside it, the window before it, and what to say when there is nothing, out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from graph.model import FactKind, Micros
from graph.projection import Projection
from graph.projection.columns import Columns
from graph.questions.answer import Window
from graph.questions.view import View

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def rows_in(projection: Projection, kind: FactKind, window: Window) -> Columns:
    """The facts of a kind inside the window."""
    return projection.rows(kind).between(window.since, window.end)


def known_by(window: Window) -> Micros | None:
    """Exclusive end of what may be known when asked `as_of`."""
    return None if window.as_of is None else window.as_of + 1


def now_of(projection: Projection, window: Window) -> Micros | None:
    """The moment that the question is asked at: `as_of`, else the newest fact. Never the clock's time."""
    if window.as_of is not None:
        return window.as_of
    return None if projection.span is None else projection.span[1]


def window_before(projection: Projection, window: Window) -> Window | None:
    """The window of the same length that ends where this one begins; None where it has no beginning."""
    end = window.end
    if end is None and projection.span is not None:
        end = projection.span[1] + 1
    if window.since is None or end is None or end <= window.since:
        return None
    return Window(2 * window.since - end, window.since, window.as_of)


def missing(view: View, window: Window, what: str) -> str:
    """Why an answer is empty: nothing ingested, nothing in the window, or nothing of the kind."""
    span = view.projection.span
    if span is None:
        return "Nothing has been ingested yet: run `rapport ingest PATH`."
    inside = (window.since is None or window.since <= span[1]) and (
        window.end is None or window.end > span[0]
    )
    covered = f"what was ingested runs from {day(span[0])} to {day(span[1])}"
    if not inside:
        return f"Nothing was ingested for this window: {covered}."
    return f"No message in this window {what} ({covered})."


def day(at: Micros) -> str:
    """A moment's date, for people."""
    return (EPOCH + timedelta(microseconds=at)).date().isoformat()
