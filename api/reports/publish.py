"""A document in; the same with every figure led to the messages that it rests on, numbered and looked up, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from api.reports.document import Block, Document, Figure, Paragraph, Plot, Points, Table, Words
from api.reports.naming import Naming
from api.reports.words import clipped, plain, short_day
from graph.model import Message
from graph.questions.answer import Evidence
from graph.store import Store

LONGEST_TEXT = 700
"""Characters of a quoted message: a long review's argument; its permalink has the rest."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A message as the appendix prints it."""

    id: str
    """m1, m2, ..."""
    uid: str | None
    """None where the report names nobody."""
    author: str
    date: str
    at: int
    channel: str
    title: str
    text: str
    permalink: str | None
    """http or https only."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The messages under figures."""

    id: str
    """e1, e2, ..."""
    about: str
    total: int
    quotes: tuple[Quote, ...]
    """The newest; those that an earlier entry has printed are only pointed at."""
    first: frozenset[str]
    """Ids of the quotes that are printed here for the first time."""


@dataclass(frozen=True, slots=True)
class Published:
    """A report, ready to be written."""

    document: Document
    entries: tuple[Entry, ...]
    quotes: tuple[Quote, ...]
    entry_of: Mapping[tuple[object, ...], str]

    def entry(self, figure: Figure) -> str | None:
        """Where a figure's messages are; None where it has none."""
        key = _key(figure)
        return None if key is None else self.entry_of.get(key)


async def publish(document: Document, naming: Naming, store: Store) -> Published:
    """Look the messages up and number all. One store call."""
    cited = _cited(document)
    uids = list(dict.fromkeys(uid for uids in cited.values() for uid in uids[1]))
    found = await store.messages(uids)
    quotes = {
        uid: _quote(f"m{number}", found[uid], naming)
        for number, uid in enumerate((uid for uid in uids if uid in found), start=1)
    }
    entries, entry_of, printed = [], {}, set[str]()
    for number, (key, (figure, shown)) in enumerate(cited.items(), start=1):
        entry = _entry(f"e{number}", figure, [quotes[uid] for uid in shown if uid in quotes], printed)
        entries.append(entry)
        entry_of[key] = entry.id
        printed |= entry.first
    return Published(document, tuple(entries), tuple(quotes.values()), entry_of)


def _cited(document: Document) -> dict[tuple[object, ...], tuple[Figure, tuple[str, ...]]]:
    """Each set of messages once, in the order of reading, with the first figure that rests on it."""
    found: dict[tuple[object, ...], tuple[Figure, tuple[str, ...]]] = {}
    for figure in figures(document):
        key = _key(figure)
        if key is None or figure.evidence is None:
            continue
        first, shown = found.get(key, (figure, ()))
        found[key] = first, max(shown, figure.evidence.uids[: figure.quoted], key=len)
    return found


def _key(figure: Figure) -> tuple[object, ...] | None:
    evidence = figure.evidence
    if evidence is None or not evidence.total:
        return None
    return evidence.total, evidence.uids, figure.about


def figures(document: Document) -> Iterator[Figure]:
    """Every figure in the order of reading."""
    sections = [document.summary, *(section.blocks for section in document.sections), document.method.blocks]
    for blocks in sections:
        for block in blocks:
            for words in _words(block):
                yield from (part for part in words if isinstance(part, Figure))


def _words(block: Block) -> Iterator[Words]:
    if isinstance(block, Paragraph):
        yield block.words
    elif isinstance(block, Points):
        yield from block.items
    elif isinstance(block, Table):
        for row in block.rows:
            yield from row
    elif isinstance(block, Plot):
        return


def _entry(id_: str, figure: Figure, quotes: list[Quote], printed: set[str]) -> Entry:
    evidence = figure.evidence or Evidence(0, ())
    first = frozenset(quote.id for quote in quotes) - printed
    return Entry(id_, figure.about, evidence.total, tuple(quotes), first)


def _quote(id_: str, message: Message, naming: Naming) -> Quote:
    hidden = naming.anonymous
    return Quote(
        id=id_,
        uid=None if hidden else plain(message.uid),
        author=naming.author(message.author, company=message.by_company),
        date=short_day(message.created_at),
        at=message.created_at,
        channel=plain(message.channel),
        title=clipped(naming.text(plain(message.title or "")), LONGEST_TEXT),
        text=clipped(naming.text(plain(message.text)).strip(), LONGEST_TEXT),
        permalink=None if hidden else web_address(message.permalink),
    )


def web_address(text: str | None) -> str | None:
    """An address that a browser may open without doing anything else than opening a page."""
    if text is None or any(character.isspace() for character in text) or plain(text) != text:
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in ("http", "https") and parts.netloc else None
