"""A ConvoKit corpus (a folder with utterances and speakers) in, Profiles and Items out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError

from ingest.errors import RecordError, SourceError
from ingest.files.json_stream import elements, members
from ingest.files.lines import DamagedArchiveError, lines
from ingest.files.places import place
from ingest.files.setaside import AGAIN, Origin, SetAside, set_aside
from ingest.item import Lineage, Profile
from ingest.record_models import AuthorModel, ItemModel
from ingest.records import ReadOptions, Record, Reject
from ingest.schema import FieldError, Parsed, clean, lineage_of, parse_fields

UTTERANCE_FILES = ("utterances.jsonl", "utterances.json")
SPEAKER_FILES = ("speakers.json", "users.json")
"""The second name of each is that of corpora written before 2020."""
AUTHOR_FIELDS = frozenset(AuthorModel.model_fields) - {"id"}
SHOWN_FIELDS = frozenset({"handle", "display_name", "email", "email_verified", "is_bot", "role"})
"""What every message of a speaker shows; the rest, which can be long, is in the profile alone."""
META_FIELDS = frozenset(ItemModel.model_fields) - {"type", "uid", "author", "text", "created_at"}
"""Utterance meta that the record format knows is used as it is there."""
UID_META = frozenset({"quote_of", "share_of", "in_reply_to", "thread_root"})
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""A corpus does not say when a profile was so: it yields to anything dated."""


class ConvokitReader:
    """A corpus is one channel, named by the user or by its folder."""

    name = "convokit"

    def recognises(self, path: Path) -> bool:
        """A folder with utterances in it."""
        return path.is_dir() and _file(path, UTTERANCE_FILES) is not None

    def read(self, path: Path, options: ReadOptions, after: str | None = None) -> Iterator[Record]:
        """Profiles of the speakers whose meta says something, then an item an utterance."""
        utterances = _file(path, UTTERANCE_FILES)
        if utterances is None:
            remedy = f"A corpus is a folder that holds {' or '.join(UTTERANCE_FILES)}."
            raise SourceError(f"{path.name} holds no utterances.", remedy)
        where = place(options, path.name, "main")
        aside = set_aside(path, Origin(self.name, where))
        corpus = _Corpus(where, utterances, aside, _file(path, SPEAKER_FILES), {})
        part, _, mark = (after or "speakers 0").partition(" ")
        yield from corpus.profiles(int(mark) if part == "speakers" else None)
        yield from corpus.items(mark if part == "utterances" else None)


@dataclass(frozen=True, slots=True)
class _Corpus:
    where: str
    utterances: Path
    aside: SetAside
    speakers: Path | None
    shown: dict[str, dict[str, Any]]
    """What messages show of their speakers: the only part of the speakers that stays in memory."""

    def profiles(self, done: int | None) -> Iterator[Record]:
        """The speakers' profiles; with `done` None they are only learned."""
        if self.speakers is None:
            return
        try:
            for number, ((speaker, value), progress) in enumerate(members(self.speakers), start=1):
                meta = speaker_meta(value)
                shown = {name: meta[name] for name in SHOWN_FIELDS & meta.keys()}
                if shown:
                    self.shown[speaker] = shown
                if meta and speaker and done is not None and number > done:
                    author = AuthorModel.model_validate({**meta, "id": clean(speaker)}).value()
                    profile = Profile(self.where, author, UNDATED)
                    yield Record(profile, f"speakers {number}", progress)
        except DamagedArchiveError as error:
            raise SourceError(f"{self.speakers.name} cannot be read: {error}.", AGAIN) from error

    def items(self, after: str | None) -> Iterator[Record]:
        """One utterance a line, or (old corpora) one an element of a list."""
        before = self.speakers.stat().st_size if self.speakers else 0
        last = after or "0@0"
        try:
            for number, data, mark, progress in _raw_utterances(self.utterances, after):
                last = mark
                value = self._value(data, f"line {number}", f"utterances {mark}")
                yield Record(value, f"utterances {mark}", before + progress)
        except DamagedArchiveError as error:
            line = last.partition("@")[0]
            reject = self.aside.rest(f"line {line} of {self.utterances.name}", error)
            yield Record(reject, f"utterances {last}", before)

    def _value(self, data: bytes, where: str, cursor: str) -> Parsed | Reject:
        lineage = lineage_of(self.utterances.name, cursor, data)
        try:
            return utterance_item(data, self.where, self.shown, lineage)
        except RecordError as error:
            return self.aside.record(f"{where} of {self.utterances.name}", error, data)


