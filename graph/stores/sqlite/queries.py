"""Every statement that the store runs, as constants with bound values only, and what each returns.

Lists of keys are bound as one array (carray: a fifth faster than json_each at 1,000 keys, and no text
to parse). CROSS JOIN and INDEXED BY fix the order of the work where the planner could guess wrong.
"""

from __future__ import annotations

from typing import Final

# Names

NUMBERS_OF: Final = "SELECT n.key, n.id FROM carray(?) AS asked CROSS JOIN name AS n ON n.key = asked.value"
"""(key, id)"""
NAMES_OF: Final = "SELECT n.id, n.key FROM carray(?) AS asked CROSS JOIN name AS n ON n.id = asked.value"
"""(id, key)"""
TOP_NUMBER: Final = "SELECT coalesce(max(id), 0) FROM name"
"""id"""
ADD_NAME: Final = "INSERT INTO name (id, key) VALUES (?, ?)"

# Where the store stands

STATE: Final = "SELECT version, analysis_version FROM state"
"""(version, analysis_version)"""
ADVANCE: Final = """
UPDATE state SET version = ?1, analysis_version = coalesce(?2, analysis_version),
    catalogue = coalesce(?3, catalogue)
"""
HAS_LINEAGE: Final = "SELECT count(*) FROM sqlite_schema WHERE name = 'lineage'"
"""count"""
LINEAGE: Final = """
SELECT l.version || ':' || l.run FROM lineage AS l JOIN state AS s ON s.version >= ?1
WHERE l.version < ?1 ORDER BY l.version DESC LIMIT 1
"""
"""run, with the version that it began after"""
ADD_RUN: Final = """
INSERT OR REPLACE INTO lineage (version, run)
SELECT ?1, ?2 WHERE ?2 IS NOT (SELECT run FROM lineage ORDER BY version DESC LIMIT 1)
"""
CATALOGUE: Final = "SELECT catalogue FROM state"
"""catalogue"""

# Messages and their facts

MESSAGE_COLUMNS: Final = (
    "id", "version", "created_at", "author", "conversation", "channel", "kind", "in_reply_to",
    "thread_root", "quote_of", "share_of", "language", "edited_at", "deleted_at", "rating", "rating_max",
    "by_company", "revision", "permalink", "extra", "title", "text",
)  # fmt: skip
FACT_COLUMNS: Final = (
    "id", "kind", "at", "slot", "actor", "object", "rival", '"to"', "product", "rival_product", "status",
    "sentiment", "polarity", "confidence", "start", '"end"', "evidence",
)  # fmt: skip

_MESSAGE: Final = ", ".join(f"m.{column}" for column in MESSAGE_COLUMNS)
_FACT: Final = ", ".join(f"f.{column}" for column in FACT_COLUMNS)

ADD_MESSAGE: Final = (
    f"INSERT INTO message ({', '.join(MESSAGE_COLUMNS)}) VALUES ({', '.join('?' * len(MESSAGE_COLUMNS))})"
)
ADD_FACT: Final = (
    f"INSERT INTO fact ({', '.join(FACT_COLUMNS)}) VALUES ({', '.join('?' * len(FACT_COLUMNS))})"
)
ADD_MARK: Final = "INSERT INTO mark (thing, aspect, at, message) VALUES (?, ?, ?, ?)"
ADD_WORDS: Final = "INSERT INTO word (rowid, text) VALUES (?, ?)"
ADD_INTERACTION: Final = "INSERT INTO interaction (id, version, at) VALUES (?, ?, ?)"

