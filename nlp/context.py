"""An Item and its Parent in; what the components need to know about a message beyond its words out."""

# ruff: noqa: RUF001 - people write these dashes and quotation marks

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.item import Author, Item, ItemKind, ItemMention, Role
from nlp.analysis import Analysis, Name, Names, Parent, Span
from nlp.catalogue_index import CatalogueIndex
from nlp.words import word_set

MAX_TEXT = 100_000
"""Code points of a message that are read: a long article; what lies beyond is a dump, not an utterance."""

TITLE_BREAK = "\n\n"
"""Between title and text, so that each is read as sentences of its own."""

TEAM = r"(?:support|help|care|team|help ?desk|service|crew|staff|customer (?:care|service|support|relations))"

WORD = re.compile(r"[^\W_]+")

MAIL_PROVIDERS = word_set(
    "gmail googlemail google yahoo outlook hotmail live msn icloud apple me aol gmx proton protonmail web zoho yandex "
    "mail fastmail t-online orange btinternet verizon comcast att"
)
"""Brands under whose domains customers have their mail."""

SIGNATURE_LINES = 3
"""Lines at the end of a message among which a signature stands."""


@dataclass(frozen=True, slots=True)
class Context:
    """What surrounds a message. Components read it; only the pipeline makes it."""

    text: str
    """Title and text as they are read."""
    body_start: int
    """Where the item's own text begins in it."""
    kind: ItemKind
    author: str | None = None
    by_company: bool = False
    """Written by a catalogued company's own people."""
    is_bot: bool = False
    language: str | None = None
    """ISO 639-1 code, as the channel says or the language component finds; None where nobody can tell."""
    parent: Parent | None = None
    parent_by_company: bool = False
    parent_analysis: Callable[[], Analysis | None] = lambda: None
    """What the parent says, worked out when asked for."""
    marked: tuple[ItemMention, ...] = ()
    names: Names = None
    """The text's names, where the caller gives them: the linker then takes these and no others."""
    thorough: bool = False
    """Whether mood and emotions are wanted too, and entities whatever the message names."""
    is_parent: bool = False
    """Read only for what a reply leans on."""

    @property
    def english(self) -> bool:
        """Whether it is read for feelings and acts. What nobody can tell is read as English."""
        return self.language is None or self.language == "en"

    @property
    def handles(self) -> frozenset[str]:
        """Handles of those who talk and are talked to, lower-case, as the channel says them."""
        said = [self.author, *(mark.handle for mark in self.marked)]
        said += [] if self.parent is None else [self.parent.author_handle]
        return frozenset(handle.removeprefix("@").lower() for handle in said if handle)

    @property
    def is_customer(self) -> bool:
        """Whether stances and acts in it are those of someone who speaks for himself."""
        return not self.by_company and not self.is_bot


