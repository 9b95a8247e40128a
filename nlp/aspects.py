"""The shipped inventory in; aspects (what customers anywhere complain of or wish for) by id, and any discovered topic by its id, out.

A discovered topic needs no catalogue. Its id says what it is: `peeve:slow-support` is an aspect of the inventory,
`peeve:~steam-wand` an open topic, made of the noun that a complaint is about. No id of a catalogue holds a colon.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from nlp.catalogue import TopicKind
from nlp.catalogue_check import slug

FILES = {"peeve": "peeves.txt", "idea": "ideas.txt", "neither": "neither.txt"}
"""By the prefix of the ids."""

NEITHER = "neither"
"""Prefix of what looks like a complaint or a wish and is about nothing that recurs."""

OPEN = "~"
"""After the colon: an open topic. No slug of the inventory begins with it."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something that customers of any line of business complain of or wish for."""

    id: str
    label: str
    phrasings: tuple[str, ...]
    """How customers say it."""


@dataclass(frozen=True, slots=True)
class Discovered:
    """A topic that no catalogue names."""

    id: str
    name: str
    kind: TopicKind
    is_open: bool
    """Named by the noun of a sentence, not by the inventory."""


@cache
def inventory() -> Mapping[str, Aspect]:
    """All aspects by id, in the order of the files."""
    found = (aspect for prefix, name in FILES.items() for aspect in _read(prefix, name))
    return MappingProxyType({aspect.id: aspect for aspect in found})


def _read(prefix: str, name: str) -> Iterator[Aspect]:
    """A head `slug | label` with the phrasings set in under it; # opens a comment."""
    text = (resources.files("nlp.words") / name).read_text(encoding="utf-8")
    head, phrasings = "", list[str]()
    for line in [*(line for line in text.splitlines() if line and not line.startswith("#")), ""]:
        if line.startswith(" "):
            phrasings.append(line.strip())
            continue
        if head:
            key, _, label = head.partition(" | ")
            yield Aspect(f"{prefix}:{key}", label, tuple(phrasings))
        head, phrasings = line, []


def open_topic(kind: TopicKind, noun: str) -> str:
    """The id of the open topic that a noun names."""
    return f"{kind.value}:{OPEN}{slug(noun)}"


def discovered(topic: str) -> Discovered | None:
    """What a topic's id says; None for a topic of a catalogue. An aspect that is no more keeps its slug for a name."""
    prefix, colon, rest = topic.partition(":")
    if not colon or prefix not in (TopicKind.PEEVE, TopicKind.IDEA):
        return None
    kind, is_open = TopicKind(prefix), rest.startswith(OPEN)
    known = inventory().get(topic)
    name = rest.removeprefix(OPEN).replace("-", " ") if known is None else known.label
    return Discovered(topic, name, kind, is_open)
