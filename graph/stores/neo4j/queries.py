"""The Cypher that looks up and streams. Each takes parameters only, and says what columns it returns.

Lookups give one record with a list of rows: the driver spends more on a record than on what is in it.
A stub (a node that is named and not yet written) has its key and nothing else; no query returns one.
"""

from __future__ import annotations

from typing import LiteralString

from graph.stores.neo4j.schema import INTERACTIONS, TYPES

MESSAGE: LiteralString = "m {.*, words: NULL}"
"""A message's properties, without the copy that search needs."""

END: LiteralString = "coalesce(x.key, x.uid, x.id)"
"""The key of the node at which a fact ends."""

FACTS_OF: LiteralString = f"""
[(m)-[r]->(x) | [type(r), {END}, x:Conversation, properties(r)]]
+ [(x:Account)-[r:POSTED]->(m) | [type(r), x.key, false, properties(r)]]
"""
"""Every relationship that starts at a message is a fact of it, and so is POSTED, which ends there."""

STATE: LiteralString = """
MATCH (s:RapportStore {name: 'graph'})
RETURN s.version AS version, s.analysis_version AS analysis_version, s.catalogue AS catalogue,
       s.schema AS schema, s.lineage AS lineage
"""
"""version, analysis_version, catalogue, schema, lineage (see graph/stores/neo4j/lineage.py)"""

CREATE_STATE: LiteralString = """
MERGE (s:RapportStore {name: 'graph'})
ON CREATE SET s.version = 0, s.schema = $schema
RETURN s.schema AS schema
"""
"""schema"""

INDEX_NAMES: LiteralString = "SHOW INDEXES YIELD name RETURN name"
"""name"""
AWAIT_INDEXES: LiteralString = "CALL db.awaitIndexes($seconds)"

MESSAGES: LiteralString = f"""
UNWIND $uids AS uid
MATCH (m:Message {{uid: uid}})
USING INDEX SEEK m:Message(uid)
WHERE m.version IS NOT NULL
RETURN collect({MESSAGE}) AS rows
"""
"""rows: messages"""

REPLIES: LiteralString = f"""
UNWIND $uids AS uid
MATCH (parent:Message {{uid: uid}})<-[:REPLIES_TO]-(m)
USING INDEX SEEK parent:Message(uid)
WHERE m.version IS NOT NULL
WITH m ORDER BY m.uid
RETURN collect({MESSAGE}) AS rows
"""
"""rows: messages. Only messages reply: a label would let the planner read them all."""

FIRST_REPLIES: LiteralString = f"""
UNWIND $uids AS uid
MATCH (parent:Message {{uid: uid}})<-[:REPLIES_TO]-(reply)
USING INDEX SEEK parent:Message(uid)
WHERE reply.version IS NOT NULL
WITH uid, reply ORDER BY reply.created_at, reply.uid
WITH uid, collect(reply)[..$most] AS kept
UNWIND kept AS m
RETURN collect({MESSAGE}) AS rows
"""
"""rows: messages"""

MESSAGES_AND_REPLIES: LiteralString = f"{MESSAGES} UNION ALL {FIRST_REPLIES}"
"""rows: messages, then rows: the first replies to them"""

FACTS: LiteralString = f"""
UNWIND $sources AS uid
MATCH (m:Message {{uid: uid}})
USING INDEX SEEK m:Message(uid)
WHERE m.version IS NOT NULL
RETURN collect([m.uid, m.author, m.created_at, {FACTS_OF}]) AS rows
"""
"""rows: [uid, author, created_at, facts]"""

INTERACTION: LiteralString = f"{{actor: a.key, kind: type(r), object: {END}, properties: properties(r)}}"
"""actor, kind, object, properties"""

INTERACTION_FACTS: LiteralString = "\nUNION ALL\n".join(
    f"UNWIND $sources AS uid MATCH (a)-[r:{TYPES[kind]}]->(x) USING INDEX SEEK r:{TYPES[kind]}(uid) WHERE r.uid = uid RETURN collect({INTERACTION}) AS rows"
    for kind in INTERACTIONS
)
"""rows: INTERACTION"""

