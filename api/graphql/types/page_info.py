"""The cursors of a page in; where it stands in its list out."""

from __future__ import annotations

from collections.abc import Sequence

import strawberry


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    """As Relay has it."""

    has_next_page: bool = strawberry.field(description="Whether there are more after it.")
    end_cursor: str | None = strawberry.field(description="Hand it back as `after` to get the next page.")


def page_info(cursors: Sequence[str], *, more: bool) -> PageInfo:
    """Where a page stands that has these cursors."""
    return PageInfo(has_next_page=more, end_cursor=cursors[-1] if cursors else None)
