"""catalogue.yaml in, a Catalogue out, or one error that names every problem with its line; and back to YAML."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path as FilePath
from typing import Any, TypeVar

import yaml

from nlp.catalogue import AmbiguousName, Brand, BrandRole, Catalogue, Product, Topic, TopicKind
from nlp.catalogue_check import Path, find_problems, slug
from nlp.catalogue_index import changed_entries, digest
from nlp.catalogue_json import catalogue_to_json
from nlp.errors import CatalogueError

__all__ = ["changed_entries", "digest", "dump", "load", "parse"]

MAX_BYTES = 64_000_000
"""A catalogue of a million aliases is half of this; what is larger is another file."""

REMEDY = "Correct these lines and try again; docs/catalogue.md describes the format."

BRAND_KEYS = ("id", "name", "role", "aliases", "handles", "hashtags", "products", "ambiguous")
PRODUCT_KEYS = ("id", "name", "aliases", "ambiguous")
AMBIGUOUS_KEYS = ("name", "context", "against")
TOPIC_KEYS = ("id", "name", "kind", "terms")
CLOSENESS = 0.6
"""difflib's own default for "close enough to have been meant"."""

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser where it was built in: ten times faster on large catalogues."""

Choice = TypeVar("Choice", bound=StrEnum)


def load(path: FilePath) -> Catalogue:
    """Read a catalogue file. Raises CatalogueError."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CatalogueError(
            f"The catalogue {path} cannot be read: {error.strerror}.",
            "Check the path, or write one as docs/catalogue.md shows.",
        ) from error
    if len(raw) > MAX_BYTES:
        raise CatalogueError(
            f"{path} has {len(raw):,} bytes.", f"A catalogue has at most {MAX_BYTES:,}; check the path."
        )
    try:
        return parse(raw.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{path} is not UTF-8 text.", "Save it as UTF-8 and try again.") from error


def parse(text: str, where: str = "catalogue") -> Catalogue:
    """The catalogue that a YAML text describes. Raises CatalogueError with every problem and its line."""
    try:
        root = yaml.compose(text, Loader=Loader)
    except yaml.YAMLError as error:
        raise _broken(error, text, where) from error
    reader = _Reader()
    catalogue = reader.catalogue(root)
    problems = [(reader.line(path), message) for path, message in find_problems(catalogue, reader.show)]
    listed = sorted({*reader.problems, *problems})
    if listed:
        shown = tuple(f"{where}:{line}: {message}" for line, message in listed)
        raise CatalogueError(f"{where} has {len(shown)} problem(s):", REMEDY, shown)
    return catalogue


def dump(catalogue: Catalogue) -> str:
    """The catalogue as YAML that parse reads back to the same; what was added by hand is the file's then."""
    plain = catalogue_to_json(replace(catalogue, added=()))
    return str(yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=100))


def _broken(error: yaml.YAMLError, text: str, where: str) -> CatalogueError:
    """The parser's complaint in one line; an unquoted @ is what people stumble over."""
    mark = getattr(error, "problem_mark", None)
    row, column = (0, 0) if mark is None else (mark.line, mark.column)
    line = [*text.splitlines(), "", ""][row]
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    hint = ' (a handle needs quotes: "@brand")' if line[column : column + 1] == "@" else ""
    return CatalogueError(f"{where} is not YAML:", REMEDY, (f"{where}:{row + 1}: {problem}{hint}",))


