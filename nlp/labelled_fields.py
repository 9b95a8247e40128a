"""A JSON object in; its fields, each checked for its type, or an error that says which field is wrong and how, out."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar

from nlp.errors import LabelError

Choice = TypeVar("Choice", bound=StrEnum)

SEE = "docs/evaluate.md describes the format."
LONGEST_SHOWN = 40
"""Characters of a wrong value in an error."""


class Fields:
    """The fields of one object; what nobody asked for is left over."""

    def __init__(self, raw: object, where: str) -> None:
        """Take an object found at a place such as ``mentions[2]``; the record itself has none. Raises LabelError."""
        if not isinstance(raw, dict):
            raise LabelError(f"{where or 'the line'} is {_shown(raw)}, not an object.", SEE)
        self.where = where
        self._left: dict[str, Any] = dict(raw)

    def path(self, key: str) -> str:
        """Where a field stands in the record."""
        return f"{self.where}.{key}" if self.where else key

    def rest(self) -> dict[str, Any]:
        """All that was not asked for."""
        return self._left

    def text(self, key: str) -> str | None:
        """A text, or nothing."""
        value = self._left.pop(key, None)
        if value is None or isinstance(value, str):
            return value
        raise self.wrong(key, value, "a text")

    def needed_text(self, key: str) -> str:
        """A text that must be there."""
        value = self.text(key)
        if value is None:
            raise LabelError(f"{self.path(key)} is missing.", f"Give it a text; {SEE}")
        return value

    def identity(self, key: str) -> str | int | None:
        """A text or a whole number, or nothing."""
        value = self._left.pop(key, None)
        if value is None or (isinstance(value, str | int) and not isinstance(value, bool)):
            return value
        raise self.wrong(key, value, "a text or a whole number")

    def count(self, key: str) -> int:
        """A whole number from 0 that must be there."""
        value = self._left.pop(key, None)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        raise self.wrong(key, value, "a whole number from 0")

    def share(self, key: str) -> float | None:
        """A number from 0 to 1, or nothing."""
        value = self._left.pop(key, None)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
            return float(value)
        raise self.wrong(key, value, "a number from 0 to 1")

    def choice(self, key: str, choices: type[Choice]) -> Choice | None:
        """One of a few words, or nothing."""
        value = self._left.pop(key, None)
        if value is None:
            return None
        if isinstance(value, str) and value in set(choices):
            return choices(value)
        raise self.wrong(key, value, f"one of {', '.join(choices)}")

    def needed_choice(self, key: str, choices: type[Choice]) -> Choice:
        """One of a few words that must be there."""
        value = self.choice(key, choices)
        if value is None:
            raise LabelError(f"{self.path(key)} is missing.", f"Use one of {', '.join(choices)}.")
        return value

    def members(self, key: str) -> list[tuple[object, str]] | None:
        """The members of a list with their places, or nothing."""
        value = self._left.pop(key, None)
        if value is None:
            return None
        if not isinstance(value, list):
            raise self.wrong(key, value, "a list")
        return [(member, f"{self.path(key)}[{number}]") for number, member in enumerate(value)]

    def objects(self, key: str) -> list[Fields] | None:
        """A list of objects, or nothing."""
        members = self.members(key)
        return None if members is None else [Fields(member, place) for member, place in members]

    def texts(self, key: str) -> tuple[str, ...] | None:
        """A list of texts, or nothing."""
        members = self.members(key)
        if members is None:
            return None
        return tuple(Fields({place: member}, "").needed_text(place) for member, place in members)

    def inner(self, key: str) -> Fields | None:
        """An object, or nothing."""
        value = self._left.pop(key, None)
        return None if value is None else Fields(value, self.path(key))

    def wrong(self, key: str, value: object, wanted: str) -> LabelError:
        """The error of a field that holds something else than it should."""
        if value is None:
            return LabelError(f"{self.path(key)} is missing.", f"It must be {wanted}; {SEE}")
        return LabelError(f"{self.path(key)} is {_shown(value)}, not {wanted}.", SEE)


def _shown(value: object) -> str:
    words = repr(value)
    return words if len(words) <= LONGEST_SHOWN else words[:LONGEST_SHOWN] + "…"
