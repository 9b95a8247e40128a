"""An intention in, the message as a record of our JSONL schema and its labels out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

import orjson

from ingest.simulate.channels import CALLS, CHANNELS, EMAIL, REVIEWS, SimChannel
from ingest.simulate.intents import Say
from ingest.simulate.market import BRANDS, IDEAS, OWN, PEEVES, Surface, surfaces
from ingest.simulate.people import Population
from ingest.simulate.threads import STAFF, Said, Thread
from ingest.simulate.voice import SPOKEN, Names, Written, pick, write

STAFF_NAME = f"{BRANDS[OWN].name} Help"
STAFF_HANDLE = f"{BRANDS[OWN].handle}_help"
STAFF_ADDRESS = f"help@{BRANDS[OWN].handle}.example"
MAIN_PEEVE_SHARE = 0.7
"""Each brand has one fault that most of the grumbling about it is over."""
RATINGS = {"positive": (4, 5, 5), "neutral": (3, 4), "negative": (1, 1, 2)}
SAME_NAME = 0.5
"""So often a reply calls the thing what the message before called it."""
SUBJECTS = (
    "Question about my machine",
    "Re: my order",
    "Machine broken again",
    "An idea for you",
    "Kitchen machine",
    "Help needed",
    "Warranty",
    "Coffee in the office",
)
INHERITS = frozenset({"complains"})


@dataclass(frozen=True, slots=True)
class Draft:
    """What is about to be said, where and to whom."""

    uid: str
    at: float
    thread: Thread
    speaker: int
    say: Say
    parent: Said | None


@dataclass(frozen=True, slots=True)
class Composed:
    """A message ready to be written, and what it means."""

    written: Written
    names: Names
    to: int | None
    """The person it is addressed to, STAFF, or None."""
    idea: int | None


@dataclass(frozen=True, slots=True)
class Wording:
    """The ways to write each brand, by whether the channel has hashtags."""

    plain: tuple[tuple[Surface, ...], ...] = tuple(surfaces(brand, tags=False) for brand in BRANDS)
    tagged: tuple[tuple[Surface, ...], ...] = tuple(surfaces(brand, tags=True) for brand in BRANDS)

    def surface(self, brand: int, channel: SimChannel, random: Random) -> Surface:
        """One way to write a brand."""
        ways = (self.tagged if channel.name == "microblog" else self.plain)[brand]
        return ways[int(random.random() * len(ways))]


def compose(draft: Draft, population: Population, wording: Wording, random: Random) -> Composed:
    """Put it into words."""
    channel = CHANNELS[draft.thread.channel]
    to = draft.parent.speaker if draft.parent else None
    idea = int(random.random() * len(IDEAS))
    names = Names(
        _brand_surface(draft, wording, channel, random),
        wording.surface(draft.say.rival, channel, random),
        address_as(to, channel, draft.thread.channel, population),
        _peeve(draft.say, random),
        pick(random, IDEAS[idea].phrases),
    )
    spoken = draft.speaker == STAFF or draft.thread.channel == CALLS
    voice = SPOKEN if spoken else population.people[draft.speaker].voice
    written = write(draft.say.family, names, voice, random)
    suggests = any(act == "suggests" for act, *_ in draft.say.family.acts)
    return Composed(written, names, to, idea if suggests else None)


def _brand_surface(draft: Draft, wording: Wording, channel: SimChannel, random: Random) -> Surface:
    parent = draft.parent
    if parent and parent.brand == draft.say.brand:
        leans = bool(INHERITS & {act for act, *_ in draft.say.family.acts})
        if leans or random.random() < SAME_NAME:
            return parent.surface
    return wording.surface(draft.say.brand, channel, random)


def address_as(to: int | None, channel: SimChannel, index: int, population: Population) -> str:
    """How the person spoken to is called; 'folks' where a pattern wants a name and nobody is addressed."""
    if to is None:
        return "folks"
    if to == STAFF:
        return f"@{STAFF_HANDLE}" if channel.at_handles else "Maya"
    person = population.people[to]
    return f"@{person.accounts[index].handle}" if channel.at_handles else person.given


def _peeve(say: Say, random: Random) -> int:
    """What there is to grumble about: of wavering owners, the brand that they have."""
    brand = (
        say.rival
        if any(slot == "r" for act, slot, *_ in say.family.acts if act == "complains")
        else say.brand
    )
    if random.random() < MAIN_PEEVE_SHARE:
        return brand % len(PEEVES)
    return int(random.random() * len(PEEVES))


def staff_author(channel: int) -> dict[str, object]:
    """The help desk's account on a channel."""
    author: dict[str, object] = {
        "id": "desk",
        "handle": STAFF_HANDLE,
        "display_name": STAFF_NAME,
        "role": "staff",
    }
    if channel == EMAIL:
        author |= {"id": STAFF_ADDRESS, "email": STAFF_ADDRESS}
    return author