MESSAGES: Final = f"SELECT {_MESSAGE} FROM carray(?) AS asked CROSS JOIN message AS m ON m.id = asked.value"
"""MESSAGE_COLUMNS"""
REPLIES: Final = f"""
SELECT {_MESSAGE} FROM carray(?) AS asked
CROSS JOIN message AS m INDEXED BY message_by_parent ON m.in_reply_to = asked.value
"""
"""MESSAGE_COLUMNS"""
FIRST_REPLIES: Final = f"""
SELECT {_MESSAGE} FROM (
  SELECT r.id, row_number() OVER (PARTITION BY r.in_reply_to ORDER BY r.created_at, n.key) AS place
  FROM carray(?) AS asked
  CROSS JOIN message AS r INDEXED BY message_by_parent ON r.in_reply_to = asked.value
  CROSS JOIN name AS n ON n.id = r.id
) AS kept CROSS JOIN message AS m ON m.id = kept.id WHERE kept.place <= ?
"""
"""MESSAGE_COLUMNS"""
FACTS: Final = f"""
SELECT {_FACT} FROM carray(?) AS asked
CROSS JOIN fact AS f ON f.id BETWEEN asked.value << 20 AND asked.value << 20 | 1048575
"""
"""FACT_COLUMNS"""
REVISIONS: Final = """
SELECT n.key, coalesce(m.revision, i.at) FROM carray(?) AS asked CROSS JOIN name AS n ON n.key = asked.value
LEFT JOIN message AS m ON m.id = n.id LEFT JOIN interaction AS i ON i.id = n.id
WHERE m.id IS NOT NULL OR i.id IS NOT NULL
"""
"""(key, revision)"""

MARKED_FACTS: Final = """
SELECT f.id >> 20, m.created_at, f.kind, f.object, f.rival, n.key FROM carray(?) AS asked
CROSS JOIN message AS m ON m.id = asked.value
CROSS JOIN fact AS f ON f.id BETWEEN m.id << 20 AND m.id << 20 | 1048575
LEFT JOIN name AS n ON n.id = f.sentiment
"""
"""(message, created_at, kind, object, rival, sentiment)"""
CONVERSATIONS_OF: Final = """
SELECT DISTINCT m.conversation FROM carray(?) AS asked CROSS JOIN message AS m ON m.id = asked.value
"""
"""conversation"""
FORGET_MARK: Final = "DELETE FROM mark WHERE thing = ? AND aspect = ? AND at = ? AND message = ?"
FORGET_FACTS: Final = "DELETE FROM fact WHERE id BETWEEN ?1 << 20 AND ?1 << 20 | 1048575"
FORGET_WORDS: Final = "DELETE FROM word WHERE rowid = ?"
FORGET_MESSAGE: Final = "DELETE FROM message WHERE id = ?"
FORGET_INTERACTION: Final = "DELETE FROM interaction WHERE id = ?"

# Conversations

GROW_CONVERSATION: Final = """
INSERT INTO conversation (id, channel, messages, first_at, last_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET messages = messages + excluded.messages,
    first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)
"""
FORGET_CONVERSATION: Final = "DELETE FROM conversation WHERE id = ?"
MEASURE_CONVERSATIONS: Final = """
SELECT m.conversation, n.key, count(*), min(m.created_at), max(m.created_at) FROM carray(?) AS asked
CROSS JOIN message AS m INDEXED BY message_by_conversation ON m.conversation = asked.value
CROSS JOIN name AS n ON n.id = m.conversation
GROUP BY m.conversation
"""
"""(id, key, messages, first_at, last_at)"""
PEOPLED: Final = """
SELECT asked.value FROM carray(?) AS asked
WHERE EXISTS (SELECT 1 FROM message AS m WHERE m.conversation = asked.value)
"""
"""Those of the conversations that messages are stored under: id"""
RELABEL_FACTS: Final = """
UPDATE fact SET object = ?1 WHERE kind = ?3 AND id IN (
    SELECT f.id FROM message AS m INDEXED BY message_by_conversation
    CROSS JOIN fact AS f ON f.id BETWEEN m.id << 20 AND m.id << 20 | 1048575
    WHERE m.conversation = ?2
)
"""
RELABEL_MESSAGES: Final = "UPDATE message SET conversation = ?1, version = ?3 WHERE conversation = ?2"
CONVERSATIONS: Final = """
SELECT n.key, channel.key, c.messages, c.first_at, c.last_at FROM carray(?) AS asked
CROSS JOIN conversation AS c ON c.id = asked.value
CROSS JOIN name AS n ON n.id = c.id CROSS JOIN name AS channel ON channel.id = c.channel
"""
"""(key, channel, messages, first_at, last_at)"""

