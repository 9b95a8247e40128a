"""Words in; the weights of those that carry a stance out, with negation and intensity taken into account."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

from nlp.words import word_set

TOKEN = re.compile(r"[\w'+/-]*\w[\w']*|[^\w\s.,;:!?()\"]\ufe0f?|[:;=][-']?[)(dp/|]|<3|[()]", re.UNICODE)

NEGATORS = word_set(
    "not no never none nobody nothing neither nor without hardly barely scarcely cannot can't cant don't dont doesn't doesnt "
    "didn't didnt isn't isnt aren't wasn't wasnt weren't won't wont wouldn't wouldnt couldn't shouldn't haven't hasn't hadn't "
    "ain't aint stop stopped lack lacks lacking zero rarely seldom less"
)
NEGATION_WINDOW = 4
"""Words after a negator that it reaches, within a clause: 'not the best coffee', 'don't think it's good'."""
FAR_NEGATORS = word_set("think believe feel find say call reckon expect")
"""'I don't think that it is any good': verbs through which a negation reaches further."""
FAR_WINDOW = 7

NEVER = word_set("never hasn't haven't without zero rarely hasnt havent")
NEVER_BAD = -0.8
"""'Has never leaked' is praise; 'I don't hate it' (AGAINST_BAD, and never more than 1) is hardly any."""

AGAINST_GOOD, AGAINST_BAD = -0.75, -0.5
"""'Not good' is nearly as bad as bad; 'not bad' is only half as good as good."""

INTENSIFIERS = word_set(
    "very so really extremely absolutely super way much totally completely utterly incredibly insanely truly genuinely "
    "seriously deeply highly thoroughly ridiculously bloody damn fucking freaking too especially particularly most far "
    "always constantly such"
)
DIMINISHERS = word_set(
    "slightly somewhat kinda rather fairly mildly bit little partly sometimes occasionally sorta"
)
STRONGER, WEAKER = 1.3, 0.6


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a clause. Their places are asked of few of them."""

    texts: list[str]
    matches: list[re.Match[str]]
    shift: int
    """Where the clause begins."""

    def span(self, first: int, end: int) -> tuple[int, int]:
        """Where some of them stand."""
        return self.matches[first].start() + self.shift, self.matches[end - 1].end() + self.shift


class StanceHit(NamedTuple):
    """A phrase that carries a stance, as weighed in its clause. A tuple, for many are made."""

    start: int
    end: int
    text: str
    weight: float
    negated: bool


Phrases = dict[str, tuple[tuple[tuple[str, ...], float], ...]]
"""First word to (the words after it, weight), the longest first."""


@cache
def phrases() -> Phrases:
    """The lexicon, read once."""
    text = (resources.files("nlp.words") / "stance.txt").read_text(encoding="utf-8")
    found: dict[str, dict[tuple[str, ...], float]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            weight, _, listed = line.partition(":")
            for phrase in listed.split("; "):
                first, *rest = words_of(phrase.strip()).texts or [phrase.strip()]
                found.setdefault(first, {}).setdefault(tuple(rest), float(weight))
    return {
        first: tuple(sorted(rest.items(), key=lambda item: -len(item[0]))) for first, rest in found.items()
    }


def words_of(text: str, shift: int = 0) -> Words:
    """The words and emoticons of a lower-case text."""
    matches = [*TOKEN.finditer(text)]
    return Words([match[0] for match in matches], matches, shift)


def stance_hits(words: Words) -> Iterator[StanceHit]:
    """The phrases of the lexicon among the words of one clause, weighed."""
    known, texts = phrases(), words.texts
    free = 0
    for place, word in enumerate(texts):
        options = known.get(word)
        if options is None or place < free:
            continue
        length, weight = _longest(texts, place, options)
        if length:
            free = place + length
            negated, weight = _weighed(texts, place, weight)
            yield StanceHit(*words.span(place, free), " ".join(texts[place:free]), weight, negated)


def _longest(
    words: Sequence[str], place: int, options: Sequence[tuple[tuple[str, ...], float]]
) -> tuple[int, float]:
    following: tuple[str, ...] | None = None
    for rest, weight in options:
        if not rest:
            return 1, weight
        if following is None:  # the first is the longest
            following = tuple(words[place + 1 : place + 1 + len(rest)])
        if following[: len(rest)] == rest:
            return 1 + len(rest), weight
    return 0, 0.0


def _weighed(words: Sequence[str], place: int, weight: float) -> tuple[bool, float]:
    """The weight after negation, and the words that make it stronger or weaker."""
    before = words[max(0, place - FAR_WINDOW) : place]
    near = before[-2:]
    if any(word in INTENSIFIERS for word in near):
        weight *= STRONGER
    if any(word in DIMINISHERS for word in near):
        weight *= WEAKER
    window = FAR_WINDOW if any(word in FAR_NEGATORS for word in before) else NEGATION_WINDOW
    negators = [n for n, word in enumerate(before[-window:]) if word in NEGATORS]
    if not negators or _is_not_only(before[-window:], negators[-1]):
        return False, weight
    if weight > 0:
        return True, weight * AGAINST_GOOD
    never = before[-window:][negators[-1]] in NEVER
    return True, weight * NEVER_BAD if never else min(1.0, weight * AGAINST_BAD)


def _is_not_only(before: Sequence[str], place: int) -> bool:
    """'Not only good but cheap', 'no other', 'not just nice': no negation at all."""
    return before[place + 1 : place + 2] in (["only"], ["just"], ["other"], ["because"])


def tone(text: str) -> float:
    """The sum of the weights in a lower-case text."""
    return sum(hit.weight for hit in stance_hits(words_of(text)))


BAD_STEMS = word_set(
    "wors slow loud nois noisi prici dear hard clunki ugli bugg buggi weak infer flimsi rud dirti hars nasti poor bleak laggi lagg "
    "leaki thinn dull blunt bitter sour cold small short heavi fussi fiddli messi grim shoddi bumpi tight stingi greedi "
    "rough tricki dearer rusti smelli cheesi steep stiff"
)


def comparative_sign(comparative: str) -> int:
    """1 where more of it is better, -1 where it is worse: 'quieter', 'more expensive', 'less reliable'."""
    first, _, adjective = comparative.strip().partition(" ")
    if first in ("more", "less", "fewer"):
        quality = -1 if tone(adjective) < 0 or adjective in BAD_NOUNS else 1
        return quality if first == "more" else -quality
    stem = first.removesuffix("er").removesuffix("e")
    if stem in BAD_STEMS or first == "worse":
        return -1
    return 1


BAD_NOUNS = word_set(
    "money water power noise time fees hassle mess effort work plastic waste bugs ads limited"
)
"""What one wants less of."""
