"""The .graphql files of this folder in; ready questions out.

A file opens with comment lines ``# key: value``: ``title`` (in plain words), ``about`` (what it answers),
``pick`` (``variable kind label``, kind being brand, person or window; one line each), ``order`` (its place
in the list: ten times its number where it is one of the numbered questions that Rapport exists for). The file's name is the question's name.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from graphql import DocumentNode, FieldNode, OperationDefinitionNode, SelectionSetNode, parse

from api.errors import ApiError

FOLDER = Path(__file__).parent / "documents"

THINGS = frozenset({"brand", "person", "community"})
"""Fields that only name a thing: what is asked of it stands inside."""


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

    @property
    def fields(self) -> frozenset[str]:
        """What it asks for, as of asked_fields."""
        return asked_fields(parse(self.document))


def questions_about(fields: Collection[str]) -> tuple[str, ...]:
    """Names of the questions that ask one of these fields: what to run as a job instead."""
    return tuple(question.name for question in ready_questions() if not question.fields.isdisjoint(fields))


def asked_fields(document: DocumentNode) -> frozenset[str]:
    """Names of the fields that a document's answers hang from: of the query type, or of the thing that it names there."""
    roots = [
        field
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode)
        for field in _fields(node.selection_set)
    ]
    inner = [child for root in roots if root.name.value in THINGS for child in _fields(root.selection_set)]
    asked = [field for field in (*roots, *inner) if field.selection_set is not None]
    return frozenset(field.name.value for field in asked) - THINGS


def _fields(chosen: SelectionSetNode | None) -> list[FieldNode]:
    """Those written out; what stands in fragments is not looked for."""
    return [] if chosen is None else [node for node in chosen.selections if isinstance(node, FieldNode)]


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
