"""Who speaks, where, and after what in; what they mean to say (a Say) out."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from ingest.simulate import phrases, smalltalk
from ingest.simulate.channels import CALLS, EMAIL, FORUM, MICROBLOG, REVIEWS
from ingest.simulate.market import BRANDS, OWN
from ingest.simulate.person import SimPerson
from ingest.simulate.phrases import Family

LIKES = 0.15
DISLIKES = -0.15
"""Between the two nobody praises or complains."""
COOLING = 2.0
"""A drifter's stance falls by that much over the whole time, from good to bad."""
SPEAK_OF_OWN = 0.5
SPEAK_OF_WORST = 0.75
"""People mostly speak of the machine that they have, or (cumulative) of the brand that annoys them."""


@dataclass(frozen=True, slots=True)
class Say:
    """What someone means to say: how, about which brand and which other."""

    family: Family
    brand: int
    rival: int


@dataclass(frozen=True, slots=True)
class Moment:
    """What a speaker decides in: the dice and how much of the world's time has passed (0..1)."""

    random: Random
    progress: float

    def chance(self, share: float) -> bool:
        """Whether something of that probability happens."""
        return self.random.random() < share


OPENINGS = {
    FORUM: (
        ("ask", 0.36),
        ("feel", 0.68),
        ("chat", 0.80),
        ("suggest", 0.87),
        ("move", 0.94),
        ("compare", 1.0),
    ),
    MICROBLOG: (
        ("ask", 0.10),
        ("feel", 0.48),
        ("chat", 0.84),
        ("suggest", 0.88),
        ("move", 0.95),
        ("compare", 1.0),
    ),
    EMAIL: (
        ("ask", 0.30),
        ("feel", 0.80),
        ("chat", 0.80),
        ("suggest", 0.94),
        ("move", 0.98),
        ("compare", 1.0),
    ),
    REVIEWS: (("feel", 0.90), ("compare", 1.0)),
    CALLS: (("ask", 0.35), ("feel", 0.95), ("suggest", 1.0)),
}
"""What threads begin with on each channel; cumulative."""
ANSWERS = {
    "asks": (
        ("advise", 0.48),
        ("warn", 0.62),
        ("help", 0.72),
        ("compare", 0.80),
        ("reply", 0.94),
        ("ask", 1.0),
    ),
    "complains": (
        ("second", 0.26),
        ("advise", 0.40),
        ("help", 0.56),
        ("reply", 0.88),
        ("warn", 0.92),
        ("ask", 1.0),
    ),
    "desk": (("reply", 0.72), ("feel", 0.90), ("ask", 1.0)),
    "": (("reply", 0.50), ("chat", 0.68), ("feel", 0.88), ("advise", 0.92), ("ask", 0.97), ("suggest", 1.0)),
}
"""How people answer a question, a complaint, the help desk, anything else; cumulative."""


def stance(person: SimPerson, brand: int, progress: float) -> float:
    """How a person feels about a brand by now."""
    value = person.stances[brand]
    if person.drifting and brand == OWN:
        value = max(-1.0, value - COOLING * progress)
    return value


def favourite(person: SimPerson, progress: float, other_than: int | None = None) -> int:
    """The brand that they like best."""
    brands = [brand for brand in range(len(BRANDS)) if brand != other_than]
    return max(brands, key=lambda brand: stance(person, brand, progress))


def _worst(person: SimPerson, moment: Moment) -> int:
    return min(range(len(BRANDS)), key=lambda brand: stance(person, brand, moment.progress))


def opening(person: SimPerson, channel: int, moment: Moment) -> Say:
    """What they begin a thread with."""
    return _say(_draw(OPENINGS[channel], moment), person, _subject(person, moment), moment)


def answer(person: SimPerson, act: str, brand: int, moment: Moment) -> Say:
    """What they answer to a message with this act about this brand."""
    intent = _draw(ANSWERS.get(act, ANSWERS[""]), moment)
    if intent == "feel" and moment.chance(0.5):
        brand = _subject(person, moment)
    return _say(intent, person, brand, moment)


def _draw(table: tuple[tuple[str, float], ...], moment: Moment) -> str:
    draw = moment.random.random()
    for intent, up_to in table:
        if draw < up_to:
            return intent
    return table[-1][0]  # pragma: no cover - the last share is 1.0


