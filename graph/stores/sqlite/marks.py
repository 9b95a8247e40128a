"""The facts of a message in, the headings that it is filed under out: (thing, aspect).

====================== ============================================= ==========================
thing                  aspect                                        holds messages that
====================== ============================================= ==========================
a brand                ANY                                           mention it or act on it
a brand                a sentiment                                   mention it that way
a brand                an act                                        do that to it
a topic                ABOUT                                         are about it
ANY                    a sentiment or an act                         have it toward any brand
====================== ============================================= ==========================
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.model import ACT_KINDS, FactKind
from graph.stores.sqlite.codes import KIND_CODES

ANY = 0

Heading = tuple[int, int]
Marked = tuple[int, int | None, int | None, int | None]
"""Of a fact: kind code, object, rival, code of the sentiment."""

MENTIONS, ABOUT = KIND_CODES[FactKind.MENTIONS], KIND_CODES[FactKind.ABOUT]
ACTS = frozenset(KIND_CODES[kind] for kind in ACT_KINDS)
MARKED = ACTS | {MENTIONS, ABOUT}


def headings(facts: Iterable[Marked]) -> set[Heading]:
    """Every heading that one message's facts put it under."""
    found: set[Heading] = set()
    for kind, target, rival, sentiment in facts:
        if kind == ABOUT:
            found.update((thing, ABOUT) for thing in (target,) if thing is not None)
            continue
        aspect = sentiment if kind == MENTIONS else kind
        if aspect is not None:
            found.add((ANY, aspect))
        for thing in (target, rival):
            if thing is not None:
                found.add((thing, ANY))
                if aspect is not None:
                    found.add((thing, aspect))
    return found
