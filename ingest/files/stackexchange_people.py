"""Who wrote under a post so far in; whom an '@name' in a comment means out.

Display names are not unique on Stack Exchange. The site itself takes an @name to be someone who has a
part in that post, and so does this. What it has to remember grows with the dump, so it is on disk.
"""

from __future__ import annotations

import sqlite3
from types import TracebackType
from typing import Self

SCHEMA = """
CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE post (id TEXT PRIMARY KEY, owner TEXT, question TEXT) WITHOUT ROWID;
CREATE TABLE part (post TEXT, person TEXT, turn INTEGER, PRIMARY KEY (post, person)) WITHOUT ROWID;
"""
CACHE = "PRAGMA cache_size = -8000"
"""8 MB; the rest is in a temporary file that SQLite deletes by itself."""
SHORTEST = 3
"""Letters; a shorter @name means a person only if it is the whole name (the site's own rule)."""


class People:
    """An index on disk of names, posts and who took part in them; use it as a context manager."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(CACHE + ";" + SCHEMA + "BEGIN")
        self._turn = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def name(self, person: str, display_name: str) -> None:
        """Someone has a name."""
        self._db.execute("INSERT OR REPLACE INTO person VALUES (?, ?)", (person, folded(display_name)))

    def post(self, post: str, owner: str | None, question: str | None) -> None:
        """Someone (or someone forgotten) wrote a post, to a question if it is an answer."""
        self._db.execute("INSERT OR REPLACE INTO post VALUES (?, ?, ?)", (post, owner, question))

    def took_part(self, post: str, person: str) -> None:
        """Someone wrote, edited or commented on a post."""
        self._turn += 1
        self._db.execute("INSERT OR REPLACE INTO part VALUES (?, ?, ?)", (post, person, self._turn))

    def meant(self, post: str, name: str, speaker: str | None) -> str | None:
        """Whom an @name in a comment of the speaker means: the last of that name to take part."""
        wanted = folded(name)
        if not wanted:
            return None
        rows = self._db.execute(
            "SELECT person.id, person.name FROM part JOIN person ON person.id = part.person "
            "WHERE part.post = ? AND person.id IS NOT ? ORDER BY part.turn DESC",
            (post, speaker),
        ).fetchall()
        whole = next((person for person, known in rows if known == wanted), None)
        if whole is not None or len(wanted) < SHORTEST:
            return str(whole) if whole is not None else None
        return next((str(person) for person, known in rows if known.startswith(wanted)), None)

    def asker(self, answer: str) -> str | None:
        """Who asked the question that an answer is to."""
        row = self._db.execute(
            "SELECT question.owner FROM post AS answer JOIN post AS question ON question.id = answer.question "
            "WHERE answer.id = ?",
            (answer,),
        ).fetchone()
        return None if row is None else row[0]


def folded(name: str) -> str:
    """A name as it is compared: letters and digits, without case."""
    return "".join(one for one in name.casefold() if one.isalnum())