class ContextReader:
    """Makes contexts, knowing the handles and names of the companies."""

    def __init__(self, index: CatalogueIndex) -> None:
        self._index = index
        self._joined = frozenset(
            "".join(WORD.findall(brand.name.lower())) for brand in index.catalogue.brands
        )
        self._names = frozenset(
            name.lower() for brand in index.catalogue.brands for name in (brand.name, *brand.aliases)
        )

    def read(
        self,
        item: Item,
        parent: Parent | None,
        parent_analysis: Callable[[], Analysis | None],
        names: Names = None,
        *,
        thorough: bool = False,
    ) -> Context:
        """The context of one item."""
        head = f"{item.title}{TITLE_BREAK}" if item.title else ""
        author = item.author
        body = item.text[:MAX_TEXT]
        shift = len(head)
        marks = tuple(
            ItemMention(mark.start + shift, mark.end + shift, mark.handle, mark.native_id)
            for mark in item.mentions
        )
        return Context(
            text=head + body,
            body_start=shift,
            kind=item.kind,
            author=None if author is None else author.handle or author.native_id,
            by_company=self.is_by_company(item),
            is_bot=author is not None and author.is_bot is True,
            language=None if item.language is None else _primary(item.language),
            parent=parent,
            parent_by_company=parent is not None and self._is_company(parent.author_handle),
            parent_analysis=parent_analysis,
            marked=marks,
            names=None if names is None else tuple(_moved(name, shift) for name in names),
            thorough=thorough,
        )

    def is_by_company(self, item: Item) -> bool:
        """Whether a company's own people wrote it: by their account, or by how they sign."""
        author = item.author
        if author is not None:
            if author.role in (Role.STAFF, Role.BOT) or self._is_company(author.handle):
                return True
            if self._is_team(author.display_name or "") or self._is_company_address(author):
                return True
        return self._signed_by_company(item.text)

    def _is_company(self, handle: str | None) -> bool:
        return handle is not None and self._index.brand_with_handle(handle) is not None

    def _is_company_address(self, author: Author) -> bool:
        """Whether someone writes from the company's own domain."""
        address = author.email or author.native_id
        domain = address.rpartition("@")[2] if "@" in address else ""
        labels = domain.lower().split(".")
        return len(labels) > 1 and labels[-2] in self._joined and labels[-2] not in MAIL_PROVIDERS

    def _is_team(self, name: str) -> bool:
        """'Brevo Support', 'The Brevo Team', 'Team Brevo', 'Marta from Brevo'."""
        words = name.lower().strip()
        for pattern in TEAM_NAMES:
            match = pattern.search(words)
            if match is not None and match["brand"].strip() in self._names:
                return True
        return False

    def _signed_by_company(self, text: str) -> bool:
        """By the lines at the end, or by how a call is answered."""
        if "\n" not in text and not GREETING.search(text[:200]) and not INLINE_SIGNATURE.search(text[-80:]):
            return False
        lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith(">")]
        if any(self._is_team(line) for line in lines[-SIGNATURE_LINES:] if _may_sign(line)):
            return True
        inline = INLINE_SIGNATURE.search(text[-80:])
        if inline is not None and self._is_team(inline["name"]):
            return True
        greeting = GREETING.search("\n".join(lines)[:200])
        return greeting is not None and greeting["brand"].strip().lower() in self._names


def _primary(tag: str) -> str:
    """The language of a tag: 'en' of 'en-GB'."""
    return re.split("[-_]", tag.lower(), maxsplit=1)[0]


def _may_sign(line: str) -> bool:
    return len(line) <= LONGEST_SIGNATURE and SALUTATION.match(line) is None


def _moved(name: Name, shift: int) -> Name:
    """The same name where a title stands before the text."""
    return Name(Span(name.span.start + shift, name.span.end + shift), name.entry, name.brand)


LONGEST_SIGNATURE = 60
"""A longer line is a sentence that happens to name a team."""

SALUTATION = re.compile(
    r"\W*(?:hi|hey|hello|dear|good (?:morning|afternoon|evening)|to|attn)\b", re.IGNORECASE
)
"""'Hi Saga at Brevo,' is written to a company."""

TEAM_NAMES = (
    re.compile(
        rf"^(?:[\w.' -]*[,/|·–—-] ?|[\w.' -]* (?:from|at) |your |the )?(?:the )?(?P<brand>[\w.'& -]+?),? {TEAM}\W*$"
    ),
    re.compile(r"^(?:your |the )?team (?P<brand>[\w.'& -]+?)\W*$"),
    re.compile(r"^[\w.']+(?: [\w.']+)? (?:from|at|@|on behalf of) (?P<brand>[\w.'& -]+?)\W*$"),
)
"""How a company's people write their names."""

INLINE_SIGNATURE = re.compile(r"(?:^|[.!?]\s+)[-–—~^/]+\s?(?P<name>[\w.'& -]+(?:, ?[\w.'& -]+)?)\s*$")
"""A name after a dash at the very end: '… sorry about that! - Marta, Brevo Support'."""

GREETING = re.compile(
    r"(?:thank you|thanks) for (?:calling|contacting|ringing|reaching out to|choosing) (?P<brand>[\w'& -]+?)"
    r"(?:[,.!]| support| customer| my name| this is| you're| how)",
    re.IGNORECASE,
)
"""How a company answers a call."""