# Accounts and people

IDENTITY_KEYS_OF: Final = """
SELECT a.id, a.identity_keys FROM carray(?) AS asked CROSS JOIN account AS a ON a.id = asked.value
"""
"""(id, identity_keys)"""
PUT_ACCOUNT: Final = "INSERT OR REPLACE INTO account (id, names, identity_keys, profile) VALUES (?, ?, ?, ?)"
ADD_IDENTITY: Final = "INSERT OR IGNORE INTO identity (key, account) VALUES (?, ?)"
FORGET_IDENTITY: Final = "DELETE FROM identity WHERE key = ? AND account = ?"
PUT_IDENTIFICATION: Final = """
INSERT OR REPLACE INTO identification (account, person, version, evidence, decided_by) VALUES (?, ?, ?, ?, ?)
"""
ACCOUNTS: Final = """
SELECT n.key, a.profile, a.identity_keys FROM carray(?) AS asked CROSS JOIN name AS n ON n.key = asked.value
CROSS JOIN account AS a ON a.id = n.id
"""
"""(key, profile, identity_keys)"""
ACCOUNTS_SHARING: Final = """
SELECT i.key, n.key FROM carray(?) AS asked CROSS JOIN identity AS i ON i.key = asked.value
CROSS JOIN name AS n ON n.id = i.account ORDER BY n.key
"""
"""(identity key, account key)"""
_IDENTIFICATION: Final = "account.key, person.key, i.evidence, i.decided_by"
IDENTIFICATIONS: Final = f"""
SELECT {_IDENTIFICATION} FROM carray(?) AS asked CROSS JOIN name AS account ON account.key = asked.value
CROSS JOIN identification AS i ON i.account = account.id CROSS JOIN name AS person ON person.id = i.person
"""
"""(account, person, evidence, decided_by)"""
ACCOUNTS_OF: Final = """
SELECT person.key, n.key, a.profile, a.identity_keys FROM carray(?) AS asked
CROSS JOIN name AS person ON person.key = asked.value
CROSS JOIN identification AS i INDEXED BY identification_by_person ON i.person = person.id
CROSS JOIN account AS a ON a.id = i.account CROSS JOIN name AS n ON n.id = a.id ORDER BY n.key
"""
"""(person, key, profile, identity_keys)"""
FIND_ACCOUNTS: Final = """
SELECT n.key, a.profile, a.identity_keys FROM (
    SELECT id FROM account WHERE instr(names, ?1)
    ORDER BY CASE WHEN instr(names, char(10) || ?1) THEN 0 WHEN instr(names, ' ' || ?1) THEN 1 ELSE 2 END,
        length(names), (SELECT key FROM name WHERE name.id = account.id)
    LIMIT ?2
) AS found CROSS JOIN account AS a ON a.id = found.id CROSS JOIN name AS n ON n.id = a.id
ORDER BY CASE WHEN instr(a.names, char(10) || ?1) THEN 0 WHEN instr(a.names, ' ' || ?1) THEN 1 ELSE 2 END,
    length(a.names), n.key
"""
"""(key, profile, identity_keys)"""

# Sources

