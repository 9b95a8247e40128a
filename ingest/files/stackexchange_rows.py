"""Rows of a Stack Exchange dump in; Profiles, Items and Interactions out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias
from xml.parsers import expat

from ingest.errors import RecordError
from ingest.files.markup import html_text
from ingest.files.stackexchange_people import People
from ingest.item import (
    Author,
    Interaction,
    InteractionKind,
    Item,
    ItemKind,
    ItemMention,
    Lineage,
    Metrics,
    Profile,
    Recipient,
)
from ingest.record_models import TEXT_LIMIT
from ingest.records import Value

POST_KINDS = {"1": ItemKind.POST, "2": ItemKind.COMMENT}
"""Questions and answers; wiki pages, tag texts and elections are not conversation."""
ACCEPTED = "1"
"""Names no voter, but only the asker can accept."""
NAMED_VOTES = {"5": (InteractionKind.REACTION, "favourite"), "8": (InteractionKind.VOTE, "bounty")}
"""The votes that name their voter."""
COMMUNITY = "-1"
"""The site's own background process."""
TAG = re.compile(r"<([^<>]+)>|([^<>|]+)")
ADDRESSED = re.compile(r"(?<![\w@])@([\w.'\u2019-]*\w)")
POSSESSIVE = ("'s", "\u2019s")
LICENCE = "CC BY-SA"
Row: TypeAlias = Mapping[str, str]


def attributes(row: bytes) -> dict[str, str]:
    """The attributes of one <row/>. Raises RecordError where it is no XML."""
    found: dict[str, str] = {}
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda _, values: found.update(values)
    try:
        parser.Parse(row, True)
    except expat.ExpatError as error:
        raise RecordError(f"The row is not XML: {error}.", "Correct it, or leave it out.") from error
    return found


@dataclass(frozen=True, slots=True)
class Site:
    """One site's rows as values. Users' names are not unique there, so nobody has a handle."""

    where: str
    people: People

    def learn(self, part: str, row: Row) -> None:
        """Remember what later rows lean on."""
        identity = row.get("Id", "")
        if part == "Users":
            self.people.name(identity, row.get("DisplayName", ""))
        elif part == "Posts":
            self.people.post(identity, row.get("OwnerUserId"), row.get("ParentId"))
            for name in ("OwnerUserId", "LastEditorUserId"):
                if name in row:
                    self.people.took_part(identity, row[name])
        elif part == "Comments" and "UserId" in row:
            self.people.took_part(row.get("PostId", ""), row["UserId"])

    def value(self, part: str, row: Row, lineage: Lineage) -> Value | None:
        """What a row says; None where that is nothing about relationships."""
        if part == "Users":
            return self._profile(row)
        if part == "Posts":
            return self._post(row, lineage)
        return self._comment(row, lineage) if part == "Comments" else self._vote(row)

    def _profile(self, row: Row) -> Profile:
        about = row.get("AboutMe")
        url = row.get("WebsiteUrl")
        author = Author(
            _need(row, "Id"),
            display_name=row.get("DisplayName") or None,
            bio=html_text(about) if about else None,
            links=(url,) if url else (),
            is_bot=True if row["Id"] == COMMUNITY else None,
        )
        seen = "LastAccessDate" if "LastAccessDate" in row else "CreationDate"
        return Profile(self.where, author, _time(row, seen))

    def _post(self, row: Row, lineage: Lineage) -> Item | None:
        kind = POST_KINDS.get(row.get("PostTypeId", ""))
        if kind is None:
            return None
        question = row.get("ParentId")
        tags = [first or second for first, second in TAG.findall(row.get("Tags", ""))]
        return Item(
            uid=f"{self.where}:{_need(row, 'Id')}",
            kind=kind,
            author=_author(row.get("OwnerUserId"), row.get("OwnerDisplayName")),
            text=html_text(row.get("Body", ""))[:TEXT_LIMIT],
            created_at=_time(row, "CreationDate"),
            edited_at=_time(row, "LastEditDate") if row.get("LastEditDate") else None,
            title=row.get("Title") or None,
            tags=tuple(tags),
            in_reply_to=f"{self.where}:{question}" if question else None,
            thread_root=f"{self.where}:{question}" if question else None,
            metrics=Metrics(
                likes=_count(row, "FavoriteCount"), score=_count(row, "Score"), views=_count(row, "ViewCount")
            ),
            licence=row.get("ContentLicense", LICENCE),
            lineage=lineage,
        )

    def _comment(self, row: Row, lineage: Lineage) -> Item:
        post, text = _need(row, "PostId"), row.get("Text", "")
        mentions = self._mentions(post, text, row.get("UserId"))
        meant = dict.fromkeys(mention.native_id for mention in mentions)
        return Item(
            uid=f"{self.where}:c{_need(row, 'Id')}",
            kind=ItemKind.COMMENT,
            author=_author(row.get("UserId"), row.get("UserDisplayName")),
            text=text,
            created_at=_time(row, "CreationDate"),
            recipients=tuple(Recipient(native_id) for native_id in meant),
            mentions=mentions,
            in_reply_to=f"{self.where}:{post}",
            metrics=Metrics(score=_count(row, "Score")),
            licence=row.get("ContentLicense", LICENCE),
            lineage=lineage,
        )

    def _mentions(self, post: str, text: str, speaker: str | None) -> tuple[ItemMention, ...]:
        found = []
        for match in ADDRESSED.finditer(text):
            name = match.group(1)
            short = next((name.removesuffix(end) for end in POSSESSIVE if name.endswith(end)), name)
            meant = self.people.meant(post, short, speaker)
            if meant is not None:
                end = match.start(1) + len(short)
                found.append(ItemMention(match.start(), end, native_id=meant))
        return tuple(found)

    def _vote(self, row: Row) -> Interaction | None:
        kind, value = NAMED_VOTES.get(row.get("VoteTypeId", ""), (InteractionKind.VOTE, "accepted"))
        post = _need(row, "PostId")
        voter = row.get("UserId")
        if row.get("VoteTypeId") == ACCEPTED:
            voter = self.people.asker(post)
        elif row.get("VoteTypeId") not in NAMED_VOTES:
            return None
        if not voter:
            return None
        return Interaction(
            uid=f"{self.where}:v{_need(row, 'Id')}",
            kind=kind,
            actor=Author(voter),
            target=f"{self.where}:{post}",
            created_at=_time(row, "CreationDate"),
            value=value,
        )


def _author(user: str | None, name: str | None) -> Author | None:
    """By id; a deleted user is known by the name left behind, or not at all."""
    if user:
        return Author(user)
    return Author(f"name-{name}", display_name=name) if name else None


def _need(row: Row, name: str) -> str:
    value = row.get(name)
    if not value:
        raise RecordError(f"The row has no {name}.", "Correct it, or leave it out.")
    return value


def _time(row: Row, name: str) -> datetime:
    raw = _need(row, name)
    try:
        return datetime.fromisoformat(raw).replace(tzinfo=UTC)
    except ValueError as error:
        raise RecordError(f"{name} is no time: {raw!r}.", "Write it as 2018-03-12T17:00:45.567.") from error


def _count(row: Row, name: str) -> int | None:
    raw = row.get(name)
    return int(raw) if raw and raw.lstrip("-").isdecimal() else None