def _subject(person: SimPerson, moment: Moment) -> int:
    draw = moment.random.random()
    if person.owns is not None and draw < SPEAK_OF_OWN:
        return person.owns
    if draw < SPEAK_OF_WORST:
        return _worst(person, moment)
    return int(moment.random.random() * len(BRANDS))


def _say(intent: str, person: SimPerson, brand: int, moment: Moment) -> Say:
    if intent == "chat":
        return Say(smalltalk.CHATTER, brand, other(brand, moment))
    if intent == "reply":
        return Say(smalltalk.REPLIES, brand, other(brand, moment))
    if intent == "help":
        return Say(smalltalk.HELPS, brand, other(brand, moment))
    if intent == "suggest":
        return Say(phrases.SUGGESTS, brand, other(brand, moment))
    return _JUDGED[intent](person, brand, moment)


def other(brand: int, moment: Moment) -> int:
    """Any brand but this one."""
    return (brand + 1 + int(moment.random.random() * (len(BRANDS) - 1))) % len(BRANDS)


def _ask(_person: SimPerson, brand: int, moment: Moment) -> Say:
    draw = moment.random.random()
    family = phrases.ASKS_OPEN if draw < 0.35 else phrases.ASKS_EITHER if draw < 0.55 else phrases.ASKS  # noqa: PLR2004
    return Say(family, brand, other(brand, moment))


def _feel(person: SimPerson, brand: int, moment: Moment) -> Say:
    rival = other(brand, moment)
    feeling = stance(person, brand, moment.progress)
    if feeling < DISLIKES:
        return _dislike(person, brand, rival, moment)
    if feeling > LIKES:
        return Say(phrases.RECOMMENDS_ALL if moment.chance(0.2) else phrases.PRAISE, brand, rival)
    return Say(phrases.WISHES if moment.chance(0.15) else phrases.NEUTRAL, brand, rival)


def _dislike(person: SimPerson, brand: int, rival: int, moment: Moment) -> Say:
    if person.drifting and brand == OWN:
        return Say(phrases.WAVERS, rival, brand)
    draw = moment.random.random()
    family = phrases.PEEVED if draw < 0.45 else phrases.COMPLAINTS if draw < 0.8 else phrases.WARNS_ALL  # noqa: PLR2004
    return Say(family, brand, rival)


def _advise(person: SimPerson, _brand: int, moment: Moment) -> Say:
    best = favourite(person, moment.progress)
    if stance(person, best, moment.progress) <= LIKES:
        return Say(smalltalk.REPLIES, best, other(best, moment))
    family = phrases.RECOMMENDS_OVER if moment.chance(0.15) else phrases.RECOMMENDS
    return Say(family, best, other(best, moment))


def _warn(person: SimPerson, brand: int, moment: Moment) -> Say:
    worst = _worst(person, moment)
    subject = brand if stance(person, brand, moment.progress) < DISLIKES else worst
    if stance(person, subject, moment.progress) >= DISLIKES:
        return Say(smalltalk.HELPS, subject, other(subject, moment))
    return Say(phrases.WARNS, subject, other(subject, moment))


def _second(person: SimPerson, brand: int, moment: Moment) -> Say:
    feeling = stance(person, brand, moment.progress)
    family = phrases.SECONDS if feeling < 0 else smalltalk.DEFENDS if feeling > LIKES else smalltalk.REPLIES
    return Say(family, brand, other(brand, moment))


def _compare(person: SimPerson, brand: int, moment: Moment) -> Say:
    best = favourite(person, moment.progress)
    return Say(phrases.COMPARES, best, brand if brand != best else other(best, moment))


def _move(person: SimPerson, brand: int, moment: Moment) -> Say:
    """Buy, switch, plan to, leave: whatever fits where they stand."""
    if person.owns is None:
        return Say(phrases.INTENDS, favourite(person, moment.progress), brand)
    if stance(person, person.owns, moment.progress) >= 0:
        return _feel(person, person.owns, moment)
    best = favourite(person, moment.progress, other_than=person.owns)
    draw = moment.random.random()
    family = phrases.SWITCHES if draw < 0.6 else phrases.SWITCHES_SOON if draw < 0.85 else phrases.LEAVES  # noqa: PLR2004
    return Say(family, best, person.owns)


_JUDGED = {
    "ask": _ask,
    "feel": _feel,
    "advise": _advise,
    "warn": _warn,
    "second": _second,
    "compare": _compare,
    "move": _move,
}
