"""What is wrong with a record in, the Reject that keeps enough of it for another try out."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import orjson

from ingest.errors import RecordError
from ingest.records import RAW_LIMIT, ReadOptions, Reject
from ingest.schema import UNSTORABLE

AGAIN = "Copy it again, whole, and ingest it with --again."


def source_name(path: Path) -> str:
    """What a source is called in checkpoints and rejects: two files of one name are two sources."""
    return f"file:{path.resolve()}"


@dataclass(frozen=True, slots=True)
class Origin:
    """How a record was being read: stands in `Reject.format`, as the format's name and what else there is to say."""

    format: str
    place: str | None = None
    """``channel:instance`` that its uid would have had, where the record itself does not say."""
    part: str | None = None
    """Which file of a folder it is from."""
    options: ReadOptions = field(default_factory=ReadOptions)

    def text(self) -> str:
        """``csv`` or ``csv {"place": "table:orders"}``."""
        fields: dict[str, object] = {
            "place": self.place,
            "part": self.part,
            "channel": self.options.channel,
            "instance": self.options.instance,
            "columns": self.options.columns,
        }
        said = {name: value for name, value in fields.items() if value}
        return f"{self.format} {orjson.dumps(said).decode()}" if said else self.format


def origin_of(text: str) -> Origin:
    """The origin that a `Reject.format` states."""
    name, _, rest = text.partition(" ")
    said = orjson.loads(rest) if rest else {}
    columns = tuple((field, column) for field, column in said.get("columns", ()))
    options = ReadOptions(said.get("channel"), said.get("instance"), columns)
    return Origin(name, said.get("place"), said.get("part"), options)


@dataclass(frozen=True, slots=True)
class SetAside:
    """Makes the rejects of one source."""

    source: str
    origin: str

    def record(self, position: str, error: RecordError, raw: bytes | str) -> Reject:
        """One record that makes no sense."""
        return Reject(self.source, position, error.reason, error.remedy, shown(raw), self.origin)

    def rest(self, position: str, error: Exception, remedy: str = AGAIN) -> Reject:
        """All that would have come after a position."""
        reason = f"The rest cannot be read: {error}."
        return Reject(self.source, f"after {position}", reason, remedy, "", self.origin)


def set_aside(path: Path, origin: Origin) -> SetAside:
    """The maker for a source."""
    return SetAside(source_name(path), origin.text())


def shown(raw: bytes | str) -> str:
    """A record as text that can be stored: bytes that are no UTF-8 are escaped, what is too long is cut."""
    text = raw[:RAW_LIMIT].decode("utf-8", "backslashreplace") if isinstance(raw, bytes) else raw
    return UNSTORABLE.sub("\ufffd", text[:RAW_LIMIT])
