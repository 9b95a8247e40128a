"""What one request may ask for. Every limit of the API is here."""

from __future__ import annotations

from dataclasses import dataclass

BODY_BYTES = 1_000_000
"""A batch of a few thousand messages; what is larger comes as a file (`rapport ingest`)."""

PAGE = 20
LONGEST_PAGE = 100
"""Rows of a list: where nothing is said, and at most."""

BARE_LIST = 5
"""What a list without a page size counts as in the cost: accounts, mentions, parts of a score."""

TIMEOUT_S = 10.0
COMPILING_TIMEOUT_S = 120.0
"""While kernels are not compiled yet: all of them take some 40 seconds of one processor, and it may be a busy one."""

MUTATION_TIMEOUT_S = 300.0
"""A changed catalogue reads again what it touches, which no query waits for."""

SUBSCRIPTIONS = 20
"""Operations that one socket may have open; more are refused."""

INIT_TIMEOUT_S = 10.0
"""How long a socket may stay without a word before it is closed."""

KEEP_ALIVE_S = 12.0
"""Silence on a stream of events after which a comment is sent: proxies cut what is quiet for half a minute or so."""

POINTS_PER_S = 100.0
"""Messages that clients of one address may send over sockets; what comes faster is read later."""

CACHED_DOCUMENTS = 256
"""Apps send a few dozen documents again and again; a strategist a few hundred a day."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of a document."""

    tokens: int = 2_000
    depth: int = 12
    introspection_depth: int = 20
    """The standard introspection query, which every client sends, is 14 deep."""
    aliases: int = 30
    directives: int = 8
    fragments: int = 50
    selections: int = 1_000
    """With all fragments spread out."""
    cost: int = 5_000
    """Objects fetched, at most: page sizes multiply along the way down."""


LIMITS = Limits()
