"""A big JSON list or object in, its elements or members out one by one; memory holds one at a time."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.errors import SourceError
from ingest.files.lines import DAMAGE, DamagedArchiveError, Opened, open_bytes

CHUNK = 2**18
VALUE_LIMIT = 32 * 2**20
"""Characters of one element; a longer one is taken for broken JSON, so that it cannot fill the memory."""
SPACE = re.compile(r"[ \t\r\n]*")
DECODER = json.JSONDecoder()


def elements(path: Path) -> Iterator[tuple[Any, int]]:
    """The elements of the list that a file holds, each with the bytes read so far."""
    yield from _values(path, "[", "]", _element)


def members(path: Path) -> Iterator[tuple[tuple[str, Any], int]]:
    """The (name, value) pairs of the object that a file holds, each with the bytes read so far."""
    yield from _values(path, "{", "}", _member)


class _Window:
    """The part of the text that is being looked at."""

    def __init__(self, opened: Opened, name: str) -> None:
        self._opened = opened
        self._name = name
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._text = ""
        self._at = 0
        self._whole = False

    def _more(self) -> bool:
        if self._whole:
            return False
        left = self._text[self._at :]
        data = self._opened.stream.read(max(CHUNK, len(left)))
        self._whole = not data
        self._text = left + self._decoder.decode(data, final=not data)
        self._at = 0
        return True

    def next_mark(self) -> str:
        """The next character that is no space; nothing at the end."""
        while True:
            found = SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, marks: str) -> str:
        """Pass over one of these marks, and say which."""
        mark = self.next_mark()
        if not mark or mark not in marks:
            raise self._broken(
                f"{mark!r} where one of {' '.join(marks)} should be" if mark else "it ends too early"
            )
        self._at += 1
        return mark

    def value(self) -> Any:  # noqa: ANN401 - any JSON value
        """The JSON value that begins here."""
        self.next_mark()
        while True:
            try:
                found, end = DECODER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                if len(self._text) - self._at > VALUE_LIMIT or not self._more():
                    raise self._broken(str(error)) from error
                continue
            if end < len(self._text) or not self._more():
                self._at = end
                return found

    def _broken(self, what: str) -> SourceError:
        return SourceError(f"{self._name} is not JSON: {what}.", "Mend it, or take it away.")


def _element(window: _Window) -> Any:  # noqa: ANN401 - any JSON value
    return window.value()


def _member(window: _Window) -> tuple[str, Any]:
    name = str(window.value())
    window.take(":")
    return name, window.value()


def _values(path: Path, opening: str, closing: str, read_one: Any) -> Iterator[tuple[Any, int]]:  # noqa: ANN401
    with open_bytes(path) as opened:
        window = _Window(opened, path.name)
        try:
            window.take(opening)
            if window.next_mark() == closing:
                return
            while True:
                yield read_one(window), opened.progress
                if window.take("," + closing) == closing:
                    return
        except DAMAGE as error:
            raise DamagedArchiveError(str(error) or type(error).__name__) from error
