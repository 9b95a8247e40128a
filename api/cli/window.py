"""`--window` of a command in; the window of a question out."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.terminal import MISUSED, fail

if TYPE_CHECKING:
    from graph.projection import Projection
    from graph.questions.answer import Window

WindowOption = Annotated[
    str | None,
    typer.Option(
        "--window",
        help="SINCE..UNTIL, dates or times of which one may be left out; or a length before the newest "
        "message: 48h, 90d, 12w, 2y. [default: everything]",
        show_default=False,
    ),
]

LENGTH = re.compile(r"(\d{1,5})([hdwy])")
HOURS = {"h": 1, "d": 24, "w": 7 * 24, "y": 365 * 24}

MICROS_A_HOUR = 3_600_000_000

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def window_of(text: str | None, projection: Projection) -> Window:
    """The window that is meant. A length counts back from the newest fact, so that an answer does not age."""
    from graph.questions.answer import Window  # noqa: PLC0415 - a command imports what it needs

    if text is None:
        return Window()
    if (length := LENGTH.fullmatch(text)) is not None:
        if projection.span is None:
            return Window()
        return Window(since=projection.span[1] + 1 - int(length[1]) * HOURS[length[2]] * MICROS_A_HOUR)
    since, dots, until = text.partition("..")
    if not dots:
        raise fail(f"--window {text!r} is no window.", "Write 2026-01-01..2026-03-31, or 90d.", MISUSED)
    window = Window(_moment(since), _moment(until))
    if window.since is not None and window.until is not None and window.since >= window.until:
        raise fail("The window ends before it begins.", "Swap its ends.", MISUSED)
    return window


def _moment(text: str) -> int | None:
    """A date or time as microseconds; UTC where it names no zone."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise fail(
            f"{text!r} is not a time.", "Write 2026-03-01 or 2026-03-01T12:00:00Z.", MISUSED
        ) from error
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return (aware - EPOCH) // timedelta(microseconds=1)
