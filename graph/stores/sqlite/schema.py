"""An open file in, the tables and indexes of a Rapport store out, of this version.

Every string that names something (uids, account keys, brands, slots, kinds) is kept once, in `name`;
all other tables hold its number. A fact's id is its source's number and its place among the source's
facts, so the facts of a message lie together and need no index of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import apsw

from graph.errors import StoreCorruptError
from graph.stores.sqlite.queries import HAS_LINEAGE

APPLICATION_ID = 0x52505254
"""'RPRT', in the file's header: tells our files from any other program's."""

VERSION = 2
"""user_version of the tables below."""

FACT_BITS = 20
"""Of a fact's id: a message may support a million facts, and a file hold 8e12 names."""


RUN_TABLE = """
CREATE TABLE run (
    id TEXT PRIMARY KEY, question TEXT NOT NULL, variables TEXT NOT NULL, state TEXT NOT NULL,
    version INTEGER NOT NULL, asked_at INTEGER NOT NULL, started_at INTEGER, ended_at INTEGER, error TEXT,
    answer TEXT
) STRICT;
CREATE INDEX run_by_time ON run (asked_at, id);
"""
"""Questions that were asked as jobs (graph.model.StoredRun): new in version 2."""

TABLES = (
    """
CREATE TABLE state (
    id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL, analysis_version TEXT, catalogue TEXT
) STRICT;
INSERT INTO state (id, version) VALUES (1, 0);

CREATE TABLE name (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE message (
    id INTEGER PRIMARY KEY, version INTEGER NOT NULL, created_at INTEGER NOT NULL, author INTEGER,
    conversation INTEGER NOT NULL, channel INTEGER NOT NULL, kind INTEGER NOT NULL, in_reply_to INTEGER,
    thread_root INTEGER, quote_of INTEGER, share_of INTEGER, language INTEGER, edited_at INTEGER,
    deleted_at INTEGER, rating REAL, rating_max REAL, by_company INTEGER NOT NULL, revision TEXT NOT NULL,
    permalink TEXT, extra TEXT, title TEXT, text TEXT NOT NULL
) STRICT;
CREATE INDEX message_by_time ON message (created_at);
CREATE INDEX message_by_author ON message (author, created_at) WHERE author IS NOT NULL;
CREATE INDEX message_by_conversation ON message (conversation, created_at);
CREATE INDEX message_by_channel ON message (channel, created_at);
CREATE INDEX message_by_parent ON message (in_reply_to, created_at) WHERE in_reply_to IS NOT NULL;
CREATE INDEX message_by_version ON message (version);
CREATE INDEX message_by_company ON message (by_company) WHERE by_company;

CREATE TABLE interaction (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX interaction_by_version ON interaction (version);

CREATE TABLE fact (
    id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, at INTEGER NOT NULL, slot INTEGER NOT NULL,
    actor INTEGER, object INTEGER, rival INTEGER, "to" INTEGER, product INTEGER, rival_product INTEGER,
    status INTEGER, sentiment INTEGER, polarity REAL, confidence REAL NOT NULL, start INTEGER, "end" INTEGER,
    evidence TEXT
) STRICT;

-- What a message is about, newest first under each heading (see marks.py): what pages are filtered by.
CREATE TABLE mark (
    thing INTEGER NOT NULL, aspect INTEGER NOT NULL, at INTEGER NOT NULL, message INTEGER NOT NULL,
    PRIMARY KEY (thing, aspect, at, message)
) STRICT, WITHOUT ROWID;

-- Folded words only (graph/stores/words.py), so the tokenizer has nothing left to decide.
CREATE VIRTUAL TABLE word USING fts5 (
    text, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);

CREATE TABLE conversation (
    id INTEGER PRIMARY KEY, channel INTEGER NOT NULL, messages INTEGER NOT NULL,
    first_at INTEGER NOT NULL, last_at INTEGER NOT NULL
) STRICT;
CREATE INDEX conversation_by_time ON conversation (last_at);
CREATE INDEX conversation_by_channel ON conversation (channel, last_at);

CREATE TABLE account (
    id INTEGER PRIMARY KEY, names TEXT NOT NULL, identity_keys TEXT, profile TEXT NOT NULL
) STRICT;

CREATE TABLE identity (
    key TEXT NOT NULL, account INTEGER NOT NULL, PRIMARY KEY (key, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE identification (
    account INTEGER PRIMARY KEY, person INTEGER NOT NULL, version INTEGER NOT NULL,
    evidence TEXT NOT NULL, decided_by TEXT NOT NULL
) STRICT;
CREATE INDEX identification_by_person ON identification (person);
CREATE INDEX identification_by_version ON identification (version);

CREATE TABLE checkpoint (
    source TEXT PRIMARY KEY, cursor TEXT NOT NULL, fingerprint TEXT NOT NULL, items INTEGER NOT NULL,
    rejects INTEGER NOT NULL, done INTEGER NOT NULL, updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE reject (
    source TEXT NOT NULL, position TEXT NOT NULL, reason TEXT NOT NULL, remedy TEXT NOT NULL,
    raw TEXT NOT NULL, format TEXT NOT NULL, PRIMARY KEY (source, position)
) STRICT;
"""
    + RUN_TABLE
)

LINEAGE = """
CREATE TABLE IF NOT EXISTS lineage (version INTEGER PRIMARY KEY, run TEXT NOT NULL) STRICT;
INSERT INTO lineage SELECT 0, lower(hex(randomblob(8))) WHERE NOT EXISTS (SELECT 1 FROM lineage);
"""
"""Which writer's run wrote the versions after `version`. Made beside the tables of a store that lacks it: an older
Rapport neither needs nor minds it."""

Migration = Callable[[apsw.Connection], None]


def add_runs(connection: apsw.Connection) -> None:
    """From version 1."""
    connection.execute(RUN_TABLE)


MIGRATIONS: dict[int, Migration] = {1: add_runs}
"""From a version to the next one, for files written before VERSION."""


@contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """All that is written inside, or nothing. Holds the file's write lock from the start."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def identify(connection: apsw.Connection, path: str) -> int:
    """The version of the store in this file, 0 for an empty file. Raises StoreCorruptError for any other."""
    application, version, tables = (
        connection.pragma(name) for name in ("application_id", "user_version", "schema_version")
    )
    if not tables:
        return 0
    if application != APPLICATION_ID:
        raise StoreCorruptError(
            f"{path} is an SQLite file of another program.", "Name another path for the store."
        )
    if version > VERSION:
        raise StoreCorruptError(
            f"{path} was written by a newer Rapport (store version {version}; this one knows {VERSION}).",
            "Install that version of Rapport, or name another path.",
        )
    return int(version)


def create_or_migrate(connection: apsw.Connection, path: str) -> None:
    """Bring the file to VERSION in one transaction."""
    if identify(connection, path) == VERSION:
        if not connection.execute(HAS_LINEAGE).get:
            connection.execute(LINEAGE)
        return
    with transaction(connection):
        version = identify(connection, path)  # another process may have been quicker
        if version == 0:
            connection.execute(TABLES)
            connection.pragma("application_id", APPLICATION_ID)
        else:
            for step in range(version, VERSION):
                MIGRATIONS[step](connection)
        connection.execute(LINEAGE)
        connection.pragma("user_version", VERSION)
