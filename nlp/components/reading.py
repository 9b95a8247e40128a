"""A text and the names in it in; the form that sentiment and acts read out: names masked, sentences, clauses.

The masked text is as long as the text, so that every span of it is a span of the text. A name becomes one
private character that carries its number, then filler: patterns can then say "a name" in one token.
"""

# ruff: noqa: RUF001 - people write these dashes and quotation marks

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.components.linker import Link

FIRST_MARK = 0xF0000
"""Start of a private-use plane of 65,534 characters, more than MAX_LINKS."""
FILLER = "\ue000"
MARK = f"[\U000f0000-\U000ffffd]{FILLER}*+"
"""Pattern of one masked name, never a part of one."""
ANY_MARK = re.compile("[\U000f0000-\U000ffffd]")
PRIVATE = re.compile("[\ue000\U000f0000-\U000ffffd]")

QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
QUOTE_HEADER = re.compile(r"^[ \t]*On .{4,120} wrote:[ \t]*$", re.MULTILINE)
FORWARDED = re.compile(r"^[ \t]*-{2,} ?(?:Original|Forwarded) [Mm]essage ?-{2,}", re.MULTILINE)
"""Everything under such a line is another message."""
RETWEET = re.compile(r"(?:^|(?<=\s))RT @\w+.*", re.DOTALL)
"""What follows is another's; what stands before it is the author's."""
QUOTED_WORDS = re.compile(r'["“](?=[^"”\n]*\s[^"”\n]*\s)[^"”\n]{8,400}["”]')
"""Three words or more in double quotes are someone's words; fewer are a title or a raised eyebrow."""

SENTENCE = re.compile(r"[^.!?…\n]*(?:\.(?=\w)[^.!?…\n]*)*(?:[.!?…]+[\"”')\]]*|\n+|$)")
LONGEST_SENTENCE = 600
"""Code points: a hundred words; what goes on longer is no sentence but text without full stops."""
ABBREVIATIONS = re.compile(r"\b(?:vs|e\.g|i\.e|etc|approx|mr|mrs|ms|dr|st|no)\.(?=\s)")
"""Of the masked text, which is lower-case."""

CLAUSE_BREAK = re.compile(
    r"\s*(?:[,;:()]|\s[-–—]+\s|—|\b(?:but|however|though|although|whereas|while|yet|except|because|since"
    r"|and|so|which|until|unlike|than|instead|rather)\b)\s*"
)
CONTRAST = re.compile(r"\b(?:but|however|though|although|whereas|while|yet|except|unlike)\b")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the masked text."""

    start: int
    end: int
    text: str
    is_question: bool
    quoted: bool


class Reading:
    """A text as sentiment and acts read it. Worked out at once, read by many."""

    __slots__ = ("_is_article", "links", "masked", "own", "quoted", "sentences", "spoken_by_others", "text")

    def __init__(self, text: str, links: tuple[Link, ...], *, is_article: bool = False) -> None:
        """Of an article, words in quotation marks are its own too: whom it lets speak, and how, is what it says."""
        self.text = text
        self.links = links
        self.masked = mask(text, links)
        """Lower-case text with straight apostrophes and the names masked; as long as the text."""
        self.quoted = _quoted(text)
        """Stretches that are another message's words."""
        self.spoken_by_others = _spoken_by_others(text)
        """Stretches of the author's own lines that are in quotation marks."""
        self._is_article = is_article
        self.own = _blanked(text, self.quoted if is_article else (*self.quoted, *self.spoken_by_others))
        """The text with a space for every letter of another's; as long as the text."""
        self.sentences = tuple(self._sentences())
        """The sentences, quoted lines among them."""

    def _sentences(self) -> Iterator[Sentence]:
        masked = self.masked
        text = ABBREVIATIONS.sub(_without_dot, masked) if "." in masked else masked
        for start, end in _stretches(text):
            said = masked[start:end]
            bare = said.strip()
            if bare:
                ending = bare.rstrip("\"”')]")
                is_question = ending.endswith("?") and not ending.endswith("!?")
                lead = len(said) - len(said.lstrip())
                yield Sentence(start, end, said, is_question, self.is_quoted(start + lead))

    def is_quoted(self, place: int) -> bool:
        """Whether a place lies in quoted lines."""
        return _lies_in(self.quoted, place)

    def is_spoken_by_others(self, place: int) -> bool:
        """Whether a place lies in quotation marks."""
        return _lies_in(self.spoken_by_others, place)

    def is_own(self, place: int) -> bool:
        """Whether a place lies in the author's own words."""
        spoken = not self._is_article and self.is_spoken_by_others(place)
        return not spoken and not self.is_quoted(place)

    def link_at(self, place: int) -> Link:
        """The link whose mark stands at a place of the masked text."""
        return self.links[ord(self.masked[place]) - FIRST_MARK]

    def links_in(self, start: int, end: int) -> list[Link]:
        """The links whose marks stand between two places."""
        return [self.link_at(match.start()) for match in ANY_MARK.finditer(self.masked, start, end)]


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences lie; an endless one is cut, for the patterns' cost grows faster than its length."""
    for match in SENTENCE.finditer(text):
        start, end = match.span()
        while end - start > LONGEST_SENTENCE:
            cut = text.rfind(" ", start + 1, start + LONGEST_SENTENCE) + 1 or start + LONGEST_SENTENCE
            yield start, cut
            start = cut
        if start < end:
            yield start, end


def _lies_in(stretches: Sequence[tuple[int, int]], place: int) -> bool:
    """Stretches are in order and apart."""
    count = bisect(stretches, place, key=_first)
    return count > 0 and place < stretches[count - 1][1]


def _first(stretch: tuple[int, int]) -> int:
    return stretch[0]


def _quoted(text: str) -> tuple[tuple[int, int], ...]:
    if not any(sign in text for sign in (">", "wrote:", "essage", "RT @")):
        return ()
    forwarded = FORWARDED.search(text) or RETWEET.search(text)
    end = len(text) if forwarded is None else forwarded.start()
    spans = [
        match.span() for pattern in (QUOTED_LINE, QUOTE_HEADER) for match in pattern.finditer(text, 0, end)
    ]
    return (*sorted(spans), *([] if forwarded is None else [(end, len(text))]))


def _spoken_by_others(text: str) -> tuple[tuple[int, int], ...]:
    if '"' not in text and "“" not in text:
        return ()
    return tuple(match.span() for match in QUOTED_WORDS.finditer(text))


def _blanked(text: str, stretches: Sequence[tuple[int, int]]) -> str:
    if not stretches:
        return text
    parts, place = [], 0
    for start, end in sorted(stretches):
        parts += [text[place:start], " " * (end - max(start, place))]
        place = max(place, end)
    return "".join([*parts, text[place:]])


def _without_dot(match: re.Match[str]) -> str:
    return match[0][:-1] + " "


def mask(text: str, links: Sequence[Link]) -> str:
    """Lower-case, straight apostrophes, names as marks; every place stays what it was."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    if not lowered.isascii():
        lowered = PRIVATE.sub(" ", lowered).replace("’", "'").replace("‘", "'")
    parts, place = [], 0
    for number, link in enumerate(links):
        parts += [lowered[place : link.start], chr(FIRST_MARK + number), FILLER * (link.end - link.start - 1)]
        place = link.end
    parts.append(lowered[place:])
    return "".join(parts)
