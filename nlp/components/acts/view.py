"""A reading and its context in; what rules ask of a message out: what 'it' is, who is spoken to, what the parent named."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from nlp.analysis import ActKind, Analysis, Span, SwitchStatus
from nlp.components.linker import Link
from nlp.components.reading import ANY_MARK, Reading, Sentence
from nlp.context import Context
from nlp.words import word_set

WORD = re.compile(r"[\w'\ue000\U000f0000-\U000ffffd]+")

ADDRESSED = re.compile(r"^\W*@([\w.\-]+)")
"""A handle that opens the message."""

GREETED = re.compile(
    r"^\W*(?:[Hh]i|[Hh]ey|[Hh]ello|[Dd]ear|[Mm]orning|[Tt]hanks)\s+(?P<name>[A-Z][a-zé]+)\b(?=\W)"
)
CALLED = re.compile(r"^\W*(?P<name>[A-Z][a-zé]{2,}),\s+(?=[a-z])")

NOT_NAMES = word_set(
    "all anyone everyone folks guys team there sir madam both well yes yeah honestly sorry thanks please okay sure also "
    "personally agreed seconded actually anyway hello nope right true same still again first second finally sadly "
    "update edit warning question idea suggestion besides overall luckily now today yesterday tomorrow monday tuesday "
    "wednesday thursday friday saturday sunday january february march april june july august september october november "
    "december however meanwhile instead otherwise frankly basically mate friend dude man lads look listen seriously "
    "great good nice wow lol haha ugh damn then too indeed maybe perhaps whatever although though while when after "
    "before since once neither either unlike like for with compared exactly absolutely definitely cheers support "
    "run stop wait yikes oof beware reminder spoiler lesson tip note psa fyi caution alert attention trust ladies gents gentlemen "
    "friends neighbours neighbors everybody people parents mums dads moms girls boys chaps fam peeps gang drivers owners renters "
    "tenants students travellers travelers commuters gamers shoppers customers locals londoners americans brits aussies"
)
"""Words that open a message before a comma and are no one's name."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An act as a rule sees it, before what holds for all acts is settled."""

    kind: ActKind
    target: str | None
    evidence: Span
    confidence: float
    rival: str | None = None
    status: SwitchStatus | None = None
    to: str | None = None
    by_name: bool = True
    """Whether the target stands in the pattern itself, not for a pronoun."""


_UNREAD = object()
"""Stands for a parent that nobody has asked for yet."""


class View:
    """One message as the rules see it."""

    def __init__(
        self, reading: Reading, context: Context, peeves: Sequence[Span] = (), ideas: Sequence[Span] = ()
    ) -> None:
        """Peeves and ideas are where the text names what the catalogue knows as such."""
        self.reading = reading
        self.context = context
        self.peeves = peeves
        self.ideas = ideas
        self.own_links = reading.links
        self.own_sentences = reading.sentences
        if reading.quoted:
            self.own_links = tuple(link for link in reading.links if not reading.is_quoted(link.start))
            self.own_sentences = tuple(sentence for sentence in reading.sentences if not sentence.quoted)
        self.entries = tuple(dict.fromkeys(link.entry for link in self.own_links))
        self._parent: object = _UNREAD

    @property
    def parent(self) -> Analysis | None:
        """What the parent says; it is read when first asked for."""
        if self._parent is _UNREAD:
            self._parent = self.context.parent_analysis() if self.context.parent is not None else None
        return cast("Analysis | None", self._parent)

    def parent_target(self, kind: ActKind | None = None) -> str | None:
        """What the parent is about: of its act of this kind, else its only entry, else its only act's."""
        if self.parent is None:
            return None
        for act in self.parent.acts:
            if act.kind is kind and act.target is not None:
                return act.target
        named = dict.fromkeys(mention.entry for mention in self.parent.mentions)
        if len(named) == 1:
            return next(iter(named))
        targets = dict.fromkeys(act.target for act in self.parent.acts if act.target is not None)
        return next(iter(targets)) if len(targets) == 1 else None

    def parent_has(self, kind: ActKind) -> bool:
        """Whether the parent does this."""
        return self.parent is not None and any(act.kind is kind for act in self.parent.acts)

    def focus(self, place: int, kind: ActKind | None = None) -> str | None:
        """What 'it' means at a place: named last before it, else by the parent, else the only name there is."""
        count = bisect_left(self.own_links, place, key=_start)
        if count:
            return self.own_links[count - 1].entry
        inherited = self.parent_target(kind)
        if inherited is not None:
            return inherited
        return self.only_entry

    @property
    def only_entry(self) -> str | None:
        """The one thing that the message names; a product of the one brand where it names both."""
        if len(self.entries) <= 1:
            return self.entries[0] if self.entries else None
        brands = {link.brand for link in self.own_links}
        products = [link.entry for link in self.own_links if link.entry != link.brand]
        return products[0] if len(brands) == 1 and len(set(products)) == 1 else None

    def brand_of(self, entry: str | None) -> str | None:
        """The brand of an entry that is named here or by the parent."""
        for link in self.reading.links:
            if link.entry == entry:
                return link.brand
        mentions = () if self.parent is None else self.parent.mentions
        return next((mention.brand for mention in mentions if mention.entry == entry), entry)

    def other_than(self, entry: str | None) -> str | None:
        """The one other entry that the author names, else the parent's."""
        others = [other for other in self.entries if other != entry]
        if others:
            return others[0] if len(others) == 1 else None
        inherited = self.parent_target()
        return inherited if inherited != entry else None

    def marks(self, sentence: Sentence, span: tuple[int, int]) -> list[Link]:
        """The names within a stretch of a sentence, counted from the sentence's start."""
        return self.reading.links_in(sentence.start + span[0], sentence.start + span[1])

    def last_mark(self, sentence: Sentence, end: int) -> Link | None:
        """The last name of a sentence before a place in it."""
        found = self.marks(sentence, (0, end))
        return found[-1] if found else None

    def span(self, sentence: Sentence, start: int, end: int) -> Span:
        """A stretch of a sentence as a span of the text, without the white space at its ends."""
        stretch = sentence.text[start:end]
        lead = len(stretch) - len(stretch.lstrip())
        return Span(sentence.start + start + lead, sentence.start + start + len(stretch.rstrip()))

    @property
    def advised(self) -> str | None:
        """Whom advice in this message is for: as addressed, else the parent's author."""
        text = self.reading.text
        handle = ADDRESSED.match(text)
        if handle is not None and not self._is_brand(handle.start(1)):
            return handle[1].rstrip(".")
        named = GREETED.match(text) or CALLED.match(text)
        if (
            named is not None
            and named["name"].lower() not in NOT_NAMES
            and not self._is_brand(named.start("name"))
        ):
            return named["name"]
        parent = self.context.parent
        if parent is None or self.context.parent_by_company or parent.author_handle == self.context.author:
            return None
        return parent.author_handle

    def _is_brand(self, place: int) -> bool:
        return ANY_MARK.match(self.reading.masked, place) is not None

    def words(self, sentence: Sentence) -> frozenset[str]:
        """The words of a sentence."""
        return frozenset(WORD.findall(sentence.text))


def _start(link: Link) -> int:
    return link.start


def each(links: list[Link]) -> Iterator[str]:
    """The distinct entries of links, in order."""
    yield from dict.fromkeys(link.entry for link in links)
