"""ConvoKit corpora (a folder with utterances, speakers, conversations) in, Records out; and Items back into one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

import orjson

from ingest.errors import RecordError, SourceError
from ingest.files.lines import DamagedArchiveError, cursor, lines, shown
from ingest.files.places import place
from ingest.item import Item
from ingest.records import RAW_LIMIT, ReadOptions, Record, Reject
from ingest.schema import AuthorModel, ItemModel, Parsed, dump_author, dump_item, lineage_of, parse_fields

SPEAKER_FILES = ("speakers.json", "users.json")
PROFILE_FIELDS = frozenset(AuthorModel.model_fields) - {"id"}
META_FIELDS = frozenset(ItemModel.model_fields) - {"type", "uid", "author", "text", "created_at"}
"""Utterance meta that the record format knows is used as it is there."""
UNKNOWN_TIME = "The utterance has no timestamp."


class ConvokitReader:
    """A corpus is one channel, named by the user or by its folder."""

    name = "convokit"

    def recognises(self, path: Path) -> bool:
        """A folder with utterances in it."""
        return path.is_dir() and (path / "utterances.jsonl").is_file()

    def read(self, path: Path, options: ReadOptions, after: str | None = None) -> Iterator[Record]:
        """Speakers as profiles at the time of their first utterance, utterances as items, a line each."""
        where = place(options, path.name, "main")
        speakers = _speakers(path)
        file = path / "utterances.jsonl"
        line = None
        try:
            for line in lines(file, after):
                if line.data.strip():
                    yield self._record(line.data, line.number, cursor(line), line.progress, where, speakers)
        except DamagedArchiveError as error:
            at = "0@0" if line is None else cursor(line)
            remedy = "Copy the corpus again, whole, and ingest it with --again."
            yield Record(
                Reject(file.name, f"after {at}", f"It breaks off: {error}.", remedy, "", self.name), at, 0
            )

    def _record(
        self, data: bytes, number: int, mark: str, progress: int, where: str, speakers: Mapping[str, Any]
    ) -> Record:
        try:
            value: Parsed | Reject = utterance_item(data, where, speakers, mark)
        except RecordError as error:
            raw = shown(data, RAW_LIMIT)
            value = Reject("utterances.jsonl", f"line {number}", error.reason, error.remedy, raw, self.name)
        return Record(value, mark, progress)


def utterance_item(data: bytes, where: str, speakers: Mapping[str, Any], mark: str) -> Parsed:
    """One utterance as an item. Raises RecordError naming what is wrong with it."""
    try:
        said = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise RecordError(f"This is not JSON: {error.msg}.", "Write one utterance a line.") from error
    if not isinstance(said, dict) or said.get("id") is None:
        raise RecordError("The utterance has no id.", "Give every utterance its id.")
    found = said.get("meta")
    meta: dict[str, Any] = found if isinstance(found, dict) else {}
    fields = {name: meta[name] for name in META_FIELDS & meta.keys() if meta[name] is not None}
    fields = {name: _uid(value, where) if name in UID_META else value for name, value in fields.items()}
    speaker = said.get("speaker", said.get("user"))
    parent = said.get("reply-to", said.get("reply_to"))
    root = said.get("conversation_id", said.get("root"))
    fields |= {
        "uid": f"{where}:{said['id']}",
        "kind": fields.get("kind") or ("comment" if parent else "post"),
        "author": None if speaker is None else _author(str(speaker), speakers),
        "text": said.get("text") or "",
        "created_at": _time(said.get("timestamp")),
    }
    if parent is not None:
        fields["in_reply_to"] = f"{where}:{parent}"
    if root is not None and str(root) != str(said["id"]):
        fields["thread_root"] = f"{where}:{root}"
    if isinstance(fields.get("recipients"), list):
        fields["recipients"] = [_recipient(one) for one in fields["recipients"]]
    return parse_fields(fields, lineage_of("utterances.jsonl", mark, data))


UID_META = frozenset({"quote_of", "share_of", "in_reply_to", "thread_root"})


def _uid(value: object, where: str) -> object:
    return value if isinstance(value, str) and value.count(":") > 1 else f"{where}:{value}"


def _author(speaker: str, speakers: Mapping[str, Any]) -> dict[str, Any]:
    known = speakers.get(speaker)
    meta = known.get("meta", known) if isinstance(known, dict) else {}
    fields = {
        name: value for name, value in meta.items() if name in PROFILE_FIELDS and value not in (None, "", [])
    }
    return {**fields, "id": speaker}


def _recipient(one: object) -> object:
    """A speaker's id, or a record of its own."""
    return one if isinstance(one, dict) else {"id": str(one)}


def _time(value: object) -> object:
    if value is None:
        raise RecordError(UNKNOWN_TIME, "Give it one, in seconds since 1970.")
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value
    return value


def _speakers(folder: Path) -> Mapping[str, Any]:
    """Speakers by id. They are held in memory: ConvoKit keeps them in one JSON object."""
    for name in SPEAKER_FILES:
        file = folder / name
        if file.is_file():
            try:
                speakers = orjson.loads(file.read_bytes())
            except orjson.JSONDecodeError as error:
                raise SourceError(f"{name} is not JSON: {error.msg}.", "Mend it, or take it away.") from error
            return speakers if isinstance(speakers, dict) else {}
    return {}


def write_corpus(folder: Path, items: Iterable[Item]) -> int:
    """Write items as a corpus that ConvoKit opens; returns how many. Speakers are held in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    speakers: dict[str, dict[str, Any]] = {}
    conversations: dict[str, dict[str, Any]] = {}
    total = count()
    with (folder / "utterances.jsonl").open("wb") as out:
        for item in items:
            utterance = _utterance(item, speakers)
            conversations.setdefault(str(utterance["conversation_id"]), {"meta": {}, "vectors": []})
            out.write(orjson.dumps(utterance, option=orjson.OPT_APPEND_NEWLINE))
            next(total)
    (folder / "speakers.json").write_bytes(orjson.dumps(speakers))
    (folder / "conversations.json").write_bytes(orjson.dumps(conversations))
    (folder / "corpus.json").write_bytes(b"{}")
    index = {
        "utterances-index": {},
        "speakers-index": {},
        "conversations-index": {},
        "overall-index": {},
        "version": 1,
    }
    (folder / "index.json").write_bytes(orjson.dumps(index))
    return next(total)


def _native(uid: str | None) -> str | None:
    return None if uid is None else uid.split(":", 2)[2]


def _utterance(item: Item, speakers: dict[str, dict[str, Any]]) -> dict[str, Any]:
    speaker = None
    if item.author is not None:
        speaker = item.author.native_id
        profile = {name: value for name, value in dump_author(item.author).items() if name != "id"}
        speakers.setdefault(speaker, {"meta": {}, "vectors": []})["meta"].update(profile)
    record = dump_item(item)
    meta = {
        name: value for name, value in record.items() if name in META_FIELDS - {"in_reply_to", "thread_root"}
    }
    return {
        "id": _native(item.uid),
        "conversation_id": _native(item.thread_root or item.in_reply_to or item.uid),
        "text": item.text,
        "speaker": speaker,
        "meta": meta,
        "reply-to": _native(item.in_reply_to),
        "timestamp": item.created_at.timestamp(),
        "vectors": [],
    }