CHECKPOINT_COLUMNS: Final = "source, cursor, fingerprint, items, rejects, done, updated_at"
PUT_CHECKPOINT: Final = (
    f"INSERT OR REPLACE INTO checkpoint ({CHECKPOINT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
CHECKPOINT: Final = f"SELECT {CHECKPOINT_COLUMNS} FROM checkpoint WHERE source = ?"
CHECKPOINTS: Final = f"SELECT {CHECKPOINT_COLUMNS} FROM checkpoint ORDER BY source"
PUT_REJECT: Final = """
INSERT OR REPLACE INTO reject (source, position, reason, remedy, raw, format) VALUES (?, ?, ?, ?, ?, ?)
"""
SETTLE_REJECT: Final = "DELETE FROM reject WHERE source = ? AND position = ?"
REJECTS: Final = """
SELECT source, position, reason, remedy, raw, format FROM reject
WHERE ?1 IS NULL OR source = ?1 ORDER BY source, position
"""
"""The fields of Reject"""

# Runs

RUN_COLUMNS: Final = "id, question, variables, state, version, asked_at, started_at, ended_at, error"
PUT_RUN: Final = f"INSERT OR REPLACE INTO run ({RUN_COLUMNS}, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
FORGET_OLD_RUNS: Final = """
DELETE FROM run WHERE id IN (
    SELECT id FROM run WHERE ended_at IS NOT NULL ORDER BY asked_at DESC, id DESC LIMIT -1 OFFSET ?
)
"""
RUNS: Final = f"SELECT {RUN_COLUMNS} FROM carray(?) AS asked CROSS JOIN run ON run.id = asked.value"
"""RUN_COLUMNS"""
RUN_ANSWERS: Final = """
SELECT id, answer FROM carray(?) AS asked CROSS JOIN run ON run.id = asked.value WHERE answer IS NOT NULL
"""
"""(id, answer)"""
PAGE_RUNS: Final = f"""
SELECT {RUN_COLUMNS} FROM run WHERE ?1 IS NULL OR (asked_at, id) < (?1, ?2)
ORDER BY asked_at DESC, id DESC LIMIT ?3
"""
"""RUN_COLUMNS"""

# Counts

COUNTS: Final = """
SELECT (SELECT count(*) FROM message), (SELECT count(*) FROM account),
    (SELECT count(DISTINCT person) FROM identification), (SELECT count(*) FROM conversation),
    (SELECT count(*) FROM interaction), (SELECT count(*) FROM reject), (SELECT count(*) FROM checkpoint)
"""
"""(messages, accounts, people, conversations, interactions, rejects, sources)"""
FACTS_BY_KIND: Final = "SELECT kind, count(*) FROM fact GROUP BY kind"
"""(kind, facts)"""

# Streams

MESSAGES_SINCE: Final = "SELECT id FROM message INDEXED BY message_by_version WHERE version > ?"
INTERACTIONS_SINCE: Final = "SELECT id FROM interaction INDEXED BY interaction_by_version WHERE version > ?"
"""id"""
_LOG: Final = """f.id >> 20, f.kind, f.at, f.actor, f.object, f.rival, f."to", f.status, f.sentiment, f.polarity,
    f.confidence"""
LOG_OF: Final = f"""
SELECT {_LOG} FROM carray(?) AS asked
CROSS JOIN fact AS f ON f.id BETWEEN asked.value << 20 AND asked.value << 20 | 1048575
WHERE f.kind <> ?
"""
"""(source, kind, at, actor, object, rival, to, status, sentiment, polarity, confidence)"""
BY_COMPANY: Final = """
SELECT id FROM message INDEXED BY message_by_company WHERE by_company AND id BETWEEN ? AND ?
"""
"""id"""
IDENTIFICATIONS_SINCE: Final = f"""
SELECT {_IDENTIFICATION} FROM identification AS i INDEXED BY identification_by_version
CROSS JOIN name AS account ON account.id = i.account CROSS JOIN name AS person ON person.id = i.person
WHERE i.version > ? ORDER BY i.version
"""
"""(account, person, evidence, decided_by)"""
ALL_ACCOUNTS: Final = """
SELECT n.key, a.profile, a.identity_keys FROM name AS n CROSS JOIN account AS a ON a.id = n.id ORDER BY n.key
"""
"""(key, profile, identity_keys)"""
ALL_MESSAGES: Final = f"""
SELECT {_MESSAGE} FROM name AS n CROSS JOIN message AS m ON m.id = n.id ORDER BY n.key
"""
"""MESSAGE_COLUMNS"""
ALL_INTERACTIONS: Final = """
SELECT n.id, n.key FROM name AS n CROSS JOIN interaction AS i ON i.id = n.id ORDER BY n.key
"""
"""(id, key)"""
