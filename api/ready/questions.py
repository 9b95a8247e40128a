"""The .graphql files of this folder in; ready questions out.

A file opens with comment lines ``# key: value``: ``title`` (in plain words), ``about`` (what it answers),
``pick`` (``variable kind label``, kind being brand, person or window; one line each), ``order`` (its place
in the list: ten times its number where it is one of the numbered questions that Rapport exists for). The file's name is the question's name.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from api.errors import ApiError

FOLDER = Path(__file__).parent / "documents"


class PickerKind(StrEnum):
    """What a picker offers."""

    BRAND = "brand"
    PERSON = "person"
    WINDOW = "window"


@dataclass(frozen=True, slots=True)
class Picker:
    """A variable that people set by choosing."""

    variable: str
    kind: PickerKind
    label: str


@dataclass(frozen=True, slots=True)
class ReadyQuestion:
    """A question with a name."""

    name: str
    title: str
    description: str
    pickers: tuple[Picker, ...]
    document: str
    order: int

    @property
    def variables(self) -> tuple[str, ...]:
        """Names of all that can be set, also without a picker."""
        return tuple(dict.fromkeys(re.findall(r"\$(\w+)\s*:", self.document)))


class UnknownQuestionError(ApiError):
    """No ready question has this name."""

    code = "NOT_FOUND"
    status = 404


@cache
def ready_questions() -> tuple[ReadyQuestion, ...]:
    """All ready questions, in the order to show them in."""
    found = [_read(path) for path in sorted(FOLDER.glob("*.graphql"))]
    return tuple(sorted(found, key=lambda question: question.order))


def ready_question(name: str) -> ReadyQuestion:
    """The question with this name. Raises UnknownQuestionError with those that were probably meant."""
    known = {question.name: question for question in ready_questions()}
    if name in known:
        return known[name]
    alike = difflib.get_close_matches(name, known, 3) or sorted(known)
    raise UnknownQuestionError(f"No ready question is called {name!r}.", f"There are: {', '.join(alike)}.")


def _read(path: Path) -> ReadyQuestion:
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line.removeprefix("#").strip() for line in lines if line.startswith("#")]
    pairs = [(key.strip(), value.strip()) for key, _, value in (line.partition(":") for line in head)]
    fields = dict(pairs)
    return ReadyQuestion(
        name=path.stem,
        title=fields["title"],
        description=fields["about"],
        pickers=tuple(_picker(value) for key, value in pairs if key == "pick"),
        document="\n".join(line for line in lines if not line.startswith("#")).strip() + "\n",
        order=int(fields["order"]),
    )


def _picker(text: str) -> Picker:
    variable, kind, label = text.split(maxsplit=2)
    return Picker(variable, PickerKind(kind), label)
