"""Items and Profiles of one place in, a ConvoKit corpus (a folder) out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from ingest.errors import SourceError
from ingest.files.convokit import META_FIELDS
from ingest.item import Author, Item, Profile, place_of
from ingest.schema import dump_author, dump_item

THREAD_FIELDS = ("in_reply_to", "thread_root")
COLONS_OF_A_UID = 2
INDEX = {
    "utterances-index": {},
    "speakers-index": {},
    "conversations-index": {},
    "overall-index": {},
    "version": 1,
}


def write_corpus(folder: Path, values: Iterable[Item | Profile]) -> int:
    """Write a corpus that ConvoKit opens; returns how many utterances. Speakers and ids are held in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    corpus = _Corpus()
    count = 0
    with (folder / "utterances.jsonl").open("wb") as out:
        for value in values:
            if isinstance(value, Profile):
                corpus.learn(value.place, value.author)
                continue
            out.write(orjson.dumps(corpus.utterance(value), option=orjson.OPT_APPEND_NEWLINE))
            count += 1
    conversations: dict[str, Any] = {
        root: {"meta": {}, "vectors": []} for root in dict.fromkeys(corpus.roots.values())
    }
    parts = {"speakers": corpus.speakers, "conversations": conversations, "corpus": {}, "index": INDEX}
    for name, part in parts.items():
        (folder / f"{name}.json").write_bytes(orjson.dumps(part))
    return count


@dataclass(slots=True)
class _Corpus:
    place: str | None = None
    speakers: dict[str, dict[str, Any]] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)
    """The conversation of each utterance so far: ConvoKit wants the first one's id on all of them."""

    def learn(self, place: str, author: Author) -> None:
        """Keep what is said about a speaker; the later value stands."""
        self._settle(place)
        meta = self.speakers.setdefault(author.native_id, {"meta": {}, "vectors": []})["meta"]
        meta.update({name: value for name, value in dump_author(author).items() if name != "id"})

    def _settle(self, place: str) -> None:
        self.place = self.place or place
        if place != self.place:
            raise SourceError(
                f"{place} is another place than {self.place}, and a corpus is one.",
                "Write each place into a folder of its own.",
            )

    def utterance(self, item: Item) -> dict[str, Any]:
        """The utterance of an item."""
        self._settle(item.place)
        if item.author is not None:
            self.learn(item.place, item.author)
        own = _native(item.uid)
        parent = self._here(item.in_reply_to)
        root = self._here(item.thread_root) or self.roots.get(parent or "", parent) or own
        self.roots[own] = root
        return {
            "id": own,
            "conversation_id": root,
            "text": item.text,
            "speaker": None if item.author is None else item.author.native_id,
            "meta": self._meta(item),
            "reply-to": parent,
            "timestamp": item.created_at.timestamp(),
            "vectors": [],
        }

    def _meta(self, item: Item) -> dict[str, Any]:
        record = dump_item(item)
        meta = {name: value for name, value in record.items() if name in META_FIELDS}
        for name in THREAD_FIELDS:
            if self._here(getattr(item, name)) is not None:
                meta.pop(name, None)
        for name in ("quote_of", "share_of"):
            native = self._here(getattr(item, name))
            if native is not None and native.count(":") < COLONS_OF_A_UID:
                meta[name] = native
        return meta

    def _here(self, uid: str | None) -> str | None:
        """The native id of a message of this place."""
        return _native(uid) if uid is not None and place_of(uid) == self.place else None


def _native(uid: str) -> str:
    return uid.split(":", 2)[2]
