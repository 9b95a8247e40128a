"""A text with its links and entities in; the organisations and products that no catalogue entry covers yet, out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from nlp.analysis import Candidate, Entity, EntityKind, Span
from nlp.candidate_names import POSSESSIVE, name_key
from nlp.components.linker import Link
from nlp.components.scan import Scan, scan
from nlp.words.everyday import is_everyday

KINDS = frozenset({EntityKind.ORGANISATION, EntityKind.PRODUCT})
"""What a catalogue may come to watch; people, places and works are none."""

SURE = 0.4
"""Least confidence. On WNUT17's dev part, whose names are rare on purpose, 71 in 100 of what is surer lie on a name of
these kinds and 95 on a name of any kind (first training); at 0.5 it is 83, but a quarter of the names found is lost.
Mistakes are many different words, names recur: sorted by people, they sink."""

LONGEST = 60
"""Characters of a name: a longer one is a sentence that was taken for one."""

FEWEST_LETTERS = 2

EDGES = re.compile(r"^\W+|[^\w+!]+$")
"""What belongs to the sentence, not to the name: C++ and Yahoo! keep their signs."""
JOINTS = ("", " ", "-")


def candidates(
    text: str, links: Sequence[Link], entities: Sequence[Entity], people: Collection[str] = ()
) -> tuple[Candidate, ...]:
    """Each name once, with all its places; `people` are handles of those who talk, which are no products."""
    wanted = [one for one in entities if one.kind in KINDS and one.confidence >= SURE]
    if not wanted:
        return ()
    taken_apart = scan(text)
    found: dict[str, list[tuple[Entity, Span]]] = {}
    for entity in _joined(text, wanted):
        span = _trimmed(text, _whole(text, entity.span))
        key = name_key(text[span.start : span.end])
        if _is_name(taken_apart, span, links) and key not in people:
            found.setdefault(key, []).append((entity, span))
    return tuple(_candidate(key, found[key]) for key in sorted(found))


def _candidate(key: str, places: Sequence[tuple[Entity, Span]]) -> Candidate:
    """The surest place says what kind it is."""
    surest = max((entity for entity, _ in places), key=lambda one: (one.confidence, -one.span.start))
    return Candidate(key, surest.kind, tuple(span for _, span in places), surest.confidence)


def _joined(text: str, entities: Sequence[Entity]) -> Iterator[Entity]:
    """Parts of one name that were told apart: 'Rigetti' 'Computing'. They begin with capitals and touch."""
    held: Entity | None = None
    for entity in sorted(entities, key=lambda one: one.span.start):
        if held is not None and _is_one_name(text, held.span, entity.span):
            surer = max(held, entity, key=lambda one: one.confidence)
            held = Entity(Span(held.span.start, entity.span.end), surer.kind, surer.confidence)
            continue
        if held is not None:
            yield held
        held = entity
    if held is not None:
        yield held


def _is_one_name(text: str, left: Span, right: Span) -> bool:
    capitals = text[left.start].isupper() and (text[right.start].isupper() or text[right.start].isdigit())
    return capitals and text[left.end : right.start] in JOINTS


def _whole(text: str, span: Span) -> Span:
    """With the rest of the word that it lies in: the D of D-Wave stands for all of it."""
    start, end = span.start, span.end
    while start and (text[start - 1].isalnum() or text[start - 1] == "-"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] == "-"):
        end += 1
    return Span(start, end)


def _trimmed(text: str, span: Span) -> Span:
    """Without signs around it and without its possessive."""
    written = text[span.start : span.end]
    bare = EDGES.sub("", POSSESSIVE.sub("", EDGES.sub("", written)))
    start = span.start + max(0, written.find(bare))
    return Span(start, start + len(bare))


def _is_name(taken_apart: Scan, span: Span, links: Sequence[Link]) -> bool:
    """Whether it is written as a name, outside addresses and handles, and no link covers any of it."""
    written = taken_apart.text[span.start : span.end]
    if len(written) > LONGEST or sum(map(str.isalpha, written)) < FEWEST_LETTERS:
        return False
    if any(link.start < span.end and span.start < link.end for link in links):
        return False
    inside = [
        token
        for token in (*taken_apart.words, *taken_apart.hashtags)
        if span.start <= token.start and token.end <= span.end
    ]
    return bool(inside) and (not written.islower() or not all(is_everyday(token.lower) for token in inside))
