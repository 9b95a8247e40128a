"""The licensed data sets of ../shared/data/nlp in, Samples out. Sources and licences are in the model card."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from nlp.emotions import GOOD, ILL
from nlp.model.outputs import EMOTIONS
from nlp.training.samples import UNKNOWN, Entity, Sample

NEGATIVE, NEUTRAL, POSITIVE = range(3)

WNUT_TYPES = {
    "person": "person",
    "location": "place",
    "group": "organisation",
    "corporation": "organisation",
    "product": "product",
    "creative-work": "work",
}
COARSE_TYPES = {"PER": "person", "LOC": "place", "ORG": "organisation"}


def targeted(path: Path) -> list[Sample]:
    """MAMS, NewsMTSC and TSA-MD, all targets of a text together."""
    rows: dict[tuple[str, str], dict[tuple[int, int], int]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows[row["ds"], row["text"]][row["start"], row["end"]] = row["label"] + 1
    samples = []
    for (source, text), labels in rows.items():
        places = _apart(sorted(labels))
        samples.append(Sample(source, text, places, sentiments=[labels[place] for place in places]))
    return samples


def _apart(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without those that begin inside the one before."""
    kept: list[tuple[int, int]] = []
    for start, end in places:
        if start < end and (not kept or kept[-1][1] <= start):
            kept.append((start, end))
    return kept


def conll(path: Path, source: str, types: dict[str, str], *, keep_handles: bool = True) -> list[Sample]:
    """Token and tag a line, an empty line between texts."""
    samples = []
    for words, tags in _sentences(path):
        shown = tags
        if not keep_handles:
            shown = [
                "O" if word.startswith("@") or (place and words[place - 1] == "@") else tag
                for place, (word, tag) in enumerate(zip(words, tags, strict=True))
            ]
        text, spans = _joined(words)
        entities = list(_entities(shown, spans, types))
        samples.append(Sample(source, text, entities=entities, entity_types=frozenset(types.values())))
    return samples


FIELDS_UNNUMBERED = 4
"""Lines with more fields begin with the number of the token (CoNLL-U's manner)."""


def _sentences(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8", errors="replace").split("\n"), ""]:
        parts = line.split("\t") if "\t" in line else line.split()
        if not line.strip():
            if words:
                yield words, tags
            words, tags = [], []
        elif len(parts) > 1 and not line.startswith(("-DOCSTART-", "# ")):
            numbered = parts[0].isdigit() and len(parts) > FIELDS_UNNUMBERED
            words.append(parts[1] if numbered else parts[0])
            tags.append(parts[2] if numbered else parts[-1])


def _joined(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    text, spans = "", []
    for word in words:
        start = len(text) + (1 if text else 0)
        text = f"{text} {word}" if text else word
        spans.append((start, len(text)))
    return text, spans


def _entities(
    tags: Sequence[str], spans: Sequence[tuple[int, int]], types: dict[str, str]
) -> Iterator[Entity]:
    current: Entity | None = None
    for tag, (start, end) in zip(tags, spans, strict=True):
        sign, _, kind = tag.partition("-")
        known = types.get(kind)
        if sign == "I" and current is not None and current[2] == known:
            current = (current[0], end, known)
            continue
        if current is not None:
            yield current
        current = None if known is None else (start, end, known)
    if current is not None:
        yield current


def emotions(path: Path) -> list[Sample]:
    """GoEmotions: text, categories, id."""
    opener = gzip.open if path.suffix == ".gz" else open
    samples = []
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text, numbers, _ = line.rstrip("\n").split("\t")
            found = {int(number) for number in numbers.split(",")}
            labels = [int(number in found) for number in range(len(EMOTIONS))]
            text = text.replace("[NAME]", "Sam").replace("[RELIGION]", "Christian")
            samples.append(Sample("goemotions", text, emotions=labels, mood=_mood(found)))
    return samples


def _mood(found: set[int]) -> int:
    """Emotions that may be either, such as surprise, count as neutral."""
    names = {EMOTIONS[number] for number in found}
    pleasant, unpleasant = bool(names & GOOD), bool(names & ILL)
    if pleasant and unpleasant:
        return UNKNOWN
    return POSITIVE if pleasant else NEGATIVE if unpleasant else NEUTRAL
