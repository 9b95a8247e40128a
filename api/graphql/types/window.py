"""The window and the asOf of a request in; the Window that questions take out."""

from __future__ import annotations

import re
import time
from typing import Annotated, TypeAlias

import strawberry

from api.errors import InputError
from api.graphql.limits import LONGEST_PAGE
from api.graphql.types.scalars import DateTime, optional_moment
from graph.model import Micros
from graph.questions import answer

UNITS: dict[str, Micros] = {
    "h": 3_600_000_000,
    "d": 86_400_000_000,
    "w": 7 * 86_400_000_000,
    "y": 365 * 86_400_000_000,
}
LENGTH = re.compile(r"(\d{1,5})([hdwy])")


@strawberry.input(
    name="WindowInput", description="The time a question is about. Leave out a side to leave it open."
)
class WindowInput:
    """Of graph.questions.answer.Window."""

    since: DateTime | None = strawberry.field(default=None, description="From this moment on.")
    until: DateTime | None = strawberry.field(default=None, description="Before this moment.")
    last: str | None = strawberry.field(
        default=None,
        description="Instead of since: this long before until (else asOf, else now). 48h, 90d, 12w or 2y.",
    )


@strawberry.type(name="Window", description="The time that an answer is about.")
class Window:
    """Of graph.questions.answer.Window."""

    since: DateTime | None = strawberry.field(description="From this moment on; null: from the beginning.")
    until: DateTime | None = strawberry.field(description="Before this moment; null: to the end.")
    as_of: DateTime | None = strawberry.field(description="As if nothing after this moment had been said.")


WindowArgument: TypeAlias = Annotated[
    WindowInput | None, strawberry.argument(description="The time it is about; everything where left out.")
]
AsOf: TypeAlias = Annotated[
    DateTime | None,
    strawberry.argument(
        description="Answer as if nothing after this moment had been said; now where left out."
    ),
]
First: TypeAlias = Annotated[int, strawberry.argument(description=f"How many at most: 1 to {LONGEST_PAGE}.")]
After: TypeAlias = Annotated[
    str | None,
    strawberry.argument(description="Go on after this cursor (pageInfo.endCursor of the page before)."),
]


def shown_window(window: answer.Window) -> Window:
    """A window to show."""
    return Window(
        since=optional_moment(window.since),
        until=optional_moment(window.until),
        as_of=optional_moment(window.as_of),
    )


def window_of(asked: WindowInput | None, as_of: DateTime | None) -> answer.Window:
    """The window that is meant. Raises InputError where it makes no sense."""
    if asked is None:
        return answer.Window(as_of=as_of)
    since = asked.since
    if asked.last is not None:
        if since is not None:
            raise InputError("A window has both `since` and `last`.", "Leave one of them out.")
        end = next((one for one in (asked.until, as_of) if one is not None), None)
        since = DateTime((int(time.time() * 1_000_000) if end is None else end) - _length(asked.last))
    if since is not None and asked.until is not None and since >= asked.until:
        raise InputError("The window ends before it begins.", "Make `since` earlier than `until`.")
    return answer.Window(since, asked.until, as_of)


def _length(text: str) -> Micros:
    found = LENGTH.fullmatch(text.strip())
    if found is None:
        raise InputError(f"`last` is {text[:20]!r}.", "Write a number and h, d, w or y: 90d.")
    return int(found[1]) * UNITS[found[2]]


def within(asked: WindowInput | None, around: answer.Window) -> answer.Window:
    """A field's own window, or that of the object it stands in; asOf is always the object's."""
    return around if asked is None else window_of(asked, optional_moment(around.as_of))


def page_size(first: int) -> int:
    """A page size that is allowed. Raises InputError for others."""
    if 1 <= first <= LONGEST_PAGE:
        return first
    raise InputError(f"`first` is {first}.", f"Ask for 1 to {LONGEST_PAGE}, and go on with `after`.")