@dataclass(slots=True)
class _Reader:
    """Walks the YAML nodes once, keeping lines and problems."""

    problems: list[tuple[int, str]] = field(default_factory=list)
    lines: dict[Path, int] = field(default_factory=dict)

    def show(self, path: Path) -> str:
        return f"line {self.line(path)}"

    def line(self, path: Path) -> int:
        """The line of a place, or of what holds it where it is not written itself."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def note(self, node: yaml.Node, message: str) -> None:
        self.problems.append((node.start_mark.line + 1, message))

    def catalogue(self, root: yaml.Node | None) -> Catalogue:
        if root is None:
            return Catalogue()
        fields = self.mapping(root, ("brands", "topics", "dismissed"), ())
        return Catalogue(
            brands=tuple(self.brand(node, path) for node, path in self.items(fields, "brands", ())),
            topics=tuple(self.topic(node, path) for node, path in self.items(fields, "topics", ())),
            dismissed=self.texts(fields, "dismissed", ()),
        )

    def brand(self, node: yaml.Node, path: Path) -> Brand:
        fields = self.mapping(node, BRAND_KEYS, path)
        entry_id, name = self.identity(node, fields, path)
        return Brand(
            id=entry_id,
            name=name,
            role=self.choice(BrandRole, fields, "role", node) or BrandRole.OTHER,
            aliases=self.texts(fields, "aliases", path),
            handles=tuple(handle.removeprefix("@") for handle in self.texts(fields, "handles", path)),
            hashtags=tuple(tag.removeprefix("#") for tag in self.texts(fields, "hashtags", path)),
            products=tuple(self.product(inner, at) for inner, at in self.items(fields, "products", path)),
            ambiguous=tuple(self.ambiguous(inner, at) for inner, at in self.items(fields, "ambiguous", path)),
        )

    def product(self, node: yaml.Node, path: Path) -> Product:
        if isinstance(node, yaml.ScalarNode):
            name = self.text(node)
            return Product(id=slug(name), name=name)
        fields = self.mapping(node, PRODUCT_KEYS, path)
        entry_id, name = self.identity(node, fields, path)
        ambiguous = tuple(self.ambiguous(inner, at) for inner, at in self.items(fields, "ambiguous", path))
        return Product(entry_id, name, self.texts(fields, "aliases", path), ambiguous)

    def ambiguous(self, node: yaml.Node, path: Path) -> AmbiguousName:
        if isinstance(node, yaml.ScalarNode):
            return AmbiguousName(self.text(node))
        fields = self.mapping(node, AMBIGUOUS_KEYS, path)
        if "name" not in fields:
            self.note(node, "an ambiguous name has no 'name'; add it")
        name = self.text(fields["name"]) if "name" in fields else ""
        return AmbiguousName(name, self.texts(fields, "context", path), self.texts(fields, "against", path))

    def topic(self, node: yaml.Node, path: Path) -> Topic:
        if isinstance(node, yaml.ScalarNode):
            name = self.text(node)
            return Topic(id=slug(name), name=name)
        fields = self.mapping(node, TOPIC_KEYS, path)
        entry_id, name = self.identity(node, fields, path)
        kind = TopicKind.TOPIC
        if "kind" in fields:
            kind = self.choice(TopicKind, fields, "kind", node) or kind
        return Topic(entry_id, name, kind, self.texts(fields, "terms", path))

    def identity(self, node: yaml.Node, fields: Mapping[str, yaml.Node], path: Path) -> tuple[str, str]:
        """Id and name; the id defaults to the slug of the name."""
        if "name" not in fields:
            if isinstance(node, yaml.MappingNode):
                self.note(node, f"{path[-2]} entry without a name; add 'name:'")
            return slug(_stand_in(node)), _stand_in(node)
        name = self.text(fields["name"])
        return (self.text(fields["id"]) if "id" in fields else slug(name)), name

    def choice(
        self, choices: type[Choice], fields: Mapping[str, yaml.Node], key: str, node: yaml.Node
    ) -> Choice | None:
        """One of a few words, which must be there."""
        listed = ", ".join(choices)
        if key not in fields:
            if isinstance(node, yaml.MappingNode):
                self.note(node, f"no {key} is given; add '{key}:' with one of {listed}")
            return None
        word = self.text(fields[key]).lower()
        if word not in set(choices):
            self.note(fields[key], f"unknown {key} {word!r}{_meant(word, choices)}; it is one of {listed}")
            return None
        return choices(word)

    def mapping(self, node: yaml.Node, keys: tuple[str, ...], path: Path) -> dict[str, yaml.Node]:
        """The known keys of a mapping; the others are problems."""
        self.lines[path] = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            self.note(node, f"expected 'key: value' lines with {', '.join(keys)}")
            return {}
        found: dict[str, yaml.Node] = {}
        for key_node, value in node.value:
            key = str(key_node.value)
            if key not in keys:
                self.note(key_node, f"unknown key {key!r}{_meant(key, keys)}; it is one of {', '.join(keys)}")
            elif key in found:
                self.note(key_node, f"{key!r} is given twice; keep one")
            else:
                found[key] = value
                self.lines[*path, key] = value.start_mark.line + 1
        return found

    def items(self, fields: Mapping[str, yaml.Node], key: str, path: Path) -> list[tuple[yaml.Node, Path]]:
        """The members of a list with their places; nothing at all is an empty list."""
        node = fields.get(key)
        if node is None or (isinstance(node, yaml.ScalarNode) and node.value in ("", "~", "null")):
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.note(node, f"{key!r} must be a list: one '- …' line each, or [a, b]")
            return []
        members = [(inner, (*path, key, number)) for number, inner in enumerate(node.value)]
        self.lines.update({at: inner.start_mark.line + 1 for inner, at in members})
        return members

    def texts(self, fields: Mapping[str, yaml.Node], key: str, path: Path) -> tuple[str, ...]:
        return tuple(self.text(node) for node, _ in self.items(fields, key, path))

    def text(self, node: yaml.Node) -> str:
        """A scalar as written: ``No`` and ``3`` are names here, not a truth value and a number."""
        if not isinstance(node, yaml.ScalarNode):
            self.note(node, "expected a text here, not a list or a mapping")
            return _stand_in(node)
        if not node.value.strip():
            self.note(node, 'an empty text; fill it in (a # starts a comment: quote hashtags, "#tag")')
            return _stand_in(node)
        return " ".join(str(node.value).split())


def _stand_in(node: yaml.Node) -> str:
    """A name for what has none, unlike any other, so that one mistake is reported once."""
    return f"unreadable {node.start_mark.line} {node.start_mark.column}"


def _meant(word: str, known: Iterable[str]) -> str:
    """A guess at what was meant, as words to append."""
    close = difflib.get_close_matches(word, list(known), 1, CLOSENESS)
    return f" (did you mean {str(close[0])!r}?)" if close else ""
