"""The control for SQLite: batches in, the same facts in tables that a careful person would write by hand.

It writes what our store writes (accounts with their profiles and identity keys, people, messages, facts, a
text index, a checkpoint's worth of commits) with upserts in one transaction a batch, in WAL mode, and with
the indexes that the same reads need. It keeps text keys and knows nothing of versions or replacements.
"""

from __future__ import annotations

from pathlib import Path

import apsw
import orjson

from graph.model import Batch

SCHEMA = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=NORMAL;
CREATE TABLE account(key TEXT PRIMARY KEY, profile TEXT) WITHOUT ROWID;
CREATE TABLE identity_key(key TEXT, account TEXT, PRIMARY KEY(key, account)) WITHOUT ROWID;
CREATE TABLE identifies(account TEXT PRIMARY KEY, person TEXT, evidence TEXT) WITHOUT ROWID;
CREATE INDEX identifies_person ON identifies(person);
CREATE TABLE message(
  id INTEGER PRIMARY KEY, uid TEXT UNIQUE, kind TEXT, author TEXT, title TEXT, text TEXT, created_at INTEGER,
  revision TEXT, conversation TEXT, in_reply_to TEXT, language TEXT, extra TEXT);
CREATE INDEX message_time ON message(created_at);
CREATE INDEX message_author ON message(author, created_at);
CREATE INDEX message_conversation ON message(conversation, created_at);
CREATE INDEX message_parent ON message(in_reply_to) WHERE in_reply_to IS NOT NULL;
CREATE TABLE fact(
  source TEXT, slot TEXT, kind TEXT, at INTEGER, actor TEXT, object TEXT, rival TEXT, advised TEXT,
  product TEXT, status TEXT, sentiment TEXT, polarity REAL, confidence REAL, start INTEGER, stop INTEGER,
  evidence TEXT, PRIMARY KEY(source, slot)) WITHOUT ROWID;
CREATE INDEX fact_object ON fact(kind, object, at) WHERE kind NOT IN ('POSTED', 'IN', 'REPLIES_TO', 'ADDRESSES');
CREATE VIRTUAL TABLE words USING fts5(title, text, content='', tokenize='unicode61 remove_diacritics 2');
"""

PUT_ACCOUNT = "INSERT INTO account VALUES(?,?) ON CONFLICT DO UPDATE SET profile=excluded.profile"
PUT_KEY = "INSERT INTO identity_key VALUES(?,?) ON CONFLICT DO NOTHING"
PUT_PERSON = "INSERT INTO identifies VALUES(?,?,?) ON CONFLICT DO UPDATE SET person=excluded.person"
PUT_MESSAGE = """
INSERT INTO message(uid, kind, author, title, text, created_at, revision, conversation, in_reply_to, language, extra)
VALUES(?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT(uid) DO UPDATE SET text=excluded.text RETURNING id
"""
PUT_WORDS = "INSERT INTO words(rowid, title, text) VALUES(?,?,?)"
PUT_FACT = """
INSERT INTO fact VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
ON CONFLICT DO UPDATE SET object=excluded.object, confidence=excluded.confidence
"""


def load(path: Path, batches: list[Batch]) -> None:
    """Write all batches into a new file."""
    connection = apsw.Connection(str(path))
    connection.execute(SCHEMA).fetchall()
    for batch in batches:
        with connection:
            _put(connection, batch)
    connection.close()


def _put(connection: apsw.Connection, batch: Batch) -> None:
    connection.executemany(
        PUT_ACCOUNT,
        (
            (a.key, orjson.dumps({name: [r.at, r.value] for name, r in a.profile.items()}).decode())
            for a in batch.accounts
        ),
    )
    connection.executemany(PUT_KEY, ((key, a.key) for a in batch.accounts for key in a.identity_keys))
    connection.executemany(
        PUT_PERSON, ((i.account, i.person, " ".join(i.evidence)) for i in batch.identifications)
    )
    _put_messages(connection, batch)
    _put_facts(connection, batch)


def _put_messages(connection: apsw.Connection, batch: Batch) -> None:
    for unit in batch.new_messages:
        m = unit.message
        extra = orjson.dumps(m.extra).decode()
        row = (
            m.uid,
            m.kind,
            m.author,
            m.title,
            m.text,
            m.created_at,
            m.revision,
            m.conversation,
            m.in_reply_to,
            m.language,
            extra,
        )
        ((number,),) = connection.execute(PUT_MESSAGE, row)
        connection.execute(PUT_WORDS, (number, m.title, m.text))


def _put_facts(connection: apsw.Connection, batch: Batch) -> None:
    connection.executemany(
        PUT_FACT,
        (
            (
                f.source,
                f.slot,
                f.kind.value,
                f.at,
                f.actor,
                f.object,
                f.rival,
                f.to,
                f.product,
                f.status,
                f.sentiment,
                f.polarity,
                f.confidence,
                f.start,
                f.end,
                ",".join(f"{span.start}-{span.end}" for span in f.evidence),
            )
            for unit in batch.new_messages
            for f in unit.facts
        ),
    )
