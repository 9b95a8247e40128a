"""Our own labelled messages (docs/labels.md; `messages/*.jsonl`) in, Samples out."""

from __future__ import annotations

import json
import random
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeAlias

from ingest.item import ItemKind
from nlp.components.acts.finder import NAMELESS
from nlp.components.linker import Link
from nlp.components.reading import Reading
from nlp.model.outputs import ACTS, ROLES, SENTIMENTS
from nlp.model.tokens import Place
from nlp.training.samples import UNKNOWN, Sample

Record: TypeAlias = dict[str, Any]

FOLDER = Path(__file__).parent / "messages"

STRANGER = FOLDER / "stranger"
"""Messages by a writer none of whose messages is trained on or calibrated with: nearer to what users bring."""

TARGETS = FOLDER / "targets"
"""Sentences of ours whose mentions are any targets of sentiment, aspects and people too; their acts are not labelled."""

LATER = frozenset(
    {"apps", "bills", "channels", "machines", "outings", "shopping", "support", "versus", "wishes"}
)
"""Files of messages that were written after a network had been trained on the others, about what it got wrong."""

LATEST = frozenset({"asking", "leaving", "partings", "requests", "thanks", "turns", "twists", "voices"})
"""Files of the last ones, about constructions that a trained network misread: turned feelings, others' words, partings, thanks."""

FIRST_TARGETS = "reviews"
"""File of those that were there when a network was first trained on our later messages."""

SECOND = "disputed/labellings.jsonl"
"""A line for each message that was labelled in two ways: both labellings."""

PARTS = 10
"""By its id, one message in ten is kept to tell how good the model is, and one to calibrate it."""

SLOTS: Mapping[str, Sequence[tuple[str, str]]] = {
    "compares": (("winner", "winner"), ("loser", "loser")),
    "switches": (("to", "to"), ("from", "from")),
}
"""Slot and role of the acts with two, its target first; the others have a target, whose role is named like the act."""

NEGATIVE, NEUTRAL, POSITIVE = (SENTIMENTS.index(one) for one in SENTIMENTS)