REVISIONS: LiteralString = "\nUNION ALL\n".join(
    [
        "UNWIND $sources AS uid MATCH (m:Message {uid: uid}) USING INDEX SEEK m:Message(uid) WHERE m.version IS NOT NULL RETURN collect([uid, m.revision]) AS rows",
        *(
            f"UNWIND $sources AS uid MATCH ()-[r:{TYPES[kind]}]->() USING INDEX SEEK r:{TYPES[kind]}(uid) WHERE r.uid = uid "
            "RETURN collect([uid, toString(r.at)]) AS rows"
            for kind in INTERACTIONS
        ),
    ]
)
"""rows: [uid, revision]"""

ACCOUNT: LiteralString = "a {.key, .profile, .identity_keys}"
"""key, profile, identity_keys"""

ACCOUNTS: LiteralString = f"""
UNWIND $keys AS key
MATCH (a:Account {{key: key}})
USING INDEX SEEK a:Account(key)
WHERE a.profile IS NOT NULL
RETURN collect({ACCOUNT}) AS rows
"""
"""rows: ACCOUNT"""

ACCOUNTS_SHARING: LiteralString = """
UNWIND $identity_keys AS shared
MATCH (k:IdentityKey {key: shared})<-[:PROVED_BY]-(a:Account)
USING INDEX SEEK k:IdentityKey(key)
WITH shared, a ORDER BY a.key
RETURN collect([shared, a.key]) AS rows
"""
"""rows: [identity key, account key]"""

IDENTIFICATION: LiteralString = (
    "{account: a.key, person: p.id, evidence: r.evidence, decided_by: r.decided_by}"
)
"""account, person, evidence, decided_by"""

IDENTIFICATIONS: LiteralString = f"""
UNWIND $accounts AS key
MATCH (a:Account {{key: key}})-[r:IDENTIFIES]->(p:Person)
USING INDEX SEEK a:Account(key)
RETURN collect({IDENTIFICATION}) AS rows
"""
"""rows: IDENTIFICATION"""

ACCOUNTS_OF: LiteralString = f"""
UNWIND $people AS person
MATCH (p:Person {{id: person}})<-[:IDENTIFIES]-(a:Account)
USING INDEX SEEK p:Person(id)
WHERE a.profile IS NOT NULL
WITH person, a ORDER BY a.key
RETURN collect([person, {ACCOUNT}]) AS rows
"""
"""rows: [person, ACCOUNT]"""

FIND_ACCOUNTS: LiteralString = f"""
MATCH (a:Account) WHERE a.names CONTAINS $words
WITH a, CASE WHEN a.names CONTAINS '\\n' + $words THEN 0
             WHEN a.names CONTAINS ' ' + $words THEN 1 ELSE 2 END AS rank
ORDER BY rank, size(a.names), a.key LIMIT $limit
RETURN collect({ACCOUNT}) AS rows
"""
"""rows: ACCOUNT; in the order that graph/stores/words.py asks for"""

CONVERSATIONS: LiteralString = """
UNWIND $keys AS key
MATCH (c:Conversation {key: key})
USING INDEX SEEK c:Conversation(key)
WHERE c.messages > 0
RETURN collect(properties(c)) AS rows
"""
"""rows: conversations"""

CHECKPOINT: LiteralString = "MATCH (s:Source {name: $source}) RETURN collect(properties(s)) AS rows"
CHECKPOINTS: LiteralString = "MATCH (s:Source) WITH s ORDER BY s.name RETURN collect(properties(s)) AS rows"
"""rows: checkpoints"""

REJECTS: LiteralString = """
MATCH (r:Reject) WHERE $source IS NULL OR r.source = $source
WITH r ORDER BY r.source, r.position
RETURN collect(properties(r)) AS rows
"""
"""rows: rejects"""

