"""The Cypher that writes. Each takes parameters only; types and labels are constants of schema.py.

Nodes are found by their unique key. A node that is named before it is written is a stub: it holds its
key and nothing else, which is how every reader knows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import LiteralString

from graph.model import FactKind
from graph.stores.neo4j.rows import Pattern
from graph.stores.neo4j.schema import ENDS, INTERACTIONS, KEYS, TYPES, UNNAMED

CLAIM: LiteralString = """
MATCH (s:RapportStore {name: 'graph'})
SET s.claimed_by = $batch
WITH s, s.version AS version, s.last_batch AS last_batch
FOREACH (_ IN CASE WHEN version = $expected THEN [1] ELSE [] END |
  SET s.version = $expected + 1, s.last_batch = $batch,
      s.analysis_version = coalesce($analysis_version, s.analysis_version),
      s.catalogue = coalesce($catalogue, s.catalogue),
      s.lineage = CASE WHEN s.lineage ENDS WITH ':' + $run THEN s.lineage
        ELSE right(coalesce(s.lineage + ' ', '') + toString($expected) + ':' + $run, 4000) END)
RETURN version, last_batch
"""
"""version, last_batch (both before). The first SET takes the node's lock: writers come one by one.

lineage: the runs of writers, each with the version that it began after, the latest hundred or more.
"""

PUT_ACCOUNTS: LiteralString = """
UNWIND $rows AS row
MERGE (a:Account {key: row.key})
WITH a, row, coalesce(a.identity_keys, []) AS before, coalesce(row.identity_keys, []) AS after
SET a = row
WITH a, before, after WHERE before <> after
RETURN a.key AS key, before, after
"""
"""key, before, after: the accounts whose identity keys changed."""

DROP_IDENTITY_KEYS: LiteralString = """
UNWIND $rows AS row
MATCH (a:Account {key: row[0]})-[r:PROVED_BY]->(k:IdentityKey)
USING INDEX SEEK a:Account(key)
WHERE k.key IN row[1]
DELETE r
WITH DISTINCT k WHERE NOT EXISTS { (k)<-[:PROVED_BY]-() }
DELETE k
"""
ADD_IDENTITY_KEYS: LiteralString = """
UNWIND $rows AS row
MATCH (a:Account {key: row[0]})
USING INDEX SEEK a:Account(key)
UNWIND row[1] AS key
MERGE (k:IdentityKey {key: key})
CREATE (a)-[:PROVED_BY]->(k)
"""

FORGET_IDENTIFICATIONS: LiteralString = """
UNWIND $accounts AS key
MATCH (a:Account {key: key})-[r:IDENTIFIES]->(p:Person)
USING INDEX SEEK a:Account(key)
DELETE r
WITH DISTINCT p WHERE NOT p.id IN $people AND NOT EXISTS { (p)<-[:IDENTIFIES]-() }
DETACH DELETE p
"""
"""People who are there again in a moment ($people) stay, with the ties that others have to them."""
PUT_IDENTIFICATIONS: LiteralString = """
UNWIND $rows AS row
MERGE (a:Account {key: row[0]})
MERGE (p:Person {id: row[1]})
REMOVE p:Unidentified
CREATE (a)-[r:IDENTIFIES]->(p) SET r = row[2]
"""

FORGET_NAMES: LiteralString = """
UNWIND $uids AS uid
MATCH (m:Message {uid: uid})-[r:NAMES]->(c:Candidate)
USING INDEX SEEK m:Message(uid)
DELETE r
WITH DISTINCT c WHERE NOT EXISTS { (c)<-[:NAMES]-() }
DELETE c
"""
"""Before the other facts: what nobody names any more is no candidate."""
FORGET_FACTS: LiteralString = """
UNWIND $uids AS uid
MATCH (m:Message {uid: uid})-[r]->()
USING INDEX SEEK m:Message(uid)
DELETE r
"""
FORGET_POSTED: LiteralString = """
UNWIND $uids AS uid
MATCH (m:Message {uid: uid})<-[r:POSTED]-()
USING INDEX SEEK m:Message(uid)
DELETE r
"""
CONVERSATIONS_OF: LiteralString = """
UNWIND $uids AS uid
MATCH (m:Message {uid: uid})
USING INDEX SEEK m:Message(uid)
RETURN DISTINCT m.conversation AS conversation
"""
"""conversation: those that the messages are in."""

PUT_MESSAGES: LiteralString = """
UNWIND $rows AS row
MERGE (m:Message {uid: row.uid})
SET m = row
"""
TELL_MESSAGES: LiteralString = """
UNWIND $rows AS row
MERGE (m:Message {uid: row.uid})
SET m = row
MERGE (a:Account {key: row.author})
MERGE (c:Conversation {key: row.conversation})
CREATE (a)-[:POSTED]->(m)
CREATE (m)-[:IN]->(c)
"""

PUT_CONVERSATIONS: LiteralString = """
UNWIND $rows AS row
MERGE (c:Conversation {key: row[0]})
WITH c, row WHERE c.channel IS NULL
SET c.channel = row[1]
MERGE (h:Channel {name: row[1]})
CREATE (c)-[:OF]->(h)
"""
GROW_CONVERSATIONS: LiteralString = """
UNWIND $rows AS row
MATCH (c:Conversation {key: row[0]})
USING INDEX SEEK c:Conversation(key)
SET c.messages = coalesce(c.messages, 0) + row[1],
    c.first_at = CASE WHEN c.first_at < row[2] THEN c.first_at ELSE row[2] END,
    c.last_at = CASE WHEN c.last_at > row[3] THEN c.last_at ELSE row[3] END