def read(folder: Path = FOLDER) -> list[Record]:
    """All records, in the order of files and lines."""
    return [
        json.loads(line)
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def file_of(record: Record) -> str:
    """The name of its file, which its id begins with."""
    return str(record["id"]).partition("-")[0]


class Part(StrEnum):
    """What a message is for."""

    TEST = "test"
    CALIBRATION = "calibration"
    TRAINING = "training"


def part_of(record: Record) -> Part:
    """What a message is for, for good: it follows from its id."""
    number = zlib.crc32(record["id"].encode()) % PARTS
    return Part.TEST if number == 0 else Part.CALIBRATION if number == 1 else Part.TRAINING


def part(wanted: Part, folder: Path = FOLDER) -> list[Record]:
    """The messages of one part."""
    return [record for record in read(folder) if part_of(record) is wanted]


def described(folder: Path = FOLDER) -> str:
    """How many there are and how well two labellers agreed, in words, for the model card."""
    records = [*read(folder), *read(folder / STRANGER.name)]
    apart = [json.loads(line) for line in (folder / SECOND).read_text(encoding="utf-8").splitlines()]
    mentions = sum(len(record["mentions"]) for record in records)
    disputed = sum(
        first != second
        for one in apart
        for first, second in zip(*(labeller["sentiments"] for labeller in one["labellers"]), strict=True)
    )
    by_acts = sum(_acts_differ(*(labeller["acts"] for labeller in one["labellers"])) for one in apart)
    return (
        f"Of our own {len(records):,} messages, two independent labellings agreed in sentiment on "
        f"{100 * (1 - disputed / mentions):.1f} % of {mentions:,} mentions, and in all acts with all slots on "
        f"{100 * (1 - by_acts / len(records)):.1f} % of the messages; the disagreements "
        f"(`nlp/training/messages/{SECOND}`) were settled by a third reading."
    )


def _acts_differ(first: Sequence[Record], second: Sequence[Record]) -> bool:
    return sorted(map(repr, map(_sorted, first))) != sorted(map(repr, map(_sorted, second)))


def _sorted(act: Record) -> list[tuple[str, str | None]]:
    return sorted(act.items())


def reading_of(record: Record, links: tuple[Link, ...] = ()) -> Reading:
    """Its text as the pipeline reads it."""
    return Reading(record["text"], links, is_article=record["kind"] == ItemKind.ARTICLE)


def sample(record: Record) -> Sample:
    """A record as the trainer takes it: the author's own words, as the model reads them."""
    reading, parent = reading_of(record), record.get("parent")
    mentions = [mention for mention in record["mentions"] if reading.is_own(mention["start"])]
    others = [] if parent is None else parent.get("mentions", [])
    sentiments = [SENTIMENTS.index(mention["sentiment"]) for mention in mentions]
    return Sample(
        source="messages",
        text=reading.own,
        names=[_place(mention) for mention in mentions],
        parent=None if parent is None else parent["text"],
        parent_names=[_place(mention) for mention in others],
        sentiments=sentiments + [UNKNOWN] * len(others),
        roles=[_roles(mention["name"], record["acts"]) for mention in (*mentions, *others)],
        acts=[int(any(act["act"] == kind for act in record["acts"])) for kind in ACTS],
        moved=_moved(record["acts"]),
        mood=_mood(record, sentiments),
    )


def target_sample(record: Record) -> Sample:
    """The same of a sentence whose targets alone are labelled."""
    mentions = record["mentions"]
    return Sample(
        source="targets",
        text=record["text"],
        names=[_place(mention) for mention in mentions],
        sentiments=[SENTIMENTS.index(mention["sentiment"]) for mention in mentions],
    )


def _place(mention: Record) -> Place:
    return mention["start"], mention["end"]


def _slots(kind: str) -> list[str]:
    return [slot for slot, _ in SLOTS.get(kind, (("target", kind),))]


def slots_of(act: Record) -> list[tuple[str, str | None]]:
    """The roles of an act, each with the name that fills it."""
    kind = act["act"]
    return [(role, act[slot]) for slot, role in SLOTS.get(kind, (("target", kind),))]


def _roles(name: str, acts: Sequence[Record]) -> list[int]:
    filled = {role for act in acts for role, filler in slots_of(act) if filler == name}
    return [int(role in filled) for role in ROLES]


def _moved(acts: Sequence[Record]) -> int:
    found = {act["status"] for act in acts if act["act"] == "switches"}
    return int(found == {"done"}) if len(found) == 1 else UNKNOWN


def _mood(record: Record, sentiments: Sequence[int]) -> int:
    """Of the whole message, where its parts agree."""
    signs = set(sentiments) - {NEUTRAL}
    complains = any(act["act"] == "complains" for act in record["acts"])
    if len(signs) == 1:
        (sign,) = signs
        return UNKNOWN if sign == POSITIVE and complains else sign
    if signs:
        return UNKNOWN
    return NEGATIVE if complains else NEUTRAL if sentiments else UNKNOWN


def without_names(record: Record) -> Record:
    """The same message as where the catalogue knows none of its names: its acts are about nothing named."""
    parent = record.get("parent")
    acts = [act | dict.fromkeys(_slots(act["act"])) for act in record["acts"]]
    bare = record | {"mentions": [], "acts": acts}
    return bare if parent is None else bare | {"parent": parent | {"mentions": []}}


def unmarked(given: Sample) -> Sample:
    """The same for the trainer: what the message does is known, no name is."""
    return replace(given, names=[], parent_names=[], sentiments=[], likely=[], roles=None)


def answered(given: Sample, other: Sample) -> Sample:
    """A message with a text of somebody else under it that has nothing to do with it: no name fills a slot."""
    spoken, names = (given.text, given.names) if given.parent is None else (given.parent, given.parent_names)
    return replace(
        other,
        parent=spoken,
        parent_names=names,
        sentiments=[UNKNOWN] * len(names),
        roles=[[0] * len(ROLES) for _ in names],
        acts=[-1 if kind in NAMELESS else 0 for kind in ACTS],
    )


def renamed(given: Sample, pool: Sequence[str], chance: random.Random) -> Sample:
    """The same message about suppliers of other names, so that no name comes to mean a feeling or an act."""
    new: dict[str, str] = {}
    text, names = _replaced(given.text, given.names, pool, chance, new)
    if given.parent is None:
        return replace(given, text=text, names=names)
    parent, parent_names = _replaced(given.parent, given.parent_names, pool, chance, new)
    return replace(given, text=text, names=names, parent=parent, parent_names=parent_names)


def _replaced(
    text: str, names: Sequence[Place], pool: Sequence[str], chance: random.Random, new: dict[str, str]
) -> tuple[str, list[Place]]:
    parts: list[str] = []
    places: list[Place] = []
    done = length = 0
    for start, end in names:
        before, old = text[done:start], text[start:end]
        name = new.setdefault(old.lower(), chance.choice(pool))
        shown = name.lower() if old.islower() else name
        length += len(before)
        places.append((length, length + len(shown)))
        parts += [before, shown]
        length += len(shown)
        done = end
    return "".join([*parts, text[done:]]), places