COUNTED: dict[LiteralString, LiteralString] = {
    "messages": "MATCH (n:Message) WHERE n.version IS NOT NULL",
    "accounts": "MATCH (n:Account) WHERE n.profile IS NOT NULL",
    "people": "MATCH (n:Person)",
    "conversations": "MATCH (n:Conversation) WHERE n.last_at IS NOT NULL",
    "rejects": "MATCH (n:Reject)",
    "sources": "MATCH (n:Source)",
}
COUNTS: LiteralString = "\nUNION ALL\n".join(
    [
        *(
            f"{match} WITH count(n) AS number RETURN '{name}' AS name, number"
            for name, match in COUNTED.items()
        ),
        *(
            f"MATCH (:Account)-[n:{TYPES[kind]}]->() WITH count(n) AS number RETURN 'interactions' AS name, number"
            for kind in INTERACTIONS
        ),
        *(
            f"MATCH ()-[n:{kind}]->() WITH count(n) AS number RETURN '{kind}' AS name, number"
            for kind in TYPES.values()
        ),
        "MATCH (n:Unidentified) WITH count(n) AS number RETURN 'people' AS name, -number AS number",
    ]
)
"""name, number: what is counted (interactions in parts; people without those who are there for their ties alone), then each kind of fact; most from the count store"""

LOGGED: LiteralString = f"""
[(m)-[r]->(x) WHERE NOT r:IN | [type(r), {END}, x:Conversation, r.target, r.at, r.actor, r.rival, r.to,
  coalesce(r.status, r.emotions), r.sentiment, r.polarity, r.confidence]]
+ [(x:Account)-[r:POSTED]->(m) | [type(r), x.key, false, NULL, r.at, NULL, NULL, NULL,
  NULL, NULL, NULL, NULL]]
"""
LOG: LiteralString = f"""
MATCH (m:Message) USING INDEX SEEK m:Message(version) WHERE m.version > $after AND m.version <= $until
RETURN collect([m.uid, m.author, m.created_at, m.by_company, {LOGGED}]) AS rows
"""
"""rows: [uid, author, created_at, by_company, facts]"""

INTERACTION_LOG: LiteralString = "\nUNION ALL\n".join(
    f"MATCH (a)-[r:{TYPES[kind]}]->(x) USING INDEX SEEK r:{TYPES[kind]}(version) WHERE r.version > $after AND r.version <= $until RETURN collect({INTERACTION}) AS rows"
    for kind in INTERACTIONS
)
"""rows: INTERACTION"""

IDENTIFICATION_LOG: LiteralString = f"""
MATCH (a:Account)-[r:IDENTIFIES]->(p:Person) USING INDEX SEEK r:IDENTIFIES(version) WHERE r.version > $after AND r.version <= $until
RETURN collect({IDENTIFICATION}) AS rows
"""
"""rows: IDENTIFICATION"""

ALL_ACCOUNTS: LiteralString = f"""
MATCH (a:Account) USING INDEX SEEK a:Account(key) WHERE a.key > $after AND a.profile IS NOT NULL
WITH a ORDER BY a.key LIMIT $limit
RETURN collect({ACCOUNT}) AS rows
"""
"""rows: ACCOUNT"""

ALL_MESSAGES: LiteralString = f"""
MATCH (m:Message) USING INDEX SEEK m:Message(uid) WHERE m.uid > $after AND m.version IS NOT NULL
WITH m ORDER BY m.uid LIMIT $limit
RETURN collect([{MESSAGE}, {FACTS_OF}]) AS rows
"""
"""rows: [message, facts]"""

_INTERACTIONS_AFTER: LiteralString = "\nUNION ALL\n".join(
    f"MATCH (a)-[r:{TYPES[kind]}]->(x) USING INDEX SEEK r:{TYPES[kind]}(uid) WHERE r.uid > $after RETURN a, r, x ORDER BY r.uid LIMIT $limit"
    for kind in INTERACTIONS
)
ALL_INTERACTIONS: LiteralString = f"""
CALL {{ {_INTERACTIONS_AFTER} }}
WITH a, r, x ORDER BY r.uid LIMIT $limit
RETURN collect({INTERACTION}) AS rows
"""
"""rows: INTERACTION"""