"""
MEASURE_CONVERSATIONS: LiteralString = """
UNWIND $keys AS key
MATCH (c:Conversation {key: key})
USING INDEX SEEK c:Conversation(key)
OPTIONAL MATCH (c)<-[:IN]-(m:Message)
WITH c, count(m) AS messages, min(m.created_at) AS first_at, max(m.created_at) AS last_at
SET c.messages = messages, c.first_at = first_at, c.last_at = last_at
WITH c WHERE messages = 0
DETACH DELETE c
"""

RELABELLED: LiteralString = """
UNWIND $olds AS old
MATCH (c:Conversation {key: old})<-[r]-(:Message)
USING INDEX SEEK c:Conversation(key)
RETURN DISTINCT c.key AS old, type(r) AS kind
"""
"""old, kind: the relationships that must move with each old conversation."""

RELABEL_MESSAGES: LiteralString = """
UNWIND $pairs AS pair
MATCH (old:Conversation {key: pair[0]})<-[:IN]-(m:Message)
USING INDEX SEEK old:Conversation(key)
SET m.conversation = pair[1], m.version = $version
"""

PUT_CHECKPOINT: LiteralString = "MERGE (s:Source {name: $row.name}) SET s = $row"

PUT_REJECTS: LiteralString = """
UNWIND $rows AS row
MERGE (r:Reject {source: row.source, position: row.position})
SET r = row
"""
SETTLE_REJECTS: LiteralString = """
UNWIND $rows AS row
MATCH (r:Reject {source: row[0], position: row[1]})
DELETE r
"""

CLEAR_CATALOGUE: LiteralString = """
MATCH (n:Brand|Topic) WHERE n.name IS NOT NULL AND NOT n.id CONTAINS ':'
SET n = {id: n.id}
WITH n WHERE NOT EXISTS { (n)--() }
DELETE n
"""
"""Ids with a colon are those of discovered topics, which are no part of it."""
PUT_BRANDS: LiteralString = "UNWIND $rows AS row MERGE (b:Brand {id: row.id}) SET b = row"
PUT_TOPICS: LiteralString = "UNWIND $rows AS row MERGE (t:Topic {id: row.id}) SET t = row"


def put_facts(pattern: Pattern) -> LiteralString:
    """Relationships between a message and what a fact is about; rows of [uid, key, properties]."""
    type_, key = TYPES[pattern.kind], KEYS[pattern.end]
    message_ends = pattern.kind is FactKind.POSTED
    arrow: LiteralString = f"(x)-[r:{type_}]->(m)" if message_ends else f"(m)-[r:{type_}]->(x)"
    return f"""
UNWIND $rows AS row
MATCH (m:Message {{uid: row[0]}})
USING INDEX SEEK m:Message(uid)
MERGE (x:{pattern.end} {{{key}: row[1]}})
CREATE {arrow} SET r = row[2]
"""


def move_facts(kind: FactKind) -> LiteralString:
    """Let relationships that end at an old conversation end at the new one; pairs of [old, new]."""
    type_ = TYPES[kind]
    return f"""
UNWIND $pairs AS pair
MATCH (new:Conversation {{key: pair[1]}})
USING INDEX SEEK new:Conversation(key)
MATCH (old:Conversation {{key: pair[0]}})<-[r:{type_}]-(m:Message)
USING INDEX SEEK old:Conversation(key)
CREATE (m)-[n:{type_}]->(new) SET n = properties(r)
DELETE r
"""


def put_interactions(kind: FactKind) -> LiteralString:
    """Relationships from an account; rows of [account, key, properties]."""
    type_, end = TYPES[kind], ENDS[kind]
    return f"""
UNWIND $rows AS row
MERGE (a:Account {{key: row[0]}})
MERGE (x:{end} {{{KEYS[end]}: row[1]}})
CREATE (a)-[r:{type_}]->(x) SET r = row[2]
"""


FORGET_INTERACTIONS: tuple[LiteralString, ...] = tuple(
    f"UNWIND $uids AS uid MATCH ()-[r:{TYPES[kind]}]->() "
    f"USING INDEX SEEK r:{TYPES[kind]}(uid) WHERE r.uid = uid DELETE r"
    for kind in INTERACTIONS
)

PUT_FACTS: Mapping[Pattern, LiteralString] = {
    pattern: put_facts(pattern)
    for kind in FactKind
    for pattern in (Pattern(kind, ENDS.get(kind, "Brand")), Pattern(kind, UNNAMED))
}
MOVE_FACTS: Mapping[FactKind, LiteralString] = {kind: move_facts(kind) for kind in FactKind}
PUT_INTERACTIONS: Mapping[FactKind, LiteralString] = {kind: put_interactions(kind) for kind in INTERACTIONS}
