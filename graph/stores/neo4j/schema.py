"""What a Rapport database holds: labels and their keys, relationship types, constraints and indexes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import LiteralString

from graph.model import FactKind

SCHEMA = 1
"""What RapportStore.schema says; a greater one was written by a newer Rapport."""

OLDEST_SERVER = 5
"""First release with text indexes, existential subqueries and relationship indexes as used here."""

KEYS: dict[LiteralString, LiteralString] = {
    "Account": "key",
    "Brand": "id",
    "Candidate": "key",
    "Channel": "name",
    "Conversation": "key",
    "IdentityKey": "key",
    "Message": "uid",
    "Person": "id",
    "RapportStore": "name",
    "RapportTies": "name",
    "Source": "name",
    "StoredRun": "id",
    "Topic": "id",
}
"""The property that names a node of each label."""

TYPES: dict[FactKind, LiteralString] = {
    FactKind.POSTED: "POSTED",
    FactKind.REPLIES_TO: "REPLIES_TO",
    FactKind.QUOTES: "QUOTES",
    FactKind.SHARES: "SHARES",
    FactKind.IN: "IN",
    FactKind.ADDRESSES: "ADDRESSES",
    FactKind.MENTIONS: "MENTIONS",
    FactKind.ABOUT: "ABOUT",
    FactKind.NAMES: "NAMES",
    FactKind.REACTED: "REACTED",
    FactKind.FOLLOWS: "FOLLOWS",
    FactKind.RECOMMENDS: "RECOMMENDS",
    FactKind.WARNS: "WARNS",
    FactKind.COMPARES: "COMPARES",
    FactKind.SWITCHES: "SWITCHES",
    FactKind.COMPLAINS: "COMPLAINS",
    FactKind.ASKS: "ASKS",
    FactKind.INTENDS: "INTENDS",
    FactKind.SUGGESTS: "SUGGESTS",
}
"""Relationship types, so that no Cypher is ever made of a value."""

ENDS: dict[FactKind, LiteralString] = {
    FactKind.POSTED: "Account",
    FactKind.REPLIES_TO: "Message",
    FactKind.QUOTES: "Message",
    FactKind.SHARES: "Message",
    FactKind.IN: "Conversation",
    FactKind.ADDRESSES: "Account",
    FactKind.ABOUT: "Topic",
    FactKind.NAMES: "Candidate",
    FactKind.REACTED: "Message",
    FactKind.FOLLOWS: "Account",
}
"""Label of the node at which a fact ends (POSTED: starts); the others end at a Brand."""

UNNAMED: LiteralString = "Conversation"
"""Where an act ends that names no brand."""

INTERACTIONS = (FactKind.REACTED, FactKind.SHARES, FactKind.FOLLOWS)
"""Kinds of facts that an interaction makes known: relationships that start at an Account."""

CONSTRAINTS: Mapping[str, LiteralString] = {
    f"rapport_{label.lower()}": f"CREATE CONSTRAINT rapport_{label.lower()} IF NOT EXISTS "
    f"FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
    for label, key in KEYS.items()
}
INDEXES: Mapping[str, LiteralString] = {
    "rapport_reject": "CREATE CONSTRAINT rapport_reject IF NOT EXISTS "
    "FOR (n:Reject) REQUIRE (n.source, n.position) IS UNIQUE",
    "rapport_message_time": "CREATE INDEX rapport_message_time IF NOT EXISTS FOR (n:Message) ON (n.created_at)",
    "rapport_message_version": "CREATE INDEX rapport_message_version IF NOT EXISTS "
    "FOR (n:Message) ON (n.version)",
    "rapport_conversation_time": "CREATE INDEX rapport_conversation_time IF NOT EXISTS "
    "FOR (n:Conversation) ON (n.last_at)",
    "rapport_account_names": "CREATE TEXT INDEX rapport_account_names IF NOT EXISTS "
    "FOR (n:Account) ON (n.names)",
    "rapport_identifies_version": "CREATE INDEX rapport_identifies_version IF NOT EXISTS "
    "FOR ()-[r:IDENTIFIES]-() ON (r.version)",
    "rapport_compares_rival": "CREATE INDEX rapport_compares_rival IF NOT EXISTS "
    "FOR ()-[r:COMPARES]-() ON (r.rival)",
    "rapport_switches_rival": "CREATE INDEX rapport_switches_rival IF NOT EXISTS "
    "FOR ()-[r:SWITCHES]-() ON (r.rival)",
    # Words arrive folded and split by single spaces (graph/stores/words.py), so the analyser has nothing
    # left to decide; not eventually consistent, so that what was written is found.
    "rapport_message_words": "CREATE FULLTEXT INDEX rapport_message_words IF NOT EXISTS "
    "FOR (n:Message) ON EACH [n.words] OPTIONS {indexConfig: "
    "{`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}}",
}
INTERACTION_INDEXES: Mapping[str, LiteralString] = {
    f"rapport_{TYPES[kind].lower()}_{key}": f"CREATE INDEX rapport_{TYPES[kind].lower()}_{key} IF NOT EXISTS "
    f"FOR ()-[r:{TYPES[kind]}]-() ON (r.{key})"
    for kind in INTERACTIONS
    for key in ("uid", "version")
}
SCHEMA_STATEMENTS: Mapping[str, LiteralString] = {**CONSTRAINTS, **INDEXES, **INTERACTION_INDEXES}
"""The statement that makes each constraint or index, by its name."""