STAFF_FRAGMENTS = tuple(orjson.Fragment(orjson.dumps(staff_author(index))) for index in range(len(CHANNELS)))


def record(draft: Draft, composed: Composed, population: Population, random: Random) -> dict[str, object]:
    """The message in our JSONL schema."""
    thread = draft.thread
    channel = CHANNELS[thread.channel]
    made: dict[str, object] = {
        "uid": draft.uid,
        "kind": channel.reply_kind if draft.parent else channel.kind,
        "author": _author(draft.speaker, thread.channel, population),
        "text": composed.written.text,
        "created_at": datetime.fromtimestamp(int(draft.at), UTC),
    }
    if draft.parent:
        made["in_reply_to"] = draft.parent.uid
        made["thread_root"] = thread.said[0].uid
    if thread.channel == EMAIL:
        made["title"] = SUBJECTS[thread.first % len(SUBJECTS)]
        made["recipients"] = [_recipient(composed.to, thread, population)]
    if thread.channel == REVIEWS and not draft.parent:
        made |= {"rating": _rating(composed.written, random), "rating_max": 5}
    return made


def _author(speaker: int, channel: int, population: Population) -> orjson.Fragment:
    if speaker == STAFF:
        return STAFF_FRAGMENTS[channel]
    return population.people[speaker].accounts[channel].fragment


def _recipient(to: int | None, thread: Thread, population: Population) -> dict[str, object]:
    """Whom an e-mail goes to: who is answered, else the help desk, else a friend who stays unnamed."""
    if to is not None and to != STAFF:
        account = population.people[to].accounts[thread.channel]
        return {"id": account.native_id, "handle": account.handle}
    if to == STAFF or thread.with_desk:
        return {"id": STAFF_ADDRESS, "handle": STAFF_HANDLE}
    return {"id": "coffee-list@lists.example", "display_name": "Coffee list"}


def _rating(written: Written, random: Random) -> int:
    mood = written.mentions[0].sentiment if written.mentions else "neutral"
    stars = RATINGS[mood]
    return stars[int(random.random() * len(stars))]


def labels(draft: Draft, composed: Composed, population: Population) -> dict[str, object]:
    """What the message means, in the record format of the labelling guide."""
    channel = CHANNELS[draft.thread.channel]
    to = _called(composed.to, draft.thread.channel, population)
    made: dict[str, object] = {
        "id": draft.uid,
        "kind": channel.reply_kind if draft.parent else channel.kind,
        "text": composed.written.text,
        "author": _called(draft.speaker, draft.thread.channel, population),
        "to": [to] if to else [],
        "mentions": [
            {
                "start": mark.start,
                "end": mark.end,
                "name": mark.name,
                "type": "brand",
                "sentiment": mark.sentiment,
            }
            for mark in composed.written.mentions
        ],
        "acts": [_act(spec, composed.names, to) for spec in draft.say.family.acts],
    }
    if draft.parent:
        author = _called(draft.parent.speaker, draft.thread.channel, population)
        made["parent"] = {"id": draft.parent.uid, "author": author, "text": draft.parent.text}
    return made


def _called(speaker: int | None, channel: int, population: Population) -> str | None:
    if speaker is None:
        return None
    return STAFF_HANDLE if speaker == STAFF else population.people[speaker].accounts[channel].handle


def _act(
    spec: tuple[str, str | None, str | None, str | None], names: Names, to: str | None
) -> dict[str, object]:
    act, first, second, status = spec
    named = {"b": names.brand.name, "r": names.rival.name, None: None}
    if act == "compares":
        return {"act": act, "winner": named[first], "loser": named[second]}
    if act == "switches":
        return {"act": act, "from": named[first], "to": named[second], "status": status}
    if act in ("recommends", "warns"):
        return {"act": act, "target": named[first], "to": to}
    return {"act": act, "target": named[first]}