def _raw_utterances(file: Path, after: str | None) -> Iterator[tuple[int, bytes, str, int]]:
    """(number, JSON, cursor, bytes read) of each utterance."""
    if file.suffix == ".json":
        done = int(after or 0)
        for number, (value, progress) in enumerate(elements(file), start=1):
            if number > done:
                yield number, orjson.dumps(value), str(number), progress
        return
    for line in lines(file, after):
        if line.data.strip():
            yield line.number, line.data, line.cursor, line.progress


def _file(folder: Path, names: tuple[str, ...]) -> Path | None:
    return next((folder / name for name in names if (folder / name).is_file()), None)


def speaker_meta(value: object) -> dict[str, Any]:
    """What a speaker's entry says that an author can have. Meta of another sort under our names is passed over."""
    meta = value.get("meta", value) if isinstance(value, dict) else {}
    fields = clean(meta) if isinstance(meta, dict) else {}
    said = {
        name: fields[name] for name in AUTHOR_FIELDS & fields.keys() if fields[name] not in (None, "", [])
    }
    try:
        AuthorModel.model_validate({"id": "it", **said})
    except ValidationError as error:
        unfit = {problem["loc"][0] for problem in error.errors(include_url=False, include_input=False)}
        return {name: part for name, part in said.items() if name not in unfit}
    return said


def utterance_item(
    data: bytes, where: str, shown: Mapping[str, Mapping[str, Any]], lineage: Lineage
) -> Parsed:
    """One utterance as an item. Raises RecordError naming what is wrong with it."""
    said = _decoded(data)
    found = said.get("meta")
    meta = found if isinstance(found, dict) else {}
    own = {
        name: _meta(name, meta[name], where) for name in META_FIELDS & meta.keys() if meta[name] is not None
    }
    fixed = _thread(said, where) | _said(said, where, shown)
    while True:
        try:
            return parse_fields({**_defaults(fixed), **own, **fixed}, lineage)
        except FieldError as error:
            # Meta is the corpus's own: a 'rating' that is no number is another thing than ours.
            unfit = error.fields & own.keys()
            if not unfit:
                raise
            own = {name: value for name, value in own.items() if name not in unfit}


def _decoded(data: bytes) -> dict[str, Any]:
    try:
        said = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise RecordError(f"This is not JSON: {error.msg}.", "Write one utterance a line.") from error
    if not isinstance(said, dict) or said.get("id") in (None, ""):
        raise RecordError("The utterance has no id.", "Give every utterance its id.")
    return said


def _said(said: Mapping[str, Any], where: str, shown: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    speaker = said.get("speaker", said.get("user"))
    name = None if speaker is None else str(speaker)
    return {
        "uid": f"{where}:{said['id']}",
        "author": None if name is None else {**shown.get(name, {}), "id": name},
        "text": said.get("text") or "",
        "created_at": _time(said.get("timestamp")),
    }


def _thread(said: Mapping[str, Any], where: str) -> dict[str, Any]:
    """What it answers, and the first utterance of its conversation, unless that is itself."""
    parent = said.get("reply-to", said.get("reply_to"))
    root = said.get("conversation_id", said.get("root"))
    found = {}
    if parent not in (None, ""):
        found["in_reply_to"] = f"{where}:{parent}"
    if root not in (None, "") and str(root) != str(said["id"]):
        found["thread_root"] = f"{where}:{root}"
    return found


def _defaults(fixed: Mapping[str, Any]) -> dict[str, Any]:
    return {"kind": "comment" if "in_reply_to" in fixed else "post"}


def _meta(name: str, value: Any, where: str) -> Any:  # noqa: ANN401 - whatever the corpus holds
    if name in UID_META:
        return value if str(value).count(":") > 1 else f"{where}:{value}"
    if name == "recipients" and isinstance(value, list):
        return [_recipient(one) for one in value]
    return value


def _recipient(one: object) -> object:
    """A record of its own, a speaker's id, or an @handle."""
    if isinstance(one, dict):
        return one
    name = str(one)
    return {"handle": name[1:]} if name.startswith("@") else {"id": name}


def _time(value: object) -> object:
    if value in (None, ""):
        raise RecordError("The utterance has no timestamp.", "Give it one, in seconds since 1970.")
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value
    return value
